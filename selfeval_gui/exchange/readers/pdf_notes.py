"""What stands upon a PDF page and is no letter of it: comments, boxes of text, values of fields to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from selfeval_gui.exchange.readers.grid import Aside

_BOXES = {"FreeText", "Widget"}
_DEEPEST = 20  # a field within a field


def notes_of(page: Any) -> Iterator[tuple[Aside, str]]:  # noqa: ANN401
    """Yield the words of the notes of a page with their kinds."""
    from pdfminer.pdftypes import dict_value, list_value, resolve1
    from pdfminer.psparser import PSLiteral

    for each in list_value(page.page_obj.annots or []):
        note = dict_value(each)
        kind = resolve1(note.get("Subtype"))
        name = str(kind.name) if isinstance(kind, PSLiteral) else ""
        text = _text_of(resolve1(_inherited(note, "V") if name == "Widget" else note.get("Contents")))
        if text.strip():
            yield Aside.TEXT_BOX if name in _BOXES else Aside.COMMENT, text


def _inherited(note: dict[str, Any], key: str) -> Any:  # noqa: ANN401
    from pdfminer.pdftypes import dict_value

    for _level in range(_DEEPEST):
        if key in note or "Parent" not in note:
            break
        note = dict_value(note["Parent"])
    return note.get(key)


def _text_of(value: Any) -> str:  # noqa: ANN401
    from pdfminer.utils import decode_text

    return decode_text(value) if isinstance(value, bytes) else value if isinstance(value, str) else ""
