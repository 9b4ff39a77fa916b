"""A form as the bytes of its file and back. Whatever is read here can be written again; nothing is repaired silently.

The file is JSON in UTF-8: two-space indent, keys in the order of the models, numbers of the form as text. Bytes that
this module wrote come out the same after reading and writing.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticSerializationError

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import walk
from selfeval_gui.storage.errors import SaveFailed, UnreadableForm
from selfeval_gui.storage.json_text import Literal, parse, shown
from selfeval_gui.storage.long_lists import form_as_json

_DEEPEST = 32  # levels of lists and objects below a key this version does not know
_CODES = {
    "missing": "file.value_missing",
    "recursion_loop": "form.too_deep",  # said by older versions of pydantic
    "recursion_depth_exceeded": "form.too_deep",
}


def encode(form: Form) -> bytes:
    """Return the bytes of the form's file, read again as a check.

    Raises
    ------
    SaveFailed
        "save.not_faithful" where the bytes would not give the same form again; the form in memory is at fault.
    """
    data = freeze(form)
    try:
        same = decode(data) == _as_read(form)
    except UnreadableForm as error:
        raise SaveFailed("save.not_faithful") from error
    if not same:
        raise SaveFailed("save.not_faithful")
    return data


def _as_read(form: Form) -> Form:
    """Return the form under the version it is written in, which what its rows hold may raise."""
    return form.model_copy(update={"schema_version": form.written_version})


def freeze(form: Form) -> bytes:
    """Return the bytes of the form's file unchecked, in a fifth of the time; `check_frozen` is for the worker.

    Raises
    ------
    SaveFailed
        "save.not_faithful" where the form holds what no file can.
    """
    try:
        return form_as_json(form)
    except (PydanticSerializationError, UnicodeEncodeError) as error:
        raise SaveFailed("save.not_faithful") from error


def check_frozen(data: bytes) -> None:
    """Read frozen bytes as a later start will, and refuse them if that does not give the same bytes again.

    Raises
    ------
    SaveFailed
        "save.not_faithful"; the form in memory is at fault.
    """
    try:
        same = freeze(decode(data)) == data
    except UnreadableForm as error:
        raise SaveFailed("save.not_faithful") from error
    if not same:
        raise SaveFailed("save.not_faithful")


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
    _check_kept(form.rule_set_copy, "rule_set_copy", _DEEPEST)
    _check_kept(form.template_copy, "template_copy", _DEEPEST)
    for part in _parts(form):
        for key, value in (part.model_extra or {}).items():
            _check_kept(value, key, _DEEPEST)
    return form


def _parts(form: Form) -> Iterator[BaseModel]:
    yield from (form, form.funds, form.funds.total, form.funds.parts, form.printed, *form.accepted)
    yield from (form.funds.parts.appropriation, form.funds.parts.carried_over, form.funds.parts.other)
    for node, _ in walk(form.indicators):
        proofs = [entry for entry in node.evidence if entry.model_extra]  # few hold more, and there may be thousands
        yield from (node, *proofs, *([] if node.survey is None else [node.survey]))


def _check_kept(value: object, key: str, deepest: int) -> None:
    """Refuse a value of an unknown key that could not be written back as it is."""
    if isinstance(value, Literal):
        if not isfinite(value):
            raise _not_finite(value, field=shown(key))
        if not _is_exact(value):
            raise UnreadableForm("number.too_long", field=shown(key), value=shown(value))
    elif isinstance(value, dict | list):
        if deepest == 0:
            raise UnreadableForm("file.too_nested")
        for inner in value.values() if isinstance(value, dict) else value:
            _check_kept(inner, key, deepest - 1)


def _is_exact(number: Literal) -> bool:
    try:
        return Decimal(number.text) == Decimal(repr(number))
    except InvalidOperation:  # an exponent of twenty digits
        return False


def _not_finite(value: Literal, **place: str) -> UnreadableForm:
    """Tell NaN and Infinity, which are no numbers, from 1e400, which is one and too long."""
    code = "number.not_finite" if value.text.lstrip("-").isalpha() else "number.too_long"
    return UnreadableForm(code, value=shown(value), **place)


def _refusal(fault: ErrorDetails, raw: dict[str, Any]) -> UnreadableForm:
    """Turn pydantic's first complaint into ours: which cell, what stands there, what is wrong with it."""
    names = [step for step in fault["loc"] if isinstance(step, str)]
    while len(names) > 1 and names[0] in {"indicators", "children"}:
        del names[0]
    place = {"field": ".".join(map(shown, names)), "row": _row_name(fault["loc"], raw)}
    given, code = fault["input"], fault["type"]
    if code.startswith("form."):
        return UnreadableForm(code, **{key: shown(value) for key, value in fault.get("ctx", {}).items()})
    if code == "number.not_finite" and isinstance(given, Literal):
        return _not_finite(given, **place)
    if not code.startswith("number."):
        code = _CODES.get(code, "file.bad_value")
    return UnreadableForm(code, value=shown(given), **place)


def _row_name(place: tuple[int | str, ...], raw: dict[str, Any]) -> str:
    """Return the name of the indicator that holds the place; "" where it has none."""
    name: object = ""
    part: Any = raw
    for step in place[:-1]:
        part = part[step]
        if isinstance(step, int):
            name = part.get("name")
    return shown(name) if isinstance(name, str) else ""
