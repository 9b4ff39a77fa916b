"""The draft of the department's report: figures of the printed forms, and marks where a person must write."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn

from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.reports.report_docx import render_report
from selfeval_gui.exchange.reports.report_text import (
    ReportHeading,
    ReportTable,
    Text,
    ToWrite,
    report_parts,
    report_title,
)
from selfeval_gui.exchange.reports.summary_rows import SummaryRow, summarize
from selfeval_gui.rules.check_many import check_many
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers.xlsx_forms import sample_forms
from tests.helpers.xlsx_printing import missing_tools, print_documents


def rows_of(forms: list[Form]) -> list[SummaryRow]:
    found = dict(check_many({form.id: form for form in forms}, rule_set_of))
    return [summarize(form.id, form, found.get(form.id, ())) for form in forms]


@pytest.fixture(scope="module")
def rows() -> list[SummaryRow]:
    return rows_of(sample_forms())


def texts(rows: list[SummaryRow]) -> list[str]:
    return [part.text for part in report_parts(rows) if isinstance(part, Text)]


def table(rows: list[SummaryRow], caption: str) -> ReportTable:
    return next(part for part in report_parts(rows) if isinstance(part, ReportTable) and part.caption == caption)


def test_title_names_the_only_department(rows: list[SummaryRow]) -> None:
    assert report_title(rows) == "上海市科学技术协会2020 年度项目支出绩效自评报告"
    two = [rows[0], rows[1]._replace(department="别的部门")]
    assert report_title(two).startswith("【部门名称】")


def test_figures_in_the_sentences(rows: list[SummaryRow]) -> None:
    said = texts(rows)
    assert said[0] == (
        "2020 年度，本部门共有 14 个项目开展绩效自评，涉及 1 个实施单位。年初预算 2310.48 万元，"
        "全年预算 2310.48 万元，全年执行 2223.15 万元，总体执行率 96.22%。"
    )
    assert "执行率低于 90% 的项目有 2 个" in said[1]
    assert "2020 年科协组织机构建设项目（83.75%）" in said[1]
    assert "平均得分 89.93（只计指标），含执行率平均 99.93。按等级分：优 10 个、良 4 个。" in said[2]


def test_a_form_whose_weights_do_not_make_the_total_has_no_grade(rows: list[SummaryRow]) -> None:
    short = sample_forms()[0]
    short.indicators[0].children[0].children[0].weight = Decimal(12)  # of 15
    (row,) = rows_of([short])
    assert "按等级分：没有等级 1 个。" in "".join(texts([row]))
    assert table([row], "项目自评得分").rows[0][-1] == "还差 3"
    assert table([row, rows[1]], "各单位自评等级（个）").rows == (("上海市科学技术协会", "0", "1", "0", "0", "1", "2"),)


def test_the_same_reason_is_told_once_with_all_its_projects(rows: list[SummaryRow]) -> None:
    first = next(text for text in texts(rows) if text.startswith("1. 部分环节工作进度管理有待加强。"))
    assert "（7 个项目：" in first  # six with the same words, form 6 with another comma
    assert "2020 年市科协网站(运维)项目" in first
    measures = [text for text in texts(rows) if text.startswith("1. 加强进度管理。")]
    assert len(measures) == 1


def test_rows_without_a_reason_are_listed(rows: list[SummaryRow]) -> None:
    unexplained = table(rows, "没有写明原因的扣分")
    assert len(unexplained.rows) == 7
    assert (
        "2020 年国际交流与合作项目",
        "项目完成及时性（扣 2 分）、项目活动形式（扣 1 分）、科普内容情况（扣 1 分）",
    ) in unexplained.rows


def test_tables_hold_every_project_and_the_sums(rows: list[SummaryRow]) -> None:
    money = table(rows, "项目资金情况（万元）")
    assert [line[1] for line in money.rows[:-1]] == [row.project_name for row in rows]
    assert money.rows[-1] == ("", "合计", "", "2310.48", "2310.48", "2223.15", "96.22%")
    assert [line[2] for line in table(rows, "项目自评得分").rows] == [
        *("91", "89", "90", "89", "89", "90", "90", "91", "91", "90", "91", "90", "90", "88")
    ]
    assert table(rows, "各单位自评等级（个）").rows == (("上海市科学技术协会", "10", "4", "0", "0", "14"),)


def test_word_reads_it_and_the_marks_are_yellow(rows: list[SummaryRow]) -> None:
    document = Document(BytesIO(render_report(rows)))
    marked = [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    wanted = [part.text for part in report_parts(rows) if isinstance(part, ToWrite)]
    assert marked[1:] == [f"【请填写：{text}】" for text in wanted]
    assert "删去这一段" in marked[0]
    headings = [part.text for part in report_parts(rows) if isinstance(part, ReportHeading)]
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert [styles[text] for text in headings[:3]] == ["Title", "Heading 1", "Heading 2"]
    captions = [each.text for each in document.paragraphs if each.text.startswith("表 ")]
    assert [caption.split("  ")[0] for caption in captions] == [f"表 {n}" for n in range(1, 6)]
    assert len(document.tables) == 5
    assert document.tables[0].cell(1, 1).text == "2020 年市科协办公用房维修项目"
    first = document.tables[0].rows[0]._tr  # noqa: SLF001 - there is no public way to it
    assert first.trPr is not None
    assert first.trPr.find(qn("w:tblHeader")) is not None


def test_the_cells_of_a_column_begin_at_the_same_place(rows: list[SummaryRow]) -> None:
    for each in Document(BytesIO(render_report(rows))).tables:
        for column in each.columns:
            assert len({cell.paragraphs[0].alignment for cell in column.cells[1:]}) == 1


@pytest.mark.timeout(200)
@pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")
def test_numbers_are_not_broken(rows: list[SummaryRow], tmp_path: Path) -> None:
    pages = print_documents({"报告": render_report(rows)}, ".docx", tmp_path / "out")["报告"]
    words = [word.text for page in pages for word in page.words]
    assert words.count("100.00%") == 3
    assert "序号" in words
    assert "序" not in words


def test_same_data_same_bytes(rows: list[SummaryRow]) -> None:
    assert render_report(rows) == render_report(rows)


def test_a_report_of_nothing_and_of_odd_texts() -> None:
    assert "共有 0 个项目" in texts([])[0]
    document = Document(BytesIO(render_report(rows_of([Form(id="a", project_name="甲\x00<乙>&\ud800")]))))
    assert document.tables[0].cell(1, 1).text == "甲<乙>&"


@pytest.mark.timeout(200)
@pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")
def test_libreoffice_shows_it(rows: list[SummaryRow], tmp_path: Path) -> None:
    pages = print_documents({"报告": render_report(rows)}, ".docx", tmp_path / "out")["报告"]
    shown = "".join(word.text for page in pages for word in page.words)
    for row in rows:
        assert "".join(row.project_name.split())[:6] in shown
    assert "请填写" in shown
