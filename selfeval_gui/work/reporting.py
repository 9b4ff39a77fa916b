"""Workbooks about scores and findings, for a worker: forms read and checked, the file written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.store import read, write_export
from selfeval_gui.work.exporting import Report, Source

if TYPE_CHECKING:
    from selfeval_gui.exchange.reports.findings_book import Judged


def write_findings(sources: Sequence[Source], expected: Sequence[str], target: Path, report: Report) -> list[str]:
    """Write what the checks say of these forms, of several across them too, and return what to know.

    Raises
    ------
    SaveFailed
        if the system refuses, as it does while Excel has the file open.
    """
    from selfeval_gui.exchange.reports.findings_book import Judged, render_findings  # brings openpyxl
    from selfeval_gui.rules.of_form import rule_set_of
    from selfeval_gui.rules.project_list import missing_projects
    from selfeval_gui.rules.together import check_together
    from selfeval_gui.storage.codec import decode

    forms, unreadable = {}, {}
    for done, source in enumerate(sources, 1):
        try:
            forms[str(source.path)] = decode(read(source.path)[0] if source.data is None else source.data)
        except UnreadableForm as error:
            unreadable[source.path.name] = storage_sentence(error.code, **error.args_for_text)
        report(done, len(sources), None)
    found = check_together(forms, rule_set_of)
    judged: dict[str, Judged] = {}
    for key, form in forms.items():
        judged[key] = Judged(form.project_name.strip() or Path(key).name, form, found[key])
    missing = missing_projects(expected, (form.project_name for form in forms.values())) if expected else []
    report(len(sources), len(sources), None)
    write_export(target, render_findings(judged, missing, unreadable), overwrite=True)
    return [_("“{name}”读不了，没有检查。").format(name=name) for name in unreadable]


def write_score_notes(source: Source, target: Path, _report: Report) -> list[str]:
    """Write how every score of one form comes about.

    Raises
    ------
    UnreadableForm, SaveFailed
        if the form cannot be read, or the system refuses to write.
    """
    from selfeval_gui.exchange.reports.score_notes_book import render_score_notes  # brings openpyxl
    from selfeval_gui.rules.of_form import rule_set_of
    from selfeval_gui.storage.codec import decode

    form = decode(read(source.path)[0] if source.data is None else source.data)
    write_export(target, render_score_notes(form, rule_set_of(form)), overwrite=True)
    return []
