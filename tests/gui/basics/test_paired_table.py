"""Source and result beside each other: what one table is told to show is the only cell chosen in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.views.basics.paired_table import PairedTable


class Texts(QStandardItemModel):
    """Cells that stand for their own texts; 空 stands for nothing."""

    def __init__(self) -> None:
        super().__init__()
        for text in ("甲", "乙", "丙", "空"):
            self.appendRow(QStandardItem(text))

    def thing_at(self, index: QModelIndex) -> Any:
        text = index.data()
        return None if text == "空" else text

    def index_of(self, thing: Any) -> QModelIndex:
        found = [self.index(row, 0) for row in range(self.rowCount()) if self.index(row, 0).data() == thing]
        return found[0] if found else QModelIndex()


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[PairedTable]:
    parent = QWidget()
    qtbot.addWidget(parent)
    yield PairedTable(Texts(), parent)


def chosen_in(table: PairedTable) -> list[str]:
    return [index.data() for index in table.selectionModel().selectedIndexes()]


def test_where_it_is_told_to_go_is_the_only_cell_chosen_and_nobody_hears(table: PairedTable) -> None:
    told: list[object] = []
    table.chosen.connect(told.append)
    for text in ("甲", "丙", "乙"):
        table.go_to(text)
        assert (table.currentIndex().data(), chosen_in(table)) == (text, [text])
    table.go_to("丁")  # which it does not show
    assert (table.currentIndex().data(), chosen_in(table), told) == ("乙", ["乙"], [])


def test_where_the_user_goes_is_told_and_nothing_of_a_cell_that_stands_for_nothing(table: PairedTable) -> None:
    told: list[object] = []
    table.chosen.connect(told.append)
    for row in (1, 3, 2):
        table.setCurrentIndex(table.model().index(row, 0))
    assert told == ["乙", "丙"]
