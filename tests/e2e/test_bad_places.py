"""Places that misbehave while forms are open: nothing typed is lost, each is said in a sentence, the window goes on."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from selfeval_gui.app import folder
from selfeval_gui.app.settings import EXPORT_FOLDER, WORKSPACE, Settings
from selfeval_gui.item_models.columns import ProjectColumn
from selfeval_gui.storage.codec import encode
from selfeval_gui.storage.json_text import MAX_BYTES
from selfeval_gui.storage.lock_file import lock_file
from selfeval_gui.storage.recovery import ProgramRun, Record
from selfeval_gui.storage.store import load
from selfeval_gui.views.keeping import recovery_flow
from selfeval_gui.views.keeping.recovery_dialog import RecoveryDialog
from selfeval_gui.views.main_window import MainWindow
from tests.helpers.desk import Desk
from tests.helpers.notifier import RecordingNotifier
from tests.helpers.silent_share import silent_share


def shown_sentence(desk: Desk) -> str:
    page = desk.window.pages.unreadable
    return "\n".join(label.text() for label in desk.all(QLabel, page) if label.isVisibleTo(page))


def test_a_stick_that_is_pulled_out(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "typed")
    path = session.path
    pocket = Path(shutil.move(samples, tmp_path / "pocket"))
    desk.window.folder.look()
    qtbot.waitUntil(lambda: bool(desk.notifier.said))
    assert "不在原来的位置" in desk.notifier.said[-1][1]
    desk.window.sharing.locks.beat()
    desk.window.sharing.outside_changes.look()
    desk.type_notes("more")
    desk.notifier.answers = ["cancel"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert "文件夹已经不在原来的位置" in desk.notifier.asked[-1][0]
    assert "改动还在窗口里" in desk.notifier.asked[-1][0]
    assert desk.window.recovery.autosave.flush()
    assert desk.session is session
    assert not session.is_clean
    shutil.move(pocket, samples)
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    desk.wait_until_written()
    assert load(path).form.notes == session.form.notes
    assert "typed" in session.form.notes
    assert "more" in session.form.notes
    assert not session.is_read_only


def test_a_share_that_does_not_answer(qtbot: QtBot, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "typed")
    with silent_share(monkeypatch) as share:
        desk.choose("科技人才")
        assert "没有应答" in shown_sentence(desk)
        assert desk.window.current.session is None
        desk.choose("国际交流")  # is in memory
        assert desk.session is session
        assert "typed" in session.form.notes
        desk.choose("科技人才")
        desk.trigger("actionTryAgain")
        assert "没有应答" in shown_sentence(desk)
        share.connect()
        desk.trigger("actionTryAgain")
        assert desk.session.form.project_name == "2020 年科技人才举荐与培育项目"


def test_a_stick_that_does_not_come_back(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "typed")
    shutil.rmtree(samples)
    desk.notifier.answers = ["save_as"]
    desk.notifier.targets = [tmp_path / "别处.json"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    desk.wait_until_written()
    assert load(tmp_path / "别处.json").form.notes == "typed"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows needs a setting for such paths")
def test_a_path_of_three_hundred_characters(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["很长的文件夹名" * 4] * 12)
    deep.mkdir(parents=True)
    path = Path(shutil.copy(next(samples.glob("*国际交流*")), deep))
    assert len(str(path)) > 300
    desk = Desk(qtbot, deep)
    session = desk.change("国际交流", "typed")
    assert lock_file(path).exists()
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    desk.wait_until_written()
    assert load(path).form.notes == "typed"
    desk.type_notes("more")
    desk.notifier.targets = [deep / ("名" * 300 + ".json")]
    desk.notifier.answers = ["cancel"]
    desk.trigger("actionSaveAs")
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert "文件名或路径太长，没有保存" in desk.notifier.asked[-1][0]
    assert session.path == path
    assert not session.is_clean


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("😀 笑脸", "😀 笑脸"),
        ("结尾有点...", "结尾有点"),
        ("CON", "CON_"),
        ("nul.txt", "nul_.txt"),
        ("a/b:c", "a／b：c"),
    ],
)
def test_names_that_no_system_takes(qtbot: QtBot, samples: Path, name: str, expected: str) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "typed")
    desk.notifier.texts = [name]
    desk.trigger("actionRename")
    qtbot.waitUntil(lambda: session.path.stem == expected)
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    desk.wait_until_written()
    assert load(samples / f"{expected}.json").form.notes == "typed"
    assert lock_file(session.path).exists()
    assert desk.session is session


def test_a_file_of_33_mb_is_listed_with_its_reason(qtbot: QtBot, samples: Path) -> None:
    with (samples / "大.json").open("wb") as file:
        file.truncate(MAX_BYTES + 1024 * 1024)
    desk = Desk(qtbot, samples)
    assert len(desk.names()) == 15
    desk.choose("大.json")
    assert "文件超过 32 MB，不会是自评表，没有读取。" in shown_sentence(desk)
    assert (samples / "大.json").stat().st_size == MAX_BYTES + 1024 * 1024
    assert not lock_file(samples / "大.json").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right that users do not have")
def test_links_in_a_circle(qtbot: QtBot, samples: Path) -> None:
    (samples / "甲.json").symlink_to(samples / "乙.json")
    (samples / "乙.json").symlink_to(samples / "甲.json")
    (samples / "圈").symlink_to(samples, target_is_directory=True)
    desk = Desk(qtbot, samples)
    assert len(desk.names()) == 14
    desk.window.current.show(samples / "甲.json")
    assert "链接绕成了圈" in shown_sentence(desk)
    session = desk.change("国际交流", "typed")
    desk.notifier.targets, desk.notifier.answers = [samples / "甲.json"], ["cancel"]
    desk.trigger("actionSaveAs")
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert "链接绕成了圈" in desk.notifier.asked[-1][0]
    assert not session.is_clean
    assert (samples / "甲.json").is_symlink()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere both spellings are one file")
def test_a_file_whose_case_changed(qtbot: QtBot, samples: Path) -> None:
    path = next(samples.glob("*国际交流*")).rename(samples / "intl.json")
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "typed")
    path.rename(samples / "Intl.json")
    qtbot.waitUntil(lambda: desk.cell("intl.json", ProjectColumn.STATE) == "文件不在")
    desk.notifier.answers = ["overwrite"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    desk.wait_until_written()
    assert "文件已被移走或删除，没有保存。" in desk.notifier.asked[-1][0]
    assert load(samples / "intl.json").form.notes == "typed"
    assert load(samples / "Intl.json").form.notes == ""


def test_a_clock_set_back_a_year(qtbot: QtBot, samples: Path) -> None:
    """Files and locks of next year are nothing odd: what they hold counts, not when."""
    path = next(samples.glob("*国际交流*"))
    future = path.stat().st_mtime + 365 * 24 * 3600
    os.utime(path, (future, future))
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "typed")
    os.utime(lock_file(path), (future, future))
    for text in ("one", "two"):
        desk.type_notes(text)
        desk.trigger("actionSave")
        qtbot.waitUntil(lambda: session.is_clean)
        desk.wait_until_written()
    assert desk.notifier.said == []
    assert load(path).form.notes == session.form.notes
    assert path.stat().st_mtime < future
    versions = desk.window.history._backups.versions(path, session.form.id)  # noqa: SLF001
    assert [version.number for version in versions] == [2, 1]
    assert load(versions[1].path).form.notes == ""


# ---- places that cannot be looked at ---------------------------------------------------------------------------------


def dead_places(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    (tmp_path / "file").write_bytes(b"")
    return {
        "too long": tmp_path / ("很长" * 2500),
        "a circle of links": tmp_path / "circle" / "below",
        "below a file": tmp_path / "file" / "below",
        "gone": tmp_path / "gone",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")
@pytest.mark.parametrize("which", ["too long", "a circle of links", "below a file", "gone"])
def test_a_start_reaches_a_window_and_an_export_a_file(
    qtbot: QtBot, samples: Path, tmp_path: Path, opened_folders: list[str], which: str
) -> None:
    dead = dead_places(tmp_path)[which]
    settings = Settings(tmp_path / "settings.json")
    settings.set(WORKSPACE, str(dead))
    settings.set(EXPORT_FOLDER, str(dead))
    desk = Desk(qtbot, settings=settings)
    assert "上次的工作文件夹现在打不开" in desk.notifier.said[-1][1]
    assert desk.action("actionOpenWorkspace").isEnabled()
    qtbot.waitUntil(lambda: desk.window.recovery.has_looked)
    desk.window.place.open(samples)
    desk.wait_until_read()
    desk.choose("国际交流")
    desk.notifier.targets = [tmp_path / "out.xlsx"]
    desk.trigger("actionExportExcel")
    qtbot.waitUntil(lambda: (tmp_path / "out.xlsx").is_file() and bool(opened_folders))
    assert str(samples) in desk.notifier.asked[-1][0]


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names there are always characters")
def test_a_workspace_whose_name_is_no_utf_8(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb2\xe2\xca\xd4"))
    shutil.copytree(samples, odd)
    settings = Settings(tmp_path / "settings.json")
    desk = Desk(qtbot, odd, settings=settings)
    session = desk.change("国际交流", "typed")
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    desk.wait_until_written()
    assert load(session.path).form.notes == "typed"
    assert Path(Settings(tmp_path / "settings.json").get(WORKSPACE)) == odd


@pytest.mark.parametrize("kind", ["gone", "silent"])
def test_what_was_typed_is_found_again_though_the_workspace_is_not(
    qtbot: QtBot, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """A folder that was given and cannot be listed, or that does not answer at all, hides no recovery."""
    settings = Settings(tmp_path / "data" / "settings.json")
    run = ProgramRun(tmp_path / "data" / "recovery")
    form = load(next(samples.glob("*国际交流*")))
    form.form.notes = "typed"
    data = encode(form.form)
    run.write(Record(samples / "a.json", form.form.id, form.fingerprint, datetime.now(UTC), None, data))
    run.end(keep=True)
    monkeypatch.setattr(recovery_flow, "_PATIENCE_MS", 10)
    listed = Event()
    if kind == "silent":
        monkeypatch.setattr(folder, "scan", lambda *_args: listed.wait())
    try:
        desk = Desk.__new__(Desk)
        desk.qtbot, desk.notifier = qtbot, RecordingNotifier()
        desk.window = MainWindow(
            samples if kind == "silent" else tmp_path / "gone", notifier=desk.notifier, settings=settings
        )
        qtbot.addWidget(desk.window)
        desk.window.show()
        qtbot.waitUntil(lambda: desk.window.findChild(RecoveryDialog) is not None)
    finally:
        listed.set()
