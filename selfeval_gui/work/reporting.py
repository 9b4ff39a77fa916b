"""Workbooks about findings and scores to hand over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui.domain.tree import level_three
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.store import write_export
from selfeval_gui.work.checking import Checked, check_sources
from selfeval_gui.work.progress import Steps
from selfeval_gui.work.reading import FormSource, form_of, name_of, read_each

if TYPE_CHECKING:
    from selfeval_gui.domain.wanted import Wanted
    from selfeval_gui.work.progress import Progress


def write_findings(
    sources: Sequence[FormSource], expected: Sequence[Wanted], target: Path, progress: Progress
) -> list[str]:
    """Write what the checks say of these forms, of several across them too, and return what to know.

    Raises
    ------
    SaveFailed
        if the system refuses, as it does while Excel has the file open.
    """
    checked = check_sources(sources, expected, progress)
    progress(len(sources), len(sources), None)
    write_checked(checked, target, overwrite=True)
    told = _("“{name}”读不了，没有检查。")
    return [told.format(name=name_of(source)) for source, _error in checked.unreadable]


def write_checked(checked: Checked, target: Path, *, overwrite: bool) -> None:
    """Write what the checks have said; ChangedOutside or SaveFailed as `write_export` raises them."""
    from selfeval_gui.exchange.reports.findings_book import Judged, render_findings  # brings XlsxWriter

    judged: dict[str, Judged] = {}
    for key, form in checked.forms.items():
        name = form.project_name.strip() or name_of(checked.sources[key])
        judged[key] = Judged(name, form, checked.findings[key])
    unreadable = {name_of(source): storage_sentence(error) for source, error in checked.unreadable}
    write_export(target, render_findings(judged, checked.missing, unreadable), overwrite=overwrite)


def write_score_notes(source: FormSource, target: Path, _progress: Progress) -> list[str]:
    """Write how every score of one form comes about.

    Raises
    ------
    UnreadableForm, SaveFailed
        if the form cannot be read, or the system refuses to write.
    """
    from selfeval_gui.exchange.reports.score_notes_book import render_score_notes  # brings XlsxWriter
    from selfeval_gui.rules.of_form import rule_set_of

    form = form_of(source)
    write_export(target, render_score_notes(form, rule_set_of(form)), overwrite=True)
    return []


def write_all_score_notes(sources: Sequence[FormSource], target: Path, progress: Progress) -> list[str]:
    """Write how the scores of all these forms come about in one workbook, and return what to know.

    Raises
    ------
    SaveFailed
        if the system refuses to write.
    """
    from selfeval_gui.exchange.reports.score_notes_of_all import Noted, render_all_score_notes  # brings XlsxWriter
    from selfeval_gui.rules.of_form import rule_set_of

    noted, unread = list[Noted](), list[str]()
    for source, form in read_each(sources, progress):
        if isinstance(form, UnreadableForm):
            unread.append(_("“{name}”读不了，没有收进来。").format(name=name_of(source)))
        else:
            noted.append(Noted(name_of(source), form, rule_set_of(form)))
    write_export(
        target, render_all_score_notes(noted, lambda: progress(len(sources), len(sources), None)), overwrite=True
    )
    return unread


def write_evidence_list(source: FormSource, target: Path, progress: Progress) -> list[str]:
    """Write what proves each row of one form, as Word or Excel; UnreadableForm or SaveFailed as `write_score_notes`."""
    form = form_of(source)
    steps = Steps(progress, sum(max(1, len(row.evidence)) for row in level_three(form.indicators)))
    if target.suffix.lower() == ".docx":
        from selfeval_gui.exchange.documents.docx_writer import render_docx_list  # brings python-docx
        from selfeval_gui.exchange.templates.template import template_of

        data = render_docx_list(form, template_of(form), steps.next)
    else:
        from selfeval_gui.exchange.reports.evidence_book import render_evidence_list  # brings XlsxWriter

        data = render_evidence_list([(form, {})], steps.next)
    write_export(target, data, overwrite=True)
    return []
