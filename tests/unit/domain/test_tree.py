"""Every legal and illegal place for an indicator."""

from itertools import product

import pytest

from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import IllegalPlace, Place, Tree, new_id, rows_with_parents, walk


def small_tree() -> tuple[list[Indicator], Tree]:
    """产出: 数量 (a, b), 质量 (c); 效益: 社会 (none)."""
    top = [
        Indicator(
            id="out",
            children=[
                Indicator(id="count", children=[Indicator(id="a"), Indicator(id="b")]),
                Indicator(id="quality", children=[Indicator(id="c")]),
            ],
        ),
        Indicator(id="effect", children=[Indicator(id="social")]),
    ]
    return top, Tree(top)


def outline(nodes: list[Indicator]) -> list[tuple[str, int]]:
    return [(node.id, level) for node, level in walk(nodes)]


LEVELS = {"out": 1, "effect": 1, "count": 2, "quality": 2, "social": 2, "a": 3, "b": 3, "c": 3}


@pytest.mark.parametrize(("node", "parent"), list(product(LEVELS, [None, *LEVELS])))
def test_a_node_moves_only_below_the_level_above_its_own(node: str, parent: str | None) -> None:
    _, tree = small_tree()
    legal = LEVELS[node] == (LEVELS[parent] if parent else 0) + 1
    assert tree.can_move(NodeId(node), NodeId(parent) if parent else None) is legal


def test_a_subtree_fits_only_where_three_levels_are_left() -> None:
    top, tree = small_tree()
    two_levels = Indicator(id="new", children=[Indicator(id="new-1")])
    assert tree.can_insert(two_levels, None)
    assert tree.can_insert(two_levels, NodeId("out"))
    assert not tree.can_insert(two_levels, NodeId("count"))
    assert not tree.can_insert(Indicator(id="x"), NodeId("a"))
    assert not tree.can_insert(Indicator(id="c"), NodeId("count")), "an id may not stand twice"
    before = outline(top)
    with pytest.raises(IllegalPlace):
        tree.insert(two_levels, Place(NodeId("count"), 0))
    with pytest.raises(IllegalPlace):
        tree.insert(Indicator(id="x"), Place(None, 3))
    assert outline(top) == before


def test_what_is_removed_comes_back_whole() -> None:
    top, tree = small_tree()
    before = outline(top)
    place = tree.place(NodeId("count"))
    removed = tree.remove(NodeId("count"))
    assert outline([removed]) == [("count", 1), ("a", 2), ("b", 2)]
    assert "a" not in tree
    tree.insert(removed, place)
    assert outline(top) == before
    assert [step.id for step in tree.path(NodeId("b"))] == ["out", "count", "b"]


def test_new_ids_are_8_lower_case_base32_characters() -> None:
    made = {new_id() for _ in range(500)}
    assert len(made) == 500
    assert all(len(each) == 8 and set(each) <= set("abcdefghijklmnopqrstuvwxyz234567") for each in made)


def test_each_row_stands_behind_its_parents_in_the_order_of_the_paper() -> None:
    top, _tree = small_tree()
    found = [(one.id, two.id, row.id) for one, two, row in rows_with_parents(top)]
    assert found == [("out", "count", "a"), ("out", "count", "b"), ("out", "quality", "c")]
