"""One edit on the paper of a form of 60 indicators: command, checks, layout and what is painted again, within a frame.

There is no peer: the limit is the frame of a 60 Hz screen, and the row says how much of it an edit takes. Processor
time is measured, so that another program at work does not count. Python's garbage collector is off, as in the window,
which runs it between two events.
"""

import gc
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import process_time

from bench.check_edit import FRAME
from bench.table import Row
from selfeval_gui.domain.form import Form, Indicator

INDICATORS = 60
EDITS = 60


def run() -> list[Row]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from selfeval_gui.app.session import Session
    from selfeval_gui.domain.tree import level_three
    from selfeval_gui.item_models.document import Document
    from selfeval_gui.views.form.form_page import FormPage

    application = QApplication.instance() or QApplication([])
    session = Session(usual_form(), Path("usual.json"), None)
    page = FormPage()
    page.show_document(Document(session))
    page.resize(1066, 700)
    page.show()
    page.ways.by_name["actionWayPaper"].trigger()
    assert page.ways.panel is not None
    paper = page.ways.panel.view
    application.processEvents()
    leaves = [leaf.id for leaf in level_three(session.form.indicators)]

    def begin(turn: int, field: str, text: str) -> None:
        """Have an editor open somewhere, with a text of its own."""
        paper.go_to(leaves[turn * 7 % INDICATORS], field)
        QTest.keyClick(paper, Qt.Key.Key_F2)
        editor = paper.cells.open_editor
        assert editor is not None
        editor.selectAll()
        QApplication.clipboard().setText(text)
        editor.paste()

    def number(turn: int) -> None:
        begin(turn, "score", str(turn % 2 + 1))

    def other_number(turn: int) -> None:
        begin(turn, "score", str(turn % 2 + 3))

    def text(turn: int) -> None:
        """Make the row higher, or lower again: all below it moves."""
        begin(turn, "reason", "部分环节工作进度有待加快。" * (1 + turn % 2 * 8))

    def cell(turn: int) -> None:
        paper.go_to(leaves[turn * 7 % INDICATORS], "score")

    def enter(_turn: int) -> None:
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)

    def letter(_turn: int) -> None:
        QTest.keyClick(paper, Qt.Key.Key_3)

    def to_end(turn: int) -> None:
        QTest.keyClick(paper, Qt.Key.Key_Home if turn % 2 else Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)

    def by_page(turn: int) -> None:
        QTest.keyClick(paper, Qt.Key.Key_PageDown if turn % 12 < 6 else Qt.Key.Key_PageUp)

    def nothing(_turn: int) -> None:
        pass

    def typical(before: Callable[[int], None], act: Callable[[int], None]) -> float:
        spent = []
        for turn in range(EDITS):
            before(turn)
            application.processEvents()
            start = process_time()
            act(turn)
            application.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # no loop runs to let editors go
            spent.append((process_time() - start) * 1000)
        return median(spent)

    rows = []

    def measure(*cases: tuple[str, Callable[[int], None], Callable[[int], None]]) -> None:
        for name, before, act in cases:
            spent = typical(before, act)
            paper.commit_editor()
            rows.append(Row(name, f"{spent:.1f} ms", f"{FRAME:.0f} ms frame", spent / FRAME, 1.0))

    gc.disable()
    measure(
        ("Enter behind a number on the paper", number, enter),
        ("Enter behind a text that moves the rows below", text, enter),
        ("the first letter on a cell of the paper", cell, letter),
        ("Ctrl+End and Ctrl+Home on the paper", nothing, to_end),
        ("a page down or up on the paper", nothing, by_page),
    )
    page.resize(1500, 700)
    page.ways.by_name["actionWayBeside"].trigger()
    application.processEvents()
    measure(("Enter behind a number with the tree beside the paper", other_number, enter))
    gc.enable()
    page.show_document(None)
    page.close()
    return rows


def usual_form() -> Form:
    """Return a form of 60 level-3 indicators, five a level-2 row, texts as people write them, some with findings."""

    def leaf(place: int) -> Indicator:
        return Indicator(
            id=f"l{place}",
            name=f"项目完成及时性 {place}",
            target="健全" if place % 3 else "≥95%",
            actual="较为健全" if place % 3 else "97%",
            weight=Decimal("1.5"),
            score=Decimal("1.2"),
            reason="部分环节工作进度有待加快，后续将提前谋划，加强过程督促。" if place % 5 else "",
        )

    groups = [
        Indicator(id=f"g{group}", name=f"数量指标 {group}", children=[leaf(group * 5 + row) for row in range(5)])
        for group in range(INDICATORS // 5)
    ]
    tops = [Indicator(id=f"t{top}", name="产出指标", children=groups[top::3]) for top in range(3)]
    return Form(id="usual", year=2020, project_name="常见的表", indicators=tops)
