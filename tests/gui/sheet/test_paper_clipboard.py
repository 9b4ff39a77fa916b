"""Blocks copied on the paper and pasted there: every cell comes where it belongs, in all templates."""

from __future__ import annotations

import random
from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.fields import INDICATOR_FIELDS, FieldRef, get_field, show_field
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three, walk
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.views.sheet.paper_clipboard import columns_of
from tests.helpers.documents import blank_form, open_form
from tests.helpers.paper_desk import PaperDesk

Key = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Row = tuple[str, ...]

WITH_FUNDS = [
    name
    for name, template in presets().items()
    if template.fund_columns or any(slot.field.startswith("funds.") for row in template.block_rows for slot in row)
]


def numbered_form(template: str) -> Form:
    """Return a form of 12 indicators in which no two texts or numbers are alike."""

    def leaf(number: int) -> Indicator:
        return Indicator(
            id=f"leaf{number}",
            name=f"指标 {number}",
            target=f"≥{number + 50}%",
            actual=f"{number + 70}%",
            weight=Decimal(number + 100),
            score=Decimal(number + 200),
            reason=f"说明 {number}",
        )

    twos = [
        Indicator(id=f"two{two}", name=f"{word}指标", children=[leaf(two * 3 + row) for row in range(3)])
        for two, word in enumerate(("数量", "质量", "社会效益", "生态效益"))
    ]
    tops = [
        Indicator(id="one0", name="产出指标", children=twos[:2]),
        Indicator(id="one1", name="效益指标", children=twos[2:]),
    ]
    return Form(id="numbered", template=template, year=2020, project_name="编了号的表", indicators=tops)


def columns(template: str) -> list[str]:
    return [name for name in columns_of(presets()[template]) if name in INDICATOR_FIELDS]


def content(desk: PaperDesk, fields: Iterable[str] = INDICATOR_FIELDS) -> list[Row]:
    """Return every indicator: its level and what stands in its cells."""
    form = desk.session.form
    return [
        (str(level), *(show_field(getattr(node, field)) for field in fields)) for node, level in walk(form.indicators)
    ]


def copy_block(desk: PaperDesk, first: tuple[str, str], last: tuple[str, str]) -> None:
    desk.at(*first)
    desk.click_paper(*last, SHIFT)
    desk.key(Key.Key_C, CTRL)


def test_the_central_form_has_columns_in_an_order_of_its_own() -> None:
    assert columns("central-2016") == ["name", "weight", "target", "actual", "score", "reason"]


def stands_apart(template: str) -> bool:
    """Tell whether 实际完成值 stands among the columns of 年度指标值, so that a block with one may hold the other, too."""
    fields = [each.partition(".")[0] for each in presets()[template].indicator_columns]
    return [field for field, _columns in groupby(fields)].count("target") > 1


@pytest.mark.parametrize("template", [name for name in presets() if not stands_apart(name)])
def test_any_block_of_indicators_comes_out_equal_elsewhere(qtbot: QtBot, template: str) -> None:
    chance, names = random.Random(7), columns(template)
    for _ in range(6):
        desk = PaperDesk(qtbot, open_form(numbered_form(template)))
        leaves = list(level_three(desk.session.form.indicators))
        left, right = sorted(chance.choices(range(len(names)), k=2))
        top, bottom = sorted(chance.choices(range(6), k=2))
        to = chance.randrange(len(leaves) - (bottom - top))
        expected = [[show_field(getattr(leaf, field)) for field in INDICATOR_FIELDS] for leaf in leaves]
        fields = list(INDICATOR_FIELDS)
        block = [
            [expected[row][fields.index(name)] for name in names[left : right + 1]] for row in range(top, bottom + 1)
        ]
        for down, row in enumerate(block):
            for name, text in zip(names[left : right + 1], row, strict=True):
                expected[to + down][fields.index(name)] = text
        copy_block(desk, (leaves[top].id, names[left]), (leaves[bottom].id, names[right]))
        desk.at(leaves[to].id, names[left])
        desk.key(Key.Key_V, CTRL)
        now = level_three(desk.session.form.indicators)
        assert [[show_field(getattr(leaf, field)) for field in fields] for leaf in now] == expected, (left, right, to)
        desk.page.close()


