"""HTML as pages and the clipboard bring it: its tables, each cell where merges leave room for it, and its words.

Blanks and line ends are read as a browser does, but a line end between two Chinese characters is none: Word and Excel
break their source anywhere. Raised and lowered digits are letters of their own, struck words are told apart. Nothing is
loaded that a page names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from selfeval_gui.domain.raised import at_height

CELLS = ("td", "th")
NOT_SHOWN = frozenset({"script", "style", "head", "title", "noscript", "template", "xml", "rp"})
BLOCKS = frozenset({"p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th", "caption", "section"})
_HEIGHTS = {"sup": "superscript", "sub": "subscript", "super": "superscript"}
_HEIGHT = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_STRUCK_TAGS = frozenset({"s", "strike", "del"})
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,60}line-through", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_BREAK = "\u2028"
_AROUND_BREAK = re.compile(f" *{_BREAK} *")
_MOST_ROWS = 65_534  # that a cell may cover, as in browsers
_DIGITS = 6
AROUND = {"rt": ("（", "）")}  # what stands small above a word


class BeyondLimits(ValueError):
    """The parser left something out: what lies too deep, or (`is_depth` False) is too long."""

    def __init__(self, *, is_depth: bool) -> None:
        super().__init__(is_depth)
        self.is_depth = is_depth


class HtmlCell(NamedTuple):
    """A cell and the area it covers, rows and columns from 0."""

    row: int
    column: int
    last_row: int
    last_column: int
    element: etree._Element


def parse_html(text: str) -> etree._Element | None:
    """Parse a page; None for a blank one. A comment that is never closed hides nothing.

    Raises
    ------
    ValueError
        for what is no HTML; `BeyondLimits` for a page of which the parser would leave something out.
    """
    closed, end, rest = text.replace("\0", "").rpartition("-->")
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_DECLARATION.sub("", closed + end + rest.replace("<!--", "")), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None
    for entry in parser.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            raise BeyondLimits(is_depth="depth" in entry.message)
    return root


def cells_of(table: etree._Element, most_columns: int, *, hidden_rows: bool) -> Iterator[list[HtmlCell]]:
    """Yield the cells of each row; with or without the rows that the page does not show."""
    reach: dict[int, int] = {}  # column: the last row that a cell above covers there
    row = 0
    for line, elements in _rows(table):
        if not hidden_rows and line is not None and _HIDDEN.search(line.get("style") or ""):
            continue
        cells: list[HtmlCell] = []
        column = 0
        for element in elements:
            while reach.get(column, -1) >= row:
                column += 1
            last_row = row + _span(element, "rowspan", _MOST_ROWS) - 1
            last_column = column + _span(element, "colspan", most_columns) - 1
            if last_row > row:
                reach.update(dict.fromkeys(range(column, last_column + 1), last_row))
            cells.append(HtmlCell(row, column, last_row, last_column, element))
            column = last_column + 1
        yield cells
        row += 1


def _rows(table: etree._Element) -> Iterator[tuple[etree._Element | None, list[etree._Element]]]:
    """Yield each row with its cells; cells that stand in none make one."""
    loose: list[etree._Element] = []
    for element in own(table, "tr", *CELLS):
        if tag_of(element) in CELLS:
            loose.append(element)
            continue
        if loose:
            yield None, loose
            loose = []
        yield element, list(own(element, *CELLS))
    if loose:
        yield None, loose


def own(parent: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the elements of these names below, but none within another of them or a table further in."""
    for child in parent:
        name = tag_of(child)
        if name in names:
            yield child
        elif name and name != "table":
            yield from own(child, *names)


class LetterLook(NamedTuple):
    """How words stand: raised or lowered, where `height` is superscript or subscript, or struck."""

    height: str = ""
    is_struck: bool = False

    def within(self, element: etree._Element) -> LetterLook:
        """Return how words stand in an element that stands in something of this look."""
        style = element.get("style") or ""
        height = _HEIGHTS.get(tag_of(element), "")
        if not height and (found := _HEIGHT.search(style)):
            height = _HEIGHTS[found[1].lower()]
        is_struck = tag_of(element) in _STRUCK_TAGS or _STRUCK.search(style) is not None
        return LetterLook(height or self.height, is_struck or self.is_struck)

    def of(self, text: str | None, struck: list[str] | None) -> str:
        """Return words as text; struck ones go into that list instead, if there is one."""
        words = at_height(text or "", self.height)
        if self.is_struck and struck is not None:
            struck.extend([words] if words else [])
            return ""
        return words


PLAIN = LetterLook()


def words_of(element: etree._Element, *left_out: str, struck: list[str] | None = None) -> Iterator[str]:
    """Yield the pieces of text within an element, for `shown_text`; none within elements of the names left out.

    What is struck goes into that list. Without one it stays, blanks around it: 110, struck, and 120 are no 110120.
    """
    yield from _words(element, left_out, PLAIN.within(element), struck)


def _words(
    element: etree._Element, left_out: tuple[str, ...], look: LetterLook, struck: list[str] | None
) -> Iterator[str]:
    yield look.of(element.text, struck)
    for child in element:
        name = tag_of(child)
        if name and name not in NOT_SHOWN and name not in left_out:
            before, behind = (_BREAK, _BREAK) if name in BLOCKS else AROUND.get(name, ("", ""))
            within = look.within(child)
            apart = " " if within.is_struck and not look.is_struck and struck is None else ""
            yield apart + before
            yield from _words(child, left_out, within, struck)
            yield behind + apart
        yield look.of(child.tail, struck)


def tag_of(element: etree._Element) -> str:
    """Return the tag in small letters; blank for what is no element."""
    tag = str(element.tag)
    return "" if tag.startswith("<") else tag.lower()


def shown_text(raw: str) -> str:
    """Return the text as a browser shows it, `_BREAK` as a line end, blanks that do not break as common ones."""

    def blank(found: re.Match[str]) -> str:
        before, after = raw[found.start() - 1 : found.start()], raw[found.end() : found.end() + 1]
        breaks_word = "\n" in found[0] and _WIDE.match(before) and _WIDE.match(after)
        return "" if breaks_word else " "

    lines = _AROUND_BREAK.sub(_BREAK, _BLANKS.sub(blank, raw)).replace("\xa0", " ").split(_BREAK)
    return "\n".join(line.strip() for line in lines if line.strip())


def _span(cell: etree._Element, name: str, most: int) -> int:
    digits = (cell.get(name) or "").strip()[:_DIGITS]
    return min(max(int(digits), 1), most) if digits.isdecimal() else 1
