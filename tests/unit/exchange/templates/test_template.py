from __future__ import annotations

import json
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from pydantic import ValidationError

from selfeval_gui.data import forms_dir
from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.sheet import Sheet, Style, shown
from selfeval_gui.exchange.layout.target_parts import target_parts
from selfeval_gui.exchange.layout.unplaced import unplaced
from selfeval_gui.exchange.templates.template import (
    Template,
    framework,
    has_template,
    presets,
    template_of,
)
from selfeval_gui.rules.rule_set import presets as rule_sets
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.xlsx_forms import long_form, sample_forms, wide_form

PRESET = forms_dir() / "templates" / "mof-2020.json"
NAMES = [
    "mof-2020",
    "mof-2021-cost",
    "central-2016",
    "sichuan-0013zp",
    "department-overall",
    "monitoring",
    "target-declaration",
    "transfer-region",
    "linking-funds",
    "yunnan-open-14",
    "department-scores",
    "special-funds",
    "hubei-project",
    "hubei-department",
]
RULES = rule_set_for("mof-2020")


def test_the_presets_are_there() -> None:
    assert list(presets()) == NAMES
    assert sorted(path.stem for path in PRESET.parent.glob("*.json")) == sorted(NAMES)
    assert all(template.id == name for name, template in presets().items())
    assert all(template.rule_set in rule_sets() for template in presets().values())


def test_a_new_form_names_the_default_template_and_its_rule_set() -> None:
    new = Form(id="new")
    assert (new.template, new.rule_set) == ("mof-2020", presets()["mof-2020"].rule_set)


def test_an_unknown_template_gives_the_default() -> None:
    form = Form(id="f", template="hunan")
    assert (template_of(form).id, has_template(form)) == ("mof-2020", False)


def test_a_form_carries_a_template_of_ones_own() -> None:
    own = presets()["mof-2020"].model_copy(update={"id": "own-1", "name": "本单位"})
    form = Form(id="f", template="own-1", template_copy=own.model_dump(mode="json"))
    assert (template_of(form), has_template(form)) == (own, True)
    other = form.model_copy(update={"template": "own-2"})
    assert (template_of(other).id, has_template(other)) == ("mof-2020", False)
    broken = form.model_copy(update={"template_copy": {"id": "own-1", "name": "?"}})
    assert (template_of(broken).id, has_template(broken)) == ("mof-2020", False)


def test_framework_of_a_new_form() -> None:
    rows = framework(presets()["mof-2020"])
    assert {row.name: [below.name for below in row.children] for row in rows} == {
        "产出指标": ["数量指标", "质量指标", "时效指标", "成本指标"],
        "效益指标": ["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"],
        "满意度指标": ["服务对象满意度指标"],
    }
    assert not any(below.children for row in rows for below in row.children)


def test_cost_is_a_level_of_its_own_since_2021() -> None:
    rows = framework(presets()["mof-2021-cost"])
    assert [row.name for row in rows] == ["成本指标", "产出指标", "效益指标", "满意度指标"]
    assert [below.name for below in rows[0].children] == ["经济成本指标", "社会成本指标", "生态环境成本指标"]
    assert "成本指标" not in [below.name for below in rows[1].children]


def test_framework_has_ids_of_its_own_each_time() -> None:
    template = presets()["mof-2020"]
    forms = [Form(id="a", indicators=framework(template)), Form(id="b", indicators=framework(template))]
    assert not {row.id for row in forms[0].indicators} & {row.id for row in forms[1].indicators}


@pytest.mark.parametrize("name", NAMES)
def test_the_columns_fill_the_width_of_the_page(name: str) -> None:
    template = presets()[name]
    margins = template.page.margins_mm
    paper = 210 if template.page.orientation == "portrait" else 297
    printable = (paper - margins.left - margins.right) / 25.4 * 72  # points of A4
    assert 0 <= printable - sum(template.column_widths) < 2


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("column_widths", [60, 60], "2 columns do not go with"),
        ("fund_starts", [4, 5, 6, 7, 9], "9 columns do not go with fund_starts"),
        ("fund_starts", [4, 6, 5, 7, 8, 9], "9 columns do not go with fund_starts"),
        ("indicator_starts", [3, 4, 5, 6, 7, 8, 9, 9], "9 columns do not go with indicator_starts"),
        ("goal_split", 9, "9 columns do not go with goal_split"),
        ("head", [[{"field": "project_name", "label": "x", "label_to": 2, "value_to": 8}]], "go with head"),
        ("tail", [[{"field": "notes", "label": "x", "label_to": 9, "value_to": 9}]], "go with tail"),
        ("head", [[{"field": "leader", "label": "x", "label_to": 2, "value_to": 9}]], "no such field: leader"),
        ("signatures", [[{"label": "填表人", "field": "name"}]], "no such field: name"),
        ("fund_rows", {"parts.lottery": "彩票"}, "no such field: parts.lottery"),
        ("line_height", 0.9, "line_height"),
        ("page", {"paper": "Letter", "orientation": "portrait", "margins_mm": {}}, "page"),
        ("colour", "red", "colour"),
    ],
)
def test_a_broken_template_is_refused(key: str, value: object, why: str) -> None:
    raw = json.loads(PRESET.read_text(encoding="utf-8")) | {key: value}
    with pytest.raises(ValidationError, match=why):
        Template.model_validate_json(json.dumps(raw))


