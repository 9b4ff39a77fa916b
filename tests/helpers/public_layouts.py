"""Layouts of forms as offices have made them public, with invented words and numbers: what stands there, what must come.

A layout is named after the paper or program it was found in. A row of the paper is a line with bars between its cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from selfeval_gui.domain.fields import get_field
from selfeval_gui.domain.numbers import format_typed
from selfeval_gui.exchange.recognize.result import FoundForm
from tests.helpers.grids import Spans, left, read_all, sheet
from tests.helpers.imports import rows

NOTHING_MERGED: Spans = {}
Row = tuple[str, ...]  # level 1, level 2, name, target, actual, weight, score, reason


class Layout(NamedTuple):
    """A paper; `fields` by their names, `rows` of 绩效指标, and the texts that have no field: `left`."""

    found_in: str
    lines: str
    fields: Mapping[str, str]
    rows: tuple[Row, ...] = ()
    left: tuple[str, ...] = ()
    extra: Mapping[str, str] = {}
    spans: Spans = NOTHING_MERGED  # the last row and column of some cells


def amounts(row: str, *values: str) -> dict[str, str]:
    """Return the fields of a row of 项目资金: the initial and annual budget, what was executed."""
    return {
        f"funds.{row}.{name}": value
        for name, value in zip(("initial_budget", "annual_budget", "executed"), values, strict=True)
    }


def fields_of(layout: Layout) -> list[tuple[str, str, str]]:
    """Return each field of a layout's only form: its name, what must stand in it, and what does; no cell is lost."""
    lines = (line.strip() for line in layout.lines.strip().split("\n"))
    (found,) = read_all(sheet(0, *lines, spans=layout.spans)).forms
    return list(_counted(layout, found))


def _counted(layout: Layout, found: FoundForm) -> Iterator[tuple[str, str, str]]:
    for name, value in layout.fields.items():
        yield name, value, _shown(found, name)
    for name, value in layout.extra.items():
        yield name, value, found.form.extra.get(name, "")
    yield "further extra fields", "", " ".join(sorted(found.form.extra.keys() - layout.extra.keys()))
    given = rows(found.form)
    for number in range(max(len(given), len(layout.rows))):
        for place, column in enumerate("level 1,level 2,name,target,actual,weight,score,reason".split(",")):
            wanted, got = (each[number][place] if number < len(each) else "no row" for each in (layout.rows, given))
            yield f"row {number + 1} {column}", wanted, got
    yield "listed", " ".join(sorted(layout.left)), " ".join(sorted(left(found)))


def _shown(found: FoundForm, name: str) -> str:
    value = get_field(found.form, name)
    if isinstance(value, int):
        return str(value)
    return value if isinstance(value, str) else format_typed(value)


