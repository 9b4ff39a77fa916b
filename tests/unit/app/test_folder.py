"""The workspace as it changes under the program's eyes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from selfeval_gui.app import folder as folder_module
from selfeval_gui.app.folder import Folder
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.summary import Summary, read_summary
from selfeval_gui.work.counts import Counts
from selfeval_gui.work.progress import Progress
from selfeval_gui.work.scan import Complete, FreshFiles


class Shelf:
    """What a folder says there is."""

    def __init__(self, folder: Folder) -> None:
        self.names: list[str] = []
        self.counts: dict[str, Counts] = {}
        self.errors: list[StorageError] = []
        self.reads = 0
        folder.listed.connect(self._listed)
        folder.vanished.connect(self._vanished)
        folder.counted.connect(self._counted)
        folder.unreadable.connect(self.errors.append)

    def _listed(self, summaries: list[Summary]) -> None:
        self.reads += len(summaries)
        self.names += [summary.path.name for summary in summaries if summary.path.name not in self.names]

    def _vanished(self, paths: list[Path]) -> None:
        for path in paths:
            self.names.remove(path.name)

    def _counted(self, counts: list[tuple[Path, Counts]]) -> None:
        self.counts |= {path.name: count for path, count in counts}


@pytest.fixture
def folder(qapp: QApplication, request: pytest.FixtureRequest) -> Folder:
    folder = Folder(qapp)
    request.addfinalizer(folder.stop)
    return folder


def test_lists_and_counts(qtbot: QtBot, folder: Folder, samples: Path) -> None:
    shelf = Shelf(folder)
    folder.open(samples)
    assert folder.is_listing
    qtbot.waitUntil(lambda: not folder.is_busy)
    assert len(shelf.names) == len(shelf.counts) == 14


def test_notices_files_that_come_go_and_change(qtbot: QtBot, folder: Folder, samples: Path) -> None:
    shelf = Shelf(folder)
    folder.open(samples)
    qtbot.waitUntil(lambda: not folder.is_busy)
    first, second = sorted(samples.glob("*.json"))[:2]
    first.unlink()
    shutil.copyfile(second, samples / "新.json")
    qtbot.waitUntil(lambda: "新.json" in shelf.names and first.name not in shelf.names)
    reads = shelf.reads
    second.write_bytes(second.read_bytes() + b"\n")
    folder.look()
    qtbot.waitUntil(lambda: shelf.reads > reads)
    assert len(shelf.names) == 14


def test_forgotten_file_is_read_again(qtbot: QtBot, folder: Folder, samples: Path) -> None:
    shelf = Shelf(folder)
    folder.open(samples)
    qtbot.waitUntil(lambda: not folder.is_busy)
    folder.forget(min(samples.glob("*.json")))
    qtbot.waitUntil(lambda: shelf.reads == 15)


def test_another_folder_at_once(qtbot: QtBot, folder: Folder, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    shelf = Shelf(folder)
    folder.open(samples)
    folder.open(tmp_path / "leer")
    qtbot.waitUntil(lambda: not folder.is_busy)
    assert shelf.names == []


def test_folder_that_is_not_there(qtbot: QtBot, folder: Folder, tmp_path: Path) -> None:
    shelf = Shelf(folder)
    folder.open(tmp_path / "nowhere")
    qtbot.waitUntil(lambda: bool(shelf.errors))
    assert shelf.errors[0].code == "folder.vanished"


def test_what_was_listed_stays_while_the_folder_is_away(
    qtbot: QtBot, folder: Folder, samples: Path, tmp_path: Path
) -> None:
    shelf = Shelf(folder)
    folder.open(samples)
    qtbot.waitUntil(lambda: not folder.is_busy)
    away = samples.rename(tmp_path / "away")
    folder.look()
    qtbot.waitUntil(lambda: bool(shelf.errors))
    assert len(shelf.names) == 14
    away.rename(samples)
    folder.look()
    qtbot.waitUntil(lambda: not folder.is_busy)
    assert len(shelf.names) == 14


def test_however_small_the_batches_what_is_listed_is_soon_kept_out_of_collections(
    qtbot: QtBot, folder: Folder, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, first = Shelf(folder), read_summary(min(samples.glob("*.json")))
    kept: list[int] = []

    def many(_root: Path, _known: object, _counted: object, progress: Progress) -> None:
        for number in range(0, 1000, 50):
            rows = [first._replace(path=samples / f"{each}.json") for each in range(number, number + 50)]
            progress(number, 0, FreshFiles(rows))
        progress(1000, 1000, Complete([], []))

    monkeypatch.setattr(folder_module, "scan", many)
    monkeypatch.setattr(folder_module, "keep_out_of_collections", lambda: kept.append(len(shelf.names)))
    folder.open(samples)
    qtbot.waitUntil(lambda: not folder.is_busy)
    assert len(shelf.names) == 1000
    assert kept == [250, 500, 750, 1000]  # no more than 250 rows wait for the collector
