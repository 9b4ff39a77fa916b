"""The summary of many forms: its rows, the workbook and the draft of the report made from them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

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


def write_report(sources: Sequence[FormSource], target: Path, progress: Progress) -> list[Path]:
    """Write the draft of the department's report and return the files that could not be read; see `write_summary`."""
    from selfeval_gui.exchange.reports.report_docx import render_report  # python-docx is loaded with the first document

    summed = sum_up(sources, progress)
    write_export(target, render_report(summed.rows), overwrite=True)
    return summed.unreadable


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
