"""Forms as offices make them by hand: two rows of headings, weights in per cent, a second sheet, sums between the rows."""

from __future__ import annotations

from decimal import Decimal

from selfeval_gui.exchange.readers.grid import Grid, Source, SourceCell, place_of
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.result import FoundForm
from tests.helpers.imports import rows, unaccounted

HEADINGS = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因"
ROWS = (
    "产出指标|数量指标|改造小区数|12个|11个|40|36|施工许可办理较晚",
    "效益指标|社会效益指标|环境改善|明显|明显|60|60",
)
EXPECTED = [
    ("产出指标", "数量指标", "改造小区数", "12个", "11个", "40", "36", "施工许可办理较晚"),
    ("效益指标", "社会效益指标", "环境改善", "明显", "明显", "60", "60", ""),
]
HEAD = ("2023年度项目支出绩效自评表", "项目名称|改造工程|||实施单位|房管中心")


def sheet(number: int, *lines: str, spans: dict[tuple[int, int], tuple[int, int]] | None = None) -> Grid:
    """Return a sheet of rows whose cells stand between bars; `spans` gives the last row and column of some."""
    cells = [
        SourceCell(number, row, column, *(spans or {}).get((row, column), (row, column)), text.strip())
        for row, line in enumerate(lines)
        for column, text in enumerate(line.split("|"))
        if text.strip()
    ]
    return Grid(f"Sheet{number + 1}", cells)


def read(*grids: Grid) -> tuple[Source, FoundForm]:
    source = Source([*grids], is_workbook=True)
    result = recognize(source)
    assert unaccounted(source, result) == []
    assert len(result.forms) == 1
    return source, result.forms[0]


def doubts(source: Source, found: FoundForm) -> list[tuple[str, str]]:
    return [(each.code, place_of(source, each.cell) if each.cell is not None else "") for each in found.doubts]


def test_headings_in_two_rows() -> None:
    above = "一级指标|二级指标|三级指标|指标情况||评分情况||偏差原因"
    spans = {(2, 3): (2, 4), (2, 5): (2, 6), **{(2, column): (3, column) for column in (0, 1, 2, 7)}}
    source, found = read(
        sheet(0, *HEAD, above, "|||年度指标值|实际完成值|分值|得分", *ROWS, "总分|||||100|96", spans=spans)
    )
    assert rows(found.form) == EXPECTED
    assert (found.form.printed.total_weight, found.form.printed.total_score) == (100, 96)
    assert doubts(source, found) == []


def test_weights_with_their_unit() -> None:
    lines = [line.replace("|40|36", "|40分|36 分").replace("|60|60", "|６０分|60分") for line in ROWS]
    source, found = read(sheet(0, *HEAD, HEADINGS, *lines, "合计|||||100分|96分"))
    assert rows(found.form) == EXPECTED
    assert found.form.printed.total_score == 96
    assert doubts(source, found) == []


def test_weights_in_per_cent_are_doubted_once_for_each_column() -> None:
    lines = [line.replace("|40|36", "|40%|36%").replace("|60|60", "|60%|60%") for line in ROWS]
    source, found = read(sheet(0, *HEAD, HEADINGS, *lines, "合计|||||100%|96%"))
    assert rows(found.form) == EXPECTED
    assert (found.form.printed.total_weight, found.form.printed.total_score) == (100, 96)
    assert doubts(source, found) == [("number.percent", "Sheet1!F4"), ("number.percent", "Sheet1!G4")]


def test_a_word_below_得分_is_listed_and_goes_nowhere_else() -> None:
    source, found = read(sheet(0, *HEAD, HEADINGS, ROWS[0], ROWS[1].replace("|60|60", "|60|优")))
    assert rows(found.form)[1] == (*EXPECTED[1][:6], "", "")
    assert [(each.code, each.text) for each in found.unmapped] == [("number.invalid", "优")]
    assert ("number.invalid", "Sheet1!G5") in doubts(source, found)


def test_a_form_goes_on_in_the_next_sheet() -> None:
    for second in ((HEADINGS, *ROWS), ("项目支出绩效自评表（续）", HEADINGS, *ROWS)):
        source, found = read(sheet(0, *HEAD), sheet(1, *second))
        assert found.form.project_name == "改造工程"
        assert rows(found.form) == EXPECTED
        assert found.grids == (0, 1)
        assert doubts(source, found) == [("sheet.joined", "Sheet2!A1")]


