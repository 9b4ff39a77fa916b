"""The review desk as plain rows: where each form stands with its figures, unit by unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.review_messages import unit_line
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.work.collector import keep_out_of_collections
from selfeval_gui.work.progress import Turns

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.review.entries import Review
    from selfeval_gui.domain.review.states import State
    from selfeval_gui.work.counts import Counts
    from selfeval_gui.work.progress import Progress
    from selfeval_gui.work.review.desk import FormStanding, UnitStanding
    from selfeval_gui.work.review.last_years import LastYears


class DeskRow(NamedTuple):
    """One form, or a project without one: `path` is None then.

    `hash` is what the form said when it was read; `change` is the total against that of the round before,
    `since_last_year` against that of the project's only form of the year before. Amounts are
    in 万元; `trouble` says why a form cannot be judged as it stands, `codes` what the checks found, `drawn` how it came
    to be drawn for 抽评, "" where it was not; `has_moved` tells whether its last round said something else than the one
    before.
    """

    path: Path | None
    project_name: str
    unit: str
    state: State
    year: int | None = None
    round: int = 0
    open_remarks: int = 0
    unanswered: int = 0
    counts: Counts | None = None
    total: Decimal | None = None
    change: Decimal | None = None
    since_last_year: Decimal | None = None
    grade: str = ""
    budget: Decimal | None = None
    received: str = ""
    by: str = ""
    hash: str = ""
    review: Review | None = None
    trouble: str = ""
    codes: frozenset[str] = frozenset()
    drawn: str = ""
    has_moved: bool = False

    @property
    def key(self) -> str:
        """What tells the row from all others."""
        return str(self.path) if self.path is not None else f"{self.unit}\n{self.project_name}"


class DrawnDesk(NamedTuple):
    """All rows in the order of the units, the units, and files of 审核 that cannot be read."""

    rows: list[DeskRow]
    units: list[UnitStanding]
    unreadable: list[str]


def draw_desk(folder: Path, today: date, progress: Progress) -> DrawnDesk:
    """Read and check every form of a workspace; raises as `look_at`."""
    from selfeval_gui.domain.review.drawing import standing_drawings  # these bring the models
    from selfeval_gui.storage.review.places import refuse_own_folder
    from selfeval_gui.storage.review.reviews import read_register
    from selfeval_gui.work.review.desk import look_at
    from selfeval_gui.work.review.drawing import drawing_words
    from selfeval_gui.work.review.last_years import LastYears

    refuse_own_folder(folder)
    register, desk = read_register(folder), look_at(folder, today, progress)
    drawn = {form: drawing_words(drawing) for form, drawing in standing_drawings(register).items()}
    rows, turns, before = list[DeskRow](), Turns(progress), LastYears()
    for done, standing in enumerate(desk.forms):
        progress(done, len(desk.forms), None)
        turns.pass_on()
        row = _row(folder, standing)
        if standing.form is not None:
            row = row._replace(drawn=drawn.get(standing.form.id, ""))
            before.add(standing.form, row.unit, row.total)
        elif standing.path is None and register is not None:
            row = row._replace(year=register.task.year)
        rows.append(row)
    rows = [_beside_last_year(*each, before) for each in zip(rows, desk.forms, strict=True)]
    keep_out_of_collections()  # the rows hold what is known of each form
    unreadable = [f"{path.name}：{storage_sentence(error)}" for path, error in desk.unreadable]
    return DrawnDesk(rows, desk.units, unreadable)


def _beside_last_year(row: DeskRow, standing: FormStanding, before: LastYears) -> DeskRow:
    """Return a row that says what the total gained since the year before, where one form tells it."""
    earlier = [] if standing.form is None else before.of(standing.form, row.unit)
    if row.total is None or len(earlier) != 1 or earlier[0] is None:
        return row
    return row._replace(since_last_year=row.total - earlier[0])


def _row(folder: Path, standing: FormStanding) -> DeskRow:
    form, review = standing.form, standing.review
    name = standing.project_name or (standing.path.name if standing.path is not None else "")
    row = DeskRow(standing.path, name, standing.unit or "", standing.state, round=standing.round, review=review)
    if standing.unreadable is not None:
        return row._replace(trouble=storage_sentence(standing.unreadable))
    if form is None or standing.path is None:
        return row
    from selfeval_gui.domain.review.states import has_moved
    from selfeval_gui.exchange.reports.summary_rows import in_wan
    from selfeval_gui.messages import standing_words
    from selfeval_gui.rules.accepted import still_open
    from selfeval_gui.rules.check import check
    from selfeval_gui.rules.of_form import rule_set_of
    from selfeval_gui.storage.summary import summary_of
    from selfeval_gui.work.counts import count_findings

    shown = summary_of(form, standing.path)
    last = None if review is None else review.last_round
    findings = check(form, rule_set_of(form))
    return row._replace(
        year=form.year,
        open_remarks=standing.open_remarks,
        unanswered=standing.unanswered,
        counts=count_findings(findings),
        codes=frozenset(each.code for each in still_open(findings)),
        total=shown.score_total,
        change=_change(folder, form, standing.round, shown.score_total),
        grade=standing_words(shown.standing),
        budget=in_wan(form.funds.total.annual_budget, form.funds.unit),
        received="" if last is None else last.at[:10],
        by=_last_reviewer(review),
        hash=standing.hash,
        trouble=_contradiction(standing),
        has_moved=review is not None and has_moved(review),
    )


def _change(folder: Path, form: Form, number: int, total: Decimal | None) -> Decimal | None:
    """Return what the total gained since the round before; None where there was none."""
    from selfeval_gui.storage.review.places import received_file
    from selfeval_gui.storage.store import load
    from selfeval_gui.storage.summary import summary_of

    if number < 2 or total is None:
        return None
    path = received_file(folder, form.id, number - 1)
    try:
        before = summary_of(load(path).form, path).score_total
    except StorageError:
        return None
    return None if before is None else total - before


def _last_reviewer(review: Review | None) -> str:
    if review is None:
        return ""
    said = [*review.remarks, *review.opinions, *review.rescored, *review.decisions]
    return max(said, key=lambda each: each.at).by.name if said else ""


def _contradiction(standing: FormStanding) -> str:
    said = standing.disagreement
    return _("审核意见不一致（{said}），请商定后再处理。").format(said=said) if said else ""


def unit_words(unit: UnitStanding) -> str:
    """Return one unit's line: 科技馆 5：收 4 · 通过 2 · 退回 1 · 缺 1."""
    counts = unit.expected, unit.received, unit.accepted, unit.returned
    return unit_line(unit.unit or _("未写单位"), counts, len(unit.missing), unit.overdue)


def all_words(units: Sequence[UnitStanding]) -> str:
    """Return the same for all units together."""
    sums = [sum(each) for each in zip(*((u.expected, u.received, u.accepted, u.returned) for u in units), strict=True)]
    expected, received, accepted, returned = sums or (0, 0, 0, 0)
    name = _("{count} 个单位").format(count=len(units))
    missing, overdue = sum(len(unit.missing) for unit in units), sum(unit.overdue for unit in units)
    return unit_line(name, (expected, received, accepted, returned), missing, overdue)
