"""The pages of a form that is being changed: what an edit did not touch is neither set nor cut again."""

from __future__ import annotations

from selfeval_gui.exchange.layout.sheet import Sheet, changed_cells
from selfeval_gui.paper.metrics import LaidText, Typesetter
from selfeval_gui.paper.pages import PaperPage, Piece, cut, room_for, set_text


class Pagination:
    """Keeps the texts set for the sheet taken last. A page on which nothing changed stays the same object.

    `changed` are the cells that hold something else than before, None where all of them are other ones; `is_moved`
    tells whether a piece stands elsewhere or is of another size.
    """

    def __init__(self, typesetter: Typesetter) -> None:
        self.typesetter = typesetter
        self._sheet: Sheet | None = None
        self.changed: list[int] | None = None
        self.is_moved = True
        self._blocks: list[LaidText | None] = []
        self._pages: list[PaperPage] = []

    def take(self, sheet: Sheet) -> list[PaperPage]:
        """Return the pages of a sheet as `paginate` does."""
        before, self._sheet = self._sheet, sheet
        self.changed = None if before is None else changed_cells(before, sheet)
        if self.changed is None:
            self._blocks = [set_text(cell, sheet, self.typesetter) for cell in sheet.cells]
        else:
            self._blocks = list(self._blocks)
            for number in self.changed:
                self._blocks[number] = set_text(sheet.cells[number], sheet, self.typesetter)
        stays = before is not None and before.row_heights == sheet.row_heights
        pages = None if self.changed is None or not stays else self._patched(sheet, self.changed)
        self.is_moved = pages is None
        self._pages = self._cut(sheet) if pages is None else pages
        return self._pages

    def _cut(self, sheet: Sheet) -> list[PaperPage]:
        """Return the pages cut anew; those on which all stands as it did are the ones of before."""
        pages = cut(sheet, self._blocks, self.typesetter.line_height)
        before = self._pages[: len(pages)]
        return [old if old == new else new for old, new in zip(before, pages, strict=False)] + pages[len(before) :]

    def _patched(self, sheet: Sheet, changed: list[int]) -> list[PaperPage] | None:
        """Return the pages with other texts in the same pieces; None where a text is or was not in one piece."""
        wanted = {sheet.cells[number][:2]: number for number in changed}
        patches = [
            (page, place, wanted[piece.cell[:2]])
            for page, each in enumerate(self._pages)
            for place, piece in enumerate(each.pieces)
            if piece.cell[:2] in wanted
        ]
        if sorted(number for _page, _place, number in patches) != changed:
            return None
        pages = list(self._pages)
        for page, place, number in patches:
            pieces = pages[page].pieces
            piece = self._with_text(pieces[place], sheet, number)
            if piece is None:
                return None
            pages[page] = pages[page]._replace(pieces=(*pieces[:place], piece, *pieces[place + 1 :]))
        return pages

    def _with_text(self, piece: Piece, sheet: Sheet, number: int) -> Piece | None:
        """Return a piece with the new text of its cell; None where there is no room for all of it."""
        block = self._blocks[number]
        if block is not None and room_for(piece.height, block) < block.lines:
            return None
        lines = 0 if block is None else block.lines
        return piece._replace(cell=sheet.cells[number], block=block, first_line=0, lines=lines)
