"""One form as programs write it in plain text: bars, commas, gaps, a cell a line; it reads alike from each."""

import csv
import io
from collections.abc import Callable

import pytest

from selfeval_gui.exchange.readers.text_reader import source_of_text
from selfeval_gui.exchange.readers.text_rows import rows_of_text
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.result import FoundForm
from tests.helpers.imports import facts, unaccounted

TITLE = [["项目支出绩效自评表"], ["（2023年度）"], ["项目名称", "河道清淤"]]
TABLE = [
    ["主管部门", "云麓区水务局", "实施单位", "云麓区河道所"],
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额", "80", "64", "48", "10", "75.00%", "7.5"],
    ["年度总体目标", "预期目标", "实际完成情况"],
    ["", "清淤九公里，水质变好。", "清淤八公里；水质良好。"],
    [
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ],
    ["", "产出指标", "数量指标", "清淤长度", "≥9公里", "8公里", "60", "53.33", "汛期提前"],
    ["", "", "质量指标", "验收合格率", "100%", "100%", "40", "40", ""],
    ["总分", "", "", "", "", "", "100", "93.33", ""],
]
ROWS = [*TITLE, *TABLE]
LEAVES = [
    ("产出指标", "数量指标", "清淤长度", "≥9公里", "8公里", "60", "53.33", "汛期提前"),
    ("产出指标", "质量指标", "验收合格率", "100%", "100%", "40", "40", ""),
]


def separated(delimiter: str) -> Callable[[], str]:
    def write() -> str:
        out = io.StringIO()
        width = max(map(len, ROWS))
        csv.writer(out, delimiter=delimiter).writerows([*row, *[""] * (width - len(row))] for row in ROWS)
        return out.getvalue()

    return write


def barred() -> str:
    return "\n".join(" | ".join(row) + " |" for row in ROWS)


def markdown() -> str:
    head = "\n\n".join(" ".join(line) for line in TITLE[:2])
    lines = ["| " + " | ".join(row) + " |" for row in [TITLE[2], *TABLE]]
    return "\n".join([head, "", lines[0], "|---|:--:|", *lines[1:]])


def gapped() -> str:
    return "\n".join("  ".join(cell for cell in row if cell) for row in ROWS)


def cell_a_line() -> str:
    return "\r\n".join(cell or " " for row in ROWS for cell in row)


def tabbed() -> str:
    return "\n".join("\t".join(row) for row in ROWS)


WAYS = [tabbed, barred, markdown, separated(","), separated(";"), gapped, cell_a_line]


def read(text: str) -> FoundForm:
    (found,) = recognize(source_of_text(text)).forms
    return found


@pytest.mark.parametrize("write", WAYS, ids=["tabs", "bars", "markdown", "commas", "semicolons", "gaps", "lines"])
def test_all_ways_give_the_form(write: Callable[[], str]) -> None:
    source = source_of_text(write())
    result = recognize(source)
    (found,) = result.forms
    form, total = found.form, found.form.funds.total
    assert (form.project_name, form.year, form.department) == ("河道清淤", 2023, "云麓区水务局")
    assert form.implementing_unit == "云麓区河道所"
    assert [str(each) for each in (total.initial_budget, total.annual_budget, total.executed)] == ["80", "64", "48"]
    assert [str(each) for each in (total.weight, total.score)] == ["10", "7.5"]
    assert (form.expected_goal, form.actual_outcome) == ("清淤九公里，水质变好。", "清淤八公里；水质良好。")
    assert facts(form)["indicators"] == LEAVES
    assert found.unmapped == []
    assert unaccounted(source, result) == []


PAGE = """\
                         项目支出绩效自评表
                           （2023年度）

项目名称          河道清淤

                    年初预算数   全年预算数   全年执行数   分值   执行率     得分
项目资
金（千
元）
      年度资金总额        80       64       48      10   75.00%   7.5

                                                      偏差原因分析及
   一级指标  二级指标  三级指标  年度指标值  实际完成值  分值  得分
                                                      改进措施

绩效
指标
   产出指标  数量指标  清淤长度  ≥9公里  8公里  60  53.33   汛期提前

总分                                      100   93.33
"""


def test_cells_broken_into_lines_are_joined() -> None:
    rows = [[cell for cell in row.cells if cell] for row in rows_of_text(PAGE)]
    assert ["项目资金（千元）", "年度资金总额", "80", "64", "48", "10", "75.00%", "7.5"] in rows
    heading = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
    assert heading in rows
    assert ["绩效指标", "产出指标", "数量指标", "清淤长度", "≥9公里", "8公里", "60", "53.33", "汛期提前"] in rows
    assert facts(read(PAGE).form)["indicators"] == LEAVES[:1]


def test_a_row_is_named_by_the_line_it_begins_in() -> None:
    text = 'a,b,c,d\r\n"一行\r\n两行",b,c,d\r\n一,二,三,四\r\n'
    assert [(row.line, list(row.cells)) for row in rows_of_text(text)] == [
        (0, ["a", "b", "c", "d"]),
        (1, ["一行\n两行", "b", "c", "d"]),
        (3, ["一", "二", "三", "四"]),
    ]


def test_words_are_not_cut() -> None:
    """Commas, a bar, two blanks here and there make no table."""
    text = "关于报送的通知\n各单位, 请于三月底前报送, 逾期不候, 特此通知, 谢谢。\n联系人  王芳\n甲|乙\n"
    assert [list(row.cells) for row in rows_of_text(text)] == [[line] for line in text.splitlines()]


def test_a_bar_within_a_cell() -> None:
    text = "| a | b\\|c | d |\n|---|---|---|\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |\n"
    assert [list(row.cells) for row in rows_of_text(text)] == [["a", "b|c", "d"], ["1", "2", "3"], ["4", "5", "6"]]


def test_marks_of_markdown_are_no_words() -> None:
    text = "\n".join(
        (
            *("# 2023年度自评表", "", "**项目名称**：疏浚内河", "- 主管部门：水务局", ""),
            *("| 三级指标 | 指标值 | 分值 |", "|:-:|---|-:|", "| **清淤** | 3公里 | -5 |", "", "> 填表人：某甲"),
        )
    )
    assert [row.cells for row in rows_of_text(text) if any(row.cells)] == [
        *(["2023年度自评表"], ["项目名称：疏浚内河"], ["主管部门：水务局"]),
        *(["三级指标", "指标值", "分值"], ["清淤", "3公里", "-5"], ["填表人：某甲"]),
    ]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_lines_that_a_hand_has_cut_need_not_be_even(delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in ROWS)
    (found,) = recognize(source_of_text(text)).forms
    assert facts(found.form)["indicators"] == LEAVES
    assert (found.form.project_name, found.form.implementing_unit) == ("河道清淤", "云麓区河道所")
