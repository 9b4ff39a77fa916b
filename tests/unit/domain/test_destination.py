"""What a finance system takes: bytes counted in its own character set, characters it refuses, names that differ."""

from __future__ import annotations

import json

import pytest

from selfeval_gui.domain.destination import BadDestination, Destination, read_destination, refusals, write_destination
from selfeval_gui.domain.form import Form, Indicator


def destination(**more: object) -> Destination:
    usual: dict[str, object] = {
        "id": "x",
        "name": "某系统",
        "source": "",
        "encoding": "utf-8",
        "sizes": {"project_name": 12, "indicator.reason": 6},
        "forbidden": "*_-",
        "forbidden_in": ["indicator.target"],
        "unique_names": True,
        "columns": ["project_name", "indicator.name"],
    }
    return read_destination(json.dumps({**usual, **more}).encode())


def form(*rows: Indicator, name: str = "书房") -> Form:
    second = Indicator(id="b", name="数量指标", children=list(rows))
    return Form(id="f", project_name=name, indicators=[Indicator(id="a", name="产出指标", children=[second])])


def told(made: Form, where: Destination) -> list[tuple[str, str | None, str]]:
    return [(each.code, each.node, each.field) for each in refusals(made, where)]


@pytest.mark.parametrize(
    ("encoding", "name", "fits"),
    [
        ("utf-8", "一二三四", True),  # 4 × 3 bytes
        ("utf-8", "一二三四a", False),
        ("gbk", "一二三四五六", True),  # 6 × 2 bytes
        ("gbk", "一二三四五六七", False),
        ("gb18030", "一二三四五六", True),
    ],
)
def test_sizes_are_bytes(encoding: str, name: str, fits: bool) -> None:
    found = [*refusals(form(name=name), destination(encoding=encoding))]
    assert (not found) == fits
    if not fits:
        assert found[0].args["most"] == "12"
        assert found[0].args["over"] == "1"


def test_a_character_that_the_system_has_not() -> None:
    assert told(form(name="𠮷"), destination(encoding="gbk")) == [("encoding", None, "project_name")]


def test_characters_and_names() -> None:
    rows = [
        Indicator(id="1", name="场次", target="3-5场", reason="一二三"),
        Indicator(id="2", name=" 场次", target="5场", reason="一二*"),
        Indicator(id="3", name="", target=""),
        Indicator(id="4", name="", target=""),
    ]
    assert told(form(*rows), destination()) == [
        ("character", "1", "target"),
        ("size", "1", "reason"),  # 9 bytes
        ("size", "2", "reason"),  # 7 bytes; * is refused in targets only
        ("twice", "2", "name"),
    ]


def test_a_preset_is_read_as_it_was_written() -> None:
    assert read_destination(write_destination(destination())) == destination()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("encoding", "utf-7"),
        ("sizes", {"project_name": 0}),
        ("sizes", {"projectname": 3}),
        ("sizes", {"project_name": "3"}),
        ("columns", []),
        ("columns", ["indicator.nothing"]),
        ("forbidden_in", "target"),
        ("unique_names", 1),
        ("name", " "),
        ("more", 1),
    ],
)
def test_what_is_no_preset_names_the_key(key: str, value: object) -> None:
    with pytest.raises(BadDestination, match=key):
        destination(**{key: value})


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff", b"[" * 100_000])
def test_what_is_no_json(data: bytes) -> None:
    with pytest.raises(BadDestination, match="JSON"):
        read_destination(data)


def test_columns_that_only_some_templates_have() -> None:
    where = destination(
        sizes={"indicator.own.备注": 6, "extra.联系人": 6},
        forbidden_in=["indicator.own.备注"],
        columns=["indicator.name", "indicator.own.备注", "extra.联系人"],
    )
    made = form(Indicator(id="one", name="甲", extra={"备注": "三个字*", "别的": "没有限制的一栏"}))
    made.extra["联系人"] = "欧阳某某"
    assert told(made, where) == [
        ("size", None, "extra.联系人"),
        ("size", "one", "own.备注"),
        ("character", "one", "own.备注"),
    ]
    assert read_destination(write_destination(where)) == where


@pytest.mark.parametrize("column", ["indicator.own.", "extra.", "own.备注", "indicator.extra.备注"])
def test_what_names_no_column_is_refused(column: str) -> None:
    with pytest.raises(BadDestination, match="columns"):
        destination(columns=[column])
