"""What a pasted table means: which column is which field, which rows are indicators, what cannot be taken over.

It reads cells and decides nothing about the form; the preview shows it and lets every column be chosen otherwise.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from selfeval_gui.data import forms_dir
from selfeval_gui.domain.fields import INDICATOR_FIELDS, Kind, parse_field
from selfeval_gui.domain.numbers import NotANumber, NumberTooLong, parse_typed
from selfeval_gui.exchange.cell_text import without_control_characters

CAPTION = "caption"  # a column that only repeats a caption of the form, or counts the rows
LEVEL_COLUMNS = ("level_1", "level_2")
PASTE_FIELDS = (*LEVEL_COLUMNS, *INDICATOR_FIELDS)

_HEADER_WITHIN = 4  # rows
_MOSTLY = 0.6
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
_TOTALS = {"总分", "合计", "总计", "小计"}


@dataclass(frozen=True)
class Problem:
    """A cell that cannot be taken over: "error_value", "not_number" or "too_long"."""

    row: int
    column: int
    code: str
    text: str


@dataclass(frozen=True)
class PlanRow:
    """One indicator: the names of its parents as the table gives them, filled down, and its cells by field."""

    source: int
    level_1: str
    level_2: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """A table understood. `columns` gives the field of each column, None for one that is not taken over."""

    cells: list[list[str]]
    columns: tuple[str | None, ...]
    header_rows: int
    rows: list[PlanRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out_rows: list[int] = field(default_factory=list)
    removed_characters: int = 0

    @property
    def makes_rows(self) -> bool:
        """Whether the table tells its structure by itself: a header, or the names of parents."""
        return self.header_rows > 0 or any(column in LEVEL_COLUMNS for column in self.columns)

    @property
    def dropped_columns(self) -> list[int]:
        """The columns that hold something and are not taken over, captions left out."""
        rows = self.cells[self.header_rows :]
        return [
            place for place, name in enumerate(self.columns) if name is None and any(row[place].strip() for row in rows)
        ]


def understand(cells: Sequence[Sequence[str]], columns: Sequence[str | None] | None = None) -> Plan:
    """Read a table; `columns` says what each column is, where a person has chosen, and keeps the header found."""
    cleaned = [[without_control_characters(text) for text in row] for row in cells]
    texts = [[text for text, _removed in row] for row in cleaned]
    removed = sum(count for row in cleaned for _text, count in row)
    header = _header(texts)
    header_rows = 0 if header is None else header + 1
    if columns is None:
        columns = _by_header(texts[header]) if header is not None else _by_position(texts)
    plan = Plan(texts, tuple(columns), header_rows, removed_characters=removed)
    _read_rows(plan)
    return plan


# ---- columns -----------------------------------------------------------------------------------------------------


@cache
def aliases() -> dict[str, str]:
    """Return the field of each known heading, headings without blanks and brackets."""
    read = json.loads((forms_dir() / "aliases.json").read_text(encoding="utf-8"))
    known: dict[str, list[str]] = read["indicator_columns"]
    return {_plain(heading): name for name, headings in known.items() for heading in headings}


def plain_name(text: str) -> str:
    """Return a name as it is compared: without blanks, full width or half, 指标 at its end or not."""
    return "".join(unicodedata.normalize("NFKC", text).split()).removesuffix("指标")


def _plain(text: str) -> str:
    return _IN_BRACKETS.sub("", "".join(unicodedata.normalize("NFKC", text).split())).strip(":：*")


def _header(texts: Sequence[Sequence[str]]) -> int | None:
    """Return the first row of which at least two cells, or all there are, name different fields."""
    for place, row in enumerate(texts[:_HEADER_WITHIN]):
        filled = [text for text in row if text.strip()]
        named = {aliases().get(_plain(text)) for text in filled} - {None}
        if len(named) >= 2 or (named - {CAPTION} and len(filled) == 1):
            return place
    return None


def _by_header(row: Sequence[str]) -> list[str | None]:
    found: list[str | None] = []
    for text in row:
        name = aliases().get(_plain(text))
        found.append(None if name in found and name != CAPTION else name)
    return found


def _by_position(texts: Sequence[Sequence[str]]) -> list[str | None]:
    """Find weight and score, two columns of numbers side by side, and count from there."""
    width = len(texts[0]) if texts else 0
    pairs = [place for place in range(width - 1) if _is_numeric(texts, place) and _is_numeric(texts, place + 1)]
    if not pairs:
        return [None] * width
    shift = PASTE_FIELDS.index("weight") - pairs[-1]
    found: list[str | None] = []
    for place in range(width):
        number = place + shift
        found.append(PASTE_FIELDS[number] if 0 <= number < len(PASTE_FIELDS) else None)
    if shift == -1 and {_plain(row[0]) for row in texts} <= {"", *aliases()}:
        found[0] = CAPTION
    return found


def _is_numeric(texts: Sequence[Sequence[str]], place: int) -> bool:
    filled = [row[place] for row in texts if row[place].strip()]
    numbers = sum(_is_number(text) for text in filled)
    return numbers > 0 and numbers >= _MOSTLY * len(filled)


def _is_number(text: str) -> bool:
    if "%" in text or "％" in text:
        return False  # a target or a rate, no weight
    try:
        return parse_typed(text) is not None
    except NotANumber:
        return False


# ---- rows --------------------------------------------------------------------------------------------------------


def _read_rows(plan: Plan) -> None:
    level_1 = level_2 = ""
    for place, texts in enumerate(plan.cells[plan.header_rows :], plan.header_rows):
        named = {name: text for name, text in zip(plan.columns, texts, strict=True) if name and text.strip()}
        if any(_plain(text) in _TOTALS for text in named.values()) and not named.get("target"):
            plan.left_out_rows.append(place)
            continue
        if "level_1" in named and plain_name(named["level_1"]) != plain_name(level_1):
            level_1, level_2 = named["level_1"].strip(), ""
        level_2 = named.get("level_2", level_2).strip()
        values = {}
        for column, (name, text) in enumerate(zip(plan.columns, texts, strict=True)):
            if name in INDICATOR_FIELDS and text.strip():
                code = cell_problem(name, text)
                if code is None:
                    values[name] = text
                else:
                    plan.problems.append(Problem(place, column, code, text))
        if values or any(problem.row == place for problem in plan.problems[-len(INDICATOR_FIELDS) :]):
            plan.rows.append(PlanRow(place, level_1, level_2, values))
    plan.left_out_rows.extend(range(plan.header_rows - 1))


def cell_problem(name: str, text: str) -> str | None:
    """Return why a text cannot stand in a cell of this field; None where it can."""
    if text.strip().upper() in _ERRORS:
        return "error_value"
    if INDICATOR_FIELDS[name].kind is Kind.TEXT:
        return None
    try:
        parse_field(Kind.NUMBER, text)
    except NumberTooLong:
        return "too_long"
    except NotANumber:
        return "not_number"
    return None
