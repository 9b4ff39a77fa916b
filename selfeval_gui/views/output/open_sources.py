"""Forms as sources of an export: open ones as they are in the window, the others from their files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui.app.notifier import Notifier
from selfeval_gui.i18n import _
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.work.reading import FormSource

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.views.desk.desk import Desk


def sources_of(forms: Iterable[tuple[Path, Session | None]], notifier: Notifier) -> list[FormSource] | None:
    """Return the forms as they are now; None, with a message, where an open one cannot be written down."""
    sources = []
    for path, session in forms:
        try:
            sources.append(FormSource(path, None if session is None else session.frozen()[0]))
        except SaveFailed as error:
            name = path.stem if session is None else session.form.project_name
            notifier.error(_("“{name}”：{why}").format(name=name, why=storage_sentence(error)))
            return None
    return sources


def listed_sources(projects: ProjectModel, notifier: Notifier) -> list[FormSource] | None:
    """Return every readable form of the list, shown or not, as `sources_of` does."""
    return sources_of(((row.path, row.session) for row in projects.rows if not row.reason), notifier)


def meant_sources(desk: Desk) -> list[FormSource] | None:
    """Return the forms that an action for several means, as `sources_of` does; None where none is shown."""
    rows = desk.meant.rows_or_word()
    return sources_of(((row.path, row.session) for row in rows), desk.notifier) if rows else None
