"""Where rows land when they are moved, several at once: steps, places, levels; only what is legal."""

from __future__ import annotations

import pytest

from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.orders import Orders, placed, shifted, stepped
from selfeval_gui.domain.tree import IllegalPlace, Place, Tree


def grown(shape: str) -> Tree:
    """Read "A(a(1 2) b(3)) B()": upper case level 1, lower case level 2, digits level 3."""
    top: list[Indicator] = []
    path: list[list[Indicator]] = [top]
    for letter in shape:
        if letter == "(":
            path.append(path[-1][-1].children)
        elif letter == ")":
            path.pop()
        elif letter != " ":
            path[-1].append(Indicator(id=letter, name=f"名{letter}"))
    return Tree(top)


def drawn(tree: Tree) -> str:
    def below(parent: NodeId | None) -> str:
        rows = []
        for child in tree.children(parent):
            inner = below(NodeId(child.id))
            rows.append(child.id + (f"({inner})" if inner else ""))
        return " ".join(rows)

    return below(None)


def nodes(names: str) -> list[NodeId]:
    return [NodeId(name) for name in names]


def after(tree: Tree, orders: Orders | None) -> str | None:
    if orders is None:
        return None
    before = drawn(tree)
    old: Orders = {parent: [NodeId(child.id) for child in tree.children(parent)] for parent in orders}
    tree.arrange(orders)
    result = drawn(tree)
    tree.arrange(old)
    assert drawn(tree) == before
    return result


SHAPE = "A(a(1 2 3 4) b(5)) B(c(6 7)) C"


@pytest.mark.parametrize(
    ("chosen", "step", "result"),
    [
        ("2", -1, "A(a(2 1 3 4) b(5)) B(c(6 7)) C"),
        ("23", -1, "A(a(2 3 1 4) b(5)) B(c(6 7)) C"),
        ("24", -1, "A(a(2 1 4 3) b(5)) B(c(6 7)) C"),
        ("13", -1, "A(a(1 3 2 4) b(5)) B(c(6 7)) C"),
        ("23", 1, "A(a(1 4 2 3) b(5)) B(c(6 7)) C"),
        ("34", 1, "A(a(1 2) b(3 4 5)) B(c(6 7)) C"),
        ("5", -1, "A(a(1 2 3 4 5) b) B(c(6 7)) C"),
        ("5", 1, "A(a(1 2 3 4) b) B(c(5 6 7)) C"),
        ("27", -1, "A(a(2 1 3 4) b(5)) B(c(7 6)) C"),
        ("1", -1, None),
        ("67", 1, None),
        ("a", -1, None),
        ("b", 1, "A(a(1 2 3 4)) B(b(5) c(6 7)) C"),
        ("c", 1, "A(a(1 2 3 4) b(5)) B C(c(6 7))"),
        ("AB", 1, "C A(a(1 2 3 4) b(5)) B(c(6 7))"),
        ("C", 1, None),
        ("1a", 1, None),
        ("", 1, None),
    ],
)
def test_steps(chosen: str, step: int, result: str | None) -> None:
    tree = grown(SHAPE)
    assert after(tree, stepped(tree, nodes(chosen), step)) == result


@pytest.mark.parametrize(
    ("chosen", "place", "result"),
    [
        ("14", Place(NodeId("a"), 2), "A(a(2 1 4 3) b(5)) B(c(6 7)) C"),
        ("14", Place(NodeId("c"), 1), "A(a(2 3) b(5)) B(c(6 1 4 7)) C"),
        ("17", Place(NodeId("b"), 0), "A(a(2 3 4) b(1 7 5)) B(c(6)) C"),
        ("ac", Place(NodeId("C"), 0), "A(b(5)) B C(a(1 2 3 4) c(6 7))"),
        ("C", Place(None, 0), "C A(a(1 2 3 4) b(5)) B(c(6 7))"),
        ("23", Place(NodeId("a"), 2), None),
        ("1", Place(NodeId("B"), 0), None),
        ("a", Place(NodeId("b"), 0), None),
        ("a", Place(NodeId("a"), 0), None),
        ("A", Place(NodeId("a"), 0), None),
        ("", Place(None, 0), None),
    ],
)
def test_places(chosen: str, place: Place, result: str | None) -> None:
    tree = grown(SHAPE)
    assert after(tree, placed(tree, nodes(chosen), place)) == result


@pytest.mark.parametrize(
    ("chosen", "step", "result"),
    [
        ("2", -1, "A(a(1 3 4) 2 b(5)) B(c(6 7)) C"),
        ("23", -1, "A(a(1 4) 2 3 b(5)) B(c(6 7)) C"),
        ("b", -1, "A(a(1 2 3 4)) b(5) B(c(6 7)) C"),
        ("C", 1, "A(a(1 2 3 4) b(5)) B(c(6 7) C)"),
        ("B", 1, None),
        ("b", 1, None),
        ("2", 1, None),
        ("A", 1, None),
        ("A", -1, None),
        ("26", -1, None),
        ("", -1, None),
    ],
)
def test_levels(chosen: str, step: int, result: str | None) -> None:
    tree = grown(SHAPE)
    assert after(tree, shifted(tree, nodes(chosen), step)) == result


def test_a_row_that_holds_more_than_its_name_keeps_its_level() -> None:
    for field, value in (("target", "90%"), ("actual", "1"), ("reason", "无"), ("weight", 0), ("score", 5)):
        tree = grown(SHAPE)
        setattr(tree.node(NodeId("5")), field, value)
        assert shifted(tree, nodes("5"), -1) is None
        assert shifted(tree, nodes("b"), -1) is None


@pytest.mark.parametrize(
    "orders",
    [
        {"a": "123"},
        {"a": "12344"},
        {"a": "1234", "b": "1"},
        {"A": "a", "a": "b1234"},
        {"a": "1234", None: "ABCa"},
        {"a": "1235"},
    ],
)
def test_an_order_that_loses_doubles_or_misplaces_a_row_changes_nothing(orders: dict[str | None, str]) -> None:
    tree = grown(SHAPE)
    tree.node(NodeId("1")).target = "满"
    before = drawn(tree)
    with pytest.raises(IllegalPlace):
        tree.arrange({None if parent is None else NodeId(parent): nodes(rows) for parent, rows in orders.items()})
    assert drawn(tree) == before
