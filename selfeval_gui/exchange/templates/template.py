"""Templates (表样): what stands on the paper of one kind of form, as validated data, read from `forms/templates/`.

A template holds words, places, sizes and the framework of a new form. How weights and scores count is the rule set's
matter. From top to bottom a form has: lines above, title, year, head rows, 项目资金, 年度总体目标, 绩效指标, 总分,
tail rows, signature rows, footnotes.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, ValidationError, model_validator

from selfeval_gui.data import forms_dir
from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, FUND_AMOUNTS, FUND_ROWS, INDICATOR_FIELDS
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.tree import new_id
from selfeval_gui.exchange.templates.paper import Data, Paper

DEFAULT_TEMPLATE = "mof-2020"
_ORDER = (DEFAULT_TEMPLATE, "mof-2021-cost", "central-2016", "sichuan-0013zp", "department-overall")

BY_HAND = "by_hand."
LEVELS = ("level_1", "level_2")
COMPUTED_FUND_COLUMNS = ("execution_rate", "rate_of_initial", "method")
# Target split into its parts; the score in per cent of the weight; how the score is worked out, in words.
COMPUTED_INDICATOR_COLUMNS = ("target.sign", "target.number", "target.unit", "score_share", "method")
TOTAL_SCORE = "printed.total_score"
_HEAD_FIELDS = {TOTAL_SCORE, *(name for name, of in FORM_FIELDS.items() if of.is_searched and of.group != "goals")}
_BESIDE_LABELS = 2  # the column behind the labels of the blocks
# What every writer can draw: Word's 63 columns, room for a character, Excel's 255 digits of the smallest font.
_MOST_COLUMNS, _MOST_ROWS, _NARROWEST, _WIDEST = 63, 100, 9.0, 600.0
_HELD_BY_DOCUMENTS = r"^[^\x00-\x1f\x7f-\x9f\x{fffe}\x{ffff}]+$"


class Labels(Data):
    """The printed words. "{year}" in `year` and "{unit}" in `funds` stand for the form's own."""

    title: str
    year: str
    funds: str
    goals: str
    expected_goal: str
    actual_outcome: str
    indicators: str
    total: str
    no_value: str


class Slot(Data):
    """A labelled field of the head or tail; `label_to` and `value_to` are the last columns of label and value.

    The label begins behind the slot before, the value behind the label. `field` is a text field of the form, an extra
    one ("extra.联系电话") or `TOTAL_SCORE`.
    """

    field: str
    label: str
    label_to: int
    value_to: int


class Line(Data):
    """Words without a box, followed by an extra field of the form, if any."""

    label: str
    field: str = ""


class Methods(Data):
    """The words of a column 得分计算方法: for the execution rate, and for targets in numbers and in words."""

    execution: str
    number: str
    words: str


class FontSpec(Data):
    """A font; `size` in points."""

    name: str = Field(min_length=1, max_length=31, pattern=_HELD_BY_DOCUMENTS)
    size: float = Field(ge=5, le=72)
    bold: bool = False


class Fonts(Data):
    """The fonts of the title and of everything else."""

    title: FontSpec
    body: FontSpec


class Margins(Data):
    """Page margins in millimetres."""

    left: float = Field(ge=0, le=80)
    right: float = Field(ge=0, le=80)
    top: float = Field(ge=0, le=80)
    bottom: float = Field(ge=0, le=80)


class Page(Data):
    """The paper; the table is always fitted to its width."""

    paper: Literal["A4"]
    orientation: Literal["portrait", "landscape"]
    margins_mm: Margins


class Place(NamedTuple):
    """A column of a block: its field and heading, and the table columns it covers."""

    field: str
    heading: str
    first: int
    last: int


