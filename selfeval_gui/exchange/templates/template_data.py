"""What a template says, as data and as places on the paper."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, product
from typing import Annotated

from pydantic import Field

from selfeval_gui.domain.fields import EXTRA, FUND_AMOUNTS, OWN, OWN_AMOUNT, amount_of, field_of
from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.templates.paper import Data, Paper
from selfeval_gui.exchange.templates.parts import (
    BESIDE_LABELS,
    Block,
    BlockColumn,
    ChosenWord,
    Cover,
    Fonts,
    Labels,
    Line,
    Methods,
    OverHeading,
    OwnColumn,
    Page,
    Slot,
    split_own,
)

# What every writer can draw: Word's 63 columns, room for a character, Excel's 255 digits of the smallest font.
_MOST_COLUMNS, _MOST_ROWS, _NARROWEST, _WIDEST = 63, 100, 9.0, 600.0


class TemplateData(Data):
    """One 表样.

    Table columns are numbered from 1, `column_widths` are in points, padding included. The first table column holds
    the labels of the blocks. Each fund column begins at its table column of `fund_starts` and ends before the next
    one; without starts each is one table column wide, the last at the right edge. The same goes for indicator columns.
    `goal_split` is the last table column of the expected goal. `line_height` is in times the font size.

    Keys of `fund_rows` are names of fields below "funds", or an extra field whose amounts are extra fields. Keys of
    `fund_columns` are fields of a fund row, `COMPUTED_FUND_COLUMNS`, an extra field that stands in the first row, or
    `OWN_AMOUNT` and a name: amounts of every row. Keys of `indicator_columns` are fields of an indicator, `LEVELS` for
    the names of its parents, `COMPUTED_INDICATOR_COLUMNS`, or `OWN` and one of `own_columns`, with "=" and a word where
    only that word is ticked there. A key that begins with `BY_HAND` stays blank on paper.

    A paper is of this kind only where one of the words of `known_by`, if there are any, or an own column stands on it.
    Of two fields of `in_order` the first holds a day that is no later than the other's.

    "{name}" of one of the `settings` in printed words stands for the form's own, which is an extra field.
    """

    id: str = Field(min_length=1, max_length=64)
    name: str = Field(min_length=1, max_length=100)
    source: str
    rule_set: str
    labels: Labels
    cover: Cover | None = None
    above: tuple[Line, ...] = Field((), max_length=_MOST_ROWS)
    head: tuple[tuple[Slot, ...], ...] = Field(max_length=_MOST_ROWS)
    fund_rows: dict[str, str]
    fund_columns: dict[str, str]
    fund_starts: tuple[int, ...] = ()
    goal_split: int | None
    indicator_columns: dict[str, str] = Field(min_length=1)
    indicator_starts: tuple[int, ...] = ()
    over_headings: tuple[OverHeading, ...] = Field((), max_length=_MOST_COLUMNS)
    own_columns: dict[str, OwnColumn] = Field({}, max_length=_MOST_COLUMNS)
    settings: dict[str, ChosenWord] = Field({}, max_length=10)
    blocks: tuple[Block, ...] = Field((), max_length=_MOST_ROWS)
    known_by: tuple[str, ...] = Field((), max_length=10)
    in_order: tuple[tuple[str, str], ...] = Field((), max_length=_MOST_ROWS)
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
    def fund_places(self) -> list[BlockColumn]:
        """The fund columns, each with its place."""
        usual = range(self.columns - len(self.fund_columns) + 1, self.columns + 1)
        return _places(self.fund_columns, self.fund_starts or tuple(usual), self.columns)

    @property
    def indicator_places(self) -> list[BlockColumn]:
        """The indicator columns, each with its place."""
        usual = range(BESIDE_LABELS, BESIDE_LABELS + len(self.indicator_columns))
        return _places(self.indicator_columns, self.indicator_starts or tuple(usual), self.columns)

    @property
    def extra_fields(self) -> dict[str, str]:
        """The extra fields by name, each with its printed label, in the order of the paper."""
        found = {EXTRA + name: name for name in self.settings}
        cover = self.cover.lines if self.cover is not None else ()
        slots: Iterator[Slot | Line] = chain(
            cover, self.above, *self.head, *self.block_rows, *self.tail, *self.signatures
        )
        found |= {slot.field: _label_of(slot) for slot in slots}
        amounts = [column for column in self.fund_columns if is_amount_column(column)]
        for row, label in self.fund_rows.items():
            for each in amounts:
                if row.startswith(EXTRA) or each.startswith(OWN_AMOUNT):
                    found[amount_field(row, each)] = f"{label} {self.fund_columns[each]}"
        found |= {field: field.removeprefix(EXTRA) for field in self.fund_columns}
        return {field: label for field, label in found.items() if field.startswith(EXTRA)}

    @property
    def options(self) -> dict[str, tuple[str, ...]]:
        """The extra fields of which the paper shows all words, one of them ticked, each with its words."""
        slots = chain(*self.head, *self.block_rows, *self.tail)
        return {slot.field: slot.words for slot in slots if slot.words}

    @property
    def block_rows(self) -> list[tuple[Slot, ...]]:
        """The rows of all blocks."""
        return [row for block in self.blocks for row in block.rows]

    @property
    def has_total(self) -> bool:
        """Whether the paper has a row 总分: without weights and scores there is nothing to add."""
        return "weight" in self.indicator_columns or "score" in self.indicator_columns

    @property
    def own_fields(self) -> dict[str, str]:
        """The columns of the indicators that only this template has, by field, each with its heading."""
        over = {split_own(each.first)[0]: each.label for each in self.over_headings}
        found: dict[str, str] = {}
        for key, label in self.indicator_columns.items():
            field, word = split_own(key)
            if field.startswith(OWN):
                found.setdefault(field, over.get(field, field.removeprefix(OWN)) if word else label)
        return found

    def is_text(self, field: str) -> bool:
        """Tell whether a field is an own column of texts."""
        column = self.own_columns.get(field.removeprefix(OWN)) if field.startswith(OWN) else None
        return column is not None and column.kind == "text"

    @property
    def kept_columns(self) -> frozenset[str]:
        """The fields of own columns that 结转 keeps."""
        return frozenset(OWN + name for name, column in self.own_columns.items() if column.is_carried)

    def said(self, words: str, form: Form) -> str:
        """Return printed words with the form's own settings in them."""
        if not self.settings:
            return words
        own = {name: form.extra.get(name, "").strip() for name in self.settings}
        return self.said_with(words, {name: word for name, word in own.items() if word})

    def said_with(self, words: str, settings: Mapping[str, str]) -> str:
        """Return printed words with these settings in them, the usual ones where none is given."""
        for name, setting in self.settings.items():
            words = words.replace(f"{{{name}}}", settings.get(name, setting.default))
        return words

    @property
    def choices(self) -> list[dict[str, str]]:
        """Every choice of the settings there is, the usual one first; one without any where the template has none."""
        ways = product(*([(name, word) for word in each.words] for name, each in self.settings.items()))
        usual = {name: each.default for name, each in self.settings.items()}
        return sorted(map(dict, ways), key=lambda way: way != usual)


def is_amount_column(column: str) -> bool:
    """Tell whether a fund column holds an amount of each row."""
    return column in FUND_AMOUNTS or column.startswith(OWN_AMOUNT)


def amount_field(row: str, amount: str) -> str:
    """Return the field that holds an amount of a fund row: an extra one where row or column are a template's own."""
    if row.startswith(EXTRA):
        return f"{row}.{amount}"
    return f"{EXTRA}{row}.{amount}" if amount.startswith(OWN_AMOUNT) else f"funds.{row}.{amount}"


def _label_of(slot: Slot | Line) -> str:
    """Return what a field is called on the page: amounts whose labels say little alone by their own names."""
    if slot.field.startswith(EXTRA) and amount_of(slot.field):
        return field_of(slot.field).label
    return slot.label.rstrip(":： ") or slot.field.removeprefix(EXTRA)


def _places(columns: dict[str, str], starts: Sequence[int], last: int) -> list[BlockColumn]:
    ends = [*(start - 1 for start in starts[1:]), last]
    return [BlockColumn(*each) for each in zip(columns, columns.values(), starts, ends, strict=False)]
