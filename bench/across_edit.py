"""One edit in an open form of 1,000 indicators beside 5,000 others: what forms share is known again within a frame.

There is no peer: the limit is the frame of a 60 Hz screen. None of the others is read or looked at again.
"""

from decimal import Decimal
from statistics import median
from time import perf_counter

from bench.check_edit import FRAME, INDICATORS, large_form
from bench.table import Row
from selfeval_gui.domain.tree import level_three
from selfeval_gui.rules.across import Across
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage.codec import decode
from tests.helpers.samples import sample_files
from tests.helpers.storage_forms import varied

OTHERS = 5_000
EDITS = 60


def run() -> list[Row]:
    samples = [decode(path.read_bytes()) for path in sample_files()]
    across = Across()
    for number in range(OTHERS):
        other = varied(samples[number % len(samples)], number)
        across.put(str(number), other, rule_set_of(other))
    form = large_form()
    rule_set = rule_set_of(form)
    across.put(form.id, form, rule_set)
    leaves = list(level_three(form.indicators))
    spent = []
    for turn in range(EDITS):
        leaves[turn * 7 % len(leaves)].score = Decimal(turn % 2)
        start = perf_counter()
        across.put(form.id, form, rule_set)
        across.shared()
        spent.append((perf_counter() - start) * 1000)
    typical = median(spent)
    name = f"one edit among {INDICATORS} indicators, across {OTHERS} other forms"
    return [Row(name, f"{typical:.1f} ms", f"{FRAME:.0f} ms frame", typical / FRAME, 1.0)]
