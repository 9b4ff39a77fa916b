"""A person with random hands in one window with both ways to a form: the tree and the paper."""

from __future__ import annotations

import random

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton

from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, NEW_ROW, OWN, get_field, show_field
from selfeval_gui.domain.tree import walk
from selfeval_gui.item_models.columns import INDICATOR_FIELD, Role
from selfeval_gui.item_models.document import Document
from selfeval_gui.views.cells.cell_editing import CellEditing
from selfeval_gui.views.cells.cell_steps import takes_letters
from selfeval_gui.views.sheet.paper_cursor import is_typed_on
from selfeval_gui.views.tree.paste_preview_dialog import PastePreview
from tests.helpers.paper_desk import PaperDesk
from tests.helpers.sight import in_sight
from tests.helpers.walking import ALT, CTRL, ENDS, MOVES, NONE, SHIFT, Key

CHANGES = (
    *((Key.Key_Return, CTRL), (Key.Key_Up, ALT), (Key.Key_Down, ALT), (Key.Key_D, CTRL), (Key.Key_Delete, NONE)),
    *((Key.Key_Delete, CTRL), (Key.Key_C, CTRL), (Key.Key_V, CTRL), (Key.Key_X, CTRL)),
)
WAYS = ("actionWayTree", "actionWayPaper", "actionWayBeside", "actionSwitchWay", "actionSwitchWay")
Cells = dict[tuple[str, str], str]


