"""The indicator tree as a Qt model: identity, what cells show, row changes under Qt's own model tester."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from selfeval_gui.commands import structure
from selfeval_gui.commands.arrange import rearrange
from selfeval_gui.commands.edit import type_into_cell
from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.orders import placed
from selfeval_gui.domain.tree import IllegalPlace, Place
from selfeval_gui.item_models.columns import INDICATOR_FIELD, LOOK_ROLES, IndicatorColumn, Role
from selfeval_gui.item_models.document import Document
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.rules.finding import Severity
from tests.helpers.documents import long_form, move_step, nodes_of, open_form, open_sample

DISPLAY = Qt.ItemDataRole.DisplayRole


@pytest.fixture
def document(qapp: object) -> Document:
    return open_sample(3)


@pytest.fixture
def model(document: Document) -> Iterator[IndicatorModel]:
    tester = QAbstractItemModelTester(document.indicators, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield document.indicators
    del tester


def shown(model: IndicatorModel, parent: QModelIndex | None = None) -> list[object]:
    """Read the whole model through its indexes, as a view does."""
    rows: list[object] = []
    for row in range(model.rowCount(parent or QModelIndex())):
        first = model.index(row, 0, parent or QModelIndex())
        rows.append([first.siblingAtColumn(column).data() for column in range(len(IndicatorColumn))])
        rows.append(shown(model, first))
    return rows


def cell(model: IndicatorModel, node: str, field: str) -> QModelIndex:
    return model.index_of(NodeId(node), field)


def test_it_shows_the_form(model: IndicatorModel) -> None:
    leaf = model.session.form.indicators[0].children[0].children[0]
    texts = [cell(model, leaf.id, field).data() for field in INDICATOR_FIELD]
    assert texts[:3] == [leaf.name, leaf.target, leaf.actual]
    assert Decimal(texts[3]) == leaf.weight
    assert Decimal(texts[4]) == leaf.score


def test_level_rows_show_bold_sums_and_are_computed(model: IndicatorModel) -> None:
    top = model.session.form.indicators[0]
    leaves = [leaf for middle in top.children for leaf in middle.children]
    weight = cell(model, top.id, "weight")
    assert Decimal(weight.data()) == sum(leaf.weight for leaf in leaves if leaf.weight is not None)
    assert weight.data(Qt.ItemDataRole.FontRole).bold()
    assert weight.data(Role.COMPUTED)
    assert not weight.flags() & Qt.ItemFlag.ItemIsEditable
    assert cell(model, top.id, "name").flags() & Qt.ItemFlag.ItemIsEditable


def test_numbers_of_a_column_have_equal_decimals(model: IndicatorModel) -> None:
    nodes = nodes_of_model(model)
    type_into_cell(model, nodes[0], "weight", "12.50")
    assert {cell(model, node, "weight").data()[-3] for node in nodes} == {"."}
    model.session.stack.undo()
    assert {"." in cell(model, node, "weight").data() for node in nodes} == {False}


def nodes_of_model(model: IndicatorModel) -> list[NodeId]:
    return [NodeId(leaf.id) for top in model.session.form.indicators for two in top.children for leaf in two.children]


def test_a_marked_cell_tells_its_severity_and_why(model: IndicatorModel) -> None:
    finding = next(each for each in model.session.findings if each.node is not None)
    assert finding.node is not None
    marked = cell(model, finding.node, finding.field)
    assert Severity(marked.data(Role.SEVERITY)) in set(Severity)
    assert "分" in marked.data(Qt.ItemDataRole.ToolTipRole)
    assert marked.data(Qt.ItemDataRole.AccessibleTextRole).count("：") >= 1


def test_tooltips_never_let_text_become_markup(model: IndicatorModel) -> None:
    node = nodes_of_model(model)[0]
    type_into_cell(model, node, "name", "<b>粗</b>&amp;<img src=x>")
    tip = cell(model, node, "name").data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;粗&lt;/b&gt;&amp;amp;&lt;img src=x&gt;" in tip


def test_setting_data_asks_and_changes_nothing(model: IndicatorModel) -> None:
    node = nodes_of_model(model)[0]
    before = shown(model)
    spy = QSignalSpy(model.edit_requested)
    assert not model.setData(cell(model, node, "target"), "一半")
    assert [spy.at(0)[column] for column in range(3)] == [node, "target", "一半"]
    assert shown(model) == before
    top = model.session.form.indicators[0].id
    assert not model.setData(cell(model, top, "weight"), "1")
    assert spy.count() == 1


def test_the_same_node_keeps_its_key(model: IndicatorModel) -> None:
    node = nodes_of_model(model)[0]
    key = cell(model, node, "name").internalId()
    structure.remove(model, [node])
    model.session.stack.undo()
    assert cell(model, node, "name").internalId() == key


def test_stale_indexes_are_harmless(model: IndicatorModel) -> None:
    top = NodeId(model.session.form.indicators[-1].id)
    stale = [
        model.index_of(top),
        model.index(0, 0, model.index_of(top)),
        cell(model, nodes_of_model(model)[-1], "score"),
    ]
    structure.remove(model, [top])
    for index in stale:
        assert index.data() is None
        assert index.data(Qt.ItemDataRole.ToolTipRole) is None
        assert index.flags() == Qt.ItemFlag.NoItemFlags
        assert model.rowCount(index) == 0
        assert not model.parent(index).isValid()
        assert not model.setData(index, "1")
        assert model.node_at(index) is None


def test_structure_changes_under_the_tester(model: IndicatorModel) -> None:
    session, before = model.session, shown(model)
    top = NodeId(session.form.indicators[0].id)
    structure.add_child(model, None)
    structure.add_child(model, top)
    structure.add_sibling(model, nodes_of_model(model)[0])
    move_step(model, nodes_of_model(model)[2], 1)
    structure.remove(model, [top, nodes_of_model(model)[-1]])
    after = shown(model)
    for _ in range(session.stack.count()):
        session.stack.undo()
    assert shown(model) == before
    for _ in range(session.stack.count()):
        session.stack.redo()
    assert shown(model) == after


def legal_moves(document: Document) -> list[tuple[NodeId, Place]]:
    tree = document.session.tree
    parents = [None, *nodes_of(document, 1), *nodes_of(document, 2)]
    nodes = [node for level in (1, 2, 3) for node in nodes_of(document, level)]
    return [
        (node, Place(parent, row))
        for node in nodes
        for parent in parents
        if tree.can_move(node, parent)
        for row in range(len(tree.children(parent)) + (tree.parent(node) != parent))
    ]


# The tester walks the whole model at each announcement; why the time limit is a thread's: `test_commands.py`.
@pytest.mark.timeout(240, method="thread")
def test_every_legal_move_and_its_undo(document: Document, model: IndicatorModel) -> None:
    session = document.session
    before, moves = session.frozen()[0], legal_moves(document)
    assert len(moves) > 80
    for node, to in moves:
        old = session.tree.place(node)
        kept = QPersistentModelIndex(model.index_of(node))
        before_taken_out = to.row + (old.parent == to.parent and to.row > old.row)
        orders = placed(session.tree, [node], Place(to.parent, before_taken_out))
        if orders is None:
            assert to == old
            continue
        rearrange(model, orders, [node])
        assert session.tree.place(node) == to
        assert model.node_at(kept) == node
        session.stack.undo()
        assert session.tree.place(node) == old
        assert session.frozen()[0] == before


def test_illegal_moves_are_refused_before_anything_happens(document: Document, model: IndicatorModel) -> None:
    tree, stack = document.session.tree, document.session.stack
    one, two, three = (nodes_of(document, level)[0] for level in (1, 2, 3))
    before = document.session.frozen()[0]
    places = [(one, two), (one, three), (two, three), (two, None), (three, None), (three, one), (one, one)]
    for node, parent in places:
        assert placed(tree, [node], Place(parent, 0)) is None
    for node, parent in [(one, one), (one, two), (one, three), (two, three)]:  # below themselves
        rows = {above: [NodeId(row.id) for row in tree.children(above)] for above in (tree.parent(node), parent)}
        rows[tree.parent(node)].remove(node)
        rows[parent].insert(0, node)
        with pytest.raises(IllegalPlace):
            model.apply_orders(rows, node)
    with pytest.raises(IllegalPlace):
        structure.add_child(model, three)
    with pytest.raises(IllegalPlace):
        model.apply_insert(Indicator(id=three), Place(two, 0))
    assert stack.count() == 0
    assert document.session.frozen()[0] == before


def test_an_edit_announces_its_row_and_the_sums_above(model: IndicatorModel) -> None:
    node = nodes_of_model(model)[0]
    changed: list[tuple[str | None, bool]] = []

    def note(first: QModelIndex, _last: QModelIndex, roles: list[int]) -> None:
        changed.append((model.node_at(first), bool(roles)))

    model.dataChanged.connect(note)
    type_into_cell(model, node, "target", "九成")
    path = [step.id for step in model.session.tree.path(node)]
    assert (node, False) in changed
    assert {each for each, looks_only in changed if looks_only} >= set(path[:-1])


def test_a_mark_that_an_edit_brings_to_another_row_is_announced_and_so_is_its_end(model: IndicatorModel) -> None:
    first, *_others, last = nodes_of_model(model)
    told: list[str | None] = []

    def note(top: QModelIndex, _bottom: QModelIndex, _roles: list[int]) -> None:
        told.append(model.node_at(top))

    model.dataChanged.connect(note)
    type_into_cell(model, first, "name", model.session.tree.node(last).name)
    assert any(each.code == "indicator.double" for each in model.session.marks[last, "name"])
    assert last in told
    told.clear()
    model.session.stack.undo()
    assert last in told


def test_many_new_marks_are_announced_by_ranges(qapp: object) -> None:
    document = open_form(long_form(300))
    model = document.indicators
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    ranges: list[list[int]] = []

    def note(_first: QModelIndex, _last: QModelIndex, roles: list[int]) -> None:
        ranges.append([int(role) for role in roles])

    model.dataChanged.connect(note)
    type_into_cell(model, NodeId("leaf0"), "weight", "0.25")
    looks = [int(role) for role in LOOK_ROLES]
    assert ranges.count(looks) <= 2 + 1 + 3 + 12  # the sums above it, then a range for each parent
    assert len(ranges) <= 1 + ranges.count(looks)
    del tester


def test_children_only_below_the_first_column(model: IndicatorModel) -> None:
    top = model.index(0, 0)
    assert model.hasChildren(top)
    assert not model.hasChildren(top.siblingAtColumn(1))
    assert model.rowCount(top.siblingAtColumn(1)) == 0
    assert not model.index(0, 0, top.siblingAtColumn(1)).isValid()
    assert not model.index(99, 0).isValid()
    assert not model.index(0, 99).isValid()


def test_an_empty_model(qapp: object) -> None:
    document = open_sample(1)
    model = document.indicators
    structure.remove(model, nodes_of(document, 1))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.rowCount() == 0
    structure.add_child(model, None)
    assert model.rowCount() == 1
    document.session.stack.undo()
    document.session.stack.undo()
    assert len(nodes_of(document, 3)) == 8
    del tester
