"""The question about a form with changes that are not saved, of which a returned copy says something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval_gui.app.notifier import Choice
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.difference_text import difference_lines, place_line, shortened

if TYPE_CHECKING:
    from selfeval_gui.app.notifier import Notifier
    from selfeval_gui.app.session import Session
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.three_way import Clash
    from selfeval_gui.work.incoming import Incoming

_MOST_LINES = 60


def updated_form(session: Session, item: Incoming, notifier: Notifier) -> Form | None:
    """Return the open form as the copy says, with what was typed since its last save; None if it is to stay.

    Where both say something of one cell, or it is not known what was typed since, the user is asked.
    """
    wanted = item.updated(session.form)
    if session.is_clean:
        return wanted
    merged, lines = _merged(session, item)
    if merged is not None:
        return merged
    name = session.form.project_name.strip() or session.path.name
    text = _("“{name}”有还没有保存的改动，与来件“{file}”说的不同。用哪一个？选来件之后，可以用“撤销”找回您的改动。")
    answers = [Choice("theirs", _("以来件为准")), Choice("mine", _("保留这里的，不更新"))]
    more = [_("……等 {count} 处").format(count=len(lines))] if len(lines) > _MOST_LINES else []
    details = "\n".join([*lines[:_MOST_LINES], *more])
    answer = notifier.ask(text.format(name=name, file=item.path.name), answers, details)
    return wanted if answer == "theirs" else None


def _merged(session: Session, item: Incoming) -> tuple[Form | None, list[str]]:
    from selfeval_gui.domain.differences import differences
    from selfeval_gui.domain.three_way import merge
    from selfeval_gui.storage.codec import decode
    from selfeval_gui.storage.fingerprint import fingerprint

    mine = session.form
    if session.base is None or fingerprint(session.base) != session.fingerprint:
        theirs = item.updated(mine)
        return None, difference_lines(differences(mine, theirs), mine, theirs)
    base = decode(session.base)
    theirs = item.updated(base)
    result = merge(base, mine, theirs)
    return result.form, [_clash_line(clash, mine, theirs) for clash in result.clashes]


def _clash_line(clash: Clash, mine: Form, theirs: Form) -> str:
    form = mine if clash.node is None or clash.mine else theirs
    field = {"row": "name", "children": "name"}.get(clash.field, clash.field)
    place = place_line(clash.node or "", field, form)
    words = _("{place}：这里 {mine}，来件 {theirs}")
    return words.format(place=place, mine=shortened(clash.mine), theirs=shortened(clash.theirs))
