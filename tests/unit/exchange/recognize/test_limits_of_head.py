"""Title, head, goals and tail: which cell is a label, which its value, and what is neither."""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.recognize.result import FoundForm
from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, codes, left, read_one, said
from tests.helpers.imports import rows

PLAIN_TITLE = "项目支出绩效自评表"
GOALS = "年度总体目标|预期目标||实际完成情况|"


def head(*lines: str) -> FoundForm:
    """Return a form with these rows above its indicators."""
    return read_one(PLAIN_TITLE, NAME, *lines, HEADINGS, ROW)


def tail(*lines: str) -> FoundForm:
    """Return a form with these rows below its indicators."""
    return read_one(TITLE, NAME, HEADINGS, ROW, *lines)


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("（2023年度）", 2023),
        ("2023年", 2023),
        ("(2023)", 2023),
        ("（ 1 9 9 9年度）", None),  # no year of ours stands in pieces: kept as it is
        ("（1999年度）", 1999),
        ("（2099年度）", 2099),
        ("（１８99年度）", None),
        ("（2100年度）", None),
        ("（    年度）", None),
        ("20__年度", None),
        ("评价年度|2022年", 2022),
        ("评价年度|２０２２", 2022),
        ("评价年度：2022", 2022),
        ("评价年度|12022", None),
        ("2023年度预算", None),
    ],
)
def test_the_year(line: str, year: int | None) -> None:
    found = head(line)
    assert (found.form.year, codes(found)) == (year, [] if year else ["year.missing"])
    if year or "_" in line or "  " in line:
        assert left(found) == []


def test_a_year_that_is_none_is_listed() -> None:
    assert said(head("评价年度|本年").unmapped) == [("year.invalid", "本年")]


@pytest.mark.parametrize(
    ("title", "line", "year"),
    [(TITLE, "（2022年度）", 2022), (TITLE, "主管部门|住建局", 2023), (PLAIN_TITLE, "（2022年度）", 2022)],
)
def test_the_year_of_the_title_counts_where_no_other_stands(title: str, line: str, year: int) -> None:
    found = read_one(title, line, NAME, HEADINGS, ROW)
    assert (found.form.year, codes(found)) == (year, [])


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：元", "元"),
        ("（单位：万元）", "万元"),
        ("金额单位:人民币元", "元"),
        ("单位 元", "元"),
        ("计价单位：元", None),
        ("单位：角", None),
    ],
)
def test_the_unit_of_money_alone_in_a_cell(line: str, unit: str | None) -> None:
    found = head(line, "年度资金总额|80")
    assert (found.form.funds.unit, "unit.guessed" in codes(found)) == (unit or "万元", unit is None)
    assert unit is None or left(found) == []


@pytest.mark.parametrize(
    ("text", "is_mark"),
    [("附件2-1", True), ("附件1-1-1", True), ("附件1-1-12", False), ("附件：2", False), ("第2-1号", False)],
)
def test_a_mark_has_seven_characters_at_most(text: str, is_mark: bool) -> None:
    assert left(head(text)) == ([] if is_mark else [text])


@pytest.mark.parametrize(
    ("line", "extra"),
    [
        ("开工|三月", {"开工": "三月"}),
        ("工|三月", {}),
        ("一二三四五六七八九十甲乙|三月", {"一二三四五六七八九十甲乙": "三月"}),
        ("一二三四五六七八九十甲乙丙|三月", {}),
        ("开工1|三月", {}),
        ("开工|项目负责人|王五", {"项目负责人": "王五"}),
        ("开工||三月", {}),
        ("开工", {}),
        ("开工|三月|竣工|九月", {"开工": "三月", "竣工": "九月"}),
        ("开工|三月|竣工", {"开工": "三月"}),
        ("year|三月", {"year": "三月"}),
        ("printed.x|三月", {"printed.x": "三月"}),
        ("项目负责人|王五|竣工", {"项目负责人": "王五"}),
    ],
)
def test_an_unknown_label_is_a_short_word_beside_its_value(line: str, extra: dict[str, str]) -> None:
    found = head(line)
    assert found.form.extra == extra
    known = {"项目负责人", *(f"{name}：{value}" for name, value in extra.items())}
    doubted = [each.text for each in found.doubts if each.code == "label.unknown"]
    assert doubted == [f"{name}：{value}" for name, value in extra.items() if name != "项目负责人"]
    words = {text for text in line.split("|") if text} - {word for each in known for word in each.split("：")}
    assert set(left(found)) == words