class Template(Data):
    """One 表样.

    Table columns are numbered from 1, `column_widths` are in points, padding included. The first table column holds
    the labels of the blocks. Each fund column begins at its table column of `fund_starts` and ends before the next
    one; without starts each is one table column wide, the last at the right edge. The same goes for indicator columns.
    `goal_split` is the last table column of the expected goal. `line_height` is in times the font size.

    Keys of `fund_rows` are names of fields below "funds", or an extra field whose amounts are extra fields. Keys of
    `fund_columns` are fields of a fund row, `COMPUTED_FUND_COLUMNS` or an extra field that stands in the first row.
    Keys of `indicator_columns` are fields of an indicator, `LEVELS` for the names of its parents, or
    `COMPUTED_INDICATOR_COLUMNS`. A key that begins with `BY_HAND` stays blank on paper.
    """

    id: str = Field(min_length=1, max_length=64)
    name: str = Field(min_length=1, max_length=100)
    source: str
    rule_set: str
    labels: Labels
    above: tuple[Line, ...] = Field((), max_length=_MOST_ROWS)
    head: tuple[tuple[Slot, ...], ...] = Field(max_length=_MOST_ROWS)
    fund_rows: dict[str, str] = Field(min_length=1)
    fund_columns: dict[str, str] = Field(min_length=1)
    fund_starts: tuple[int, ...] = ()
    goal_split: int
    indicator_columns: dict[str, str] = Field(min_length=1)
    indicator_starts: tuple[int, ...] = ()
    methods: Methods | None = None
    tail: tuple[tuple[Slot, ...], ...] = Field((), max_length=_MOST_ROWS)
    signatures: tuple[tuple[Line, ...], ...] = Field((), max_length=_MOST_ROWS)
    footnotes: tuple[str, ...] = Field((), max_length=_MOST_ROWS)
    framework: dict[str, tuple[str, ...]]
    fonts: Fonts
    line_height: float = Field(ge=1, le=4)
    page: Page
    column_widths: tuple[Annotated[float, Field(ge=_NARROWEST, le=_WIDEST)], ...] = Field(max_length=_MOST_COLUMNS)
    paper: Paper | None = None

    @property
    def columns(self) -> int:
        """How many columns the table has."""
        return len(self.column_widths)

    @property
    def fund_places(self) -> list[Place]:
        """The fund columns, each with its place."""
        usual = range(self.columns - len(self.fund_columns) + 1, self.columns + 1)
        return _places(self.fund_columns, self.fund_starts or tuple(usual), self.columns)

    @property
    def indicator_places(self) -> list[Place]:
        """The indicator columns, each with its place."""
        usual = range(_BESIDE_LABELS, _BESIDE_LABELS + len(self.indicator_columns))
        return _places(self.indicator_columns, self.indicator_starts or tuple(usual), self.columns)

    @property
    def extra_fields(self) -> dict[str, str]:
        """The extra fields by name, each with its printed label, in the order of the paper."""
        slots: Iterator[Slot | Line] = chain(self.above, *self.head, *self.tail, *self.signatures)
        found = {slot.field: slot.label.rstrip(":： ") for slot in slots}
        for row, label in self.fund_rows.items():
            if row.startswith(EXTRA):
                amounts = (amount for amount in FUND_AMOUNTS if amount in self.fund_columns)
                found |= {extra_amount(row, each): f"{label} {self.fund_columns[each]}" for each in amounts}
        found |= {field: field.removeprefix(EXTRA) for field in self.fund_columns}
        return {field: label for field, label in found.items() if field.startswith(EXTRA)}

    @model_validator(mode="after")
    def _columns_fit(self) -> "Template":
        """Refuse columns that leave gaps, overlap or have no width, and fields that no form has."""
        widths = self.column_widths
        wrong = [
            name
            for name, is_right in (
                ("column_widths", len(widths) > 1),
                ("goal_split", 1 < self.goal_split < len(widths)),
                ("fund_starts", _fits(self.fund_places, self.fund_columns, widths)),
                ("fund_starts", self.fund_places[0].first > _BESIDE_LABELS),
                ("indicator_starts", _fits(self.indicator_places, self.indicator_columns, widths)),
                ("indicator_starts", self.indicator_places[0].first == _BESIDE_LABELS),
                *(("head", _row_fits(row, widths)) for row in self.head),
                *(("tail", _row_fits(row, widths)) for row in self.tail),
                *(("signatures", 0 < len(row) <= len(widths)) for row in self.signatures),
                ("indicator_columns", "weight" in self.indicator_columns or "score" in self.indicator_columns),
            )
            if not is_right
        ]
        if wrong:
            raise ValueError(f"{len(widths)} columns do not go with {wrong[0]}")
        unknown = [*self._unknown_fields()]
        if unknown:
            raise ValueError(f"no such field: {unknown[0]}")
        if next(iter(self.fund_rows)) != "total":
            raise ValueError("the first row of the funds is not their total")
        return self

    def _unknown_fields(self) -> Iterator[str]:
        for slot in chain(*self.head, *self.tail):
            if slot.field not in _HEAD_FIELDS and not slot.field.startswith(EXTRA):
                yield slot.field
        for line in chain(self.above, *self.signatures):
            if line.field and not line.field.startswith(EXTRA):
                yield line.field
        for known, keys in (
            (FUND_ROWS, self.fund_rows),
            ((*FUND_AMOUNTS, "weight", "score", *COMPUTED_FUND_COLUMNS), self.fund_columns),
            ((*LEVELS, *INDICATOR_FIELDS, *COMPUTED_INDICATOR_COLUMNS), self.indicator_columns),
        ):
            free = (BY_HAND,) if keys is self.indicator_columns else (BY_HAND, EXTRA)
            yield from (key for key in keys if key not in known and not key.startswith(free))


