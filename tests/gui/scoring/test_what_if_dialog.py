"""The what-if table: every rule set with total and grade, and 折算 to one of them as one undo step."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import type_into_cell
from selfeval_gui.domain.tree import level_three
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.storage.codec import encode
from selfeval_gui.views.basics.tree_rows import rows_below, top_rows
from tests.helpers.desk import Desk

MOF = "mof-2020"


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    return Desk(qtbot, samples)


def show(desk: Desk, number: int) -> QTreeWidget:
    assert desk.window.place.root is not None
    desk.window.current.show(sorted(desk.window.place.root.glob("*.json"))[number - 1])
    desk.trigger("actionWhatIf")
    return table(desk)


def table(desk: Desk) -> QTreeWidget:
    return next(each for each in desk.all(QTreeWidget) if each.objectName() == "whatIfTable" and each.isVisible())


def line(view: QTreeWidget, rule_set: str) -> QTreeWidgetItem:
    name = presets()[rule_set].name
    return next(item for item in top_rows(view) if item.text(0).startswith(name))


def texts(item: QTreeWidgetItem) -> list[str]:
    return [item.text(column) for column in range(item.columnCount())]


def convert(desk: Desk, view: QTreeWidget, rule_set: str) -> None:
    view.setCurrentItem(line(view, rule_set))
    button = next(each for each in desk.all(QPushButton) if each.objectName() == "whatIfConvert" and each.isVisible())
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("number", "indicators", "execution", "total", "grade", "rises"),
    [
        (1, "81.9", "9.24", "91.14", "优", False),
        (2, "80.1", "9.99", "90.09", "优", True),
        (5, "80.1", "10", "90.1", "优", True),
        (14, "79.2", "8.38", "87.58", "良", False),
    ],
)
def test_the_seeds_under_the_ministry_rule(
    desk: Desk, number: int, indicators: str, execution: str, total: str, grade: str, rises: bool
) -> None:
    view = show(desk, number)
    assert view.topLevelItemCount() == len(presets())
    shown = texts(line(view, MOF))
    assert shown[1:5] == [indicators, execution, total, grade]
    assert shown[5].startswith("分值由 100 折算为 90")
    assert ("等级 良 → 优" in shown[5]) is rises
    assert line(view, "shanghai-2020").text(0).endswith("（本表口径）")


@pytest.mark.parametrize("number", [1, 2, 4, 5, 14])
def test_converting_makes_the_line_real_as_one_step(desk: Desk, number: int) -> None:
    view = show(desk, number)
    total = line(view, MOF).text(3)
    before = encode(desk.session.form)
    convert(desk, view, MOF)
    assert desk.session.form.rule_set == MOF
    assert desk.label("totalScore") == total
    assert desk.label("totalWeight") == "100"
    leaves = list(level_three(desk.session.form.indicators))
    assert sum(leaf.weight or 0 for leaf in leaves) == 90
    assert all(leaf.score is not None and leaf.weight is not None and leaf.score <= leaf.weight for leaf in leaves)
    assert "weight.total" not in [finding.code for finding in desk.session.findings]
    assert desk.session.stack.count() == 1
    assert desk.session.stack.undoText() == f"按“{presets()[MOF].name}”折算"
    after = encode(desk.session.form)
    for _round in range(2):
        desk.session.stack.undo()
        assert encode(desk.session.form) == before
        desk.session.stack.redo()
        assert encode(desk.session.form) == after


def test_rows_that_the_rule_set_scores_otherwise_are_listed(desk: Desk) -> None:
    view = show(desk, 1)
    view.window().close()
    page = desk.window.pages.form_page()
    model = page.tree.indicator_model()
    assert model is not None
    leaf = next(iter(level_three(desk.session.form.indicators)))
    for field, text in (("target", "≤10次"), ("actual", "15次"), ("score", "10.00")):
        type_into_cell(model, leaf.id, field, text)
    desk.trigger("actionWhatIf")
    item = line(table(desk), "regional-demo")
    assert "1 行给分不同" in item.text(5)
    child = rows_below(item)[0]
    assert child.text(0) == leaf.name
    assert child.text(5) == "现在 10.00，这里 6.75：反向：(1 − (15 − 10)/10) × 13.5 = 6.75"
    total = item.text(3)
    table(desk).setCurrentItem(child)
    button = next(each for each in desk.all(QPushButton) if each.objectName() == "whatIfConvert" and each.isVisible())
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.session.tree.node(leaf.id).score == Decimal("6.75")
    assert desk.label("totalScore") == total


def test_closing_changes_nothing(desk: Desk) -> None:
    view = show(desk, 1)
    view.setCurrentItem(line(view, MOF))
    close = next(each for each in desk.all(QPushButton) if each.objectName() == "whatIfClose" and each.isVisible())
    desk.qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert desk.session.is_clean
    assert not view.isVisible()


def test_it_needs_a_form(desk: Desk) -> None:
    assert not desk.action("actionWhatIf").isEnabled()
