"""Make the samples of 2020 from the truth of the 14 published forms: `python forms/make_samples.py TRUTH OUT`."""

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from selfeval_gui.domain.form import Form, Funds, FundTotal, Indicator, Printed
from selfeval_gui.domain.numbers import parse_plain
from selfeval_gui.storage.codec import encode
from selfeval_gui.storage.workspace import safe_file_name

_LEVEL_ROW_KEYS = ("level1", "level2")
_FUND_KEYS = ("initial_budget", "annual_budget", "executed", "weight", "score")


def sample_from_truth(truth: dict[str, Any]) -> Form:
    """Return one published form; ids tell the form and the place: "s01", "s01-1-2-3"."""
    form_id = f"s{truth['number']:02d}"
    total = truth["funds_total"]
    return Form(
        id=form_id,
        template="mof-2020",
        rule_set="shanghai-2020",
        year=truth["year"],
        project_name=truth["project_name"],
        department=truth["department"],
        implementing_unit=truth["implementing_unit"],
        funds=Funds(
            unit=truth["funds_unit"],
            total=FundTotal(**{key: _number(total[key]) for key in _FUND_KEYS}),
        ),
        expected_goal=truth["expected_goal"],
        actual_outcome=truth["actual_outcome"],
        indicators=_tree(form_id, truth["indicators"]),
        printed=Printed(
            execution_rate=_number(total["execution_rate"].removesuffix("%")),
            total_weight=_number(truth["total_weight"]),
            total_score=_number(truth["total_score"]),
        ),
    )


def sample_file_name(form: Form) -> str:
    """Return the sample's file name; the number in front keeps the order of the publication."""
    return f"{form.id.removeprefix('s')} {safe_file_name(form.project_name, set())}"


def _number(text: str) -> Decimal | None:
    return parse_plain(text) if text else None


def _tree(prefix: str, rows: list[dict[str, str]], depth: int = 0) -> list[Indicator]:
    """Nest the flat rows: neighbours with the same level name share one level row."""
    if depth == len(_LEVEL_ROW_KEYS):
        return [_leaf(f"{prefix}-{place}", row) for place, row in enumerate(rows, 1)]
    groups: list[tuple[str, list[dict[str, str]]]] = []
    for row in rows:
        name = row[_LEVEL_ROW_KEYS[depth]]
        if not groups or groups[-1][0] != name:
            groups.append((name, []))
        groups[-1][1].append(row)
    return [
        Indicator(id=f"{prefix}-{place}", name=name, children=_tree(f"{prefix}-{place}", below, depth + 1))
        for place, (name, below) in enumerate(groups, 1)
    ]


def _leaf(node_id: str, row: dict[str, str]) -> Indicator:
    return Indicator(
        id=node_id,
        name=row["name"],
        target=row["target"],
        actual=row["actual"],
        weight=_number(row["weight"]),
        score=_number(row["score"]),
        reason=row["deviation"],
    )


def main(truth_file: str, out: str) -> None:
    """Write one JSON file a form into the folder `out`."""
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    for truth in json.loads(Path(truth_file).read_text(encoding="utf-8")):
        form = sample_from_truth(truth)
        (folder / sample_file_name(form)).write_bytes(encode(form))


if __name__ == "__main__":
    main(*sys.argv[1:])
