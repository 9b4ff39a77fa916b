"""What an imported form holds, in the shape of tests/data/seeds/forms_2020_truth.json."""

from __future__ import annotations

from typing import Any

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.numbers import format_typed
from selfeval_gui.exchange.readers.grid import Source
from selfeval_gui.exchange.recognize.result import Recognized

HEAD = ("year", "project_name", "department", "implementing_unit", "expected_goal", "actual_outcome")
FUNDS = ("initial_budget", "annual_budget", "executed", "weight", "score")
CELLS = ("level1", "level2", "name", "target", "actual", "weight", "score", "deviation")


def truth_of(seed: dict[str, Any]) -> dict[str, Any]:
    """Return what the seed says, as `facts` returns it."""
    funds = seed["funds_total"]
    return {
        **{name: seed[name] for name in HEAD},
        "unit": seed["funds_unit"],
        "funds": [funds[name] for name in FUNDS],
        "rate": funds["execution_rate"],
        "indicators": [tuple(row[name] for name in CELLS) for row in seed["indicators"]],
        "totals": (seed["total_weight"], seed["total_score"]),
    }


# In a workbook totals and rate are formulas: what they give is computed, not printed by anybody.
COMPUTED = {"rate": "", "totals": ("", "")}


def facts(form: Form) -> dict[str, Any]:
    """Return head, funds, rows and printed totals of a form as texts."""
    printed = form.printed
    return {
        **{name: getattr(form, name) for name in HEAD},
        "unit": form.funds.unit,
        "funds": [format_typed(getattr(form.funds.total, name)) for name in FUNDS],
        "rate": format_typed(printed.execution_rate) + "%" if printed.execution_rate is not None else "",
        "indicators": rows(form),
        "totals": (format_typed(printed.total_weight), format_typed(printed.total_score)),
    }


def rows(form: Form) -> list[tuple[str, ...]]:
    """Return a tuple of texts for each level-3 row."""
    return [
        (
            *(one.name, two.name, row.name, row.target, row.actual),
            *(format_typed(row.weight), format_typed(row.score), row.reason),
        )
        for one in form.indicators
        for two in one.children
        for row in two.children
    ]


def unaccounted(source: Source, result: Recognized) -> list[str]:
    """Return the texts of cells that are neither mapped, nor a label, nor listed, nor passed over by their kind."""
    known = {cell.key for cell in result.outside} | {cell.key for omitted in result.omitted for cell in omitted.cells}
    for found in result.forms:
        known |= found.mapped.keys() | found.labels
        known |= {remark.cell.key for remark in found.unmapped if remark.cell is not None}
    return [cell.text for grid in source.grids for cell in grid.cells if cell.key not in known]
