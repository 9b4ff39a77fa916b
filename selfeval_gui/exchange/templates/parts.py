"""The parts of a template as validated data: words, places, fonts, the page, columns and blocks of its own."""

from typing import Literal, NamedTuple

from pydantic import Field, model_validator

from selfeval_gui.domain.fields import OWN
from selfeval_gui.exchange.templates.paper import Data

BY_HAND = "by_hand."
LEVELS = ("level_1", "level_2")
COMPUTED_FUND_COLUMNS = ("execution_rate", "rate_of_initial", "method")
# The number of the row; target split into its parts; the score in per cent of the weight; how it comes about, in words.
COMPUTED_INDICATOR_COLUMNS = ("number", "target.sign", "target.number", "target.unit", "score_share", "method")
TOTAL_SCORE = "printed.total_score"
YEAR, UNIT = "{year}", "{unit}"  # in words, for the form's own
POINTS_PER_MM = 72 / 25.4
BESIDE_LABELS = 2  # the column behind the labels of the blocks
_HELD_BY_DOCUMENTS = r"^[^\x00-\x1f\x7f-\x9f\x{fffe}\x{ffff}]+$"
_A4_MM = (210.0, 297.0)
_OPTION = "="  # between the name of an own column and the word that is ticked in one of its columns on paper


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
    one ("extra.联系电话"), `TOTAL_SCORE`, or in a block an amount; one that begins with `BY_HAND` stays blank on paper.
    Of the `words` of an extra field, if it has some, one is ticked.
    """

    field: str
    label: str
    label_to: int
    value_to: int
    words: tuple[str, ...] = Field((), max_length=50)


class Line(Data):
    """Words without a box, followed by an extra field of the form, if any."""

    label: str
    field: str = ""


class Cover(Data):
    """封面: a title and lines below it, each followed by a field of the head or an extra one, if any.

    "{year}" in the title stands for the form's own.
    """

    title: str = Field(min_length=1)
    lines: tuple[Line, ...] = Field((), max_length=20)


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

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the sheet as it lies."""
        return _A4_MM if self.orientation == "portrait" else (_A4_MM[1], _A4_MM[0])


class BlockColumn(NamedTuple):
    """A column of a block: its field and heading, and the table columns it covers."""

    field: str
    heading: str
    first: int
    last: int


class OwnColumn(Data):
    """What a cell of a column that only this template has takes, and whether 结转 keeps it.

    Words of a "choice" exclude each other, of "ticks" any number may be chosen. Texts and numbers have no words. The
    "forecast" is what a report during the year expects of the target, the "likelihood" how sure that is: its first word
    says certain, its last impossible. A further "target" is judged as the year's is.
    """

    kind: Literal["text", "number", "choice", "ticks"] = "text"
    words: tuple[str, ...] = Field((), max_length=50)
    is_carried: bool = False
    role: Literal["", "forecast", "likelihood", "target"] = ""

    @model_validator(mode="after")
    def _has_words(self) -> "OwnColumn":
        is_right = bool(self.words) is (self.kind in {"choice", "ticks"}) and len(set(self.words)) == len(self.words)
        if not is_right or (self.role == "likelihood" and self.kind != "choice"):
            raise ValueError("words")
        return self


class ChosenWord(Data):
    """A word of the paper that each form chooses: the month of a report. One of `words`, the usual one by default."""

    default: str
    words: tuple[str, ...] = Field(min_length=1, max_length=50)


class OverHeading(Data):
    """A heading over several columns of the indicators, from the one to the other."""

    label: str
    first: str
    last: str


class BlockHeading(Data):
    """A heading of a block of rows; `to` is its last column."""

    label: str
    to: int


class Block(Data):
    """Rows of labelled fields with a caption at the left and headings above; it stands above another part of the paper.

    A slot without a label begins where the one before ends. "{unit}" in the caption stands for the form's own.
    """

    above: Literal["funds", "goals", "indicators", "total"]
    caption: str = ""
    headings: tuple[BlockHeading, ...] = Field((), max_length=63)
    rows: tuple[tuple[Slot, ...], ...] = Field(min_length=1, max_length=100)


def split_own(key: str) -> tuple[str, str]:
    """Return the field of a column of the paper, and the word that is ticked there; "" where the text itself stands."""
    field, _sign, word = key.partition(_OPTION)
    return (field, word) if key.startswith(OWN) else (key, "")


def key_of_word(field: str, word: str) -> str:
    """Return the column of the paper in which a word of an own column is ticked."""
    return f"{field}{_OPTION}{word}"
