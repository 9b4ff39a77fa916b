"""Cells beside their headings: each weight of `column_fit` decides a row here, which another weight would read otherwise.

A case is a row as it stands and as it is meant: a whole row moved left or right, cells lost, a slip within the row.
"""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.recognize.result import FoundForm
from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, codes, left, read_one, read_pages
from tests.helpers.imports import facts, rows


def text(length: int) -> str:
    """Return a text of that length."""
    return ("六月底前完成改造任务并通过验收交付使用单位" * 4)[:length]


def meant(found: FoundForm, line: str) -> bool:
    """Tell whether the first row of a form is this one; a level above it may be guessed."""
    wanted = f"{line}{'|' * (7 - line.count('|'))}".split("|")
    wanted[5:7] = [number.strip("%—") for number in wanted[5:7]]
    got = list(rows(found.form)[0])
    if not wanted[0]:
        got[0] = ""
    return got == wanted


WHOLE_ROWS_MOVED = [
    # one column right: a level is lost, or a blank column stands before the row
    ("|||讲座||及时", "||讲座||及时"),
    ("||数量指标|||||20%", "|数量指标|||||20%"),
    ("||社会效益指标|讲座场次|及时", "|社会效益指标|讲座场次|及时"),
    ("|||讲座|3次|4次|50|40|人手少", "||讲座|3次|4次|50|40|人手少"),
    # two columns right
    ("||||讲座|3次", "||讲座|3次"),
    ("||||讲座|3次|4次|50|40", "||讲座|3次|4次|50|40"),
    ("||||||30%|50", "||||30%|50"),
    ("||产出指标||||||20%", "产出指标||||||20%"),
    ("||||讲座|3|||—", "||讲座|3"),
    ("|||覆盖指标|||20%", "||覆盖指标|||20%"),
    ("||产出指标|数量指标|讲座|3次|4次|50|40", "产出指标|数量指标|讲座|3次|4次|50|40"),
    ("||产出指标||讲座|3次|4次|50|40", "产出指标||讲座|3次|4次|50|40"),
    # one column left
    ("社会效益指标||||||无", "|社会效益指标||||||无"),
    ("社会效益指标|||||40|人手少", "|社会效益指标|||||40|人手少"),
    ("数量指标|讲座|3次|4次|50|40", "|数量指标|讲座|3次|4次|50|40"),
    # two columns left
    ("|3", "|||3"),
    ("覆盖指标|3次|96%", "||覆盖指标|3次|96%"),
    (f"讲座|3|{text(24)}", f"||讲座|3|{text(24)}"),
    # a name that says 指标 is a level of its own only where it stands so
    ("服务指标|||||50|0", "服务指标|||||50|0"),
    ("||服务指标|讲座||50|40", "||服务指标|讲座||50|40"),
    ("服务指标|||讲座|4次|96%", "服务指标||讲座|4次|96%"),
]
SLIPS_WITHIN_A_ROW = [
    ("|产出指标|讲座|3次|4次|50|40", "产出指标||讲座|3次|4次|50|40"),
    ("产出指标|窗口指标||3次|4次|50|40", "产出指标|窗口指标||3次|4次|50|40"),
    ("||讲座|3次|4次||50|40", "||讲座|3次|4次|50|40"),
    ("|产出指标|||||及时|50", "产出指标||||及时|50"),
    ("|||||96%||0|人手少", "||||96%||0|人手少"),
    (f"|||3次|{text(18)}|50分|20%", f"|||3次|{text(18)}|50|20"),
    (f"|数量指标||{text(18)}||||无", f"|数量指标||{text(18)}||||无"),
    (f"产出指标|||{text(20)}", f"产出指标|||{text(20)}"),
    (f"|||讲座|{text(21)}", f"||讲座|{text(21)}"),
    (f"||讲座|{text(60)}|||40", f"||讲座|{text(60)}|||40"),
    (f"|社会效益指标|讲座|及时|{text(60)}", f"|社会效益指标|讲座|及时|{text(60)}"),
    ("|||3", "|||3"),
    ("||3", "|||3"),
    ("产出指标||||3", "产出指标||||3"),
    # a number is no name, not even beside a level
    ("产出指标||7.5", "产出指标|||7.5"),
    ("|经济成本指标|3", "|经济成本指标||3"),
    # a name that says its level in short stays
    ("|成本指标|成本|3次|4次", "|成本指标|成本|3次|4次"),
    # the name of a level below 三级指标 is rather a level whose row has no name
    ("||数量指标|3次|4次|50|40|人手少", "|数量指标||3次|4次|50|40|人手少"),
    ("产出指标||数量指标|3次|4次|50|40|人手少", "产出指标|数量指标||3次|4次|50|40|人手少"),
    # further than three columns away is as far as three: the order of a row decides, not the width of a gap
    ("||||||||3|96%|50", "|||3|96%|50"),
]


