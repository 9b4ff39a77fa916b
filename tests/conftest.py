"""Fixtures and guards for all tests. The guards hold without being asked for; see tests/helpers/guards.py."""

from __future__ import annotations

import gc
import hashlib
import itertools
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot

from selfeval_gui.work.collector import collect_what_is_due, keep_out_of_collections
from tests.helpers import guards, notifier

ROOT = Path(__file__).resolve().parent.parent

# Two processes share two cores: how long one example takes says nothing.
settings.register_profile("no deadline", settings(), deadline=None)
settings.load_profile("no deadline")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--onscreen", action="store_true", help="show the windows of the tests")
    parser.addoption("--quick", action="store_true", help="leave out what is slow, or needs Qt or another program")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--onscreen"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    gc.disable()  # as in the program: Qt's garbage taken apart by another thread, or within a paint, ends the whole run


def pytest_collection_finish() -> None:
    """Let the collections between tests pass over all that was loaded for them, half a million objects."""
    keep_out_of_collections()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With --quick, leave out the tests that are not."""
    if config.getoption("--quick"):
        config.hook.pytest_deselected(items=[item for item in items if not is_quick(item)])
        items[:] = [item for item in items if is_quick(item)]


def is_quick(item: pytest.Item) -> bool:
    """Tell by what a test says of itself: no Qt, not slow, no long time limit, no random cases, no other program."""
    fixtures = set(getattr(item, "fixturenames", ()))
    needs = [str(mark.kwargs.get("reason")) for mark in item.iter_markers("skipif")]
    marks = {mark.name for mark in item.iter_markers()}
    return not (
        fixtures & {"qapp", "qtbot"} or marks & {"timeout", "hypothesis", "slow"} or any("needs " in it for it in needs)
    )


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Hand out folders that do not exist yet."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def private_home(monkeypatch: pytest.MonkeyPatch, new_home: Iterator[Path]) -> Path:
    """Give the test a home of its own, outside its tmp_path."""
    home = next(new_home)
    guards.use_private_home(monkeypatch, home)
    return home


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Wait for what happens, however busy the machine is."""
    guards.wait_patiently(qtbot)
    return qtbot


@pytest.fixture(scope="session", autouse=True)
def empty_clipboard_at_the_end() -> Iterator[None]:
    """Take what tests copied from the clipboard while Python is there: offscreen it would outlive what it was made by."""
    yield
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if QGuiApplication.instance() is not None:
            QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def nothing_left_behind(monkeypatch: pytest.MonkeyPatch, private_home: Path) -> Iterator[None]:
    """Fail the test if a window is still shown or a thread still runs after it."""
    watch = guards.ThreadWatch(monkeypatch)
    yield
    found = [*watch.still_running(), *guards.clear_screen()]
    collect_what_is_due()
    assert not found, "; ".join(found)


@pytest.fixture(autouse=True)
def no_modal_call(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail the test at each call that waits for the user, unless it carries @pytest.mark.modal("reason")."""
    if "PySide6.QtWidgets" not in sys.modules or request.node.get_closest_marker("modal"):
        yield
        return
    calls = guards.forbid_modal_calls(monkeypatch)
    yield
    assert not calls, f"unexpected modal calls: {calls}"


@pytest.fixture(autouse=True)
def no_unexpected_question() -> Iterator[None]:
    """Fail the test at each question that it has no answer for, also at one asked while its window closes."""
    notifier.unexpected.clear()
    yield
    assert not notifier.unexpected, f"unexpected questions: {notifier.unexpected}"


@pytest.fixture(autouse=True)
def opened_folders(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the places that the program opens in the file manager, which no test starts."""
    opened: list[str] = []
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QDesktopServices

        monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    return opened


@pytest.fixture(scope="session")
def sample_originals() -> Iterator[Path]:
    """Give the samples of the checkout, for reading only; the run fails if a test changes them."""
    folder = ROOT / "forms" / "samples" / "2020"
    before = digest(folder)
    yield folder
    assert digest(folder) == before, "a test changed forms/samples/2020"


@pytest.fixture
def samples(sample_originals: Path, tmp_path: Path) -> Path:
    """Give a copy of the 14 samples in a folder with a Chinese name and a blank in it."""
    return Path(shutil.copytree(sample_originals, tmp_path / "自评表 2020"))


@pytest.fixture
def seeds() -> list[dict[str, Any]]:
    """Give the truth about the 14 samples, as it was transcribed from the printed forms."""
    path = ROOT / "tests" / "data" / "seeds" / "forms_2020_truth.json"
    truth: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return truth


def digest(folder: Path, pattern: str = "*") -> str:
    """Sum up the names and contents of a folder, or of what in it has a name like `pattern`."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob(pattern)):
        total.update(str(path.relative_to(folder)).encode())
        if path.is_file():
            total.update(path.read_bytes())
    return total.hexdigest()
