"""The first published form typed on the paper without a mouse, and random keys and clicks that lose and invent nothing."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.tree import walk
from tests.helpers.documents import open_sample
from tests.helpers.paper_desk import PaperDesk
from tests.helpers.typed_form import (
    CTRL,
    Hands,
    begin_form,
    fill_in_amounts,
    fill_in_goals,
    fill_in_row,
    focus_is_on,
    save_and_compare,
)

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
STEPS = int(os.environ.get("SELFEVAL_WALK_STEPS", "300"))


def test_a_form_is_typed_on_the_paper(qtbot: QtBot, tmp_path: Path, seeds: list[dict[str, Any]]) -> None:
    paper = seeds[0]
    desk, hands = begin_form(qtbot, tmp_path, paper)
    hands.press(Key.Key_F11)
    qtbot.waitUntil(lambda: focus_is_on("paper"))
    fill_in_amounts(hands, paper["funds_total"])
    fill_in_goals(hands, paper)
    hands.press(Key.Key_F6)
    fill_in_rows(hands, paper["indicators"])
    save_and_compare(hands, desk, tmp_path, paper)


def fill_in_rows(hands: Hands, rows: list[dict[str, str]]) -> None:
    for place, row in enumerate(rows):
        fill_in_row(hands, row)
        if place + 1 < len(rows):
            is_same = rows[place + 1]["level2"] == row["level2"]
            hands.press(Key.Key_Return, *([CTRL] if is_same else []))


def test_random_keys_and_clicks_lose_no_letter_and_invent_none(qtbot: QtBot) -> None:
    desk, chance = PaperDesk(qtbot, open_sample(1)), random.Random(20261129)
    moves: tuple[Qt.Key, ...] = (
        Key.Key_Up,
        Key.Key_Down,
        Key.Key_Left,
        Key.Key_Right,
        Key.Key_Tab,
        Key.Key_Return,
        Key.Key_Home,
    )
    moves += (Key.Key_End, Key.Key_PageUp, Key.Key_PageDown, Key.Key_Escape)
    for step in range(STEPS):
        focus = QApplication.focusWidget()
        if focus is None or not (focus is desk.paper or desk.paper.isAncestorOf(focus)):
            desk.paper.setFocus()  # Tab behind the last cell goes on to the findings
        before, what = everything(desk), chance.random()
        if what < 0.6:
            desk.key(chance.choice(moves), chance.choice([Qt.KeyboardModifier.NoModifier] * 4 + [SHIFT]))
        elif what < 0.75:
            ref = chance.choice([cell.field for cell in desk.model.plan.sheet.cells if cell.field is not None])
            if ref.name == "funds.unit":  # opens a menu
                continue
            desk.click_paper(ref.node or "", ref.name)
        else:
            type_once(desk, chance, step)
            continue
        assert desk.is_in_sight(), step
        if desk.page.pending() is None:
            assert everything(desk) == before, step  # moving about writes nothing


def type_once(desk: PaperDesk, chance: random.Random, step: int) -> None:
    """Type a number on the cell at hand, go on, and find it there and nowhere else."""
    assert desk.page.commit_editors()
    before, here = everything(desk), desk.here()
    text = str(chance.randint(1, 9))
    desk.paper.setFocus()
    desk.keys(text)
    is_open = desk.page.pending() is not None
    desk.key(chance.choice([Key.Key_Tab, Key.Key_Return]))
    after = everything(desk)
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert changed <= ({here} if is_open else set()), (step, here, changed)
    assert not is_open or after[here] == text or (here[1] == "year" and after[here] == before[here]), (step, here)
    if here[1] == "year" and desk.page.pending() is not None:
        QApplication.sendPostedEvents()
        desk.key(Key.Key_Escape)


def everything(desk: PaperDesk) -> dict[tuple[str, str], str]:
    """Return every field of the form with its text."""
    form = desk.session.form
    head = {("", name): str(getattr(form, name)) for name in ("project_name", "year", "department")}
    head |= {("", name): str(getattr(form, name)) for name in ("implementing_unit", "expected_goal", "actual_outcome")}
    head |= {("", f"funds.total.{name}"): str(value) for name, value in form.funds.total.model_dump().items()}
    for row, amounts in form.funds.parts.model_dump().items():
        head |= {("", f"funds.parts.{row}.{name}"): str(value) for name, value in amounts.items()}
    for node, _level in walk(form.indicators):
        fields = ("name", "target", "actual", "weight", "score", "reason")
        head |= {(node.id, name): str(getattr(node, name)) for name in fields}
    return head