@pytest.mark.parametrize("template", presets())
def test_a_whole_table_comes_out_equal_in_an_empty_form(qtbot: QtBot, template: str) -> None:
    desk = PaperDesk(qtbot, open_form(numbered_form(template)))
    names = columns(template)
    wanted = content(desk, names)
    last = list(level_three(desk.session.form.indicators))[-1]
    copy_block(desk, ("one0", "name"), (last.id, names[-1]))
    desk.page.close()
    empty = blank_form()
    empty.template = template
    other = PaperDesk(qtbot, open_form(empty))
    other.page.ways.paper_parts()[-1].enter()
    other.key(Key.Key_V, CTRL)
    assert content(other, names) == wanted
    other.session.stack.undo()
    assert content(other) == []


@pytest.mark.parametrize("template", presets())
def test_a_block_on_a_blank_row_makes_rows(qtbot: QtBot, template: str) -> None:
    names = columns(template)
    form = numbered_form(template)
    form.indicators.append(Indicator(id="one2", name="满意度指标", children=[Indicator(id="two9", name="满意度")]))
    desk = PaperDesk(qtbot, open_form(form))
    leaves = list(level_three(form.indicators))
    copied = [[show_field(getattr(leaf, field)) for field in names] for leaf in leaves[1:4]]
    copy_block(desk, (leaves[1].id, "name"), (leaves[3].id, names[-1]))
    blank = desk.model.plan.find_opening(FieldRef(NodeId("two9"), "name"))
    desk.paper.make_current(desk.model.index_at(blank))
    desk.key(Key.Key_V, CTRL)
    made = desk.session.tree.children(NodeId("two9"))
    assert [[show_field(getattr(leaf, field)) for field in names] for leaf in made] == copied


def test_boxes_ticked_come_out_ticked(qtbot: QtBot) -> None:
    """On the paper of 运行监控 five columns are one field, so the block has more cells than fields."""
    form = numbered_form("monitoring")
    leaves = list(level_three(form.indicators))
    leaves[0].extra = {"偏差原因": "经费保障、其他", "完成目标可能性": "有可能", "备注": "待拨款"}
    leaves[2].extra = {"偏差原因": "人员保障"}
    wanted = [dict(leaf.extra) for leaf in leaves]
    desk = PaperDesk(qtbot, open_form(form))
    copy_block(desk, ("one0", "name"), (leaves[-1].id, "own.备注"))
    desk.page.close()
    empty = blank_form()
    empty.template = "monitoring"
    other = PaperDesk(qtbot, open_form(empty))
    other.page.ways.paper_parts()[-1].enter()
    other.key(Key.Key_V, CTRL)
    assert [leaf.extra for leaf in level_three(other.session.form.indicators)] == wanted


def ticked_desk(qtbot: QtBot) -> PaperDesk:
    form = numbered_form("monitoring")
    rows = list(level_three(form.indicators))
    rows[0].extra = {"偏差原因": "经费保障、其他", "完成目标可能性": "有可能"}
    return PaperDesk(qtbot, open_form(form))


def test_other_programs_get_a_column_for_each_word_that_is_ticked(qtbot: QtBot) -> None:
    desk = ticked_desk(qtbot)
    copy_block(desk, ("leaf0", "own.全年预计完成情况"), ("leaf1", "own.完成目标可能性"))
    lines = QApplication.clipboard().text().splitlines()
    assert lines == ["\t√\t\t\t\t√\t说明 0\t\t√\t", "\t\t\t\t\t\t说明 1\t\t\t"]
    desk.at("leaf4", "own.全年预计完成情况")
    desk.key(Key.Key_V, CTRL)
    rows = list(level_three(desk.session.form.indicators))
    assert {name: text for name, text in rows[4].extra.items() if text} == rows[0].extra
    assert (rows[4].reason, rows[5].reason) == ("说明 0", "说明 1")


def test_the_words_alone_are_copied_as_words_and_words_from_the_tree_are_taken_as_words(qtbot: QtBot) -> None:
    desk = ticked_desk(qtbot)
    desk.at("leaf0", "own.偏差原因")
    desk.key(Key.Key_C, CTRL)
    assert QApplication.clipboard().text().strip() == "经费保障、其他"
    desk.at("leaf3", "own.偏差原因")
    desk.key(Key.Key_V, CTRL)
    QApplication.clipboard().setText("人员保障\t等人\n经费保障、其他\t等钱\n")
    desk.at("leaf4", "own.偏差原因")
    desk.key(Key.Key_V, CTRL)
    rows = list(level_three(desk.session.form.indicators))
    assert [row.extra.get("偏差原因", "") for row in rows[3:6]] == ["经费保障、其他", "人员保障", "经费保障、其他"]
    assert [row.reason for row in rows[4:6]] == ["等人", "等钱"]