@pytest.mark.parametrize(
    ("line", "extra", "out"),
    [
        ("项目负责人：王五", {"项目负责人": "王五"}, []),
        ("项目负责人：王五  联系电话：6200", {"项目负责人": "王五", "联系电话": "6200"}, []),
        ("项目负责人：  联系电话：6200", {"联系电话": "6200"}, []),
        ("项目负责人：", {}, []),
        ("项目负责人：  联系电话：", {}, []),
        ("项目负责人:|联系电话：6200", {"联系电话": "6200"}, []),
        ("经审核 项目负责人：王五", {}, ["经审核 项目负责人：王五"]),
        ("项目负责人：王五  时间：三月", {}, ["项目负责人：王五  时间：三月"]),
        ("项目负责人|王五", {"项目负责人": "王五"}, []),
        ("项目负责人：|王五", {"项目负责人": "王五"}, []),
        ("项目负责人：|联系电话：6200", {"联系电话": "6200"}, []),
        ("项目负责人|联系人：王五", {"项目负责人": "联系人：王五"}, []),
        ("项目负责人||联系电话|6200", {"联系电话": "6200"}, []),
    ],
)
def test_labels_and_values_in_one_cell_or_two(line: str, extra: dict[str, str], out: list[str]) -> None:
    found = head(line)
    assert (found.form.extra, left(found)) == (extra, out)


@pytest.mark.parametrize(
    ("line", "notes"),
    [
        ("备注|已核", "已核"),
        ("备注：已核", "已核"),
        ("备注：已核  说明：属实", "已核\n属实"),
        ("备注|已核|说明|属实", "已核\n属实"),
    ],
)
def test_notes_come_together(line: str, notes: str) -> None:
    assert head(line).form.notes == notes
    assert tail(line).form.notes == notes


def test_fields_of_the_head_in_one_cell() -> None:
    found = read_one(PLAIN_TITLE, "项目名称：改造工程  主管部门：住建局  评价年度：2022年  单位：元", HEADINGS, ROW)
    form = found.form
    assert (form.project_name, form.department, form.year, form.funds.unit) == ("改造工程", "住建局", 2022, "元")
    assert left(found) == []


def test_a_year_in_another_field_is_no_year_of_the_form() -> None:
    form = head("主管部门：2022年筹建处").form
    assert (form.department, form.year) == ("2022年筹建处", None)


def test_below_headings_of_funds_only_numbers_are_a_total() -> None:
    funds = "项目资金（万元）|年初预算数|全年预算数|全年执行数"
    found = head(funds, "主管部门|住建局|主管单位|住建局", "1.5|2.5|3.5")
    assert (found.form.department, found.form.funds.total.executed) == ("住建局", 3.5)
    assert head("1.5|2.5").form.funds.total.initial_budget is None


def test_two_values_of_one_field_are_doubted() -> None:
    found = head("主管部门|住建局|主管单位|教育局", "主管部门|住建局")
    assert (found.form.department, said(found.unmapped), said(found.doubts)) == (
        "住建局",
        [("twice", "教育局")],
        [("value.twice", "教育局"), ("year.missing", "")],
    )


def test_a_caption_has_no_value() -> None:
    found = head("项目基本情况|主管部门|住建局")
    assert (found.form.department, left(found), found.form.extra) == ("住建局", [], {})
    assert left(head("主管部门|项目基本情况")) == []


