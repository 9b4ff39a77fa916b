"""2,000 random layouts: how many hold a cell accounted for not at all, wrongly or twice; and layouts made public."""

from __future__ import annotations

from random import Random

from bench.table import Row
from selfeval_gui.exchange.recognize.forms import recognize
from tests.helpers.conservation import faults
from tests.helpers.odd_layouts import OddLayout, accounts_of, as_source
from tests.helpers.public_layouts import LAYOUTS, Layout, fields_of
from tests.helpers.public_layouts_counties import COUNTY_LAYOUTS
from tests.helpers.public_layouts_more import MORE_LAYOUTS
from tests.helpers.public_layouts_provinces import PROVINCE_LAYOUTS
from tests.helpers.public_layouts_towns import TOWN_LAYOUTS

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
    random_ones = Row(
        f"{_LAYOUTS} layouts, {cells} cells accounted for once", f"{wrong} at fault", "", float(wrong), 0.0
    )
    return [random_ones, *map(_public, (*LAYOUTS, *MORE_LAYOUTS, *TOWN_LAYOUTS, *COUNTY_LAYOUTS, *PROVINCE_LAYOUTS))]


def _public(layout: Layout) -> Row:
    """Count the fields of a layout that are read wrongly."""
    fields = fields_of(layout)
    wrong = sum(wanted != given for _name, wanted, given in fields)
    return Row(f"{layout.found_in}: {len(fields)} fields", f"{wrong} wrong", "", float(wrong), 0.0)
