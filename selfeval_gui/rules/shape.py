"""What kind of form a template makes, as far as checks ask: the cells it lacks, its words to choose, its month.

A form without weights gets no finding about weights, and so for everything that its paper has no place for. The
template itself is validated elsewhere; what cannot be read here lacks nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from selfeval_gui.data import forms_dir
from selfeval_gui.domain.fields import FORM_FIELDS, FUND_AMOUNTS, FUND_ROWS, INDICATOR_FIELDS

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

_TOTALS = {"weight": ("total.weight", "printed.total_weight"), "score": ("total.score", "printed.total_score")}
_GOALS = tuple(name for name, field in FORM_FIELDS.items() if field.group == "goals")
_NOTE = re.compile(r"[（(][^（）()]*[）)]$")  # behind a heading: 全年预算数（A）
_IN_HEAD = ("project_name", "department", "implementing_unit")


class Stage(StrEnum):
    """Where in a project's year a form belongs: 申报, 监控, 自评."""

    PLAN = "plan"
    MONITOR = "monitor"
    RESULT = "result"


class Outlook(NamedTuple):
    """The columns in which a report during the year says what will be: what is expected, and how sure that is."""

    forecast: str
    likelihood: str
    sure: str
    impossible: str
    month: tuple[str, str]  # the setting, and its usual value


class Shape(NamedTuple):
    """What a kind of form has. `lacks` are fields that no cell of its paper holds, `words` those its cells take."""

    lacks: frozenset[str] = frozenset()
    words: tuple[tuple[str, str, tuple[str, ...]], ...] = ()  # name of the own column, its kind, its words
    outlook: Outlook | None = None
    in_order: tuple[tuple[str, str], ...] = ()  # fields of days, the earlier one first
    only_plans: bool = False  # what came out has no place: the form sets targets
    targets: tuple[str, ...] = ()  # own columns in which further targets stand
    wants_reasons: bool = False  # where a target is not met, though no points tell so
    called: tuple[tuple[str, str], ...] = ()  # fields whose cells have another name on its paper than usual

    @property
    def has_weights(self) -> bool:
        """Whether its indicators are weighed."""
        return "weight" not in self.lacks

    @property
    def has_points(self) -> bool:
        """Whether anything in it is counted in points: weights or scores."""
        return not {"weight", "score"} <= self.lacks

    @property
    def stage(self) -> Stage:
        """Where in the year such a form belongs."""
        return Stage.PLAN if self.only_plans else Stage.RESULT if self.outlook is None else Stage.MONITOR


def called_in(form: Form) -> dict[str, str]:
    """Return what the form's paper calls its cells, by field, where it does not call them as is usual."""
    shape = shape_of(form)
    if not shape.called or shape.outlook is None:
        return dict(shape.called)
    name, usual = shape.outlook.month
    month = form.extra.get(name, "").strip() or usual
    return {field: label.replace(f"{{{name}}}", month) for field, label in shape.called}


def shape_of_preset(name: str) -> Shape | None:
    """Return the shape of a template of the program; None for any other."""
    return _presets().get(name)


def shape_of(form: Form) -> Shape:
    """Return the shape of the form's template: a preset, or the copy in the form."""
    preset = _presets().get(form.template)
    if preset is not None or form.template_copy is None:
        return preset or Shape()
    try:
        return _of_text(json.dumps(form.template_copy))
    except (TypeError, ValueError):
        return Shape()


@cache
def _presets() -> dict[str, Shape]:
    paths = (forms_dir() / "templates").glob("*.json")
    return {path.stem: _shape(json.loads(path.read_bytes())) for path in paths}


@lru_cache(maxsize=64)
def _of_text(text: str) -> Shape:
    try:
        return _shape(json.loads(text))
    except (AttributeError, KeyError, TypeError, ValueError):
        return Shape()


def _shape(template: Mapping[str, Any]) -> Shape:
    columns, funds, own = template["indicator_columns"], template["fund_columns"], template.get("own_columns", {})
    rows = [*template.get("head", []), *template.get("tail", [])]
    rows += [row for block in template.get("blocks", []) for row in block["rows"]]
    placed = {slot["field"] for row in rows for slot in row}
    lacks = {name for name in INDICATOR_FIELDS if not any(key.partition(".")[0] == name for key in columns)}
    lacks |= {field for name in lacks for field in _TOTALS.get(name, ())}
    lacks |= {f"funds.{row}.{name}" for name in FUND_AMOUNTS if name not in funds for row in FUND_ROWS}
    lacks |= {f"funds.total.{name}" for name in _TOTALS if name not in funds}
    if template.get("goal_split") is None:
        lacks.update(_GOALS)
    lacks.update(_IN_HEAD)
    words = tuple((name, each["kind"], tuple(each.get("words", ()))) for name, each in own.items())
    is_scored = "score" in columns or "reason" not in columns
    printed = {name: label for name, label in columns.items() if name in INDICATOR_FIELDS and name != "name"}
    printed |= {f"funds.total.{name}": label for name, label in funds.items()}
    printed |= {slot["field"]: slot["label"] for row in rows for slot in row}
    printed |= {name: label for name, label in template.get("labels", {}).items() if name in _GOALS}
    return Shape(
        called=tuple(_unusual(printed)),
        lacks=frozenset(lacks - placed),
        words=words,
        outlook=_outlook(template, own),
        in_order=tuple((first, last) for first, last in template.get("in_order", ())),
        only_plans="target" in columns and not {"actual", "score"} & columns.keys(),
        targets=tuple(name for name, each in own.items() if each.get("role") == "target"),
        wants_reasons=not is_scored,
    )


def _unusual(printed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    known = {**INDICATOR_FIELDS, **FORM_FIELDS}
    for field, label in printed.items():
        name = _NOTE.sub("", label).strip(" :：")
        if name and field in known and name != known[field].label:
            yield field, name


def _outlook(template: Mapping[str, Any], own: Mapping[str, Any]) -> Outlook | None:
    by_role = {each["role"]: name for name, each in own.items() if each.get("role")}
    month = next(((name, each["default"]) for name, each in template.get("settings", {}).items()), ("", "12"))
    if not {"forecast", "likelihood"} <= by_role.keys():
        return None
    words = own[by_role["likelihood"]]["words"]
    return Outlook(by_role["forecast"], by_role["likelihood"], words[0], words[-1], month)
