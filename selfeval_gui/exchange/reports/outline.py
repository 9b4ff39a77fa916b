"""Outlines of the 自评报告, and how it is set on paper, as data from `forms/reports/`."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from selfeval_gui.data import forms_dir
from selfeval_gui.exchange.templates.paper import Data

DEFAULT_OUTLINE = "own"
_ORDER = (DEFAULT_OUTLINE, "mof-2020", "transfer", "yunnan")

PartName = Literal["money", "results", "problems", "unexplained", "measures", "quality"]
_Font = tuple[Annotated[str, Field(min_length=1, max_length=31)], Annotated[float, Field(ge=5, le=72)]]
_Margin = Annotated[float, Field(ge=0, le=80)]


class OutlineHeading(Data):
    """A heading of the report."""

    heading: str
    level: int = Field(ge=1, le=3)


class OutlineBlank(Data):
    """A place where a person must write."""

    write: str


class OutlinePart(Data):
    """What the data gives."""

    part: PartName


class ReportFonts(Data):
    """Fonts by name and size in points; `digits` is that of digits and Latin letters everywhere."""

    title: _Font
    heading_1: _Font
    heading_2: _Font
    heading_3: _Font
    body: _Font
    digits: str = Field(min_length=1, max_length=31)

    @property
    def headings(self) -> tuple[_Font, ...]:
        """The fonts of the title and of the headings by level."""
        return self.title, self.heading_1, self.heading_2, self.heading_3


class ReportOutline(Data):
    """One outline. `title` has the places {department} and {years}, `line` is the exact height of a line in points.

    `margins_mm` are those above, below, left and right of A4.
    """

    id: str
    name: str
    source: str
    title: str
    fonts: ReportFonts
    line: float = Field(ge=10, le=60)
    margins_mm: tuple[_Margin, _Margin, _Margin, _Margin]
    outline: tuple[OutlineHeading | OutlineBlank | OutlinePart, ...]


@cache
def outlines() -> dict[str, ReportOutline]:
    """Return the outlines by id, the program's own first."""
    reader = TypeAdapter(ReportOutline)
    paths = [forms_dir() / "reports" / f"{name}.json" for name in _ORDER]
    return {path.stem: reader.validate_json(path.read_bytes()) for path in paths}
