"""The command `review`: where every unit and every form stands."""

import argparse
from datetime import date
from typing import Any

from selfeval_gui.cli.reading import Outcome, printable, put_out, put_out_json
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.desk import FormStanding, look_at
from selfeval_gui.work.review.desk_rows import unit_words
from selfeval_gui.work.review.moments import present


def run(options: argparse.Namespace, outcome: Outcome) -> None:
    """Print units and forms."""
    today: date = present().date()
    try:
        desk = look_at(options.workspace, today, unheard)
    except StorageError as error:
        outcome.complain(str(options.workspace), storage_sentence(error))
        return
    for path, broken in desk.unreadable:
        outcome.complain(printable(path.relative_to(options.workspace).as_posix()), storage_sentence(broken))
    rows = [_row(form, options) for form in desk.forms]
    for form, row in zip(desk.forms, rows, strict=True):
        if form.unreadable is not None:
            outcome.complain(row["file"], storage_sentence(form.unreadable))
        if form.contradicting:
            said = "、".join(f"{each.by.name or _('未署名')}：{each.what}" for each in form.contradicting)
            outcome.tell(row["file"], _("审核意见不一致（{said}），请商定后再处理。").format(said=said))
    if options.json:
        put_out_json({"units": [unit._asdict() for unit in desk.units], "forms": rows})
        return
    for unit in desk.units:
        put_out(unit_words(unit))
    for row in rows:
        put_out(f"{row['file'] or '—'}\t{row['state']}\t{row['round']}\t{row['project_name'] or ''}")


def _row(form: FormStanding, options: argparse.Namespace) -> dict[str, Any]:
    file = None if form.path is None else printable(form.path.relative_to(options.workspace).as_posix())
    return {
        "file": file,
        "project_name": form.project_name,
        "unit": form.unit,
        "state": form.state.value,
        "round": form.round,
        "open_remarks": form.open_remarks,
        "unanswered": form.unanswered,
        "changed_since_accepted": form.has_changed_since_accepted,
    }
