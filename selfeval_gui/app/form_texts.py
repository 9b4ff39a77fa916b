"""The texts of the form somebody types in, to be offered again. A long form is read in slices between the letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from selfeval_gui.app.slices import UNSEEN, Slices
from selfeval_gui.domain.ids import LEVELS
from selfeval_gui.domain.tree import walk
from selfeval_gui.work.phrases import PhraseBook, PhraseRow

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.domain.form import Indicator

_STEPS_A_BOOK = 20
_ROWS_AT_ONCE = 200  # read within a few milliseconds


class FormTexts(QObject):
    """Keeps a book of one form, as it was a few steps ago at most.

    Signals
    -------
    read()
        a long form is read at last; a short one is before `ask` returns, without a word.
    """

    read = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.book = PhraseBook()
        self._fresh = PhraseBook()
        self._session: Session | None = None
        self._age = -1
        self._slices: Slices | None = None

    def ask(self, session: Session) -> None:
        """See to it that `book` is of this form, and read it anew after some steps."""
        age = session.revision // _STEPS_A_BOOK
        if self._session is session and self._age == age:
            return
        if self._session is not session:
            self.book = PhraseBook()
        self._session, self._age = session, age
        self._drop_slices()
        self._fresh = PhraseBook()
        rows = _add_rows(self._fresh, list(walk(session.form.indicators)))
        if sum(1 for _row in islice(rows, _ROWS_AT_ONCE)) < _ROWS_AT_ONCE:
            self.book = self._fresh
            return
        self._slices = Slices(rows, self, UNSEEN)
        self._slices.done.connect(self._read_all)
        self._slices.start()

    def _read_all(self) -> None:
        self._drop_slices()
        self.book = self._fresh
        self.read.emit()

    def _drop_slices(self) -> None:
        if self._slices is not None:
            self._slices.done.disconnect(self._read_all)
            self._slices.stop()
            self._slices.deleteLater()
            self._slices = None


def _add_rows(book: PhraseBook, rows: Sequence[tuple[Indicator, int]]) -> Iterator[None]:
    """Take in the rows, one at a step."""
    names = ["", "", ""]
    for row, level in rows:
        names[level - 1 :] = [row.name, *[""] * (LEVELS - level)]
        if level == LEVELS:
            book.add(PhraseRow(names[0], names[1], row.name, row.target, row.reason))
        yield
