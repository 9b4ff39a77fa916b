"""What a form that only sets targets must keep to: days in order, no more than the whole, costs at most."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from selfeval_gui.domain.days import read_days
from selfeval_gui.domain.fields import EXTRA, OWN, field_of
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.targets import Quantity, Range, read_value
from selfeval_gui.domain.tree import level_three
from selfeval_gui.domain.words import Relation, squeezed
from selfeval_gui.rules.facts import Facts, LevelRow, row_of
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.rule_set import RuleSet
from selfeval_gui.rules.shape import shape_of
from selfeval_gui.rules.wording import cost_sign

_WHOLE, _PERCENT = Decimal(100), "%"


def days_in_order(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`date.order`: of two days the first is no later than the other."""
    for first, last in shape_of(facts.form).in_order:
        begins, ends = (facts.form.extra.get(name.removeprefix(EXTRA), "").strip() for name in (first, last))
        begin, end = (read_days(text, facts.form.year) for text in (begins, ends))
        if begin is not None and end is not None and begin.first > end.last:
            args = {"first": field_of(first).label, "last": field_of(last).label, "begins": begins, "ends": ends}
            yield Finding("date.order", rule_set.severity["date.order"], None, last, args=args)


def targets_are_sound(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`target.over_full`, and `cost.sign` in further columns of targets: what is planned can be reached."""
    shape = shape_of(facts.form)
    if not shape.only_plans:
        return
    held = _held(facts, shape.targets)
    levels = ("", "")
    for cells in facts.rows:
        if isinstance(cells, LevelRow):
            levels = (cells.name, "") if cells.level == 1 else (levels[0], cells.name)
            continue
        row = row_of(cells, levels, facts.form.year)
        targets = {"target": row.target} | held.get(row.node, {})
        for field, text in targets.items():
            if _is_over_full(row.name, text, rule_set):
                args = {"name": row.name.strip(), "text": text.strip()}
                yield Finding("target.over_full", rule_set.severity["target.over_full"], row.node, field, args=args)
            if field != "target":
                yield from (each._replace(field=field) for each in cost_sign(row._replace(target=text), rule_set))


def _held(facts: Facts, columns: tuple[str, ...]) -> dict[NodeId, dict[str, str]]:
    rows = level_three(facts.form.indicators) if columns else ()
    return {NodeId(row.id): {OWN + name: row.extra.get(name, "") for name in columns} for row in rows}


def _is_over_full(name: str, text: str, rule_set: RuleSet) -> bool:
    """Tell whether a share of a whole shall be more than the whole; growth may be any number."""
    plain, target = squeezed(name), read_value(text)
    if not plain.endswith(rule_set.words.whole) or any(word in plain for word in rule_set.words.beyond):
        return False
    if not isinstance(target, Quantity | Range) or target.unit != _PERCENT or target.change:
        return False
    if isinstance(target, Range):
        return target.high > _WHOLE
    return target.number > _WHOLE or (target.number == _WHOLE and target.relation is Relation.MORE)
