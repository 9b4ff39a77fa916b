"""Filled forms of the kinds beside the self-evaluation: what each of their templates has a place for, and no more."""

from decimal import Decimal

from selfeval_gui.domain.form import Form, FundRow, FundTotal, Indicator
from selfeval_gui.exchange.layout.sheet import BUDGET_OF
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
    form.indicators = _rows(
        ("产出指标", "数量指标", Indicator(id="t1", name="加固护岸长度", target="≥3公里", extra=_of_whole("≥9公里"))),
        ("产出指标", "质量指标", Indicator(id="t2", name="验收合格率", target="100%", extra=_of_whole("100%"))),
        (
            "成本指标",
            "经济成本指标",
            Indicator(id="t3", name="每公里加固成本", target="≤9万元", extra=_of_whole("≤9万元")),
        ),
        (
            *("满意度指标", "服务对象满意度指标"),
            Indicator(id="t4", name="村民满意度", target="≥85%", extra=_of_whole("≥90%")),
        ),
    )
    return form


def _of_whole(target: str) -> dict[str, str]:
    return {"项目指标值": target}


def _rows(*rows: tuple[str, str, Indicator]) -> list[Indicator]:
    """Return the rows below their levels, each level once."""
    tops: dict[str, Indicator] = {}
    levels: dict[tuple[str, str], Indicator] = {}
    for first, second, row in rows:
        top = tops.setdefault(first, Indicator(id=f"top {first}", name=first))
        if (first, second) not in levels:
            levels[first, second] = Indicator(id=f"{first} {second}", name=second)
            top.children.append(levels[first, second])
        levels[first, second].children.append(row)
    return [*tops.values()]


def transfer_form() -> Form:
    """Return a filled form of 转移支付: 950 of 1000 spent, one target missed with a reason."""
    form = Form(
        id="tra00001",
        template="transfer-region",
        year=2025,
        project_name="农村饮水安全补助资金",
        department="省水利厅",
        implementing_unit="各县水务局",
        expected_goal="改造供水管网，让十万人喝上放心水。",
        actual_outcome="改造管网九十五公里，十万人受益。",
        notes="无",
        extra={
            "中央主管部门": "水利部",
            "地方资金.annual_budget": "200",
            "地方资金.executed": "180",
            "分配科学性：情况说明": "按人口和水源条件分配，方案经集体研究。",
            "下达及时性：情况说明": "收到指标后二十五天下达。",
            "下达及时性：存在问题和改进措施": "两个县超过三十天，已约谈，今后按月通报。",
            "执行准确性：存在问题和改进措施": "一个县调整了用途，已按程序报批。",
            "支出责任履行情况：情况说明": "地方资金足额到位。",
            "填表人": "王五",
            "联系电话": "12345678",
            "填表日期": "2026-02-10",
        },
    )
    form.funds.total = FundTotal(annual_budget=Decimal(1000), executed=Decimal(950))
    form.funds.parts.appropriation = FundRow(annual_budget=Decimal(800), executed=Decimal(770))
    form.funds.parts.other = FundRow(annual_budget=Decimal(0), executed=Decimal(0))
    form.indicators = _rows(
        (
            *("产出指标", "数量指标"),
            Indicator(
                id="p1",
                name="改造管网长度",
                target="≥100公里",
                actual="95公里",
                reason="汛期停工两个月，余下五公里明年三月完成。",
            ),
        ),
        ("产出指标", "质量指标", Indicator(id="p2", name="水质达标率", target="≥98%", actual="99%")),
        ("效益指标", "社会效益指标", Indicator(id="p3", name="受益人口", target="≥10万人", actual="10万人")),
    )
    return form


