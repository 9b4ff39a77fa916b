"""What a screen reader says of a form's page: its totals by name, and each word that passes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.documents import open_sample
from tests.helpers.form_desk import Desk
from tests.helpers.listening import Listener, name_of

Key = Qt.Key


@pytest.fixture
def ears(monkeypatch: pytest.MonkeyPatch) -> Listener:
    return Listener(monkeypatch)


@pytest.fixture
def desk(qtbot: QtBot, ears: Listener) -> Desk:
    desk = Desk(qtbot, open_sample(1))
    ears.take()
    return desk


@pytest.mark.parametrize(
    ("label", "text", "heard"),
    [
        ("totalScore", "91", "总分 91"),
        ("totalGrade", "优", "等级 优"),
        ("totalWeight", "100", "分值合计 100"),
        ("totalOtherBasis", "101", "含执行率的总分 101"),
    ],
)
def test_a_total_is_heard_with_its_name(desk: Desk, label: str, text: str, heard: str) -> None:
    assert desk.part(QLabel, label).text() == text
    assert name_of(desk.part(QWidget, label)) == heard


def test_how_a_score_comes_about_is_heard(desk: Desk) -> None:
    desk.go(0, "score")
    label = desk.part(QLabel, "scoreExplanation")
    assert label.text()
    assert name_of(label) == f"得分怎么来 {label.text()}"


def test_a_new_total_is_read_out_and_so_are_new_counts(desk: Desk, ears: Listener) -> None:
    desk.go(0, "score")
    desk.keys("14")
    desk.key(Key.Key_Return)
    heard = ears.take()
    assert "总分 90，等级 优，分值合计 100" in heard
    assert [words for words in heard if "个警告" in words] == [desk.label("findingCounts")]
    desk.go(1, "actual")
    desk.keys("x")
    desk.key(Key.Key_Return)
    assert not [words for words in ears.take() if "总分" in words]  # it is the same as before


def test_refused_input_is_read_out(desk: Desk, ears: Listener) -> None:
    desk.go(0, "score")
    desk.keys("abc")
    desk.key(Key.Key_Return)
    assert ears.take() == [desk.hint()]
    desk.key(Key.Key_Escape)


def test_why_a_cell_is_not_edited_is_read_out(desk: Desk, ears: Listener) -> None:
    model = desk.document.indicators
    desk.page.go_to(str(model.node_at(model.index(0, 0))), "score")
    desk.key(Key.Key_F2)
    assert ears.take() == ["这一格是算出来的，或者不用填，不能在这里输入。"]


def test_a_unit_that_left_the_numbers_alone_is_read_out(desk: Desk, ears: Listener) -> None:
    desk.page.go_to("", "funds.unit")
    desk.key(Key.Key_Down)
    assert "只改了单位，数字没有变。" in ears.take()


def test_a_year_that_is_none_is_read_out(desk: Desk, ears: Listener) -> None:
    desk.page.go_to("", "year")
    desk.keys("x")
    desk.page.go_to("", "department")
    assert desk.label("yearHint") in ears.take()
