"""Outlines of the report as data: what each has, how it is set, and the version for everybody."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt

from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.reports.outline import OutlinePart, outlines
from selfeval_gui.exchange.reports.public_text import PublicText, people_of
from selfeval_gui.exchange.reports.report_docx import render_report
from selfeval_gui.exchange.reports.report_text import (
    ReportHeading,
    ReportRemark,
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


@pytest.fixture(scope="module")
def rows() -> list[SummaryRow]:
    forms = sample_forms()
    found = dict(check_many({form.id: form for form in forms}, rule_set_of))
    return [summarize(form.id, form, found.get(form.id, ())) for form in forms]


def test_there_are_four_the_programs_own_first() -> None:
    assert list(outlines()) == ["own", "mof-2020", "transfer", "yunnan"]


@pytest.mark.parametrize("name", ["own", "mof-2020", "transfer", "yunnan"])
def test_each_tells_all_that_the_data_gives_under_at_most_three_levels(name: str, rows: list[SummaryRow]) -> None:
    outline = outlines()[name]
    given = [each.part for each in outline.outline if isinstance(each, OutlinePart)]
    assert sorted(given) == ["measures", "money", "problems", "quality", "results", "unexplained"]
    parts = list(report_parts(rows, outline))
    assert {part.level for part in parts if isinstance(part, ReportHeading)} <= {0, 1, 2, 3}
    assert any(isinstance(part, ToWrite) for part in parts)
    captions = {part.caption for part in parts if isinstance(part, ReportTable)}
    assert {"项目资金情况（万元）", "项目自评得分", "没有写明原因的扣分"} <= captions


def test_titles() -> None:
    assert report_title([], outlines()["transfer"]) == "【部门名称】【年度】 年度转移支付绩效自评报告"


@pytest.mark.parametrize("name", ["own", "mof-2020", "transfer", "yunnan"])
def test_it_is_set_as_reviewers_demand(name: str, rows: list[SummaryRow]) -> None:
    """二号小标宋, 三号仿宋, 黑体, 楷体, 仿宋, lines of exactly 30 points, digits in Times New Roman, A4."""
    document = Document(BytesIO(render_report(rows, outlines()[name])))
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    wanted = {
        "Title": ("方正小标宋简体", 22),
        "Heading 1": ("黑体", 16),
        "Heading 2": ("楷体", 16),
        "Heading 3": ("仿宋", 16),
        "Normal": ("仿宋", 16),
    }
    for style, (font, size) in wanted.items():
        found = document.styles[style]
        assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
        assert (found.font.name, found.font.size) == ("Times New Roman", Pt(size))
    body = [each for each in document.paragraphs if each.paragraph_format.first_line_indent]
    assert {each.paragraph_format.line_spacing for each in body} == {Pt(30)}
    assert {each.paragraph_format.line_spacing_rule for each in body} == {WD_LINE_SPACING.EXACTLY}


def test_the_public_version_says_what_it_leaves_out(rows: list[SummaryRow]) -> None:
    form = Form(id="x", extra={"项目负责人": "王小明、李四", "联系电话": "63215678", "单位资金.executed": "3"})
    assert people_of([form]) == {"王小明", "李四"}
    public = PublicText(people_of([form]))
    parts = [
        ReportRemark("给起草人"),
        Text("王小明负责，联系人：赵六，电话021-63215678、13812345678。"),
        ReportTable("表", ("a",), (("李四",), ("2023.50",), ("215457.6",)), (1,)),
    ]
    assert [*public.parts(parts)] == [
        Text("×××负责，联系人：×××，电话（略）、（略）。"),
        ReportTable("表", ("a",), (("×××",), ("2023.50",), ("215457.6",)), (1,)),
    ]
    told = "".join(public.sentences())
    assert "3 处人名" in told
    assert "2 处电话号码" in told
    headings = [part.text for part in report_parts(rows, is_public=True) if isinstance(part, ReportHeading)]
    assert not any("填报质量" in each for each in headings)


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("由负责人王小明（138 0013 8000）落实。", "由负责人×××（（略））落实。"),
        ("联系人为李四，手机１３８００１３８０００。", "联系人为×××，手机（略）。"),
        ("咨询电话：66554433，传真 8265 123。", "咨询电话：（略），传真 （略）。"),
        ("请拨(021)63215678或+86-13800138000。", "请拨（略）或（略）。"),
        (
            "负责人高度重视，电话回访 1200 人，热线12345全年畅通。",
            "负责人高度重视，电话回访 1200 人，热线12345全年畅通。",
        ),
        ("联系人制度已经建立，2020 年发电 13800138 千瓦时。", "联系人制度已经建立，2020 年发电 13800138 千瓦时。"),
    ],
)
def test_names_and_numbers_in_free_text(text: str, public: str) -> None:
    assert [*PublicText(set()).parts([Text(text)])] == [Text(public)]


def test_amounts_are_no_telephone_numbers() -> None:
    public = PublicText(set())
    text = "全年预算 2310.48 万元，执行 215457.6 元，〔2020〕第 13812345678901 号。"
    assert [*public.parts([Text(text)])] == [Text(text)]
    assert not public.left_out.total()
