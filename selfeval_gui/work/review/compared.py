"""What became of each remark in the round that came in: the text quoted then, the text now, the answer, the checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from selfeval_gui.domain.review.states import valid_remarks
from selfeval_gui.i18n import _
from selfeval_gui.rules.check import check
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.work.review.one_form import RemarkLine, ref_of, remark_lines
from selfeval_gui.work.review.reviewing import place_and_text

if TYPE_CHECKING:
    from selfeval_gui.domain.differences import Difference
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.review.entries import Remark, Review

_BETWEEN = "｜"


def what_became(review: Review | None, form: Form) -> list[str]:
    """Return a line for each open remark: quoted, now, 已改 or 只答复 or 没动 or 行已删, the answer."""
    if review is None or not review.remarks:
        return []
    lines = remark_lines(review, form, check(form, rule_set_of(form)))
    return [_line(line, form) for line in lines if line.is_open]


def unasked(review: Review | None, differences: Sequence[Difference]) -> list[Difference]:
    """Return the changes that no remark is about; none where there is no remark at all."""
    remarks = [] if review is None else valid_remarks(review)
    return [each for each in differences if not any(_asks(remark, each) for remark in remarks)] if remarks else []


def _asks(remark: Remark, each: Difference) -> bool:
    is_there = bool(remark.field) and remark.node == each.node
    return is_there and (remark.field == each.field or (remark.node is not None and remark.field == "name"))


def _line(line: RemarkLine, form: Form) -> str:
    remark = line.remark
    told = _("原来是“{text}”；{now}").format(text=remark.quoted, now=line.now) if remark.field else line.now
    parts = [_("{number}. {text}：{told}").format(number=line.number, text=remark.text, told=told), _what(line, form)]
    if remark.answers:
        last = remark.answers[-1]
        parts.append(_("答复：{how} {text}").format(how=last.how, text=last.text).rstrip())
    return _BETWEEN.join(parts)


def _what(line: RemarkLine, form: Form) -> str:
    remark = line.remark
    if line.is_gone:
        return _("行已删")
    if remark.field and place_and_text(form, ref_of(remark))[1].strip() != remark.quoted.strip():
        return _("已改")
    return _("只答复") if line.is_answered else _("没动")