def test_extra_fields_with_their_labels() -> None:
    assert presets()["mof-2020"].extra_fields == {}
    assert presets()["central-2016"].extra_fields == {
        "extra.项目负责人": "项目负责人",
        "extra.联系电话": "联系电话",
        "extra.填表人": "填表人",
        "extra.填表日期": "填表日期",
    }
    sichuan = presets()["sichuan-0013zp"].extra_fields
    assert sichuan["extra.单位资金.annual_budget"] == "单位资金 调整后预算数"
    assert sichuan["extra.评价结论"] == "评价结论"


# ---- each template laid out --------------------------------------------------------------------------------------


def covers_every_place_once(sheet: Sheet) -> bool:
    covered = sorted(
        place
        for cell in sheet.cells
        for place in product(range(cell.row, cell.last_row + 1), range(cell.column, cell.last_column + 1))
    )
    rows, columns = len(sheet.row_heights), len(sheet.column_widths)
    return covered == sorted(product(range(1, rows + 1), range(1, columns + 1)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "form", [sample_forms()[0], long_form(), wide_form(60), Form(id="empty")], ids=lambda form: form.id
)
def test_every_template_covers_every_place_once(name: str, form: Form) -> None:
    sheet = lay_out(form, presets()[name], RULES)
    assert covers_every_place_once(sheet)
    ((heading, last),) = {(cell.row, cell.last_row) for cell in sheet.cells if cell.value in {"三级指标", "指标名称"}}
    assert sheet.title_rows == (heading, last)


def row_of(sheet: Sheet, text: str) -> list[str]:
    """Give what stands in the row of the first cell of this text, from left to right."""
    row = next(cell.row for cell in sheet.cells if shown(cell) == text)
    return [shown(cell) for cell in sorted(sheet.cells, key=lambda cell: cell.column) if cell.row == row]


def form_of_all() -> Form:
    leaves = [
        Indicator(id="q", name="检查次数", target="≥12次", actual="10次", weight=Decimal(50), score=Decimal(40)),
        Indicator(id="w", name="机制", target="健全", actual="较为健全", weight=Decimal(40), score=Decimal("30.5")),
    ]
    two = Indicator(id="2", name="数量指标", children=leaves)
    form = Form(
        id="f",
        year=2024,
        project_name="道路养护",
        department="交通局",
        implementing_unit="养护中心",
        notes="备注文字",
        extra={"项目负责人": "张三", "联系电话": "028-1", "评价结论": "良", "单位资金.executed": "7.5"},
        indicators=[Indicator(id="1", name="产出指标", children=[two])],
    )
    total = form.funds.total
    total.initial_budget, total.annual_budget, total.executed = Decimal(100), Decimal(80), Decimal(60)
    total.weight = Decimal(10)
    form.funds.parts.carried_over.executed = Decimal(3)
    return form


def test_sichuan() -> None:
    sheet = lay_out(form_of_all(), presets()["sichuan-0013zp"], RULES)
    # 60 ÷ 80 = 75 %, of 10 points 7.5.
    assert row_of(sheet, "总额") == ["总额", "100", "80", "60", "75.00%", "10", "7.5", ""]
    assert row_of(sheet, "单位资金") == ["单位资金", "", "", "7.5", "", "—", "—", ""]
    assert row_of(sheet, "检查次数")[-8:] == ["检查次数", "≥", "12", "次", "10次", "50", "40", ""]
    assert row_of(sheet, "机制")[-8:] == ["机制", "定性", "健全", "", "较为健全", "40", "30.5", ""]
    assert row_of(sheet, "合计") == ["合计", "100", "78", ""]
    assert row_of(sheet, "评价结论") == ["评价结论", "良"]
    assert row_of(sheet, "项目负责人：张三") == ["项目负责人：张三", "财务负责人："]
    assert sheet.page.orientation == "landscape"


def test_amounts_that_only_a_template_has_are_numbers_where_they_can() -> None:
    form = form_of_all()
    form.extra = {"单位资金.executed": "7.50", "单位资金.initial_budget": "约 8"}
    sheet = lay_out(form, presets()["sichuan-0013zp"], RULES)
    found = {cell.field.name: cell.value for cell in sheet.cells if cell.field and "单位资金" in cell.field.name}
    assert found == {
        "extra.单位资金.initial_budget": "约 8",
        "extra.单位资金.annual_budget": None,
        "extra.单位资金.executed": Decimal("7.50"),
    }


def test_central_2016() -> None:
    template = presets()["central-2016"]
    assert template.methods is not None
    sheet = lay_out(form_of_all(), template, RULES)
    # B/A is what stands on the paper: 60 ÷ 100.
    assert row_of(sheet, "年度资金总额") == [
        "年度资金总额",
        "100",
        "60",
        "10",
        "60.00%",
        "7.5",
        template.methods.execution,
    ]
    assert row_of(sheet, "检查次数")[-7:] == ["检查次数", "50", "≥12次", "10次", template.methods.number, "40", ""]
    assert row_of(sheet, "机制")[-7:] == ["机制", "40", "健全", "较为健全", template.methods.words, "30.5", ""]
    assert row_of(sheet, "总分") == ["总分", "100", "", "", "", "78", ""]
    assert row_of(sheet, "项目负责人") == ["项目负责人", "张三", "联系电话", "028-1"]


def test_department_overall() -> None:
    sheet = lay_out(form_of_all(), presets()["department-overall"], RULES)
    assert row_of(sheet, "部门名称") == ["部门名称", "交通局", "自评总分", "78"]
    # 40 ÷ 50 = 80 %, 30.5 ÷ 40 = 76.25 %
    assert row_of(sheet, "检查次数")[-11:] == ["检查次数", "次", "≥", "12", "", "10次", "80", "50", "40", "", ""]
    assert row_of(sheet, "机制")[-11:] == ["机制", "", "定性", "健全", "", "较为健全", "76.25", "40", "30.5", "", ""]


def test_headings_and_the_total_above_signatures_do_not_end_a_page() -> None:
    sheet = lay_out(form_of_all(), presets()["central-2016"], RULES)
    last = {cell.row: shown(cell) for cell in sheet.cells if cell.column == 1}
    assert [last[row] for row in sorted(sheet.kept_with_next)] == [
        *("项目支出绩效自评表", "(2024 年度)", "项目资金（万元）", "年度总体目标", "绩效指标", "总分")
    ]


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        (
            "mof-2020",
            ["notes", "extra.项目负责人", "extra.联系电话", "extra.评价结论", "extra.单位资金.executed"],
        ),
        ("sichuan-0013zp", ["funds.parts.carried_over.executed", "notes", "extra.联系电话"]),
        ("central-2016", ["funds.total.annual_budget", "notes", "extra.评价结论", "extra.单位资金.executed"]),
    ],
)
def test_fields_without_a_place_are_listed(name: str, missing: list[str]) -> None:
    form = form_of_all()
    assert unplaced(form, lay_out(form, presets()[name], RULES)) == [FieldRef(None, field) for field in missing]