def test_a_single_text_on_a_blank_row_makes_one_row(qtbot: QtBot) -> None:
    form = blank_form()
    form.indicators = [Indicator(id="one", name="产出指标", children=[Indicator(id="two", name="数量指标")])]
    desk = PaperDesk(qtbot, open_form(form))
    desk.page.ways.paper_parts()[-1].enter()
    QApplication.clipboard().setText("检查次数\r\n")
    desk.key(Key.Key_V, CTRL)
    assert [(row[0], row[1]) for row in content(desk)] == [("1", "产出指标"), ("2", "数量指标"), ("3", "检查次数")]
    (made,) = desk.session.tree.children(NodeId("two"))
    assert desk.current() == desk.here() == (made.id, "name")  # the tree, whose actions act on it, is there too


def test_names_of_levels_are_copied_once_and_cut_cells_keep_them(qtbot: QtBot) -> None:
    desk = PaperDesk(qtbot, open_form(numbered_form("central-2016")))
    desk.at("two0", "name")
    desk.click_paper("leaf2", "weight", SHIFT)
    desk.key(Key.Key_X, CTRL)
    text = QApplication.clipboard().text()
    assert text.splitlines() == ["数量指标\t指标 0\t100", "\t指标 1\t101", "\t指标 2\t102"]
    assert [(leaf.name, leaf.weight) for leaf in desk.session.tree.children(NodeId("two0"))] == [("", None)] * 3
    assert desk.session.tree.node(NodeId("two0")).name == "数量指标"


def test_a_paste_on_the_paper_leaves_the_names_of_levels_alone(qtbot: QtBot) -> None:
    desk = PaperDesk(qtbot, open_form(numbered_form("central-2016")))
    said: list[str] = []
    desk.page.said.connect(said.append)
    desk.at("two0", "name")
    QApplication.clipboard().setText("检查次数\r\n")
    desk.key(Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["层级的名称不能用粘贴来改，没有粘贴。要改名，请按 F2 或双击。"]
    assert desk.session.tree.node(NodeId("two0")).name == "数量指标"
    assert desk.session.is_clean


def test_fill_right_goes_along_the_columns_of_the_paper(qtbot: QtBot) -> None:
    """On this paper 分值 stands left of 年度指标值: the numbers fill, and a target takes nothing from the name."""
    desk = PaperDesk(qtbot, open_form(numbered_form("central-2016")))
    leaf = desk.session.tree.node(NodeId("leaf0"))
    leaf.target, leaf.actual, weight = "≥5场", "4场", leaf.weight
    desk.at("leaf0", "target")
    desk.key(Key.Key_R, CTRL)
    assert (leaf.target, leaf.actual, leaf.name) == ("≥5场", "4场", "指标 0")
    desk.at("leaf0", "weight")
    desk.click_paper("leaf0", "score", SHIFT)
    desk.key(Key.Key_R, CTRL)
    assert (leaf.target, leaf.actual, leaf.score) == ("≥5场", "4场", weight)
    desk.session.stack.undo()
    desk.at("leaf0", "actual")
    desk.key(Key.Key_R, CTRL)
    assert (leaf.target, leaf.actual) == ("≥5场", "≥5场")


@pytest.mark.parametrize("template", WITH_FUNDS)
def test_any_block_of_the_head_comes_out_equal_in_an_empty_form(qtbot: QtBot, template: str) -> None:
    form = numbered_form(template)
    form.department, form.implementing_unit, form.expected_goal, form.actual_outcome = "甲", "乙", "丙", "丁"
    for row, amounts in enumerate((form.funds.total, *(part for _name, part in form.funds.parts))):
        for column, field in enumerate(("initial_budget", "annual_budget", "executed")):
            setattr(amounts, field, Decimal(row * 10 + column + 1))
    desk = PaperDesk(qtbot, open_form(form))
    cells = [desk.model.plan.cell(number) for number in desk.model.plan.order]
    amounts = [
        each.field.name
        for each in cells
        if each.field is not None
        and each.field.node is None
        and each.field.name.startswith(("funds.total.", "funds.parts."))
    ]
    typed = [name for name in amounts if name.rpartition(".")[2] in {"initial_budget", "annual_budget", "executed"}]
    copy_block(desk, ("", typed[0]), ("", typed[-1]))
    desk.page.close()
    empty = blank_form()
    empty.template = template
    other = PaperDesk(qtbot, open_form(empty))
    other.at("", typed[0])
    other.key(Key.Key_V, CTRL)
    assert [get_field(other.session.form, name) for name in typed] == [get_field(form, name) for name in typed]
    assert not any(isinstance(each, QDialog) and each.isVisible() for each in QApplication.topLevelWidgets())
