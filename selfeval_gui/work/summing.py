"""The summary of many forms: its rows, the workbook and the draft of the report made from them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.i18n import _
from selfeval_gui.storage.store import write_export
from selfeval_gui.work.checking import check_sources

if TYPE_CHECKING:
    from selfeval_gui.exchange.reports.summary_rows import SummaryRow
    from selfeval_gui.exchange.reports.unit_sums import UnitSums
    from selfeval_gui.work.progress import Progress
    from selfeval_gui.work.reading import FormSource


class SummedUp(NamedTuple):
    """The forms that could be read, in the order given, by their keys; and the files that could not."""

    rows: list[SummaryRow]
    unreadable: list[Path]


def sum_up(sources: Sequence[FormSource], progress: Progress) -> SummedUp:
    """Read every form, open ones as they are in the window, and check each by itself and all of them across."""
    from selfeval_gui.exchange.reports.summary_rows import summarize

    checked = check_sources(sources, (), progress)
    rows = [summarize(key, form, checked.findings[key]) for key, form in checked.forms.items()]
    return SummedUp(rows, [source.path for source, _error in checked.unreadable])


class ReportWay(NamedTuple):
    """How the report is written: by which outline, and whether names and telephone numbers stay out of it."""

    outline: str = ""
    is_public: bool = False


def write_report(
    sources: Sequence[FormSource], target: Path, progress: Progress, way: ReportWay | None = None
) -> tuple[list[Path], list[str]]:
    """Write the draft of the department's report; return the files that could not be read, and what was left out.

    Raises as `write_summary` does.
    """
    from selfeval_gui.exchange.reports.outline import outlines
    from selfeval_gui.exchange.reports.public_text import PublicText, people_of
    from selfeval_gui.exchange.reports.report_docx import render_parts  # python-docx is loaded with the first document
    from selfeval_gui.exchange.reports.report_text import report_parts, report_title
    from selfeval_gui.exchange.reports.summary_rows import counted, summarize

    way = way or ReportWay()
    checked = check_sources(sources, (), progress)
    every = [summarize(key, form, checked.findings[key]) for key, form in checked.forms.items()]
    rows = counted(every)
    outline = outlines().get(way.outline)
    parts, told = report_parts(rows, outline, is_public=way.is_public), []
    public = PublicText(people_of(checked.forms.values()))
    document = render_parts(report_title(rows, outline), public.parts(parts) if way.is_public else parts, outline)
    if way.is_public:
        told = public.sentences()
    if len(rows) < len(every):
        told = [*told, _("{count} 份其他阶段的表（申报、监控）没有写进报告。").format(count=len(every) - len(rows))]
    write_export(target, document, overwrite=True)
    return [source.path for source, _error in checked.unreadable], told


def write_summary(sources: Sequence[FormSource], target: Path, progress: Progress) -> list[Path]:
    """Write the summary of these forms as a workbook; return the files that could not be read.

    Raises
    ------
    SaveFailed
        if the system refuses, as it does while Excel has the file open.
    """
    summed = sum_up(sources, progress)
    write_summed(summed.rows, target, overwrite=True)
    return summed.unreadable


def write_summed(
    rows: Sequence[SummaryRow],
    target: Path,
    *,
    overwrite: bool,
    notes: Sequence[str] = (),
    by_unit: UnitSums | None = None,
) -> None:
    """Write the workbook of these rows; ChangedOutside or SaveFailed as `write_export` raises them."""
    from selfeval_gui.exchange.reports.summary_book import render_summary  # brings XlsxWriter

    write_export(target, render_summary(rows, notes, by_unit), overwrite=overwrite)
