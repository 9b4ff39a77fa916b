"""The fund table as a Qt model."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from selfeval_gui.commands.edit import type_into_cell, type_into_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.item_models.columns import FUND_FIELD, Role
from selfeval_gui.item_models.document import Document
from selfeval_gui.item_models.fund_model import FundModel
from selfeval_gui.rules import accepted
from selfeval_gui.rules.accepted import Cell, by_cell
from selfeval_gui.rules.finding import Finding, Severity
from tests.helpers.documents import blank_form, open_form, open_sample


@pytest.fixture
def document(qapp: object) -> Document:
    return open_sample(1)


def row(model: FundModel, number: int) -> list[str]:
    return [str(model.index(number, column).data()) for column in range(len(FUND_FIELD))]


def test_it_shows_amounts_rate_and_score(document: Document) -> None:
    assert row(document.funds, 0) == ["110", "110", "101.64", "10", "92.40%", "10"]
    assert row(document.funds, 1) == ["", "", "", "—", "", "—"]


def test_headings(document: Document) -> None:
    horizontal = [document.funds.headerData(column, Qt.Orientation.Horizontal) for column in range(6)]
    assert horizontal == ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    assert document.funds.headerData(0, Qt.Orientation.Vertical) == "年度资金总额"


def test_only_what_is_typed_can_be_edited(document: Document) -> None:
    editable = [
        [bool(document.funds.index(place, column).flags() & Qt.ItemFlag.ItemIsEditable) for column in range(6)]
        for place in range(4)
    ]
    assert editable == [[True, True, True, True, False, True], *[[True, True, True, False, False, False]] * 3]


def test_a_blank_score_shows_the_computed_one_quietly(document: Document) -> None:
    type_into_field(document.session, "funds.total.score", "")
    score = document.funds.index_of("funds.total.score")
    assert (score.data(), score.data(Qt.ItemDataRole.EditRole), score.data(Role.COMPUTED)) == ("9.24", "", True)


def test_a_budget_of_nothing_gives_no_rate_and_a_mark(document: Document) -> None:
    for text in ("0", ""):
        type_into_field(document.session, "funds.total.annual_budget", text)
        assert document.funds.index_of("printed.execution_rate").data() == ""
        assert document.funds.index_of("funds.total.annual_budget").data(Role.SEVERITY) == "warning"


def test_a_printed_rate_is_shown_only_where_it_differs(document: Document) -> None:
    rate = document.funds.index_of("printed.execution_rate")
    assert rate.data() == "92.40%"
    document.session.form.printed.execution_rate = Decimal("93.1")
    type_into_field(document.session, "funds.total.weight", "9")
    assert rate.data() == "92.40%（原表 93.1%）"
    assert rate.data(Role.SEVERITY) == "error"


def test_setting_data_asks_and_changes_nothing(document: Document) -> None:
    spy = QSignalSpy(document.funds.edit_requested)
    assert not document.funds.setData(document.funds.index(0, 2), "99")
    assert not document.funds.setData(document.funds.index(0, 4), "99")
    assert spy.count() == 1
    assert [spy.at(0)[0], spy.at(0)[1]] == ["funds.total.executed", "99"]
    assert document.funds.index(0, 2).data() == "101.64"


def test_every_field_finds_its_cell(document: Document) -> None:
    model = document.funds
    for place in range(4):
        for column in range(3):
            index = model.index(place, column)
            assert model.index_of(str(index.data(Role.FIELD))) == index
    assert not model.index_of("project_name").isValid()
    assert not model.index_of("funds.unit").isValid()


def test_edits_and_undo_under_the_tester(qapp: object) -> None:
    document = open_form(blank_form())
    tester = QAbstractItemModelTester(document.funds, QAbstractItemModelTester.FailureReportingMode.Fatal)
    type_into_field(document.session, "funds.total.annual_budget", "100")
    type_into_field(document.session, "funds.total.executed", "53.36")
    assert document.funds.index(0, 4).data() == "53.36%"
    document.session.stack.undo()
    assert document.funds.index(0, 4).data() == ""
    del tester


def test_findings_are_grouped_once_a_step(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    """The session does it, for the tree, the fund table and the form page alike."""
    grouped = []

    def counted(findings: list[Finding]) -> dict[Cell, tuple[Finding, ...]]:
        grouped.append(len(findings))
        return by_cell(findings)

    monkeypatch.setattr(accepted, "by_cell", counted)
    type_into_field(document.session, "funds.total.executed", "200")
    assert len(grouped) == 1
    assert (None, "funds.total.executed") in document.session.marks
    assert document.funds.index(0, FUND_FIELD.index("executed")).data(Role.SEVERITY) == Severity.WARNING


def test_a_step_is_announced_where_the_table_shows_something_else(document: Document) -> None:
    """An amount and its undo change what is shown; a score in the tree changes nothing here."""
    told = QSignalSpy(document.funds.dataChanged)
    leaf = NodeId(document.session.form.indicators[0].children[0].children[0].id)
    type_into_cell(document.indicators, leaf, "score", "14")
    assert told.count() == 0
    type_into_field(document.session, "funds.total.executed", "100")
    assert told.count() == 1
    first, last = told.at(0)[:2]
    assert (first.row(), first.column(), last.row(), last.column()) == (0, 0, 3, 5)
    document.session.stack.undo()
    assert told.count() == 2
    type_into_field(document.session, "funds.parts.appropriation.executed", "1")  # one part alone is not the total
    assert told.count() == 3
