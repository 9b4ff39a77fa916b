"""Two versions of a form brought together: what either changed is there, and what both changed is decided by nobody."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

import pytest

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.three_way import Clash, merge
from selfeval_gui.domain.tree import Place, Tree
from selfeval_gui.storage.codec import decode, encode
from tests.helpers import trees
from tests.helpers.samples import sample_files

Edit = Callable[[Form, Tree], object]


def leaf(name: str, **values: object) -> Indicator:
    return Indicator.model_validate({"id": name, "name": name, **values})


def base_form() -> Form:
    """产出 holds 数量 (a, b) and 质量 (c); 效益 holds 社会 (d)."""
    return Form(
        id="f0000001",
        project_name="维修",
        extra={"电话": "1"},
        indicators=[
            Indicator(
                id="产出",
                name="产出",
                children=[
                    Indicator(id="数量", name="数量", children=[leaf("a"), leaf("b", weight=Decimal("15"))]),
                    Indicator(id="质量", name="质量", children=[leaf("c")]),
                ],
            ),
            Indicator(id="效益", name="效益", children=[Indicator(id="社会", name="社会", children=[leaf("d")])]),
        ],
    )


def changed(*edits: Edit) -> Form:
    form = base_form()
    for edit in edits:
        edit(form, Tree(form.indicators))
    return form


def put(field: str, value: object, node: str = "") -> Edit:
    def act(form: Form, tree: Tree) -> None:
        setattr(tree.node(NodeId(node)) if node else form, field, value)

    return act


def put_amount(value: str) -> Edit:
    def act(form: Form, _tree: Tree) -> None:
        form.funds.total.executed = Decimal(value)

    return act


def insert(name: str, parent: str, row: int) -> Edit:
    return lambda _form, tree: tree.insert(leaf(name), Place(NodeId(parent), row))


def remove(node: str) -> Edit:
    return lambda _form, tree: tree.remove(NodeId(node))


def move(node: str, parent: str, row: int) -> Edit:
    return lambda _form, tree: trees.move(tree, NodeId(node), Place(NodeId(parent), row))


def shape(form: Form | None) -> str:
    assert form is not None

    def words(node: Indicator) -> str:
        below = " ".join(map(words, node.children))
        return f"{node.id}({below})" if below else node.id

    return " ".join(map(words, form.indicators))


BASE = "产出(数量(a b) 质量(c)) 效益(社会(d))"


def merged(mine: Form, theirs: Form) -> Form:
    result = merge(base_form(), mine, theirs)
    assert result.clashes == []
    assert result.form is not None
    return result.form


def test_different_fields_come_together() -> None:
    mine = changed(put("notes", "我"), put("actual", "90%", "a"), put_amount("5.50"))
    theirs = changed(put("department", "科协"), put("score", Decimal("7"), "a"), put("reason", "晚", "d"))
    form = merged(mine, theirs)
    a, d = (Tree(form.indicators).node(NodeId(node)) for node in "ad")
    assert (form.notes, form.department, a.actual, a.score, d.reason) == ("我", "科协", "90%", Decimal(7), "晚")
    assert str(form.funds.total.executed) == "5.50"
    assert shape(form) == BASE


def test_neither_version_nor_the_base_is_touched() -> None:
    base, mine, theirs = base_form(), changed(put("notes", "我")), changed(remove("a"))
    before = [encode(form) for form in (base, mine, theirs)]
    merge(base, mine, theirs)
    assert [encode(form) for form in (base, mine, theirs)] == before


@pytest.mark.parametrize("number", range(14))
def test_one_sided_changes_give_that_side(number: int) -> None:
    base = decode(sample_files()[number].read_bytes())
    other = base.model_copy(deep=True)
    other.notes, other.indicators[0].children[0].children[0].reason = "改", "改"
    assert encode(merge(base, base, other).form or base) == encode(other)
    assert encode(merge(base, other, base).form or base) == encode(other)
    assert encode(merge(base, other, other).form or base) == encode(other)


def test_the_same_change_on_both_sides_is_no_clash() -> None:
    both = changed(put("notes", "同"), insert("n", "数量", 1))
    assert encode(merged(both, both)) == encode(both)


@pytest.mark.parametrize(
    ("mine", "theirs", "clash"),
    [
        (put("notes", "我"), put("notes", "他"), Clash(None, "notes", "我", "他")),
        (put("score", Decimal("7"), "a"), put("score", None, "a"), None),
        (put("score", Decimal("7"), "a"), put("score", Decimal("7.0"), "a"), Clash(NodeId("a"), "score", "7", "7.0")),
        (put_amount("1"), put_amount("2"), Clash(None, "funds.total.executed", "1", "2")),
        (put("extra", {"电话": "2"}), put("extra", {"电话": "3"}), Clash(None, "extra.电话", "2", "3")),
        (remove("a"), put("actual", "90%", "a"), Clash(NodeId("a"), "row", "", "a")),
        (put("actual", "90%", "a"), remove("数量"), Clash(NodeId("a"), "row", "a", "")),
        (insert("n", "数量", 0), remove("数量"), Clash(NodeId("n"), "row", "n", "")),
        (move("a", "质量", 0), move("a", "社会", 0), Clash(NodeId("a"), "row", "a", "a")),
        (move("a", "质量", 0), remove("a"), Clash(NodeId("a"), "row", "a", "")),
        (move("a", "数量", 1), insert("n", "数量", 0), Clash(NodeId("数量"), "children", "数量", "数量")),
    ],
)
def test_clashes_are_named_and_nothing_is_decided(mine: Edit, theirs: Edit, clash: Clash | None) -> None:
    result = merge(base_form(), changed(mine), changed(theirs))
    if clash is None:
        assert result.form is not None, "a blank was blank before: only one side changed it"
        return
    assert result.form is None
    assert clash in result.clashes
    mirrored = merge(base_form(), changed(theirs), changed(mine))
    assert mirrored.form is None


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (insert("n", "数量", 0), insert("m", "质量", 1), "产出(数量(n a b) 质量(c m)) 效益(社会(d))"),
        (insert("n", "数量", 1), insert("m", "数量", 2), "产出(数量(a n b m) 质量(c)) 效益(社会(d))"),
        (insert("n", "数量", 2), insert("m", "数量", 0), "产出(数量(m a b n) 质量(c)) 效益(社会(d))"),
        (remove("a"), put("reason", "晚", "b"), "产出(数量(b) 质量(c)) 效益(社会(d))"),
        (remove("数量"), remove("d"), "产出(质量(c)) 效益(社会)"),
        (move("a", "质量", 1), put("actual", "1", "a"), "产出(数量(b) 质量(c a)) 效益(社会(d))"),
        (move("a", "质量", 1), insert("n", "社会", 0), "产出(数量(b) 质量(c a)) 效益(社会(n d))"),
        (move("b", "数量", 0), put("notes", "x"), "产出(数量(b a) 质量(c)) 效益(社会(d))"),
    ],
)
def test_rows_come_together(mine: Edit, theirs: Edit, expected: str) -> None:
    assert shape(merged(changed(mine), changed(theirs))) == expected


def test_a_row_put_below_one_that_became_a_leaf_is_a_clash() -> None:
    base = base_form()
    base.indicators[1].children[0].children.clear()
    mine, theirs = base.model_copy(deep=True), base.model_copy(deep=True)
    mine.indicators[0].children[1].children.append(mine.indicators[1].children.pop())
    Tree(theirs.indicators).insert(leaf("n"), Place(NodeId("社会"), 0))
    result = merge(base, mine, theirs)
    assert result.form is None
    assert result.clashes == [Clash(NodeId("社会"), "children", "社会", "社会"), Clash(NodeId("n"), "row", "", "n")]


def test_unknown_keys_of_a_newer_version_survive() -> None:
    raw = json.loads(encode(base_form()))
    raw["new"] = {"deep": [1.5]}
    raw["indicators"][0]["tag"] = "x"
    text = json.dumps(raw, ensure_ascii=False, indent=2).replace("1.5", "1.50").encode()
    base, mine, theirs = decode(text), decode(text), decode(text)
    mine.notes = "我"
    theirs.department = "科协"
    form = merge(base, mine, theirs).form
    assert form is not None
    written = encode(form)
    assert json.loads(written)["new"] == {"deep": [1.5]}
    assert json.loads(written)["indicators"][0]["tag"] == "x"


def test_a_rule_set_and_its_copy_are_one_choice() -> None:
    mine = changed(put("rule_set", "own-1"), put("rule_set_copy", {"id": "own-1"}))
    assert merged(mine, changed(put("notes", "x"))).rule_set_copy == {"id": "own-1"}
    result = merge(base_form(), mine, changed(put("rule_set", "shanghai-2020")))
    assert [clash.field for clash in result.clashes] == ["rule_set"]
