"""Parts of a workbook that files of one office share, read once: styles of cells, relations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from lxml import etree

from selfeval_gui.exchange.readers.number_format import built_in
from selfeval_gui.exchange.readers.safe_xml import attribute, local_name, parse_xml
from selfeval_gui.exchange.readers.xlsx_texts import PLAIN, FontLook, look_of

_USUAL_PART = 1 << 16  # bytes
T = TypeVar("T")


def _kept_if_usual(read: Callable[[bytes], T]) -> Callable[[bytes], T]:
    """Read equal parts once: files of one office come from one template, whose styles and relations are the same."""
    kept = lru_cache(maxsize=16)(read)
    return lambda part: kept(part) if len(part) <= _USUAL_PART else read(part)


@_kept_if_usual
def styles_of(styles: bytes) -> tuple[dict[str, str], dict[str, FontLook]]:
    """Return number format and look of the cell styles that have one, by the style's number."""
    root = parse_xml(styles)
    own = {attribute(part, "numFmtId"): attribute(part, "formatCode") for part in root.iter("{*}numFmt")}
    cells: Iterable[etree._Element] = next((part for part in root if local_name(part) == "cellXfs"), ())
    fonts = next(([look_of(font) for font in part] for part in root if local_name(part) == "fonts"), [])
    formats, looks = {}, {}
    for number, part in enumerate(cells):
        known, font = attribute(part, "numFmtId"), attribute(part, "fontId")
        formats[str(number)] = own.get(known) or built_in(int(known) if known.isdecimal() else 0)
        looks[str(number)] = fonts[int(font)] if font.isdecimal() and int(font) < len(fonts) else PLAIN
    return (
        {number: code for number, code in formats.items() if code},
        {number: look for number, look in looks.items() if look is not PLAIN},
    )


@_kept_if_usual
def targets_of(relations: bytes) -> dict[str, str]:
    """Return the parts that a part refers to, by the name of the relation."""
    return {attribute(part, "Id"): attribute(part, "Target") for part in parse_xml(relations)}
