"""What belongs to one field but stands in columns of its own: sign and unit of a target, the measure of a reason."""

from __future__ import annotations

from selfeval_gui.domain.words import Relation, relation_of, signs
from selfeval_gui.exchange.templates.labels import is_no_value, is_number
from selfeval_gui.i18n import _

# The columns, and what they are called where a person chooses among them.
SPLIT_COLUMNS = {
    "target.sign": _("指标性质"),
    "target.unit": _("度量单位"),
    "adjusted_target": _("调整指标值"),
    "measure": _("改进措施"),
}
_NOT_A_SIGN = ("定性", "定量", "正向", "反向", "负向", "逆向")
_SIGNS = "".join(Relation)


def sign_of(text: str) -> str:
    """Return what the cell 指标性质 puts before the target: ≥ for 不少于; "" where it only says of what kind it is."""
    word = "".join(text.split())
    return "" if word.removesuffix("指标") in _NOT_A_SIGN or is_no_value(word) else relation_of(word) or word


def with_sign(target: str, sign: str) -> str:
    """Return the target behind a sign, unless it begins with it already."""
    return target if signs(target).startswith(sign) else sign + target


def with_unit(value: str, unit: str) -> str:
    """Return a number, with a sign before it or not, with its unit; another text needs none."""
    return value + unit if is_number(signs(value).lstrip(_SIGNS)) else value


def is_adjusted(first: str, adjusted: str) -> bool:
    """Tell whether the adjusted target counts, and not the first one."""
    return not (first and is_no_value(adjusted))


def with_measure(reason: str, measure: str) -> str:
    """Return the reason and, on a line of its own, the measure."""
    return f"{reason}\n{measure}" if reason else measure
