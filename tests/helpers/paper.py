"""Forms on paper as people make them: laid out by a template, then changed in ways that change no meaning."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import NamedTuple

from selfeval_gui.domain.fields import FUND_AMOUNTS
from selfeval_gui.domain.form import Form, FundParts, FundRow, Funds, FundTotal, Indicator
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.sheet import shown
from selfeval_gui.exchange.readers.grid import Grid, Source, SourceCell
from selfeval_gui.exchange.templates.labels import aliases
from selfeval_gui.exchange.templates.template import Template
from selfeval_gui.rules.of_form import rule_set_of

_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
_NAMES = "培训场次 资金到位率 设备采购数 验收合格率 按期完成率 覆盖人数 投诉处理率 使用年限 知晓率 群众满意度 成本控制率".split()
_TARGETS = "100% ≥95% ≤10% 5场 及时 良好 健全 ≥3次 合格 =12个月".split()
_ACTUALS = "100% 96% 8% 5场 比较及时 良好 较为健全 3次 合格 12个月".split()
_REASONS = ("", "受天气影响推迟，下一步加强进度管理。", "1. 资料归档不及时。\n2. 今后加强管理。", "无")
_TEXTS = ("完成全年任务，保障办公用房安全。", "一、组织培训 3 场；\n二、采购设备 12 台。", "开展 2020 年科普活动。")
_LEVELS = {
    "产出指标": ["数量指标", "质量指标", "时效指标"],
    "效益指标": ["社会效益指标", "可持续影响指标"],
    "满意度指标": ["服务对象满意度指标"],
}


class PaperCell(NamedTuple):
    """A cell of a sheet of paper, rows and columns from 0."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str
    is_number: bool = False


class Paper(NamedTuple):
    """A form on paper; `heading` is the row of the indicator headings, `first` and `last` the rows below it."""

    cells: list[PaperCell]
    heading: int
    last: int


def random_form(random: Random, template: Template) -> Form:
    """Return a form as a person might have filled it in."""
    form = Form(
        id="abcd2345",
        template=template.id,
        year=random.randint(2015, 2030),
        project_name=random.choice(["办公用房维修项目", "2020 年科普活动经费", "信息系统(运维)项目"]),
        department=random.choice(["市科学技术协会", "市财政局"]),
        implementing_unit=random.choice(["市科技馆", "市科学技术协会（本级）"]),
        expected_goal=random.choice(_TEXTS),
        actual_outcome=random.choice(_TEXTS),
        funds=Funds(
            unit=random.choice(["万元", "元"]),
            total=FundTotal(**_amounts(random), weight=Decimal(10), score=Decimal(random.choice(["10", "9.5"]))),
            parts=FundParts(appropriation=FundRow(**_amounts(random)), other=FundRow(**_amounts(random))),
        ),
    )
    for name in template.extra_fields:
        if random.random() < 0.7:
            values = ["12.5", "100", "0"] if name.endswith(FUND_AMOUNTS) else ["张三", "62001234", "结转使用", "良好"]
            form.extra[name.removeprefix("extra.")] = random.choice(values)
    number = 0
    for one, below in _LEVELS.items():
        level_one = Indicator(id=f"l{one}"[:8] + str(number), name=one)
        for two in random.sample(below, random.randint(1, len(below))):
            level_two = Indicator(id=f"m{number}", name=two)
            for _ in range(random.randint(1, 3)):
                number += 1
                level_two.children.append(_row(random, number))
            level_one.children.append(level_two)
        form.indicators.append(level_one)
    return form


def _amounts(random: Random) -> dict[str, Decimal]:
    budget = Decimal(random.randint(1, 500000)) / 100
    return {"initial_budget": budget, "annual_budget": budget, "executed": Decimal(random.randint(0, 20000)) / 100}


def _row(random: Random, number: int) -> Indicator:
    place = random.randrange(len(_TARGETS))
    weight = Decimal(random.choice(["5", "10", "12.5", "7.50"]))
    return Indicator(
        id=f"r{number}",
        name=f"{random.choice(_NAMES)}{chr(0x4E00 + number)}",
        target=_TARGETS[place],
        actual=_ACTUALS[place],
        weight=weight,
        score=random.choice([weight, weight - 1]),
        reason=random.choice(_REASONS),
    )


def on_paper(form: Form, template: Template) -> Paper:
    """Lay a form out."""
    sheet = lay_out(form, template, rule_set_of(form))
    cells = [
        PaperCell(c.row - 1, c.column - 1, c.last_row - 1, c.last_column - 1, shown(c), isinstance(c.value, Decimal))
        for c in sheet.cells
    ]
    heading = sheet.title_rows[0] - 1
    last = next(cell.last_row for cell in cells if cell.row == heading and cell.column == 0)
    return Paper(cells, heading, last)


# ---- harmless variations ----------------------------------------------------------------------------------------


def with_blank_column(paper: Paper, random: Random) -> Paper:
    """Insert an empty column somewhere; what reaches across it grows."""
    at = random.randint(1, max(cell.last_column for cell in paper.cells))

    def moved(column: int) -> int:
        return column + (column >= at)

    cells = [cell._replace(column=moved(cell.column), last_column=moved(cell.last_column)) for cell in paper.cells]
    return paper._replace(cells=cells)


def with_full_width_digits(paper: Paper, random: Random) -> Paper:
    """Write some numbers in full width, as Chinese input methods do."""
    cells = [
        cell._replace(text=cell.text.translate(_FULL_WIDTH), is_number=False)
        if cell.is_number and random.random() < 0.3
        else cell
        for cell in paper.cells
    ]
    return paper._replace(cells=cells)


