"""An office's own blank filled, beside our own paper written for the same form."""

from collections.abc import Callable
from functools import partial
from time import process_time

from bench.table import Row
from selfeval_gui.exchange.documents.formats import DOCX, XLSX
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.exchange.own_paper.fill import fill
from selfeval_gui.exchange.own_paper.learn import learn
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.own_papers import document_bytes, form_of, workbook, workbook_bytes

ROWS, GOAL, TRIES = 12, 2.0, 15


def run() -> list[Row]:
    form, rules = form_of(ROWS), rule_set_for("shanghai-2020")
    entry = BookletEntry(form, presets()["mof-2020"], rules, False)
    found = []
    for name, blank, kind in (("workbook", workbook_bytes(workbook()), XLSX), ("document", document_bytes(), DOCX)):
        paper = learn(blank).paper
        ours, own = _best(partial(fill, form, paper, rules)), _best(partial(kind.render, entry))
        note = f"written in our own paper {own:.0f} ms"
        found.append(Row(f"an office's {name} filled with {ROWS} rows", f"{ours:.0f} ms", note, ours / own, GOAL))
    return found


def _best(work: Callable[[], object]) -> float:
    """Return the milliseconds of the quickest try."""
    work()
    times = []
    for _try in range(TRIES):
        begun = process_time()
        work()
        times.append(process_time() - begun)
    return min(times) * 1000
