"""Sixty forms with nothing wrong in them: twelve projects, five kinds of form each, in 万元 and 元, under every preset."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from selfeval_gui.domain.form import Evidence, Form, FundRow, Funds, FundTotal, Indicator, Survey
from selfeval_gui.rules.rule_set import rule_set_for

# name, target, actual; "{y}" is the form's year. Values as offices write them.
Cells = tuple[str, str, str]


class Project(NamedTuple):
    """A project by its texts; `lost` is the row that loses points: target, actual, share of the weight kept, reason."""

    name: str
    unit: str
    department: str
    goal: str
    outcome: str
    quantity: tuple[Cells, Cells]
    quality: Cells
    time: Cells
    cost: Cells
    benefit: tuple[str, Cells]
    satisfaction: Cells
    lost: tuple[str, str, str, str]


PROJECTS = (
    Project(
        *("路灯维护", "市路灯管理所", "市城市管理局"),
        "维护主城区路灯，保持亮灯正常，报修及时处理。",
        "全年巡查和检修按计划完成，报修均在时限内处理，亮灯情况良好。",
        (("检修路灯", "≥4600盏", "4712盏"), ("夜间巡查", "每周2次", "每周2次")),
        ("亮灯率", "≥98%", "98.6%"),
        ("报修处理时间", "3个工作日内", "2个工作日"),
        ("单灯维护费用", "≤120元/盏", "116元/盏"),
        ("社会效益指标", ("因照明引起的事故", "0起", "0起")),
        ("市民满意度", "≥90%", "93.5%"),
        ("≥200公里", "190公里", "0.95", "西环路改造封闭施工，有 10 公里未能巡查，{y}年12月开通后已补查"),
    ),
    Project(
        *("义务教育阶段校舍安全排查", "区教育事务中心", "区教育局"),
        "完成全区中小学校舍安全排查，消除安全隐患。",
        "校舍排查全部完成，发现的隐患已经整改并复查。",
        (("排查学校", "=36所", "36所"), ("出具鉴定报告", "36份", "36份")),
        ("隐患整改率", "100%", "100%"),
        ("排查完成时间", "{y}年8月31日前", "{y}年8月20日"),
        ("每所鉴定费", "不超过0.8万元", "7800元"),
        ("社会效益指标", ("校舍安全责任事故", "零事故", "零事故")),
        ("师生满意度", "90%以上", "95%"),
        ("≥40次", "38次", "0.95", "两所学校暑期搬迁，回访推迟到{y}年10月进行"),
    ),
    Project(
        *("农村饮水管网改造", "县供水站", "县水利局"),
        "改造村级供水管网，提高供水保证程度。",
        "管网改造完工并通水，水质检测合格。",
        (("改造管网长度", "≥12.5千米", "12.8千米"), ("更换水表", "860只", "860只")),
        ("水质检测合格率", "≥95%（含）", "97%"),
        ("完工时间", "{y}年11月底前", "{y}年11月12日"),
        ("管网每米造价", "≤180元", "172元"),
        ("社会效益指标", ("受益人口", "≥5200人", "5310人")),
        ("用水户满意度", "≥85%", "91%"),
        ("=20个", "18个", "0.9", "有 2 个村的入户协议九月才签订，已排入次年一季度施工"),
    ),
    Project(
        *("公共图书馆免费开放", "市图书馆", "市文化和旅游局"),
        "图书馆全年免费开放，开展阅读推广活动。",
        "全年免费开放，阅读推广活动如期举办，到馆人次达到预期。",
        (("开放天数", "≥310天", "316天"), ("阅读活动", "48场", "50场")),
        ("新书上架完好率", "≥99%", "99.5%"),
        ("新书上架时间", "7天内", "5天"),
        ("每场活动费用", "≤0.5万元", "0.42万元"),
        ("社会效益指标", ("到馆人次", "≥30万人次", "31.2万人次")),
        ("读者满意度", "≥92%", "94.1%"),
        ("≥5000册", "4800册", "0.96", "一家供应商少供 200 册，{y}年12月已重新招标"),
    ),
    Project(
        *("河道保洁", "区河道管理所", "区水务局"),
        "对辖区河道进行日常保洁，保持水面清洁。",
        "日常保洁按合同执行，月度检查全部合格。",
        (("保洁河道", "18条", "18条"), ("月度检查", "12次", "12次")),
        ("月度检查合格率", "≥90%", "100%"),
        ("漂浮物清理时间", "24小时内", "12小时"),
        ("每千米保洁费用", "≤3.2万元", "3.15万元"),
        ("生态效益指标", ("水质达标断面", "≥6个", "6个")),
        ("沿河居民满意度", "≥88%", "90.2%"),
        ("≥10场", "9场", "0.9", "八月台风期间取消一场岸线宣传，已并入次年三月水日活动"),
    ),
    Project(
        *("残疾人职业技能培训", "县残疾人服务中心", "县残疾人联合会"),
        "举办残疾人职业技能培训班，帮助学员就业。",
        "培训班全部结业，学员取得证书，部分学员已经上岗。",
        (("培训班", "6期", "6期"), ("培训学员", "≥180人", "186人")),
        ("结业证书取得率", "≥90%", "96.8%"),
        ("培训完成时间", "第三季度", "{y}年9月10日"),
        ("每人培训费用", "≤1500元", "1460元"),
        ("社会效益指标", ("学员就业率", "≥50%", "54%")),
        ("学员满意度", "≥90%", "97%"),
        ("≥30家", "27家", "0.9", "三家用人单位因裁员退出对接，{y}年四季度已补充签约一家"),
    ),
    Project(
        *("林业有害生物防治", "县森林病虫害防治站", "县林业局"),
        "对松林开展有害生物监测和防治，控制疫情蔓延。",
        "监测覆盖全部松林，飞防和清理按方案完成，疫情没有扩散。",
        (("飞防面积", "≥3.5万亩", "3.6万亩"), ("清理疫木", "不少于2000株", "2104株")),
        ("防治效果", "≥85%", "88%"),
        ("春季防治完成", "5月底前", "5月22日"),
        ("每亩飞防成本", "≤15元", "14.6元"),
        ("生态效益指标", ("有害生物成灾率", "≤3‰", "2.1‰")),
        ("林农满意度", "≥85%", "89%"),
        ("≥300个", "282个", "0.94", "有 18 个诱捕器被山洪冲走，汛后已重新采购安装"),
    ),
    Project(
        *("老旧小区燃气管道改造", "区房屋修缮中心", "区住房和城乡建设局"),
        "更换老旧小区燃气立管，消除漏气隐患。",
        "燃气立管更换完工，气密性试验合格，已恢复供气。",
        (("改造小区", "9个", "9个"), ("更换立管", "≥320根", "328根")),
        ("气密性试验合格率", "=100%", "100%"),
        ("每户停气时间", "不超过2天", "1.5天"),
        ("每户改造成本", "≤2800元", "2750元"),
        ("社会效益指标", ("受益居民", "≥2600户", "2648户")),
        ("住户满意度", "≥90%", "92%"),
        ("≥2600份", "2444份", "0.94", "156 户常年无人居住，安全告知书无法送达，已在楼道张贴"),
    ),
    Project(
        *("疫苗冷链设备更新", "县疾病预防控制中心", "县卫生健康局"),
        "更新乡镇接种点冷链设备，保证疫苗储存温度合格。",
        "设备采购安装完成并验收，温度监测记录完整。",
        (("购置冷藏箱", "24台", "24台"), ("安装温度监测终端", "24套", "24套")),
        ("设备验收合格率", "100%", "100%"),
        ("设备安装完成", "{y}年6月30日前", "{y}年6月15日"),
        ("每台采购单价", "≤1.2万元", "11800元"),
        ("社会效益指标", ("储存温度合格率", "≥99.9%", "99.95%")),
        ("接种点满意度", "≥95%", "98%"),
        ("60人次", "57人次", "0.95", "三名管理员产假未能参训，已安排次年一月补训"),
    ),
    Project(
        *("政务云租用", "市大数据中心", "市行政审批局"),
        "租用政务云资源，保障各部门业务系统稳定运行。",
        "云资源按需供应，业务系统运行稳定，安全检测如期开展。",
        (("承载业务系统", "≥85个", "88个"), ("安全检测", "4次", "4次")),
        ("系统可用率", "≥99.9%", "99.97%"),
        ("故障响应时间", "≤30分钟", "18分钟"),
        ("每核年租金", "≤900元", "880元"),
        ("经济效益指标", ("比自建节约资金", "≥120万元", "131万元")),
        ("使用部门满意度", "≥90%", "96%"),
        ("≥12个", "11个", "0.9167", "市场监管系统因等保测评延期，{y}年12月20日才具备迁移条件"),
    ),
    Project(
        *("高标准农田管护", "县农田建设服务中心", "县农业农村局"),
        "管护已建高标准农田的沟渠和泵站，保证灌溉。",
        "沟渠清淤和泵站检修全部完成，灌溉用水有保证。",
        (("清淤沟渠", "≥46千米", "47.2千米"), ("检修泵站", "15座", "15座")),
        ("泵站完好率", "≥95%", "100%"),
        ("春灌前检修", "3月底前", "3月18日"),
        ("每千米清淤成本", "≤0.6万元", "5860元"),
        ("经济效益指标", ("粮食亩均增产", "≥30公斤", "33公斤")),
        ("种粮大户满意度", "≥88%", "91.3%"),
        ("25名", "23名", "0.92", "两个村的管护员外出务工，{y}年7月已改由村组长兼任"),
    ),
    Project(
        *("非物质文化遗产展演", "市非遗保护中心", "市文化馆"),
        "举办非遗展演进社区，推动传承人授徒。",
        "展演如期举办，传承人开班授徒，网络直播观看踊跃。",
        (("展演场次", "≥20场", "21场"), ("授徒班", "5个", "5个")),
        ("传承人参演率", "≥80%", "86%"),
        ("展演完成时间", "10月底前", "10月26日"),
        ("每场展演成本", "≤2万元", "1.92万元"),
        ("可持续影响指标", ("传习制度", "健全", "健全")),
        ("观众满意度", "≥90%", "95.5%"),
        ("≥8部", "7部", "0.875", "锣鼓书记录片的传承人住院两个月，已定于次年二月补拍"),
    ),
)
# Why each lost points two years before: nobody gives one reason twice.
_BEFORE = (
    *("东郊变电站迁建停电，有 10 公里待复电后补巡", "两所学校借址办学，合并到迁回后复查"),
    *("石材涨价，有 2 个村的管沟由村里自挖，结算较晚", "馆藏系统换代停编两周，少编 200 册"),
    *("暴雨红色预警，岸线宣传改为线上答题", "三家企业停产整顿，没有来招工"),
    *("松林火险封山 40 天，有 18 个诱捕器晚挂", "156 户在二次装修，签收人未到场"),
    *("三名管理员驻隔离点值守，缺课一天", "人社专网改线，一个系统等新线路开通"),
    *("两名管护员年过六旬退出，村里另选了人", "评弹纪录片的素材受潮，片方已重拍"),
)
_KINDS = (
    ("mof-2020", "mof-2020", 2021),
    ("mof-2021-cost", "mof-2021-cost", 2022),
    ("sichuan-0013zp", "regional-demo", 2023),
    ("mof-2020", "review-strict", 2024),
    ("central-2016", "shanghai-2020", 2025),
    ("mof-2020", "hubei", 2027),
)


def faultless_forms() -> Iterator[Form]:
    """Yield the seventy-two forms; those of one year are under one rule set."""
    for number, project in enumerate(PROJECTS):
        for template, rule_set, year in _KINDS:
            yield _form(f"{number:02}{year}", project, template, rule_set, year)


def _form(key: str, project: Project, template: str, rule_set: str, year: int) -> Form:
    has_cost = rule_set == "mof-2021-cost"
    output = Decimal({"mof-2021-cost": 40, "hubei": 40, "shanghai-2020": 60}.get(rule_set, 50))
    benefit = Decimal(20 if has_cost else 30)
    target, actual, kept, reason = project.lost
    loses = year % 2 == 0  # 2022 and 2024
    reason = reason if year == 2024 else _BEFORE[int(key[:2])]
    counts = [
        *(_row(f"{key}-{place}", cells, Decimal(10), year) for place, cells in enumerate(project.quantity)),
        *([_lost(f"{key}-l", target, actual, kept, reason, Decimal(10), year)] if loses else []),
    ]
    rest = output - 10 * len(counts)
    under_output = [("数量指标", counts), ("质量指标", [_row(f"{key}-q", project.quality, rest / 2, year)])]
    cost = ("成本指标", [_row(f"{key}-c", project.cost, Decimal(20) if has_cost else Decimal("2.5"), year)])
    if has_cost:
        in_time = rest / 2
        levels = [("成本指标", [("经济成本指标", cost[1])])]
    else:
        in_time, levels = rest / 2 - Decimal("2.5"), []
    under_output.append(("时效指标", [_row(f"{key}-t", project.time, in_time, year)]))
    under_output += [] if has_cost else [cost]
    kind, cells = project.benefit
    levels += [
        ("产出指标", under_output),
        ("效益指标", [(kind, [_row(f"{key}-b", cells, benefit, year)])]),
        ("满意度指标", [("服务对象满意度指标", [_row(f"{key}-s", project.satisfaction, Decimal(10), year)])]),
    ]
    tree = [
        Indicator(
            id=f"{key}-{top}",
            name=top,
            children=[Indicator(id=f"{key}-{second}", name=second, children=rows) for second, rows in below],
        )
        for top, below in levels
    ]
    return Form(
        id=key,
        template=template,
        rule_set=rule_set,
        year=year,
        project_name=project.name if year != 2023 else f"{year}年度{project.name}",
        department=project.department,
        implementing_unit=project.unit,
        expected_goal=project.goal,
        actual_outcome=project.outcome,
        funds=_funds(int(key[:2]), rule_set, in_yuan=year == 2025),
        indicators=tree,
    )


def _funds(number: int, rule_set: str, *, in_yuan: bool) -> Funds:
    """A budget of 80 to 190 万元, 96 % of it spent in every other project and all of it in the others."""
    budget = Decimal(80 + 10 * number)
    spent = budget * (Decimal("0.96") if number % 2 else 1)
    score = {True: Decimal(9) if rule_set == "regional-demo" else Decimal("9.6"), False: Decimal(10)}[bool(number % 2)]
    times = 10000 if in_yuan else 1
    weight = rule_set_for(rule_set).execution_weight
    score *= weight / 10
    given, used = budget * times, Decimal(f"{(spent * times).normalize():f}")
    amounts = {"initial_budget": given, "annual_budget": given, "executed": used}
    parts = {"appropriation": FundRow(**amounts)} if number % 3 == 0 else {}
    total = FundTotal(**amounts, weight=weight, score=score)
    return Funds(unit="元" if in_yuan else "万元", total=total, parts=parts)


def _row(key: str, cells: Cells, weight: Decimal, year: int) -> Indicator:
    name, target, actual = (text.format(y=year) for text in cells)
    proof = Evidence(id=f"e{key}", name=f"{name}统计表", document=f"{year}年12月")
    is_survey = "满意度" in name
    survey = Survey(sent=200, returned=196, valid=190) if is_survey else None
    return Indicator(
        id=key, name=name, target=target, actual=actual, weight=weight, score=weight, evidence=[proof], survey=survey
    )


def _lost(key: str, target: str, actual: str, kept: str, reason: str, weight: Decimal, year: int) -> Indicator:
    score = (weight * Decimal(kept)).quantize(Decimal("0.01"))
    reason = reason.format(y=year)
    name = {"≥200公里": "巡查里程", "≥2600份": "安全告知书"}.get(target, "配套工作量")
    return Indicator(id=key, name=name, target=target, actual=actual, weight=weight, score=score, reason=reason)