def with_aliases(paper: Paper, random: Random) -> Paper:
    """Give the indicator columns other headings, with blanks, line ends and units in them."""
    known = aliases()["indicator_columns"]
    cells = []
    for cell in paper.cells:
        text = cell.text
        if cell.row == paper.heading:
            name = next((name for name, labels in known.items() if text in labels and name != "caption"), None)
            if name is not None and random.random() < 0.6:
                text = random.choice(known[name])
                text = random.choice(
                    [text, f"{text[:2]}\n{text[2:]}", f"{text[:2]} {text[2:]}", f"{text}：", f"{text}(A)"]
                )
        cells.append(cell._replace(text=text))
    return paper._replace(cells=cells)


def without_merged_levels(paper: Paper, random: Random) -> Paper:
    """Take the merges of levels apart: names repeated in each row, or standing in the first only."""
    repeats, cells = random.random() < 0.5, []
    for cell in paper.cells:
        if paper.heading < cell.row <= paper.last and cell.last_row > cell.row:
            rows = range(cell.row, cell.last_row + 1)
            cells += [cell._replace(row=row, last_row=row) for row in (rows if repeats else rows[:1])]
        else:
            cells.append(cell)
    return paper._replace(cells=cells)


def with_repeated_heading(paper: Paper, random: Random) -> Paper:
    """Repeat the indicator headings before a row, as a new page does; merges are cut there, as a page cuts them."""
    if paper.last - paper.heading < 3:
        return paper
    at = random.randint(paper.heading + 2, paper.last)
    cells: list[PaperCell] = []
    for cell in paper.cells:
        if cell.last_row < at:
            cells.append(cell)
        elif cell.row >= at:
            cells.append(cell._replace(row=cell.row + 1, last_row=cell.last_row + 1))
        else:
            cells.append(cell._replace(last_row=at - 1))
            if cell.column > 0:
                cells.append(cell._replace(row=at + 1, last_row=cell.last_row + 1))
    cells += [
        cell._replace(row=at, last_row=at) for cell in paper.cells if cell.row == paper.heading and cell.column > 0
    ]
    return Paper(cells, paper.heading, paper.last + 1)


def with_other_order(paper: Paper, random: Random) -> Paper:
    """Let two neighbouring indicator columns change places, heading and total included."""
    heads = sorted(cell.column for cell in paper.cells if cell.row == paper.heading and cell.column > 0)
    pairs = [column for column in heads if {column, column + 1} <= set(heads) and _is_single(paper, column)]
    if not pairs:
        return paper
    at = random.choice(pairs)
    swapped = {at: at + 1, at + 1: at}
    cells = [
        cell._replace(column=swapped[cell.column], last_column=swapped[cell.column])
        if paper.heading <= cell.row <= paper.last + 1 and cell.column in swapped and cell.column == cell.last_column
        else cell
        for cell in paper.cells
    ]
    return paper._replace(cells=cells)


def _is_single(paper: Paper, column: int) -> bool:
    """Tell whether a column and the next one hold cells of their own width only, from the headings to the total."""
    rows = [cell for cell in paper.cells if paper.heading <= cell.row <= paper.last + 1]
    near = [cell for cell in rows if cell.column <= column + 1 and cell.last_column >= column]
    return all(cell.column == cell.last_column and cell.column in {column, column + 1} for cell in near)


def with_level_weights(paper: Paper, random: Random) -> Paper:
    """Write the weight of a level-1 name behind it, as many regions do."""
    ending = random.choice(["（50分）", "(50)", "（50 分）", "\n（50分）"])
    cells = [
        cell._replace(text=cell.text + ending) if cell.text in _LEVELS and cell.row > paper.heading else cell
        for cell in paper.cells
    ]
    return paper._replace(cells=cells)


def with_blank_rows(paper: Paper, random: Random) -> Paper:
    """Leave a row of the template empty among the indicators."""
    at = random.randint(paper.heading + 1, paper.last + 1)
    cells = [
        cell._replace(row=cell.row + (cell.row >= at), last_row=cell.last_row + (cell.last_row >= at))
        for cell in paper.cells
    ]
    return Paper(cells, paper.heading, paper.last + 1)


VARIATIONS = (
    *(with_blank_column, with_full_width_digits, with_aliases, with_other_order, with_level_weights),
    *(with_blank_rows, without_merged_levels, with_repeated_heading),
)


# ---- as a source ------------------------------------------------------------------------------------------------


def as_workbook(papers: list[Paper]) -> Source:
    """Return papers below each other on one sheet."""
    cells, top = [], 0
    for paper in papers:
        cells += [
            SourceCell(0, cell.row + top, cell.column, cell.last_row + top, cell.last_column, cell.text.strip())
            for cell in paper.cells
            if cell.text.strip()
        ]
        top += max(cell.last_row for cell in paper.cells) + 3
    return Source([Grid("Sheet1", cells)], is_workbook=True)


def as_split_tables(paper: Paper, random: Random) -> Source:
    """Return a paper as two tables of a document, cut between two rows."""
    last = max(cell.last_row for cell in paper.cells)
    clean = [row for row in range(1, last + 1) if not any(cell.row < row <= cell.last_row for cell in paper.cells)]
    at = random.choice(clean)
    grids = []
    for number, (low, high) in enumerate(((0, at), (at, last + 1))):
        cells = [
            SourceCell(number, cell.row - low, cell.column, cell.last_row - low, cell.last_column, cell.text.strip())
            for cell in paper.cells
            if low <= cell.row < high and cell.text.strip()
        ]
        grids.append(Grid(f"table {number + 1}", cells))
    return Source(grids)
