"""一级指标 and 二级指标: as printed, carried down, guessed where a name usually belongs, and their weights."""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.recognize.result import FoundForm
from tests.helpers.grids import HEADINGS, NAME, TITLE, codes, read_one, read_pages
from tests.helpers.imports import rows

A, B = "讲座|3次|3次|50|50", "展览|2次|2次|50|50"


def table(*lines: str, spans: dict[tuple[int, int], tuple[int, int]] | None = None) -> FoundForm:
    """Return a form with these rows of indicators, the first in row 3."""
    return read_one(TITLE, NAME, HEADINGS, *lines, spans=spans)


def levels(found: FoundForm) -> list[tuple[str, str, str]]:
    return [(one, two, name) for one, two, name, *_ in rows(found.form)]


def guesses(found: FoundForm) -> list[str]:
    return [each.text for each in found.doubts if each.code == "level.guessed"]


@pytest.mark.parametrize(
    ("first", "second", "expected", "guessed"),
    [
        # printed in full, or left blank below the first
        ("产出指标|数量指标|", "产出指标|数量指标|", ("产出指标", "数量指标"), []),
        ("产出指标|数量指标|", "||", ("产出指标", "数量指标"), []),
        ("产出指标|数量指标|", "|数量指标|", ("产出指标", "数量指标"), []),
        ("产出指标|数量指标|", "产出|数量|", ("产出指标", "数量指标"), []),
        ("产出指标|数量指标|", "|质量指标|", ("产出指标", "质量指标"), []),
        ("产出指标|数量指标|", "产出指标|质量指标|", ("产出指标", "质量指标"), []),
        ("产出指标|数量指标|", "效益指标|社会效益指标|", ("效益指标", "社会效益指标"), []),
        ("产出指标|数量指标|", "效益指标||", ("效益指标", ""), []),
        # level 1 is missing: where level 2 usually stands
        ("产出指标|数量指标|", "|社会效益指标|", ("效益指标", "社会效益指标"), ["效益指标"]),
        ("产出指标|数量指标|", "|场地指标|", ("产出指标", "场地指标"), []),
        ("|数量指标|", "|质量指标|", ("产出指标", "质量指标"), ["产出指标"]),
        ("|场地指标|", "||", ("", "场地指标"), [""]),
        # level 2 stands in the column of level 1
        ("产出指标|数量指标|", "社会效益指标||", ("效益指标", "社会效益指标"), ["效益指标"]),
        ("产出指标|数量指标|", "质量指标||", ("产出指标", "质量指标"), []),
        ("社会效益指标||", "||", ("效益指标", "社会效益指标"), ["效益指标"]),
        ("社会效益指标|甲指标|", "||", ("效益指标", "甲指标"), ["效益指标"]),
        # 成本 is a level 1 of its own, or stands below 产出
        ("成本指标|经济成本指标|", "||", ("成本指标", "经济成本指标"), []),
        ("产出指标|成本指标|", "||", ("产出指标", "成本指标"), []),
        # a level of one's own
        ("服务指标|窗口指标|", "||", ("服务指标", "窗口指标"), []),
    ],
)
def test_the_levels_of_a_row(first: str, second: str, expected: tuple[str, str], guessed: list[str]) -> None:
    found = table(f"{first}{A}", f"{second}{B}")
    assert (levels(found)[1], guesses(found)) == ((*expected, "展览"), guessed)
    assert [len(one.children) for one in found.form.indicators if one.name == expected[0]] == [
        len({two for name, two, _ in levels(found) if name == expected[0]})
    ]


def test_成本_under_产出_stays_where_it_stands() -> None:
    """社会成本指标 is usual under 成本指标 only; 经济效益 under 效益: a level of the paper's own is never replaced."""
    found = table(f"产出指标|社会成本指标|{A}", f"|经济成本指标|{B}")
    assert levels(found)[0] == ("产出指标", "社会成本指标", "讲座")
    assert guesses(found) == ["成本指标"]


def test_a_level_2_where_a_form_has_no_column_for_it() -> None:
    found = read_one(TITLE, NAME, "一级指标|三级指标|指标值|分值", "社会效益指标|讲座|3次|50", "|展览|2次|50")
    assert levels(found) == [("效益指标", "社会效益指标", "讲座"), ("效益指标", "社会效益指标", "展览")]
    assert guesses(found) == ["效益指标"]
    cell = next(key for key in found.mapped if key[1:] == (3, 0))
    assert len(found.mapped[cell]) == 1