def read_template(data: bytes | str) -> Template:
    """Read one template; pydantic's ValidationError for what is none."""
    return Template.model_validate_json(data)


@cache
def presets() -> dict[str, Template]:
    """Return the templates that come with the program, by id, the default first."""
    paths = [forms_dir() / "templates" / f"{name}.json" for name in _ORDER]
    return {path.stem: read_template(path.read_bytes()) for path in paths}


def template_of(form: Form) -> Template:
    """Return the template the form is shown in; `has_template` tells whether it is the one the form names."""
    return presets().get(form.template) or _carried(form) or presets()[DEFAULT_TEMPLATE]


def has_template(form: Form) -> bool:
    """Tell whether the form names a preset, or carries a usable copy of the template it names."""
    return form.template in presets() or _carried(form) is not None


def framework(template: Template) -> list[Indicator]:
    """Return the level-1 and level-2 rows a new form starts with, with fresh ids."""
    return [
        Indicator(id=new_id(), name=name, children=[Indicator(id=new_id(), name=below) for below in names])
        for name, names in template.framework.items()
    ]


def _carried(form: Form) -> Template | None:
    if form.template_copy is None or form.template_copy.get("id") != form.template:
        return None
    try:
        return _read(json.dumps(form.template_copy))
    except (TypeError, ValueError):
        return None


@lru_cache(maxsize=64)
def _read(text: str) -> Template | None:
    try:
        return read_template(text)
    except ValidationError:
        return None


def extra_amount(row: str, amount: str) -> str:
    """Return the extra field that holds an amount of a fund row which is an extra field itself."""
    return f"{row}.{amount}"


def _places(columns: dict[str, str], starts: Sequence[int], last: int) -> list[Place]:
    ends = [*(start - 1 for start in starts[1:]), last]
    return [Place(*each) for each in zip(columns, columns.values(), starts, ends, strict=False)]


def _fits(places: list[Place], columns: dict[str, str], widths: Sequence[float]) -> bool:
    if len(places) != len(columns) or places[0].first < 1 or places[-1].last != len(widths):
        return False
    return all(place.first <= place.last for place in places)


def _row_fits(row: Sequence[Slot], widths: Sequence[float]) -> bool:
    ends = [0, *(end for slot in row for end in (slot.label_to, slot.value_to))]
    return bool(row) and ends[-1] == len(widths) and all(before < end for before, end in pairwise(ends))