LAYOUTS = (
    Layout(
        "银川市本级部门项目支出绩效自评表",
        """
        某市本级部门项目支出绩效自评表
        （2021年）
        项目名称|食堂改造
        主管部门|某市教育局||实施单位|某市第九中学
        自评得分|96||财政审核评分|
        项目资金（万元）||年初预算数|调整预算数（A）|全年执行数（B）|执行率（B/A）
        |年度资金总额|80.5|72.5|72.5|100%
        年度总体目标|年初设定目标|||年度总体目标完成情况
        |改造食堂一处|||食堂已经改造
        一级指标|二级指标|三级指标|考核分值|指标值（A）|全年实际值（B）|得分|未完成原因分析及改进措施
        项目决策（10分）|项目目标|完整性|10|—|目标明确|10
        项目产出（50分）|数量指标（20分）|改造面积|20|600平方米|600平方米|20
        ||指标2：
        |质量指标（30分）|验收合格率|30|100%|98%|28|一处返工
        项目效益（40分）|社会效益指标|就餐条件|40|改善|改善|38|
        """,
        {
            **{"year": "2021", "project_name": "食堂改造", "department": "某市教育局"},
            **{"implementing_unit": "某市第九中学"},
            **amounts("total", "80.5", "72.5", "72.5"),
            **{"expected_goal": "改造食堂一处", "actual_outcome": "食堂已经改造"},
        },
        (
            ("项目决策", "项目目标", "完整性", "—", "目标明确", "10", "10", ""),
            ("项目产出", "数量指标", "改造面积", "600平方米", "600平方米", "20", "20", ""),
            ("项目产出", "质量指标", "验收合格率", "100%", "98%", "30", "28", "一处返工"),
            ("项目效益", "社会效益指标", "就餐条件", "改善", "改善", "40", "38", ""),
        ),
        ("财政审核评分",),
        {"自评得分": "96"},
    ),
    Layout(
        "学生资助项目绩效目标自评表",
        """
        2019年实训项目绩效目标自评表
        填报日期：2020年3月2日|||总分：93分
        项目名称|实训设备更新
        主管部门|某省教育厅||项目实施单位|某工程学院
        项目类别|1、部门预算项目☑ 2、省直专项□ 3、省对下转移支付项目□
        项目属性|1、持续性项目☑ 2、新增性项目□
        项目类型|1、常年性项目☑ 2、延续性项目□ 3、一次性项目□
        预算执行情况（万元）（20分）||预算数（A）|执行数（B）|执行率（B/A）|得分（20分*执行率）
        |年度财政资金总额|120|108|90%|18
        一级指标|二级指标|三级指标|年初目标值（A）|实际完成值（B）|得分
        产出指标（40分）|数量指标|设备台数|60台|58台|35
        效益指标（40分）|社会效益指标|实训学生人数|900人|950人|40
        """,
        {
            **{"year": "2019", "project_name": "实训设备更新", "department": "某省教育厅"},
            **{"implementing_unit": "某工程学院", "funds.total.annual_budget": "120", "funds.total.executed": "108"},
            # The weight is printed in the caption of this kind of paper, which has no cell for it.
            **{"funds.total.weight": "", "funds.total.score": "18", "printed.execution_rate": "90"},
        },
        (
            ("产出指标", "数量指标", "设备台数", "60台", "58台", "", "35", ""),
            ("效益指标", "社会效益指标", "实训学生人数", "900人", "950人", "", "40", ""),
        ),
        ("总分：93分",),
        {
            **{"填报日期": "2020年3月2日", "项目类别": "部门预算项目"},
            **{"项目属性": "持续性项目", "项目类型": "常年性项目"},
        },
    ),
    Layout(
        "项目绩效目标实际完成表（内控系统）",
        """
        项目支出绩效自评表
        项目名称|档案扫描
        主管部门及代码|某委（105）||承担处室|办公室
        项目资金（万元）||预算数|全年执行数|分值|执行率|得分
        |年度资金总额|30|27|10|90%|9
        |财政拨款|20|18|5|90%|
        |其他资金|10|9|5|90%|
        年度总体目标完成情况|预期目标||目标实际完成情况
        |扫描档案两万卷||扫描一万八千卷
        一级指标|二级指标|三级指标|预期实现值|实际完成值|分值|得分|未完成原因分析
        产出指标|数量指标|扫描卷数|20000|18000|50|45|设备到货迟
        效益指标|社会效益指标|查阅时间|10|10|40|40|
        """,
        {
            **{"project_name": "档案扫描", "department": "某委（105）"},
            **{"funds.total.annual_budget": "30", "funds.total.executed": "27", "funds.total.weight": "10"},
            **{"funds.total.score": "9", "printed.execution_rate": "90"},
            **{"funds.parts.appropriation.annual_budget": "20", "funds.parts.appropriation.executed": "18"},
            **{"funds.parts.other.annual_budget": "10", "funds.parts.other.executed": "9"},
            **{"expected_goal": "扫描档案两万卷", "actual_outcome": "扫描一万八千卷"},
        },
        (
            ("产出指标", "数量指标", "扫描卷数", "20000", "18000", "50", "45", "设备到货迟"),
            ("效益指标", "社会效益指标", "查阅时间", "10", "10", "40", "40", ""),
        ),
        ("5", "90%", "5", "90%"),
        {"承担处室": "办公室"},
    ),
    Layout(
        "绩效自评表数据契约（指标审核程序）",
        """
        2025年度市级项目支出绩效自评表
        项目名称|网络机房扩容
        市级主管部门|某市数据局||项目实施单位|某市信息中心
        项目资金（万元）||年初预算数|全年预算数（A）|全年执行数（B）|分值|执行率（B/A）|得分|偏差原因分析及改进措施
        |年度资金总额|200|180|90|10|50%|5|尾款未到期
        |其中：中央补助|120|100|60|—|60%|—
        |市级资金|80|80|30|—|37.5%|—
        年度总体目标|年初预期目标|||年度实际完成情况
        |扩容机柜四十个|||已安装三十个
        一级指标|二级指标|三级指标|年度指标值（A）|实际完成值（B）|分值|得分|偏差原因分析及改进措施
        产出指标|数量指标|机柜数|40|30|50|37.5|分批到货
        效益指标|社会效益指标|业务中断次数|≤2次|1次|30|30|
        满意度指标|服务对象满意度指标|用户满意度|≥95%|96%|10|10|
        总分|||||100|82.5
        """,
        {
            **{"year": "2025", "project_name": "网络机房扩容", "department": "某市数据局"},
            "implementing_unit": "某市信息中心",
            **amounts("total", "200", "180", "90"),
            **{"funds.total.weight": "10", "funds.total.score": "5", "printed.execution_rate": "50"},
            **{"expected_goal": "扩容机柜四十个", "actual_outcome": "已安装三十个"},
            **{"printed.total_weight": "100", "printed.total_score": "82.5"},
        },
        (
            ("产出指标", "数量指标", "机柜数", "40", "30", "50", "37.5", "分批到货"),
            ("效益指标", "社会效益指标", "业务中断次数", "≤2次", "1次", "30", "30", ""),
            ("满意度指标", "服务对象满意度指标", "用户满意度", "≥95%", "96%", "10", "10", ""),
        ),
        ("60%", "37.5%"),
        {
            **{"资金偏差原因": "尾款未到期", "中央补助.initial_budget": "120", "中央补助.annual_budget": "100"},
            **{"中央补助.executed": "60", "市级资金.initial_budget": "80", "市级资金.annual_budget": "80"},
            "市级资金.executed": "30",
        },
    ),
)
