"""Layouts that no template of ours draws, and the faults of tables made by hand."""

from __future__ import annotations

from decimal import Decimal

from selfeval_gui.domain.scoring import Basis
from selfeval_gui.exchange.readers.grid import Grid, Source, SourceCell
from selfeval_gui.exchange.readers.html_reader import source_of_html
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.result import FoundForm
from tests.helpers.imports import rows, unaccounted

HEAD = "<tr><td>项目名称<td colspan=9>甲项目<tr><td>主管部门<td colspan=4>市科协<td>实施单位<td colspan=4>市科技馆"


def table(body: str) -> Source:
    return source_of_html(f"<p>2021年度项目支出绩效自评表</p><table>{body}</table>")


def only(source: Source) -> FoundForm:
    result = recognize(source)
    assert len(result.forms) == 1
    assert unaccounted(source, result) == []
    return result.forms[0]


def codes(found: FoundForm) -> list[str]:
    return [doubt.code for doubt in found.doubts]


def test_sign_unit_and_two_targets() -> None:
    """天津、山西: 计算符号, 计量单位, 权重设定值; 年初指标值 beside 调整后指标值."""
    found = only(
        table(
            f"{HEAD}<tr><td>一级指标<td>二级指标<td>三级指标<td>计算符号<td>年初指标值<td>调整后指标值<td>计量单位<td>完成值"
            "<td>权重设定值<td>得分<tr><td>产出指标<td>数量指标<td>讲座<td>≥<td>10<td>12<td>场<td>15<td>50<td>50"
            "<tr><td>产出指标<td>时效指标<td>完成时间<td>定性<td>及时<td>及时<td>—<td>及时<td>50<td>50"
        )
    )
    assert rows(found.form) == [
        ("产出指标", "数量指标", "讲座", "≥12场", "15场", "50", "50", ""),
        ("产出指标", "时效指标", "完成时间", "及时", "及时", "50", "50", ""),
    ]
    assert [remark.text for remark in found.unmapped] == ["10"]
    assert codes(found) == ["target.adjusted"]
    assert found.basis is Basis.INDICATORS_ONLY


def test_weights_of_levels() -> None:
    found = only(
        table(
            f"{HEAD}<tr><td>一级指标<td>二级指标<td>三级指标<td>年度指标值<td>实际完成值<td>分值<td>得分<td>偏差原因"
            "<tr><td rowspan=2>产出指标<br>（60分）<td>数量指标（30 分）<td>讲座<td>10场<td>10场<td>30<td>30"
            "<tr><td>质量指标<td>合格率<td>100%<td>100%<td>30<td>30"
            "<tr><td>效益指标(40)<td>社会效益指标<td>知晓率<td>80%<td>80%<td>40<td>40"
        )
    )
    one, other = found.form.indicators
    assert [(one.name, one.weight), (other.name, other.weight)] == [
        *(("产出指标", Decimal(60)), ("效益指标", Decimal(40))),
    ]
    assert one.children[0].weight == Decimal(30)
    assert codes(found) == []


def test_the_basis_with_the_execution_row_inside() -> None:
    found = only(
        table(
            f"{HEAD}<tr><td>项目资金（万元）<td>年初预算数<td>全年预算数<td>全年执行数<td>分值<td>执行率<td>得分"
            "<tr><td>年度资金总额<td>100<td>100<td>95<td>10<td>95%<td>9.5"
            "<tr><td>一级指标<td>二级指标<td>三级指标<td>年度指标值<td>实际完成值<td>分值<td>得分"
            "<tr><td>产出指标<td>数量指标<td>讲座<td>10场<td>10场<td>50<td>50"
            "<tr><td>效益指标<td>社会效益指标<td>知晓率<td>80%<td>80%<td>30<td>30"
            "<tr><td>满意度指标<td>服务对象满意度指标<td>满意度<td>90%<td>90%<td>10<td>10<tr><td>总分<td><td><td><td><td>100<td>99.5"
        )
    )
    assert found.basis is Basis.WITH_EXECUTION
    assert found.form.rule_set == "mof-2020"
    assert codes(found) == []
    assert str(found.form.printed.total_score) == "99.5"


def test_what_does_not_add_up_is_doubted_and_kept_as_printed() -> None:
    found = only(
        table(
            f"{HEAD}<tr><td>项目资金（万元）<td>年初预算数<td>全年预算数<td>全年执行数<td>分值<td>执行率<td>得分"
            "<tr><td>年度资金总额<td>100<td>100<td>95<td>10<td>96%<td>9.5"
            "<tr><td>一级指标<td>二级指标<td>三级指标<td>年度指标值<td>实际完成值<td>分值<td>得分"
            "<tr><td>产出指标<td>数量指标<td>讲座<td>10场<td>290%<td>#REF!<td>99<tr><td>总分<td><td><td><td><td>100<td>98"
        )
    )
    row = found.form.indicators[0].children[0].children[0]
    assert (row.actual, row.weight, str(row.score)) == ("290%", None, "99")
    assert str(found.form.printed.total_score) == "98"
    assert sorted(codes(found)) == [
        *("basis.unknown", "number.error_value", "rate.mismatch"),
        *("target.implausible", "total.mismatch", "total.mismatch"),
    ]


