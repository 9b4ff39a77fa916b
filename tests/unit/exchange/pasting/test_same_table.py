"""A table says the same whether it is imported or pasted: for every template, every heading known, every odd cell."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval_gui.exchange.pasting.paste_plan import PastePlan, understand
from selfeval_gui.exchange.readers.grid import Grid, Source, SourceCell
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.templates.labels import aliases
from selfeval_gui.exchange.templates.template import Template, presets
from tests.helpers.imports import rows
from tests.helpers.paper import Paper, on_paper, random_form, with_aliases, with_level_weights, with_repeated_heading

Rows = list[tuple[str, ...]]

USUAL = {
    "level_1": "一级指标",
    "level_2": "二级指标",
    "name": "三级指标",
    "target": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
    "reason": "偏差原因分析及改进措施",
}
FIELDS = tuple(USUAL)
LABELS = {
    name: labels for section in ("indicator_columns", "more_columns") for name, labels in aliases()[section].items()
}
EVERY = [(name, label) for name, labels in LABELS.items() for label in labels]
# Of each column what may stand in it.
CELLS = {
    "target": ["95%", "≥95%", "10", "及时", "≧3", "不少于5场", "—"],
    "actual": ["96%", "12", "及时", "—", " 8 ", "#REF!"],
    "weight": ["10", "１２．５", "—", "15分"],
    "score": ["9.5", "", "/", "10"],
    "reason": ["", "天气影响。", "无", "第一行\n第二行"],
    "target.sign": ["≥", "＞＝", "不少于", "═", "最多", "定性", "—", ""],
    "target.unit": ["%", "场", "—", ""],
    "adjusted_target": ["12", "—", "≤9"],
    "measure": ["加强管理。", ""],
    "method": ["按比例", ""],
    "score_share": ["95", ""],
    "other": ["是", ""],
    "caption": ["1"],
}


def imported(grid: list[list[str]]) -> Rows:
    cells = [
        SourceCell(0, row, column, row, column, text)
        for row, texts in enumerate(grid)
        for column, text in enumerate(texts)
        if text.strip()
    ]
    found = recognize(Source([Grid("Sheet1", cells)], is_workbook=True)).forms
    assert len(found) == 1
    return rows(found[0].form)


def pasted(grid: list[list[str]]) -> Rows:
    return rows_of(understand(grid))


def rows_of(plan: PastePlan) -> Rows:
    """Return the rows as an import's form has them: numbers as typed, blank where there is none."""
    return [
        (
            row.level_1,
            row.level_2,
            *(
                row.values.get(name, "").translate(HALF).removesuffix("分" if name in {"weight", "score"} else "\0")
                for name in FIELDS[2:]
            ),
        )
        for row in plan.rows
    ]


HALF = str.maketrans("１２．５", "12.5")


def table(headings: dict[str, str], values: list[dict[str, str]]) -> list[list[str]]:
    return [list(headings.values()), *([row.get(name, "") for name in headings] for row in values)]


def row(number: int, **values: str) -> dict[str, str]:
    names = {"level_1": "产出指标", "level_2": "数量指标", "name": f"名称{chr(0x4E00 + number)}"}
    return {**names, "target": "95%", "actual": "96%", "weight": "10", "score": "10", "reason": "天气影响。", **values}


