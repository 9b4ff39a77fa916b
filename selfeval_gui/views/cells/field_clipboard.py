"""Copy, cut and paste fields of the form, in the fund table and on the paper: a block of cells at a time."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTableView

from selfeval_gui.app.session import Session
from selfeval_gui.commands.edit import paste_fields
from selfeval_gui.domain.amounts import kind_in
from selfeval_gui.domain.fields import FieldKind
from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.typed_text import paste_problem, read_typed

_LONGEST = 100_000  # characters; four rows of six numbers take some hundred
_NOTHING = {"", "—", "-", "/"}  # what stands on paper in a cell without a number


class FieldClipboard(QObject):
    """Carries between a table of the form's fields and the clipboard.

    `beside(down, right)` is the cell so many rows and cells away from the current one, an invalid index outside.

    Signals
    -------
    said(sentence)
        what was not pasted, and why.
    """

    said = Signal(str)

    def __init__(self, table: QTableView, clear: Callable[[], None], beside: Callable[[int, int], QModelIndex]) -> None:
        super().__init__(table)
        self._table, self._clear, self._beside = table, clear, beside

    def take_key(self, event: QKeyEvent, session: Session) -> bool:
        """Do what a key of the clipboard asks for; False for every other key."""
        standard = QKeySequence.StandardKey
        if event.matches(standard.Copy) or event.matches(standard.Cut):
            if event.matches(standard.Cut):
                self.cut()
            else:
                self.copy()
            return True
        if event.matches(standard.Paste):
            if not session.is_read_only:
                self.paste(session)
            return True
        return False

    def cut(self) -> None:
        """Copy, then empty the cells."""
        self.copy()
        self._clear()

    def copy(self) -> None:
        """Put the chosen cells into the clipboard as a rectangle; what is not chosen in it is blank."""
        from selfeval_gui.exchange.clipboard.html_out import CopiedCell, write_html
        from selfeval_gui.exchange.clipboard.tabbed_text import text_of_cells

        chosen = {(index.row(), index.column()): _copied(index) for index in self._table.selectedIndexes()}
        if not chosen:
            return
        rows, columns = (sorted(set(places)) for places in zip(*chosen, strict=True))
        cells = [[chosen.get((row, column), ("", True)) for column in columns] for row in rows]
        data = QMimeData()
        data.setText(text_of_cells([[text for text, _is_number in row] for row in cells]))
        data.setHtml(write_html([[CopiedCell(*cell) for cell in row] for row in cells]))
        QGuiApplication.clipboard().setMimeData(data)

    def paste(self, session: Session) -> None:
        """Put a block over the cells from the current one on, or a single text into all chosen cells."""
        cells = _clipboard_cells()
        if cells is None:
            self.said.emit(_("剪贴板里没有能粘贴到这里的文字或数字。"))
            return
        texts: dict[str, str] = {}
        left_out = 0
        for index, text in self._placed(cells):
            if _takes(index):
                is_text = FieldKind(index.data(Role.KIND)) is FieldKind.TEXT
                texts[str(index.data(Role.FIELD))] = text if is_text or text.strip() not in _NOTHING else ""
            else:
                left_out += text.strip() not in _NOTHING
        kinds = {field: kind_in(session.form, field) for field in texts}
        wrong = next((field for field, text in texts.items() if read_typed(kinds[field], text).problem), None)
        if wrong is not None:
            self.said.emit(paste_problem(kinds[wrong], texts[wrong]))
            return
        paste_fields(session, texts)
        if left_out:
            words = _("有 {count} 个单元格没有粘贴：那里是算出来的，或者超出了表格。")
            self.said.emit(words.format(count=left_out))

    def _placed(self, cells: Sequence[Sequence[str]]) -> list[tuple[QModelIndex, str]]:
        """Return where each text goes; an invalid index beyond the table."""
        if len(cells) == len(cells[0]) == 1:
            return [(index, cells[0][0]) for index in self._table.selectedIndexes()]
        return [(self._beside(down, right), text) for down, row in enumerate(cells) for right, text in enumerate(row)]


def _copied(index: QModelIndex) -> tuple[str, bool]:
    """Return what is typed in a cell, or what it shows, and whether that is a number."""
    text = str(index.data(Qt.ItemDataRole.EditRole) or index.data() or "")
    return text, index.data(Role.KIND) != FieldKind.TEXT.value


def _takes(index: QModelIndex) -> bool:
    """Tell whether a text can be put into a cell: into a field of the form that is typed, not chosen."""
    is_typed = index.isValid() and bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
    return is_typed and not index.data(Role.NODE) and index.data(Role.FIELD) not in {"", "funds.unit"}


def _clipboard_cells() -> list[list[str]] | None:
    """Return the cells of the clipboard; None where there are none, or far too many."""
    from selfeval_gui.exchange.clipboard.one_cell import table_of
    from selfeval_gui.exchange.clipboard.tabbed_text import cells_of_text

    data = QGuiApplication.clipboard().mimeData()
    html, text = data.html() if data.hasHtml() else "", data.text()
    table = table_of(html, text) if html and len(html) <= _LONGEST else None
    if table is not None and table.rows and table.rows[0]:
        return table.rows
    return cells_of_text(text) if text.strip() and len(text) <= _LONGEST else None
