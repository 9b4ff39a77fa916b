"""A filled trial: what a paper would make of forms of several sizes must read back as they were."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from selfeval_gui.domain.cells import cells_of
from selfeval_gui.domain.fields import EXTRA, FUND_AMOUNTS, OWN, get_field, set_field
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.tree import new_id
from selfeval_gui.domain.words import MONEY_PLACES, bare_level, half_width
from selfeval_gui.exchange.layout.branches import branches_of
from selfeval_gui.exchange.own_paper.fill import fill
from selfeval_gui.exchange.own_paper.values import Values, fields_without_place, in_unit, placeable, unplaced_fields
from selfeval_gui.exchange.readers.any_file import Heard, read_source, unheard
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.templates.paper import Paper
from selfeval_gui.exchange.templates.parts import split_own
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.rule_set import rule_set_for

_YEAR = 2021
_FEW = 2


def trial_differences(paper: Paper, template: str, rule_set: str, report: Heard = unheard) -> list[str]:
    """Return the fields that did not come back as they were filled in, for a small form and a large one."""
    framework = presets()[template].framework
    found: list[str] = []
    for count in (_FEW, max(len(paper.block.rows) + _FEW, 6)):
        form = _trial_form(paper, framework, count)
        rules = rule_set_for(rule_set)
        source = read_source(fill(form, paper, rules).data, report)
        read = [each.form for each in recognize(source, partial(report, 1, 1)).forms]
        named = [each for each in read if each.project_name == form.project_name]
        back = named or read  # the name may stand where a person put it, which the recognizer does not know
        if len(back) != 1:
            return ["project_name"]
        hidden = set(unplaced_fields(Values(form, paper, rules)))
        hidden |= {"notes"} & {*fields_without_place(paper)}  # what reads so is an instruction that the blank prints
        found += [name for name in differences_in(form, back[0], paper) if name.rpartition("#")[2] not in hidden]
    return list(dict.fromkeys(found))


def differences_in(form: Form, back: Form, paper: Paper) -> Iterator[str]:
    """Yield the fields of the paper in which two forms differ; those of an indicator as "3#weight"."""
    for name in placeable(form):
        mine: object = get_field(form, name)
        other: object = get_field(back, name)
        if name.rpartition(".")[2] in FUND_AMOUNTS:
            mine, other = _in_yuan(form, mine), _in_yuan(back, other)
        if _plain(mine) != _plain(other):
            yield name
    columns = {each.field for each in paper.block.columns}
    mine_rows, other_rows = list(branches_of(form.indicators)), list(branches_of(back.indicators))
    if len(mine_rows) != len(other_rows):
        yield "rows"
    for number, (mine_row, other_row) in enumerate(zip(mine_rows, other_rows, strict=False)):
        for level, field in enumerate(("level_1", "level_2")):
            nodes = (mine_row[level], other_row[level])
            names = ["" if node is None else bare_level(node.name) for node in nodes]
            if field in columns and names[0] != names[1]:
                yield f"{number}#{field}"
        leaves = [row[2] for row in (mine_row, other_row) if row[2] is not None]
        for field in cells_of(leaves):
            values = [None if row[2] is None else get_field(row[2], field) for row in (mine_row, other_row)]
            if _plain(values[0]) != _plain(values[1]):
                yield f"{number}#{field}"


def _in_yuan(form: Form, value: object) -> object:
    return in_unit(value, MONEY_PLACES[form.funds.unit]) if isinstance(value, Decimal) else value


def _plain(value: object) -> object:
    if isinstance(value, str):
        return "".join(half_width(value).split())
    return "" if value is None else value


def _trial_form(paper: Paper, framework: dict[str, tuple[str, ...]], count: int) -> Form:
    """Return a form with a value of its own in each place."""
    form = Form(id=new_id(), year=_YEAR)
    for number, place in enumerate(paper.places):
        field = place.field
        if field in {"project_name", "department", "implementing_unit", "expected_goal", "actual_outcome", "notes"}:
            set_field(form, field, f"试填内容第{'甲乙丙丁戊己庚辛壬癸'[number % 10]}项")
        elif field.startswith(EXTRA):
            set_field(form, field, f"{60 + number}")
        elif field.rpartition(".")[2] in FUND_AMOUNTS:
            set_field(form, field, Decimal(100 + number))
    if paper.unit:
        form.funds.unit = paper.unit
    form.funds.total.weight, form.funds.total.score = Decimal(10), Decimal(9)
    pairs = [(one, two) for one, names in framework.items() for two in names]
    for number in range(count):
        one, two = pairs[number * len(pairs) // count]
        above = _child(form.indicators, one)
        leaf = _leaf(number)
        _fill_own(leaf, [column.field for column in paper.block.columns], number)
        _child(above.children, two).children.append(leaf)
    return form


def _fill_own(leaf: Indicator, columns: list[str], number: int) -> None:
    """Give a row a text in each column that only some papers have, or tick one of its words."""
    words: dict[str, list[str]] = {}
    for column in (each for each in columns if each.startswith(OWN)):
        field, word = split_own(column)
        words.setdefault(field, []).append(word)
    for field, each in words.items():
        set_field(leaf, field, each[number % len(each)] or f"试填的{field.removeprefix(OWN)}{number + 1}")


def _child(among: list[Indicator], name: str) -> Indicator:
    found = next((each for each in among if each.name == name), None)
    if found is None:
        found = Indicator(id=new_id(), name=name)
        among.append(found)
    return found


def _leaf(number: int) -> Indicator:
    return Indicator(
        id=new_id(),
        name=f"试填事项{number + 1}数",
        target=f"≥{number + 2}项",
        actual=f"{number + 1}项",
        weight=Decimal(number + 5),
        score=Decimal(number + 3),
        reason=f"试填的偏差原因及改进措施，第{number + 1}条，占足两行以便看出行高是否合适。",
    )
