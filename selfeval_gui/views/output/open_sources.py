"""The forms of the list as sources of an export: open ones as they are in the window, the others from their files."""

from __future__ import annotations

from selfeval_gui.app.notifier import Notifier
from selfeval_gui.i18n import _
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.work.reading import Source


def listed_sources(model: ProjectModel, notifier: Notifier) -> list[Source] | None:
    """Return every readable form of the list; None, with a message, where an open one cannot be written down."""
    sources = []
    for row in model.rows:
        if row.reason:
            continue
        try:
            sources.append(Source(row.path, None if row.session is None else row.session.frozen()[0]))
        except SaveFailed as error:
            why = storage_sentence(error)
            notifier.error(_("“{name}”：{why}").format(name=row.summary.project_name, why=why))
            return None
    return sources
