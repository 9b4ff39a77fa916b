"""Every dialog that an action opens, opened as a user would, for walks over all that there is to see."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from tests.helpers.desk import Desk
from tests.helpers.own_papers import workbook, workbook_bytes

DIALOGS = {
    *("New", "CarryForward", "History", "Find", "WhatIf", "RuleSets", "ExportAll", "Templates", "Manual", "About"),
    *("MoveTo", "Distribute", "FinalMany", "Evidence", "Upload", "Report", "WriteReason", "Explain", "RegionSum"),
    *("ReviewMaterials", "CompareRuleSets"),
    *("Register", "PackForms", "ReturnForms", "RuleSetMany", "UnitMany"),  # after a worker has read
}


def open_dialogs(desk: Desk, name: str) -> list[QDialog]:
    """Open the dialog of an action; return those that stand open."""
    model = desk.window.pages.form_page().tree.indicator_model()
    assert model is not None
    leaf = model.session.form.indicators[0].children[0].children[0]
    desk.window.pages.form_page().go_to(leaf.id, "weight")
    if name == "Distribute":
        desk.qtbot.keyClicks(QApplication.focusWidget(), "9")
        desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    desk.trigger(f"action{name}")
    desk.qtbot.waitUntil(lambda: bool(desk.all(QDialog)))
    return desk.all(QDialog)


def open_import_preview(desk: Desk, folder: Path) -> list[QDialog]:
    """Import a small table; return the dialogs that stand open, the preview among them."""
    source = folder / "表.txt"
    source.write_text("项目名称\t甲\n三级指标\t年度指标值\t分值\t得分\n数量\t3\t10\t9\n", encoding="utf-8")
    desk.notifier.sources = [source]
    desk.trigger("actionImport")
    desk.qtbot.waitUntil(lambda: bool(desk.all(QDialog)))
    return desk.all(QDialog)


def close_dialogs(desk: Desk) -> None:
    """Give up whatever dialogs stand open."""
    for dialog in desk.all(QDialog):
        dialog.reject()
    desk.qtbot.waitUntil(lambda: not desk.all(QDialog))


def open_learned_paper(desk: Desk, folder: Path) -> list[QDialog]:
    """Learn a small workbook as a template; return the dialogs that stand open, the page on it among them."""
    source = folder / "本单位的表.xlsx"
    source.write_bytes(workbook_bytes(workbook()))
    desk.notifier.sources = [source]
    desk.trigger("actionTemplates")
    desk.find("templateLearn", QPushButton).click()
    desk.qtbot.waitUntil(
        lambda: any(each.objectName() == "learnPaperDialog" for each in desk.all(QDialog)), timeout=20_000
    )
    return desk.all(QDialog)
