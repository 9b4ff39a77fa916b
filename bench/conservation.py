"""2,000 random layouts of forms: how many hold a cell that the recognizer accounts for not at all, wrongly or twice."""

from __future__ import annotations

from random import Random

from bench.table import Row
from selfeval_gui.exchange.recognize.forms import recognize
from tests.helpers.conservation import faults
from tests.helpers.odd_layouts import OddLayout, accounts_of, as_source

_LAYOUTS = 2_000


def run() -> list[Row]:
    """Read them all; the ratio is the number of layouts at fault."""
    wrong = cells = 0
    for seed in range(_LAYOUTS):
        random = Random(seed)
        layout = OddLayout(random)
        source = as_source(layout, random)
        every = accounts_of(layout, source)
        cells += len(every)
        wrong += bool(faults(every, recognize(source)))
    return [Row(f"{_LAYOUTS} layouts, {cells} cells accounted for once", f"{wrong} at fault", "", float(wrong), 0.0)]
