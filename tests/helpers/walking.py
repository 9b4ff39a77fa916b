"""A walk of random keys and clicks over the tree: the cursor stays in sight, each letter goes where it is meant."""

from __future__ import annotations

import random

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from selfeval_gui.domain.fields import NEW_ROW
from selfeval_gui.domain.tree import walk
from selfeval_gui.item_models.columns import INDICATOR_FIELD, NUMBER_COLUMNS, Role
from selfeval_gui.views.cells.cell_steps import takes_letters
from tests.helpers.form_desk import Desk
from tests.helpers.sight import in_sight

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier

MOVES = (
    *((Key.Key_Down, NONE),) * 4,
    *((Key.Key_Up, NONE),) * 3,
    *((Key.Key_Tab, NONE),) * 3,
    *((Key.Key_Right, NONE), (Key.Key_Left, NONE), (Key.Key_Backtab, SHIFT), (Key.Key_Return, NONE)),
    *((Key.Key_PageDown, NONE), (Key.Key_PageUp, NONE), (Key.Key_Home, CTRL), (Key.Key_End, CTRL)),
    *((Key.Key_Home, NONE), (Key.Key_End, NONE), (Key.Key_Down, SHIFT), (Key.Key_Space, SHIFT)),
)
CHANGES = ((Key.Key_Return, CTRL), (Key.Key_Up, ALT), (Key.Key_Down, ALT), (Key.Key_D, CTRL), (Key.Key_Delete, NONE))
ENDS = (Key.Key_Return, Key.Key_Tab, Key.Key_Down, Key.Key_Up)

Cells = dict[tuple[str, str], str]


class Walk:
    """One person with random hands."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.chance = desk, random.Random(seed)
        self.typed = 0

    def go(self, steps: int) -> None:
        """Take so many steps, and look after each."""
        self.desk.tree.setFocus()
        for step in range(steps):
            acts = (self.move, self.move, self.click, self.type, self.type, self.change, self.undo)
            act = self.chance.choice(acts)
            before = self.desk.current()
            act()
            self.settle()
            assert in_sight(self.desk.tree), (step, act.__name__, before, self.desk.current())

    def settle(self) -> None:
        for _ in range(2):
            QApplication.processEvents()

    def cells(self) -> Cells:
        """Return every cell of the form by its row and field."""
        rows = walk(self.desk.session.form.indicators)
        return {(row.id, field): str(getattr(row, field) or "") for row, _level in rows for field in INDICATOR_FIELD}

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        focus = QApplication.focusWidget()
        if not self.desk.tree.isAncestorOf(focus) and focus is not self.desk.tree:
            self.desk.tree.setFocus()  # Tab has left the tree at its end
        self.desk.qtbot.keyClick(QApplication.focusWidget(), key, modifiers)

    # ---- what is done ------------------------------------------------------------------------------------------------

    def move(self) -> None:
        before = self.cells()
        self.press(*self.chance.choice(MOVES))
        assert self.cells() == before

    def change(self) -> None:
        self.press(*self.chance.choice(CHANGES))

    def undo(self) -> None:
        stack = self.desk.session.stack
        self.chance.choice((stack.undo, stack.redo))()

    def click(self) -> None:
        """Click on a cell that shows, and on no other."""
        tree, before = self.desk.tree, self.cells()
        room = tree.viewport().rect()
        place = tree.header().sectionViewportPosition(self.chance.randrange(1, len(INDICATOR_FIELD))) + 9
        index = tree.indexAt(room.topLeft() + type(room.topLeft())(place, self.chance.randrange(room.height())))
        if index.isValid() and room.contains(tree.visualRect(index)):
            self.desk.qtbot.mouseClick(
                tree.viewport(),
                Qt.MouseButton.LeftButton,
                pos=tree.visualRect(index).topLeft() + type(room.topLeft())(9, 5),
            )
            assert tree.currentIndex() == index
        assert self.cells() == before

    def type(self) -> None:
        """Type a word that stands nowhere yet, and end it by a key."""
        tree, before = self.desk.tree, self.cells()
        index = tree.currentIndex()
        node, field = str(index.data(Role.NODE)), str(index.data(Role.FIELD))
        may, is_number = takes_letters(index), index.column() in NUMBER_COLUMNS
        self.typed += 1
        word = str(self.typed) if is_number else f"w{self.typed}"
        if not self.desk.tree.hasFocus():
            self.desk.tree.setFocus()
        for letter in word:
            self.desk.qtbot.keyClicks(QApplication.focusWidget(), letter)
        assert isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit) == may, (node, field)
        self.press(self.chance.choice(ENDS))
        after = self.cells()
        if field == NEW_ROW and may:
            (new,) = {row for row, _field in after} - {row for row, _field in before}
            assert after[new, "name"] == word
            assert self.desk.session.tree.parent(new) == node
        elif may:
            assert after == {**before, (node, field): word}
        else:
            assert after == before
