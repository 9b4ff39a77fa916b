"""Years in the texts of a form that is carried forward: where they stand, and which of them go on with the form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.amounts import form_texts
from selfeval_gui.domain.cells import cell_field, cells_of
from selfeval_gui.domain.fields import FieldKind, FieldRef, get_field, set_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import walk

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator

_NEAR = 2  # years before and after that of the form; further ones are no dates of the project
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
_DASH = r"\s*年?度?\s*[\-—–~～至到]+\s*"
# What stands around a year that a person has to judge: a period, the number of a document, a year compared with, a
# count of things that is no year at all.
_PERIOD_BEFORE = re.compile(rf"(?:19|20)\d\d{_DASH}$", re.ASCII)
_PERIOD_AFTER = re.compile(rf"{_DASH}(?:(?:19|20)\d\d(?!\d)|\d\d?\s*年)", re.ASCII)
_BRACKET_BEFORE, _BRACKET_AFTER = re.compile(r"[〔\[【［]\s*$"), re.compile(r"\s*[〕\]】］]")
_COMPARED = re.compile(r"(?:较|比|上年|上一年|与|同|基于|以)\s*[(（]?\s*$")
_COUNTED = re.compile(r"(?:≥|≤|=|＝|>|<|≧|≦|不少于|不低于|不超过|达到?)\s*$")
_COUNT = re.compile(r"\s*(?:[个次元万亿份件场户亩名家台套条篇吨%％]|人次|平方)")


class YearPlace(NamedTuple):
    """A year in a text: the field and its text, where the year begins, and whether it plainly is that of the form."""

    ref: FieldRef
    text: str
    start: int
    year: int
    is_plain: bool


def is_of_other_times(before: str, after: str) -> bool:
    """Tell whether a year between these texts is part of a period, or one that another is compared with."""
    return bool(_PERIOD_BEFORE.search(before) or _PERIOD_AFTER.match(after) or _COMPARED.search(before))


def years_in(text: str, own: int) -> list[tuple[int, int, bool]]:
    """Return each year near the form's own: where it begins, which one it is, and whether it plainly is the form's."""
    found = []
    for match in _YEAR.finditer(text):
        year = int(match[0])
        if abs(year - own) <= _NEAR:
            before, after = text[: match.start()], text[match.end() :]
            judged = (
                is_of_other_times(before, after)
                or (_BRACKET_BEFORE.search(before) and _BRACKET_AFTER.match(after))
                or _COUNTED.search(before)
                or _COUNT.match(after)
            )
            found.append((match.start(), year, year == own and not judged))
    return found


def own_years(text: str, own: int) -> list[int]:
    """Return where the years begin that plainly are the form's own."""
    return [start for start, _year, is_plain in years_in(text, own) if is_plain]


def with_years(text: str, starts: Iterable[int], step: int) -> str:
    """Return the text with the years that begin at these places moved on."""
    for start in starts:
        text = f"{text[:start]}{int(text[start : start + 4]) + step}{text[start + 4 :]}"
    return text


def years_of(form: Form, own: int) -> list[YearPlace]:
    """Return the years in all texts of the form but its name, in the order of the page."""
    texts = [(FieldRef(None, name), text) for name, text in form_texts(form) if name != "project_name"]
    for node, _level in walk(form.indicators):
        for field in map(cell_field, cells_of((node,))):
            if field.kind is FieldKind.TEXT:
                texts.append((FieldRef(NodeId(node.id), field.name), str(get_field(node, field.name))))
    return [YearPlace(ref, text, *found) for ref, text in texts for found in years_in(text, own)]


def move_years(form: Form, places: Iterable[YearPlace], step: int) -> None:
    """Move these years of the form on; all others stay."""
    by_field: dict[FieldRef, list[int]] = {}
    for place in places:
        by_field.setdefault(place.ref, []).append(place.start)
    nodes: dict[str | None, Form | Indicator] = {node.id: node for node, _level in walk(form.indicators)}
    for ref, starts in by_field.items():
        part = form if ref.node is None else nodes[ref.node]
        set_field(part, ref.name, with_years(str(get_field(part, ref.name)), starts, step))