def test_a_sheet_with_a_name_of_its_own_is_another_form() -> None:
    source = Source([sheet(0, *HEAD), sheet(1, "项目名称|道路工程", HEADINGS, *ROWS)], is_workbook=True)
    names = [found.form.project_name for found in recognize(source).forms]
    assert names[-1] == "道路工程"
    assert all(not found.form.indicators for found in recognize(source).forms[:-1])


def test_sums_between_the_rows_are_no_indicators() -> None:
    source, found = read(sheet(0, *HEAD, HEADINGS, ROWS[0], "小计|||||40|36", ROWS[1], "效益指标小计|||||60|59"))
    assert rows(found.form) == EXPECTED
    assert [(each.code, each.text) for each in found.unmapped] == [("no_field", "59")]
    assert doubts(source, found) == [("subtotal.mismatch", "Sheet1!G7")]


def test_measures_in_a_column_of_their_own_follow_the_reason() -> None:
    _, found = read(sheet(0, *HEAD, f"{HEADINGS}|改进措施", f"{ROWS[0]}|下年度提前办理", ROWS[1]))
    assert rows(found.form)[0][7] == "施工许可办理较晚\n下年度提前办理"
    assert found.unmapped == []


def test_单位_between_target_and_actual_is_what_they_are_counted_in() -> None:
    headings = "一级指标|二级指标|三级指标|指标值|单位|完成值|权重|得分"
    _, found = read(sheet(0, *HEAD, headings, "产出|数量|面积|≥5000|亩|4800|100|96"))
    assert rows(found.form) == [("产出", "数量", "面积", "≥5000亩", "4800亩", "100", "96", "")]


def test_goals_in_one_cell_with_their_labels() -> None:
    _, found = read(sheet(0, *HEAD, "年度目标|预期目标：建成5000亩：分两期。||实际完成：建成4800亩。", HEADINGS, *ROWS))
    assert found.form.expected_goal == "建成5000亩：分两期。"
    assert found.form.actual_outcome == "建成4800亩。"


def test_a_form_without_title_begins_with_the_fields_above_its_name() -> None:
    _, found = read(sheet(0, "部门：教育局|||2022年", "项目名称：|安全设施", HEADINGS, *ROWS))
    assert (found.form.department, found.form.year, found.form.project_name) == ("教育局", 2022, "安全设施")


def test_a_total_of_funds_without_its_label() -> None:
    headings = "预算执行（万元）|预算数|执行数|执行率|分值|得分"
    _, found = read(sheet(0, *HEAD, headings, "|80.5|40.25|50%|10|5", HEADINGS, *ROWS))
    funds = found.form.funds
    assert (funds.total.initial_budget, funds.total.annual_budget) == (None, Decimal("80.5"))
    assert (funds.total.executed, funds.total.weight, funds.total.score) == (Decimal("40.25"), 10, 5)
    assert (funds.unit, found.form.printed.execution_rate) == ("万元", 50)


def test_who_fills_the_form_in_is_not_who_does_the_project() -> None:
    _, found = read(sheet(0, HEAD[0], "填报单位：农业局", HEAD[1], HEADINGS, *ROWS))
    assert found.form.implementing_unit == "房管中心"
    assert found.form.extra == {"填报单位": "农业局"}


def test_a_year_in_words_is_kept() -> None:
    _, found = read(sheet(0, "项目名称|改造工程", "年度：二〇二二", HEADINGS, *ROWS))
    assert found.form.year is None
    assert found.form.extra == {"年度": "二〇二二"}


def test_one_wide_heading_over_the_levels() -> None:
    headings = "指标|||目标值|完成值|满分|得分|未完成原因"
    _, found = read(sheet(0, *HEAD, headings, *ROWS, "合计|||||100|96", spans={(2, 0): (2, 2)}))
    assert rows(found.form) == EXPECTED


def test_amounts_beside_their_headings() -> None:
    line = "资金（万元）|预算数|80|执行数|79.5|执行率|99.38%|得分9.94"
    _, found = read(sheet(0, *HEAD, line, HEADINGS, *ROWS))
    total = found.form.funds.total
    assert (total.annual_budget, total.executed) == (80, Decimal("79.5"))
    assert found.form.printed.execution_rate == Decimal("99.38")
    assert [each.text for each in found.unmapped] == ["得分9.94"]


def test_the_adjusted_target_counts_where_a_template_has_that_column() -> None:
    headings = "绩效指标|指标名称|计量单位|指标性质|年初指标值|调整指标值|全年完成值|得分系数(%)|指标权重|指标得分"
    source, found = read(sheet(0, *HEAD, headings, "|整治长度|公里|≥|120|100|96|96|100|96"))
    assert rows(found.form)[0][2:7] == ("整治长度", "≥100公里", "96公里", "100", "96")
    assert ("target.adjusted", "Sheet1!E4") in doubts(source, found)


