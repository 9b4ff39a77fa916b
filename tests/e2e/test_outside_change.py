"""Other programs and the same files: nothing of theirs or ours is lost without a question."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.item_models.columns import ProjectColumn
from selfeval_gui.storage.store import load
from tests.helpers.desk import Desk
from tests.helpers.dialogs import column, dialog, part, press, shown


def change_outside(path: Path, notes: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"notes": ""', f'"notes": "{notes}"'), encoding="utf-8")


def test_unchanged_form_is_loaded_again(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    change_outside(desk.session.path, "外面")
    desk.window.folder.look()
    qtbot.waitUntil(lambda: desk.session.form.notes == "外面")
    assert any("已重新载入" in text for _kind, text in desk.notifier.said)
    assert desk.session.is_clean


def test_changed_form_stays_and_saving_asks(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "inside")
    change_outside(session.path, "外面")
    desk.window.folder.look()
    qtbot.waitUntil(lambda: "刚被别的程序修改" in desk.window.pages.form_bar.text)
    assert desk.session is session
    assert desk.notifier.said == []
    desk.notifier.answers = ["cancel"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: not desk.notifier.answers)
    assert load(session.path).form.notes == "外面"
    assert not session.is_clean
    desk.notifier.answers = ["overwrite"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    assert load(session.path).form.notes == "inside"


def test_both_versions_can_be_kept(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "inside")
    old = session.path
    change_outside(old, "外面")
    desk.notifier.answers = ["save_as"]
    desk.notifier.targets = [samples / "我的.json"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    assert load(old).form.notes == "外面"
    assert load(samples / "我的.json").form.notes == "inside"


def test_deleted_file_of_an_open_form_can_be_written_again(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    path, before = desk.session.path, desk.session.path.read_bytes()
    path.unlink()
    qtbot.waitUntil(lambda: desk.cell("国际交流", ProjectColumn.STATE) == "文件不在")
    desk.notifier.answers = ["overwrite"]
    desk.trigger("actionSave")
    qtbot.waitUntil(path.exists)
    desk.wait_until_written()
    assert path.read_bytes() == before
    qtbot.waitUntil(lambda: desk.cell("国际交流", ProjectColumn.STATE) == "已保存")


def test_file_that_becomes_unreadable_keeps_the_open_form(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "inside")
    session.path.write_bytes(b"")
    desk.window.folder.look()
    desk.wait_until_read()
    assert desk.session is session
    desk.notifier.answers = ["overwrite"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    assert load(session.path).form.notes == "inside"


def test_another_form_is_only_mentioned(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "inside")
    desk.choose("科技人才")
    change_outside(session.path, "外面")
    desk.window.folder.look()
    qtbot.waitUntil(lambda: any("刚被别的程序修改" in text for _kind, text in desk.notifier.said))
    assert desk.window.pages.form_bar.text == ""
    desk.choose("国际交流")
    assert "刚被别的程序修改" in desk.window.pages.form_bar.text
    desk.window.sharing.outside_changes.look()
    desk.wait_until_read()
    assert len(desk.notifier.said) == 1


def test_without_a_watcher_the_files_are_compared_now_and_then(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    desk.window.folder.stop()  # as on a share, of which a watcher tells nothing
    change_outside(desk.session.path, "外面")
    qtbot.waitUntil(lambda: desk.session.form.notes == "外面", timeout=15_000)


# ---- both changed it -------------------------------------------------------------------------------------------------


def both_changed(qtbot: QtBot, samples: Path, old: str, new: str) -> Desk:
    """Change the notes here, and `old` to `new` in the file."""
    desk = Desk(qtbot, samples)
    path = desk.change("国际交流", "inside").path
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return desk


UNIT = ('"implementing_unit": "', '"implementing_unit": "外面')


def test_different_fields_are_merged_and_saved(qtbot: QtBot, samples: Path) -> None:
    desk = both_changed(qtbot, samples, *UNIT)
    session, before = desk.session, desk.session.form.implementing_unit
    desk.notifier.answers = ["merge"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    saved = load(session.path).form
    assert (saved.notes, saved.implementing_unit) == ("inside", f"外面{before}")
    ((text, buttons),) = desk.notifier.asked
    assert buttons == ["合并", "改用外面的", "另存为…", "覆盖", "取消"]
    assert "外面改了 1 处，您改了 1 处" in text
    assert f"实施单位：“{before}” → “外面{before}”" in text
    assert "备注：空白 → “inside”" in text
    desk.trigger("actionUndo")
    assert (session.form.notes, session.form.implementing_unit) == ("inside", before)
    desk.trigger("actionRedo")
    assert session.is_clean


def test_the_bar_leads_to_the_same_question(qtbot: QtBot, samples: Path) -> None:
    desk = both_changed(qtbot, samples, *UNIT)
    session = desk.session
    desk.window.folder.look()
    qtbot.waitUntil(lambda: bool(desk.window.pages.form_bar.text))
    desk.notifier.answers = ["merge"]
    desk.find("formBarDecide", QPushButton).click()
    qtbot.waitUntil(lambda: session.is_clean)
    assert load(session.path).form.notes == "inside"
    assert desk.window.pages.form_bar.text == ""


def test_the_same_field_cannot_be_merged(qtbot: QtBot, samples: Path) -> None:
    desk = both_changed(qtbot, samples, '"notes": ""', '"notes": "外面"')
    session = desk.session
    desk.notifier.answers = ["reload"]
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    ((text, buttons),) = desk.notifier.asked
    assert "合并" not in buttons
    assert "备注：您 “inside”，外面 “外面”" in text
    assert session.form.notes == "外面"
    desk.wait_until_written()
    desk.trigger("actionUndo")
    assert session.form.notes == "inside", "mine is not lost"
    assert not session.is_clean
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    assert load(session.path).form.notes == "inside"
    assert len(desk.notifier.asked) == 1


def test_where_both_changed_the_same_field_the_user_chooses_place_by_place(qtbot: QtBot, samples: Path) -> None:
    desk = both_changed(qtbot, samples, '"notes": ""', '"notes": "外面"')
    session, unit = desk.session, desk.session.form.implementing_unit
    session.path.write_text(session.path.read_text(encoding="utf-8").replace(*UNIT, 1), encoding="utf-8")
    desk.notifier.answers = ["choose"]
    desk.trigger("actionSave")
    choosing = dialog(desk, "chooseChangesDialog")
    table = part(choosing, QTableWidget, "chooseChangesTable")
    assert [column(table, number)[:2] for number in (1, 2, 3)] == [
        [unit, "inside"],
        [f"外面{unit}", "外面"],
        ["外面改的", "两边都改了"],
    ]
    ticked = [cell for row in range(2) if (cell := table.item(row, 0)) is not None]
    assert [each.checkState() is Qt.CheckState.Checked for each in ticked] == [True, False]
    press(desk, choosing, "chooseChangesAccept")
    qtbot.waitUntil(lambda: session.is_clean)
    kept = load(session.path).form
    assert (kept.implementing_unit, kept.notes) == (f"外面{unit}", "inside")
    desk.wait_until_written()
    desk.trigger("actionUndo")
    assert (session.form.implementing_unit, session.form.notes) == (unit, "inside")


def test_who_gives_up_choosing_has_both_versions(qtbot: QtBot, samples: Path) -> None:
    desk = both_changed(qtbot, samples, '"notes": ""', '"notes": "外面"')
    session, outside = desk.session, desk.session.path.read_bytes()
    desk.notifier.answers = ["choose"]
    desk.trigger("actionSave")
    press(desk, dialog(desk, "chooseChangesDialog"), "chooseChangesCancel")
    qtbot.waitUntil(lambda: not shown(desk, "chooseChangesDialog"))
    assert session.form.notes == "inside" and not session.is_clean and session.path.read_bytes() == outside


def test_a_form_saved_before_is_loaded_again_with_its_undo_stack(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "inside")
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    desk.wait_until_written()
    text = session.path.read_text(encoding="utf-8")
    session.path.write_text(text.replace(*UNIT, 1), encoding="utf-8")
    desk.window.folder.look()
    qtbot.waitUntil(lambda: session.form.implementing_unit.startswith("外面"))
    assert session.is_clean
    assert desk.session is session
    desk.trigger("actionUndo")
    desk.trigger("actionUndo")
    assert session.form.notes == ""


def test_while_closing_a_merge_is_saved_before_the_window_goes(qtbot: QtBot, samples: Path) -> None:
    desk = both_changed(qtbot, samples, *UNIT)
    path = desk.session.path
    desk.notifier.answers = ["save", "merge"]
    desk.window.close()
    qtbot.waitUntil(lambda: not desk.window.isVisible())
    assert load(path).form.notes == "inside"
    assert load(path).form.implementing_unit.startswith("外面")


def test_workspace_that_goes_away_is_said_once(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, samples)
    away = Path(shutil.move(samples, tmp_path / "away"))
    desk.window.folder.look()
    qtbot.waitUntil(lambda: bool(desk.notifier.said))
    desk.window.folder.look()
    desk.wait_until_read()
    assert len(desk.notifier.said) == 1
    assert str(samples) in desk.notifier.said[0][1]
    assert len(desk.names()) == 14
    shutil.move(away, samples)
    desk.window.folder.look()
    desk.wait_until_read()
    assert len(desk.names()) == 14


def test_own_saves_are_no_outside_changes(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流", "inside")
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    desk.window.folder.look()
    desk.wait_until_read()
    desk.window.forms.stop()
    assert desk.session is session
    assert desk.notifier.said == []
