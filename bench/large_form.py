"""Working in a form of 2,000 indicators: moving 500 chosen rows, pasting 1,000, undoing both, scrolling, going, typing.

There is no peer: the limits are 120 ms of blocked window for a large step, one frame of a 60 Hz screen for the rest.
Blocked is the time from the key to the window's next turn with everything laid out and painted; the least of the rounds
counts, since other programs run beside.
"""

import os
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench.table import Row
from tests.helpers.documents import long_form, nodes_of

INDICATORS = 2_000
CHOSEN = 500
PASTED = 1_000
ROUNDS = 5
STEP = 120.0  # milliseconds
FRAME = 16.0
STEPS = 60
STEPS_A_ROUND = 20


def run() -> list[Row]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from selfeval_gui.app.folder import Folder
    from selfeval_gui.app.own_texts import OwnTexts
    from selfeval_gui.app.session import Session
    from selfeval_gui.item_models.document import Document
    from selfeval_gui.views.form.form_page import FormPage
    from selfeval_gui.views.tree.completion import Completion

    application = QApplication.instance() or QApplication([])
    session = Session(long_form(INDICATORS), Path("large.json"), None, application)
    page = FormPage()
    Completion(page.tree, OwnTexts(Folder(page), page))
    page.show_document(document := Document(session))
    page.resize(1066, 700)
    page.show()
    page.activateWindow()
    _settle(application)
    rows = [*_moving(application, page, document), *_pasting(application, page, document)]
    rows += [_scrolling(application, page), *_going(application, page), *_typing(application, page, document)]
    page.show_document(None)
    page.close()
    return rows


def _moving(application: Any, page: Any, document: Any) -> list[Row]:  # noqa: ANN401 - Qt loads within `run`
    from PySide6.QtCore import QItemSelectionModel

    from selfeval_gui.domain.tree import Place

    model, tree = document.indicators, page.tree
    chosen = nodes_of(document, 3)[:: INDICATORS // CHOSEN]
    flag = QItemSelectionModel.SelectionFlag
    tree.go_to(chosen[0], "name")
    for node in chosen:
        tree.selectionModel().select(model.index_of(node), flag.Select | flag.Rows)
    _settle(application)
    target = Place(nodes_of(document, 2)[-1], 0)
    return _step_and_undo(application, document, f"moving {CHOSEN} rows", lambda: tree.move_to(chosen, target))


def _pasting(application: Any, page: Any, document: Any) -> list[Row]:  # noqa: ANN401
    from selfeval_gui.exchange.pasting.paste_plan import understand

    names = [each.name for each in document.session.tree.path(nodes_of(document, 3)[0])]
    head = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]
    lines = [[*names[:2], f"新指标{row}", "100%", "99%", "1", "1", "说明" * 20] for row in range(PASTED)]
    plan = understand([head, *lines])
    current, planter = page.tree.current_node(), page.tree_actions.clipboard.planter

    def paste() -> None:
        planter.plant(document.indicators, plan.rows, current)

    return _step_and_undo(application, document, f"pasting {PASTED} rows", paste, lambda: planter.is_busy)


def _step_and_undo(
    application: Any,  # noqa: ANN401
    document: Any,  # noqa: ANN401
    name: str,
    act: Callable[[], None],
    goes_on: Callable[[], bool] = lambda: False,
) -> list[Row]:
    """Measure a step and what it takes back; of one that goes on over several turns the longest."""
    stack = document.session.stack
    spent: dict[str, list[float]] = {name: [], "  its undo": [], "  its redo": []}
    for _ in range(ROUNDS):
        for what, step in zip(spent, (act, stack.undo, stack.redo), strict=True):
            turns = [_blocked(application, step)]
            while goes_on():
                turns.append(_blocked(application, _nothing))
            spent[what].append(max(turns))
        stack.undo()
        _settle(application)
    return [_row(what, min(times), STEP) for what, times in spent.items()]


def _scrolling(application: Any, page: Any) -> Row:  # noqa: ANN401
    bar = page.tree.verticalScrollBar()
    bar.setValue(0)
    _settle(application)
    times = [_blocked(application, bar.setValue, 3 * turn) for turn in range(1, STEPS)]
    return _row("scrolling by 3 rows", median(times), FRAME)


def _going(application: Any, page: Any) -> list[Row]:  # noqa: ANN401
    """Go through the rows by keys; the current cell is in sight after each."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    key, ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
    none, tree = Qt.KeyboardModifier.NoModifier, page.tree
    tree.setFocus()
    found = []
    for name, around in (
        ("a row down", [(key.Key_Down, none)] * STEPS),
        ("a page down", [(key.Key_PageDown, none)] * STEPS),
        ("to the end and back", [(key.Key_End, ctrl), (key.Key_Home, ctrl)] * (STEPS // 2)),
    ):
        QTest.keyClick(tree, key.Key_Home, ctrl)
        _settle(application)
        times = [_blocked(application, QTest.keyClick, tree, *pressed) for pressed in around]
        found.append(_row(name, median(times), FRAME))
    return found


def _typing(application: Any, page: Any, document: Any) -> list[Row]:  # noqa: ANN401
    """Type into a cell after so many steps that the texts to be offered are read anew."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from selfeval_gui.commands.edit import type_into_cell

    node = nodes_of(document, 3)[900]
    rounds = []
    for turn in range(ROUNDS):
        for step in range(STEPS_A_ROUND):
            type_into_cell(document.indicators, node, "target", f"{turn} {step}")
        page.go_to(node, "reason")
        _settle(application)
        QTest.keyClick(page.tree, Qt.Key.Key_F2)
        application.sendPostedEvents()
        editor = page.tree.cells.open_editor
        rounds.append([_blocked(application, QTest.keyClicks, editor, letter) for letter in "a" * STEPS])
        QTest.keyClick(editor, Qt.Key.Key_Escape)
    typical, slowest = min(map(median, rounds)), min(map(max, rounds))
    return [_row("a letter in a cell", typical, FRAME), _row("  the slowest of 60", slowest, FRAME)]


def _nothing() -> None:
    """Let the window have a turn."""


def _blocked(application: Any, act: Callable[..., object], *given: object) -> float:  # noqa: ANN401
    """Return milliseconds until all that follows from an act is done."""
    start = perf_counter()
    act(*given)
    application.sendPostedEvents()
    application.processEvents()
    return (perf_counter() - start) * 1000


def _settle(application: Any) -> None:  # noqa: ANN401
    for _ in range(3):
        application.sendPostedEvents()
        application.processEvents()


def _row(name: str, spent: float, limit: float) -> Row:
    return Row(f"{INDICATORS} indicators: {name}", f"{spent:.1f} ms", f"{limit:.0f} ms", spent / limit, 1.0)
