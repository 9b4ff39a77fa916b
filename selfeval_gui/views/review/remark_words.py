"""A remark in words: where it stands, and all there is to say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval_gui.domain.review.answer_columns import BETWEEN_PLACES
from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from selfeval_gui.work.review.one_form import RemarkLine

SCOPES = {"cell": _("这一格"), "row": _("这一行"), "form": _("整份表")}


def standing_of_line(line: RemarkLine) -> str:
    """Return in a word where a remark stands."""
    if not line.is_open:
        return _("已了结")
    return line.remark.answers[-1].how if line.is_answered else _("未答复")


def about(line: RemarkLine) -> str:
    """Return all there is to say of a remark, oldest first."""
    remark = line.remark
    place = BETWEEN_PLACES.join(remark.place) or SCOPES["form"]
    told = [place, remark.text]
    if remark.quoted:
        told.append(_("原来是“{text}”；{now}").format(text=remark.quoted, now=line.now))
    elif remark.field:
        told.append(line.now)
    told += [_("应为：{value}").format(value=remark.suggested)] if remark.suggested else []
    told.append(_("{name}（{office}）{day}").format(name=remark.by.name, office=remark.by.office, day=remark.at[:10]))
    for answer in remark.answers:
        words = {"how": answer.how, "text": answer.text, "name": answer.by.name, "day": answer.at[:10]}
        told.append(_("答复：{how} {text}（{name} {day}）").format(**words))
    told += [_("{how}：{name} {day}").format(how=e.how, name=e.by.name, day=e.at[:10]) for e in remark.settled]
    return "\n".join(told)
