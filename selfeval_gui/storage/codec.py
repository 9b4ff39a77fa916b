"""A form as the bytes of its file and back. Whatever is read here can be written again; nothing is repaired silently.

The file is JSON in UTF-8: two-space indent, keys in the order of the models, numbers of the form as text. Bytes that
this module wrote come out the same after reading and writing.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticSerializationError, from_json

from selfeval_gui.domain.form import SCHEMA_VERSION, Form
from selfeval_gui.domain.tree import walk
from selfeval_gui.storage.errors import SaveFailed, UnreadableForm

MAX_BYTES = 32 * 1024 * 1024

_MAJOR = int(SCHEMA_VERSION.split(".")[0])
_VERSION = re.compile(r"(\d{1,4})\.\d{1,4}", re.ASCII)
_DEEPEST = 32  # levels of lists and objects below a key this version does not know
_LONGEST_INTEGER = 400  # digits; Python refuses to read more than 4,300
_SHOWN = 40  # characters of a wrong value that a sentence repeats
_CODES = {
    "missing": "file.value_missing",
    "recursion_loop": "form.too_deep",  # said by older versions of pydantic
    "recursion_depth_exceeded": "form.too_deep",
}


class _Literal(float):
    """A bare JSON number with a fraction or exponent, or NaN and its like, and the text it was written as."""

    text: str

    def __new__(cls, text: str) -> "_Literal":
        number = super().__new__(cls, text)
        number.text = text
        return number


def encode(form: Form) -> bytes:
    """Return the bytes of the form's file, read again as a check.

    Raises
    ------
    SaveFailed
        "save.not_faithful" where the bytes would not give the same form again; the form in memory is at fault.
    """
    try:
        data = form.model_dump_json(indent=2, warnings="error").encode("utf-8") + b"\n"
        same = decode(data) == form
    except (PydanticSerializationError, UnicodeEncodeError, UnreadableForm) as error:
        raise SaveFailed("save.not_faithful") from error
    if not same:
        raise SaveFailed("save.not_faithful")
    return data


def decode(data: bytes) -> Form:
    """Return the form that the bytes of a file hold.

    Raises
    ------
    UnreadableForm
        for anything that is not completely and unambiguously a form of this or a newer minor version.
    """
    raw = parse(data)
    try:
        form = Form.model_validate(raw)
    except ValidationError as error:
        raise _refusal(error.errors(include_url=False)[0], raw) from None
    for part in _parts(form):
        for key, value in (part.model_extra or {}).items():
            _check_kept(value, key, _DEEPEST)
    return form


def parse(data: bytes) -> dict[str, Any]:
    """Return the JSON object of a file of our version, its values not looked at yet.

    Raises
    ------
    UnreadableForm
        where the bytes are no such object, or one in which a key stands twice.
    """
    text = _text(data)
    try:
        raw = _DECODER.decode(text)
    except json.JSONDecodeError:
        raise UnreadableForm("file.cut_short" if _ends_early(data) else "file.not_json") from None
    except RecursionError:
        raise UnreadableForm("file.too_nested") from None
    if "\\u" in text:
        _refuse_half_characters(raw)
    version = raw.get("schema_version") if isinstance(raw, dict) else None
    match = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if match is None or int(match[1]) < _MAJOR:
        raise UnreadableForm("file.not_a_form")
    if int(match[1]) > _MAJOR:
        raise UnreadableForm("file.newer_version", version=match[0])
    return cast(dict[str, Any], raw)


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
        raise UnreadableForm("file.double_key", key=_shown(next(key for key in keys if keys.count(key) > 1)))
    return result


def _integer(text: str) -> int | _Literal:
    return int(text) if len(text) <= _LONGEST_INTEGER else _Literal(text)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_Literal, parse_int=_integer, parse_constant=_Literal
)


def _refuse_half_characters(raw: object) -> None:
    r"""Refuse half of a surrogate pair, which JSON can say ("\ud83d") and UTF-8 cannot."""
    try:
        json.dumps(raw, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise UnreadableForm("file.broken_character") from None


def _parts(form: Form) -> Iterator[BaseModel]:
    yield from (form, form.funds, form.funds.total, form.funds.parts, form.printed, *form.accepted)
    yield from (form.funds.parts.appropriation, form.funds.parts.carried_over, form.funds.parts.other)
    yield from (node for node, _ in walk(form.indicators))


def _check_kept(value: object, key: str, deepest: int) -> None:
    """Refuse a value of an unknown key that could not be written back as it is."""
    if isinstance(value, _Literal):
        if not isfinite(value):
            raise _not_finite(value, field=key)
        if not _is_exact(value):
            raise UnreadableForm("number.too_long", field=key, value=_shown(value))
    elif isinstance(value, dict | list):
        if deepest == 0:
            raise UnreadableForm("file.too_nested")
        for inner in value.values() if isinstance(value, dict) else value:
            _check_kept(inner, key, deepest - 1)


def _is_exact(number: _Literal) -> bool:
    try:
        return Decimal(number.text) == Decimal(repr(number))
    except InvalidOperation:  # an exponent of twenty digits
        return False


def _not_finite(value: _Literal, **place: str) -> UnreadableForm:
    """Tell NaN and Infinity, which are no numbers, from 1e400, which is one and too long."""
    code = "number.not_finite" if value.text.lstrip("-").isalpha() else "number.too_long"
    return UnreadableForm(code, value=_shown(value), **place)


def _refusal(fault: ErrorDetails, raw: dict[str, Any]) -> UnreadableForm:
    """Turn pydantic's first complaint into ours: which cell, what stands there, what is wrong with it."""
    names = [step for step in fault["loc"] if isinstance(step, str)]
    while len(names) > 1 and names[0] in {"indicators", "children"}:
        del names[0]
    place = {"field": ".".join(names), "row": _row_name(fault["loc"], raw)}
    given, code = fault["input"], fault["type"]
    if code.startswith("form."):
        return UnreadableForm(code, **{key: _shown(value) for key, value in fault.get("ctx", {}).items()})
    if code == "number.not_finite" and isinstance(given, _Literal):
        return _not_finite(given, **place)
    if not code.startswith("number."):
        code = _CODES.get(code, "file.bad_value")
    return UnreadableForm(code, value=_shown(given), **place)


def _row_name(place: tuple[int | str, ...], raw: dict[str, Any]) -> str:
    """Return the name of the indicator that holds the place; "" where it has none."""
    name: object = ""
    part: Any = raw
    for step in place[:-1]:
        part = part[step]
        if isinstance(step, int):
            name = part.get("name")
    return _shown(name) if isinstance(name, str) else ""


def _shown(value: object) -> str:
    """Return a value as it stands in the file, short and printable, to be part of a sentence."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = value.text if isinstance(value, _Literal) else value if isinstance(value, str) else json.dumps(value)
    short = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return "".join(character if character.isprintable() else " " for character in short)
