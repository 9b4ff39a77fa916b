"""What stands beside the cells of a sheet: comments and their answers, text boxes, pictures, headers and footers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from selfeval_gui.exchange.readers.docx_words import drawn_text, picture_name
from selfeval_gui.exchange.readers.grid import Aside, cell_name
from selfeval_gui.exchange.readers.safe_xml import attribute, local_name, parse_loosely, parse_xml
from selfeval_gui.exchange.readers.xlsx_texts import text_of

_CODE = re.compile(r'&("[^"]*"|\d{1,3}|[KS][0-9A-Fa-f+-]{6}|&|.)', re.DOTALL)
_PAGE_WORDS = re.compile(r"(?:[\s第页共/\-—,，、()]|Page|of)*")

Told = tuple[Aside, str, str]  # kind, cell as A1 or blank, text


def asides_of(related: Iterable[tuple[str, Callable[[], bytes]]], margins: Iterable[str]) -> Iterator[Told]:
    """Yield what stands beside the cells of a sheet, from the parts related to it and its headers and footers."""
    parts = list(related)
    threads = _threads(parse_xml(read()) for kind, read in parts if kind == "threadedComment")
    for cell, lines in threads.items():
        yield Aside.COMMENT, cell, "\n".join(lines)
    for kind, read in parts:
        if kind == "comments":
            for comment in parse_xml(read()).iter("{*}comment"):
                cell = attribute(comment, "ref")
                if cell not in threads:  # there it says only that a newer program shows more
                    yield Aside.COMMENT, cell, _spoken(comment)
        elif kind == "drawing":
            for anchor in parse_xml(read()):
                yield from _drawn(anchor, _anchored(anchor))
        elif kind == "vmlDrawing":
            yield from _legacy(parse_loosely(read()))
    for margin in margins:
        text = margin_text(margin)
        if says_more_than_pages(text):
            yield Aside.HEADER, "", text


def margin_text(margin: str) -> str:
    """Return the words of a header or footer without its codes."""
    return " ".join(_CODE.sub(lambda code: "&" if code[1] == "&" else " ", margin).split())


def says_more_than_pages(text: str) -> bool:
    """Tell whether a header says anything but which page it is."""
    return not _PAGE_WORDS.fullmatch(text)


def _threads(roots: Iterable[etree._Element]) -> dict[str, list[str]]:
    """Return the comments of each cell with the answers to them, in their order."""
    found: dict[str, list[str]] = {}
    for root in roots:
        for comment in root:
            text = "".join(part.text or "" for part in comment if local_name(part) == "text")
            found.setdefault(attribute(comment, "ref"), []).append(text)
    return found


def _spoken(comment: etree._Element) -> str:
    said = text_of(comment)
    return said if isinstance(said, str) else "".join(run.text for run in said)


def _anchored(anchor: etree._Element) -> str:
    """Return the cell that the upper left corner of a drawing stands in; blank for one that no cell holds."""
    for part in anchor:
        if local_name(part) == "from":
            numbers = {local_name(each): (each.text or "").strip() for each in part}
            if numbers.get("row", "").isdecimal() and numbers.get("col", "").isdecimal():
                return cell_name(int(numbers["row"]), int(numbers["col"]))
    return ""


def _drawn(part: etree._Element, cell: str) -> Iterator[Told]:
    for piece in part:
        name = local_name(piece)
        if name == "txBody":
            yield Aside.TEXT_BOX, cell, drawn_text(piece)
        elif name in {"pic", "graphicFrame"}:
            yield Aside.PICTURE, cell, picture_name(piece)
        elif name == "t":
            yield Aside.TEXT_BOX, cell, piece.text or ""
        elif name != "Fallback":  # the same once more, for older versions
            yield from _drawn(piece, cell)


def _legacy(drawing: etree._Element) -> Iterator[Told]:
    """Yield what stands on the buttons and in the boxes of older programs; their comments are told elsewhere."""
    for box in drawing.iter("{*}textbox"):
        shape = next(box.iterancestors())
        data = next((each for each in shape if local_name(each) == "ClientData"), None)
        if data is None or attribute(data, "ObjectType") != "Note":
            anchor = [] if data is None else [each.text or "" for each in data if local_name(each) == "Anchor"]
            numbers = [each.strip() for each in "".join(anchor).split(",")]
            is_placed = len(numbers) > 2 and numbers[0].isdecimal() and numbers[2].isdecimal()
            cell = cell_name(int(numbers[2]), int(numbers[0])) if is_placed else ""
            yield Aside.TEXT_BOX, cell, " ".join("".join(map(str, box.itertext())).split())
