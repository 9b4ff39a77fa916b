"""查找和替换: a list of places, one undo step a form; forms that are not open become changed open ones, no file is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage.store import load
from selfeval_gui.views.basics.tree_rows import rows_below, top_rows
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from tests.conftest import digest
from tests.helpers.desk import Desk
from tests.helpers.documents import compose

LASTING = "长效机制"  # the name of one indicator in each of the 14 forms


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    return desk


def look_for(desk: Desk, text: str, *, everywhere: bool = False) -> None:
    desk.trigger("actionFind")
    desk.find("findText", QLineEdit).setText(text)
    desk.find("findEverywhere" if everywhere else "findHere", QRadioButton).click()
    desk.find("findSearch", QPushButton).click()
    desk.qtbot.waitUntil(lambda: not desk.window.editing.finding.is_busy)


def forms(desk: Desk) -> list[QTreeWidgetItem]:
    return top_rows(desk.find("findPlaces", QTreeWidget))


def listed(desk: Desk) -> list[str]:
    return [row.text(0) for item in forms(desk) for row in rows_below(item)]


def words(desk: Desk) -> str:
    return desk.find("findWords", QLabel).text()


def replace(desk: Desk, text: str) -> None:
    desk.find("findNewText", QLineEdit).setText(text)
    desk.find("findReplace", QPushButton).click()
    desk.qtbot.waitUntil(lambda: not desk.window.editing.finding.is_busy)


def close(desk: Desk) -> None:
    desk.find("findDialog", QDialog).reject()


def test_a_folder_that_cannot_be_read_is_said_and_the_open_forms_are_searched(
    desk: Desk, samples: Path, tmp_path: Path
) -> None:
    samples.rename(tmp_path / "不见了")
    look_for(desk, LASTING, everywhere=True)
    assert len(forms(desk)) == 1
    assert words(desk) == "找到 1 处，在 1 份表里。"
    assert [kind for kind, text in desk.notifier.said if kind == "error" and "文件夹" in text] == ["error"]


def test_places_of_the_form_at_hand_and_the_way_there(desk: Desk) -> None:
    look_for(desk, "办公用房安全性")
    assert listed(desk) == ["办公用房安全性 / 指标名称"]
    assert "【办公用房安全性】" in rows_below(forms(desk)[0])[0].text(1)
    assert words(desk) == "找到 1 处，在 1 份表里。"
    item = rows_below(forms(desk)[0])[0]
    places = desk.find("findPlaces", QTreeWidget)
    place = places.visualItemRect(item).center()
    desk.qtbot.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.find("indicatorTree", IndicatorTree).currentIndex().data() == "办公用房安全性"
    close(desk)


def test_replacing_in_one_form_is_one_step_that_names_itself(desk: Desk) -> None:
    before = desk.session.frozen()[0]
    look_for(desk, "办公用房")
    count = desk.session.frozen()[0].decode("utf-8").count("办公用房")
    assert words(desk) == f"找到 {count} 处，在 1 份表里。"
    rows_below(forms(desk)[0])[0].setCheckState(0, Qt.CheckState.Unchecked)  # the project's name stays
    assert desk.find("findReplace", QPushButton).text() == f"替换勾选的 {count - 1} 处"
    replace(desk, "办公室")
    assert desk.session.form.project_name == "2020 年市科协办公用房维修项目"
    assert desk.session.frozen()[0].decode("utf-8").count("办公用房") == 1
    assert desk.session.stack.count() == 1
    assert desk.session.stack.undoText() == f"替换“办公用房”{count - 1} 处"
    close(desk)
    desk.trigger("actionUndo")
    assert desk.session.frozen()[0] == before


def test_the_whole_folder_is_replaced_form_by_form_and_no_file_is_written(desk: Desk, samples: Path) -> None:
    before = digest(samples, "*.json")
    look_for(desk, LASTING, everywhere=True)
    assert words(desk) == "找到 14 处，在 14 份表里。"
    desk.notifier.answers = ["replace"]
    replace(desk, "长效机制建设")
    assert desk.notifier.said[-1][1] == "替换了 14 处，涉及 14 份表，保存以后才写进文件；每份表可以各自撤销。"
    assert len(desk.window.forms.changed) == 14
    assert all(session.stack.count() == 1 for session in desk.window.forms.sessions)
    assert digest(samples, "*.json") == before
    close(desk)
    other = next(session for session in desk.window.forms.sessions if "国际交流" in session.path.name)
    desk.choose("国际交流")
    assert desk.session is other
    desk.trigger("actionUndo")
    assert desk.session.is_clean
    assert len(desk.window.forms.changed) == 13
    desk.trigger("actionSaveAll")
    desk.wait_until_written()
    names = [row.name for path in samples.glob("*.json") for row in _rows(path)]
    assert (names.count("长效机制建设"), names.count(LASTING)) == (13, 1)


def _rows(path: Path) -> list[Indicator]:
    return list(level_three(load(path).form.indicators))


def test_the_answer_no_changes_nothing(desk: Desk) -> None:
    look_for(desk, LASTING, everywhere=True)
    desk.notifier.answers = ["cancel"]
    replace(desk, "x")
    assert desk.window.forms.changed == []
    close(desk)


def test_what_an_open_form_holds_now_is_found_not_what_its_file_holds(desk: Desk) -> None:
    desk.type_notes("unsaved words")
    look_for(desk, "UNSAVED", everywhere=True)
    assert listed(desk) == ["备注"]
    look_for(desk, "没有这几个字", everywhere=True)
    assert words(desk) == "没有找到。"
    assert not desk.find("findReplace", QPushButton).isEnabled()
    close(desk)


def test_a_form_broken_meanwhile_is_named_and_left_alone(desk: Desk, samples: Path) -> None:
    look_for(desk, LASTING, everywhere=True)
    (broken,) = samples.glob("*国际交流*")
    broken.write_text(rest := f'{{"{LASTING}', encoding="utf-8")
    desk.notifier.answers = ["replace"]
    replace(desk, "x")
    assert desk.notifier.said[-1][1].endswith(f"有 1 份表打不开，没有改：{broken.name}。")
    assert broken.read_text(encoding="utf-8") == rest
    assert len(desk.window.forms.changed) == 13
    look_for(desk, LASTING, everywhere=True)
    assert words(desk) == f"没有找到。有 1 份表打不开，没有查找：{broken.name}。"
    close(desk)


def test_a_text_changed_since_the_search_is_left_alone(desk: Desk) -> None:
    look_for(desk, "办公用房安全性")
    page = desk.window.pages.form_page()
    hit_item = rows_below(forms(desk)[0])[0]
    hit = hit_item.data(0, Qt.ItemDataRole.UserRole)
    page.document.indicators.edit_requested.emit(hit.node, "name", "别的名称")  # type: ignore[union-attr]
    replace(desk, "x")
    assert desk.session.tree.node(hit.node).name == "别的名称"
    assert desk.notifier.said[-1][1].startswith("没有替换。")
    close(desk)


def test_composing_text_is_kept_when_a_search_begins(desk: Desk) -> None:
    page = desk.window.pages.form_page()
    page.go_to("", "notes")
    field = desk.find("fieldNotes", QWidget)
    compose(field, "zheng")
    look_for(desk, "zheng")
    assert listed(desk) == ["备注"]
    close(desk)
