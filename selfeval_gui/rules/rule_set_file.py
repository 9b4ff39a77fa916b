"""A rule set as the JSON that people hand to each other, read with the line that is wrong named, and written."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from functools import cache
from typing import cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from selfeval_gui.domain.numbers import format_typed
from selfeval_gui.domain.scoring_rules import Contradiction
from selfeval_gui.rules.contradictions import refuse_contradictions
from selfeval_gui.rules.finding import DEFAULT_SEVERITIES
from selfeval_gui.rules.json_lines import Place, lines
from selfeval_gui.rules.rule_set import SCHEMA_VERSION, RuleSet, presets

MAX_BYTES = 1024 * 1024

_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})", re.ASCII)
_OURS = tuple(map(int, SCHEMA_VERSION.split(".")))
_CODES = {
    **dict.fromkeys(("missing", "missing_argument", "missing_keyword_only_argument"), "missing_key"),
    **dict.fromkeys(("extra_forbidden", "unexpected_keyword_argument"), "unknown_key"),
}
_VERSION_KEY, _WEIGHED, _KEPT = "schema_version", "severities", "kept"
_OF_ITSELF = {_VERSION_KEY, "id", "name", "source"}
_SHOWN = 40  # characters of a wrong value that a sentence repeats


class BadRuleSet(ValueError):
    """A file that holds no usable rule set: a code, the line at fault (None for the whole file) and its values."""

    def __init__(self, code: str, line: int | None = None, /, **args: str) -> None:
        super().__init__(f"{code} in line {line}: {args}" if args else f"{code} in line {line}")
        self.code = code
        self.line = line
        self.args_for_text = args


def read_rule_set(data: bytes) -> RuleSet:
    """Return the rule set that the bytes of a file hold.

    Raises
    ------
    BadRuleSet
        for anything that is not completely one of this version, or that contradicts itself. What a newer minor version
        of the format knows beside it is kept, and written back.
    """
    if len(data) > MAX_BYTES:
        raise BadRuleSet("not_json")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadRuleSet("not_json") from None
    raw = _parse(text)
    _refuse_other_versions(raw, text)
    try:
        known, kept = _sorted_out(raw)
        rule_set = _reader().validate_json(json.dumps(known))
        _refuse_lists_for_objects(as_document(rule_set), known, ())
        refuse_contradictions(rule_set)
    except ValidationError as error:
        raise _refusal(error.errors(include_url=False)[0], text) from None
    except Contradiction as error:
        raise BadRuleSet(error.code, _line_of(error.at, text), **error.args_for_text) from None
    return replace(rule_set, kept=kept) if kept else rule_set


def write_rule_set(rule_set: RuleSet) -> bytes:
    """Return the bytes that `read_rule_set` turns into an equal rule set."""
    return json.dumps(as_document(rule_set), ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def from_document(document: Mapping[str, object]) -> RuleSet:
    """Return the rule set of such values as a file holds; BadRuleSet as for a file."""
    return read_rule_set(json.dumps(document).encode("utf-8"))


def whole_document(rule_set: RuleSet) -> dict[str, object]:
    """Return the values that a file may hold, the usual ones of parts it leaves out among them."""
    usual = {field.name: _plain(getattr(rule_set, field.name)) for field in fields(rule_set) if field.name != _KEPT}
    return usual | as_document(rule_set)


def nearest_preset_to(rule_set: RuleSet) -> RuleSet:
    """Return the preset that differs in the fewest values: one's own was mostly made from it."""
    own = set(_values(whole_document(rule_set)))
    return min(presets().values(), key=lambda each: len(own.symmetric_difference(_values(whole_document(each)))))


def _values(part: object, place: Place = ()) -> Iterator[tuple[Place, object]]:
    """Yield each value of a document and where it stands, but for what tells a rule set from every other."""
    if isinstance(part, dict):
        for key, value in part.items():
            if place or key not in _OF_ITSELF:
                yield from _values(value, (*place, key))
    elif isinstance(part, list):
        for row, value in enumerate(part):
            yield from _values(value, (*place, row))
    else:
        yield place, part