def test_the_unit_of_money_beside_other_words() -> None:
    _, found = read(sheet(0, HEAD[0], "填报人：王五    单位：元", HEAD[1], HEADINGS, *ROWS))
    assert (found.form.funds.unit, found.form.extra) == ("元", {"填报人": "王五"})


def test_what_excel_hides_is_taken_and_doubted() -> None:
    shown, hidden = sheet(0, *HEAD, HEADINGS, *ROWS), sheet(1, *HEAD, HEADINGS, *ROWS)
    source = Source([shown._replace(hidden_rows=frozenset({4})), hidden._replace(is_hidden=True)], is_workbook=True)
    first, second = recognize(source).forms
    assert rows(first.form) == rows(second.form) == EXPECTED
    assert doubts(source, first) == [("row.hidden", "Sheet1!A5")]
    assert doubts(source, second) == [("sheet.hidden", "Sheet2!A1")]


def test_a_unit_cut_by_the_end_of_a_line() -> None:
    for text, unit in (("项目资金（万\n元）", "万元"), ("项目资金\n（元）", "元"), ("项目资金（ 万 元 ）", "万元")):
        line = f"{text}||年初预算数|全年预算数|全年执行数"
        source, found = read(sheet(0, *HEAD, line, "|年度资金总额|80|80|79.5", HEADINGS, *ROWS))
        assert (text, found.form.funds.unit) == (text, unit)
        assert doubts(source, found) == []


def test_half_a_unit_is_doubted() -> None:
    source, found = read(
        sheet(0, *HEAD, "元）||年初预算数|全年预算数|全年执行数", "|年度资金总额|80|80|79.5", HEADINGS, *ROWS)
    )
    assert found.form.funds.unit == "万元"
    assert doubts(source, found) == [("unit.guessed", "")]


def test_weights_in_per_cent_stay_in_their_columns_on_paper_too() -> None:
    lines = [line.replace("|40|36", "|40%|36%").replace("|60|60", "|60%|60%") for line in ROWS]
    page = sheet(0, *HEAD, HEADINGS, *lines, "合计|||||100%|96%")._replace(name="page 1")
    (found,) = recognize(Source([page], is_wrapped=True)).forms
    assert rows(found.form) == EXPECTED
    assert [each.code for each in found.doubts if each.code == "row.shifted"] == []


def test_a_subtotal_at_the_top_of_a_page() -> None:
    above = sheet(0, *HEAD, HEADINGS, *ROWS)._replace(name="page 1")
    below = sheet(1, "小计|社会效益指标||||60|60", "合计|||||100|96")._replace(name="page 2")
    (found,) = recognize(Source([above, below], is_wrapped=True)).forms
    assert rows(found.form) == EXPECTED
    assert found.form.printed.total_score == 96


def test_a_printed_method_cut_by_the_end_of_a_page() -> None:
    headings = HEADINGS.replace("|分值", "|得分计算方法|分值")
    cut, rest = "完成值达到指标", "值，记满分；未达到指标值，按B/A或A/B×该指标分值记分。"
    first, last = (line.split("|") for line in ROWS)
    lines = ["|".join([*line[:5], method, *line[5:]]) for line, method in ((first, cut + rest), (last, cut))]
    above = sheet(0, *HEAD, headings, *lines)._replace(name="page 1")
    for end, left_over in ((rest, []), ("值，记零分。", [cut, "值，记零分。"])):
        below = sheet(1, headings, f"|||||{end}", "合计||||||100|96")._replace(name="page 2")
        (found,) = recognize(Source([above, below], is_wrapped=True)).forms
        assert rows(found.form) == EXPECTED
        assert [each.text for each in found.unmapped] == left_over


def test_a_level_said_again_beside_the_end_of_one_cut_by_the_page() -> None:
    satisfied = "满意度指标|服务对象满意|居民满意度|95%|90%|10|9|1. 问卷发放少。"
    above = sheet(0, *HEAD, HEADINGS, *ROWS, satisfied)._replace(name="page 1")
    below = sheet(1, HEADINGS, "满意度指标|度指标||||||2. 增加问卷。", "合计|||||110|105")._replace(name="page 2")
    (found,) = recognize(Source([above, below], is_wrapped=True)).forms
    last = ("满意度指标", "服务对象满意度指标", "居民满意度", "95%", "90%", "10", "9", "1. 问卷发放少。\n2. 增加问卷。")
    assert rows(found.form) == [*EXPECTED, last]