class JointWalk:
    """Takes steps and looks after each: the cell at hand is in sight, letters went where they were meant."""

    def __init__(self, desk: PaperDesk, seed: int) -> None:
        self.desk, self.chance, self.typed = desk, random.Random(seed), 0
        self.trace: list[object] = []

    @property
    def document(self) -> Document:
        return self.desk.document

    def go(self, steps: int) -> None:
        """Take so many steps; at the end undo all of them."""
        start = self.cells()
        for step in range(steps):
            act = self.chance.choice((self.move, self.move, self.click, self.type, self.type, self.change, self.switch))
            if self.chance.random() < 0.08:
                act = self.undo
            self.trace.append((step, act.__name__, self.view().objectName(), self.here()))
            before = self.cells()
            act()
            self.settle()
            self.answer(before)
            self.look()
        assert self.desk.page.commit_editors()
        while self.desk.session.stack.canUndo():
            self.desk.session.stack.undo()
        assert self.cells() == start, self.trace[-30:]

    # ---- what is looked at -------------------------------------------------------------------------------------------

    def settle(self) -> None:
        for _ in range(2):
            QApplication.processEvents()

    def view(self) -> CellEditing:
        """Return the view one works in, and give it the keyboard if it has gone elsewhere."""
        focus = QApplication.focusWidget()
        for view in (self.desk.paper, self.desk.tree):
            if view.isVisible() and focus is not None and (focus is view or view.isAncestorOf(focus)):
                return view
        view = self.desk.paper if self.desk.page.ways.leads_to_paper else self.desk.tree
        view.setFocus()
        return view

    def here(self) -> tuple[str, str]:
        index = self.view().currentIndex()
        return str(index.data(Role.NODE) or ""), str(index.data(Role.FIELD) or "")

    def cells(self) -> Cells:
        """Return every cell of the form by its row and field."""
        form = self.desk.session.form
        names = [*FORM_FIELDS, *(EXTRA + name for name in form.extra)]
        cells = {("", name): show_field(get_field(form, name)) for name in names}
        for node, _level in walk(form.indicators):
            fields = (*INDICATOR_FIELD, *(OWN + name for name in node.extra))
            cells |= {(node.id, field): show_field(get_field(node, field)) for field in fields}
        return {key: text for key, text in cells.items() if text}

    def look(self) -> None:
        view = self.view()
        if view is self.desk.paper:
            assert self.desk.is_in_sight(), self.trace[-8:]
        elif view.currentIndex().isValid():
            assert in_sight(view), self.trace[-8:]
        node, field = self.here()
        if node and view is self.desk.paper:
            assert self.desk.current() == (node, field), self.trace[-8:]

    def same(self, before: Cells) -> None:
        assert self.cells() == before, (self.trace[-8:], set(self.cells().items()) ^ set(before.items()))

    # ---- what is done ------------------------------------------------------------------------------------------------

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.view()
        self.trace.append((key.name, modifiers.value))
        assert QApplication.focusWidget() is not None, self.trace[-8:]
        self.desk.qtbot.keyClick(QApplication.focusWidget(), key, modifiers)

    def move(self) -> None:
        before = self.cells()
        self.press(*self.chance.choice(MOVES))
        self.same(before)

    def switch(self) -> None:
        before = self.cells()
        self.desk.page.ways.by_name[self.chance.choice(WAYS)].trigger()
        self.same(before)

    def change(self) -> None:
        assert self.desk.page.commit_editors()
        self.press(*self.chance.choice(CHANGES))

    def answer(self, before: Cells) -> None:
        """Say yes, if it may be said, or no to a box that a pasted table brings; with no nothing has changed."""
        box = QApplication.activeModalWidget()
        if not isinstance(box, PastePreview):
            return
        self.same(before)
        yes: QPushButton | None = box.findChild(QPushButton, "pasteAccept")
        assert yes is not None
        agrees = self.chance.random() < 0.5 and yes.isEnabled()
        self.trace.append(("answer", agrees))
        if agrees:
            box.accept()
        else:
            box.reject()
        self.settle()
        assert QApplication.activeModalWidget() is None, self.trace[-8:]
        self.desk.page.activateWindow()
        self.desk.qtbot.waitUntil(self.desk.page.isActiveWindow)
        if not agrees:
            self.same(before)

    def undo(self) -> None:
        assert self.desk.page.commit_editors()
        stack = self.desk.session.stack
        self.chance.choice((stack.undo, stack.redo))()

    def click(self) -> None:
        before, view = self.cells(), self.view()
        place = QPoint(self.chance.randrange(view.viewport().width()), self.chance.randrange(view.viewport().height()))
        index = view.indexAt(place)
        shows = view.viewport().rect().contains(view.visualRect(index))
        if not index.isValid() or not shows or index.data(Role.FIELD) == "funds.unit":  # that one opens a menu
            return
        modifiers = self.chance.choice((NONE, NONE, NONE, SHIFT))
        if view is self.desk.tree and index.column() == 0:
            place = view.visualRect(index).topLeft() + QPoint(9, 5)  # beside the arrow that folds
        self.trace.append(("click", index.data(Role.NODE), index.data(Role.FIELD), modifiers.value))
        self.desk.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, place)
        self.same(before)

    def type(self) -> None:
        """Type what stands nowhere yet, and end it by a key; a text one has gone into is left first."""
        editor = self.view().cells.open_editor
        if editor is not None and not editor.is_untouched:
            assert self.desk.page.commit_editors()
        view, before = self.view(), self.cells()
        index = view.currentIndex()
        if not index.isValid():
            return
        (node, field), may = self.here(), self.takes(view)
        kind, word = str(index.data(Role.KIND) or "text"), before.get((node, field), "")
        while word == before.get((node, field), ""):  # a year comes again after seventy
            self.typed += 1
            word = {"text": f"w{self.typed}", "year": str(2021 + self.typed % 70)}.get(kind, str(self.typed))
        opening = self.desk.model.opening_at(index) if view is self.desk.paper else None
        for letter in word:
            self.desk.qtbot.keyClicks(QApplication.focusWidget(), letter)
        assert isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit) == may, (self.trace[-8:], node, field)
        self.press(self.chance.choice(ENDS))
        after = self.cells()
        changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        if not may:
            assert not changed, (self.trace[-8:], changed)
        elif opening is not None or field == NEW_ROW:
            wanted = "name" if opening is None else opening.name
            assert [(name, after[key, name]) for key, name in changed] == [(wanted, word)], self.trace[-8:]
        else:
            assert changed == {(node, field)} and after[node, field] == word, (self.trace[-8:], changed, word)

    def takes(self, view: CellEditing) -> bool:
        """Tell whether letters go into the cell at hand: into an editor that is open, or one they would open."""
        if view.cells.open_editor is not None:
            return True
        index = view.currentIndex()
        return is_typed_on(self.desk.model, index) if view is self.desk.paper else takes_letters(index)
