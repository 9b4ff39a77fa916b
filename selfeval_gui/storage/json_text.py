"""The bytes of a form file as a JSON object of our version, and the limits of what is read at all.

Apart from the codec, which needs the models: the project list reads thousands of files without them.
"""

import json
import re
from typing import Any, cast

from selfeval_gui.domain.ids import SCHEMA_VERSION
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.migrate import migrated

MAX_BYTES = 32 * 1024 * 1024

_MAJOR = int(SCHEMA_VERSION.split(".")[0])
_VERSION = re.compile(r"(\d{1,4})\.\d{1,4}", re.ASCII)
_LONGEST_INTEGER = 400  # digits; Python refuses to read more than 4,300
_SHOWN = 40  # characters of a wrong value that a sentence repeats


class Literal(float):
    """A bare JSON number with a fraction or exponent, or NaN and its like, and the text it was written as."""

    text: str

    def __new__(cls, text: str) -> "Literal":
        """Keep the text beside the number Python makes of it."""
        number = super().__new__(cls, text)
        number.text = text
        return number


def parse(data: bytes) -> dict[str, Any]:
    """Return the JSON object of a file in our version, its values not looked at yet.

    Raises
    ------
    UnreadableForm
        where the bytes are no such object, or one in which a key stands twice.
    """
    raw = parse_any(data)
    version = raw.get("schema_version") if isinstance(raw, dict) else None
    match = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if match is None:
        raise UnreadableForm("file.not_a_form")
    if int(match[1]) > _MAJOR:
        raise UnreadableForm("file.newer_version", version=match[0])
    values = migrated(cast(dict[str, Any], raw), int(match[1]), _MAJOR)
    if values is None:
        raise UnreadableForm("file.not_a_form")
    return values


def parse_any(data: bytes) -> object:
    """Return what a JSON file holds, whatever it is; UnreadableForm where the bytes are no unambiguous JSON."""
    text = _text(data)
    try:
        raw = _DECODER.decode(text)
    except json.JSONDecodeError:
        raise UnreadableForm("file.cut_short" if _ends_early(data) else "file.not_json") from None
    except RecursionError:
        raise UnreadableForm("file.too_nested") from None
    if "\\u" in text:
        _refuse_half_characters(raw)
    return raw


def _text(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise UnreadableForm("file.too_large")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cut = error.reason == "unexpected end of data" and error.end == len(data)
        raise UnreadableForm("file.cut_short" if cut else "file.not_utf8") from None
    if not text.strip():
        raise UnreadableForm("file.empty")
    if not text.strip("\0"):
        raise UnreadableForm("file.only_zeros")
    return text


def _ends_early(data: bytes) -> bool:
    """Tell whether the JSON is right as far as it goes. Python's own parser cannot say so."""
    from pydantic_core import from_json

    try:
        from_json(data.removeprefix(b"\xef\xbb\xbf"))
    except ValueError as error:
        return str(error).startswith("EOF")
    return False


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a key that stands twice: whichever value were taken, saving would drop the other."""
    result = dict(pairs)
    if len(result) != len(pairs):
        keys = [key for key, _ in pairs]
        raise UnreadableForm("file.double_key", key=shown(next(key for key in keys if keys.count(key) > 1)))
    return result


def _integer(text: str) -> int | Literal:
    return int(text) if len(text) <= _LONGEST_INTEGER else Literal(text)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=Literal, parse_int=_integer, parse_constant=Literal)


def _refuse_half_characters(raw: object) -> None:
    r"""Refuse half of a surrogate pair, which JSON can say ("\ud83d") and UTF-8 cannot."""
    try:
        json.dumps(raw, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise UnreadableForm("file.broken_character") from None


def shown(value: object) -> str:
    """Return a value as it stands in the file, short and printable, to be part of a sentence."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = value.text if isinstance(value, Literal) else value if isinstance(value, str) else json.dumps(value)
    short = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return "".join(character if character.isprintable() else " " for character in short)
