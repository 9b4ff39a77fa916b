"""What a pasted table means: which column is which field, which rows are indicators, what cannot be taken over.

It reads cells and decides nothing about the form; the preview shows it and lets every column be chosen otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from selfeval_gui.domain.cells import is_cell, is_tick, with_word
from selfeval_gui.domain.fields import INDICATOR_FIELDS, INDICATOR_NUMBERS, OWN
from selfeval_gui.domain.numbers import NotANumber, NumberTooLong
from selfeval_gui.domain.typed_fields import parse_field
from selfeval_gui.domain.words import is_error_value, split_weight
from selfeval_gui.exchange.cell_text import without_control_characters
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.column_fit import Column
from selfeval_gui.exchange.recognize.headings import columns_below, fields_below, header_columns
from selfeval_gui.exchange.recognize.pieces import is_below_indicators
from selfeval_gui.exchange.recognize.split_cells import (
    SPLIT_COLUMNS,
    is_adjusted,
    sign_of,
    with_measure,
    with_sign,
    with_unit,
)
from selfeval_gui.exchange.templates.labels import (
    bare_level,
    heading,
    is_no_value,
    is_number,
    is_subtotal,
    level_word,
    meanings,
)
from selfeval_gui.exchange.templates.own_headings import headings_with_own
from selfeval_gui.exchange.templates.parts import LEVELS as LEVEL_COLUMNS
from selfeval_gui.exchange.templates.parts import split_own

CAPTION = "caption"  # a column that only repeats a caption of the form, or counts the rows
PASTE_FIELDS = (*LEVEL_COLUMNS, *INDICATOR_FIELDS, *SPLIT_COLUMNS)

_IN_ORDER = (*LEVEL_COLUMNS, *INDICATOR_FIELDS)
_TAKEN = {*PASTE_FIELDS, CAPTION}
_HEADER_WITHIN = 4  # rows
_MOSTLY = 0.6


@dataclass(frozen=True)
class Problem:
    """A cell that cannot be taken over: "error_value", "not_number" or "too_long"."""

    row: int
    column: int
    code: str
    text: str


@dataclass(frozen=True)
class PlanRow:
    """One indicator: the names of its parents as the table gives them, filled down, and its cells by field.

    `weights` are those that stand behind the names of parents, as in 产出指标（50分）; blank where none does.
    """

    source: int
    level_1: str
    level_2: str
    values: Mapping[str, str]
    weights: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class PastePlan:
    """A table understood. `columns` gives the field of each column, None for one that is not taken over."""

    cells: list[list[str]]
    columns: tuple[str | None, ...]
    header_rows: int
    rows: list[PlanRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out_rows: list[int] = field(default_factory=list)
    removed_characters: int = 0
    rows_above: int = 0  # above the heading

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

    def values_of(self, row: int) -> dict[str, str]:
        """Return what a row says of each field that has a column; blank where it says nothing."""
        cells: dict[str, str] = {}
        for name, text in zip(self.columns, self.cells[row], strict=True):
            field, word = split_own(name or "")
            if name and word:
                ticked = with_word(cells.get(field, ""), word) if is_tick(text) else cells.get(field, "")
                cells[field] = ticked
            elif name and cell_problem(name, text) is None:
                cells[name] = text.strip() or cells.get(name, "")
        values = {name: text for name, text in cells.items() if is_cell(name)}
        values |= {name: "" for name in INDICATOR_NUMBERS if is_no_value(values.get(name, "0"))}
        if "adjusted_target" in cells and (cells["adjusted_target"] or "target" not in cells):
            first = values.get("target", "")
            values["target"] = cells["adjusted_target"] if is_adjusted(first, cells["adjusted_target"]) else first
        if cells.get("measure"):
            values["reason"] = with_measure(values.get("reason", ""), cells["measure"])
        if "target.sign" in cells and (sign := sign_of(cells["target.sign"])):
            values["target"] = with_sign(values.get("target", ""), sign)
        if (unit := cells.get("target.unit", "")) and not is_no_value(unit):
            values |= {name: with_unit(values[name], unit) for name in ("target", "actual") if name in values}
        return values


def understand(cells: Sequence[Sequence[str]], columns: Sequence[str | None] | None = None) -> PastePlan:
    """Read a table; `columns` says what each column is, where a person has chosen, and keeps the header found."""
    cleaned = [[without_control_characters(text) for text in row] for row in cells]
    texts = [[text for text, _removed in row] for row in cleaned]
    removed = sum(count for row in cleaned for _text, count in row)
    above, header_rows, named = _header(texts)
    if columns is None:
        columns = named or _by_position(texts)
    plan = PastePlan(texts, tuple(columns), header_rows, removed_characters=removed, rows_above=above)
    _read_rows(plan)
    return plan


def is_taken(name: str) -> bool:
    """Tell whether a column of this name is taken over; one of a template's own is."""
    return name in _TAKEN or name.startswith(OWN)


