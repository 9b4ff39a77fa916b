"""What a start costs: the window and the command line load the heavy libraries only where they are used."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.samples import ROOT

pytestmark = pytest.mark.slow


def modules_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return set(done.stdout.split())


def test_the_window_starts_without_the_models_and_without_excel() -> None:
    loaded = modules_after("from selfeval_gui.views import main_window, start")
    assert "PySide6.QtWidgets" in loaded
    assert not {"pydantic", "openpyxl", "xlsxwriter", "PySide6.QtNetwork", "socket"} & loaded


def test_the_window_starts_without_the_page_of_a_form() -> None:
    loaded = modules_after("from selfeval_gui.views import main_window, start")
    assert "selfeval_gui.views.projects.project_list" in loaded
    later = ("views.form.form_page", "views.tree.", "views.sheet.", "item_models.indicator_model", "domain.suggestions")
    assert not {name for name in loaded if name.startswith(tuple(f"selfeval_gui.{each}" for each in later))}


def test_the_window_starts_without_what_only_an_action_needs() -> None:
    loaded = modules_after("from selfeval_gui.views import main_window, start")
    of_actions = (
        *("work.exporting", "work.own_paper", "work.reporting", "work.summing", "work.evidence_list"),
        *("work.evidence_pack", "work.review.packing", "work.review.desk_rows", "work.region"),
        *("commands.template", "commands.evidence", "commands.edit", "app.trash", "domain.find", "rules.of_form"),
        *("views.presets.library_dialog", "views.form.evidence_list", "views.basics.difference_text"),
    )
    libraries = {"hashlib", "secrets", "ctypes", "difflib", "html", "concurrent.futures"}
    assert not ({f"selfeval_gui.{name}" for name in of_actions} | libraries) & loaded


def test_the_window_is_loaded_once_the_collector_is_off() -> None:
    code = """
import gc
from pathlib import Path
from selfeval_gui.views import start
start.make_application(["test"])
looks = []
gc.callbacks.append(lambda phase, _info: looks.append(phase))
window = start.make_window()
print("looks", len(looks), "kept", gc.get_freeze_count() > 10_000)
window.close()"""
    assert "selfeval_gui.views.main_window" not in modules_after("import selfeval_gui.views.start")
    assert {"0", "True"} <= modules_after(code)


def test_the_command_line_needs_no_qt() -> None:
    loaded = modules_after("from selfeval_gui.cli import checking, exporting, importing, listing, summing")
    assert "selfeval_gui.rules.check" in loaded
    assert not {name for name in loaded if name.startswith(("PySide6", "openpyxl", "xlsxwriter"))}


def test_a_command_loads_what_it_needs() -> None:
    loaded = modules_after("from selfeval_gui import cli; cli._parser(); from selfeval_gui.cli import listing")
    assert "selfeval_gui.rules.check" in loaded
    others = (
        "selfeval_gui.exchange.readers",
        "selfeval_gui.exchange.layout",
        "selfeval_gui.rules.across",
        "subprocess",
    )
    assert not {name for name in loaded if name.startswith(others)}


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is told differently there")
def test_a_reader_that_stops_early_meets_no_traceback(samples: Path) -> None:
    command = [sys.executable, "-m", "selfeval_gui", "check", str(samples), "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


WINDOW = """
import gc, sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from selfeval_gui.app import worker
from selfeval_gui.views import start

worker.end_workers.__defaults__ = (0.1,)
application = start.make_application([])
never = threading.Event()

def look():
    for window in application.topLevelWidgets():
        if window.objectName() == "mainWindow" and window.findChild(QWidget, "formPage") is not None:
            timer.stop()
            print(gc.get_freeze_count(), flush=True)
            worker.Worker(lambda report: never.wait(), window).start()
            window.close()

timer = QTimer(application, interval=20)
timer.timeout.connect(look)
timer.start()
sys.exit(start.open_window(Path(sys.argv[1])))
"""


def test_the_program_ends_well_though_a_share_does_not_answer(samples: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WINDOW, str(samples)], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    spared = int(done.stdout)
    assert spared > 10_000, "what is loaded for good is left out of every collection that would hold the window"


@pytest.mark.parametrize("words", [("regster", "A", "--json"), ("regster",), ("--version",)])
def test_an_unknown_command_opens_no_window(tmp_path: Path, words: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "selfeval_gui", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8", timeout=60)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("usage: selfeval ")
    assert "Traceback" not in done.stderr


def test_a_path_is_no_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from selfeval_gui import __main__
    from selfeval_gui.views import start

    opened: list[Path | None] = []

    def open_window(path: Path | None) -> int:
        opened.append(path)
        return 0

    monkeypatch.setattr(start, "open_window", open_window)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "自评").mkdir()
    for words in ([], ["自评"], [str(tmp_path)], [str(tmp_path / "gone")], ["gone/自评.json"]):
        monkeypatch.setattr(sys, "argv", ["selfeval", *words])
        assert __main__.main() == 0
    gone = tmp_path / "gone"
    assert opened == [None, Path("自评"), tmp_path, gone, Path("gone/自评.json")]


def test_a_module_in_the_current_folder_is_not_run_by_the_reader(
    tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from selfeval_gui.exchange.reading_process.client import ReaderProcess

    trap = f"open({str(tmp_path / 'sprung')!r}, 'w').close()"
    for name in ("lxml", "gc", "json", "zlib", "charset_normalizer", "pydantic_core"):
        (tmp_path / f"{name}.py").write_text(trap, encoding="utf-8")
    page = tmp_path / "a.html"
    page.write_text("<table><tr><td>项目名称</td><td>甲</td></tr></table>", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with ReaderProcess() as reader:
        assert [cell.text for grid in reader.read(page).source.grids for cell in grid.cells] == ["项目名称", "甲"]
    assert not (tmp_path / "sprung").exists()
