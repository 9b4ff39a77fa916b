"""What leaves the window as one file: a table with a row for each action that writes one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.exchange.documents.formats import Format
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.action_table import FORMATS, export_action
from selfeval_gui.work.progress import Progress

if TYPE_CHECKING:
    from selfeval_gui.domain.wanted import Wanted
    from selfeval_gui.work.reading import FormSource
    from selfeval_gui.work.summing import ReportWay


class OutputOrder(NamedTuple):
    """What a file is made from: forms, the projects that should have one, and whether it is marked as a draft."""

    sources: list[FormSource]
    expected: list[Wanted]
    is_draft: bool = False


class Output(NamedTuple):
    """A row: the words of the file chooser, the proposed name, and the function that writes the file in a worker.

    The name has the project's in the place `name`. An action that needs forms means all of the list, else the form at
    hand is meant. The function returns sentences about what the file does not hold.
    """

    title: str
    file_name: str
    write: Callable[[OutputOrder, Path, Progress], list[str]]
    asks_about_errors: bool = False
    is_counted: bool = False  # how far it is, though there is one form

    def named_for(self, count: int) -> Output:
        """Return the row with a title that says how many forms it means, where not all of the list are shown."""
        return self._replace(title=_("{title}（显示的 {count} 份）").format(title=self.title, count=count))


def _export(kind: Format, order: OutputOrder, target: Path, _progress: Progress) -> list[str]:
    from selfeval_gui.work.exporting import ExportWay, export_form

    return export_form(order.sources[0], target, ExportWay(kind), is_draft=order.is_draft)


def _summary(order: OutputOrder, target: Path, progress: Progress) -> list[str]:
    from selfeval_gui.work.summing import write_summary

    return _left_out(write_summary(order.sources, target, progress))


def report_by(way: ReportWay) -> Output:
    """Return the row of the report that is written in this way."""
    name = _("绩效自评报告（公开版）.docx") if way.is_public else _("绩效自评报告（草稿）.docx")
    return Output(_("自评报告草稿"), name, partial(_report, way))


def _report(way: ReportWay, order: OutputOrder, target: Path, progress: Progress) -> list[str]:
    from selfeval_gui.work.summing import write_report

    unreadable, told = write_report(order.sources, target, progress, way)
    return [*_left_out(unreadable), *told]


def _left_out(unreadable: list[Path]) -> list[str]:
    return [_("{count} 个文件无法读取，没有收进来。").format(count=len(unreadable))] if unreadable else []


def _findings(order: OutputOrder, target: Path, progress: Progress) -> list[str]:
    from selfeval_gui.work.reporting import write_findings

    return write_findings(order.sources, order.expected, target, progress)


def _findings_of_one(order: OutputOrder, target: Path, progress: Progress) -> list[str]:
    from selfeval_gui.work.reporting import write_findings

    return write_findings(order.sources, [], target, progress)


def _score_notes(order: OutputOrder, target: Path, progress: Progress) -> list[str]:
    from selfeval_gui.work.reporting import write_score_notes

    return write_score_notes(order.sources[0], target, progress)


def _all_score_notes(order: OutputOrder, target: Path, progress: Progress) -> list[str]:
    from selfeval_gui.work.reporting import write_all_score_notes

    return write_all_score_notes(order.sources, target, progress)


def _evidence_list(order: OutputOrder, target: Path, progress: Progress) -> list[str]:
    from selfeval_gui.work.reporting import write_evidence_list

    return write_evidence_list(order.sources[0], target, progress)


def _of_format(kind: Format) -> Output:
    title = _("导出 {format}").format(format=kind.name)
    return Output(title, f"{{name}}{kind.suffix}", partial(_export, kind), asks_about_errors=True)


OUTPUTS = {
    **{export_action(key): _of_format(kind) for key, kind in FORMATS.items()},
    "actionSummary": Output(_("汇总表"), _("绩效自评汇总表.xlsx"), _summary),
    "actionExportFindings": Output(_("检查结果"), _("检查结果 {name}.xlsx"), _findings_of_one),
    "actionExportAllFindings": Output(_("检查结果"), _("绩效自评检查结果.xlsx"), _findings),
    "actionEvidenceList": Output(_("佐证材料清单"), _("佐证材料清单 {name}.xlsx"), _evidence_list, is_counted=True),
    "actionEvidenceListWord": Output(_("佐证材料清单"), _("佐证材料清单 {name}.docx"), _evidence_list, is_counted=True),
    "actionScoreNotes": Output(_("得分计算说明"), _("得分计算说明 {name}.xlsx"), _score_notes),
    "actionAllScoreNotes": Output(_("得分计算说明"), _("各表得分计算说明.xlsx"), _all_score_notes),
}