def special_form() -> Form:
    """Return a filled form of 专项资金 without weights: all spent, one target missed with a reason."""
    form = Form(
        id="spe00001",
        template="special-funds",
        year=2022,
        project_name="乡镇客运站修缮专项",
        department="县交通运输局",
        implementing_unit="运输科",
        expected_goal="修缮客运站四座。",
        actual_outcome="修缮客运站三座，一座跨年完工。",
        notes="无",
        extra={"负责人及电话": "赵六 6601", "本级资金.annual_budget": "20", "本级资金.executed": "20"},
    )
    form.funds.total = FundTotal(annual_budget=Decimal(80), executed=Decimal(80))
    form.funds.parts.appropriation = FundRow(annual_budget=Decimal(60), executed=Decimal(60))
    form.funds.parts.other = FundRow(annual_budget=Decimal(0), executed=Decimal(0))
    form.indicators = _rows(
        (
            *("产出指标", "数量指标"),
            Indicator(
                id="s1",
                name="修缮客运站数",
                target="4座",
                actual="3座",
                reason="河东站十一月塌方停工，二〇二三年三月完工。",
            ),
        ),
        ("产出指标", "质量指标", Indicator(id="s2", name="验收合格率", target="100%", actual="100%")),
        ("效益指标", "社会效益指标", Indicator(id="s3", name="日均发送旅客", target="≥900人", actual="960人")),
    )
    return form


def _scored(form: Form) -> Form:
    """Fill what 衔接资金 and 公开14表 have in common: a weight of 10 for spending, three rows with 90."""
    form.year, form.department, form.implementing_unit = 2025, "县农业农村局", "乡村振兴办公室"
    form.project_name, form.expected_goal = "产业路硬化项目", "硬化产业路五公里。"
    form.actual_outcome = "硬化产业路四点五公里。"
    form.funds.total = FundTotal(annual_budget=Decimal(50), executed=Decimal(50), weight=Decimal(10), score=Decimal(10))
    form.funds.parts.appropriation = FundRow(annual_budget=Decimal(50), executed=Decimal(50))
    form.indicators = _rows(
        (
            *("产出指标", "数量指标"),
            Indicator(
                id="l1",
                name="硬化道路长度",
                target="≥5公里",
                actual="4.5公里",
                weight=Decimal(50),
                score=Decimal(45),
                reason="余下半公里因征地推迟，明年四月完成。",
            ),
        ),
        (
            *("效益指标", "社会效益指标"),
            Indicator(id="l2", name="受益农户", target="≥200户", actual="200户", weight=Decimal(30), score=Decimal(30)),
        ),
        (
            *("满意度指标", "服务对象满意度指标"),
            Indicator(id="l3", name="农户满意度", target="≥90%", actual="95%", weight=Decimal(10), score=Decimal(10)),
        ),
    )
    return form


def linking_form() -> Form:
    """Return a filled form of 衔接资金."""
    return _scored(Form(id="lin00001", template="linking-funds"))


def yunnan_form() -> Form:
    """Return a filled form on 云南's 公开14表."""
    form = _scored(Form(id="yun00001", template="yunnan-open-14", extra={"部门": "县农业农村局"}))
    form.funds.total.initial_budget = form.funds.parts.appropriation.initial_budget = Decimal(40)
    return form


def scores_form() -> Form:
    """Return a filled 评分表: three rows with 100, one with points lost."""
    form = Form(
        id="sco00001",
        template="department-scores",
        rule_set="shanghai-2020",
        year=2023,
        project_name="县审计局部门整体支出",
        department="县审计局",
        implementing_unit="办公室",
    )
    rows = (("s1", 30, 30), ("s2", 40, 36), ("s3", 30, 30))
    names = ("绩效目标合理性", "预算执行率", "审计项目完成率")
    levels = (("投入", "目标设定"), ("过程", "预算执行"), ("产出", "职责履行"))
    form.indicators = _rows(
        *(
            (
                *level,
                Indicator(
                    id=key,
                    name=name,
                    weight=Decimal(weight),
                    score=Decimal(score),
                    extra={"指标解释": f"反映{name}的情况。", "评分标准": "按完成比例计分，低于六成不得分。"},
                ),
            )
            for level, name, (key, weight, score) in zip(levels, names, rows, strict=True)
        )
    )
    return form


