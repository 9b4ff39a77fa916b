"""Rows of 绩效指标: what a row goes on with, what its columns of sign, unit, method and share say, what is doubted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.recognize.result import FoundForm
from tests.helpers.grids import HEADINGS, NAME, TITLE, codes, left, read_all, read_one, read_pages, said, sheet
from tests.helpers.imports import rows

LEVELS = "产出指标|数量指标|"
A, B = f"{LEVELS}讲座|3次|3次|50|40|人手少。", f"{LEVELS}展览|2次|2次|50|50"
PAGE = (TITLE, NAME, HEADINGS)


def table(
    *lines: str, headings: str = HEADINGS, spans: dict[tuple[int, int], tuple[int, int]] | None = None
) -> FoundForm:
    """Return a form with these rows of indicators, the first in row 3."""
    return read_one(TITLE, NAME, headings, *lines, spans=spans)


def values(found: FoundForm) -> list[tuple[str, ...]]:
    return [row[2:] for row in rows(found.form)]


# ---- sign, unit, method, share -------------------------------------------------------------------------------------

SIGNED = "三级指标|计算符号|指标值|计量单位|完成值|分值|得分"


@pytest.mark.parametrize(
    ("sign", "target"),
    [
        *(("≥", "≥3次"), (">=", "≥3次"), ("大于等于", "≥3次"), ("大于 等于", "≥3次")),
        *(("≤", "≤3次"), ("<=", "≤3次"), ("小于等于", "≤3次")),
        *((">", ">3次"), ("大于", ">3次"), ("<", "<3次"), ("小于", "<3次"), ("=", "=3次"), ("等于", "=3次")),
        *(("定性", "3次"), ("定量", "3次"), ("正向", "3次"), ("反向", "3次"), ("—", "3次"), ("", "3次")),
    ],
)
def test_the_sign_before_a_target(sign: str, target: str) -> None:
    found = table(f"讲座|{sign}|3|次|4|50|50", headings=SIGNED)
    assert (values(found), left(found)) == ([("讲座", target, "4次", "50", "50", "")], [])


@pytest.mark.parametrize(
    ("sign", "target", "unit", "actual", "expected"),
    [
        ("≥", "≥3", "次", "4", ("≥3次", "4次")),
        ("≥", "3次", "次", "4次", ("≥3次", "4次")),
        ("≥", "3", "—", "4", ("≥3", "4")),
        ("约", "3", "—", "4", ("约3", "4")),
        ("", "及时", "天", "4", ("及时", "4天")),
        ("", "<=3", "天", "", ("<=3天", "")),
        ("", "95%", "%", "96%", ("95%", "96%")),
    ],
)
def test_the_unit_behind_target_and_actual(
    sign: str, target: str, unit: str, actual: str, expected: tuple[str, str]
) -> None:
    found = table(f"讲座|{sign}|{target}|{unit}|{actual}|50|50", headings=SIGNED)
    assert (values(found)[0][1:3], left(found)) == (expected, [])


METHOD = "完成值达到指标值，记满分；未达到指标值，按B/A或A/B×该指标分值记分。"


@pytest.mark.parametrize(
    ("weight", "score", "share", "out"),
    [
        ("50", "40", "80%", []),
        ("50", "40", "80", []),
        ("50", "40", "0.8", []),
        ("50", "40", "80.4%", ["80.4%"]),
        ("50", "40", "81%", ["81%"]),
        ("50", "40", "80.00", []),
        ("50", "40", "79", ["79"]),
        ("50", "40", "0.80", []),
        ("50", "40", "0.81", ["0.81"]),
        ("50", "", "80%", ["80%"]),
        ("", "40", "80%", ["80%"]),
        ("0", "0", "80%", ["80%"]),
        ("50", "40", "约八成", ["约八成"]),
        ("50", "40", "—", []),
        ("3", "2", "66.67%", []),
    ],
)
def test_a_share_of_the_score_is_passed_over_where_it_is_the_score(
    weight: str, score: str, share: str, out: list[str]
) -> None:
    headings = "三级指标|指标值|完成值|得分系数(%)|分值|得分"
    assert left(table(f"讲座|3次|3次|{share}|{weight}|{score}", headings=headings)) == out


@pytest.mark.parametrize(("method", "out"), [(METHOD, []), ("按比例记分", ["按比例记分"]), ("—", [])])
def test_a_method_of_its_own_is_listed(method: str, out: list[str]) -> None:
    found = table(f"讲座|3次|3次|{method}|50|40", headings="三级指标|指标值|完成值|得分计算方法|分值|得分")
    assert (left(found), values(found)) == (out, [("讲座", "3次", "3次", "50", "40", "")])


@pytest.mark.parametrize("column", ["计算符号", "计量单位", "得分计算方法", "得分系数", "改进措施"])
def test_what_stands_beside_a_level_without_indicator_is_listed(column: str) -> None:
    found = table("产出指标|数量指标|||甲", B, headings=f"一级指标|二级指标|三级指标|指标值|{column}|分值|得分")
    assert left(found)[:1] == ["甲"]
    assert found.unmapped[0].ref is not None
    assert found.unmapped[0].ref.name == column


@pytest.mark.parametrize(
    ("first", "adjusted", "expected", "out"),
    [
        ("3次", "4次", "4次", ["3次"]),
        ("3次", "3次", "3次", []),
        ("3次", "—", "3次", []),
        ("3次", "", "3次", []),
        ("", "4次", "4次", []),
        ("", "—", "—", []),
    ],
)
def test_the_adjusted_target_counts(first: str, adjusted: str, expected: str, out: list[str]) -> None:
    found = table(f"讲座|{first}|{adjusted}|4次|50|50", headings="三级指标|年初指标值|调整后指标值|完成值|分值|得分")
    assert (values(found)[0][1], left(found)) == (expected, out)
    assert [code for code in codes(found) if code == "target.adjusted"] == ["target.adjusted"] * len(out)


# ---- doubts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "is_doubted"),
    [("150%", False), ("150.1%", True), ("１51％", True), ("151", False), ("99%，后为200%", True), ("151 %", False)],
)
@pytest.mark.parametrize("place", ["target", "actual"])
def test_more_than_150_per_cent_is_doubted(place: str, text: str, is_doubted: bool) -> None:
    target, actual = (text, "3次") if place == "target" else ("3次", text)
    found = table(f"{LEVELS}讲座|{target}|{actual}|100|100")
    doubted = [each for each in found.doubts if each.code == "target.implausible"]
    assert [(each.text, each.ref and each.ref.name) for each in doubted] == ([(text, place)] if is_doubted else [])


@pytest.mark.parametrize(
    ("name", "text", "is_doubted"),
    [
        ("合格率", "1", True),
        ("合格率", "0.01", True),
        ("合格率", "1.01", False),
        ("合格率", "0", False),
        ("满意度", "0.9", True),
        ("占用比例", "0.9", True),
        ("场次", "1", False),
        ("合格率高", "1", False),
    ],
)
@pytest.mark.parametrize("is_unformatted", [True, False])
def test_a_share_as_target_is_doubted_where_its_look_is_unknown(
    name: str, text: str, is_doubted: bool, is_unformatted: bool
) -> None:
    grid = sheet(0, TITLE, NAME, HEADINGS, f"{LEVELS}{name}|{text}|及时|100|100")
    cells = [each._replace(unformatted=is_unformatted and each.text == text) for each in grid.cells]
    (found,) = read_all(grid._replace(cells=cells)).forms
    assert ("number.unformatted" in codes(found)) == (is_doubted and is_unformatted)


@pytest.mark.parametrize(
    ("weight", "score", "doubted"),
    [
        ("1", "1", []),
        ("0.5", "1", ["weight"]),
        ("0.5", "0.99", ["weight", "score"]),
        ("0", "0.01", ["score"]),
        ("50%", "1", ["weight"]),
        ("50％", "40%", ["weight", "score"]),
    ],
)
def test_shares_as_weights_are_doubted_once_for_each_column(weight: str, score: str, doubted: list[str]) -> None:
    grid = sheet(0, TITLE, NAME, HEADINGS, *[f"{LEVELS}{name}|3次|3次|{weight}|{score}" for name in ("讲座", "展览")])
    cells = [
        each._replace(unformatted=each.column in {5, 6} and each.row > 2 and not each.text.endswith(("%", "％")))
        for each in grid.cells
    ]
    (found,) = read_all(grid._replace(cells=cells)).forms
    code = {"number.percent", "number.unformatted"}
    assert [each.ref.name for each in found.doubts if each.code in code and each.ref] == doubted


@pytest.mark.parametrize(
    ("column", "field"), [(3, "target"), (4, "actual"), (5, "weight"), (6, "score"), (7, "reason"), (2, "name")]
)
def test_a_value_merged_over_two_rows_is_doubted(column: int, field: str) -> None:
    second = "|".join(
        "" if place == column else text for place, text in enumerate(f"{LEVELS}展览|2次|2次|50|40|没空。".split("|"))
    )
    found = table(A, second, spans={(3, column): (4, column)})
    assert [each.ref.name for each in found.doubts if each.code == "cell.shared" and each.ref] == [field]
    assert len(rows(found.form)) == 2
    assert values(found)[1][0] == ("讲座" if field == "name" else "展览")


def test_what_a_merged_name_reaches_ends_with_its_area() -> None:
    found = table(A, f"{LEVELS}|2次|2次|50|50", f"{LEVELS}|4次|4次|1|1", spans={(3, 2): (4, 2)})
    assert [row[0] for row in values(found)] == ["讲座", "讲座", ""]


@pytest.mark.parametrize("length", [80, 81])
def test_a_shifted_row_is_shown_in_eighty_characters(length: int) -> None:
    name = "宽" * (length - len("3次 3次 50 40") - 1)
    found = table(A, f"|||{name}|3次|3次|50|40")
    assert said(found.doubts)[0] == ("row.shifted", f"{name} 3次 3次 50 40"[:80])


# ---- a row that goes on ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("|||||||下年增加。", (1, "人手少。下年增加。")),
        ("||||多|||下年增加。", (1, "人手少。下年增加。")),
        ("|||||||2. 场地小。", (1, "人手少。\n2. 场地小。")),
        ("|||||||（二）场地小。", (1, "人手少。\n（二）场地小。")),
        ("||||||1|下年增加。", (2, "人手少。")),
        ("||展览|||||下年增加。", (2, "人手少。")),
        ("|数量指标||||||下年增加。", (2, "人手少。")),
        ("|质量指标||||||下年增加。", (2, "人手少。")),
    ],
)
def test_a_row_with_nothing_but_texts_goes_on_with_the_one_above(line: str, expected: tuple[int, str]) -> None:
    found = table(A, line)
    assert (len(rows(found.form)), values(found)[0][5]) == expected
    assert ("row.joined" in codes(found)) == (expected[0] == 1)


def test_the_first_row_goes_on_with_nothing() -> None:
    found = table("|||||||下年增加。", A)
    assert [row[5] for row in values(found)] == ["下年增加。", "人手少。"]


@pytest.mark.parametrize(
    ("line", "count", "name"),
    [
        ("||活动||||", 1, "讲座活动"),
        ("|数量指标|活动||||", 1, "讲座活动"),
        ("产出指标|数量指标|活动||||", 1, "讲座活动"),
        ("|质量指标|活动||||", 2, "讲座"),
        ("||活动||||1", 2, "讲座"),
    ],
)
def test_at_the_top_of_a_page_a_name_may_go_on(line: str, count: int, name: str) -> None:
    found = read_pages((*PAGE, A), (line,))
    assert (len(rows(found.form)), values(found)[0][0]) == (count, name)
    assert len(rows(table(A, line).form)) == 2


def test_without_weights_a_name_at_the_top_of_a_page_is_the_next_row() -> None:
    found = read_pages((*PAGE, f"{LEVELS}讲座|3次"), ("||展览",))
    assert [row[0] for row in values(found)] == ["讲座", "展览"]
    weighted = read_pages((*PAGE, f"{LEVELS}讲座|3次|3次|50"), ("||活动",))
    assert [row[0] for row in values(weighted)] == ["讲座活动"]
    scored = read_pages((*PAGE, f"{LEVELS}讲座|3次|3次||50"), ("||活动",))
    assert [row[0] for row in values(scored)] == ["讲座活动"]


def test_only_the_first_row_of_a_page_ends_words() -> None:
    found = read_pages((*PAGE, A), (B, "||活动"))
    assert [row[0] for row in values(found)] == ["讲座", "展览", "活动"]


def test_in_a_document_that_was_typed_nothing_ends_at_the_end_of_a_table() -> None:
    (found,) = read_all(sheet(0, *PAGE, A), sheet(1, "||活动"), is_workbook=False).forms
    assert [row[0] for row in values(found)] == ["讲座", "活动"]


def test_a_merged_name_reaches_down_in_its_own_table_only() -> None:
    first = sheet(0, *PAGE, A, spans={(3, 2): (5, 2)})
    second = sheet(1, HEADINGS, B, B, B, f"{LEVELS}|4次|4次|1|1")
    (found,) = read_all(first, second, is_workbook=False).forms
    assert [row[0] for row in values(found)] == ["讲座", "展览", "展览", "展览", ""]


METHODS = "一级指标|二级指标|三级指标|指标值|完成值|得分计算方法|分值|得分|偏差原因"


@pytest.mark.parametrize(
    ("rest", "line", "out"),
    [
        (METHOD[9:], "", []),
        (METHOD[9:], "|||下年增加。", []),
        (METHOD[9:], "||1|", [METHOD[:9], METHOD[9:]]),
        ("按比例。", "", [METHOD[:9], "按比例。"]),
    ],
)
def test_a_method_cut_by_the_page(rest: str, line: str, out: list[str]) -> None:
    first = f"{LEVELS}讲座|3次|3次|{METHOD[:9]}|50|40|人手少。"
    found = read_pages((TITLE, NAME, METHODS, first), (f"|||||{rest}{line}",))
    assert left(found) == out


# ---- captions and subtotals ------------------------------------------------------------------------------------------

BESIDE = "|一级指标|二级指标|三级指标|指标值|完成值|分值|得分"


@pytest.mark.parametrize(
    ("text", "out"),
    [("绩效指标", []), ("绩效", []), ("指标", []), ("1", []), ("重点", ["重点"]), ("绩效指", ["绩效指"])],
)
def test_a_caption_or_a_number_beside_the_rows(text: str, out: list[str]) -> None:
    found = table(f"{text}|{LEVELS}讲座|3次|3次|50|40", headings=BESIDE)
    assert (left(found), values(found)) == (out, [("讲座", "3次", "3次", "50", "40", "")])


@pytest.mark.parametrize(
    ("line", "out"),
    [
        ("小计|||||100|90", []),
        ("小计|||||100|91", ["91"]),
        ("小计|||||100分|90", []),
        ("产出指标小计|||||100|90", []),
        ("小计|产出指标||||100|90", []),
        ("小计|数量指标||||100|90", []),
        ("小计|||||—|90", []),
        ("小计|||||100%|90", []),
        ("小计|||||10|90", ["10"]),
    ],
)
def test_a_subtotal_is_compared_with_the_level_above(line: str, out: list[str]) -> None:
    found = table(A, B, line)
    assert (len(rows(found.form)), left(found)) == (2, out)
    assert [text for code, text in said(found.doubts) if code == "subtotal.mismatch"] == out


@pytest.mark.parametrize("line", ["讲座小计情况|数量指标|报送|1次|1次|1|1", "小计|数量指标|报送|1次|1次|1|1"])
def test_a_row_with_other_words_is_no_subtotal(line: str) -> None:
    assert len(rows(table(A, B, line).form)) == 3


def test_a_subtotal_above_any_level_is_listed() -> None:
    assert left(table("小计|||||100|90", A)) == ["100", "90"]


# ---- the place of odd numbers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected", "out"),
    [
        (f"{LEVELS}讲座|3次|3次|五十|优|人手少。", ("讲座", "3次", "3次", "", "", "人手少。"), ["五十", "优"]),
        (f"{LEVELS}|3次|3次|五十|40|", ("", "3次", "", "", "40", ""), None),
    ],
)
def test_what_stands_under_分值_in_a_sheet_stays_there(
    line: str, expected: tuple[str, ...], out: list[str] | None
) -> None:
    found = table(line)
    if out is not None:
        assert (values(found), left(found)) == ([expected], out)
    else:
        assert values(found) != [("", "3次", "3次", "", "40", "")]


@pytest.mark.parametrize("text", ["10\n8", "10 8", "①8"])
def test_a_weight_that_would_have_to_be_joined_is_blank_and_doubted(text: str) -> None:
    found = table(f"{LEVELS}讲座|3次|3次|{text}|8", B)
    row = next(level_three(found.form.indicators))
    assert (row.weight, row.score) == (None, Decimal(8))
    assert text in [each.text for each in found.doubts]


@pytest.mark.parametrize(
    ("numbers", "out"),
    [
        (("1", "2"), []),
        (("2", "3"), ["2"]),
        (("0", "1"), ["0"]),
        (("1", "3"), ["3"]),
        (("1", "1"), []),
        (("5", "5"), ["5", "5"]),
    ],
)
def test_rows_are_counted_from_one_on(numbers: tuple[str, str], out: list[str]) -> None:
    lines = [f"{number}|{LEVELS}{name}|3次|3次|50|40" for number, name in zip(numbers, ("讲座", "展览"), strict=True)]
    assert left(table(*lines, headings=BESIDE)) == out


@pytest.mark.parametrize("stray", ["见附件", "12345"])
def test_what_stands_right_of_all_headings_moves_nothing(stray: str) -> None:
    found = table(f"{LEVELS}展览|2次|2次|100|100||{stray}", f"||||||||{stray}")
    assert values(found) == [("展览", "2次", "2次", "100", "100", "")]
    assert (left(found), codes(found)) == ([stray, stray], [])


@pytest.mark.parametrize("stray", ["|12345", "以上情况属实。"])
def test_a_number_or_sentence_alone_in_its_row_is_of_no_row(stray: str) -> None:
    found = table(f"{LEVELS}展览|2次|2次|100|100", stray)
    assert values(found) == [("展览", "2次", "2次", "100", "100", "")]
    assert (left(found), codes(found)) == ([stray.strip("|")], [])
