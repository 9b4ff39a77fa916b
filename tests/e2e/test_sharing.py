"""Two windows and one folder: one edits, the other looks on, and what is stale or broken can be taken over."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from selfeval_gui import cli
from selfeval_gui.app.notifier import Choice
from selfeval_gui.app.settings import FILE_NAME, Settings
from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage.lock import STALE_S, Lock, Locker, Taken
from selfeval_gui.storage.lock_file import lock_file
from selfeval_gui.storage.store import load
from selfeval_gui.views.importing.import_preview import ImportPreview
from selfeval_gui.views.search.find_dialog import FindDialog
from tests.helpers.crashes import crash, type_keys
from tests.helpers.desk import Desk

NAME = "国际交流"
Start = Callable[[], Desk]


@pytest.fixture
def start(qtbot: QtBot, samples: Path) -> Start:
    """Start the program once more, on this machine."""
    return lambda: Desk(qtbot, samples)


@pytest.fixture
def path(samples: Path) -> Path:
    (path,) = samples.glob("*国际交流*.json")
    return path


@pytest.fixture
def colleague(path: Path, tmp_path: Path) -> Locker:
    """A colleague at another machine who has the form open."""
    locker = Locker(tmp_path / "elsewhere", user="李四", host="PC-2")
    assert isinstance(locker.take(path), Lock)
    return locker


def bar(desk: Desk) -> str:
    return desk.window.pages.form_bar.text


def press(desk: Desk, key: str) -> None:
    desk.find(f"formBar{key}", QPushButton).click()


def make_old(path: Path) -> None:
    lock = lock_file(path)
    past = lock.stat().st_mtime - STALE_S - 1
    os.utime(lock, (past, past))


def is_editable(desk: Desk) -> bool:
    """Whether a person could change anything: text, cells, rows, file."""
    page = desk.window.pages.form_page()
    node = next(iter(level_three(desk.session.form.indicators))).id
    page.go_to(node, "actual")
    cell = page.tree.currentIndex()
    ways = {
        not desk.find("fieldNotes", QPlainTextEdit).isReadOnly(),
        not desk.find("fieldProjectName", QLineEdit).isReadOnly(),
        page.tree.edit(cell) and page.tree.commit_editor(),
        page.rule_set_box.isEnabled(),
        desk.action("actionSave").isEnabled(),
        desk.action("actionRename").isEnabled(),
        desk.action("actionAddSibling").isEnabled(),
        desk.action("actionPaste").isEnabled(),
    }
    assert len(ways) == 1, ways
    return ways.pop()


def test_a_form_is_locked_while_it_is_shown(qtbot: QtBot, start: Start, path: Path) -> None:
    desk = start()
    assert not lock_file(path).exists()
    desk.choose(NAME)
    assert json.loads(lock_file(path).read_bytes())["pid"] == os.getpid()
    desk.choose("科技人才")
    assert not lock_file(path).exists()
    desk.choose(NAME)
    assert is_editable(desk)
    assert desk.window.close()
    assert not list(path.parent.glob("*.lock*"))
    assert len(desk.names()) == 14


def test_a_changed_form_stays_locked_until_it_is_saved_or_given_up(qtbot: QtBot, start: Start, path: Path) -> None:
    desk = start()
    desk.change(NAME)
    desk.choose("科技人才")
    assert lock_file(path).exists()
    desk.trigger("actionSaveAll")
    desk.wait_until_written()
    desk.choose("办公用房")
    assert not lock_file(path).exists()


def test_a_second_window_looks_on_and_edits_once_the_first_is_closed(qtbot: QtBot, start: Start, path: Path) -> None:
    first = start()
    session = first.change(NAME, "first")
    second = start()
    second.choose(NAME)
    assert bar(second).startswith("本机的另一个窗口自 ")
    assert "这里只读" in bar(second)
    assert not is_editable(second)
    first.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    first.wait_until_written()
    assert first.window.close()
    qtbot.waitUntil(lambda: bar(second) == "", timeout=15_000)
    qtbot.waitUntil(lambda: second.session.form.notes == "first", timeout=15_000)
    assert is_editable(second)
    second.type_notes("second")
    second.trigger("actionSave")
    qtbot.waitUntil(lambda: second.session.is_clean)
    second.wait_until_written()
    assert load(path).form.notes in {"firstsecond", "secondfirst"}


def test_a_colleagues_form_is_read_only_and_can_be_copied(
    qtbot: QtBot, start: Start, path: Path, colleague: Locker
) -> None:
    desk = start()
    desk.choose(NAME)
    since = colleague.me.since.astimezone().strftime("%H:%M")
    assert bar(desk) == f"李四（PC-2）自 {since} 起打开着这份表。这里只读，那边关闭后就可以编辑。"
    assert not is_editable(desk)
    assert desk.label("savedStateText") == "只读"
    assert [button.text() for button in desk.all(QPushButton, desk.window.pages.form_bar)] == ["另存为副本…"]
    before = path.read_bytes()
    desk.notifier.targets = [path.with_name("副本.json")]
    press(desk, "SaveAs")
    qtbot.waitUntil(lambda: desk.session.path.name == "副本.json")
    desk.wait_until_written()
    assert bar(desk) == ""
    assert is_editable(desk)
    assert path.read_bytes() == before
    assert lock_file(path).exists()


def test_a_stale_lock_can_be_taken_over(qtbot: QtBot, start: Start, path: Path, colleague: Locker) -> None:
    make_old(path)
    desk = start()
    desk.choose(NAME)
    assert "已经没有动静" in bar(desk)
    assert not is_editable(desk)
    press(desk, "TakeOver")
    assert bar(desk) == ""
    assert is_editable(desk)
    assert desk.window.forms.locker is not None
    assert json.loads(lock_file(path).read_bytes())["run"] == desk.window.forms.locker.me.run


def test_a_broken_lock_can_be_taken_over(qtbot: QtBot, start: Start, path: Path) -> None:
    lock_file(path).write_bytes(b"{")
    make_old(path)
    desk = start()
    desk.choose(NAME)
    assert "锁文件已损坏" in bar(desk)
    press(desk, "TakeOver")
    assert is_editable(desk)


def test_being_taken_over_keeps_what_was_not_saved(qtbot: QtBot, start: Start, path: Path, tmp_path: Path) -> None:
    desk = start()
    session = desk.change(NAME, "mine")
    make_old(path)  # the machine slept
    other = Locker(tmp_path / "elsewhere", user="李四", host="PC-2")
    seen = other.take(path)
    assert not isinstance(seen, Lock)
    assert seen is not None
    assert isinstance(other.take_over(path, seen), Lock)
    desk.notifier.answers = ["cancel"]
    desk.trigger("actionSave")  # before the next sign of life
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert "李四（PC-2）正打开着这份表，没有写入。" in desk.notifier.asked[0][0]
    desk.window.sharing.locks.beat()
    qtbot.waitUntil(lambda: "接管了这份表的编辑" in bar(desk))
    assert "您没保存的改动还在" in bar(desk)
    assert session.form.notes == "mine"
    assert not is_editable(desk)
    assert desk.label("savedStateText") == "只读，未保存"
    assert not desk.action("actionUndo").isEnabled()
    desk.notifier.targets = [path.with_name("副本.json")]
    press(desk, "SaveAs")
    qtbot.waitUntil(lambda: session.is_clean)
    assert load(path.with_name("副本.json")).form.notes == "mine"
    assert load(path).form.notes == ""


def test_being_taken_over_while_typing_keeps_what_is_typed(
    qtbot: QtBot, start: Start, path: Path, tmp_path: Path
) -> None:
    desk = start()
    desk.choose(NAME)
    leaf = next(level_three(desk.session.form.indicators))
    page = desk.window.pages.form_page()
    page.go_to(leaf.id, "reason")
    type_keys(qtbot, "still typing")
    assert page.pending() == (leaf.id, "reason", "still typing")
    make_old(path)
    other = Locker(tmp_path / "elsewhere", user="李四", host="PC-2")
    seen = other.take(path)
    assert isinstance(seen, Taken)
    assert isinstance(other.take_over(path, seen), Lock)
    desk.window.sharing.locks.beat()
    qtbot.waitUntil(lambda: "您没保存的改动还在" in bar(desk))
    assert leaf.reason == "still typing"
    assert not is_editable(desk)


def test_after_a_crash_the_next_start_edits_at_once(qtbot: QtBot, start: Start, path: Path) -> None:
    desk = start()
    desk.change(NAME)
    crash(desk)
    assert lock_file(path).exists()
    later = start()
    later.choose(NAME)
    assert bar(later) == ""
    assert is_editable(later)


def test_saving_over_a_form_that_somebody_has_open_is_refused(
    qtbot: QtBot, start: Start, path: Path, colleague: Locker
) -> None:
    desk = start()
    desk.change("科技人才")
    before = path.read_bytes()
    desk.notifier.targets, desk.notifier.answers = [path], ["cancel"]
    desk.trigger("actionSaveAs")
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert "李四（PC-2）正打开着这份表" in desk.notifier.asked[-1][0]
    assert path.read_bytes() == before


def test_renaming_takes_the_lock_along(qtbot: QtBot, start: Start, path: Path) -> None:
    desk = start()
    desk.choose(NAME)
    desk.notifier.texts = ["新名字"]
    desk.trigger("actionRename")
    qtbot.waitUntil(lambda: desk.session.path.name == "新名字.json")
    assert [found.name for found in path.parent.glob("*.lock")] == ["新名字.json.lock"]


def test_every_other_way_to_change_a_read_only_form_is_refused_with_a_sentence(
    qtbot: QtBot, start: Start, path: Path, colleague: Locker
) -> None:
    from selfeval_gui.commands.edit import type_into_field

    desk = start()
    desk.choose(NAME)
    before = desk.session.form.model_copy(deep=True)
    type_into_field(desk.session, "notes", "x")
    assert desk.session.form == before
    assert desk.session.is_clean
    assert ("warn", "这份表现在只读，没有改动。") in desk.notifier.said


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that may not be written in")
def take_over(desk: Desk, path: Path, folder: Path) -> Locker:
    """Let a colleague take over, and the window hear of it."""
    other = Locker(folder / "elsewhere", user="李四", host="PC-2")
    make_old(path)
    seen = other.take(path)
    assert isinstance(seen, Taken)
    assert isinstance(other.take_over(path, seen), Lock)
    desk.window.sharing.locks.beat()
    desk.qtbot.waitUntil(lambda: desk.session.is_read_only)
    return other


@pytest.mark.parametrize("answer", ["merge", "reload"])
def test_a_merge_that_the_lock_refuses_leaves_the_colleagues_text_to_the_next_save(
    qtbot: QtBot, start: Start, path: Path, tmp_path: Path, answer: str
) -> None:
    desk = start()
    session = desk.change(NAME, "mine")
    known = session.fingerprint, session.base
    theirs = path.read_text(encoding="utf-8").replace('"status": "draft"', '"status": "final"')
    theirs = theirs.replace('"expected_goal": "', '"expected_goal": "李四写的')
    path.write_text(theirs, encoding="utf-8")
    other = take_over(desk, path, tmp_path)  # while the question is open
    desk.notifier.answers = [answer]
    desk.window.saving.decide(session, load(path))
    assert session.form.notes == "mine"
    assert (session.fingerprint, session.base) == known
    assert not session.is_clean
    assert desk.notifier.said[-1] == ("warn", "这份表现在只读，没有改动。")
    other.release(Lock(lock_file(path), is_new=True))
    desk.window.sharing.locks.look()
    qtbot.waitUntil(lambda: not session.is_read_only)
    desk.notifier.answers = ["cancel"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert "李四写的" in desk.notifier.asked[-1][0], "the colleague's text is not written over without a question"
    assert path.read_text(encoding="utf-8") == theirs


def test_what_a_lock_refuses_is_counted_nowhere(
    qtbot: QtBot, start: Start, path: Path, colleague: Locker, tmp_path: Path
) -> None:
    from selfeval_gui.commands.bulk import all_rows, fill_scores
    from selfeval_gui.commands.find_replace import replace_hits
    from selfeval_gui.commands.replace import replace_form
    from selfeval_gui.domain.find import Hit, Query

    desk = start()
    desk.choose(NAME)
    model = desk.window.current.document_of(desk.session).indicators
    before = desk.session.form.model_copy(deep=True)
    query = Query("2020")
    hits = [Hit(None, "project_name", before.project_name)]
    assert replace_hits(model, hits, query, "2021") == 0
    assert not fill_scores(model, dict.fromkeys(all_rows(model), Decimal(1)))
    other = before.model_copy(update={"notes": "x"})
    assert not replace_form(desk.session, other, "x")
    assert desk.session.form == before
    assert {said for said in desk.notifier.said} == {("warn", "这份表现在只读，没有改动。")}


@pytest.mark.parametrize("existing", ["new", "update", "skip"])
def test_the_command_leaves_a_form_alone_that_somebody_has_open(
    path: Path, colleague: Locker, tmp_path: Path, existing: str, capfd: pytest.CaptureFixture[str]
) -> None:
    news = tmp_path / "来.json"
    news.write_text(path.read_text(encoding="utf-8").replace('"notes": ""', '"notes": "新的"'), encoding="utf-8")
    before, lock = path.read_bytes(), lock_file(path).read_bytes()
    code = cli.main(["import", str(news), "--into", str(path.parent), "--existing", existing, "--json"])
    assert code == (2 if existing == "update" else 0)
    assert ("李四（PC-2）正打开着这份表，没有写入" in capfd.readouterr().err) == (existing == "update")
    assert (path.read_bytes(), lock_file(path).read_bytes()) == (before, lock)


def test_the_command_updates_a_form_that_nobody_has_open_any_more(
    path: Path, colleague: Locker, tmp_path: Path
) -> None:
    make_old(path)
    news = tmp_path / "来.json"
    news.write_text(path.read_text(encoding="utf-8").replace('"notes": ""', '"notes": "新的"'), encoding="utf-8")
    assert cli.main(["import", str(news), "--into", str(path.parent), "--existing", "update"]) == 0
    assert load(path).form.notes == "新的"
    assert not lock_file(path).exists()


def test_an_update_of_a_form_that_somebody_has_open_is_said_and_not_counted(
    qtbot: QtBot, start: Start, path: Path, colleague: Locker, tmp_path: Path
) -> None:
    news = tmp_path / "来.json"
    news.write_text(path.read_text(encoding="utf-8").replace('"notes": ""', '"notes": "新的"'), encoding="utf-8")
    before = path.read_bytes()
    desk = start()
    desk.notifier.sources = [news]
    desk.trigger("actionImport")
    qtbot.waitUntil(lambda: bool(desk.all(ImportPreview)))
    (preview,) = desk.all(ImportPreview)
    preview.accept()
    qtbot.waitUntil(lambda: bool(desk.notifier.said) and not desk.window.imports.is_busy)
    assert desk.notifier.said == [
        ("warn", f"有 1 份表别人正打开着，这里只读，没有更新：{path.name}。请等对方关闭后再导入一次。")
    ]
    assert path.read_bytes() == before


def test_replacing_everywhere_counts_what_it_did_and_names_what_it_left(
    qtbot: QtBot, start: Start, path: Path, colleague: Locker
) -> None:
    desk = start()
    desk.choose("办公用房")
    desk.trigger("actionFind")
    (dialog,) = desk.all(FindDialog)
    finding = desk.window.editing.finding
    dialog.everywhere.click()
    dialog.text.setText("长效机制")
    desk.find("findSearch", QPushButton).click()
    qtbot.waitUntil(lambda: not finding.is_busy)
    dialog.new_text.setText("长效机制建设")
    desk.notifier.answers = ["replace"]
    desk.find("findReplace", QPushButton).click()
    qtbot.waitUntil(lambda: not finding.is_busy)
    said = desk.notifier.said[-1][1]
    assert said.startswith("替换了 13 处，涉及 13 份表")
    assert said.endswith(f"有 1 份表别人正打开着，这里只读，没有改：{path.name}。")


def test_where_nothing_can_be_written_the_form_opens_without_a_lock(start: Start, path: Path) -> None:
    path.parent.chmod(0o555)
    try:
        desk = start()
        desk.choose(NAME)
        assert is_editable(desk)
    finally:
        path.parent.chmod(0o755)


def test_locks_and_versions_stand_in_the_programs_data_folder(
    qtbot: QtBot, samples: Path, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELFEVAL_DATA", str(tmp_path / "stick" / "data"))
    desk = Desk(qtbot, samples)
    session = desk.change(NAME)
    assert desk.window.recovery.autosave.flush()
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    desk.wait_until_written()
    data = tmp_path / "stick" / "data"
    assert list((data / "running").glob("*.running"))
    assert list((data / "versions").rglob("*.json"))
    assert (data / "recovery").is_dir()
    assert desk.window.settings.path == data / FILE_NAME == Settings().path


@pytest.mark.parametrize("answer", ["merge", "reload"])
def test_who_is_taken_over_from_while_a_question_stands_open_changes_nothing_and_is_told(
    qtbot: QtBot, start: Start, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    desk = start()
    session = desk.change(NAME, "mine")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"implementing_unit": "', '"implementing_unit": "外面', 1), encoding="utf-8")
    outside, ask = path.read_bytes(), desk.notifier.ask

    def taken_over_meanwhile(question: str, choices: list[Choice], details: str = "") -> str:
        make_old(path)
        other = Locker(tmp_path / "elsewhere", user="李四", host="PC-2")
        seen = other.take(path)
        assert isinstance(seen, Taken)
        assert isinstance(other.take_over(path, seen), Lock)
        desk.window.sharing.locks.beat()
        qtbot.waitUntil(lambda: session.is_read_only)
        return ask(question, choices, details)

    monkeypatch.setattr(desk.notifier, "ask", taken_over_meanwhile)
    desk.notifier.answers = [answer]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: ("warn", "这份表现在只读，没有改动。") in desk.notifier.said)
    assert "李四（PC-2）接管了这份表的编辑" in bar(desk)
    assert path.read_bytes() == outside
    assert session.form.notes == "mine"
    assert not session.is_clean
