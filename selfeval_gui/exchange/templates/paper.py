"""An office's own file as part of a template: the blank itself, and where each field of a form stands in it."""

import re
import zlib
from base64 import b64decode
from binascii import Error as NotBase64
from hashlib import sha256
from io import BytesIO
from typing import Annotated, Literal
from zipfile import BadZipFile, ZipFile

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS

PAPER_VERSION = 1
OWN_PAPER = "own:"  # ids of templates that have such a file begin so
CLEARED = "_cleared"  # in the place of a field: what stood there goes
PRINTED_TOTAL = "printed.total_"
RATE = ".execution_rate"
_LONGEST_BLANK = 8 << 20  # bytes of base64
_LONGEST_PART = 64 << 20
_PARTS = {
    "xlsx": ("xl/workbook.xml", re.compile(rb"<(?:\w+:)?sheet[\s/>]")),
    "docx": ("word/document.xml", re.compile(rb"<(?:\w+:)?(?:p|tbl)[\s/>]")),
}
_MOST_PLACES, _MOST_ROWS = 2000, 5000

_Number = Annotated[int, Field(ge=0, le=1 << 20)]  # Excel has as many rows
At = tuple[_Number, _Number, _Number]  # table of the file, row, column, from 0


class Data(BaseModel):
    """What is read from a file and never changed: a key that nobody knows is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PaperPlace(Data):
    """Where a field stands: in a cell of its own, or within the words of one.

    `pair` is behind `label` and its colon, `year` the year of a line, `within` all that follows `label`. `suffix`
    stands behind the number, as in 15分; `percent` tells that a heading above has the sign already.
    """

    field: str
    at: At
    mode: Literal["cell", "pair", "year", "within"] = "cell"
    label: str = ""
    suffix: str = ""
    percent: bool = False

    @field_validator("field")
    @classmethod
    def _is_of_a_form(cls, field: str) -> str:
        is_rate = field.endswith(RATE) and f"{field.removesuffix(RATE)}.executed" in FORM_FIELDS
        if not (field in FORM_FIELDS or field.startswith(EXTRA) or field == CLEARED or is_rate):
            raise ValueError("field")
        return field


class PaperColumn(Data):
    """A column of the indicators: the field below its heading, and the columns of the file it covers."""

    field: str
    first: _Number
    last: _Number


class PaperBlock(Data):
    """The rows of the indicators, as (table, row), and how their cells are filled.

    `level_texts` are the office's own words for its levels by "level_1:" and the bare name, `suffixes` what stands
    behind the numbers of a column, `choices` the only words that a column takes.
    """

    rows: tuple[tuple[_Number, _Number], ...] = Field(min_length=1, max_length=_MOST_ROWS)
    columns: tuple[PaperColumn, ...] = Field(min_length=1, max_length=100)
    level_texts: dict[str, str] = {}
    suffixes: dict[str, str] = {}
    choices: dict[str, tuple[str, ...]] = {}


class Paper(Data):
    """The file and what was learned of it; `unit` is that of its amounts, blank where the paper says none."""

    version: int = PAPER_VERSION
    format: Literal["xlsx", "docx"]
    blank: str = Field(max_length=_LONGEST_BLANK)
    sha256: str
    unit: Literal["", "万元", "元"] = ""
    places: tuple[PaperPlace, ...] = Field(max_length=_MOST_PLACES)
    block: PaperBlock
    kept_words: tuple[str, ...] = ()

    @property
    def data(self) -> bytes:
        """The bytes of the blank."""
        return b64decode(self.blank)

    @field_validator("version")
    @classmethod
    def _is_known(cls, version: int) -> int:
        if version > PAPER_VERSION:
            raise ValueError("newer")
        return version

    @model_validator(mode="after")
    def _is_whole(self) -> "Paper":
        """Refuse a blank that is not the one that was learned, and a place in a sheet or table that it has not."""
        try:
            data = b64decode(self.blank, validate=True)
            tables = _most_tables(data, self.format)
        except (NotBase64, BadZipFile, KeyError, EOFError, OSError, RuntimeError, zlib.error):
            raise ValueError("damaged") from None
        if sha256(data).hexdigest() != self.sha256:
            raise ValueError("damaged")
        if max(at[0] for at in (*(each.at for each in self.places), *self.block.rows)) >= tables:
            raise ValueError("no_table")
        return self


def _most_tables(data: bytes, kind: str) -> int:
    """Return how many sheets a workbook has, or at most how many tables and paragraphs a document."""
    main, parts = _PARTS[kind]
    with ZipFile(BytesIO(data)) as archive, archive.open(main) as file:
        return len(parts.findall(file.read(_LONGEST_PART)))
