"""Paper and PDF from the window: what comes out, and what is said when there is no printer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.views.output.export_forms_dialog import ExportFormsDialog
from selfeval_gui.views.output.printing import Printing, PrintJob
from selfeval_gui.work.reading import FormSource
from tests.helpers.desk import Desk
from tests.helpers.notifier import RecordingNotifier
from tests.helpers.pdf_reading import bookmarks_of, letters_of
from tests.helpers.samples import sample_files


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    return Desk(qtbot, samples)


def text_of(path: Path) -> str:
    return "".join(letter.character for page in letters_of(path.read_bytes()) for letter in page)


def wait_until_said(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said), timeout=20_000)


def break_weights(desk: Desk) -> None:
    type_into_field(desk.session, "rule_set", "mof-2020")


def test_pdf_holds_what_is_on_the_page(desk: Desk, tmp_path: Path) -> None:
    desk.choose("国际交流")
    type_into_field(desk.session, "department", "改过的部门")
    target = tmp_path / "a.pdf"
    desk.notifier.targets = [target]
    desk.trigger("actionExportPdf")
    wait_until_said(desk)
    assert desk.notifier.asked[0][0].endswith("2020 年国际交流与合作项目.pdf .pdf")
    assert desk.notifier.said[0][1].startswith(f"已导出：{target}")
    assert "改过的部门" in text_of(target)
    assert "草稿" not in text_of(target)
    assert not desk.session.is_clean


@pytest.mark.parametrize(("answer", "drafts"), [("draft", 3), ("export", 0), ("cancel", None)])
def test_errors_are_asked_about_and_can_be_marked(desk: Desk, tmp_path: Path, answer: str, drafts: int | None) -> None:
    desk.choose("办公用房")
    break_weights(desk)
    desk.notifier.answers, desk.notifier.targets = [answer], [tmp_path / "a.pdf"]
    desk.trigger("actionExportPdf")
    assert desk.notifier.asked[0][1] == ["印上“草稿”导出", "照样导出", "取消"]
    if drafts is None:
        assert not (tmp_path / "a.pdf").exists()
    else:
        wait_until_said(desk)
        assert text_of(tmp_path / "a.pdf").count("草稿") == drafts


@pytest.mark.parametrize("answer", ["pdf", "cancel"])
def test_no_printer(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    desk.choose("国际交流")
    desk.notifier.answers, desk.notifier.targets = [answer], [tmp_path / "a.pdf"]
    desk.trigger("actionPrint")
    assert "没有找到打印机" in desk.notifier.asked[0][0]
    if answer == "pdf":
        wait_until_said(desk)
    assert (tmp_path / "a.pdf").exists() == (answer == "pdf")


class Press:
    """A printer whose paper is a PDF file."""

    def __init__(self, qtbot: QtBot, target: Path) -> None:
        self.qtbot, self.target = qtbot, target
        self.notifier = RecordingNotifier()
        self.owner = QToolButton()
        qtbot.addWidget(self.owner)
        self.printing = Printing(self.notifier, self.owner)
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.printer.setOutputFileName(str(target))
        self.printer.setFullPage(True)

    def print_samples(self, *numbers: int, is_draft: bool = False) -> None:
        sources = [FormSource(sample_files()[number - 1]) for number in numbers]
        drafts = frozenset(range(len(sources))) if is_draft else frozenset()
        self.printing.print_to(self.printer, PrintJob(sources, None, drafts))
        self.qtbot.waitUntil(lambda: not self.printing.is_busy)


def test_printed_pages(qtbot: QtBot, tmp_path: Path) -> None:
    press = Press(qtbot, tmp_path / "paper.pdf")
    press.print_samples(2, is_draft=True)
    pages = letters_of(press.target.read_bytes())
    assert len(pages) == 2
    first = "".join(letter.character for letter in pages[0])
    assert "全民科学素质纲要" in first
    assert "草稿" in first
    kind, text = press.notifier.said[0]
    assert (kind, text.endswith("共 2 页。")) == ("info", True)


def test_only_the_pages_wanted(qtbot: QtBot, tmp_path: Path) -> None:
    press = Press(qtbot, tmp_path / "paper.pdf")
    press.printer.setPrintRange(QPrinter.PrintRange.PageRange)
    press.printer.setFromTo(2, 2)
    press.print_samples(2)
    (page,) = letters_of(press.target.read_bytes())
    assert "第2页，共2页" in "".join(letter.character for letter in page)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses(qtbot: QtBot, tmp_path: Path) -> None:
    press = Press(qtbot, tmp_path / "no such folder" / "paper.pdf")
    press.notifier.answers = ["pdf"]
    with qtbot.waitSignal(press.printing.pdf_wanted) as wanted:
        press.print_samples(1)
    assert wanted.args == [False]
    assert "打印机没有接受" in press.notifier.asked[0][0]


def test_many_forms_one_behind_the_other(qtbot: QtBot, tmp_path: Path) -> None:
    press = Press(qtbot, tmp_path / "paper.pdf")
    press.printer.setPrintRange(QPrinter.PrintRange.PageRange)  # left from a form before; it holds for one form only
    press.printer.setFromTo(1, 1)
    press.print_samples(1, 2, 13)
    pages = ["".join(letter.character for letter in page) for page in letters_of(press.target.read_bytes())]
    assert len(pages) == 4
    assert "第2页，共2页" in pages[2]
    assert "科协综合管理项目" in pages[3]


def test_a_file_that_is_gone_is_left_out(qtbot: QtBot, tmp_path: Path) -> None:
    press = Press(qtbot, tmp_path / "paper.pdf")
    sources = [FormSource(tmp_path / "gone.json"), FormSource(sample_files()[0])]
    press.printing.print_to(press.printer, PrintJob(sources))
    qtbot.waitUntil(lambda: not press.printing.is_busy)
    assert len(letters_of(press.target.read_bytes())) == 1
    kind, text = press.notifier.said[0]
    assert (kind, "1 个文件无法读取" in text) == ("warn", True)


def test_printing_given_up_half_way(qtbot: QtBot, tmp_path: Path) -> None:
    press = Press(qtbot, tmp_path / "paper.pdf")
    press.printing.print_to(press.printer, PrintJob([FormSource(path) for path in sample_files()]))
    qtbot.waitUntil(press.target.exists)
    press.printing.stop()
    assert not press.printing.is_busy
    assert press.notifier.said == []


@pytest.mark.parametrize(("answer", "drafts"), [("draft", {0}), ("print", set()), ("cancel", None)])
def test_chosen_forms_are_printed_from_the_export_dialog(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, answer: str, drafts: set[int] | None
) -> None:
    jobs: list[PrintJob] = []
    monkeypatch.setattr(Printing, "begin", lambda _printing, job: jobs.append(job))
    desk.choose("办公用房")
    break_weights(desk)
    desk.trigger("actionExportAll")
    dialog = desk.find("exportDialog", ExportFormsDialog)
    for row in range(2, dialog.forms.list.count()):
        dialog.forms.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    desk.notifier.answers = [answer]
    desk.find("exportPrint", QPushButton).click()
    assert desk.notifier.asked[0][1] == ["印上“草稿”打印", "照样打印", "取消"]
    if drafts is None:
        assert jobs == []
    else:
        (job,) = jobs
        assert len(job.sources) == 2
        assert job.drafts == drafts
        assert job.entry(0).rule_set.id == "mof-2020"


@pytest.mark.parametrize("is_booklet", [False, True])
def test_many_forms_as_pdf(desk: Desk, tmp_path: Path, is_booklet: bool) -> None:
    desk.choose("国际交流")
    type_into_field(desk.session, "project_name", "改过的名称")
    desk.trigger("actionExportAll")
    dialog = desk.find("exportDialog", ExportFormsDialog)
    dialog.format.setCurrentIndex(dialog.format.findText("PDF", Qt.MatchFlag.MatchStartsWith))
    dialog.booklet.setChecked(is_booklet)
    desk.notifier.targets, desk.notifier.folders = [tmp_path / "合订本.pdf"], [tmp_path / "各表"]
    dialog.accept()
    wait_until_said(desk)
    if is_booklet:
        contents, *titles = [title for title, _page in bookmarks_of((tmp_path / "合订本.pdf").read_bytes())]
        assert contents == "目录"
    else:
        titles = [path.stem for path in (tmp_path / "各表").glob("*.pdf")]
        assert "改过的名称" in text_of(tmp_path / "各表" / "改过的名称.pdf")
    assert len(titles) == 14
    assert "改过的名称" in titles