def test_two_merged_cells_of_one_name_are_two_blocks() -> None:
    spans = {(3, 0): (4, 0), (5, 0): (6, 0)}
    lines = (f"产出指标|数量指标|{A}", f"|数量指标|{B}", f"产出指标||{A}", f"||{B}")
    found = table(*lines, spans=spans)
    assert levels(found) == [
        ("产出指标", "数量指标", "讲座"),
        ("产出指标", "数量指标", "展览"),
        ("产出指标", "", "讲座"),
        ("产出指标", "", "展览"),
    ]
    (one,) = table(*lines).form.indicators
    assert [len(two.children) for two in one.children] == [4]


def test_a_merged_level_reaches_down_to_its_last_row() -> None:
    found = table(f"产出指标|数量指标|{A}", f"|社会效益指标|{B}", f"|社会效益指标|{A}", spans={(3, 0): (4, 0)})
    assert [row[:2] for row in levels(found)] == [
        ("产出指标", "数量指标"),
        ("产出指标", "社会效益指标"),
        ("效益指标", "社会效益指标"),
    ]
    assert guesses(found) == ["效益指标"]


@pytest.mark.parametrize(
    ("text", "name", "weight"),
    [
        ("产出指标（60分）", "产出指标", 60),
        ("产出指标(60)", "产出指标", 60),
        ("产出指标 60 分", "产出指标", 60),
        ("产出指标", "产出指标", None),
    ],
)
def test_the_weight_behind_a_level(text: str, name: str, weight: int | None) -> None:
    (one, *_) = table(f"{text}|数量指标|{A}").form.indicators
    assert (one.name, one.weight) == (name, weight)


def test_the_first_weight_of_a_level_stays() -> None:
    found = table(f"产出指标（60分）|数量指标（30分）|{A}", f"产出指标（50分）|数量指标（20分）|{B}")
    (one,) = found.form.indicators
    assert (one.weight, [two.weight for two in one.children]) == (60, [30])
    assert codes(found) == []


def test_a_level_without_indicators_is_kept() -> None:
    found = table("产出指标|数量指标", f"|质量指标|{A}", "效益指标")
    assert [(one.name, [(two.name, len(two.children)) for two in one.children]) for one in found.form.indicators] == [
        ("产出指标", [("数量指标", 0), ("质量指标", 1)]),
        ("效益指标", []),
    ]


def test_rows_without_any_level_stand_below_nameless_ones() -> None:
    found = table(f"||{A}", f"||{B}", f"产出指标|数量指标|{A}")
    assert levels(found) == [("", "", "讲座"), ("", "", "展览"), ("产出指标", "数量指标", "讲座")]
    assert [len(one.children) for one in found.form.indicators] == [1, 1]


PAGE = (TITLE, NAME, HEADINGS)


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("满意度指|服务对象满意|", "标|度指标|", ("满意度指标", "服务对象满意度指标")),
        ("满意度指|服务对象满意度指标|", "标||", ("满意度指标", "服务对象满意度指标")),
        ("满意度指标|服务对象满意|", "满意度指标|度指标|", ("满意度指标", "服务对象满意度指标")),
    ],
)
def test_the_end_of_a_level_cut_by_the_page(above: str, below: str, expected: tuple[str, str]) -> None:
    found = read_pages((*PAGE, f"{above}{A}"), (f"{below}", f"||{B}"))
    assert levels(found) == [(*expected, "讲座"), (*expected, "展览")]
    assert "row.joined" in codes(found)


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("满意度指标|服务对象满意度指标|", "满意度指标|服务对象满意度指标|", ("满意度指标", "服务对象满意度指标")),
        ("产出指标|数量指标|", "效益指标|社会效益指标|", ("效益指标", "社会效益指标")),
        ("产出指标|数量指标|", "产出指标|质量指标|", ("产出指标", "质量指标")),
    ],
)
def test_a_level_at_the_top_of_a_page_that_is_no_end_of_a_word(
    above: str, below: str, expected: tuple[str, str]
) -> None:
    found = read_pages((*PAGE, f"{above}{A}"), (below, f"||{B}"))
    assert levels(found)[-1] == (*expected, "展览")
    assert "row.joined" not in codes(found)