@pytest.mark.parametrize("name", NAMES)
def test_an_indicator_without_a_place_is_listed(name: str) -> None:
    form = Form(id="f", indicators=[Indicator(id="1", name="产出指标", weight=Decimal(50))])
    assert unplaced(form, lay_out(form, presets()[name], RULES)) == [FieldRef("1", "weight")]


def test_own_labels_lines_above_and_notes_at_the_foot() -> None:
    raw: dict[str, Any] = json.loads(PRESET.read_text(encoding="utf-8"))
    raw |= {"above": [{"label": "附件2"}], "footnotes": ["注：金额保留两位小数。"]}
    raw["labels"]["total"] = "合 计"
    sheet = lay_out(Form(id="f"), Template.model_validate_json(json.dumps(raw)), RULES)
    assert covers_every_place_once(sheet)
    assert [(shown(cell), cell.style) for cell in (sheet.cells[0], sheet.cells[-1])] == [
        ("附件2", Style.LINE),
        ("注：金额保留两位小数。", Style.LINE),
    ]
    assert row_of(sheet, "合 计")[0] == "合 计"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("≥95%", ("≥", "95", "%")),
        ("不少于 1200 人次", ("≥", "1200", "人次")),
        ("10次以内", ("≤", "10", "次")),
        ("3场以上", ("≥", "3", "场")),
        ("=100%", ("=", "100", "%")),
        ("985米", ("", "985", "米")),
        ("80–90%", ("", "80–90%", "")),
        ("及时", ("定性", "及时", "")),
        ("完成率达到95%", ("", "完成率达到95%", "")),
        ("2020年12月底前", ("定性", "2020年12月底前", "")),
        ("≤5天，且不返工", ("", "≤5天，且不返工", "")),
        ("", ("", "", "")),
    ],
)
def test_a_target_in_three_columns(text: str, parts: tuple[str, str, str]) -> None:
    found = target_parts(text)
    assert (found.sign, found.number, found.unit) == parts
