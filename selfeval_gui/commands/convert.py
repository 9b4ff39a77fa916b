"""折算: give the form the weights, scores and rule set that a what-if table showed, as one undo step."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from selfeval_gui.commands.edit import SetCell, SetField
from selfeval_gui.commands.rule_set import SetRuleSet
from selfeval_gui.i18n import _
from selfeval_gui.rules.conversion import convert

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QUndoCommand

    from selfeval_gui.domain.ids import NodeId
    from selfeval_gui.item_models.indicator_model import IndicatorModel
    from selfeval_gui.rules.what_if import WhatIf


def convert_form(model: IndicatorModel, under: WhatIf) -> None:
    """Make the form what it is under this rule set; nothing happens to a form without weights."""
    session, rule_set = model.session, under.rule_set
    conversion = convert(session.form, rule_set)
    if conversion is None:
        return
    scores = {**conversion.scores, **{row.node: row.score for row in under.rows if row.score is not None}}
    commands = [*_cells(model, "weight", conversion.weights), *_cells(model, "score", scores)]
    funds = session.form.funds.total
    if funds.weight != conversion.execution_weight:
        commands.append(SetField(session, "funds.total.weight", conversion.execution_weight))
    if conversion.execution_score is not None and funds.score != conversion.execution_score:
        commands.append(SetField(session, "funds.total.score", conversion.execution_score))
    if session.rule_set != rule_set or session.form.rule_set != rule_set.id:
        commands.append(SetRuleSet(session, rule_set))
    if not commands:
        return
    session.stack.beginMacro(_("按“{name}”折算").format(name=rule_set.name))
    for command in commands:
        session.stack.push(command)
    session.stack.endMacro()


def _cells(model: IndicatorModel, field: str, values: Mapping[NodeId, Decimal]) -> list[QUndoCommand]:
    tree = model.session.tree
    return [
        SetCell(model, node, field, value) for node, value in values.items() if getattr(tree.node(node), field) != value
    ]
