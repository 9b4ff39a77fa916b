"""Quick fixes: for a finding that is arithmetic, the one cell to change and its new value. Nothing is done unasked."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.commands.edit import SetCell, SetField
from selfeval_gui.commands.rule_set import choose_rule_set
from selfeval_gui.domain.fields import Value, get_field, show_field
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.suggestions import suggest_row
from selfeval_gui.domain.tree import level_three
from selfeval_gui.i18n import _
from selfeval_gui.messages import INDICATOR_LABELS, field_place
from selfeval_gui.rules.finding import of_codes
from selfeval_gui.rules.rule_set import presets

if TYPE_CHECKING:
    from selfeval_gui.item_models.indicator_model import IndicatorModel
    from selfeval_gui.rules.finding import Finding

_EXPECTED_IS_RIGHT = {"execution.score", "funds.parts", "met.deducted", "score.formula"}
_COMPUTED = {"score.missing", "score.over_weight"}  # of a row: what the rule set gives it, if that is one number
_BETTER_RULE_SET = "rule_set"  # an argument of `weight.total`: whose basis the weights fit
_WEIGHTS = {"weight.total", "weight.level"}


class Fix(NamedTuple):
    """One cell and its new value; `node` None means a field of the form."""

    node: NodeId | None
    field: str
    value: Value
    preview: str


def needs_row(finding: Finding) -> bool:
    """Tell whether the fix depends on the row a person chooses."""
    return finding.code in _WEIGHTS and _BETTER_RULE_SET not in finding.args


def fix_for(model: IndicatorModel, finding: Finding, row: NodeId | None) -> Fix | None:
    """Return the fix of a finding; `row` is the row at hand, which may take a missing or surplus weight."""
    if finding.node is not None and finding.node not in model.session.tree:
        return None
    if finding.code in _EXPECTED_IS_RIGHT and finding.expected is not None:
        return _of_cell(model, finding.node, finding.field, Decimal(finding.expected))
    if finding.code in _COMPUTED and finding.node is not None:
        path = model.session.tree.path(finding.node)
        score = suggest_row(path, model.session.rule_set.scoring).score
        return None if score is None else _of_row(model, finding.node, "score", score)
    if _BETTER_RULE_SET in finding.args:
        preview = _("改用“{name}”").format(name=finding.args["rule_set_name"])
        return Fix(None, _BETTER_RULE_SET, finding.args[_BETTER_RULE_SET], preview)
    if finding.code in _WEIGHTS:
        return _weight(model, finding, row)
    return None


def weight_fix(model: IndicatorModel, row: NodeId | None) -> Fix | None:
    """Return what makes the weights fit by this row's: its level's set weight first, else the total."""
    tree = model.session.tree
    if row is None or row not in tree:
        return None
    over = {None, *(each.id for each in tree.path(row))}  # whose weights the row is one of
    found = [each for each in of_codes(model.session.findings, _WEIGHTS) if each.node in over]
    fixes = (_weight(model, each, row) for each in sorted(found, key=_lowest_level_first))
    return next((fix for fix in fixes if fix is not None and fix.node == row), None)


def apply_fix(model: IndicatorModel, fix: Fix) -> None:
    """Write the cell as one undo step."""
    if fix.field == _BETTER_RULE_SET:
        choose_rule_set(model.session, presets()[str(fix.value)])
    elif fix.node is None:
        model.session.stack.push(SetField(model.session, fix.field, fix.value))
    else:
        model.session.stack.push(SetCell(model, fix.node, fix.field, fix.value))


def _weight(model: IndicatorModel, finding: Finding, row: NodeId | None) -> Fix | None:
    tree = model.session.tree
    if finding.node is not None:
        node = tree.node(finding.node)
        below = [NodeId(leaf.id) for leaf in level_three(node.children, tree.level(finding.node) + 1)]
        row = row if row in below else below[0] if len(below) == 1 else None
    if row is None or row not in tree or tree.level(row) < LEVELS:
        return None
    rest = Decimal(finding.expected or 0) - Decimal(finding.actual or 0)
    weight = (tree.node(row).weight or Decimal(0)) + rest
    return _of_row(model, row, "weight", weight) if weight > 0 else None


def _of_cell(model: IndicatorModel, node: NodeId | None, field: str, value: Decimal) -> Fix:
    return _of_form(model, field, value) if node is None else _of_row(model, node, field, value)


def _of_row(model: IndicatorModel, node: NodeId, field: str, value: Decimal) -> Fix:
    row = model.session.tree.node(node)
    old = show_field(getattr(row, field)) or _("空白")
    words = {"name": row.name.strip(), "label": INDICATOR_LABELS[field], "old": old, "new": show_field(value)}
    return Fix(node, field, value, _("“{name}”{label} {old} → {new}").format(**words))


def _of_form(model: IndicatorModel, field: str, value: Decimal) -> Fix:
    old = show_field(get_field(model.session.form, field)) or _("空白")
    words = {"label": field_place(field)[-1], "old": old, "new": show_field(value)}
    return Fix(None, field, value, _("{label} {old} → {new}").format(**words))


def _lowest_level_first(finding: Finding) -> bool:
    return finding.code == "weight.total"
