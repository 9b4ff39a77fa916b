"""The question about a form that was changed here and by another program: which changes shall stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval_gui.app.notifier import Choice
from selfeval_gui.i18n import _
from selfeval_gui.views.keeping.outside_choice import common_base

if TYPE_CHECKING:
    from selfeval_gui.app.notifier import Notifier
    from selfeval_gui.app.session import Session
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.three_way import Clash
    from selfeval_gui.storage.store import Loaded

_MOST_LINES = 60
_SHORT = 12  # lines that the question itself shows; more are folded away


def ask_about_outside_change(
    notifier: Notifier, session: Session, found: Loaded | None, why: str, *, is_gone: bool
) -> str:
    """Ask, and carry out what concerns the form alone; return what is left to do.

    `found` is None where the file holds no form, or, with `is_gone`, is not there any more.

    "save": the form holds both versions' changes now. "done": it holds what the file holds. "choose" (place by place),
    "save_as", "overwrite", "cancel": as the user said; the form is what it was.
    """
    from selfeval_gui.commands.replace import load_anew, take_merged

    name = session.form.project_name.strip() or session.path.name
    overwrite = Choice("overwrite", _("存回原处") if is_gone else _("覆盖"))
    choices = [Choice("save_as", _("另存为…")), overwrite, Choice("cancel", _("取消"))]
    text, details, merged = _("“{name}”：{why}").format(name=name, why=why), "", None
    if found is not None:
        choices.insert(0, Choice("reload", _("改用外面的")))
        merged, explanation, details = _compare(session, found)
        text = f"{text}\n\n{explanation}"
        if details.count("\n") < _SHORT:
            text, details = f"{text}\n\n{details}", ""
        if merged is None and common_base(session) is not None:
            choices.insert(0, Choice("choose", _("逐处选…")))
        if merged is not None:
            choices.insert(0, Choice("merge", _("合并")))
    elif is_gone:
        kept = _("您的内容都还在窗口里。")
        text = f"{text}\n\n{kept}"
    else:
        hint = _("文件里现在的内容读不出来，没法比较。您的内容都还在窗口里；覆盖之后，原来的文件在“历史版本”里。")
        text = f"{text}\n\n{hint}"
    answer = notifier.ask(text, choices, details)
    if found is not None and answer == "reload":
        return "done" if load_anew(session, found) else "cancel"
    if found is not None and merged is not None and answer == "merge":
        if not take_merged(session, merged, found):
            return "cancel"
        return "done" if session.is_clean else "save"
    return answer


def _compare(session: Session, found: Loaded) -> tuple[Form | None, str, str]:
    """Return both versions in one, if they go together, a sentence and the lines that say what differs."""
    from selfeval_gui.domain.update_from import key_of, may_be_one

    mine, theirs = session.form, found.form
    merged, explanation, lines = _compared(session, mine, theirs)
    if not may_be_one(key_of(mine), key_of(theirs)):
        other = _("注意：外面的是“{name}”（{year}）的表，可能是另一个项目。")
        explanation = other.format(name=theirs.project_name.strip(), year=theirs.year or "—") + explanation
    return merged, explanation, lines


def _compared(session: Session, mine: Form, theirs: Form) -> tuple[Form | None, str, str]:
    from selfeval_gui.domain.differences import differences
    from selfeval_gui.domain.three_way import merge
    from selfeval_gui.views.basics.difference_text import difference_lines

    reload_hint = _("改用外面的之后，您的改动可以用“撤销”找回；覆盖之后，外面的内容在“历史版本”里。")
    base = common_base(session)
    if base is None:
        lines = difference_lines(differences(mine, theirs), mine, theirs)
        return None, reload_hint, _listed(_("这里 → 外面："), lines)
    outside, inside = differences(base, theirs), differences(base, mine)
    result = merge(base, mine, theirs)
    details = "\n\n".join(
        (
            _listed(_("外面改的："), difference_lines(outside, base, theirs)),
            _listed(_("您改的："), difference_lines(inside, base, mine)),
        )
    )
    counts = {"outside": len(outside), "inside": len(inside), "both": len(result.clashes)}
    if result.form is None:
        text = _("外面改了 {outside} 处，您改了 {inside} 处，其中 {both} 处两边都改了，不能自动合并，可逐处选。{hint}")
        clashes = _listed(_("两边都改了："), [_clash_line(clash, mine, theirs) for clash in result.clashes])
        return None, text.format(**counts, hint=reload_hint), f"{clashes}\n\n{details}"
    text = _("外面改了 {outside} 处，您改了 {inside} 处，改的地方不同，可以合并。{hint}")
    return result.form, text.format(**counts, hint=reload_hint), details


def _clash_line(clash: Clash, mine: Form, theirs: Form) -> str:
    from selfeval_gui.views.basics.difference_text import place_line, shortened

    form = mine if clash.node is None or clash.mine else theirs
    field = {"row": "name", "children": "name"}.get(clash.field, clash.field)
    place = place_line(clash.node or "", field, form)
    return _("{place}：您 {mine}，外面 {theirs}").format(
        place=place, mine=shortened(clash.mine), theirs=shortened(clash.theirs)
    )


def _listed(heading: str, lines: list[str]) -> str:
    more = [_("……等 {count} 处").format(count=len(lines))] if len(lines) > _MOST_LINES else []
    return "\n".join([heading, *lines[:_MOST_LINES], *more])
