"""抽评: so many per cent of each group, chosen by a seed that chooses the same again; what stands of all drawings.

The order of files decides nothing: each project is weighed by the hash of the seed and its names alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, NamedTuple

from selfeval_gui.domain.numbers import divide, multiply, round_half_up
from selfeval_gui.domain.words import bare_name

if TYPE_CHECKING:
    from selfeval_gui.domain.review.register import Drawing, Register

Per = Literal["主管部门", "实施单位", "全部"]
DEFAULT_PERCENT = Decimal(15)
_HUNDRED = Decimal(100)


class Drawable(NamedTuple):
    """A form that may be drawn."""

    form: str
    project_name: str
    unit: str
    department: str
    year: int | None


def how_many(count: int, percent: Decimal) -> int:
    """Return how many of so many are drawn: halves count up."""
    return int(round_half_up(divide(multiply(Decimal(count), percent), _HUNDRED), 0))


def drawn_by_seed(forms: Iterable[Drawable], percent: Decimal, per: Per, seed: str) -> list[Drawable]:
    """Return the forms that a seed draws of each group, a project of a year once, in the order given."""
    listed = _once(forms)
    groups: dict[str, list[Drawable]] = {}
    for form in listed:
        groups.setdefault(_group(form, per), []).append(form)
    chosen: set[str] = set()
    for group in groups.values():
        ranked = sorted(group, key=lambda form: (_rank(form, seed), form.form))
        chosen.update(form.form for form in ranked[: how_many(len(group), percent)])
    return [form for form in listed if form.form in chosen]


def _once(forms: Iterable[Drawable]) -> list[Drawable]:
    found: dict[object, Drawable] = {}
    for form in forms:
        name = bare_name(form.project_name)
        found.setdefault((form.year, bare_name(form.unit), name) if name else form.form, form)
    return list(found.values())


def _group(form: Drawable, per: Per) -> str:
    return {"主管部门": bare_name(form.department), "实施单位": bare_name(form.unit)}.get(per, "")


def _rank(form: Drawable, seed: str) -> bytes:
    said = f"{seed.strip()}\n{form.year or ''}\n{bare_name(form.unit)}\n{bare_name(form.project_name)}"
    return sha256(said.encode("utf-8", "surrogatepass")).digest()


def standing_drawings(register: Register | None) -> dict[str, Drawing]:
    """Return the forms that are to be looked at now, by their ids, each with the drawing that chose it.

    A drawing at random takes the place of earlier ones among the same forms; what was chosen by hand stays.
    """
    found: dict[str, Drawing] = {}
    for drawing in _in_time([] if register is None else register.drawings):
        if drawing.how == "随机":
            for form in drawing.among:
                if form in found and found[form].how == "随机":
                    del found[form]
        for each in drawing.forms:
            if drawing.how == "取消":
                found.pop(each.form, None)
            else:
                found.setdefault(each.form, drawing)
    return found


def _in_time(drawings: Sequence[Drawing]) -> list[Drawing]:
    return sorted(drawings, key=lambda each: each.at)