def as_document(rule_set: RuleSet) -> dict[str, object]:
    """Return the rule set as the values that a file holds."""
    values = ((field, getattr(rule_set, field.name)) for field in fields(rule_set) if field.name != _KEPT)
    document = {field.name: _plain(value) for field, value in values if value != field.default}
    later = dict(rule_set.kept)
    if _WEIGHED in later:
        later[_WEIGHED] = {**rule_set.severities, **cast("dict[str, object]", later[_WEIGHED])}
    return document | later


@cache
def _reader() -> TypeAdapter[RuleSet]:
    return TypeAdapter(RuleSet)


def _plain(value: object) -> object:
    """Turn a part of a rule set into what JSON knows."""
    if isinstance(value, Decimal):
        return format_typed(value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        plain = [_plain(each) for each in value]
        return plain if names is None else dict(zip(names, plain, strict=True))
    return value


def _parse(text: str) -> dict[str, object]:
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadRuleSet("not_json", error.lineno) from None
    except (RecursionError, ValueError):  # ValueError: a number of thousands of digits
        raise BadRuleSet("not_json") from None
    if not isinstance(raw, dict):
        raise BadRuleSet("not_json")
    seen: set[Place] = set()
    for place, line in lines(text):
        if place in seen:
            raise BadRuleSet("double_key", line, key=str(place[-1]))
        seen.add(place)
    return raw


def _refuse_other_versions(raw: dict[str, object], text: str) -> None:
    """Before anything else, since a newer version may well mean something else by the same keys."""
    version = _version_of(raw)
    if version and version[0] > _OURS[0]:
        raise BadRuleSet("newer_version", _line_of((_VERSION_KEY,), text), version=str(raw[_VERSION_KEY]))


def _version_of(raw: dict[str, object]) -> tuple[int, int] | None:
    version = raw.get(_VERSION_KEY)
    match = _VERSION.fullmatch(version) if isinstance(version, str) else None
    return (int(match[1]), int(match[2])) if match else None


def _sorted_out(raw: dict[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """Return what of a rule set this version knows, and what a newer minor version says beside it.

    In a file of our own version a key that nobody knows is a slip of the pen, and refused.
    """
    known = dict(raw)
    version = _version_of(raw)
    if version is None or version <= _OURS:
        if _KEPT in raw:
            raise Contradiction("unknown_key", _KEPT, key=_KEPT)
        return known, {}
    ours = {field.name for field in fields(RuleSet)} - {_KEPT}
    kept = {key: known.pop(key) for key in raw.keys() - ours}
    kept[_VERSION_KEY], known[_VERSION_KEY] = raw[_VERSION_KEY], SCHEMA_VERSION
    weighed = raw.get(_WEIGHED)
    if isinstance(weighed, dict):
        known[_WEIGHED] = {code: value for code, value in weighed.items() if code in DEFAULT_SEVERITIES}
        kept[_WEIGHED] = {code: value for code, value in weighed.items() if code not in DEFAULT_SEVERITIES}
    return known, kept


def _refuse_lists_for_objects(read: object, raw: object, place: Place) -> None:
    """Refuse values without their keys, which pydantic takes for a named tuple."""
    if isinstance(read, dict):
        if not isinstance(raw, dict):
            raise Contradiction("bad_value", *place, key=_key(place), value=_shown(raw))
        for key, value in read.items():
            if key in raw:  # a part that may be left out has its usual value
                _refuse_lists_for_objects(value, raw[key], (*place, key))
    elif isinstance(read, list) and isinstance(raw, list):
        for row, (value, is_there) in enumerate(zip(read, raw, strict=True)):
            _refuse_lists_for_objects(value, is_there, (*place, row))


def _refusal(fault: ErrorDetails, text: str) -> BadRuleSet:
    place, cause = fault["loc"], fault.get("ctx", {}).get("error")
    code = cause.code if isinstance(cause, Contradiction) else _CODES.get(fault["type"], "bad_value")
    around = place[:-1] if code == "missing_key" else place
    return BadRuleSet(code, _line_of(around, text), key=_key(place), value=_shown(fault["input"]))


def _key(place: Place) -> str:
    return next((step for step in reversed(place) if isinstance(step, str)), "")


def _line_of(place: Place, text: str) -> int:
    """Return the line of the place, or of the nearest one around it that the text has."""
    known = dict(lines(text))
    while place not in known:
        place = place[:-1]
    return known[place]


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
