"""What an installed copy must survive: `selfeval self-test [DIR]`.

Opens the window on a copy of the samples, edits, undoes, saves, exports, imports a file of each kind,
grabs a picture, and leaves result.json, window.png and the exports in DIR. Exit code 0 if every step came out right.
"""

import json
import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from time import monotonic
from typing import Any
from zipfile import ZipFile

from PySide6.QtCore import QCoreApplication, QObject, QTimer, qVersion
from PySide6.QtWidgets import QApplication

from selfeval_gui import __version__
from selfeval_gui.app.notifier import Choice, Offer
from selfeval_gui.app.session import Session
from selfeval_gui.app.settings import Settings
from selfeval_gui.commands.edit import type_into_cell, type_into_field
from selfeval_gui.data import forms_dir
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.documents.formats import OFFICE_FORMATS
from selfeval_gui.exchange.reading_process.client import ReaderProcess
from selfeval_gui.paper.pdf_format import PDF
from selfeval_gui.self_test_files import files_of_each_kind
from selfeval_gui.storage import store
from selfeval_gui.storage.workspace import find_forms
from selfeval_gui.views.main_window import MainWindow
from selfeval_gui.views.start import make_application, run_to_the_end
from selfeval_gui.work.exporting import ExportWay, plan_export, write_booklet, write_planned
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.reading import FormSource
from selfeval_gui.work.summing import write_report, write_summary

_PATIENCE_MS = 600_000  # for what hangs; where another processor is emulated, all of it takes minutes
_FORMS = 14
_NOTE = "自检：保存前写入的备注。"


class SelfTestFailed(Exception):
    """A step did not come out right; the text says which."""