@pytest.mark.parametrize(("name", "label"), EVERY, ids=[f"{name}-{label}" for name, label in EVERY])
def test_every_heading_is_known_to_both(name: str, label: str) -> None:
    """Each heading stands in for the usual one, or in a column more."""
    headings = {**USUAL, name: label}
    values = [row(each, **{name: CELLS[name][each % len(CELLS[name])]} if name in CELLS else {}) for each in range(3)]
    grid = table(headings, values)
    plan = understand(grid)
    assert plan.header_rows == 1
    assert plan.columns[list(headings).index(name)] == (None if name in {"method", "score_share", "other"} else name)
    assert pasted(grid) == imported(grid)
    if name in USUAL and name not in CELLS:
        assert len(pasted(grid)) == 3


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Draw headings in any spelling, some columns more, and rows of usual and odd cells."""
    more = draw(
        st.lists(st.sampled_from([name for name in CELLS if name not in USUAL and name != "caption"]), unique=True)
    )
    names = [*FIELDS[:4], *(name for name in more if name.startswith(("target", "adjusted"))), *FIELDS[4:]]
    names += [name for name in more if name not in names]
    headings = {name: draw(st.sampled_from(LABELS[name])) for name in names}
    values = [
        row(number, **{name: draw(st.sampled_from(CELLS[name])) for name in names if name in CELLS})
        for number in range(draw(st.integers(1, 4)))
    ]
    return table(headings, values)


@given(tables())
def test_any_table_says_the_same_to_both(grid: list[list[str]]) -> None:
    assert pasted(grid) == imported(grid)


@pytest.mark.parametrize("template", presets().values(), ids=lambda each: each.id)
@pytest.mark.parametrize("seed", range(6))
def test_the_indicators_of_every_template_say_the_same_to_both(template: Template, seed: int) -> None:
    random = Random(seed)
    paper = on_paper(random_form(random, template), template)
    for vary in random.sample([with_aliases, with_level_weights, with_repeated_heading], 2):
        paper = vary(paper, random)
    grid = block(paper)
    assert pasted(grid) == imported_paper(paper)
    assert len(pasted(grid)) > 0


def test_weights_behind_the_names_of_levels() -> None:
    grid = table(
        USUAL, [row(1, level_1="一、产出指标（50分）"), row(2, level_1="产出"), row(3, level_2="质量指标(20)")]
    )
    assert [(each.level_1, each.level_2, each.weights) for each in understand(grid).rows] == [
        ("一、产出指标", "数量指标", ("50", "")),
        ("一、产出指标", "数量指标", ("50", "")),
        ("一、产出指标", "质量指标", ("50", "20")),
    ]


def test_a_table_of_sichuan() -> None:
    """指标性质 and 度量单位 in columns of their own are no reason to lose the sign and the unit."""
    headings = {**{name: USUAL[name] for name in FIELDS[:3]}, "target.sign": "指标性质", "target": "指标值"}
    headings |= {"target.unit": "度量单位", "actual": "实际完成值", "weight": "权重", "score": "得分"}
    grid = table(headings, [row(1, target="95", actual="96", **{"target.sign": "≥", "target.unit": "%"})])
    assert pasted(grid) == imported(grid)
    assert pasted(grid)[0][3:5] == ("≥95%", "96%")


def test_headings_in_two_rows() -> None:
    grid = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "评分", ""],
        ["", "", "", "", "", "分值", "得分"],
        ["产出指标", "数量指标", "讲座", "10场", "12场", "50", "48"],
    ]
    plan = understand(grid)
    assert (plan.header_rows, plan.left_out_rows, plan.dropped_columns) == (2, [], [])
    assert rows_of(plan) == [("产出指标", "数量指标", "讲座", "10场", "12场", "50", "48", "")]


def block(paper: Paper) -> list[list[str]]:
    """Return the indicators as they are copied: their headings, their rows and the total, merges in their first cell."""
    last_column = max(cell.last_column for cell in paper.cells)
    texts = {(cell.row, cell.column): cell.text for cell in paper.cells}
    lines = range(paper.heading, paper.last + 2)
    return [[texts.get((line, column), "") for column in range(last_column + 1)] for line in lines]


def imported_paper(paper: Paper) -> Rows:
    cells = [SourceCell(0, *cell[:5]) for cell in sorted(paper.cells) if cell.text.strip()]
    found = recognize(Source([Grid("Sheet1", cells)], is_workbook=True)).forms
    assert len(found) == 1
    return rows(found[0].form)
