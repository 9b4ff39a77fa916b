"""Papers put together by chance from the ways in which offices vary one form; what must be read of each is known.

Each part is drawn by itself: how the money stands there, the goals, the indicators, what stands above and below.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.helpers.public_layouts import Layout, Row

_BUDGETS = (
    *(
        "全年预算数",
        "预算批复数",
        "年度预算批复数",
        "预算安排",
        "预算金额",
        "安排资金",
        "年度预算安排数",
        "下达资金",
        "计划金额",
    ),
    *("调整后预算金额", "财政预算安排数", "项目预算金额", "预算安排资金", "资金安排数", "核定预算数"),
)
_SPENT = (
    *("全年执行数", "实际支出", "支出数", "实际支出金额", "资金使用数", "预算执行金额", "已支付金额", "实际使用资金"),
    *("资金支付数", "支出金额", "实际执行金额", "年度实际支出数", "列支金额"),
)
_RATES = ("执行率", "预算执行率（%）", "支出率", "预算执行进度", "资金执行率", "支付进度", "资金使用率", "支付比例")
_NOT_OURS = ("实际到位", "结转结余", "资金到位数", "上年结余", "未支出金额", "到位金额", "调剂情况", "省级拨付")
_TARGETS = ("年度指标值", "计划值", "预期指标值", "目标值", "年初目标值", "计划完成值")
_ACTUALS = ("实际完成值", "完成值", "年度完成值", "实际值", "完成情况", "实现值")
_REASONS = ("偏差原因分析及改进措施", "扣分原因", "未完成原因", "未达标原因说明", "偏差原因")
_BOTH = (("目标：{}\n完成：{}"), ("目标值：{}；实际值：{}"), ("计划：{}，完成：{}"), ("年度目标：{}\n实际完成情况：{}"))
_BOTH_HEADINGS = ("目标值/实际值", "目标值及完成值", "指标完成情况")
_FOREIGN_COLUMNS = ("评分标准", "上年完成值", "财政评分", "完成率", "数据来源", "佐证材料")
_SIGNATURES = ("填报人：|张三||联系电话：|0551-6600", "单位负责人：|李四", "填表人：王五    填报日期：2023年2月1日")


class VariedPaper:
    """Draws a paper; `layout` is it, with what must come."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._lines: list[str] = []
        self._fields: dict[str, str] = {"project_name": "堤坝加固", "funds.unit": "万元"}
        self._left: list[str] = []
        self._extra: dict[str, str] = {}
        self._rows: list[Row] = []
        self._spans: dict[tuple[int, int], tuple[int, int]] = {}
        self._is_numbered = self._random.random() < 0.3
        self._sections = 0
        self._head()
        for part in self._random.choice(((self._money, self._goals), (self._goals, self._money))):
            part()
        self._indicators()
        self._tail()
        self.layout = Layout(
            f"seed {seed}",
            "\n".join(self._lines),
            self._fields,
            tuple(self._rows),
            tuple(self._left),
            self._extra,
            self._spans,
        )

    def _one_of(self, *ways: Callable[[], None]) -> None:
        self._random.choice(ways)()

    def _section(self, caption: str) -> None:
        if self._is_numbered:
            self._lines.append(f"{'一二三四五六七'[self._sections]}、{caption}")
            self._sections += 1

    def _head(self) -> None:
        draw = self._random
        title = draw.choice(("项目支出绩效自评表", "财政支出项目绩效自评表"))
        self._lines += [*draw.choice((["附件2"], [])), title]
        self._fields["year"] = "2023"
        unit = draw.choice(("实施单位", "用款单位", "承担单位", "项目执行单位", "预算单位", "项目实施单位"))
        names = [f"项目名称|堤坝加固||{unit}|甲县水利站", f"{unit}|甲县水利站||项目名称|堤坝加固"]
        self._fields["implementing_unit"] = "甲县水利站"
        if draw.random() < 0.5:
            self._lines.append(draw.choice(("（2023年度）", "2023年度  金额单位：万元", "单位：万元    2023年")))
            self._section("项目基本情况")
            self._lines.append(draw.choice(names))
        else:
            self._lines.append("填报单位：甲县水利局    2023年    单位：万元")
            self._extra["填报单位"] = "甲县水利局"
            self._section("基本情况")
            self._lines.append(draw.choice(names))
        if draw.random() < 0.5:
            self._lines.append("主管部门|甲县水利局")
            self._fields["department"] = "甲县水利局"

    # ---- money ---------------------------------------------------------------------------------------------------

    def _amounts(self, row: str, budget: str, spent: str) -> None:
        self._fields |= {f"funds.{row}.annual_budget": budget, f"funds.{row}.executed": spent}

    def _money(self) -> None:
        self._section("预算执行情况")
        self._one_of(
            self._in_columns,
            self._in_pairs,
            self._in_pairs_of_rows,
            self._in_two_rows,
            self._beside_parts,
            self._in_a_line,
        )

    def _in_columns(self) -> None:
        """Headings in a row, in any order, others between them; the total with its name or without."""
        draw = self._random
        columns = [
            (draw.choice(_BUDGETS), "140", "110"),
            (draw.choice(_SPENT), "126", "99"),
            (draw.choice(_RATES), "90%", ""),
        ]
        others = [
            (name, f"7{place}.5", f"3{place}.5")
            for place, name in enumerate(draw.sample(_NOT_OURS, draw.randint(0, 2)))
        ]
        for each in others:
            columns.insert(draw.randint(0, len(columns)), each)
        self._lines.append("项目资金（万元）||" + "|".join(name for name, _total, _part in columns))
        is_named = draw.random() < 0.7
        self._lines.append(
            f"|{'年度资金总额' if is_named else ''}|" + "|".join(total for _name, total, _part in columns)
        )
        self._amounts("total", "140", "126")
        self._fields["printed.execution_rate"] = "90"
        self._left += [text for name, total, _part in others for text in (name, total)]
        if is_named and draw.random() < 0.7:
            self._lines.append("|其中：财政资金|" + "|".join(part for _name, _total, part in columns))
            self._amounts("parts.appropriation", "110", "99")
            self._left += [part for _name, _total, part in others]

    def _in_pairs(self) -> None:
        """Each amount beside its name, all in a row."""
        draw = self._random
        other = draw.choice(_NOT_OURS)
        self._lines.append(
            f"资金（万元）|{draw.choice(_BUDGETS)}|140|{other}|75.5|{draw.choice(_SPENT)}|126|{draw.choice(_RATES)}|90%"
        )
        self._amounts("total", "140", "126")
        self._fields["printed.execution_rate"] = "90"
        self._left += [other, "75.5"]

    def _in_pairs_of_rows(self) -> None:
        """States of the money beside each other, below each the names of its parts again."""
        self._lines += [
            "预算安排情况（调整后）||资金到位情况||资金执行情况||预算执行进度（%）",
            "预算数：|140|到位数：|135|执行数：|126|90",
            "其中：财政资金|110|其中：财政资金|105|其中：财政资金|99",
        ]
        self._amounts("total", "140", "126")
        self._amounts("parts.appropriation", "110", "99")
        self._fields["printed.execution_rate"] = "90"
        self._left += ["到位数：", "135", "105"]

    def _in_two_rows(self) -> None:
        """Wide headings, parted in the row below."""
        draw, row = self._random, len(self._lines)
        self._spans |= {(row, 1): (row, 3), (row, 4): (row, 5), (row, 6): (row + 1, 6)}
        budget = draw.choice(("预算", "预算安排", "预算数", "预算金额"))
        spent = draw.choice(("支出", "实际支出", "支出数", "执行数"))
        own = draw.choice(("省级预拨", "年中追加", "其中：上年结转"))
        self._lines += [
            f"项目资金（万元）|{budget}|||{spent}||{draw.choice(_RATES)}",
            f"|年初|{own}|调整后|金额|其中：预付",
        ]
        is_named = draw.random() < 0.5
        self._lines.append(f"{'合计' if is_named else ''}|150|6.5|140|126|7.5|90%")
        self._amounts("total", "140", "126")
        self._fields |= {"funds.total.initial_budget": "150", "printed.execution_rate": "90"}
        self._left += [own, "6.5", "其中：预付", "7.5"]

    def _in_a_line(self) -> None:
        """All of it in one cell."""
        draw = self._random
        budget, spent = (draw.choice(words).partition("（")[0] for words in (_BUDGETS, _SPENT))
        self._lines.append(f"{budget}：140万元   {spent}：126万元   {draw.choice(_RATES).partition('（')[0]}：90%")
        self._amounts("total", "140", "126")
        self._fields["printed.execution_rate"] = "90"

    def _beside_parts(self) -> None:
        """The amounts of the total's parts beside their names, and beside those what was spent."""
        draw = self._random
        other, spent, rate = draw.choice(_NOT_OURS), draw.choice(_SPENT), draw.choice(_RATES)
        self._lines += [
            f"资金情况（万元）|年度资金总额：|140|{other}：|75.5",
            f"|其中：财政拨款|110|{spent}：|126",
            f"|其他资金|30|{rate}|90%",
        ]
        self._fields |= {"funds.total.annual_budget": "140", "funds.total.executed": "126"}
        self._fields |= {"funds.parts.appropriation.annual_budget": "110", "funds.parts.other.annual_budget": "30"}
        self._fields["printed.execution_rate"] = "90"
        self._left += [f"{other}：", "75.5"]

    # ---- goals ---------------------------------------------------------------------------------------------------

    def _goals(self) -> None:
        self._section("目标完成情况")
        self._fields |= {"expected_goal": "加固堤坝两处，汛前完工。", "actual_outcome": "两处堤坝已加固，五月完工。"}
        self._one_of(self._side_by_side, self._below_each_other, self._in_one_cell, self._with_degree)

    def _side_by_side(self) -> None:
        goal, outcome = self._random.choice(
            (("年初设定目标", "目标完成"), ("预期目标", "实际完成情况"), ("年度目标", "完成情况"))
        )
        self._lines += [f"|{goal}|||{outcome}", "|加固堤坝两处，汛前完工。|||两处堤坝已加固，五月完工。"]

    def _below_each_other(self) -> None:
        goal, outcome = self._random.choice(
            (("绩效目标", "完成情况"), ("预期目标", "完成结果"), ("年度绩效目标", "年度绩效目标完成情况"))
        )
        self._lines += [f"{goal}|加固堤坝两处，汛前完工。", f"{outcome}|两处堤坝已加固，五月完工。"]

    def _in_one_cell(self) -> None:
        caption = self._random.choice(("目标及完成情况|", "年度总体目标|", ""))
        between = self._random.choice((" ", "；", "\t"))
        self._lines.append(
            f"{caption}预期目标：加固堤坝两处，汛前完工。{between}实际完成情况：两处堤坝已加固，五月完工。"
        )

    def _with_degree(self) -> None:
        name = self._random.choice(("总体完成率（%）", "完成程度", "目标完成进度"))
        self._lines += [
            f"年度预期目标|||具体完成情况|||{name}",
            "加固堤坝两处，汛前完工。|||两处堤坝已加固，五月完工。|||95",
        ]
        self._extra[name] = "95"

    # ---- indicators ----------------------------------------------------------------------------------------------

    def _indicators(self) -> None:
        self._section("年度绩效指标完成情况")
        draw = self._random
        is_in_one, is_scored = draw.random() < 0.3, draw.random() < 0.8
        values = [draw.choice(_BOTH_HEADINGS)] if is_in_one else [draw.choice(_TARGETS), draw.choice(_ACTUALS)]
        foreign = draw.sample(_FOREIGN_COLUMNS, draw.randint(0, 1)) if not is_in_one else []
        numbers = [draw.choice(("分值", "权重")), draw.choice(("得分", "自评得分"))] if is_scored else []
        headings = [*values, *foreign, *numbers, draw.choice(_REASONS)]
        self._lines.append("一级指标|二级指标|三级指标|" + "|".join(headings))
        pattern = draw.choice(_BOTH)
        for place, (one, two, name, target, actual) in enumerate(_ROWS):
            weight, score, reason = ("25", "22", "汛期停工") if place == 1 else ("25", "25", "")
            cells = [pattern.format(target, actual).replace("\n", "；")] if is_in_one else [target, actual]
            cells += [f"另{place}"] if foreign else []
            cells += [weight, score] if is_scored else []
            self._lines.append(
                "|".join(["" if place and _ROWS[place - 1][0] == one else one, two, name, *cells, reason])
            )
            self._left += [f"另{place}"] if foreign else []
            numbers_of = (weight, score) if is_scored else ("", "")
            self._rows.append((one, two, name, target, actual, *numbers_of, reason))
        if is_scored and draw.random() < 0.7:
            gap = "|" * (2 + len(values) + len(foreign))
            self._lines.append(f"{draw.choice(('总分', '合计', '得分合计', '自评得分总计'))}{gap}|100|97")
            self._fields |= {"printed.total_weight": "100", "printed.total_score": "97"}

    def _tail(self) -> None:
        draw = self._random
        if self._is_numbered and draw.random() < 0.5:
            self._section("其他需要说明的问题")
            self._lines.append("无")
            self._fields["notes"] = "无"
        if self._is_numbered:
            caption = draw.choice(("存在的问题及原因", "存在问题、原因及下一步整改措施", "改进措施及建议"))
            self._section(caption)
            self._lines.append("汛期停工一个月，明年提前开工。")
            self._extra[caption] = "汛期停工一个月，明年提前开工。"
        if draw.random() < 0.5:
            self._lines.append("填报人：|张三||联系电话：|0551-6600")
            self._extra |= {"填报人": "张三", "联系电话": "0551-6600"}


_ROWS = (
    ("产出指标", "数量指标", "加固堤坝", "≥2处", "2处"),
    ("产出指标", "时效指标", "完工时间", "4月底前", "5月"),
    ("效益指标", "社会效益指标", "受益人口", "≥3000人", "3200人"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "95%"),
)
