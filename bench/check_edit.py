"""One edit in a form of 1,000 indicators: the command, every check, the marks and sums of the tree, within a frame.

There is no peer: the limit is the frame of a 60 Hz screen, and the row says how much of it an edit takes. Processor
time is measured, so that another program at work does not count. Python's garbage collector is off, as in the window,
which runs it between two events.
"""

import gc
import os
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import process_time

from bench.table import Row
from selfeval_gui.domain.form import Form, Indicator

FRAME = 16.0  # milliseconds
INDICATORS = 1_000
EDITS = 60


def run() -> list[Row]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from selfeval_gui.app.session import Session
    from selfeval_gui.commands.edit import type_into_cell
    from selfeval_gui.domain.ids import NodeId
    from selfeval_gui.domain.tree import level_three
    from selfeval_gui.item_models.document import Document
    from selfeval_gui.views.form.form_page import FormPage

    application = QApplication.instance() or QApplication([])
    session = Session(large_form(), Path("large.json"), None)
    page = FormPage()
    page.show_document(document := Document(session))
    page.resize(1066, 700)
    page.show()
    application.sendPostedEvents()
    leaves = list(level_three(session.form.indicators))
    spent = []
    gc.disable()
    for turn in range(EDITS):
        leaf = leaves[turn * 7 % len(leaves)]
        start = process_time()
        type_into_cell(document.indicators, NodeId(leaf.id), "score", str(turn % 2))
        spent.append((process_time() - start) * 1000)
    gc.enable()
    page.show_document(None)
    page.close()
    typical = median(spent)
    name = f"one edit among {INDICATORS} indicators"
    return [Row(name, f"{typical:.1f} ms", f"{FRAME:.0f} ms frame", typical / FRAME, 1.0)]


def large_form() -> Form:
    """Return a form of 1,000 level-3 indicators, ten a level-2 row, some with findings."""

    def leaf(place: int) -> Indicator:
        return Indicator(
            id=f"l{place}",
            name=f"指标 {place}",
            target="健全" if place % 3 else "100%",
            actual="较为健全" if place % 3 else "100%",
            weight=Decimal("0.1"),
            score=Decimal("0.1"),
            reason="说明" * 20 if place % 5 else "",
        )

    groups = [
        Indicator(id=f"g{group}", name="数量指标", children=[leaf(group * 10 + row) for row in range(10)])
        for group in range(INDICATORS // 10)
    ]
    tops = [Indicator(id=f"t{top}", name="产出指标", children=groups[top::10]) for top in range(10)]
    return Form(id="large", year=2020, project_name="大表", indicators=tops)
