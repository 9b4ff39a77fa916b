"""What an office changes in a copy of a template, and that forms keep what they hold."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.layout.cover_sheet import lay_out_cover
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.sheet import Style, shown
from selfeval_gui.exchange.templates.template import Template, presets
from selfeval_gui.exchange.templates.template_edit import (
    cover_words,
    extra_head_fields,
    signature_rows,
    with_cover,
    with_extra_head_fields,
    with_fonts,
    with_footnotes,
    with_signature_rows,
    with_words,
    words_of,
)
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.xlsx_forms import sample_forms

L1 = presets()["mof-2020"]
CENTRAL = presets()["central-2016"]


def texts(template: Template, form: Form | None = None) -> list[str]:
    sheet = lay_out(form or sample_forms()[0], template, rule_set_for("mof-2020"))
    return [shown(cell) for cell in sheet.cells]


@pytest.mark.parametrize("template", presets().values(), ids=presets())
def test_the_same_words_make_the_same_template(template: Template) -> None:
    assert with_words(template, words_of(template)) == template
    assert with_extra_head_fields(template, extra_head_fields(template)) == template
    assert with_signature_rows(template, signature_rows(template)) == template
    assert with_cover(template, *cover_words(template)) == template


@pytest.mark.parametrize("template", presets().values(), ids=presets())
def test_every_word_can_be_another_and_is_printed(template: Template) -> None:
    words = {place: f"词{number}" for number, place in enumerate(words_of(template))}
    printed = texts(with_words(template, words))
    assert {word for word in words.values() if word not in printed} == set()


def test_extra_head_fields_stand_two_in_a_row() -> None:
    template = with_extra_head_fields(L1, ["项目负责人", "联系电话", "填表日期", ""])
    assert [[slot.label for slot in row] for row in template.head] == [
        ["项目名称"],
        ["主管部门", "实施单位"],
        ["项目负责人", "联系电话"],
        ["填表日期"],
    ]
    assert list(template.extra_fields) == ["extra.项目负责人", "extra.联系电话", "extra.填表日期"]
    form = Form(id="f", extra={"联系电话": "021-1"})
    assert "021-1" in texts(template, form)
    assert extra_head_fields(with_extra_head_fields(template, ["填表日期"])) == ["填表日期"]
    assert with_extra_head_fields(template, []).head == L1.head


def test_another_label_keeps_the_field() -> None:
    template = with_extra_head_fields(CENTRAL, ["负责人（签字）", "联系电话", "传真"])
    assert [slot.field for row in template.head[2:] for slot in row] == [
        "extra.项目负责人",
        "extra.联系电话",
        "extra.传真",
    ]
    swapped = with_extra_head_fields(CENTRAL, ["联系电话", "项目负责人"])
    assert [slot.field for slot in swapped.head[2]] == ["extra.联系电话", "extra.项目负责人"]


def test_signature_rows() -> None:
    template = with_signature_rows(L1, [["填表人：", "审核人："], ["单位（盖章）"]])
    assert signature_rows(template) == [["填表人：", "审核人："], ["单位（盖章）"]]
    form = Form(id="f", extra={"填表人": "李四"})
    assert texts(template, form)[-3:] == ["填表人：李四", "审核人：", "单位（盖章）"]
    sheet = lay_out(form, template, rule_set_for("mof-2020"))
    assert {cell.style for cell in sheet.cells[-3:]} == {Style.LINE}
    assert with_signature_rows(template, [["", " ： "]]).signatures == ()


def test_footnotes_and_fonts() -> None:
    template = with_fonts(with_footnotes(L1, ["注一", " ", "注二"]), ("方正小标宋", 18), ("仿宋", 12))
    assert texts(template)[-2:] == ["注一", "注二"]
    assert (template.fonts.title.name, template.fonts.title.size, template.fonts.title.bold) == ("方正小标宋", 18, True)
    assert (template.fonts.body.name, template.fonts.body.size) == ("仿宋", 12)
    for name, size in (("", 12), ("宋体", 4), ("长" * 40, 12)):
        with pytest.raises(ValidationError):
            with_fonts(L1, ("黑体", 16), (name, size))


def cover_texts(template: Template, form: Form) -> list[str]:
    sheet = lay_out_cover(form, template)
    return [] if sheet is None else [text for cell in sheet.cells if (text := shown(cell))]


def test_the_words_of_a_cover_are_the_office_s_own() -> None:
    template = with_cover(
        presets()["hubei-department"], "{year}年自评", ["单位：", "主管部门：", "填报日期：", "印章："]
    )
    form = Form(id="f", year=2024, implementing_unit="市图书馆", department="市文旅局", extra={"填报日期": "3月1日"})
    lines = ["2024年自评", "单位：市图书馆", "主管部门：市文旅局", "填报日期：3月1日", "印章："]
    assert cover_texts(template, form) == lines
    assert template.extra_fields["extra.印章"] == "印章"


def test_a_cover_for_a_template_that_had_none_and_none_for_one_that_had() -> None:
    template = with_cover(L1, "封面的字", ["项目名称：", "实施单位：", "联系人："])
    form = Form(id="f", project_name="城市书房", implementing_unit="市图书馆", extra={"联系人": "李某"})
    assert cover_texts(template, form) == ["封面的字", "项目名称：城市书房", "实施单位：市图书馆", "联系人：李某"]
    assert with_cover(template, " ", ["项目名称："]).cover is None
