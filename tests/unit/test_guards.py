"""The guards themselves: a test that breaks a rule must fail, even where the program swallows the exception."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

TESTS = """
import os
import threading
import warnings
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, QThread, QThreadPool, QTimer, qWarning
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget


@pytest.fixture(scope="module")
def release():
    event = threading.Event()
    yield event
    event.set()


def test_bad_question(qapp):
    with suppress(AssertionError):
        QMessageBox.question(None, "title", "text")


def test_bad_dialog(qapp):
    with suppress(AssertionError):
        QDialog().exec()


def test_bad_subclass_of_a_dialog(qapp):
    with suppress(AssertionError):
        QFileDialog().exec()


def test_bad_window(qapp):
    qapp.kept = QWidget()
    qapp.kept.show()


def test_bad_qt_warning(qapp):
    qWarning("something is wrong")


def test_bad_python_warning():
    warnings.warn("old", DeprecationWarning)


def test_bad_slot(qtbot):
    timer = QTimer()
    timer.timeout.connect(lambda: 1 / 0)
    timer.timeout.emit()


def test_bad_thread(release):
    threading.Thread(target=release.wait).start()


def test_bad_qt_thread(release):
    class Worker(QThread):
        def run(self):
            release.wait()

    release.worker = Worker()
    release.worker.start()


def test_good_dialog_without_waiting(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.open()


@pytest.mark.modal("closes it itself")
def test_good_modal_dialog(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    QTimer.singleShot(0, dialog.reject)
    assert dialog.exec() == QDialog.DialogCode.Rejected


def test_good_home(qapp):
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    assert Path(folder).is_relative_to(Path.home())
    assert not list(Path.home().glob(".*"))


def test_good_work_that_ends(qapp):
    QThreadPool.globalInstance().start(threading.Event().is_set)


def test_bad_pool(release):
    QThreadPool.globalInstance().start(release.wait)
"""


@pytest.mark.slow
def test_bad_tests_fail_and_good_ones_pass(tmp_path: Path) -> None:
    file = tmp_path / "test_guarded.py"
    file.write_text(TESTS, encoding="utf-8")
    settings = ["-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest", "-p", "no:cacheprovider", "-q", "-rA"]
    result = subprocess.run(
        [sys.executable, "-m", "pytest", *settings, str(file)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    outcomes = re.findall(r"^(FAILED|ERROR|PASSED) \S*::(test_\w+)", result.stdout, re.MULTILINE)
    bad = {name for outcome, name in outcomes if outcome != "PASSED"}
    assert bad == set(re.findall(r"test_bad_\w+", TESTS)), result.stdout
    assert len(outcomes) > len(bad)
