"""Undoable changes: do, undo, redo, undo each; nothing where nothing changes; any sequence goes back byte by byte."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester

from selfeval_gui.commands import amounts, structure
from selfeval_gui.commands.accept import accept
from selfeval_gui.commands.arrange import rearrange
from selfeval_gui.commands.bulk import give_weights, rows_below
from selfeval_gui.commands.edit import (
    adopt_computed,
    clear_cells,
    clear_fields,
    fill_down,
    type_into_cell,
    type_into_field,
)
from selfeval_gui.commands.find_replace import replace_hits
from selfeval_gui.commands.insert import insert_copies, insert_planned
from selfeval_gui.commands.paste import overlay, paste_over
from selfeval_gui.commands.replace import replace_form
from selfeval_gui.domain.fields import FORM_FIELDS, INDICATOR_FIELDS, FieldKind, get_field
from selfeval_gui.domain.find import Query, find
from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.numbers import NotANumber, NumberTooLong
from selfeval_gui.domain.orders import placed, shifted, stepped
from selfeval_gui.domain.tree import Place, new_id, walk
from selfeval_gui.domain.weight_shares import STEPS, even_shares
from selfeval_gui.domain.words import MONEY_UNITS
from selfeval_gui.exchange.pasting.paste_plan import understand
from selfeval_gui.item_models.document import Document
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.rules.accepted import can_accept
from tests.helpers.documents import blank_form, move_step, nodes_of, open_form, open_sample, sample_form
from tests.helpers.judged_anew import Announced, assert_judged_anew

Change = Callable[[Document], None]


@pytest.fixture
def document(qapp: object) -> Document:
    return open_sample(1)


def leaf(document: Document, number: int = 0) -> NodeId:
    return nodes_of(document, 3)[number]


def edit_text(document: Document) -> None:
    type_into_cell(document.indicators, leaf(document), "reason", "第一行\n第二行")


def edit_number(document: Document) -> None:
    type_into_cell(document.indicators, leaf(document), "score", "１４．５０分")


def clear_number(document: Document) -> None:
    type_into_cell(document.indicators, leaf(document), "weight", "  ")


def edit_field(document: Document) -> None:
    type_into_field(document.session, "project_name", "另一个项目")


def edit_year(document: Document) -> None:
    type_into_field(document.session, "year", "２０２１年度")


def edit_amount(document: Document) -> None:
    type_into_field(document.session, "funds.parts.other.executed", "1,234.50 万元")


def choose_rule_set(document: Document) -> None:
    type_into_field(document.session, "rule_set", "mof-2020")


def choose_unit(document: Document) -> None:
    amounts.set_unit(document.session, "元")


def convert(document: Document) -> None:
    amounts.set_unit(document.session, "元")
    amounts.convert_amounts(document.session)


def adopt(document: Document) -> None:
    adopt_computed(document.session, "printed.total_score")


def clear_some_cells(document: Document) -> None:
    clear_cells(document.indicators, [(leaf(document), "weight"), (leaf(document, 1), "target")])


def clear_some_fields(document: Document) -> None:
    clear_fields(document.session, ["funds.total.score", "funds.total.executed", "funds.parts.other.executed"])


def add_level_one(document: Document) -> None:
    structure.add_child(document.indicators, None)


def add_child(document: Document) -> None:
    structure.add_child(document.indicators, nodes_of(document, 2)[1])


def add_sibling(document: Document) -> None:
    structure.add_sibling(document.indicators, leaf(document, 2))


def remove_one(document: Document) -> None:
    structure.remove(document.indicators, [leaf(document, 2)])


def remove_several(document: Document) -> None:
    structure.remove(document.indicators, [leaf(document), nodes_of(document, 1)[0], nodes_of(document, 1)[1]])


def move_down(document: Document) -> None:
    move_step(document.indicators, leaf(document), 1)


def move_up(document: Document) -> None:
    move_step(document.indicators, nodes_of(document, 1)[-1], -1)


def replace_all(document: Document) -> None:
    new = document.session.form.model_copy(deep=True)
    new.notes, new.indicators = "另一个版本", [*new.indicators[1:], Indicator(id="fresh", name="新的")]
    new.id, new.funds.unit = "anotherid", "元"
    assert replace_form(document.session, new, "恢复")


def move_several(document: Document) -> None:
    nodes = [leaf(document, number) for number in (3, 4)]
    orders = stepped(document.session.tree, nodes, 1)
    assert orders is not None
    rearrange(document.indicators, orders, nodes)


def move_several_to(document: Document) -> None:
    nodes = [leaf(document, number) for number in (0, 3, 5)]
    orders = placed(document.session.tree, nodes, Place(document.session.tree.parent(leaf(document, 1)), 1))
    assert orders is not None
    rearrange(document.indicators, orders, nodes)


def fill(document: Document) -> None:
    fill_down(document.indicators, [[(leaf(document, number), "target") for number in range(2, 5)]])


ONE_STEP: list[Change] = [
    *(edit_text, edit_number, clear_number, edit_field, edit_year, edit_amount, choose_rule_set, choose_unit, adopt),
    *(clear_some_cells, clear_some_fields, add_level_one, add_child, add_sibling, remove_one, remove_several),
    *(move_down, move_up, replace_all, move_several, move_several_to, fill),
]


@pytest.mark.parametrize("change", [*ONE_STEP, convert], ids=lambda change: change.__name__)
def test_do_undo_redo_undo(document: Document, change: Change) -> None:
    session = document.session
    before, findings = session.frozen()[0], list(session.findings)
    change(document)
    after, steps = session.frozen()[0], session.stack.count()
    assert after != before
    assert steps == (2 if change is convert else 1)
    assert session.stack.undoText()
    for _ in range(2):
        for _step in range(steps):
            session.stack.undo()
        assert session.frozen()[0] == before
        assert session.findings == findings
        for _step in range(steps):
            session.stack.redo()
        assert session.frozen()[0] == after
    assert not session.is_clean
    for _step in range(steps):
        session.stack.undo()
    assert session.is_clean


@pytest.mark.parametrize("change", ONE_STEP, ids=lambda change: change.__name__)
def test_the_changed_cell_is_told_after_the_findings(document: Document, change: Change) -> None:
    told: list[tuple[str, str]] = []
    told_at: list[int] = []
    refreshed: list[int] = []

    def note_refresh() -> None:
        refreshed.append(len(told))

    def note(node: str, field: str) -> None:
        told.append((node, field))
        told_at.append(len(refreshed))

    document.session.refreshed.connect(note_refresh)
    document.session.touched.connect(note)
    change(document)
    document.session.stack.undo()
    document.session.stack.redo()
    assert len(told) == 3
    assert told_at == [1, 2, 3]


def test_what_changes_nothing_is_no_step(document: Document) -> None:
    session, node = document.session, leaf(document)
    indicator = session.tree.node(node)
    type_into_cell(document.indicators, node, "reason", indicator.reason)
    type_into_cell(document.indicators, node, "weight", f" {indicator.weight} 分")
    type_into_field(session, "project_name", session.form.project_name)
    type_into_field(session, "year", "2020年")
    type_into_field(session, "funds.total.executed", "101.64万元")
    amounts.set_unit(session, "万元")
    clear_cells(document.indicators, [(nodes_of(document, 3)[0], "reason")])
    clear_fields(session, ["funds.parts.other.executed", "notes"])
    structure.remove(document.indicators, [])
    move_step(document.indicators, nodes_of(document, 1)[0], -1)
    move_step(document.indicators, leaf(document, -1), 1)
    session.form.printed.total_score = None
    adopt_computed(session, "printed.total_score")
    assert session.stack.count() == 0
    assert session.is_clean


def test_amounts_of_rows_that_a_template_adds_are_converted_too(document: Document) -> None:
    session = document.session
    session.form.funds.total.executed = None
    session.form.extra = {"单位资金.executed": "1.25", "单位资金.annual_budget": "待定", "评价结论": "12"}
    amounts.set_unit(session, "元")
    amounts.convert_amounts(session)
    assert session.form.extra == {"单位资金.executed": "12500", "单位资金.annual_budget": "待定", "评价结论": "12"}
    session.stack.undo()
    assert session.form.extra["单位资金.executed"] == "1.25"


def test_a_text_in_a_field_that_a_template_adds_is_replaced(document: Document) -> None:
    session = document.session
    session.form.extra = {"项目负责人": "张三、李四"}
    query = Query("张三")
    assert replace_hits(document.indicators, list(find(session.form, query)), query, "王五") == 1
    assert session.form.extra == {"项目负责人": "王五、李四"}
    session.stack.undo()
    assert session.form.extra == {"项目负责人": "张三、李四"}


def test_other_places_are_another_number(document: Document) -> None:
    type_into_cell(document.indicators, leaf(document), "weight", "15.0")
    assert document.session.stack.count() == 1
    assert str(document.session.tree.node(leaf(document)).weight) == "15.0"


def test_what_is_no_number_changes_nothing(document: Document) -> None:
    for text in ("十五", "1.2.3", "1e5", "NaN", "-"):
        with pytest.raises(NotANumber):
            type_into_cell(document.indicators, leaf(document), "weight", text)
    with pytest.raises(NumberTooLong):
        type_into_field(document.session, "funds.total.executed", "1234567890123456")
    assert document.session.stack.count() == 0


def test_typing_in_one_visit_is_one_step(document: Document) -> None:
    session = document.session
    for text in ("新", "新项", "新项目"):
        type_into_field(session, "project_name", text, burst=1)
    assert session.stack.count() == 1
    type_into_field(session, "project_name", "新项目二", burst=2)
    assert session.stack.count() == 2
    type_into_field(session, "department", "某部门", burst=2)
    assert session.stack.count() == 3
    session.stack.undo()
    session.stack.undo()
    assert session.form.project_name == "新项目"


def test_typing_back_to_the_start_leaves_no_step(document: Document) -> None:
    session = document.session
    name = session.form.project_name
    for text in (name + "一", name + "一二", name):
        type_into_field(session, "project_name", text, burst=7)
    assert session.stack.count() == 0
    assert session.is_clean
    assert session.form.project_name == name


def test_typing_after_a_save_is_a_step_of_its_own(document: Document) -> None:
    session = document.session
    type_into_field(session, "notes", "一", burst=3)
    session.saved_as(session.path, "x", session.frozen()[1])
    assert session.is_clean
    type_into_field(session, "notes", "一二", burst=3)
    assert not session.is_clean
    session.stack.undo()
    assert session.is_clean
    assert session.form.notes == "一"


def test_steps_are_named(document: Document) -> None:
    stack = document.session.stack
    edit_number(document)
    assert stack.undoText() == "修改得分 15→14.50"
    edit_text(document)
    assert stack.undoText() == "修改偏差原因分析及改进措施"
    remove_one(document)
    assert stack.undoText() == "删除指标“项目完成及时性”"
    adopt(document)
    assert stack.undoText() == "采用计算值"


def test_conversion_is_exact_both_ways(document: Document) -> None:
    session = document.session
    convert(document)
    assert session.form.funds.total.executed == Decimal("1016400")
    assert str(session.form.funds.total.initial_budget) == "1100000"
    assert session.form.funds.parts.other.executed is None
    amounts.set_unit(session, "万元")
    amounts.convert_amounts(session)
    assert str(session.form.funds.total.executed) == "101.64"


def test_a_conversion_that_does_not_fit_changes_nothing(document: Document) -> None:
    session = document.session
    type_into_field(session, "funds.total.initial_budget", "0.000001")
    type_into_field(session, "funds.unit", "元")
    amounts.set_unit(session, "万元")
    steps, before = session.stack.count(), session.frozen()[0]
    with pytest.raises(NumberTooLong):
        amounts.convert_amounts(session)
    assert session.stack.count() == steps
    assert session.frozen()[0] == before


def test_moving_on_at_an_edge_goes_into_the_next_parent(document: Document) -> None:
    tree = document.session.tree
    first_two, next_two = nodes_of(document, 2)[:2]
    node = NodeId(tree.children(first_two)[-1].id)
    move_step(document.indicators, node, 1)
    assert tree.place(node) == Place(next_two, 0)
    move_step(document.indicators, node, -1)
    assert tree.parent(node) == first_two


def test_a_removed_parent_takes_its_rows_along_once(document: Document) -> None:
    top = nodes_of(document, 1)[0]
    below = [step.id for step in document.session.tree.children(top)]
    structure.remove(document.indicators, [*map(NodeId, below), top])
    assert document.session.stack.count() == 1
    assert document.session.stack.undoText().startswith("删除指标“")


TEXTS = st.sampled_from(["", "无", "15", "-5", "100%", "第一行\n第二行", "<b>", "比较及时", "及时", "  ", "𠮷\u00a0野"])
NUMBERS = st.sampled_from(["", "15", "15.0", "０", "-5", "12.5分", "1,234.5", "101.64", "100"])


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, int, int, str]:
    kind = draw(
        st.sampled_from(
            [
                *("cell", "field", "child", "sibling", "remove", "step", "move", "unit", "undo", "redo"),
                *("steps", "shift", "place", "fill", "replace"),
                *("paste rows", "paste table", "paste over", "weights", "typing", "find"),
            ]
        )
    )
    return kind, draw(st.integers(0, 40)), draw(st.integers(0, 40)), draw(st.one_of(TEXTS, NUMBERS))


def pick(items: list[NodeId], number: int) -> NodeId:
    return items[number % len(items)]


def apply(document: Document, kind: str, first: int, second: int, text: str) -> None:
    """Carry out one change; what is illegal there is left out."""
    session, model = document.session, document.indicators
    tree = session.tree
    nodes = [node for level in range(1, LEVELS + 1) for node in nodes_of(document, level)]
    if kind == "undo":
        session.stack.undo()
    elif kind == "redo":
        session.stack.redo()
    elif kind == "unit":
        amounts.set_unit(session, MONEY_UNITS[first % 2])
        if second % 2:
            try:
                amounts.convert_amounts(session)
            except NumberTooLong:
                return
    elif kind == "field":
        fields = [name for name, known in FORM_FIELDS.items() if known.kind is not FieldKind.YEAR]
        field = fields[first % len(fields)]
        fixed = {"funds.unit": "元", "status": "final", "rule_set": "mof-2020"}
        try:
            type_into_field(session, field, fixed.get(field, text), burst=second % 3)
        except NotANumber:
            assert FORM_FIELDS[field].kind.is_number
    elif kind == "replace":
        other = sample_form(1 + first % 14)
        other.notes = text
        replace_form(session, other, "恢复")
    elif kind.startswith("paste"):
        paste(document, kind, pick([*nodes, NodeId("")], first) or None, second, text)
    elif not nodes:
        structure.add_child(model, None)
    elif kind == "weights":
        rows = rows_below(model, [pick(nodes, first), pick(nodes, second)])
        give_weights(model, dict(zip(rows, even_shares(len(rows), Decimal(second), STEPS[first % 3]), strict=True)))
    elif kind == "typing":
        type_into_cell(model, pick(nodes, first % 3), "name", text, burst=1 + second % 2)
    elif kind == "find":
        query = Query("指标" if first % 2 else text)
        replace_hits(model, list(find(session.form, query)), query, "" if second % 2 else text)
    elif kind == "cell":
        field = list(INDICATOR_FIELDS)[second % len(INDICATOR_FIELDS)]
        try:
            type_into_cell(model, pick(nodes, first), field, text)
        except NotANumber:
            assert INDICATOR_FIELDS[field].kind.is_number
    elif kind == "child":
        parent = pick(nodes, first)
        if tree.can_have_children(parent):
            structure.add_child(model, parent)
    elif kind == "sibling":
        structure.add_sibling(model, pick(nodes, first))
    elif kind == "remove":
        structure.remove(model, [pick(nodes, first), pick(nodes, second)][: 1 + second % 2])
    elif kind == "step":
        move_step(model, pick(nodes, first), 1 if second % 2 else -1)
    elif kind in {"steps", "shift", "place"}:
        move_chosen(document, kind, [pick(nodes, first), pick(nodes, first + 1), pick(nodes, second)], second)
    elif kind == "fill":
        rows = [node for node in nodes_of(document, 3)][first % 5 : first % 5 + 1 + second % 7]
        field = list(INDICATOR_FIELDS)[second % len(INDICATOR_FIELDS)]
        fill_down(model, [[(node, field) for node in rows]] if rows else [])
    else:
        move_somewhere(document, pick(nodes, first), second)


def paste(document: Document, kind: str, current: NodeId | None, number: int, text: str) -> None:
    """Paste rows of a form, a table with a header, or a block over the cells from the current row on."""
    model, tree = document.indicators, document.session.tree
    if kind == "paste rows":
        level = 1 + number % LEVELS
        rows_to_copy = [row for row, depth in walk(sample_form(2).indicators) if depth == level][level - 1 : level + 1]
        insert_copies(model, [copy_of(row) for row in rows_to_copy], level, current)
        return
    header = [["一级指标", "二级指标", "三级指标", "分值", "年度指标值"]] if kind == "paste table" else []
    rows = [[f"产出{number % 3}", "数量指标", f"{text}{row}", "1.5", text] for row in range(1 + number % 3)]
    if header:
        insert_planned(model, understand([*header, *rows]).rows, current)
    elif current is not None:
        plan = understand(rows, ["name", "target", "actual", "weight", "reason"])
        paste_over(model, overlay(tree, plan, current))


def copy_of(row: Indicator) -> Indicator:
    """Return a copy of a subtree with ids of its own."""
    copy = row.model_copy(deep=True)
    for each, _level in walk([copy]):
        each.id = new_id()
    return copy


def move_chosen(document: Document, kind: str, nodes: list[NodeId], number: int) -> None:
    tree = document.session.tree
    chosen = tree.topmost({node for node in nodes if tree.level(node) == tree.level(nodes[0])})
    if kind == "steps":
        orders = stepped(tree, chosen, 1 if number % 2 else -1)
    elif kind == "shift":
        orders = shifted(tree, chosen[:1], 1 if number % 2 else -1)
    else:
        parents = [each for each in (None, *nodes_of(document, 1), *nodes_of(document, 2))]
        parent = parents[number % len(parents)]
        orders = placed(tree, chosen, Place(parent, number % (len(tree.children(parent)) + 1)))
    if orders is not None:
        rearrange(document.indicators, orders, chosen)


def move_somewhere(document: Document, node: NodeId, number: int) -> None:
    tree = document.session.tree
    parents = [each for each in (None, *nodes_of(document, 1), *nodes_of(document, 2)) if tree.can_move(node, each)]
    parent = parents[number % len(parents)]
    room = len(tree.children(parent)) + (tree.parent(node) != parent)
    to = Place(parent, number % room)
    if to != tree.place(node):
        same = tree.parent(node) == parent and to.row > tree.place(node).row
        orders = placed(tree, [node], Place(parent, to.row + same))
        assert orders is not None
        rearrange(document.indicators, orders, [node])


# The testers walk the whole model at each announcement: up to a minute on a busy machine. A time limit that raises in the
# main thread would strike inside a Python method that C++ called, Qt would get the invalid index PySide gives after an
# exception, and the tester would end the process for it, without a word about time; the thread says what happened.
@pytest.mark.timeout(240, method="thread")
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(number=st.integers(0, 14), acts=st.lists(changes(), max_size=30))
def test_any_sequence_goes_back_and_forth_byte_by_byte(
    qapp: object, number: int, acts: list[tuple[str, int, int, str]]
) -> None:
    document = open_sample(number) if number else open_form(blank_form())
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for model in (document.indicators, document.funds, document.findings)
    ]
    session = document.session
    start = session.frozen()[0]
    for act in acts:
        apply(document, *act)
    end, index = session.frozen()[0], session.stack.index()
    while session.stack.canUndo():
        session.stack.undo()
    assert session.frozen()[0] == start
    while session.stack.index() < index:
        session.stack.redo()
    assert session.frozen()[0] == end
    session.stack.setIndex(0)
    assert session.frozen()[0] == start
    assert session.is_clean
    del testers


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(number=st.integers(0, 14), acts=st.lists(changes(), max_size=20))
def test_after_any_step_all_is_as_judged_anew(qapp: object, number: int, acts: list[tuple[str, int, int, str]]) -> None:
    document = open_sample(number) if number else open_form(blank_form())
    announced = Announced(document)
    for act in acts:
        apply(document, *act)
        assert_judged_anew(document)
        announced.assert_told()
        acceptable = [finding for finding in document.session.findings if can_accept(finding)]
        if act[1] % 3 == 0 and acceptable:
            accept(document.session, acceptable[act[2] % len(acceptable)], "另有说明", "")
            assert_judged_anew(document)
            announced.assert_told()


def _add(model: IndicatorModel, node: NodeId) -> None:
    structure.add_sibling(model, node)


def _remove(model: IndicatorModel, node: NodeId) -> None:
    structure.remove(model, [node])


def _move(model: IndicatorModel, node: NodeId) -> None:
    move_step(model, node, 1)


@pytest.mark.parametrize("change", [_add, _remove, _move])
def test_a_step_that_writes_a_cell_and_changes_rows_elsewhere_is_judged_as_anew(
    qapp: object, change: Callable[[IndicatorModel, NodeId], None]
) -> None:
    document = open_sample(1)
    first, *_others, near_last, _last = nodes_of(document, 3)
    stack = document.session.stack
    stack.beginMacro("")
    type_into_cell(document.indicators, first, "score", "1")
    change(document.indicators, near_last)
    type_into_cell(document.indicators, first, "reason", "")
    stack.endMacro()
    assert_judged_anew(document)
    stack.undo()
    assert_judged_anew(document)
    stack.redo()
    assert_judged_anew(document)


@pytest.mark.parametrize(("field", "kind"), [(name, known.kind) for name, known in FORM_FIELDS.items()])
def test_every_field_takes_a_text_of_its_kind_and_shows_it(document: Document, field: str, kind: FieldKind) -> None:
    text = {FieldKind.TEXT: "甲 乙", FieldKind.YEAR: "2019"}.get(kind, "12.50")
    text = {"funds.unit": "元", "status": "final", "rule_set": "mof-2020"}.get(field, text)
    type_into_field(document.session, field, text)
    value = get_field(document.session.form, field)
    assert type(value) is {FieldKind.TEXT: str, FieldKind.YEAR: int}.get(kind, Decimal)
    assert str(value) == text
