"""The report of findings as its reader meets it: read back by calamine for the cells, by openpyxl for the looks."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from selfeval_gui.domain.form import Accepted, Form
from selfeval_gui.domain.tree import level_three
from selfeval_gui.domain.wanted import Wanted
from selfeval_gui.exchange.reports.findings_book import Judged, render_findings
from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.rules.check_many import check_many
from selfeval_gui.rules.finding import DEFAULT_SEVERITIES
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.rules.project_list import compare, head_of, missing_findings
from selfeval_gui.storage.codec import decode
from tests.helpers.samples import sample_files
from tests.helpers.xlsx_reading import column_widths

HEADINGS = ["序号", "程度", "自评表", "位置", "检查规则", "说明", "应为", "现为", "答复"]


def sample_forms() -> dict[str, Form]:
    return {form.id: form for form in (decode(path.read_bytes()) for path in sample_files())}


def report(forms: dict[str, Form], *expected: str, unreadable: dict[str, str] | None = None) -> bytes:
    found = dict(check_many(forms, rule_set_of))
    judged = {key: Judged(form.project_name, form, found[key]) for key, form in forms.items()}
    listed = compare([Wanted(name) for name in expected], {key: head_of(form) for key, form in forms.items()})
    missing = missing_findings(listed, [])
    return render_findings(judged, missing, unreadable)


def lines(data: bytes) -> list[list[Any]]:
    sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name("检查结果")
    return sheet.to_python(skip_empty_area=False)


def test_every_code_has_a_name_of_its_own() -> None:
    assert set(FINDING_KINDS) == set(DEFAULT_SEVERITIES)
    assert len(set(FINDING_KINDS.values())) == len(FINDING_KINDS)


def test_each_kind_leads_to_why_it_is_told_and_what_to_write() -> None:
    book = load_workbook(BytesIO(report(sample_forms())))
    found, helped = book["检查结果"], book["怎么改"]
    assert [cell.value for cell in helped[3]] == ["检查规则", "为什么", "规定", "怎么改"]
    names = [row[0].value for row in helped.iter_rows(min_row=4)]
    assert len(names) == len(set(names)) > 3
    rows = [row for row in found.iter_rows(min_row=4) if row[4].value]
    assert {row[4].value for row in rows} == set(names)
    for row in rows:
        assert row[4].hyperlink is not None
        sheet, _sign, place = str(row[4].hyperlink.location).partition("!")
        assert sheet.strip("'") == "怎么改"
        assert helped[place].value == row[4].value
    assert all(cell.value for row in helped.iter_rows(min_row=4) for cell in row)


def test_a_report_without_findings_has_no_help() -> None:
    assert load_workbook(BytesIO(report({}))).sheetnames == ["检查结果"]


def test_the_report_of_one_form() -> None:
    forms = sample_forms()
    rows = lines(report({"s01": forms["s01"]}))
    assert rows[0][0] == "绩效自评检查结果"
    assert rows[1][0] == "1 份自评表：错误 0，警告 2，提示 0"
    assert rows[2] == HEADINGS
    assert rows[3:] == [
        [
            *(1.0, "警告", "2020 年市科协办公用房维修项目", "项目资金 / 年度资金总额 / 得分", "执行率得分与口径不符"),
            *("执行率得分填的是 10，按执行率 × 分值应为 9.24。", 9.24, 10.0, ""),
        ],
        [
            *(2.0, "警告", "2020 年市科协办公用房维修项目", "效益指标 / 可持续影响指标 / 长效机制 / 得分"),
            *(
                "得分与定性用语不符",
                "“较为健全”属于部分达成，应得分值的 60%–80%（6.6–8.8 分），现在得 6/11，为 55%。",
            ),
            *("6.6–8.8", 6.0, ""),
        ],
    ]


def test_the_worst_comes_first_and_what_is_accepted_last() -> None:
    forms = sample_forms()
    next(level_three(forms["s14"].indicators)).score = None
    next(level_three(forms["s14"].indicators)).weight = forms["s01"].funds.total.annual_budget  # 110: an error
    forms["s01"].accepted = [
        Accepted(code="execution.score", node=None, field="funds.total.score", reason="已核实", by="张三")
    ]
    rows = lines(report(forms, "两新项目"))[3:]
    # A blank score is a warning; the printed total that it makes wrong, an error, stands below it and goes with it.
    assert [(row[1], row[4]) for row in rows[:2]] == [("警告", "没有填写得分"), ("错误", "原表合计与计算不符")]
    assert rows[1][5].endswith("\n由“没有填写得分”引起。")
    kinds = [row[1] for row in rows[1:] if "引起。" not in row[5]]
    order = ["错误", "警告", "提示"]
    assert kinds[:-1] == sorted(kinds[:-1], key=order.index)
    assert kinds[0] == "错误"
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[-1][4] == "执行率得分与口径不符"
    assert rows[-1][8] == "已接受（张三：已核实）"
    assert {row[8] for row in rows[:-1]} == {""}, "the column for the answer is empty"
    missing = [row for row in rows if row[4] == "名单上的项目没有表"]
    assert [row[2:] for row in missing] == [
        ["", "项目名称", "名单上的项目没有表", "名单上的项目“两新项目”没有自评表。", "两新项目", "", ""]
    ]


def test_what_forms_share_names_the_other_forms() -> None:
    rows = lines(report(sample_forms()))[3:]
    shared = [row for row in rows if row[4] == "多份表原因雷同"]
    assert len(shared) == 7 + 5
    of_five = next(row for row in shared if row[5].startswith("5 份表"))
    assert "\n有关的表：" in of_five[5]
    assert of_five[5].count("；") == 3
    of_fourteen = next(row for row in rows if row[4] == "相同完成情况得分悬殊")
    assert of_fourteen[5].endswith("等 13 份")
    words = [row for row in rows if row[4] == "指标值像是照抄"]
    assert len(words) == 4


def test_it_can_be_read_and_printed() -> None:
    workbook = load_workbook(BytesIO(report(sample_forms())))
    sheet = workbook["检查结果"]
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # one page wide without a word
    fits = sheet.sheet_properties.pageSetUpPr
    assert fits is not None
    assert fits.fitToPage
    assert sheet.auto_filter.ref == f"A3:I{sheet.max_row}"
    assert column_widths(sheet) == pytest.approx([6.4, 7.2, 26, 30, 21, 47, 12, 12, 26], abs=1 / 256)
    text = max((sheet.cell(row, 6) for row in range(4, sheet.max_row + 1)), key=lambda cell: len(str(cell.value)))
    assert text.alignment.wrap_text
    # 47 units are 23 characters a line; 13.5 points a line
    assert sheet.row_dimensions[text.row or 0].height >= len(str(text.value)) / 23 * 13
    assert text.border.left.style == "thin"


def test_nothing_found_is_said() -> None:
    form = sample_forms()["s01"]
    found = render_findings({"a": Judged("甲", form, [])})
    assert lines(found)[3][2] == "没有发现问题"
    assert lines(found)[1][0] == "1 份自评表：错误 0，警告 0，提示 0"


def test_what_could_not_be_read_stands_above() -> None:
    rows = lines(report({"s01": sample_forms()["s01"]}, unreadable={"坏的.json": "文件是空的。"}))
    assert rows[2][0] == "读不了：坏的.json，文件是空的。"
    assert rows[3] == HEADINGS


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "甲\x07乙", "_x0041_"])
def test_texts_of_forms_stay_texts(name: str) -> None:
    form = sample_forms()["s01"]
    form.project_name = name
    data = report({"s01": form})
    assert lines(data)[3][2] == name.replace("\x07", "")
    cell = load_workbook(BytesIO(data))["检查结果"]["C4"]
    assert cell.data_type == "s"


def test_a_report_is_a_file_that_other_programs_open(tmp_path: Path) -> None:
    target = tmp_path / "检查结果.xlsx"
    target.write_bytes(report(sample_forms()))
    assert CalamineWorkbook.from_path(str(target)).sheet_names == ["检查结果", "怎么改"]
