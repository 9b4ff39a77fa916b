"""The headings of 绩效指标: how many words make a row of them, and what a second row below may say."""

from __future__ import annotations

import pytest

from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.column_fit import Column, heading_above
from selfeval_gui.exchange.recognize.headings import columns_below, with_those_above
from tests.helpers.grids import NAME, TITLE, Spans, codes, left, read_all, read_one, sheet
from tests.helpers.imports import rows


def indicators(headings: str, *lines: str, spans: dict[int, int] | None = None) -> list[tuple[str, ...]]:
    """Return the rows read below these headings; `spans` gives the last column of some of them."""
    wide = {(2, first): (2, last) for first, last in (spans or {}).items()}
    return [
        row for found in read_all(sheet(0, TITLE, NAME, headings, *lines, spans=wide)).forms for row in rows(found.form)
    ]


@pytest.mark.parametrize(
    ("headings", "line", "row"),
    [
        ("三级指标|指标值|分值", "讲座|3次|100", ("", "", "讲座", "3次", "", "100", "", "")),
        ("三级指标|指标值", "讲座|3次", None),
        ("三级指标|分值|得分", "讲座|100|90", ("", "", "讲座", "", "", "100", "90", "")),
        ("一级指标|二级指标|三级指标", "产出指标|数量指标|讲座", ("产出指标", "数量指标", "讲座", "", "", "", "", "")),
        ("一级指标|指标值|分值", "产出指标|3次|100", ("产出指标", "", "", "3次", "", "100", "", "")),
        ("指标值|完成值|分值", "3次|3次|100", None),
        ("三级指标|计量单位|指标方向", "讲座|次|≥", None),
        ("三级指标|指标值|分值|甲|乙|丙", "讲座|3次|100", ("", "", "讲座", "3次", "", "100", "", "")),
        ("三级指标|指标值|分值|甲|乙|丙|丁", "讲座|3次|100", None),
        ("序号|三级指标|指标值|分值", "1|讲座|3次|100", ("", "", "讲座", "3次", "", "100", "", "")),
        ("序号|三级指标|指标值", "1|讲座|3次", None),
    ],
)
def test_three_headings_one_of_them_a_name_or_a_level(headings: str, line: str, row: tuple[str, ...] | None) -> None:
    assert indicators(headings, line) == ([row] if row else [])


@pytest.mark.parametrize(
    ("headings", "line", "target", "out"),
    [
        ("三级指标|指标值|指标值|分值", "讲座|3次|4次|100", "4次", ["3次"]),
        ("三级指标|指标值|分值|分值", "讲座|3次|100|90", "3次", ["90"]),
        ("三级指标|指标值|分值|旁注|旁注", "讲座|3次|100|甲|乙", "3次", ["甲", "乙"]),
    ],
)
def test_a_heading_that_stands_twice(headings: str, line: str, target: str, out: list[str]) -> None:
    found = read_one(TITLE, NAME, headings, line)
    assert ([row[3] for row in rows(found.form)], left(found)) == ([target], out)
    assert rows(found.form)[0][5] == "100"


def test_a_column_of_a_kind_s_own_that_stands_twice_is_taken_once() -> None:
    found = read_one(TITLE, NAME, "三级指标|指标值|分值|备注|备注", "讲座|3次|100|甲|乙")
    assert [leaf.extra for leaf in level_three(found.form.indicators)] == [{"备注": "甲"}]
    assert left(found) == ["乙"]


@pytest.mark.parametrize(
    ("headings", "last", "line", "expected"),
    [
        ("指标||指标值|分值", 1, "产出指标|讲座|3次|100", ("产出指标", "", "讲座")),
        ("绩效指标|||指标值|分值", 2, "产出指标|数量指标|讲座|3次|100", ("产出指标", "数量指标", "讲座")),
        ("绩效指标||||指标值|分值", 3, "产出指标|数量指标||讲座|3次|100", None),
        ("绩效指标|指标值|分值", 0, "讲座|3次|100", None),
        ("甲|||指标值|分值|得分", 2, "产出指标|数量指标|讲座|3次|100|90", None),
        ("指标||指标值", 1, "产出指标|讲座|3次", None),
    ],
)
def test_a_wide_caption_stands_over_two_or_three_columns(
    headings: str, last: int, line: str, expected: tuple[str, ...] | None
) -> None:
    found = indicators(headings, line, spans={0: last})
    assert [row[:3] for row in found] == ([expected] if expected else [])


@pytest.mark.parametrize("last", [0, 1])
def test_a_caption_beside_levels_stands_over_nothing(last: int) -> None:
    line = "产出指标|数量指标|讲座|3次"
    shift = "|" * (last + 1)
    found = indicators(f"绩效指标{shift}一级指标|二级指标|三级指标|指标值", f"{shift}{line}", spans={0: last})
    assert [row[:4] for row in found] == [tuple(line.split("|"))]


