"""The list of findings: counts, the way to the place, adopting the computed value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QPushButton
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.views.form.fund_table import FundTable
from tests.helpers.documents import blank_form, nodes_of, open_form, open_sample, sample_form
from tests.helpers.form_desk import Desk

Key = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, open_sample(1))


def found(desk: Desk) -> QListView:
    return desk.part(QListView, "findingList")


def row_of(desk: Desk, code: str) -> int:
    return [finding.code for finding in desk.session.findings].index(code)


def double_click(desk: Desk, code: str) -> None:
    view = found(desk)
    index = view.model().index(row_of(desk, code), 0)
    view.scrollTo(index)
    place = view.visualRect(index).center()
    desk.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_it_lists_sentences_with_their_codes(desk: Desk) -> None:
    model = found(desk).model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    assert [row.data(Qt.ItemDataRole.UserRole) for row in rows] == ["execution.score", "band.degree_word"]
    assert rows[0].data().startswith("项目资金 / 年度资金总额 / 得分：")
    assert desk.label("findingCounts") == "2 个警告"


def test_counts_follow_the_form(desk: Desk) -> None:
    desk.document.indicators.edit_requested.emit(desk.leaves[0], "weight", "12")
    assert desk.label("findingCounts") == "3 个错误 · 2 个警告"
    assert desk.label("totalGrade") == "还差 3"


def test_nothing_found_is_said(qtbot: QtBot) -> None:
    form = sample_form(1)
    form.funds.total.score = None
    desk = Desk(qtbot, open_form(form))
    worst = next(finding for finding in desk.session.findings if finding.node)
    desk.document.indicators.edit_requested.emit(str(worst.node), "score", "8")
    desk.session.form.printed.total_score = None
    desk.document.funds.edit_requested.emit("funds.total.weight", "9")
    assert desk.session.findings == []
    assert desk.label("findingCounts") == "没有发现问题"
    assert not desk.part(QPushButton, "findingGo").isVisible()


def test_a_double_click_goes_to_the_cell_of_the_tree(desk: Desk) -> None:
    finding = desk.session.findings[row_of(desk, "band.degree_word")]
    desk.tree.collapseAll()
    double_click(desk, "band.degree_word")
    assert desk.current() == (finding.node, "score")
    assert QApplication.focusWidget() is desk.tree
    assert desk.tree.viewport().rect().intersects(desk.tree.visualRect(desk.tree.currentIndex()))


def test_enter_goes_to_the_cell_of_the_fund_table_and_unfolds_it(desk: Desk) -> None:
    view = found(desk)
    view.setFocus()
    view.setCurrentIndex(view.model().index(row_of(desk, "execution.score"), 0))
    assert "funds" in desk.page.fold_state()
    desk.key(Key.Key_Return)
    table = desk.part(FundTable, "fundTable")
    assert table.isVisible()
    assert QApplication.focusWidget() is table
    assert table.currentIndex() == desk.document.funds.index_of("funds.total.score")


def test_the_button_goes_to_the_chosen_finding_or_the_first(desk: Desk) -> None:
    desk.qtbot.mouseClick(desk.part(QPushButton, "findingGo"), Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is desk.part(FundTable, "fundTable")


def test_every_finding_has_a_place_to_go(qtbot: QtBot) -> None:
    desk = Desk(qtbot, open_form(blank_form()))
    desk.act("AddChild")
    desk.act("AddChild")
    desk.act("AddChild")
    desk.session.form.printed.total_score = Decimal(3)
    desk.session.form.printed.total_weight = Decimal(3)
    desk.document.indicators.edit_requested.emit(nodes_of(desk.document, 3)[0], "weight", "-5")
    fields = {finding.field for finding in desk.session.findings}
    assert {"project_name", "year", "department", "expected_goal", "total.weight", "weight", "name"} <= fields
    for finding in list(desk.session.findings):
        found(desk).setFocus()
        desk.page.go_to(finding.node or "", finding.field)
        assert QApplication.focusWidget() is not found(desk), finding
    desk.page.go_to("", "year")
    assert QApplication.focusWidget() is desk.part(QLineEdit, "fieldYear")


# ---- adopting --------------------------------------------------------------------------------------------------------


def adopt(desk: Desk) -> QPushButton:
    return desk.part(QPushButton, "findingAdopt")


def test_a_printed_total_can_give_way_to_the_computed_one(qtbot: QtBot) -> None:
    form = sample_form(1)
    form.printed.total_score = Decimal(88)
    desk = Desk(qtbot, open_form(form))
    assert not adopt(desk).isVisible()
    found(desk).setFocus()
    found(desk).setCurrentIndex(found(desk).model().index(row_of(desk, "total.mismatch"), 0))
    assert adopt(desk).isVisible()
    desk.qtbot.mouseClick(adopt(desk), Qt.MouseButton.LeftButton)
    assert desk.session.form.printed.total_score is None
    assert "total.mismatch" not in [finding.code for finding in desk.session.findings]
    assert desk.session.stack.undoText() == "采用计算值"
    assert QApplication.focusWidget() is not desk.tree
    desk.session.stack.undo()
    assert desk.session.form.printed.total_score == 88


def test_a_printed_rate_can_give_way_too(desk: Desk) -> None:
    desk.document.funds.edit_requested.emit("funds.total.executed", "99")
    found(desk).setCurrentIndex(found(desk).model().index(row_of(desk, "rate.mismatch"), 0))
    desk.qtbot.mouseClick(adopt(desk), Qt.MouseButton.LeftButton)
    assert desk.session.form.printed.execution_rate is None
    assert desk.document.funds.index_of("printed.execution_rate").data() == "90.00%"


def test_other_findings_offer_nothing_to_adopt(desk: Desk) -> None:
    for row in range(2):
        found(desk).setCurrentIndex(found(desk).model().index(row, 0))
        assert not adopt(desk).isVisible()


def test_names_with_signs_are_shown_as_they_are(desk: Desk) -> None:
    node = NodeId(str(desk.session.findings[1].node))
    desk.document.indicators.edit_requested.emit(node, "name", "<b>长效</b>")
    assert "<b>长效</b>" in found(desk).model().index(1, 0).data()
