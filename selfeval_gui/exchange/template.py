"""Templates (表样): what stands on the paper of one kind of form, as validated data read from `forms/templates/`.

A template holds words, sizes and the framework of a new form. How weights and scores count is the rule set's matter.
"""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from selfeval_gui.data import forms_dir
from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.tree import new_id

DEFAULT_TEMPLATE = "mof-2020"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Labels(_Data):
    """The printed words. "{year}" in `year` and "{unit}" in `funds` stand for the form's own."""

    title: str
    year: str
    project_name: str
    department: str
    implementing_unit: str
    funds: str
    goals: str
    expected_goal: str
    actual_outcome: str
    indicators: str
    total: str
    no_value: str


class FontSpec(_Data):
    """A font; `size` in points."""

    name: str
    size: float = Field(gt=0)
    bold: bool = False


class Fonts(_Data):
    """The fonts of the title and of everything else."""

    title: FontSpec
    body: FontSpec


class Margins(_Data):
    """Page margins in millimetres."""

    left: float
    right: float
    top: float
    bottom: float


class Page(_Data):
    """The paper; the table is always fitted to its width."""

    paper: Literal["A4"]
    orientation: Literal["portrait", "landscape"]
    margins_mm: Margins


class Template(_Data):
    """One 表样.

    The keys of `fund_rows` and of `fund_columns` are names of fields below "funds" and below one fund row, those of
    `indicator_columns` are fields of an indicator with "level_1" and "level_2" for the names of its parents;
    "execution_rate" is computed. `line_height` is in times the font size, `column_widths` are in points, padding
    included.
    """

    id: str
    name: str
    source: str
    rule_set: str
    labels: Labels
    fund_rows: dict[str, str]
    fund_columns: dict[str, str]
    indicator_columns: dict[str, str]
    framework: dict[str, tuple[str, ...]]
    fonts: Fonts
    line_height: float = Field(ge=1)
    page: Page
    column_widths: tuple[float, ...]

    @model_validator(mode="after")
    def _a_width_for_each_column(self) -> "Template":
        columns = 1 + len(self.indicator_columns)
        if len(self.column_widths) != columns:
            raise ValueError(f"{columns} columns, {len(self.column_widths)} widths")
        return self


def read_template(path: Path) -> Template:
    """Read one template; pydantic's ValidationError for a file that is none."""
    return Template.model_validate_json(path.read_bytes())


@cache
def presets() -> dict[str, Template]:
    """Return the templates that come with the program, by id, the default first."""
    read = [read_template(path) for path in sorted((forms_dir() / "templates").glob("*.json"))]
    return {each.id: each for each in sorted(read, key=lambda each: each.id != DEFAULT_TEMPLATE)}


def template_for(name: str) -> Template:
    """Return the preset of that id; the default one where a form names a template this program does not have."""
    return presets().get(name) or presets()[DEFAULT_TEMPLATE]


def framework(template: Template) -> list[Indicator]:
    """Return the level-1 and level-2 rows a new form starts with, with fresh ids."""
    return [
        Indicator(id=new_id(), name=name, children=[Indicator(id=new_id(), name=below) for below in names])
        for name, names in template.framework.items()
    ]