@pytest.mark.parametrize(("line", "out"), [("自评得分说明|—", ["自评得分说明"]), ("—|/", []), ("——|三月", ["三月"])])
def test_a_dash_is_no_value(line: str, out: list[str]) -> None:
    found = head(line)
    assert [text for text in (*left(found), *found.form.extra) if text not in {"—", "/"}] == out


@pytest.mark.parametrize(
    ("lines", "goals"),
    [
        ((GOALS, "|建成|甲|完成|"), ("建成\n甲", "完成")),
        ((GOALS, "|建成||完成|"), ("建成", "完成")),
        ((GOALS, "|||完成|"), ("", "完成")),
        ((GOALS, "|建成|||"), ("建成", "")),
        ((GOALS, "||建成|完成|"), ("建成", "完成")),
        ((GOALS, "|建成|完成||"), ("建成", "完成")),
        (("年度总体目标|预期目标|实际完成情况", "|建成|完成|丙"), ("建成", "完成\n丙")),
        ((GOALS, "|建成||完成|", "|绿化||验收|"), ("建成\n绿化", "完成\n验收")),
        ((GOALS, "年度总体目标|建成||完成|"), ("建成", "完成")),
        ((GOALS, "||||完成"), ("", "完成")),
        ((GOALS, "建成||||"), ("建成", "")),
        (("预期目标|建成|实际完成情况|完成",), ("建成", "完成")),
        (("年度总体目标|预期目标|建成", "年度总体目标|实际完成情况|完成"), ("建成", "完成")),
        (("预期目标：建成", "实际完成情况：完成"), ("建成", "完成")),
        (("预期目标：建成：两期", "预期目标：又一份"), ("建成：两期", "")),
    ],
)
def test_goals_stand_below_or_beside_their_headings(lines: tuple[str, ...], goals: tuple[str, str]) -> None:
    found = head(*lines)
    assert (found.form.expected_goal, found.form.actual_outcome) == goals
    assert left(found) == [line for line in lines if "又一份" in line]


def test_what_is_no_goal_is_listed() -> None:
    assert left(head("甲方案|预期目标||实际完成情况|", "|建成||(2023年度)|")) == ["甲方案", "(2023年度)"]
    found = head(GOALS, "|建成||完成|", "主管部门|住建局")
    assert (found.form.department, found.form.expected_goal) == ("住建局", "建成")


@pytest.mark.parametrize(
    ("lines", "sums", "out"),
    [
        (("总分|||||100|100",), (100, 100), []),
        (("总分|||||100|100|—",), (100, 100), []),
        (("总分|||||100|100|详见附件",), (100, 100), ["详见附件"]),
        (("总分|||||100分|100%",), (100, 100), []),
        (("总分||||100|100",), (100, 100), []),
        (("总分||||5|100|100",), (100, 100), ["5"]),
        (("总分||||||100",), (None, 100), []),
        (("合计|无|||||",), (None, None), []),
        (("总分|||||100|100", "总分|||||100|99"), (100, 100), ["99"]),
    ],
)
def test_the_total(lines: tuple[str, ...], sums: tuple[int | None, int | None], out: list[str]) -> None:
    found = tail(*lines)
    assert (found.form.printed.total_weight, found.form.printed.total_score) == sums
    assert [text for text in left(found) if text != "无"] == out


@pytest.mark.parametrize(("word", "is_total"), [("优秀了", False), ("优秀了的", True)])
def test_a_row_that_begins_like_a_total_is_one_unless_a_short_word_follows(word: str, is_total: bool) -> None:
    printed = tail(f"合计|{word}||||100|100").form.printed
    assert (printed.total_weight == 100) == is_total


def test_a_total_stands_below_indicators_only() -> None:
    printed = head("自评总分|95").form.printed
    assert (printed.total_weight, printed.total_score) == (None, 95)