# ---- columns -----------------------------------------------------------------------------------------------------


def _header(texts: Sequence[Sequence[str]]) -> tuple[int, int, list[str | None]]:
    """Return how many rows stand above the heading, where it ends, and the field of each column; no field without one.

    It is a row that the import takes for one, with a second one below it if there is; or else, in a part of a table,
    the first row of which at least two cells, or all there are, name different fields.
    """
    for place, row in enumerate(texts[:_HEADER_WITHIN]):
        columns = header_columns(_line(row, place))
        if columns is not None:
            below = [_line(each, place + 1, is_wide=False) for each in texts[place + 1 : place + 2]]
            more = columns_below(below[0], columns) if below else None
            return place, place + (1 if more is None else 2), _by_columns(more or columns, row)
        names = fields_below(headings_with_own(row))
        filled = [name for name, text in zip(names, row, strict=True) if text.strip()]
        known = {*filter(is_taken, filled)}
        if len(known) >= 2 or (known - {CAPTION} and len(filled) == 1):
            return place, place + 1, [name if is_taken(name) else None for name in names]
    return 0, 0, []


def _line(row: Sequence[str], number: int, *, is_wide: bool = True) -> list[SourceCell]:
    """Return the cells of a row that hold something; a wide one covers the blank ones behind it, as merged cells do."""
    filled = [column for column, text in enumerate(row) if text.strip()]
    ends = [*(each - 1 for each in filled[1:]), len(row) - 1] if is_wide else filled
    return [
        SourceCell(0, number, column, number, end, row[column])
        for column, end in zip(filled, ends[: len(filled)], strict=True)
    ]


def _by_columns(columns: Sequence[Column], row: Sequence[str]) -> list[str | None]:
    found: list[str | None] = [CAPTION if heading(text) == CAPTION else None for text in row]
    for column in columns:
        found[column.first] = column.field if is_taken(column.field) else None
    return found


def _by_position(texts: Sequence[Sequence[str]]) -> list[str | None]:
    """Find weight and score, two columns of numbers side by side, and count from there."""
    width = len(texts[0]) if texts else 0
    pairs = [place for place in range(width - 1) if _is_numeric(texts, place) and _is_numeric(texts, place + 1)]
    if not pairs:
        return [None] * width
    shift = _IN_ORDER.index("weight") - pairs[-1]
    found: list[str | None] = []
    for place in range(width):
        number = place + shift
        found.append(_IN_ORDER[number] if 0 <= number < len(_IN_ORDER) else None)
    if shift == -1 and all(heading(row[0]) != "other" for row in texts if row[0].strip()):
        found[0] = CAPTION
    return found


def _is_numeric(texts: Sequence[Sequence[str]], place: int) -> bool:
    filled = [row[place] for row in texts if row[place].strip()]
    numbers = sum(map(is_number, filled))
    return numbers > 0 and numbers >= _MOSTLY * len(filled)


# ---- rows --------------------------------------------------------------------------------------------------------


def _read_rows(plan: PastePlan) -> None:
    one = two = ""
    for place, texts in enumerate(plan.cells[plan.header_rows :], plan.header_rows):
        named = {name: text for name, text in zip(plan.columns, texts, strict=True) if name and text.strip()}
        line = _line(texts, place)
        is_total = any(map(_is_total, named.values())) and not named.get("target")
        if is_total or header_columns(line) or (line and is_below_indicators(line, 0)):
            plan.left_out_rows.append(place)
            continue
        if "level_1" in named and bare_level(named["level_1"]) != bare_level(one):
            one, two = named["level_1"].strip(), ""
        two = named.get("level_2", two).strip()
        problems = [
            Problem(place, column, code, text)
            for column, (name, text) in enumerate(zip(plan.columns, texts, strict=True))
            if name and name not in LEVEL_COLUMNS and (code := cell_problem(name, text)) is not None
        ]
        plan.problems.extend(problems)
        values = {name: text for name, text in plan.values_of(place).items() if text}
        if values or problems:
            weights = split_weight(one)[1], split_weight(two)[1]
            plan.rows.append(PlanRow(place, level_word(one), level_word(two), values, weights))
    plan.left_out_rows.extend(range(plan.rows_above))


def _is_total(text: str) -> bool:
    return "totals" in meanings(text) or is_subtotal(text)


def cell_problem(name: str, text: str) -> str | None:
    """Return why a text cannot stand in a cell of this field; None where it can."""
    if is_error_value(text):
        return "error_value"
    if name not in INDICATOR_NUMBERS or is_no_value(text):
        return None
    try:
        parse_field(INDICATOR_FIELDS[name].kind, text)
    except NumberTooLong:
        return "too_long"
    except NotANumber:
        return "not_number"
    return None
