"""The tables of an HTML text, as Excel, WPS, LibreOffice and Word put them into the clipboard, as one grid of texts.

Merged cells give their text to their first cell and leave the others blank. Blanks and line ends are read as a browser
does, but a line end between two Chinese characters is none: Word and Excel break their source anywhere.
"""

import re
from collections.abc import Callable
from html import unescape
from typing import NamedTuple

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)((?:\"[^\"]{0,4000}\"|'[^']{0,4000}'|[^>\"']){0,400})>")
_HIDDEN = re.compile(r"<!--|<!\[|<(style|script|head|title|xml)\b", re.IGNORECASE)
_SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?\s*(\d{1,6})", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_BREAK = "\u2028"
_AROUND_BREAK = re.compile(f" *{_BREAK} *")
_BLOCKS = {"p", "div", "li", "h1", "h2", "h3", "h4", "tr", "td", "th"}
_MOST_COLUMNS = 200
_TAGS_A_TICK = 100


class Table(NamedTuple):
    """Rows of equal length, and what stood outside of every table."""

    rows: list[list[str]]
    outside: str = ""


def read_html(html: str, tick: Callable[[], object] | None = None) -> Table | None:
    """Return the tables one below the other; None if there is none. `tick` is called now and then and may raise."""
    reader = _Reader()
    text = _without_hidden(html.replace("\0", ""))
    end = 0
    for number, tag in enumerate(_TAG.finditer(text)):
        if tick is not None and number % _TAGS_A_TICK == 0:
            tick()
        reader.text(text[end : tag.start()])
        reader.tag(tag[2].lower(), tag[3], closing=bool(tag[1]))
        end = tag.end()
    reader.text(text[end:])
    return reader.table()


def _without_hidden(html: str) -> str:
    """Leave out comments, conditions of Office, style sheets and the head."""
    kept: list[str] = []
    position, endless = 0, set[str]()
    while (found := _HIDDEN.search(html, position)) is not None:
        kept.append(html[position : found.start()])
        end = {"<!--": "-->", "<![": "]>"}.get(found[0]) or f"</{found[1].lower()}"
        closing = None if end in endless else re.compile(re.escape(end), re.IGNORECASE).search(html, found.end())
        if closing is None:
            endless.add(end)  # a second search would read the whole rest in vain once more
            position = found.end()
        elif found[1]:
            position = html.find(">", closing.end()) + 1 or len(html)
        else:
            position = closing.end()
    kept.append(html[position:])
    return "".join(kept)


class _Reader:
    """Collects cells; a table inside a cell is text of that cell."""

    def __init__(self) -> None:
        self._depth = 0
        self._rows: list[list[str]] = []
        self._row: list[tuple[str, int, int]] | None = None
        self._merged: dict[int, int] = {}  # column: for how many more rows a cell above reaches down into it
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._outside: list[str] = []
        self._skips_row = False

    def text(self, text: str) -> None:
        """Take text between two tags."""
        if text:
            (self._outside if self._cell is None else self._cell).append(unescape(text))

    def tag(self, name: str, attributes: str, *, closing: bool) -> None:
        """Take a tag."""
        if name == "table":
            self._table(closing=closing)
        elif name == "br" or (name in _BLOCKS and (self._cell is None or self._depth > 1 or name not in {"td", "th"})):
            self.text(_BREAK)
        if self._depth == 1 and name == "tr":
            self._end_row()
            if not closing:
                self._row, self._skips_row = [], bool(_NOT_SHOWN.search(attributes))
        elif self._depth == 1 and name in {"td", "th"}:
            self._end_cell()
            if not closing:
                spans = {kind.lower(): int(number) for kind, number in _SPAN.findall(attributes)}
                self._span = max(1, spans.get("row", 1)), min(max(1, spans.get("col", 1)), _MOST_COLUMNS)
                self._cell = []

    def table(self) -> Table | None:
        """Return what was read."""
        self._end_row()
        if not self._rows:
            return None
        width = max(map(len, self._rows))
        rows = [row + [""] * (width - len(row)) for row in self._rows]
        return Table(rows, shown_text("".join(self._outside)))

    def _table(self, *, closing: bool) -> None:
        if closing:
            if self._depth == 1:
                self._end_row()
                self._merged.clear()
            self._depth = max(0, self._depth - 1)
        else:
            self._depth += 1

    def _end_cell(self) -> None:
        if self._cell is not None:
            row = self._row if self._row is not None else []
            row.append((shown_text("".join(self._cell)), *self._span))
            self._row, self._cell = row, None

    def _end_row(self) -> None:
        """Put the row's cells where those merged down from above leave room."""
        self._end_cell()
        row, self._row = self._row, None
        if row is None or self._skips_row:
            self._skips_row = False
            return
        above, self._merged = self._merged, {column: left - 1 for column, left in self._merged.items() if left > 1}
        texts: dict[int, str] = {}
        column = 0
        for text, down, right in row:
            while column in above:
                column += 1
            texts[column] = text
            if down > 1:
                self._merged.update(dict.fromkeys(range(column, column + right), down - 1))
            column += right
        width = min(max([column, *(beside + 1 for beside in texts)], default=0), _MOST_COLUMNS)
        self._rows.append([texts.get(each, "") for each in range(width)])


def shown_text(raw: str) -> str:
    """Return the text as a browser shows it, `_BREAK` as a line end, blanks that do not break as common ones."""

    def blank(found: re.Match[str]) -> str:
        before, after = raw[found.start() - 1 : found.start()], raw[found.end() : found.end() + 1]
        breaks_word = "\n" in found[0] and _WIDE.match(before) and _WIDE.match(after)
        return "" if breaks_word else " "

    lines = _AROUND_BREAK.sub(_BREAK, _BLANKS.sub(blank, raw)).replace("\xa0", " ").split(_BREAK)
    return "\n".join(line.strip() for line in lines if line.strip())
