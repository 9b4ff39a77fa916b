"""The findings as a Qt list model."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from selfeval_gui.commands import structure
from selfeval_gui.commands.edit import type_into_cell, type_into_field
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.document import Document
from selfeval_gui.item_models.finding_model import FindingModel
from tests.helpers.documents import nodes_of, open_sample


@pytest.fixture
def document(qapp: object) -> Document:
    return open_sample(3)


def codes(model: FindingModel) -> list[str]:
    return [model.index(place).data(Qt.ItemDataRole.UserRole) for place in range(model.rowCount())]


def test_a_row_says_place_and_sentence_and_holds_the_code(document: Document) -> None:
    model = document.findings
    assert codes(model) == [finding.code for finding in document.session.findings]
    place = codes(model).index("reason.missing")
    text = model.index(place).data()
    assert "偏差原因分析及改进措施：" in text
    assert text.count(" / ") == 3
    assert model.index(place).data(Qt.ItemDataRole.AccessibleTextRole) == f"警告：{text}"
    assert model.index(place).data(Role.NODE) == document.session.findings[place].node


def test_names_from_the_form_are_no_markup(document: Document) -> None:
    node = next(finding.node for finding in document.session.findings if finding.node)
    type_into_cell(document.indicators, node, "name", "<b>粗</b>")
    place = next(place for place, finding in enumerate(document.session.findings) if finding.node == node)
    assert "&lt;b&gt;" in document.findings.index(place).data(Qt.ItemDataRole.ToolTipRole)


def test_rows_that_stay_keep_their_place(document: Document) -> None:
    model = document.findings
    last = QPersistentModelIndex(model.index(model.rowCount() - 1))
    text = last.data()
    reset = QSignalSpy(model.modelReset)
    type_into_field(document.session, "department", "")
    type_into_field(document.session, "implementing_unit", "")
    assert last.data() == text
    assert reset.count() == 0


def test_only_rows_that_read_otherwise_are_announced(document: Document) -> None:
    """A view lays all of its rows out again at each announcement."""
    model, session = document.findings, document.session
    spy = QSignalSpy(model.dataChanged)
    found = {finding.node for finding in session.findings}
    faultless = next(node for node in nodes_of(document, 3) if node not in found)
    type_into_cell(document.indicators, faultless, "actual", session.tree.node(faultless).actual + " ")
    assert spy.count() == 0
    type_into_cell(document.indicators, nodes_of(document, 1)[0], "name", "另一个名称")
    assert spy.count() == 1  # findings are named by their place


def test_stale_rows_are_harmless(document: Document) -> None:
    model = document.findings
    stale = model.index(model.rowCount() - 1)
    structure.remove(document.indicators, nodes_of(document, 1))
    assert model.finding_at(stale) is None
    assert stale.data() is None
    assert model.finding_at(QModelIndex()) is None


def test_random_edits_under_the_tester(document: Document) -> None:
    tester = QAbstractItemModelTester(document.findings, QAbstractItemModelTester.FailureReportingMode.Fatal)
    dice = random.Random(4)
    for _ in range(120):
        act = dice.randrange(5)
        leaves = nodes_of(document, 3)
        if act == 0 and len(leaves) > 2:
            structure.remove(document.indicators, [dice.choice(leaves)])
        elif act == 1:
            structure.add_sibling(document.indicators, dice.choice(leaves))
        elif act == 2:
            document.session.stack.undo()
        else:
            field = dice.choice(["weight", "score", "reason", "target"])
            type_into_cell(document.indicators, dice.choice(leaves), field, dice.choice(["", "5", "20", "-1"]))
        found = document.session.shown
        assert codes(document.findings) == [finding.code for finding in found]
        assert [document.findings.finding_at(document.findings.index(place)) for place in range(len(found))] == found
    del tester
