"""催报单: read from register and forms, written as Word or Excel, or given as a text."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui.exchange.reports.reminders import (
    MissingOfUnit,
    Reminder,
    reminder_text,
    render_reminder_book,
    render_reminder_document,
)
from selfeval_gui.i18n import _
from selfeval_gui.storage.review.reviews import read_register
from selfeval_gui.storage.store import write_export
from selfeval_gui.work.review.desk import look_at

if TYPE_CHECKING:
    from selfeval_gui.work.progress import Progress

Missing = tuple[str, str]  # unit, project


def remind(
    folder: Path, target: Path | None, today: date, progress: Progress, only: Collection[Missing] | None = None
) -> str:
    """Write the reminder where a target is given, and return it as a text; "" where nothing is missing.

    `only` are units with their projects; None for all that is missing.

    Raises
    ------
    StorageError
        if the workspace cannot be read, or the system refuses to write: nothing is written then.
    """
    reminder = reminder_of(folder, today, progress, only)
    if reminder.units and target is not None:
        render = render_reminder_document if target.suffix.lower() == ".docx" else render_reminder_book
        write_export(target, render(reminder), overwrite=True)
    return reminder_text(reminder)


def reminder_of(folder: Path, today: date, progress: Progress, only: Collection[Missing] | None = None) -> Reminder:
    """Return which units miss which forms."""
    register, desk = read_register(folder), look_at(folder, today, progress)
    contacts = (
        {} if register is None else {each.name: f"{each.contact} {each.phone}".strip() for each in register.units}
    )
    missing = {
        unit.unit: [name for name in unit.missing if only is None or (unit.unit, name) in only] for unit in desk.units
    }
    units = tuple(
        MissingOfUnit(unit or _("未写单位"), contacts.get(unit, ""), tuple(names))
        for unit, names in missing.items()
        if names
    )
    if register is None:
        return Reminder("", None, today, units)
    due = None if register.task.due is None else date.fromisoformat(register.task.due)
    return Reminder(register.task.name, due, today, units)
