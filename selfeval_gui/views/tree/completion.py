"""Texts offered below a cell's editor while somebody types: Down goes into the list, Enter takes, Esc leaves it.

Nothing is written unasked: without a step into the list Enter, Tab and Esc mean what they mean without it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from selfeval_gui.app.form_texts import FormTexts
from selfeval_gui.app.own_texts import OwnTexts
from selfeval_gui.app.session import Session
from selfeval_gui.domain.cells import with_chosen, words_open
from selfeval_gui.domain.fields import NEW_ROW
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.tree import Tree
from selfeval_gui.i18n import _
from selfeval_gui.item_models.marks import plain_tooltip
from selfeval_gui.views.basics.rows import lay_rows
from selfeval_gui.views.cells.cell_editing import CellEditing
from selfeval_gui.views.cells.cell_editors import TextCellEditor
from selfeval_gui.work.phrases import PhraseBook, TypingPlace, fragment, offers

_FIELDS = {"name", "target", "actual", "reason", NEW_ROW}
_LONGEST = 10_000  # characters; a text beyond them is no phrase any more, and looking at it takes its time
_SHORTEST = {"reason": 2}  # characters before something is offered; one elsewhere
_NARROWEST_EMS, _WIDEST_EMS = 14, 44
_TAKING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}


class OfferList(QListWidget):
    """The list itself: beside its editor, above everything else in the window, never with the focus."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("completionList")
        lay_rows(self)
        self.setAccessibleName(_("可以填入的文字"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.Box)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.hide()

    def show_texts(self, texts: list[str], editor: QWidget) -> None:
        """Show these texts below the editor, above it where there is no room."""
        self.clear()
        for text in texts:
            item = QListWidgetItem(text, self)
            item.setToolTip(plain_tooltip(text) or "")
            item.setSizeHint(QSize(0, round(self.fontMetrics().height() * 1.4)))
        self.setCurrentRow(-1)
        window = self.parentWidget()
        if not texts or window is None:
            self.hide()
            return
        em = self.fontMetrics().horizontalAdvance("国")
        widest = max(self.fontMetrics().horizontalAdvance(text) for text in texts) + 2 * em
        height = len(texts) * self.sizeHintForRow(0) + 2 * self.frameWidth()
        width = max(editor.width(), min(max(widest, _NARROWEST_EMS * em), _WIDEST_EMS * em))
        width = min(width, window.width())
        place = editor.mapTo(window, QPoint(0, editor.height()))
        left = max(0, min(place.x(), window.width() - width))
        above = place.y() - editor.height() - height
        top = above if place.y() + height > window.height() and above >= 0 else place.y()
        self.setGeometry(left, top, width, height)
        self.raise_()
        self.show()


class Completion(QObject):
    """Serves the editors of one view of indicators: the tree, or the paper."""

    def __init__(self, tree: CellEditing, own: OwnTexts) -> None:
        super().__init__(tree)
        self._tree, self._own = tree, own
        self._spot: TypingPlace | None = None
        self._words: tuple[str, ...] = ()  # the only ones that the cell takes
        self._takes_many = False
        self._here = FormTexts(self)
        self._here.read.connect(self._typed)
        self._list: OfferList | None = None
        self._is_taking = False
        cells = tree.cells
        cells.opened.connect(self._opened)
        cells.typed.connect(self._typed)
        cells.closed.connect(self._leave)
        cells.key_taker = self._take_key
        tree.verticalScrollBar().valueChanged.connect(self._leave)

    # ---- what is offered -----------------------------------------------------------------------------------------

    def _opened(self) -> None:
        """Learn where the editor stands; an empty level name is offered the official ones at once."""
        self._spot, self._words = None, ()
        model, editor = self._tree.indicator_model(), self._tree.cells.open_editor
        waiting = self._tree.pending()
        if model is None or waiting is None or not isinstance(editor, TextCellEditor):
            return
        self._words, self._takes_many = model.columns.words.get(waiting[1], ()), waiting[1] in model.columns.many
        if self._words:
            self._offer_words()
        if waiting[1] not in _FIELDS:
            return
        self._own.ask()
        self._here.ask(model.session)
        node, field_name, text = NodeId(waiting[0]), waiting[1], waiting[2]
        tree = model.session.tree
        self._spot = _spot(tree, node, field_name)
        if not text and (self._spot.level < LEVELS or field_name == "actual"):
            self._offer("")

    def _typed(self) -> None:
        editor = self._tree.cells.open_editor
        if self._words and not self._is_taking:
            self._offer_words()
        if self._spot is None or self._is_taking or not isinstance(editor, TextCellEditor):
            return
        if editor.document().characterCount() > _LONGEST:
            self._leave()
            return
        text = editor.content()
        least = _SHORTEST.get(self._spot.field, 1)
        wanted = fragment(self._spot, text).strip()
        if editor.preedit or not editor.textCursor().atEnd() or (len(wanted) < least and text):
            self._leave()
        elif text or self._spot.level < LEVELS:
            self._offer(text)
        else:
            self._leave()

    def _offer_words(self) -> None:
        """Offer the words that the cell takes."""
        editor = self._tree.cells.open_editor
        if isinstance(editor, TextCellEditor):
            texts = words_open(self._words, editor.content(), many=self._takes_many)
            self._shown_list().show_texts(texts, editor)

    def _offer(self, text: str) -> None:
        editor = self._tree.cells.open_editor
        model = self._tree.indicator_model()
        if self._spot is None or editor is None or model is None:
            return
        self._here.ask(model.session)
        found = self._same_as_target(text) or offers(self._spot, text, [self._here.book, self._own_book(model.session)])
        found = [each for each in found if each != editor.content()]
        if found or self._list is not None:
            self._shown_list().show_texts(found, editor)

    def _own_book(self, session: Session) -> PhraseBook:
        """Return what is known of the workspace's forms; a reason is never taken from another unit."""
        is_reason = self._spot is not None and self._spot.field == "reason"
        return self._own.book_of(session.form.implementing_unit) if is_reason else self._own.book

    def _is_as_it_was(self) -> bool:
        """Tell whether the text stands as the editor found it: asked then, the list has what may stand in its place."""
        editor = self._tree.cells.open_editor
        is_whole = self._spot is not None and self._spot.field != "reason"  # of a reason one sentence follows another
        return is_whole and editor is not None and editor.content() == editor.start

    def _same_as_target(self, text: str) -> list[str]:
        """Return the row's target where somebody types what was done of it."""
        waiting, model = self._tree.pending(), self._tree.indicator_model()
        if model is None or waiting is None or waiting[1] != "actual":
            return []
        target = model.session.tree.node(NodeId(waiting[0])).target
        return [target] if target.startswith(text) and target != waiting[2] else []

    def _shown_list(self) -> OfferList:
        if self._list is None:
            self._list = OfferList(self._tree.window())
            self._list.itemClicked.connect(self._take)
        return self._list

    def _leave(self, _value: int = 0) -> None:
        if self._list is not None:
            self._list.hide()

    # ---- what is taken -------------------------------------------------------------------------------------------

    def _take_key(self, event: QKeyEvent) -> bool:
        """Take the keys that belong to the list; F4 asks for it, as in a box with a list."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_F4 and not modifiers:
            waiting = self._tree.pending()
            if self._words:
                self._offer_words()
            elif self._spot is not None and waiting is not None:
                self._offer("" if self._is_as_it_was() else waiting[2])
            return self._spot is not None or bool(self._words)
        if self._list is None or not self._list.isVisible() or modifiers:
            return False
        row = self._list.currentRow()
        if key == Qt.Key.Key_Escape and row >= 0:
            self._leave()
        elif key == Qt.Key.Key_Down:
            self._list.setCurrentRow(min(row + 1, self._list.count() - 1))
        elif key == Qt.Key.Key_Up and row >= 0:
            self._list.setCurrentRow(row - 1)
        elif key in _TAKING and row >= 0:
            self._take(self._list.item(row))
        else:
            return False
        return True

    def _take(self, item: QListWidgetItem) -> None:
        """Put the chosen text in place of what was begun; the editor stays open."""
        editor = self._tree.cells.open_editor
        if not isinstance(editor, TextCellEditor) or (self._spot is None and not self._words):
            return
        text = item.text()
        self._is_taking = True
        cursor = editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        whole = editor.content()
        text = with_chosen(self._words, whole, text, many=self._takes_many) if self._words else text
        replaced = whole if self._spot is None else fragment(self._spot, whole)
        begun = len(replaced.encode("utf-16-le")) // 2  # as Qt counts
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, begun)
        cursor.insertText(text)
        editor.setTextCursor(cursor)
        self._is_taking = False
        self._leave()


def _spot(tree: Tree, node: NodeId, field_name: str) -> TypingPlace:
    path = [step.name for step in tree.path(node)]
    if field_name == NEW_ROW:
        return TypingPlace("name", LEVELS, path[0], path[1], "", tuple(row.name for row in tree.children(node)))
    above = [*path[:-1], "", ""]
    siblings = tree.children(tree.parent(node))
    taken = tuple(row.name for row in siblings if row.id != node) if field_name == "name" else ()
    return TypingPlace(field_name, len(path), above[0], above[1], path[-1], taken)