def test_a_reason_that_may_belong_to_two_rows() -> None:
    found = only(
        table(
            f"{HEAD}<tr><td>一级指标<td>二级指标<td>三级指标<td>年度指标值<td>实际完成值<td>分值<td>得分<td>偏差原因"
            "<tr><td rowspan=2>产出指标<td rowspan=2>数量指标<td>讲座<td>10场<td>9场<td>50<td>45<td rowspan=2>场地不足。"
            "<tr><td>展览<td>10场<td>9场<td>50<td>45"
        )
    )
    assert [row[-1] for row in rows(found.form)] == ["场地不足。", ""]
    assert codes(found) == ["cell.shared"]


def test_template_rows_left_empty() -> None:
    found = only(
        table(
            f"{HEAD}<tr><td>一级指标<td>二级指标<td>三级指标<td>年度指标值<td>实际完成值<td>分值<td>得分"
            "<tr><td rowspan=3>产出指标<td>数量指标<td>讲座<td>10场<td>10场<td>100<td>100"
            "<tr><td>质量指标<td><td><td><td><td><tr><td>时效指标<td><td><td><td><td>"
        )
    )
    (one,) = found.form.indicators
    assert [(two.name, len(two.children)) for two in one.children] == [
        *(("数量指标", 1), ("质量指标", 0), ("时效指标", 0)),
    ]


def test_forms_beside_each_other_on_one_sheet() -> None:
    body = (
        (0, 0, "项目名称"),
        (0, 1, "{name}"),
        *(
            (1, column, text)
            for column, text in enumerate(("二级指标", "指标名称", "指标值", "完成值", "分值", "得分"))
        ),
        *((2, column, text) for column, text in enumerate(("数量指标", "讲座", "10场", "10场", "100", "100"))),
    )
    cells = [
        SourceCell(0, row, column + shift, row, column + shift, text.format(name=name))
        for shift, name in ((0, "甲项目"), (8, "乙项目"))
        for row, column, text in body
    ]
    result = recognize(Source([Grid("Sheet1", cells)], is_workbook=True))
    assert [found.form.project_name for found in result.forms] == ["甲项目", "乙项目"]
    assert [rows(found.form) for found in result.forms] == [
        [("产出指标", "数量指标", "讲座", "10场", "10场", "100", "100", "")],
    ] * 2


def test_text_around_forms_is_listed_and_signatures_are_kept() -> None:
    found_in = source_of_html(
        "<p>关于报送自评表的通知</p><p>附件2</p><p>2021年度项目支出绩效自评表</p><table>"
        f"{HEAD}<tr><td>一级指标<td>二级指标<td>三级指标<td>年度指标值<td>实际完成值<td>分值<td>得分"
        "<tr><td>产出指标<td>数量指标<td>讲座<td>10场<td>10场<td>100<td>100<tr><td colspan=7>备注：资金已结清。</table>"
        "<p>填表人：张三　　联系电话：62001234</p>"
    )
    result = recognize(found_in)
    (found,) = result.forms
    assert [cell.text for cell in result.outside] == ["关于报送自评表的通知"]
    assert found.form.extra == {"填表人": "张三", "联系电话": "62001234"}
    assert found.form.notes == "资金已结清。"
    assert found.form.year == 2021
    assert unaccounted(found_in, result) == []


def test_a_currency_that_no_form_has_is_no_unit() -> None:
    """美元 is not 元: the label is listed, and the unit is to be looked at."""
    found = only(
        table(
            f"{HEAD}<tr><td>项目资金（美元）<td>年初预算数<td>全年预算数<td>全年执行数<td>执行率"
            "<tr><td>年度资金总额<td>80<td>80<td>79<td>98.75%"
            "<tr><td>一级指标<td>二级指标<td>三级指标<td>年度指标值<td>实际完成值<td>分值<td>得分"
            "<tr><td>产出指标<td>数量指标<td>讲座<td>10场<td>10场<td>100<td>100"
        )
    )
    assert found.form.funds.unit == "万元"
    assert [(remark.text, remark.ref and remark.ref.name) for remark in found.unmapped] == [
        ("项目资金（美元）", "funds.unit"),
    ]
    assert codes(found) == ["unit.guessed"]


def test_a_failed_formula_among_the_words_is_told() -> None:
    found = only(
        table(
            f"{HEAD}<tr><td>一级指标<td>二级指标<td>三级指标<td>年度指标值<td>实际完成值<td>分值<td>得分"
            "<tr><td>产出指标<td>数量指标<td>讲座<td>10场<td>#REF!<td>100<td>100"
        )
    )
    assert rows(found.form) == [("产出指标", "数量指标", "讲座", "10场", "", "100", "100", "")]
    assert [(remark.code, remark.text) for remark in found.unmapped] == [("number.error_value", "#REF!")]
    assert codes(found) == ["number.error_value"]