@pytest.mark.parametrize(("stands", "line"), [*WHOLE_ROWS_MOVED, *SLIPS_WITHIN_A_ROW])
def test_a_row_is_read_as_it_is_meant(stands: str, line: str) -> None:
    found = read_pages((TITLE, NAME, HEADINGS, stands))
    assert meant(found, line), rows(found.form)


def test_a_level_s_name_alone_is_no_indicator_wherever_it_stands() -> None:
    assert rows(read_one(TITLE, NAME, HEADINGS, "||产出指标").form) == []


def test_a_name_of_both_levels_is_of_the_nearer() -> None:
    found = read_one(TITLE, NAME, HEADINGS, "||||成本指标")
    assert "level.guessed" in codes(found)  # 成本指标 right of all levels: one above it is missing


def test_a_wide_heading_draws_no_more_than_a_narrow_one() -> None:
    headings = "一级指标|二级指标|三级指标|||年度指标值|分值|得分"
    found = read_one(TITLE, NAME, headings, "|||数量指标", spans={(2, 2): (2, 4)})
    assert (rows(found.form), codes(found)[0]) == ([], "row.shifted")  # a level, not a name


@pytest.mark.parametrize(
    ("weight", "field"),
    [
        ("20%", "weight"),
        ("60%", "weight"),
        ("61%", "actual"),
        ("99%", "actual"),
        ("20.5％", "weight"),
        ("5%", "weight"),
        ("7.25%", "weight"),
        ("5", "weight"),
        ("120%", "actual"),
    ],
)
def test_sixty_per_cent_are_the_greatest_weight_in_per_cent(weight: str, field: str) -> None:
    """产出 has 50 or 60 of 100 in every preset and form we know; more in per cent is a value that slipped."""
    found = read_pages((TITLE, NAME, HEADINGS, f"||窗口指标|讲座|3次|{weight}"))
    assert rows(found.form)[0][4 if field == "actual" else 5] == weight.strip("%％" if field == "weight" else "")


@pytest.mark.parametrize(
    ("stands", "line", "out"),
    [
        ("产出指标|讲座|无|及时|4次||40", "产出指标||讲座|及时|4次||40", ["无", "归口科室"]),
        ("||||讲座|3|4次||40", "||讲座|3|4次||40", ["归口科室"]),
        ("|讲座||3次|4次||40||人手少", "||讲座|3次|4次||40|人手少", ["归口科室"]),
    ],
)
def test_a_column_that_nobody_knows_takes_what_no_other_wants(stands: str, line: str, out: list[str]) -> None:
    """A text under 归口科室 costs more than a name under 三级指标, and less than a name under 二级指标."""
    headings = HEADINGS.replace("三级指标|", "三级指标|归口科室|")
    found = read_pages((TITLE, NAME, headings, stands))
    assert meant(found, line), rows(found.form)
    assert left(found) == out


FUND_HEADINGS = "|年初预算数|全年预算数|全年执行数|分值|执行率|得分"


