"""The command `receive`: what units sent goes into the workspace, each form with what became of it."""

import argparse
from typing import Any

from selfeval_gui.cli.reading import Outcome, printable, put_out, put_out_json, work_in
from selfeval_gui.domain.differences import Change, Difference
from selfeval_gui.domain.tree import Tree
from selfeval_gui.i18n import _
from selfeval_gui.messages import field_place, node_place
from selfeval_gui.review_messages import VERDICT_WORDS
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.moments import present
from selfeval_gui.work.review.outcomes import Received, Verdict
from selfeval_gui.work.review.receiving import receive


def run(options: argparse.Namespace, outcome: Outcome) -> None:
    """Take everything in and print what became of each form, and who is still missing."""
    taken = work_in(options.into, outcome, lambda: receive(options.paths, options.into, present(), unheard))
    if taken is None:
        return
    for label, note in taken.notes:
        outcome.tell(printable(label), note)
    for form in taken.forms:
        if form.why:
            say = outcome.complain if form.verdict is Verdict.UNREADABLE else outcome.tell
            say(printable(form.label), form.why)
    forms = [_row(form) for form in taken.forms]
    if options.json:
        missing = [{"unit": unit, "project_name": name} for unit, name in taken.missing]
        put_out_json({"forms": forms, "missing": missing})
        return
    for form, row in zip(taken.forms, forms, strict=True):
        put_out(f"{row['file']}\t{VERDICT_WORDS[form.verdict.value]}\t{row['project_name'] or ''}")
        for each in row["differences"]:
            put_out(f"  {' / '.join(each['where'])}：{each['before'] or '—'} → {each['after'] or '—'}")
    for unit, name in taken.missing:
        put_out(_("缺：{unit} {name}").format(unit=unit, name=name))


def _row(form: Received) -> dict[str, Any]:
    return {
        "file": printable(form.label),
        "project_name": form.project_name,
        "unit": form.unit,
        "verdict": form.verdict.value,
        "round": form.round,
        "differences": [_difference(each, form) for each in form.differences],
        "answers": [answer._asdict() for answer in form.answers],
        "remarks": [each.text for each in form.remarks],
    }


def _difference(each: Difference, form: Received) -> dict[str, Any]:
    holder = form.old if each.change is Change.REMOVED else form.new
    if each.node is None or holder is None:
        where = field_place(each.field)
    else:
        where = node_place(Tree(holder.indicators), each.node, each.field)
    after = each.old if each.change is Change.MOVED else each.new
    return {"where": where, "before": each.old or None, "after": after or None}
