"""What the project list shows of a file, read without building the form's models: a department has thousands.

The fast way takes only files of exactly our shape; whatever is unusual goes through the codec, which decides. So both
refuse the same files with the same error. Every formula is that of `domain.scoring`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from selfeval_gui.domain.fields import (
    FORM_FIELDS,
    FUND_AMOUNTS,
    FUND_ROWS,
    INDICATOR_NUMBERS,
    INDICATOR_TEXTS,
    FieldKind,
)
from selfeval_gui.domain.ids import SCHEMA_VERSION
from selfeval_gui.domain.numbers import parse_plain
from selfeval_gui.domain.scoring import Totals, add, execution_rate, on_basis, totals
from selfeval_gui.domain.words import MONEY_UNITS
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.rules.shape import Stage, shape_of, shape_of_preset
from selfeval_gui.rules.weights_left import GradeStanding, standing
from selfeval_gui.storage import json_text, store
from selfeval_gui.storage.errors import UnreadableForm

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form


_NO_STANDING = GradeStanding(None, Decimal(0))


class Summary(NamedTuple):
    """A row of the project list. Totals and standing are on the basis of the form's rule set.

    Where `unreadable` says why a file could not be read, only `path`, `modified` (seconds) and `size` have a meaning.
    """

    path: Path
    modified: float
    size: int
    form_id: str = ""
    project_name: str = ""
    year: int | None = None
    department: str = ""
    implementing_unit: str = ""
    status: str = ""
    weight_total: Decimal | None = None
    score_total: Decimal | None = None
    standing: GradeStanding = _NO_STANDING
    execution_rate: Decimal | None = None
    stage: Stage = Stage.RESULT
    unreadable: UnreadableForm | None = None


class _Figures(NamedTuple):
    """What a summary says of a form, in its order, whichever way it was read."""

    form_id: str
    project_name: str
    year: int | None
    department: str
    implementing_unit: str
    status: str
    weight_total: Decimal | None
    score_total: Decimal | None
    standing: GradeStanding
    execution_rate: Decimal | None
    stage: Stage


def read_summary(path: Path) -> Summary:
    """Read what the list shows of a file; a file that cannot be read gives a summary that says why."""
    try:
        data, info = store.read(path)
        figures = _quick_figures(data) or _slow_figures(data)
    except UnreadableForm as error:
        # A new one: the caught one holds on to the whole file through its traceback.
        return _unreadable(path, UnreadableForm(error.code, **error.args_for_text))
    return Summary(path, info.st_mtime, info.st_size, *figures)


def _slow_figures(data: bytes) -> _Figures:
    from selfeval_gui.storage.codec import decode  # brings the models, which the list shows without

    return _figures(decode(data))


def _unreadable(path: Path, reason: UnreadableForm) -> Summary:
    try:
        info = path.stat()
    except OSError:
        return Summary(path, 0.0, 0, unreadable=reason)
    return Summary(path, info.st_mtime, info.st_size, unreadable=reason)


def summary_of(form: Form, path: Path, modified: float = 0.0, size: int = 0) -> Summary:
    """Return the row of a form that is open."""
    return Summary(path, modified, size, *_figures(form))


def _figures(form: Form) -> _Figures:
    from selfeval_gui.rules.of_form import rule_set_of

    rules = rule_set_of(form)
    sums = totals(form, rules.total_basis, rules.scoring.execution_score)
    head = form.id, form.project_name, form.year, form.department, form.implementing_unit, form.status
    shape, rate = shape_of(form), execution_rate(form.funds.total)
    return _Figures(*head, sums.weight, sums.score, standing(sums, rules, shape), rate, shape.stage)


# ---- the fast way ------------------------------------------------------------------------------------------------

_FORM = itemgetter("schema_version", "year", "status", "extra", "funds", "indicators", "accepted", "printed")
_NAMES = ("id", "rule_set", "project_name", "department", "implementing_unit")
_TEXTS = (
    *(*_NAMES, "template"),
    *(
        field.name
        for field in FORM_FIELDS.values()
        if field.kind is FieldKind.TEXT and "." not in field.name and field.name not in {*_NAMES, "status"}
    ),
)
_FORM_TEXTS = itemgetter(*_TEXTS)
_FUNDS = itemgetter("unit", "total", "parts")
_PARTS = itemgetter(*(row.removeprefix("parts.") for row in FUND_ROWS if row != "total"))
_AMOUNTS = itemgetter(*FUND_AMOUNTS)
_TOTAL = itemgetter(*FUND_AMOUNTS, "weight", "score")
_PRINTED_NAMES = tuple(name.removeprefix("printed.") for name in FORM_FIELDS if name.startswith("printed."))
_PRINTED = itemgetter(*_PRINTED_NAMES)
_INDICATOR_KEYS = ("id", *INDICATOR_TEXTS, *INDICATOR_NUMBERS, "children")
_INDICATOR = itemgetter(*_INDICATOR_KEYS)
_SUMMED = ("weight", "score")
# Of the form, its funds, their total, their parts, what was printed; all but the indicators.
_KEYS_BUT_INDICATORS = 8 + len(_TEXTS) + 3 + len(FUND_AMOUNTS) + 2 + len(FUND_ROWS) - 1
_KEYS_BUT_INDICATORS += (len(FUND_ROWS) - 1) * len(FUND_AMOUNTS) + len(_PRINTED_NAMES)
_LONGEST_ID = 64


class _ExecutionRow(NamedTuple):
    """The numbers of 年度资金总额."""

    initial_budget: Decimal | None
    annual_budget: Decimal | None
    executed: Decimal | None
    weight: Decimal | None
    score: Decimal | None


class _NotPlain(ValueError):
    """The file may be a form, but not one written by us: the quick way cannot tell its figures."""


def _quick_figures(data: bytes) -> _Figures | None:
    """Return the figures of a file of exactly our shape, None for any other."""
    try:
        if b"\\" in data and b"\\u" in data:  # perhaps half of a character
            return None
        figures, keys = _walk(_DECODER.decode(data.decode("utf-8")))
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    if data.count(b":") != keys:  # a text holds a colon, or a key stands twice, which only the slow way can see
        json_text.parse(data)
    return figures


def _refuse(constant: str) -> float:
    raise _NotPlain(constant)


_DECODER = json.JSONDecoder(parse_constant=_refuse)


def _walk(raw: dict[str, Any]) -> tuple[_Figures, int]:
    """Return the figures and the number of keys; KeyError, TypeError or ValueError for the least deviation."""
    version, year, status, extra, funds, level_one, accepted, printed = _FORM(raw)
    unit, total, parts = _FUNDS(funds)
    rows = _PARTS(parts)
    _demand(version == SCHEMA_VERSION and status in {"draft", "final"} and unit in MONEY_UNITS and accepted == [])
    _demand(type(extra) is dict and (year is None or (type(year) is int and 1 <= year <= 9999)))

    # The levels one after the other, so that each kind of value is looked at once, by C and not by a loop of ours.
    level_two = [node for parent in level_one for node in parent["children"]]
    level_three = [node for parent in level_two for node in parent["children"]]
    nodes = [*level_one, *level_two, *level_three]
    columns = zip(*map(_INDICATOR, nodes), strict=True) if nodes else [()] * len(_INDICATOR_KEYS)
    ids, *cells, children = columns
    written, counted = cells[: len(INDICATOR_TEXTS)], cells[len(INDICATOR_TEXTS) :]
    numbers = dict(zip(INDICATOR_NUMBERS, counted, strict=True))
    leaves = len(level_one) + len(level_two)
    _demand({list, type(level_one), *map(type, children)} == {list} and not any(children[leaves:]))

    texts = _FORM_TEXTS(raw)
    _demand({*map(type, chain(texts, extra.values(), ids, *written))} == {str})
    form_id, rule_set, project_name, department, implementing_unit, template, *_ = texts
    shape = shape_of_preset(template)
    _demand(shape is None or shape.has_weights)
    lengths = {len(form_id), *map(len, ids)}
    _demand(min(lengths) > 0 and max(lengths) <= _LONGEST_ID and len({*ids}) == len(ids))

    unsummed = (column[: leaves if name in _SUMMED else None] for name, column in numbers.items())
    others = {*chain(_PRINTED(printed), *unsummed, *map(_AMOUNTS, rows))}
    row = _ExecutionRow(*_numbers(_TOTAL(total)))
    _numbers(others)
    keys = sum(map(len, (raw, funds, total, parts, *rows, printed)))
    _demand(keys == _KEYS_BUT_INDICATORS and {len(_INDICATOR_KEYS), *map(len, nodes)} == {len(_INDICATOR_KEYS)})

    _demand(rule_set in presets())
    rules = presets()[rule_set]
    by = rules.scoring.execution_score
    weights, scores = (_numbers(numbers[name][leaves:]) for name in _SUMMED)
    sums = on_basis(Totals(add(weights), add(scores)), row, rules.total_basis, by)
    head = form_id, project_name, year, department, implementing_unit, status
    stage = Stage.RESULT if shape is None else shape.stage
    figures = _Figures(*head, sums.weight, sums.score, standing(sums, rules), execution_rate(row), stage)
    return figures, keys + len(extra) + len(nodes) * len(_INDICATOR_KEYS)


def _demand(is_plain: bool) -> None:
    if not is_plain:
        raise _NotPlain


def _numbers(values: Iterable[Any]) -> list[Decimal | None]:
    """Read numbers as the codec does; TypeError or ValueError for what it would refuse."""
    return [None if value is None else parse_plain(value) for value in values]