ABOVE = "二级指标|三级指标|指标情况||评分||偏差原因"


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (ABOVE, "||指标值|完成值|分值|得分", ("讲座", "3次", "4次", "100", "90", "少")),
        (ABOVE.replace("指标情况|", "指标值|完成值"), "||||分值|得分", ("讲座", "3次", "4次", "100", "90", "少")),
        (
            ABOVE.replace("指标情况|", "指标值|完成值").replace("评分", "得分"),
            "||||分值|得分",
            ("讲座", "3次", "4次", "100", "90", "少"),
        ),
    ],
)
def test_headings_in_a_second_row(above: str, below: str, expected: tuple[str, ...]) -> None:
    found = indicators(above, below, "数量指标|讲座|3次|4次|100|90|少", spans={4: 5})
    assert [row[2:] for row in found] == [expected]


@pytest.mark.parametrize(
    "below",
    [
        "||||得分",  # one heading alone
        "||完成值|得分|得分",  # twice the same
        "||指标值|分值|得分",  # what stands above already
        "|||一级指标|得分",  # a level
        "|||序号|得分",  # a caption
        "|||场地|得分",  # no heading
    ],
)
def test_a_second_row_that_is_none(below: str) -> None:
    found = read_one(
        TITLE, NAME, "三级指标|指标值|完成值|评分||偏差原因", below, "讲座|3次|4次|100|90|少", spans={(2, 3): (2, 4)}
    )
    assert rows(found.form)[-1][6] != "90"


def test_a_second_row_stands_right_below_the_first() -> None:
    above = "三级指标|指标值|完成值|评分||偏差原因"
    found = read_one(TITLE, NAME, above, "讲座|3次|4次", "|||分值|得分", "展览|3次|4次|100|90", spans={(2, 3): (2, 4)})
    assert [row[5:7] for row in rows(found.form)][-1] != ("100", "90")


PARTED = (
    "一级指标|二级指标|三级指标|指标值||实际完成值||分值|得分",
    "产出指标|数量指标|护坡长度|12|公里|11.5|千米|100|90",
)
MERGED = {(2, 3): (2, 4), (2, 5): (2, 6), **{(2, column): (3, column) for column in (0, 1, 2, 7, 8)}}


@pytest.mark.parametrize("spans", [{}, MERGED], ids=["not merged", "merged"])
@pytest.mark.parametrize("below", ["数值|单位|数值|单位", "目标值|计量单位|完成值|计量单位", "值|度量单位|值|度量单位"])
def test_numbers_and_their_units_below_headings_of_values(below: str, spans: Spans) -> None:
    found = read_one(TITLE, NAME, PARTED[0], f"|||{below}", PARTED[1], spans=spans)
    assert rows(found.form) == [("产出指标", "数量指标", "护坡长度", "12公里", "11.5千米", "100", "90", "")]
    assert (left(found), [code for code in codes(found) if code.startswith("row.")]) == ([], [])


@pytest.mark.parametrize("below", ["|||数值|数值|数值|数值", "|||甲|单位|乙|单位", "|||数值|单位|数值|单位|单位"])
def test_a_row_that_parts_no_values_is_no_row_of_headings(below: str) -> None:
    found = read_one(TITLE, NAME, PARTED[0], below, PARTED[1], spans=MERGED)
    assert len(rows(found.form)) == 2


def test_the_unit_of_the_target_alone_is_for_both_values() -> None:
    line = "产出指标|数量指标|护坡长度|12|公里|11.5|100|90"
    headings = "一级指标|二级指标|三级指标|指标值||实际完成值|分值|得分"
    found = read_one(TITLE, NAME, headings, "|||数值|单位|||", line)
    assert rows(found.form)[0][3:5] == ("12公里", "11.5公里")


@pytest.mark.parametrize(
    ("below", "is_second_row"),
    [
        ([(1, 1), (2, 2)], True),
        ([(2, 2), (3, 3)], True),
        ([(1, 2), (3, 3)], True),
        ([(1, 1)], False),  # one alone parts nothing
        ([(1, 3), (4, 5)], False),  # as wide as their headings
        ([(1, 3), (4, 4)], False),
        ([(0, 1), (2, 2)], False),
        ([(3, 4), (5, 5)], False),
    ],
)
def test_unknown_headings_are_parted_by_those_right_below_them(
    below: list[tuple[int, int]], is_second_row: bool
) -> None:
    above = [Column("name", 0, 0), Column("other", 1, 3), Column("other", 4, 5)]
    line = [SourceCell(0, 1, first, 1, last, f"批次{last}") for first, last in below]
    found = columns_below(line, above)
    assert (found is not None) == is_second_row
    if found is not None:
        assert [(each.first, each.last) for each in found] == [(0, 0), *below, (4, 5)]


@pytest.mark.parametrize(("first", "last", "is_kept"), [(0, 1, True), (1, 2, False), (4, 5, False), (5, 6, True)])
def test_a_heading_stays_unless_one_stands_below_any_of_its_columns(first: int, last: int, is_kept: bool) -> None:
    above, new = Column("target", 2, 4), Column("actual", first, last)
    assert (above in with_those_above([new], [above])) == is_kept


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(0, 1, None), (1, 2, "target"), (4, 4, "target"), (4, 5, "target"), (5, 5, "actual"), (6, 6, None)],
)
def test_a_cell_stands_under_the_first_heading_over_any_of_its_columns(
    first: int, last: int, expected: str | None
) -> None:
    above = heading_above(SourceCell(0, 3, first, 3, last, "3次"), [Column("target", 2, 4), Column("actual", 5, 5)])
    assert (None if above is None else above.field) == expected