class _NoQuestions:
    """A notifier for a run without a user: what is said is kept, a question is a failure."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def info(self, text: str, offer: Offer | None = None) -> None:
        self.said.append(text)

    def warn(self, text: str, offer: Offer | None = None) -> None:
        raise SelfTestFailed(text)

    def error(self, text: str, details: str = "") -> None:
        raise SelfTestFailed(f"{text} {details}")

    def ask(self, text: str, choices: Sequence[Choice], details: str = "") -> str:
        raise SelfTestFailed(f"{text} {details}")

    def ask_text(self, title: str, label: str, text: str) -> str | None:
        raise SelfTestFailed(title)

    def choose_folder(self, title: str, start: Path) -> Path | None:
        raise SelfTestFailed(title)

    def choose_source(self, title: str, start: Path, suffixes: Sequence[str]) -> Path | None:
        raise SelfTestFailed(title)

    def choose_sources(self, title: str, start: Path, suffixes: Sequence[str]) -> list[Path]:
        raise SelfTestFailed(title)

    def choose_target(self, title: str, start: Path, suffix: str) -> Path | None:
        raise SelfTestFailed(title)


class SelfTest(QObject):
    """The steps, each started by the signal that ends the one before."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._workspace = folder / "工作文件夹"
        self._started = monotonic()
        self.result: dict[str, Any] = {
            "version": __version__,
            "python": platform.python_version(),
            "qt": qVersion(),
            "program": sys.executable,
            "ok": False,
        }
        shutil.copytree(forms_dir() / "samples" / "2020", self._workspace)
        self._window = MainWindow(self._workspace, notifier=_NoQuestions(), settings=Settings(folder / "settings.json"))
        self._window.folder.completed.connect(self._listed)
        self._window.forms.saved.connect(self._saved)
        QTimer.singleShot(_PATIENCE_MS, self, self._too_slow)

    def run(self, application: QApplication) -> int:
        """Show the window, and return the exit code; the rest follows."""
        self._window.show()
        self.result["shown_s"] = round(monotonic() - self._started, 2)
        return run_to_the_end(application, self._window)

    def finish(self, failure: str = "") -> None:
        """Write result.json and end the program; the first word counts."""
        if "total_s" in self.result:
            return
        self.result |= {"ok": not failure, "failure": failure, "total_s": round(monotonic() - self._started, 2)}
        text = json.dumps(self.result, ensure_ascii=False, indent=2)
        (self._folder / "result.json").write_text(text + "\n", encoding="utf-8")
        QCoreApplication.exit(1 if failure else 0)

    def _listed(self) -> None:
        self._window.folder.completed.disconnect(self._listed)
        self._expect("listed", self._window.model.rowCount(), _FORMS)
        self._expect("button", QCoreApplication.translate("QPlatformTheme", "Cancel"), "取消")
        first = next(find_forms(self._workspace))
        self._expect("opened", self._window.current.show(first), True)
        session = self._session()
        self._expect("codes", sorted(each.code for each in session.findings), ["band.degree_word", "execution.score"])
        self._edit_and_undo(session)
        type_into_field(session, "notes", _NOTE)
        self._window.forms.save(session)

    def _edit_and_undo(self, session: Session) -> None:
        document = self._window.pages.form_page().document
        if document is None:
            raise SelfTestFailed("no document")
        before, _step = session.frozen()
        leaf = next(level_three(session.form.indicators))
        type_into_cell(document.indicators, NodeId(leaf.id), "weight", "１６ 分")
        self._expect("edited", "weight.total" in {each.code for each in session.findings}, True)
        session.stack.undo()
        self._expect("undone", session.frozen()[0] == before, True)

    def _saved(self, session: Session) -> None:
        self._expect("saved", store.load(session.path).form.notes, _NOTE)
        self._expect("clean", session.is_clean, True)
        self._export()
        self._import(session)
        self._expect("picture", self._window.grab().save(str(self._folder / "window.png")), True)
        self._window.close()
        self.finish()

    def _export(self) -> None:
        """Export every form in every format, a booklet in each, the summary and the report; find the names in them."""
        out, sources = self._folder / "导出", [FormSource(path) for path in find_forms(self._workspace)]
        names = [store.load(source.path).form.project_name for source in sources]
        for kind in (*OFFICE_FORMATS.values(), PDF):
            planned = plan_export(sources, out, unheard, ExportWay(kind)).planned
            self._expect(f"planned {kind.suffix}", [each.target.stem for each in planned], names)
            written = write_planned(planned, unheard, ExportWay(kind))
            for target, name in zip(written.targets, names, strict=True):
                self._look_into(target, [name])
            booklet = out / f"合订本{kind.suffix}"
            write_booklet(planned, booklet, unheard, ExportWay(kind))
            self._look_into(booklet, names)
        summary, report = out / "汇总表.xlsx", out / "自评报告草稿.docx"
        self._expect(f"summed up {summary.name}", write_summary(sources, summary, unheard), [])
        self._expect(f"summed up {report.name}", write_report(sources, report, unheard), ([], []))
        for target in (summary, report):
            self._look_into(target, names)

    def _look_into(self, target: Path, names: list[str]) -> None:
        if target.suffix == PDF.suffix:  # compressed; that letters are noted shows that fonts are embedded
            data = target.read_bytes()
            is_whole = data.startswith(b"%PDF") and b"/ToUnicode" in data and data.rstrip().endswith(b"%%EOF")
            self._expect(f"exported {target.name}", is_whole, True)
            return
        with ZipFile(target) as document:
            text = "".join(document.read(part).decode("utf-8") for part in document.namelist() if part.endswith(".xml"))
        self._expect(f"exported {target.name}", [name for name in names if name not in unescape(text)], [])

    def _import(self, session: Session) -> None:
        """Read the form back from a file of each kind, through the process that reads foreign files."""
        folder = self._folder / "导入"
        with ReaderProcess() as reader:
            for suffix, data in files_of_each_kind(session.form, session.rule_set).items():
                source = folder / f"导入{suffix}"
                store.write_export(source, data, overwrite=False)
                forms = reader.read(source).found.forms
                names = [(each.form.project_name, len(list(level_three(each.form.indicators)))) for each in forms]
                rows = len(list(level_three(session.form.indicators)))
                self._expect(f"imported {suffix}", names, [(session.form.project_name, rows)])

    def _session(self) -> Session:
        session = self._window.current.session
        if session is None:
            raise SelfTestFailed("no form is open")
        return session

    def _expect(self, step: str, got: object, want: object) -> None:
        self.result.setdefault("steps", []).append(step)
        if got != want:
            raise SelfTestFailed(f"{step}: {got!r}, not {want!r}")

    def _too_slow(self) -> None:
        raise SelfTestFailed(f"not done after {_PATIENCE_MS // 1000} s")


def main(arguments: list[str]) -> int:
    """Run the self-test in the named folder, or in a temporary one, and return the exit code."""
    if arguments:
        folder = Path(arguments[0]).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        return _run(folder)
    with tempfile.TemporaryDirectory(prefix="selfeval-") as name:
        return _run(Path(name))


def _run(folder: Path) -> int:
    application = make_application(sys.argv[:1])
    for left_over in ("工作文件夹", "导出", "导入"):
        shutil.rmtree(folder / left_over, ignore_errors=True)
    test = SelfTest(folder)

    def report(kind: type[BaseException], error: BaseException, trace: object) -> None:
        test.finish(f"{kind.__name__}: {error}")
        sys.__excepthook__(kind, error, None)

    sys.excepthook = report
    return test.run(application)
