"""What a summary needs of many forms, read and checked for a worker, and the workbook made from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.store import write_export
from selfeval_gui.work.exporting import Source, bytes_of

if TYPE_CHECKING:
    from selfeval_gui.exchange.reports.summary_rows import SummaryRow

Report = Callable[[int, int, object], None]
_ACROSS_AT_A_TIME = 50  # forms between two reports while they are compared


class SummedUp(NamedTuple):
    """The forms that could be read, in the order given, keyed by their paths; and the files that could not."""

    rows: list[SummaryRow]
    unreadable: list[Path]


def sum_up(sources: Sequence[Source], report: Report) -> SummedUp:
    """Read every form, open ones as they are in the window, and check each by itself and all of them across."""
    from selfeval_gui.exchange.reports.summary_rows import (
        summarize,  # these bring the models, which the window starts without
    )
    from selfeval_gui.rules.accepted import mark_accepted
    from selfeval_gui.rules.across import Across
    from selfeval_gui.rules.check import check
    from selfeval_gui.rules.of_form import rule_set_of
    from selfeval_gui.storage.codec import decode

    across = Across()
    rows: list[SummaryRow] = []
    forms = []
    unreadable = []
    for done, source in enumerate(sources, 1):
        try:
            form = decode(bytes_of(source))
        except UnreadableForm:
            unreadable.append(source.path)
        else:
            across.put(str(source.path), form, rule_set_of(form))
            forms.append((str(source.path), form))
        report(done, len(sources), None)
    for done, (key, form) in enumerate(forms, 1):
        rule_set = rule_set_of(form)
        shared = mark_accepted(across.findings(key, rule_set), form)
        rows.append(summarize(key, form, [*check(form, rule_set), *shared]))
        if done % _ACROSS_AT_A_TIME == 0:
            report(len(sources), len(sources), None)
    return SummedUp(rows, unreadable)


def write_report(sources: Sequence[Source], target: Path, report: Report) -> list[Path]:
    """Write the draft of the department's report and return the files that could not be read; see `write_summary`."""
    from selfeval_gui.exchange.reports.report_docx import render_report  # python-docx is loaded with the first document

    summed = sum_up(sources, report)
    write_export(target, render_report(summed.rows), overwrite=True)
    return summed.unreadable


def write_summary(sources: Sequence[Source], target: Path, report: Report) -> list[Path]:
    """Write the summary of these forms as a workbook and return the files that could not be read.

    Raises
    ------
    SaveFailed
        if the system refuses, as it does while Excel has the file open.
    """
    from selfeval_gui.exchange.reports.summary_book import render_summary  # openpyxl is loaded with the first workbook

    summed = sum_up(sources, report)
    write_export(target, render_summary(summed.rows), overwrite=True)
    return summed.unreadable
