"""Change the unit of the amounts, and convert the amounts to it."""

from decimal import Decimal

from selfeval_gui.app.session import Session
from selfeval_gui.commands.edit import SetField
from selfeval_gui.domain.fields import FUND_AMOUNTS, FUND_ROWS, get_field
from selfeval_gui.domain.numbers import format_plain, parse_plain
from selfeval_gui.i18n import _

UNITS = ("万元", "元")

_AMOUNTS = tuple(f"funds.{row}.{amount}" for row in FUND_ROWS for amount in FUND_AMOUNTS)
_DECIMAL_SHIFT = 4  # 1 万元 = 10^4 元


def set_unit(session: Session, unit: str) -> None:
    """Call the amounts 万元 or 元; the numbers stay as they are."""
    if unit != session.form.funds.unit:
        session.stack.push(SetField(session, "funds.unit", unit))


def has_amounts(session: Session) -> bool:
    """Tell whether a single amount is filled in."""
    return any(get_field(session.form, field) is not None for field in _AMOUNTS)


def convert_amounts(session: Session) -> None:
    """Convert every amount from the other unit to the form's unit, as one undo step.

    Raises
    ------
    NumberTooLong
        when an amount would need more digits or places than a form may hold; nothing is changed then.
    """
    unit = session.form.funds.unit
    shift = _DECIMAL_SHIFT if unit == "元" else -_DECIMAL_SHIFT
    commands = []
    for field in _AMOUNTS:
        amount = get_field(session.form, field)
        if isinstance(amount, Decimal):
            commands.append(SetField(session, field, parse_plain(format_plain(amount.scaleb(shift)))))
    if not commands:
        return
    session.stack.beginMacro(_("金额换算为{unit}").format(unit=unit))
    for command in commands:
        session.stack.push(command)
    session.stack.endMacro()
