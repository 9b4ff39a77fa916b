"""What the forms before this one in the project's year say of its rows: how far 监控 saw it, which target 申报 set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.fields import OWN, get_field
from selfeval_gui.domain.update_from import ProjectKey, key_of, project_key, rows_beside
from selfeval_gui.i18n import _
from selfeval_gui.messages import STAGES
from selfeval_gui.rules.shape import Stage, shape_of
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.store import load

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator
    from selfeval_gui.storage.summary import Summary

_ORDER = (*Stage,)


class WantedEarlier(NamedTuple):
    """Whose earlier forms are looked for: a project's year, and a stage of it."""

    key: ProjectKey
    stage: Stage


def wanted_before(form: Form) -> WantedEarlier | None:
    """Return what the forms before this one have in common with it; None where it is not plain which project it is."""
    key = key_of(form)
    return WantedEarlier(key, shape_of(form).stage) if all(key) else None


def is_before(summary: Summary, wanted: WantedEarlier) -> bool:
    """Tell whether a file of the list holds a form of the same project's year that comes before."""
    if summary.year != wanted.key[0] or _ORDER.index(summary.stage) >= _ORDER.index(wanted.stage):
        return False
    return project_key(summary.year, summary.project_name, summary.implementing_unit) == wanted.key


def read_forms(paths: Iterable[Path]) -> dict[Path, Form]:
    """Read what can be read of these files."""
    found: dict[Path, Form] = {}
    for path in paths:
        try:
            found[path] = load(path).form
        except UnreadableForm:
            continue  # the list says so of the file itself
    return found


def said_before(form: Form, node: str, earlier: Sequence[Form]) -> list[str]:
    """Return a line for each earlier form that has something to say of a row: results, and another target."""
    row = next(
        (each for top in form.indicators for two in top.children for each in two.children if each.id == node), None
    )
    lines = []
    for before in sorted(earlier, key=lambda each: _ORDER.index(shape_of(each).stage)):
        was = None if row is None else rows_beside(form, before).get(node)
        if row is not None and was is not None and (parts := [*_results(was, before), *_other_target(was, row)]):
            lines.append(_("{stage}：{said}").format(stage=STAGES[shape_of(before).stage], said="；".join(parts)))
    return lines


def _results(row: Indicator, form: Form) -> list[str]:
    """Return what a report during the year says, under the headings of its own paper."""
    from selfeval_gui.exchange.templates.template import template_of

    outlook, template = shape_of(form).outlook, template_of(form)
    if outlook is None:
        return []
    headings = {"actual": template.indicator_columns.get("actual", ""), **template.own_fields}
    headings |= {"reason": template.indicator_columns.get("reason", "")}
    fields = ("actual", OWN + outlook.forecast, OWN + outlook.likelihood, "reason")
    texts = [(template.said(headings.get(field, ""), form), str(get_field(row, field)).strip()) for field in fields]
    return [_("{heading} {text}").format(heading=heading, text=text) for heading, text in texts if text]


def _other_target(was: Indicator, row: Indicator) -> list[str]:
    old, new = was.target.strip(), row.target.strip()
    if not old or old == new:
        return []
    return [_("年度指标值原为“{old}”，现为“{new}”").format(old=old, new=new or "—")]
