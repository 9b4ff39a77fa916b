"""The limits and the words of checks, and reviewers' deductions: the parts of a rule set that files may leave out.

Each has the value that was usual before rule sets held it, so that an older file means what it always meant.
"""

from decimal import Decimal
from typing import Annotated, NamedTuple

from selfeval_gui.domain.scoring_rules import Within
from selfeval_gui.rules.near_texts import LEAST_ALIKE

Points = Annotated[Decimal, Within(lowest=0, highest=100)]
Gap = Annotated[Decimal, Within(above=0, highest=100)]
NameLikeness = Annotated[Decimal, Within(lowest=50, highest=100)]
Likeness = Annotated[Decimal, Within(lowest=int(LEAST_ALIKE), highest=100)]
Times = Annotated[Decimal, Within(lowest=100, highest=1_000_000)]
Several = Annotated[Decimal, Within(lowest=2, highest=9999, is_whole=True)]
Letters = Annotated[Decimal, Within(lowest=1, highest=9999, is_whole=True)]
Part = Annotated[Decimal, Within(above=0, highest=100)]


class Limits(NamedTuple):
    """From where on a check speaks: points, times, per cent, letters, forms."""

    formula_off: Points = Decimal("0.01")  # points that a typed score may differ from the computed one
    scale_from: Times = Decimal(9000)  # times: what 元 under 万元 makes, with a digit or two off
    scale_to: Times = Decimal(11000)
    scale_forms: Several = Decimal(3)  # forms of a unit; by fewer its scale cannot be told
    scores_apart: Gap = Decimal(20)  # points between the score rates of rows with the same words
    reasons_alike: Likeness = Decimal(90)
    reason_letters: Letters = Decimal(6)  # 疫情影响 says too little to be a copy of anything but itself
    copied_letters: Letters = Decimal(30)  # that two forms must share to be copies of one another
    all_full: Several = Decimal(3)  # projects of a unit
    name_words: Several = Decimal(2)  # words of one name that stand nowhere else in the form
    months_behind: Points = Decimal(10)  # points by which the execution rate may be behind the months that have passed
    fact_letters: Letters = Decimal(4)  # letters of a reason that fit no other row make a fact
    names_alike: NameLikeness = Decimal(80)  # per cent: a name on the list and a form's, left over of one unit, are one


class CheckWords(NamedTuple):
    """The words that checks look for."""

    cost: tuple[str, ...] = ("成本", "费用", "单价")
    whole: tuple[str, ...] = ("率", "比例", "占比", "比重", "满意度")  # a part of a whole, by the end of its name
    beyond: tuple[str, ...] = (
        *("增长", "增幅", "增速", "提高", "提升", "上升", "增加", "降低", "下降", "减少", "节约"),
        *("杠杆", "周转", "回报", "收益", "利润", "超额", "利率", "汇率", "效率", "频率", "倍率", "换手"),
    )
    saving: tuple[str, ...] = ("节约", "节省", "节支", "降低", "压减", "压降", "下降", "减少", "缩减")
    money: tuple[str, ...] = ("资金", "预算", "经费", "专款", "款项")
    paying: tuple[str, ...] = ("支付", "拨付", "到位", "执行", "支出", "使用率")
    paid: tuple[str, ...] = (
        *("支付率", "支付进度", "支付比例", "支付完成率", "支付及时率", "支付及时性"),
        *("拨付率", "拨付进度", "拨付比例", "拨付完成率", "拨付及时率", "拨付及时性"),
        *("预算完成率", "支出进度", "支出率"),
    )
    effect: tuple[str, ...] = (
        *("明显", "明显提升", "明显提高", "明显改善", "明显增强"),
        *("显著", "显著提升", "显著提高", "显著改善", "显著增强"),
        *("持续提升", "持续提高", "持续改善", "持续增强", "不断提升", "不断提高", "不断改善", "不断增强"),
        *("有效提升", "有效提高", "有效改善", "有效增强"),
    )
    well: tuple[str, ...] = ("良好", "较好")
    any_row: tuple[str, ...] = (
        *("有待", "进一步", "加强", "加大", "提高", "提升", "完善", "改进", "改善", "优化", "细化"),
        *("规范", "强化", "落实", "重视", "健全", "尚需", "仍需", "需要", "需", "不够", "不足", "不强"),
        *("不到位", "不及时", "管理", "工作", "项目", "进度", "水平", "质量", "力度", "制度", "机制"),
        *("意识", "能力", "效率", "效果", "方面", "环节", "部分", "各项", "有关", "相关", "今后", "下一步"),
        *("下步", "将", "应", "并", "和", "与", "的", "对", "在", "中", "存在", "偏差", "一定", "较"),
        *("比较", "还", "等", "及时", "及", "时", "继续", "不断", "努力", "做好", "开展", "推进", "统筹"),
        *("协调", "沟通", "监督", "检查", "学习", "培训", "编制", "绩效", "目标", "指标", "措施", "原因"),
        *("问题",),
    )
    people_and_things: tuple[str, ...] = (
        *("老年人", "老人", "家属", "学生", "教师", "患者", "病人", "农户", "农民", "村民", "居民", "儿童", "妇女"),
        *("残疾人", "退役军人", "职工", "贫困户", "企业", "商户", "司机", "游客", "读者", "志愿者", "补贴", "补助"),
        *("奖学金", "养老金", "救助金", "校舍", "教室", "病房", "图书", "农田", "水库", "河道", "道路", "桥梁", "路灯"),
        *("公园", "苗木", "树木", "疫苗", "药品"),
    )
    time: tuple[str, ...] = ("季度", "年底", "月底", "年初", "明年", "下年", "次年")  # beside numbers and 三月
    left_over: tuple[str, ...] = ("XX", "××")  # one sign repeated: any number of times; beside 指标1 and ……
    not_meant: tuple[str, ...] = ("不适用",)
    part: tuple[str, ...] = ("其中",)  # a row that begins so is a part of the one above


class Deduction(NamedTuple):
    """What a reviewer takes off a row: by which rule, how many per cent of its weight, and how it is put."""

    rule: str
    percent: Part
    words: str