@pytest.mark.parametrize(
    "line",
    [
        "项目负责人|王五",
        "备注|已核",
        "主管部门|住建局",
        "项目负责人：王五",
        "备注：已核",
        "项目负责人：王五|联系电话：6200",
    ],
)
def test_the_tail_begins_with_a_field_a_note_or_a_signature(line: str) -> None:
    found = tail(line, "联系人|赵六")
    assert len(found.form.indicators[0].children[0].children) == 1
    assert (found.form.extra["联系人"], left(found)) == ("赵六", [])


@pytest.mark.parametrize(
    "line",
    [
        "||项目负责人：到位率|90%|90%|1|1",
        "||联系人|1名|1名|1|1",
        "产出指标||备注|已记|已记|1|1",
        "|联系人|讲座|1名|1名|1|1",
        "项目负责人：到位|联系人|1名",
    ],
)
def test_a_row_of_the_indicators_that_only_sounds_like_the_tail(line: str) -> None:
    assert len(rows(tail(line).form)) == 2


def test_what_follows_the_tail_is_no_indicator() -> None:
    found = tail("总分|||||100|100", "年度总体目标|预期目标|建成", "总额|80")
    assert (len(found.form.indicators), found.form.expected_goal, found.form.funds.total.initial_budget) == (
        1,
        "",
        None,
    )


@pytest.mark.parametrize(
    ("line", "is_again"), [(f"{TITLE}（续）", True), (f"{TITLE}（续）|第2页", True), (f"{TITLE}（续）|第|2页", False)]
)
def test_a_title_that_goes_on_shares_its_row_with_one_cell_at_most(line: str, is_again: bool) -> None:
    found = tail(line, ROW.replace("改造", "绿化"))
    assert (len(rows(found.form)), left(found)) == (2 if is_again else 3, [])


def test_a_label_of_two_meanings_is_no_head_field_where_that_has_its_own() -> None:
    own, alone = head("填报单位|农业局"), read_one(TITLE, "项目名称|改造工程", "填报单位|农业局", HEADINGS, ROW)
    assert (own.form.implementing_unit, own.form.extra) == ("房管中心", {"填报单位": "农业局"})
    assert alone.form.implementing_unit + alone.form.extra.get("填报单位", "") == "农业局"


@pytest.mark.parametrize(("length", "is_signature"), [(195, True), (196, False)])
def test_a_signature_is_looked_for_in_two_hundred_characters(length: int, is_signature: bool) -> None:
    line = f"{'长' * length} 填表人：王五"
    assert (left(tail(line)) == [line]) == is_signature


@pytest.mark.parametrize(
    ("line", "out"),
    [
        (PLAIN_TITLE, []),
        (f"{PLAIN_TITLE}|甲", ["甲"]),
        (f"{PLAIN_TITLE}|甲|乙", ["乙"]),  # a label and its value
        (f"开工|{PLAIN_TITLE}", ["开工"]),
    ],
)
def test_a_title_below_the_form_is_a_label(line: str, out: list[str]) -> None:
    assert sorted(left(tail("总分|||||100|100", line))) == sorted(out)


@pytest.mark.parametrize(
    ("lines", "department", "doubted"),
    [
        (("主管部门：教育局", NAME, "主管部门|体育局"), "体育局", []),
        (("主管部门：教育局|主管部门：体育局", NAME), "教育局", ["value.twice"]),
    ],
)
def test_the_table_goes_before_a_line_above_it_but_no_cell_before_the_one_beside_it(
    lines: tuple[str, ...], department: str, doubted: list[str]
) -> None:
    found = read_one(TITLE, *lines, HEADINGS, ROW)
    assert (found.form.department, [code for code in codes(found) if code == "value.twice"]) == (department, doubted)


@pytest.mark.parametrize(
    ("line", "is_tail"), [("项目负责人：王五|三月五日", True), ("项目负责人：王五|三月|五日", False)]
)
def test_a_signature_of_three_cells_gives_a_label_in_each(line: str, is_tail: bool) -> None:
    assert (len(rows(tail(line).form)) == 1) == is_tail
