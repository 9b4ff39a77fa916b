"""区域汇总: the project forms of one 转移支付 made into one form of the region. No text for the user."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from selfeval_gui.domain.amounts import form_amounts
from selfeval_gui.domain.fields import EXTRA, set_field
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.goals import goals_of
from selfeval_gui.domain.numbers import divide, format_plain, multiply, parse_plain, round_half_up
from selfeval_gui.domain.scoring import add
from selfeval_gui.domain.targets import Quantity, read_value
from selfeval_gui.domain.tree import new_id, rows_with_parents
from selfeval_gui.domain.words import MONEY_PLACES, MoneyUnit, Relation, bare_name

Names = tuple[str, str, str]
_MEAN_PLACES = 2
_SHARES = frozenset({"%", "‰"})
# Words in the names of indicators whose values no sum is made of.
_RATES = ("单位成本", "单价", "均", "每", "率", "比例", "比重", "占比", "标准", "满意度", "指数")
_AT_MOST = frozenset({Relation.AT_MOST, Relation.LESS})


class Way(StrEnum):
    """What of several rows of one name the region's form says: their sum, their mean, the one that came least far."""

    SUM = "sum"
    MEAN = "mean"
    WORST = "worst"


class SameRows(NamedTuple):
    """The rows of one indicator, each with its project's name, and the ways that make sense, the usual one first.

    `without` is how many of all forms say nothing of what came out: they count in no sum and no mean.
    """

    names: Names  # as they are compared
    shown: Names
    rows: tuple[tuple[str, Indicator], ...]
    ways: tuple[Way, ...]
    without: int = 0


def same_rows(forms: Sequence[Form]) -> list[SameRows]:
    """Return the indicators of all forms, those of the same names together, in the order in which they come."""
    found: dict[Names, list[tuple[Names, str, Indicator]]] = {}
    giving: dict[Names, set[int]] = {}
    for number, form in enumerate(forms):
        for one, two, row in rows_with_parents(form.indicators):
            shown = (one.name.strip(), two.name.strip(), row.name.strip())
            names = (bare_name(one.name), bare_name(two.name), bare_name(row.name))
            found.setdefault(names, []).append((shown, form.project_name.strip(), row))
            giving.setdefault(names, set()).update({number} if row.actual.strip() else ())
    return [
        SameRows(
            names,
            each[0][0],
            tuple((project, row) for _shown, project, row in each),
            _ways([row for _shown, _project, row in each]),
            len(forms) - len(giving[names]),
        )
        for names, each in found.items()
    ]


def region_form(forms: Sequence[Form], ways: Mapping[Names, Way], unit: MoneyUnit = "万元") -> Form:
    """Return a draft with the amounts added, each indicator once, and what was said of each project by its name.

    An indicator without a way in `ways` is taken the usual way. NumberTooLong where a sum is none that a form holds.
    """
    region = Form(id=new_id())
    region.funds.unit = unit
    for name, amount in _amounts(forms, unit).items():
        number = parse_plain(format_plain(amount))
        set_field(region, name, format_plain(number) if name.startswith(EXTRA) else number)
    years = {form.year for form in forms}
    region.year = years.pop() if len(years) == 1 else None
    region.expected_goal = _by_project(
        (each.project_name, _lines(goal.expected for goal in goals_of(each))) for each in forms
    )
    region.actual_outcome = _by_project(
        (each.project_name, _lines(goal.outcome for goal in goals_of(each))) for each in forms
    )
    for same in same_rows(forms):
        way = ways.get(same.names, same.ways[0])
        level = _child(_child(region.indicators, same.shown[0]).children, same.shown[1])
        level.children.append(_together(same, way if way in same.ways else same.ways[0]))
    return region


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text.strip())


def _amounts(forms: Sequence[Form], unit: MoneyUnit) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for form in forms:
        shift = Decimal(1).scaleb(MONEY_PLACES[form.funds.unit] - MONEY_PLACES[unit])
        for name, amount in form_amounts(form):
            found[name] = add((found.get(name), multiply(amount, shift))) or Decimal(0)
    return found


def _together(same: SameRows, way: Way) -> Indicator:
    rows = [row for _project, row in same.rows]
    if way is Way.WORST:
        worst = min(rows, key=_reached)
        target, actual = worst.target, worst.actual
    else:
        target, actual = (_number([getattr(row, field) for row in rows], way) for field in ("target", "actual"))
    reasons = _by_project((project, row.reason) for project, row in same.rows)
    return Indicator(id=new_id(), name=same.shown[2], target=target, actual=actual, reason=reasons)


def _number(texts: list[str], way: Way) -> str:
    """Return the sum or mean of texts that all are quantities of one kind; "" where all are blank."""
    read = [each for text in texts if isinstance(each := read_value(text), Quantity)]
    if not read:
        return ""
    total = add(each.number for each in read) or Decimal(0)
    mean = round_half_up(divide(total, Decimal(len(read))), _MEAN_PLACES)
    return f"{read[0].relation}{format_plain(total if way is Way.SUM else mean)}{read[0].unit}"


def _ways(rows: Sequence[Indicator]) -> tuple[Way, ...]:
    """Return what can be made of the rows: numbers of one kind are added, of words one is worst.

    Shares, and what a unit of something costs or has, are averaged; their sum says nothing.
    """
    targets, actuals = ([read_value(getattr(row, field)) for row in rows] for field in ("target", "actual"))
    of_targets = {_kind(each, is_target=True) for each in targets if each is not None}
    kinds = [of_targets, {_kind(each, is_target=False) for each in actuals if each is not None}]
    units = {kind[1] for each in kinds for kind in each if kind is not None}
    if any(len(each) != 1 or None in each for each in kinds[: 2 if any(actuals) else 1]) or len(units) != 1:
        return (Way.WORST,)
    is_rate = any(unit in _SHARES or "/" in unit for unit in units) or any(map(_names_rate, rows))
    return (Way.MEAN, Way.WORST) if is_rate else (Way.SUM, Way.MEAN, Way.WORST)


def _names_rate(row: Indicator) -> bool:
    return any(word in row.name for word in _RATES)


def _kind(reading: object, *, is_target: bool) -> tuple[str, str] | None:
    """Return what must be the same for numbers to be added: unit, and of targets the relation."""
    return (reading.relation if is_target else "", reading.unit) if isinstance(reading, Quantity) else None


def _reached(row: Indicator) -> Decimal:
    """Return how far a row came, 1 for its target; what cannot be measured came as far as its reason tells."""
    target, actual = read_value(row.target), read_value(row.actual)
    if isinstance(target, Quantity) and isinstance(actual, Quantity) and target.unit == actual.unit:
        part, whole = (target, actual) if target.relation in _AT_MOST else (actual, target)
        return divide(part.number, whole.number) if whole.number else Decimal(1)
    return Decimal(0) if actual is None else Decimal(0 if row.reason.strip() else 1)


def _by_project(said: Iterable[tuple[str, str]]) -> str:
    """Return what is said of each project, by its name; once where all say the same."""
    texts = [(project.strip(), text.strip()) for project, text in said if text.strip()]
    if len({text for _project, text in texts}) <= 1:
        return texts[0][1] if texts else ""
    return "\n".join(f"{project}：{text}" for project, text in texts)


def _child(among: list[Indicator], name: str) -> Indicator:
    found = next((each for each in among if bare_name(each.name) == bare_name(name)), None)
    if found is None:
        found = Indicator(id=new_id(), name=name)
        among.append(found)
    return found
