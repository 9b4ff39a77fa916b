"""A quiet line takes the lines that its text needs at its width, and gives back those it needs no more."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.views.basics.quiet_label import QuietLabel


def test_a_line_that_broke_is_one_line_again_where_there_is_room(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    label = QuietLabel("14 份 · 1 份未保存 · 14 份有警告", holder, wraps=True)
    QVBoxLayout(holder).addWidget(label)
    holder.resize(600, 300)
    holder.show()
    one = label.minimumHeight()
    holder.resize(90, 300)
    assert label.minimumHeight() > one
    holder.resize(600, 300)
    assert label.minimumHeight() == one
    label.setText("14 份 · 1 份未保存 · 14 份有警告 · " * 9)
    assert label.minimumHeight() > one
    label.setText("14 份")
    assert label.minimumHeight() == one
