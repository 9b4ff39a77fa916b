"""Change the unit of the amounts, and convert the amounts to it."""

from selfeval_gui.app.session import Session
from selfeval_gui.commands.edit import SetField, put_into_field
from selfeval_gui.domain.amounts import form_amounts
from selfeval_gui.domain.fields import EXTRA, FieldKind, get_field, show_field
from selfeval_gui.domain.numbers import format_plain, parse_amount, parse_plain
from selfeval_gui.domain.words import MONEY_PLACES, MONEY_UNITS
from selfeval_gui.i18n import _
from selfeval_gui.item_models.typed_text import read_typed


def set_unit(session: Session, unit: str) -> None:
    """Call the amounts 万元 or 元; the numbers stay as they are."""
    if unit != session.form.funds.unit:
        session.stack.push(SetField(session, "funds.unit", unit))


def has_amounts(session: Session) -> bool:
    """Tell whether a single amount is filled in."""
    return any(form_amounts(session.form))


def settle_amount(session: Session, field: str) -> None:
    """Convert an amount that is kept as a text, where another unit of money stands behind it."""
    typed = read_typed(FieldKind(session.form.funds.unit), str(get_field(session.form, field) or ""))
    if typed.note:
        put_into_field(session, field, show_field(typed.value), note=typed.note)


def convert_amounts(session: Session) -> None:
    """Convert every amount from the other unit to the form's unit, as one undo step.

    Raises
    ------
    NumberTooLong
        when an amount would need more digits or places than a form may hold; nothing is changed then.
    """
    unit = session.form.funds.unit
    other = next(each for each in MONEY_UNITS if each != unit)
    shift = MONEY_PLACES[other] - MONEY_PLACES[unit]
    commands = []
    for field, amount in form_amounts(session.form):
        if field.startswith(EXTRA) and parse_amount(session.form.extra[field.removeprefix(EXTRA)], unit).written:
            continue  # it says its unit, and is what it is
        value = parse_plain(format_plain(amount.scaleb(shift)))
        commands.append(SetField(session, field, format_plain(value) if field.startswith(EXTRA) else value))
    if not commands:
        return
    session.stack.beginMacro(_("金额换算为{unit}").format(unit=unit))
    for command in commands:
        session.stack.push(command)
    session.stack.endMacro()
