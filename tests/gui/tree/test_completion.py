"""Completion in the tree: from the program's phrases and from the workspace's own forms; nothing is written unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.app.form_texts import FormTexts
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from selfeval_gui.work.phrases import TypingPlace, offers
from tests.helpers.desk import Desk
from tests.helpers.documents import commit, compose, long_form, open_form, open_sample

Key = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    desk.window.activateWindow()
    return desk


def tree_of(desk: Desk) -> IndicatorTree:
    return desk.find("indicatorTree", IndicatorTree)


def leaf(desk: Desk, number: int) -> NodeId:
    return [NodeId(row.id) for row in level_three(desk.session.form.indicators)][number]


def begin(desk: Desk, node: NodeId, field: str) -> None:
    tree_of(desk).go_to(node, field)
    tree_of(desk).setFocus()
    key(desk, Key.Key_F2)


def key(desk: Desk, pressed: Key) -> None:
    desk.qtbot.keyClick(QApplication.focusWidget(), pressed)


def write(desk: Desk, text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    commit(focus, text)


def offered(desk: Desk) -> list[str]:
    found = desk.all(QListWidget)
    shown = [each for each in found if each.objectName() == "completionList" and each.isVisible()]
    return [shown[0].item(row).text() for row in range(shown[0].count())] if shown else []


def editor_text(desk: Desk) -> str:
    waiting = tree_of(desk).pending()
    assert waiting is not None
    return waiting[2]


def test_a_reason_is_completed_sentence_by_sentence(desk: Desk) -> None:
    begin(desk, leaf(desk, 3), "reason")
    write(desk, "因活动延后。受疫")
    assert offered(desk)[0] == "受疫情影响，部分线下活动改为线上举办。"
    key(desk, Key.Key_Down)
    key(desk, Key.Key_Return)
    assert editor_text(desk) == "因活动延后。受疫情影响，部分线下活动改为线上举办。"
    assert offered(desk) == []
    key(desk, Key.Key_Return)
    assert desk.session.tree.node(leaf(desk, 3)).reason == "因活动延后。受疫情影响，部分线下活动改为线上举办。"
    assert desk.session.stack.count() == 1


def test_enter_tab_and_esc_mean_the_same_without_a_step_into_the_list(desk: Desk) -> None:
    begin(desk, leaf(desk, 3), "reason")
    write(desk, "受疫")
    assert offered(desk)
    key(desk, Key.Key_Return)
    assert desk.session.tree.node(leaf(desk, 3)).reason == "受疫"
    assert offered(desk) == []
    begin(desk, leaf(desk, 3), "reason")
    write(desk, "情影")
    assert offered(desk)
    key(desk, Key.Key_Escape)
    assert tree_of(desk).pending() is None
    assert desk.session.tree.node(leaf(desk, 3)).reason == "受疫"
    assert offered(desk) == []


def test_esc_in_the_list_goes_back_to_the_text(desk: Desk) -> None:
    begin(desk, leaf(desk, 3), "reason")
    write(desk, "受疫")
    key(desk, Key.Key_Down)
    key(desk, Key.Key_Escape)
    assert (offered(desk), editor_text(desk)) == ([], "受疫")


def test_own_forms_of_the_folder_are_offered_once_they_are_read(desk: Desk) -> None:
    """办公用房整洁度 stands in form 1 only; it is no phrase of the program."""
    begin(desk, leaf(desk, 3), "name")
    desk.qtbot.waitUntil(lambda: not desk.window.editing.own_texts.is_busy)
    tree_of(desk).cells.open_editor.selectAll()  # type: ignore[union-attr]
    write(desk, "办公用")
    assert {"办公用房整洁度", "办公用房安全性"} <= set(offered(desk))


def test_an_empty_level_two_name_is_offered_the_official_ones_left(desk: Desk) -> None:
    tree_of(desk).go_to(NodeId(desk.session.form.indicators[0].id), "name")
    desk.trigger("actionAddChild")
    key(desk, Key.Key_F2)
    assert offered(desk) == ["成本指标"]
    item = next(each for each in desk.all(QListWidget) if each.objectName() == "completionList")
    place = item.visualItemRect(item.item(0)).center()
    desk.qtbot.mouseClick(item.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor_text(desk) == "成本指标"
    key(desk, Key.Key_Return)
    assert desk.session.form.indicators[0].children[-1].name == "成本指标"


def test_f4_asks_for_what_belongs_here(desk: Desk) -> None:
    begin(desk, leaf(desk, 2), "target")
    assert offered(desk) == []
    tree_of(desk).cells.open_editor.selectAll()  # type: ignore[union-attr]
    key(desk, Key.Key_Delete)
    key(desk, Key.Key_F4)
    assert offered(desk)[0] == "及时"


def nearly_sound(desk: Desk) -> NodeId:
    return next(NodeId(row.id) for row in level_three(desk.session.form.indicators) if row.actual == "较为健全")


def take_the_one_offered(desk: Desk, word: str) -> None:
    key(desk, Key.Key_F4)
    assert offered(desk) == [word]
    key(desk, Key.Key_Down)
    key(desk, Key.Key_Return)
    key(desk, Key.Key_Return)


def test_f4_on_a_filled_cell_lists_what_may_stand_in_its_place(desk: Desk) -> None:
    """健全 was to be reached, 较为健全 was."""
    row = nearly_sound(desk)
    begin(desk, row, "actual")
    assert (editor_text(desk), offered(desk)) == ("较为健全", [])
    take_the_one_offered(desk, "健全")
    assert desk.session.tree.node(row).actual == "健全"
    begin(desk, leaf(desk, 2), "target")
    key(desk, Key.Key_F4)
    assert offered(desk) and "及时" not in offered(desk), "that stands there"


def test_f4_on_the_paper_opens_the_cell_with_its_list(desk: Desk) -> None:
    row = nearly_sound(desk)
    desk.trigger("actionWayPaper")
    desk.window.pages.form_page().go_to(row, "actual")
    take_the_one_offered(desk, "健全")
    assert desk.session.tree.node(row).actual == "健全"


def test_nothing_is_offered_and_no_key_taken_while_composing(desk: Desk) -> None:
    begin(desk, leaf(desk, 3), "reason")
    write(desk, "受疫")
    assert offered(desk)
    focus = QApplication.focusWidget()
    assert focus is not None
    compose(focus, "qing")
    assert offered(desk) == []
    write(desk, "情")
    assert offered(desk)


def test_going_elsewhere_closes_the_list(desk: Desk) -> None:
    begin(desk, leaf(desk, 3), "reason")
    write(desk, "受疫")
    desk.trigger("actionSave")
    assert offered(desk) == []
    assert desk.session.tree.node(leaf(desk, 3)).reason == "受疫"
    desk.wait_until_written()


def test_a_long_form_is_read_between_the_letters(qtbot: QtBot) -> None:
    session = open_form(long_form(1000)).session
    texts = FormTexts(session)
    spot = TypingPlace("name", 3, "一级指标0", "二级指标0", "")
    with qtbot.waitSignal(texts.read):
        texts.ask(session)
        assert "项目完成及时性999" not in offers(spot, "完成及时性999", [texts.book])
    assert offers(spot, "完成及时性999", [texts.book]) == ["项目完成及时性999"]
    short = open_sample(1).session
    texts.ask(short)  # at once, and nothing of the other form is left
    assert offers(spot, "完成及时性999", [texts.book]) == []
    assert "办公用房安全性" in offers(spot, "办公用房", [texts.book])


def test_a_form_left_while_it_is_read_is_not_offered(qtbot: QtBot) -> None:
    session, short = open_form(long_form(1000)).session, open_sample(1).session
    texts = FormTexts(session)
    texts.ask(session)
    texts.ask(short)
    again = open_form(long_form(1000)).session
    with qtbot.waitSignal(texts.read):  # of the last one asked for; the first one says nothing any more
        texts.ask(again)
        texts.ask(short)
        texts.ask(again)
    assert offers(TypingPlace("name", 3), "完成及时性999", [texts.book]) == ["项目完成及时性999"]
