"""汇总 of what a department accepted: by year and unit, with last year's totals, 评审得分, and what is open.

A project never counts twice, and what does not count stands in the summary as a line of its own.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.review.judgements import review_score
from selfeval_gui.domain.review.states import State
from selfeval_gui.exchange.reports.unit_sums import HandedForm, OpenPoint, UnitSums
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.rules.accepted import still_open
from selfeval_gui.storage.summary import summary_of
from selfeval_gui.work.reading import FormSource
from selfeval_gui.work.review.desk import FormStanding, ReviewDesk, look_at
from selfeval_gui.work.review.last_years import LastYears
from selfeval_gui.work.summing import sum_up, write_summed

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.exchange.reports.summary_rows import SummaryRow
    from selfeval_gui.work.progress import Progress

_SCALE = "amounts.scale"
_NEVER = {State.DOUBLE, State.EXEMPT, State.MISSING, State.UNREADABLE}


class SummedReview(NamedTuple):
    """How many forms count, and how many lines say what does not or is doubtful."""

    forms: int
    open_points: int


def write_review_summary(
    folder: Path,
    wanted: Collection[Path] | None,
    target: Path,
    today: date,
    progress: Progress,
    *,
    accepted_only: bool = True,
) -> SummedReview:
    """Write the summary over these forms, None for all; those alone that are accepted now, or all that can be counted.

    Raises
    ------
    StorageError
        if the workspace cannot be read, or the system refuses to write: nothing is written then.
    """
    desk = look_at(folder, today, progress)
    rows, sums = review_sums(desk, wanted, progress, accepted_only=accepted_only)
    notes = [*sums.notes, _("没有计入的、需要核对的，见“按单位汇总”。")]
    write_summed(rows, target, overwrite=True, notes=notes, by_unit=sums)
    return SummedReview(len(sums.forms), len(sums.open_points))


def review_sums(
    desk: ReviewDesk, wanted: Collection[Path] | None, progress: Progress, *, accepted_only: bool
) -> tuple[list[SummaryRow], UnitSums]:
    """Return the rows of the forms that count, in the order of years and units, and the sums over them."""
    order = {unit.unit: place for place, unit in enumerate(desk.units)}
    counted = [each for each in desk.forms if _counts(each, wanted, accepted_only=accepted_only)]
    counted.sort(key=lambda each: (_year(each) is None, _year(each) or 0, order.get(each.unit or "", len(order))))
    before, found = _last_years(desk), [(each.path, each.form, each) for each in counted]
    read = [(path, form, each) for path, form, each in found if path is not None and form is not None]
    rows = sum_up([FormSource(path, known=form) for path, form, _each in read], progress).rows
    forms = [_handed(*known, row, before) for known, row in zip(read, rows, strict=True)]
    doubtful = sum(_has_scale_doubt(row) for row in rows)
    points = _open_points(desk, counted, accepted_only=accepted_only)
    points += [_doubt_point(form) for form in forms if form.doubt]
    points.sort(key=lambda point: order.get(point.unit, len(order)))
    return rows, UnitSums(forms, _notes(counted, doubtful, accepted_only), points, is_usable=not doubtful)


def _counts(each: FormStanding, wanted: Collection[Path] | None, *, accepted_only: bool) -> bool:
    if each.path is None or each.form is None or (wanted is not None and each.path not in wanted):
        return False
    return each.state is State.ACCEPTED if accepted_only else each.state not in _NEVER


def _year(each: FormStanding) -> int | None:
    return None if each.form is None else each.form.year


def _last_years(desk: ReviewDesk) -> LastYears:
    before = LastYears()
    for each in desk.forms:
        if each.form is not None and each.path is not None:
            before.add(each.form, each.unit or "", summary_of(each.form, each.path).score_total)
    return before


def _handed(path: Path, form: Form, each: FormStanding, row: SummaryRow, before: LastYears) -> HandedForm:
    earlier = before.of(form, each.unit or "")
    score = review_score(each.review)
    doubts = []
    if _has_scale_doubt(row):
        doubts.append(_("金额的大小和单位不合，可能把元写成了万元，或者相反；已计入，核对以前合计不能使用"))
    if score.disagreement:
        doubts.append(_("评审得分不一致（{said}），用的是最后写的").format(said=score.disagreement))
    if len(earlier) > 1:
        doubts.append(_("上年有 {count} 份同一项目的表，没有比较").format(count=len(earlier)))
    return HandedForm(
        row,
        each.unit or "",
        summary_of(form, path).score_total,
        earlier[0] if len(earlier) == 1 else None,
        score.value,
        each.state.value,
        "；".join(doubts),
    )


def _has_scale_doubt(row: SummaryRow) -> bool:
    return any(finding.code == _SCALE for finding in still_open(row.findings))


def _doubt_point(form: HandedForm) -> OpenPoint:
    return OpenPoint(form.unit, form.row.project_name, form.doubt, form.row.year)


def _open_points(desk: ReviewDesk, counted: list[FormStanding], *, accepted_only: bool) -> list[OpenPoint]:
    """Return what is open of the years that are summed up: what does not count, and what counts without 通过."""
    years, paths = {_year(each) for each in counted}, {each.path for each in counted}
    found = []
    for each in desk.forms:
        is_of_years = not years or each.form is None or each.form.year in years
        why = _why_open(each, is_counted=each.path in paths, accepted_only=accepted_only) if is_of_years else ""
        if why:
            name = each.project_name or (each.path.name if each.path is not None else "")
            found.append(OpenPoint(each.unit or "", name, why, _year(each)))
    return found


def _why_open(each: FormStanding, *, is_counted: bool, accepted_only: bool) -> str:
    """Return why a form stands among what is open; "" where it does not."""
    if each.state is State.EXEMPT or (each.state is State.ACCEPTED and is_counted):
        return ""
    if each.state is State.MISSING:
        return _("还没有报")
    if each.unreadable is not None:
        return _("读不了，没有计入：{why}").format(why=storage_sentence(each.unreadable))
    if each.state is State.DOUBLE:
        return _("同一项目有几份，都没有计入")
    words = _("已计入") if is_counted else _("没有计入")
    if each.contradicting:
        return _("审核意见不一致（{said}），{words}").format(said=each.disagreement, words=words)
    if each.state is State.CHANGED:
        return _("通过后又改，按现在的内容计入") if is_counted else _("通过后又改，没有计入")
    if each.state is State.ACCEPTED or not (accepted_only or is_counted):
        return _("这一次没有选中，没有计入（{state}）").format(state=each.state.value)
    return _("还没有通过（{state}），{words}").format(state=each.state.value, words=words)


def _notes(counted: list[FormStanding], doubtful: int, accepted_only: bool) -> list[str]:
    open_ones = sum(each.state is not State.ACCEPTED for each in counted)
    if accepted_only:
        notes = [_("只汇总了通过的 {count} 份。").format(count=len(counted))]
    else:
        text = _("汇总了 {count} 份，其中 {open} 份还没有通过，见“状态”一栏。")
        notes = [text.format(count=len(counted), open=open_ones)]
    converted = sum(each.form is not None and each.form.funds.unit != "万元" for each in counted)
    if converted:
        notes.append(_("金额一律为万元，其中 {count} 份按元填报，已经折算。").format(count=converted))
    else:
        notes.append(_("金额一律为万元。"))
    if doubtful:
        text = _("有 {count} 份的金额单位存疑，核对以前金额的合计不能使用。")
        notes.append(text.format(count=doubtful))
    return notes
