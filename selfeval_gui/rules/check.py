"""The one way to judge a form: run every check and return the findings in the order of the paper."""

from selfeval_gui.domain.fields import FORM_FIELDS, INDICATOR_FIELDS
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import walk
from selfeval_gui.rules import amounts, scores, texts, weights
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.rule_set import RuleSet

CHECKS = (
    texts.required_cells,
    amounts.execution_row,
    amounts.parts_make_total,
    weights.weights_valid,
    scores.scores_stand_up,
    weights.levels_make_set_weight,
    weights.weights_make_total,
    scores.printed_totals,
)

_FORM_ORDER = {field: row for row, field in enumerate(FORM_FIELDS)}
_CELL_ORDER = {field: column for column, field in enumerate(INDICATOR_FIELDS)}
_AFTER_HEAD = len(FORM_FIELDS)


def check(form: Form, rule_set: RuleSet) -> list[Finding]:
    """Return every finding, by place on the paper (head, funds, goals, indicators, 总分), then by code."""
    rows = {node.id: _AFTER_HEAD + row for row, (node, _) in enumerate(walk(form.indicators))}
    last = _AFTER_HEAD + len(rows)

    def place(finding: Finding) -> tuple[int, int, str]:
        if finding.node is not None:
            return rows[finding.node], _CELL_ORDER[finding.field], finding.code
        if finding.field.startswith(("total.", "printed.total_")):
            return last, 0, finding.code
        return _FORM_ORDER[finding.field], 0, finding.code

    return sorted((finding for run in CHECKS for finding in run(form, rule_set)), key=place)
