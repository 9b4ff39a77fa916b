"""The command `list`: a line for each form of a workspace, or one JSON document."""

import argparse
from typing import Any

from selfeval_gui.cli.reading import Outcome, digits, put_out, put_out_json, read_all
from selfeval_gui.messages import storage_sentence
from selfeval_gui.rules.check import check
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.summary import summary_of
from selfeval_gui.work.counts import count_findings
from selfeval_gui.work.reading import FormSource

_LISTED = (
    *("project_name", "year", "department", "implementing_unit", "score_total", "grade", "execution_rate"),
    *("errors", "warnings", "hints"),
)


def run(options: argparse.Namespace, outcome: Outcome) -> None:
    """Print what the project list of the window shows."""
    rows = [_listed(source) for source in read_all(options.paths, outcome)]
    if options.json:
        put_out_json(rows)
        return
    for row in rows:
        if row["unreadable"] is None:
            total, name = row["score_total"] or "—", row["grade"] or "—"
            counts = f"{row['errors']}/{row['warnings']}/{row['hints']}"
            put_out(f"{row['file']}\t{row['year'] or ''}\t{total}\t{name}\t{counts}")


def _listed(source: FormSource) -> dict[str, Any]:
    form = source.known
    if form is None or isinstance(form, UnreadableForm):
        why = None if form is None else storage_sentence(form)
        return {"file": source.label, **dict.fromkeys(_LISTED), "unreadable": why}
    summary = summary_of(form, source.path)
    values = (
        *(summary.project_name, summary.year, summary.department, summary.implementing_unit),
        *(digits(summary.score_total), summary.standing.grade),
        *(None if summary.execution_rate is None else str(summary.execution_rate),),
        *count_findings(check(form, rule_set_of(form))),
    )
    return {"file": source.label, **dict(zip(_LISTED, values, strict=True)), "unreadable": None}