@pytest.mark.parametrize(
    ("stands", "line", "out"),
    [
        ("|100|80|60|10|75%|7", "100|80|60|10|7|75%", []),
        ("|||100|80|60|10|75%", "100|80|60|10||75%", []),
        ("|甲方案|100|80|60|10|75%|7", "100|80|60|10|7|75%", ["甲方案"]),
        ("|100|甲方案|80|60|10|75%|7", "100|80|60|10|7|75%", ["甲方案"]),
        ("|100|80|甲方案|60|10|75%|7", "100|80|60|10|7|75%", ["甲方案"]),
        ("|100|80|60|甲方案|10|75 %", "100|80|60|10||75%", ["甲方案"]),
        ("|||75%", "|||||75%", []),
        ("||||100|80|60|20%|75%|40", "100|80|60|20|40|75%", []),
        ("|||100||60|—|甲方案|75%|40", "100||60||40|75%", ["甲方案"]),
        ("|甲方案|100||60|10|75%|7.5", "|100|60|10|7.5|75%", ["甲方案"]),
        ("|甲方案||100||60|10|75%|7.5", "100||60|10|7.5|75%", ["甲方案"]),
        ("||100||80|60|10||甲方案|7.5", "100|80|60|10|7.5|", ["甲方案"]),
        ("||||100|80|60|甲方案|10|75%", "100|80|60|10||75%", ["甲方案"]),
    ],
)
def test_a_row_of_funds_is_read_as_it_is_meant(stands: str, line: str, out: list[str]) -> None:
    found = read_one(TITLE, NAME, FUND_HEADINGS, f"年度资金总额{stands}", HEADINGS, ROW)
    assert "|".join([*facts(found.form)["funds"], facts(found.form)["rate"]]) == line
    assert left(found) == out


@pytest.mark.parametrize(
    ("line", "is_shifted"),
    [
        ("产出指标|数量指标|讲座|3次|4次|50|40|人手少", False),
        ("社会效益指标||讲座|3次|4次|50|40", True),  # a name of level 2 below 一级指标
        ("服务指标||讲座|3次|4次|50|40", False),
        ("服务||讲座|3次|4次|50|40", False),
        ("|||讲座|3次|4次|50|40", True),
    ],
)
def test_a_row_beside_its_headings_is_doubted(line: str, is_shifted: bool) -> None:
    assert ("row.shifted" in codes(read_one(TITLE, NAME, HEADINGS, line))) == is_shifted


@pytest.mark.parametrize(
    ("first", "last", "field"), [(3, 3, "target"), (3, 4, "target"), (2, 3, "name"), (1, 3, "level_2")]
)
def test_a_wide_cell_stands_under_the_heading_over_its_first_column(first: int, last: int, field: str) -> None:
    word = {"level_2": "数量指标"}.get(field, "讲座")
    line = "|".join(["产出指标", *[""] * (first - 1), word])
    found = read_one(TITLE, NAME, HEADINGS, f"{line}{'|' * (5 - first)}50|40", spans={(3, first): (3, last)})
    assert rows(found.form)[0][{"level_2": 1, "name": 2, "target": 3}[field]] == word


@pytest.mark.parametrize(("gap", "expected"), [(0, "讲座"), (1, "讲座")])
def test_a_cell_reaching_under_a_heading_from_the_left_stands_under_it(gap: int, expected: str) -> None:
    headings = "一级指标||三级指标|指标值|分值|得分"
    spans = {(3, 1): (3, 1 + gap)}
    found = read_one(TITLE, NAME, headings, "产出指标|讲座||3次|50|40", spans=spans)
    assert rows(found.form)[0][2] == expected
    assert ("row.shifted" in codes(found)) == (gap == 0)


def test_two_cells_below_one_wide_heading_are_both_accounted_for() -> None:
    headings = "三级指标|年度指标值||实际完成值|分值|得分"
    found = read_one(TITLE, NAME, headings, "讲座|≥|95%|96%|50|40", spans={(2, 1): (2, 2)})
    assert {"≥", "95%"} <= {*rows(found.form)[0], *left(found)}
