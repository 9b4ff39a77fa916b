"""Copy, cut and paste on the paper: blocks of its cells in the order of its columns."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, Signal
from PySide6.QtGui import QGuiApplication

from selfeval_gui.app.session import Session
from selfeval_gui.domain.cells import TICK, cell_field, chosen_words, is_cell
from selfeval_gui.domain.fields import OWN, get_field, show_field
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.tree import walk
from selfeval_gui.exchange.templates.parts import LEVELS as LEVEL_COLUMNS
from selfeval_gui.exchange.templates.parts import split_own
from selfeval_gui.exchange.templates.template import Template, template_of
from selfeval_gui.item_models.columns import INDICATOR_FIELD
from selfeval_gui.views.cells.field_clipboard import FieldClipboard
from selfeval_gui.views.cells.paste_spot import PasteSpot
from selfeval_gui.views.sheet.paper_pages import PaperPages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selfeval_gui.domain.form import Indicator
    from selfeval_gui.exchange.clipboard.html_out import CopiedCell


class PaperClipboard(FieldClipboard):
    """Fields of the form go as in a table; cells of indicators as in the tree, by the columns of the paper.

    Signals
    -------
    rows_wanted(spot)
        the clipboard is to be pasted among the indicators, at a PasteSpot.
    """

    rows_wanted = Signal(object)

    def __init__(
        self,
        paper: PaperPages,
        clear: Callable[[], None],
        beside: Callable[[int, int], QModelIndex],
        writing: Callable[[], AbstractContextManager[None]],
    ) -> None:
        super().__init__(paper, clear, beside)
        self._paper, self._writing = paper, writing

    def copy(self) -> None:
        """Copy the chosen cells; those of indicators alone as a block that knows the names of its levels."""
        refs, model = self._paper.chosen_refs(), self._paper.paper_model()
        chosen = {(ref.node, ref.name) for ref in refs if ref.node is not None}
        if model is None or not chosen or any(ref.node is None for ref in refs):
            super().copy()
            return
        from selfeval_gui.exchange.clipboard.html_out import write_html
        from selfeval_gui.exchange.clipboard.known_columns import COLUMNS, pack_columns
        from selfeval_gui.exchange.clipboard.tabbed_text import text_of_cells

        columns, rows = _block(model.session, chosen)
        data = QMimeData()
        data.setText(text_of_cells([[cell.text for cell in row] for row in rows]))
        data.setHtml(write_html(rows))
        if columns[0] in LEVEL_COLUMNS and columns[-1] not in LEVEL_COLUMNS:
            data.setData(COLUMNS, pack_columns(columns))
        QGuiApplication.clipboard().setMimeData(data)

    def cut(self) -> None:
        """Copy, then empty the cells."""
        with self._writing():
            super().cut()

    def paste(self, session: Session) -> None:
        """Paste over the cells from the one at hand on; on a blank row as new rows."""
        spot = self._spot(session)
        if spot is not None and not session.is_read_only:
            self.rows_wanted.emit(spot)
        elif spot is None:
            with self._writing():
                super().paste(session)

    def _spot(self, session: Session) -> PasteSpot | None:
        """Return where among the indicators the cell at hand is; None for a field of the form."""
        model, index = self._paper.paper_model(), self._paper.currentIndex()
        if model is None:
            return None
        columns, ref, opening = _keys_of(template_of(session.form)), model.ref_at(index), model.opening_at(index)
        fields = [split_own(key)[0] for key in columns]
        if opening is not None:
            level = session.tree.level(opening.node) + 1
            field = opening.name if level == LEVELS else LEVEL_COLUMNS[level - 1]
            return PasteSpot(columns[fields.index(field) :], None, opening.node, level)
        if ref is None or ref.node is None:
            return None
        level = session.tree.level(ref.node)
        from_here = columns[fields.index(ref.name) :] if level == LEVELS else INDICATOR_FIELD
        return PasteSpot(from_here, ref.node, None, level)


def columns_of(template: Template) -> list[str]:
    """Return names of levels and fields of indicators in the order of a paper's columns, each once."""
    keys = (place.field for place in template.indicator_places)
    names = [split_own(key)[0] if key.startswith(OWN) else key.partition(".")[0] for key in keys]
    return [name for name in dict.fromkeys(names) if name in LEVEL_COLUMNS or is_cell(name)]


def _keys_of(template: Template) -> list[str]:
    """Return the same with a column for each word that is ticked in a column of its own."""
    apart = [place.field for place in template.indicator_places if split_own(place.field)[1]]
    return [key for name in columns_of(template) for key in [x for x in apart if split_own(x)[0] == name] or [name]]


def _block(session: Session, chosen: set[tuple[NodeId, str]]) -> tuple[list[str], list[list[CopiedCell]]]:
    """Return the columns of a block and its rows; without cells of the third level a row for each name.

    Words that are ticked in columns of their own are copied so, but for a block that has nothing beside them.
    """
    from selfeval_gui.exchange.clipboard.html_out import CopiedCell, merged_down

    tree = session.tree
    levels = {tree.level(node) for node, _field in chosen}
    deepest = max(levels)
    wanted = {node for node, _field in chosen}
    nodes = [NodeId(each.id) for each, level in walk(session.form.indicators) if each.id in wanted and level == deepest]
    names = [LEVEL_COLUMNS[level - 1] for level in sorted(levels) if level < LEVELS]
    fields = {field for node, field in chosen if tree.level(node) == LEVELS}
    template = template_of(session.form)
    shown = _keys_of(template) if len(fields) + len(names) > 1 else columns_of(template)
    columns = [*names, *(key for key in shown if split_own(key)[0] in fields)]
    rows: list[list[CopiedCell]] = []
    paths: list[list[str]] = []
    for node in nodes:
        path = tree.path(node)
        above = [path[level - 1] for level in sorted(levels) if level < LEVELS]
        texts = [
            CopiedCell(
                _text(path[-1], field, word) if (node, field) in chosen else "", cell_field(field).kind.is_number
            )
            for field, word in map(split_own, columns[len(names) :])
        ]
        rows.append([*(CopiedCell(each.name) for each in above), *texts])
        paths.append([each.id for each in above])
    return columns, _without_repeated(merged_down(rows, paths), paths)


def _text(node: Indicator, field: str, word: str) -> str:
    text = show_field(get_field(node, field))
    return (TICK if word in chosen_words(text) else "") if word else text


def _without_repeated(rows: list[list[CopiedCell]], paths: Sequence[Sequence[str]]) -> list[list[CopiedCell]]:
    """Return the rows with the name of a level in the first row alone."""
    return [
        [cell._replace(text="") if cell.down == 0 and place < len(path) else cell for place, cell in enumerate(row)]
        for row, path in zip(rows, paths, strict=True)
    ]
