"""What stands in a column of its own beside its field: sign and unit of a target, a measure, the share of a score."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from selfeval_gui.domain.fields import FieldRef, get_field, set_field
from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import decimal_places, parse_typed, round_half_up
from selfeval_gui.domain.scoring import per_cent_of
from selfeval_gui.domain.words import Relation, relation_of, signs
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.templates.labels import is_no_value, is_number
from selfeval_gui.i18n import _

# The columns, and what they are called where a person chooses among them.
SPLIT_COLUMNS = {
    "target.sign": _("指标性质"),
    "target.unit": _("度量单位"),
    "adjusted_target": _("调整指标值"),
    "measure": _("改进措施"),
}
UNITS = {"actual.unit": ("actual",), "target.unit": ("target", "actual")}  # whose values a column of units is for
_NOT_A_SIGN = ("定性", "定量", "正向", "反向", "负向", "逆向")
_BETWEEN = " \n\t，,；;。、/"
_BOTH = re.compile(
    r"\s*(?:[年全]度?|年初|预期|绩效|计划)*(?:目标|指标|计划|预期)值?[:：](.+?)"
    r"(?:实际|全年|年度|截至年底)*(?:完成|实际|实现|达到)(?:值|数|情况)?[:：](.+)",
    re.DOTALL,
)
_SIGNS = "".join(Relation)


def sign_of(text: str) -> str:
    """Return what the cell 指标性质 puts before the target: ≥ for 不少于; "" where it only says of what kind it is."""
    word = "".join(text.split())
    return "" if says_kind_only(word) or is_no_value(word) else relation_of(word) or word


def says_kind_only(text: str) -> bool:
    """Tell whether a text names the kind of an indicator and gives no sign: 定性, 正向指标."""
    return "".join(text.split()).removesuffix("指标") in _NOT_A_SIGN


def with_sign(target: str, sign: str) -> str:
    """Return the target behind a sign, unless it begins with it already."""
    return target if signs(target).startswith(sign) else sign + target


def with_unit(value: str, unit: str) -> str:
    """Return a number, with a sign before it or not, with its unit; another text needs none."""
    return value + unit if is_number(signs(value).lstrip(_SIGNS)) else value


def take_unit(cell: SourceCell, names: Sequence[str], node: Indicator, ledger: Ledger) -> bool:
    """Put the unit of a cell behind the numbers that it is for; False if it is behind none of them."""
    unit = cell.text.strip()
    if is_no_value(unit):
        ledger.label(cell)
        return True
    for name in names:
        set_field(node, name, with_unit(str(get_field(node, name)), unit))
    said = [name for name in names if str(get_field(node, name)).endswith(unit)]
    if said:
        ledger.mapped(cell, FieldRef(NodeId(node.id), said[0]))
    return bool(said)


def take_sign_and_unit(found: Mapping[str, SourceCell], node: Indicator, ledger: Ledger) -> list[SourceCell]:
    """Put ≥ before the target and the unit behind target and actual, where they have columns; return what is left."""
    sign = found.get("target.sign")
    word = sign_of(sign.text) if sign is not None else ""
    if sign is not None and word and not node.target:
        return [sign, *(found[column] for column in UNITS if column in found)]  # of nothing
    if sign is not None and word:
        node.target = with_sign(node.target, word)
        ledger.mapped(sign, FieldRef(NodeId(node.id), "target"))
    elif sign is not None:
        ledger.label(sign)
    units = ((found[column], names) for column, names in UNITS.items() if column in found)
    return [cell for cell, names in units if not take_unit(cell, names, node, ledger)]


def take_both(found: dict[str, SourceCell], node: Indicator, ledger: Ledger) -> None:
    """Take target and actual value from the one cell that says both with their names: 目标：3口 完成：2口."""
    given = [name for name in ("target", "actual") if name in found]
    both = _BOTH.fullmatch(ledger.text_of(found[given[0]])) if len(given) == 1 else None
    if both is None:
        return
    cell = found.pop(given[0])
    node.target, node.actual = both[1].strip(_BETWEEN), both[2].strip(_BETWEEN)
    ledger.mapped(cell, FieldRef(NodeId(node.id), "target"), FieldRef(NodeId(node.id), "actual"))


def is_adjusted(first: str, adjusted: str) -> bool:
    """Tell whether the adjusted target counts, and not the first one."""
    return not (first and is_no_value(adjusted))


def with_measure(reason: str, measure: str) -> str:
    """Return the reason and, on a line of its own, the measure."""
    return f"{reason}\n{measure}" if reason else measure


def is_share(text: str, score: Decimal | None, weight: Decimal | None) -> bool:
    """Tell whether a text says what part of the weight was scored, at its own places, in per cent or as a part."""
    number = parse_typed(text) if is_number(text.rstrip("%％")) else None
    real = per_cent_of(score, weight)
    if number is None or real is None:
        return False
    places = decimal_places(number)
    return number in {round_half_up(real, places), round_half_up(real / 100, places)}