def hubei_project_form() -> Form:
    """Return a filled project form of 湖北: 18 of 20 points for spending, 75 of 80 for two goals, none of them weighed."""
    form = Form(
        id="hbp00001",
        template="hubei-project",
        rule_set="hubei",
        year=2024,
        project_name="城区路灯改造项目",
        department="市城管委",
        implementing_unit="市路灯管理处",
        expected_goal="一、改造路灯一千盏；\n二、亮灯率不低于98%。",
        actual_outcome="改造路灯九百盏，亮灯率99%。",
        extra={
            "项目类别": "部门预算项目",
            "项目类型": "一次性项目",
            "年度目标2：预期目标": "降低照明能耗三成。",
            "年度目标2：实际完成情况": "能耗降低三成一。",
            "偏差大或目标未完成原因分析": "一百盏路灯因道路施工推迟。",
            "改进措施及结果应用方案": "明年五月完成，结果用于编制下年预算。",
            "填报人": "钱七",
            "填报日期": "2025-03-20",
        },
    )
    form.funds.total = FundTotal(annual_budget=Decimal(200), executed=Decimal(180), score=Decimal(18))
    form.indicators = _rows(
        (
            *("产出指标", "数量指标"),
            Indicator(id="h1", name="改造路灯数量", target="≥1000盏", actual="900盏", score=Decimal(45)),
        ),
        (
            *("效益指标", "生态效益指标"),
            Indicator(id="h2", name="能耗降低率", target="≥30%", actual="31%", score=Decimal(30)),
        ),
    )
    return form


def hubei_department_form() -> Form:
    """Return a filled form of 湖北's whole departments: two goals with rows of their own, 20 for spending and 80."""
    form = Form(
        id="hbd00001",
        template="hubei-department",
        rule_set="hubei",
        year=2024,
        project_name="市审计局部门整体支出",
        department="市审计局",
        implementing_unit="办公室",
        expected_goal="完成年度审计项目三十个。",
        actual_outcome="完成审计项目三十一个。",
        extra={
            "填报日期": "2025-03-20",
            "基本支出总额": "1200",
            "项目支出总额": "300",
            "年度目标2：预期目标": "推动整改到位。",
            "年度目标2：实际完成情况": "整改完成率九成。",
            "偏差大或目标未完成原因分析": "三个整改事项需跨年完成。",
            "改进措施及结果应用方案": "按季督办。",
            "单位负责人": "赵六",
            "填报人": "张三",
            "联系电话": "12345678",
        },
    )
    form.funds.total = FundTotal(
        annual_budget=Decimal(1500), executed=Decimal(1500), weight=Decimal(20), score=Decimal(20)
    )
    form.indicators = _rows(
        (
            *("目标1", "数量指标"),
            Indicator(id="d1", name="审计项目数", target="≥30个", actual="31个", weight=Decimal(40), score=Decimal(40)),
        ),
        (
            *("目标2", "质量指标"),
            Indicator(
                id="d2",
                name="整改完成率",
                target="≥100%",
                actual="90%",
                weight=Decimal(40),
                score=Decimal(36),
                reason="三个整改事项需跨年完成，明年六月办结。",
            ),
        ),
    )
    return form


KINDS = {
    "monitoring": monitoring_form,
    "target-declaration": target_form,
    "transfer-region": transfer_form,
    "linking-funds": linking_form,
    "yunnan-open-14": yunnan_form,
    "department-scores": scores_form,
    "special-funds": special_form,
    "hubei-project": hubei_project_form,
    "hubei-department": hubei_department_form,
}
# The templates whose papers show something that follows from other cells of them: a total row or a rate of the funds.
COMPUTING = [
    name
    for name, template in presets().items()
    if template.has_total or any(rate.value in template.fund_columns for rate in BUDGET_OF)
]
# The templates that have a place for what every self-evaluation says: weights, scores, 年初预算数, no columns of their own;
# under one row of headings, as the papers of `tests.helpers.paper` are varied.
SELF_EVALUATIONS = [
    name
    for name, template in presets().items()
    if template.has_total
    and not template.own_columns
    and not template.over_headings
    and "initial_budget" in template.fund_columns
]
