"""What is known of the form at hand, and how each remark on it stands against the form as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.review.content import content_hash
from selfeval_gui.domain.review.entries import Remark, RemarkKind, Review
from selfeval_gui.domain.review.register import RegisterNames
from selfeval_gui.domain.review.states import is_open, is_unanswered, standing_of, valid_remarks
from selfeval_gui.domain.tree import Tree
from selfeval_gui.domain.update_from import may_be_one, project_key
from selfeval_gui.i18n import _
from selfeval_gui.rules.accepted import still_open
from selfeval_gui.rules.finding import REMARK, Finding, Severity
from selfeval_gui.storage.review.kept_files import read_kept
from selfeval_gui.storage.review.places import refuse_own_folder, review_file
from selfeval_gui.storage.review.reviews import read_register
from selfeval_gui.work.review.reviewing import place_and_text

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form


class KnownOfForm(NamedTuple):
    """What is known of a form, None for nothing; `other` is the project that it belongs to where that is another."""

    review: Review | None
    other: str = ""


def known_of(workspace: Path, form: Form) -> KnownOfForm:
    """Return what is known of a form; a copy of another form, which keeps its id, has nothing of its own.

    Raises
    ------
    UnreadableReview, SaveFailed
        if it cannot be read, or the folder 审核 is the user's own.
    """
    refuse_own_folder(workspace)
    review = read_kept(review_file(workspace, form.id), Review)
    if review is None or not review.project_name:
        return KnownOfForm(review)
    names = RegisterNames(read_register(workspace))
    theirs = project_key(review.year, review.project_name, names.of(review.unit))
    ours = project_key(form.year, form.project_name, names.of(form.implementing_unit))
    return KnownOfForm(review) if may_be_one(theirs, ours) else KnownOfForm(None, review.project_name)


class RemarkLine(NamedTuple):
    """A remark with its number, and what became of what it is about: the words say all of it."""

    number: int
    remark: Remark
    is_open: bool
    is_answered: bool
    now: str
    is_gone: bool = False  # its row


def remark_lines(review: Review | None, form: Form, findings: Iterable[Finding]) -> list[RemarkLine]:
    """Return the remarks in the order they were written, each with how it stands now."""
    firing = {(each.code, each.node, each.field) for each in findings}
    lines = []
    for number, remark in enumerate([] if review is None else valid_remarks(review), 1):
        now = _now(remark, form)
        if remark.code is not None and (remark.code, remark.node, remark.field) in firing:
            now += _("；检查还提示")
        is_gone = remark.node is not None and NodeId(remark.node) not in Tree(form.indicators)
        lines.append(RemarkLine(number, remark, is_open(remark), bool(remark.answers), now, is_gone))
    return lines


def _now(remark: Remark, form: Form) -> str:
    """Return in words what became of the text that the remark quotes."""
    if not remark.field:
        return _("针对整份表")
    if remark.node is not None and NodeId(remark.node) not in Tree(form.indicators):
        return _("这一行已经删了")
    _place, text = place_and_text(form, ref_of(remark))
    if text.strip() == remark.quoted.strip():
        return _("没有动")
    return _("现在是“{text}”").format(text=text) if text.strip() else _("现在是空白")


_WEIGHS: dict[RemarkKind, Severity] = {
    "必须改": Severity.ERROR,
    "请说明": Severity.WARNING,
    "建议": Severity.HINT,
}


def marks_of(review: Review | None) -> list[Finding]:
    """Return what is to stand at the cells: open remarks, at the unit those that it has still to answer."""
    remarks = [] if review is None else [each for each in valid_remarks(review) if is_open(each) and each.field]
    if review is not None and review.returned:
        remarks = [each for each in remarks if is_unanswered(each)]
    return [
        Finding(
            REMARK,
            _WEIGHS[each.kind],
            None if each.node is None else NodeId(each.node),
            each.field,
            args={"kind": each.kind, "text": each.text},
        )
        for each in remarks
    ]


def ref_of(remark: Remark) -> FieldRef | None:
    """Return the cell that a remark is about, None for the form as a whole."""
    return FieldRef(None if remark.node is None else NodeId(remark.node), remark.field) if remark.field else None


def without_remark(findings: Iterable[Finding], review: Review | None) -> list[Finding]:
    """Return the findings that nobody has accepted, and that no open remark is about."""
    open_ones = [each for each in ([] if review is None else review.remarks) if is_open(each)]
    known = {(each.code, each.node, each.field) for each in open_ones}
    return [each for each in still_open(findings) if (each.code, each.node, each.field) not in known]


def standing_line(review: Review | None, form: Form, lines: Sequence[RemarkLine]) -> str:
    """Return where a form stands, its round, and how many remarks there are; at the unit, how many to answer."""
    if review is not None and review.returned:
        last, unanswered = max(each.n for each in review.returned), sum(is_unanswered(line.remark) for line in lines)
        told = _("第 {round} 次退回 · 意见 {count}，未答复 {open}")
        return told.format(round=last, count=len(lines), open=unanswered)
    state = standing_of(review, content_hash(form)).state
    text = _("{state} · 第 {round} 轮 · 意见 {count}，未了结 {open}")
    words = {"state": state.value, "round": 0 if review is None else review.round}
    return text.format(**words, count=len(lines), open=sum(line.is_open for line in lines))
