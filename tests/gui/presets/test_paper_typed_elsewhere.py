"""Who types on the paper of a form that goes out on an office's own file is told what is typed on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.template import choose_template
from selfeval_gui.exchange.own_paper.learn import learn
from selfeval_gui.exchange.templates.template import presets
from tests.helpers.desk import Desk
from tests.helpers.own_papers import workbook, workbook_bytes

OWN = presets()["mof-2020"].model_copy(update={"id": "own:aaaaaaaa", "name": "本市", "paper": None})


def test_the_paper_says_so_as_long_as_it_is_another_one(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    desk.trigger("actionWayPaper")
    told = desk.find("paperTypedElsewhere", QLabel)
    assert not told.isVisible()
    choose_template(desk.session, OWN.model_copy(update={"paper": learn(workbook_bytes(workbook())).paper}))
    assert told.isVisible()  # the paper stays in front
    assert told.text() == "这里按通用表样打字；“本市”是单位自己的文件，填好的样子看“预览”，导出时填进那个文件。"
    desk.trigger("actionUndo")
    assert not told.isVisible()
    desk.trigger("actionRedo")
    desk.choose("网站")
    assert not told.isVisible()
