"""Quick fixes: previewed on the button and in the menus, one undo step each, offered only where it is arithmetic."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QPushButton
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import type_into_cell, type_into_field
from selfeval_gui.commands.rule_set import choose_rule_set
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.item_models.columns import Role
from selfeval_gui.rules.rule_set import presets
from tests.helpers.documents import nodes_of, open_sample
from tests.helpers.form_desk import Desk


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot, open_sample(1))


def choose(desk: Desk, code: str) -> QPushButton:
    """Click on the first finding of a code and return the button of its fix."""
    view = desk.part(QListView, "findingList")
    index = view.model().index([finding.code for finding in desk.session.findings].index(code), 0)
    view.scrollTo(index)
    desk.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    return desk.part(QPushButton, "findingFix")


def click(desk: Desk, button: QPushButton) -> None:
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def write(desk: Desk, number: int, field: str, text: str) -> NodeId:
    type_into_cell(desk.document.indicators, desk.leaves[number], field, text)
    return desk.leaves[number]


def test_the_computed_execution_score_is_taken(desk: Desk) -> None:
    button = choose(desk, "execution.score")
    assert button.isVisible()
    assert button.text() == "得分 10 → 9.24"
    click(desk, button)
    total = desk.session.form.funds.total
    assert total.score == Decimal("9.24")
    assert "execution.score" not in [finding.code for finding in desk.session.findings]
    assert not button.isVisible()
    for _round in range(2):
        desk.session.stack.undo()
        assert total.score == 10
        desk.session.stack.redo()
        assert total.score == Decimal("9.24")


def test_a_finding_that_is_no_arithmetic_offers_nothing(desk: Desk) -> None:
    assert not choose(desk, "band.degree_word").isVisible()


def test_the_missing_weight_goes_to_the_chosen_row(desk: Desk) -> None:
    write(desk, 0, "weight", "12")
    node = desk.leaves[2]
    desk.go(2, "name")
    before = desk.session.tree.node(node).weight
    assert before is not None
    button = choose(desk, "weight.total")
    assert button.text().endswith(f"分值 {before} → {before + 3}")
    steps = desk.session.stack.count()
    click(desk, button)
    assert desk.session.tree.node(node).weight == before + 3
    assert desk.session.stack.count() == steps + 1
    assert desk.label("totalWeight") == "100"
    desk.session.stack.undo()
    assert desk.session.tree.node(node).weight == before


def test_without_a_row_the_button_says_what_to_do(desk: Desk) -> None:
    write(desk, 0, "weight", "12")
    desk.tree.go_to(nodes_of(desk.document, 1)[0], "name")
    button = choose(desk, "weight.total")
    assert button.isVisible()
    assert not button.isEnabled()
    assert button.text() == "差额给选中的行"
    desk.go(1, "name")
    assert button.isEnabled()


def test_a_surplus_that_a_row_cannot_give_is_not_offered(desk: Desk) -> None:
    write(desk, 0, "weight", "60")
    desk.go(1, "name")
    assert not choose(desk, "weight.total").isEnabled()
    desk.go(0, "name")
    assert choose(desk, "weight.total").isEnabled()


def test_the_rest_of_a_level_goes_to_a_row_below_it(desk: Desk) -> None:
    type_into_field(desk.session, "rule_set", "mof-2020")
    write(desk, 0, "weight", "10")
    finding = next(each for each in desk.session.findings if each.code == "weight.level")
    assert desk.session.tree.path(desk.leaves[0])[0].id == finding.node
    desk.go(0, "name")
    choose(desk, "weight.level")
    rest = Decimal(str(finding.expected)) - Decimal(str(finding.actual))
    click(desk, desk.part(QPushButton, "findingFix"))
    assert desk.session.tree.node(desk.leaves[0]).weight == 10 + rest


def test_a_row_of_the_tree_can_take_the_rest_itself(desk: Desk) -> None:
    action = desk.page.tree_actions.by_name["actionGiveWeight"]
    desk.go(1, "name")
    assert not action.isEnabled()
    node = write(desk, 0, "weight", "12")
    desk.go(0, "weight")
    assert action.isEnabled()
    assert action.text() == "分值补到这一行（改为 15）"
    action.trigger()
    assert desk.session.tree.node(node).weight == 15
    assert not action.isEnabled()
    assert desk.session.stack.undoText() == "修改分值 12→15"


def test_a_missing_score_is_filled_in_where_the_rule_set_gives_one(desk: Desk) -> None:
    write(desk, 0, "target", "≥50场")
    write(desk, 0, "actual", "25场")
    node = write(desk, 0, "score", "")
    button = choose(desk, "score.missing")
    assert button.text().endswith("得分 空白 → 7.50")
    click(desk, button)
    assert desk.session.tree.node(node).score == Decimal("7.50")


def test_more_than_the_weight_becomes_what_the_rule_set_gives(desk: Desk) -> None:
    write(desk, 0, "target", "≥50场")
    write(desk, 0, "actual", "25场")
    node = write(desk, 0, "score", "16")
    button = choose(desk, "score.over_weight")
    assert button.text().endswith("得分 16 → 7.50")  # 25 ÷ 50 × 15
    click(desk, button)
    assert desk.session.tree.node(node).score == Decimal("7.50")
    write(desk, 0, "actual", "较好")  # no number: how much of the weight is right a person says
    write(desk, 0, "score", "16")
    assert not choose(desk, "score.over_weight").isVisible()


def test_the_menu_of_the_list_holds_what_the_buttons_do(desk: Desk) -> None:
    choose(desk, "execution.score")
    view = desk.part(QListView, "findingList")
    texts = [action.text() for action in view.actions() if action.isVisible()]
    assert texts == ["定位", "怎么改…", "得分 10 → 9.24", "接受…"]
    next(action for action in view.actions() if action.text().startswith("得分")).trigger()
    assert desk.session.form.funds.total.score == Decimal("9.24")


def test_the_sum_of_the_parts_becomes_the_total(desk: Desk) -> None:
    type_into_field(desk.session, "funds.parts.appropriation.annual_budget", "100")
    type_into_field(desk.session, "funds.parts.other.annual_budget", "12.5")
    button = choose(desk, "funds.parts")
    assert button.text() == "全年预算数 110 → 112.5"
    click(desk, button)
    assert desk.session.form.funds.total.annual_budget == Decimal("112.5")
    assert "funds.parts" not in [finding.code for finding in desk.session.findings]
    desk.session.stack.undo()
    assert desk.session.form.funds.total.annual_budget == 110


def test_a_target_that_was_met_gets_full_marks(desk: Desk) -> None:
    node = write(desk, 0, "score", "14")
    assert desk.session.tree.node(node).weight == 15
    button = choose(desk, "met.deducted")
    assert button.text().endswith("得分 14 → 15")
    click(desk, button)
    assert desk.session.tree.node(node).score == 15
    assert "met.deducted" not in [finding.code for finding in desk.session.findings]


def test_the_computed_value_is_previewed_before_it_is_adopted(desk: Desk) -> None:
    type_into_field(desk.session, "funds.total.executed", "55")
    choose(desk, "rate.mismatch")
    adopt = desk.part(QPushButton, "findingAdopt")
    assert adopt.text() == "采用计算值 50"  # 55 of 110
    click(desk, adopt)
    assert desk.session.form.printed.execution_rate is None
    desk.session.stack.undo()
    assert desk.session.form.printed.execution_rate == Decimal("92.40")


def test_a_form_on_the_other_basis_is_judged_by_the_other_rule_set_at_one_click(desk: Desk) -> None:
    choose_rule_set(desk.session, presets()["mof-2020"])
    before = [each.code for each in desk.session.findings]
    assert before[:4] == ["weight.total", *["weight.level"] * 3]
    button = choose(desk, "weight.total")
    assert button.text() == "改用“上海 2020（指标合计 100，执行率另计）”"
    view = desk.part(QListView, "findingList")
    assert [view.model().index(row, 0).data(Role.FOLLOWS) for row in range(4)] == [False, True, True, True]
    assert view.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("由“分值合计不对”引起。")
    click(desk, button)
    assert desk.session.form.rule_set == "shanghai-2020"
    assert not {"weight.total", "weight.level"} & {each.code for each in desk.session.findings}
    for _round in range(2):
        desk.session.stack.undo()
        assert [each.code for each in desk.session.findings] == before
        desk.session.stack.redo()
        assert desk.session.form.rule_set == "shanghai-2020"
