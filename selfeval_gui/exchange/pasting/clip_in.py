"""What the clipboard holds, read as far as it can be without the form: a text, a table understood, or too much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from selfeval_gui.domain.cells import is_tick
from selfeval_gui.exchange.clipboard.one_cell import one_text, table_of
from selfeval_gui.exchange.clipboard.tabbed_text import cells_of_text
from selfeval_gui.exchange.pasting.paste_plan import PastePlan, understand
from selfeval_gui.exchange.templates.parts import split_own

MOST_ROWS = 2_000
_MOST_CHARACTERS = 16_000_000
# A sheet of a hundred rows as Excel writes it. The worst of this size that we found takes a tenth of a second.
_FEW_CHARACTERS = 100_000
_FEW_CELLS = 2_000  # of 200 rows; each is looked at for what it may mean
_MOST_LINES = 20_000  # of plain text; cells may hold line ends, so that only reading tells how many rows there are


class PastedTable(NamedTuple):
    """One of: `text` for single cells, `plan` with what stood `outside` of the table, or nothing at all."""

    text: str | None = None
    plan: PastePlan | None = None
    outside: str = ""


class TooMuch(Exception):
    """More than can be pasted at once; `rows` is None where it is too large even to be counted."""

    def __init__(self, rows: int | None) -> None:
        super().__init__(rows)
        self.rows = rows


def refuse_too_much(html: str, text: str) -> None:
    """Raise TooMuch for what is seen at a glance to be too much."""
    if max(len(html), len(text)) > _MOST_CHARACTERS:
        raise TooMuch(None)
    rows, lines = html.lower().count("<tr"), text.count("\n")
    if rows > MOST_ROWS + 1:
        raise TooMuch(rows)
    if not rows and "\t" in text and (lines > _MOST_LINES or (lines > MOST_ROWS and '"' not in text)):
        raise TooMuch(lines)


def is_small(html: str, text: str) -> bool:
    """Tell whether reading takes less than a person notices, whatever somebody has put there on purpose."""
    cells = sum(map(html.lower().count, ("<td", "<th"))) + text.count("\t") + text.count("\n")
    return len(html) + len(text) <= _FEW_CHARACTERS and cells <= _FEW_CELLS


def read_clip(
    html: str,
    text: str,
    fields_from_here: Sequence[str],
    known: Sequence[str] = (),
    tick: Callable[[], object] = lambda: None,
) -> PastedTable:
    """Read HTML if it holds a table, else the plain text.

    A table that does not tell its columns goes to `fields_from_here`, from the current cell on; columns that stand out
    at the right have none. A field whose words are ticked in columns of their own takes one column where the cells
    below hold anything but ticks. `known` are the fields of the columns of a block that this program copied. `tick` is
    called now and then and may raise to give up.

    Raises
    ------
    TooMuch
        if the table has more than `MOST_ROWS` rows.
    """
    table = table_of(html, text, tick)
    if table is None and (not text.strip() or "\t" not in text):
        only = one_text(html, text)
        return PastedTable(text=only if only.strip() else None)
    cells, outside = (table.rows, table.outside) if table is not None else (cells_of_text(text), "")
    if len(cells) > MOST_ROWS:
        raise TooMuch(len(cells))
    if len(cells) == 1 and len(cells[0]) == 1:
        return PastedTable(text=cells[0][0])
    if not cells[0]:
        return PastedTable()
    plan = understand(cells, known if len(known) == len(cells[0]) else None)
    if not plan.makes_rows:
        names = _as_wide(cells, fields_from_here)
        plan = understand(cells, [*names, *[None] * (len(cells[0]) - len(names))])
    return PastedTable(plan=plan, outside=outside)


def _as_wide(cells: Sequence[Sequence[str]], fields: Sequence[str]) -> list[str]:
    """Return the fields of the columns of a table, the words to tick apart if its cells are ticks."""
    width = len(cells[0])
    apart = [place for place, key in enumerate(fields[:width]) if split_own(key)[1]]
    if all(is_tick(row[place]) or not row[place].strip() for row in cells for place in apart):
        return [*fields[:width]]
    return [*dict.fromkeys(split_own(key)[0] for key in fields)][:width]
