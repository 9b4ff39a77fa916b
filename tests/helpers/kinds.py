"""Filled forms of the kinds beside the self-evaluation: what each of their templates has a place for, and no more."""

from decimal import Decimal

from selfeval_gui.domain.form import Form, FundRow, FundTotal, Indicator
from selfeval_gui.exchange.templates.template import presets


def monitoring_form(month: str = "7") -> Form:
    """Return a filled form of 运行监控: 40 of 100 spent by July, one of three targets in danger."""
    form = Form(
        id="mon00001",
        template="monitoring",
        year=2026,
        project_name="校舍维修项目",
        department="市教育局",
        implementing_unit="第一中学",
        expected_goal="完成三栋校舍的维修，师生安全使用。",
        actual_outcome="已完成一栋，第二栋正在施工。",
        extra={"监控月份": month, "填表人": "张三", "联系电话": "12345678", "填表日期": "2026-08-05"},
    )
    form.funds.total = FundTotal(initial_budget=Decimal(100), executed=Decimal(40))
    form.funds.parts.appropriation = FundRow(initial_budget=Decimal(80), executed=Decimal(40))
    form.funds.parts.other = FundRow(initial_budget=Decimal(20), executed=Decimal(0))
    form.extra["total.amount:全年预计执行数"] = "95.5"
    form.extra["parts.appropriation.amount:全年预计执行数"] = "80"
    form.extra["parts.other.amount:全年预计执行数"] = "15.5"
    form.indicators = [
        Indicator(
            id="one",
            name="产出指标",
            children=[
                Indicator(
                    id="two",
                    name="数量指标",
                    children=[
                        Indicator(
                            id="r1",
                            name="维修校舍数量",
                            target="≥3栋",
                            actual="1栋",
                            reason="第三栋需要追加经费，已经报批。",
                            extra={
                                "全年预计完成情况": "2栋",
                                "偏差原因": "经费保障、其他",
                                "完成目标可能性": "完全不可能",
                                "备注": "待批",
                            },
                        ),
                        Indicator(
                            id="r2",
                            name="维修面积",
                            target="≥3000平方米",
                            actual="1200平方米",
                            extra={"全年预计完成情况": "3000平方米", "完成目标可能性": "确定能"},
                        ),
                    ],
                )
            ],
        ),
        Indicator(
            id="three",
            name="满意度指标",
            children=[
                Indicator(
                    id="four",
                    name="服务对象满意度指标",
                    children=[
                        Indicator(
                            id="r3",
                            name="师生满意度",
                            target="≥90%",
                            actual="92%",
                            extra={"全年预计完成情况": "92%", "完成目标可能性": "有可能"},
                        )
                    ],
                )
            ],
        ),
    ]
    return form


def target_form() -> Form:
    """Return a filled form of 目标申报: three years' work of 800 000 元, of which 300 000 are for this year."""
    form = Form(
        id="tar00001",
        template="target-declaration",
        year=2026,
        project_name="护岸加固项目",
        department="市水务局",
        implementing_unit="河道管理站",
        expected_goal="本年加固护岸三公里，沿岸两个村不再受淹。",
        extra={
            "项目性质": "新增项目",
            "项目类别": "其他一次性项目",
            "计划开始日期": "2026-03-01",
            "计划完成日期": "2028-11-30",
            "项目资金总额.amount:金额": "800000",
            "项目资金总额：财政资金.amount:金额": "700000",
            "项目资金总额：其他资金.amount:金额": "100000",
            "项目总目标": "三年加固护岸九公里。",
            "填表人": "李四",
            "联系电话": "12345678",
            "填表日期": "2025-10-20",
        },
    )
    form.funds.unit = "元"
    form.funds.total.initial_budget = Decimal(300000)
    form.funds.parts.appropriation.initial_budget = Decimal(250000)
    form.funds.parts.carried_over.initial_budget = Decimal(0)
    form.funds.parts.other.initial_budget = Decimal(50000)
    rows = {
        ("产出指标", "数量指标"): [("t1", "加固护岸长度", "≥9公里", "≥3公里")],
        ("产出指标", "质量指标"): [("t2", "验收合格率", "100%", "100%")],
        ("成本指标", "经济成本指标"): [("t3", "每公里加固成本", "≤9万元", "≤9万元")],
        ("满意度指标", "服务对象满意度指标"): [("t4", "村民满意度", "≥90%", "≥85%")],
    }
    tops: dict[str, Indicator] = {}
    for number, ((first, second), leaves) in enumerate(rows.items()):
        top = tops.setdefault(first, Indicator(id=f"top{number}", name=first))
        made = [
            Indicator(id=key, name=name, target=target, extra={"项目指标值": whole})
            for key, name, whole, target in leaves
        ]
        top.children.append(Indicator(id=f"sub{number}", name=second, children=made))
    form.indicators = [*tops.values()]
    return form


KINDS = {"monitoring": monitoring_form, "target-declaration": target_form}
# The templates that have a place for all that a self-evaluation says: weights, scores, and no columns of their own.
SELF_EVALUATIONS = [name for name, template in presets().items() if template.has_total and not template.own_columns]
