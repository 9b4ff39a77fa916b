"""替换 takes what stands in 查找内容 now, whatever was looked for before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.helpers.desk import Desk


def test_replacing_takes_the_text_that_stands_there_now(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    before = desk.session.tree.node
    names = {row.name for row in desk.session.form.indicators}
    desk.trigger("actionFind")
    text, new = desk.find("findText", QLineEdit), desk.find("findNewText", QLineEdit)
    text.setText("产出指标")
    desk.find("findSearch", QPushButton).click()
    button = desk.find("findReplace", QPushButton)
    assert button.text() == "替换勾选的 1 处"
    text.setText("效益指标")
    new.setText("效果指标")
    assert button.text() == "替换"
    button.click()
    qtbot.waitUntil(lambda: not desk.session.is_clean)
    qtbot.waitUntil(lambda: bool(desk.notifier.said))
    after = {row.name for row in desk.session.form.indicators}
    assert names - after == {"效益指标"}
    assert after - names == {"效果指标"}
    assert desk.session.stack.count() == 1
    del before
