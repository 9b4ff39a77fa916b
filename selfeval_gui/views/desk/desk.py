"""The desk: the parts of the window that its flows work with, handed over as one."""

from __future__ import annotations

from dataclasses import dataclass

from selfeval_gui.app.notifier import Notifier
from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.app.settings import Settings
from selfeval_gui.app.tasks import Tasks
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.views.basics.actions import Actions
from selfeval_gui.views.desk.meant import MeantForms
from selfeval_gui.views.desk.workspace_flow import WorkspaceFlow
from selfeval_gui.views.form.current_form import CurrentForm


@dataclass(frozen=True)
class Desk:
    """For flows that need three of its parts or more; one that needs one or two is handed those."""

    forms: OpenForms
    current: CurrentForm
    projects: ProjectModel
    meant: MeantForms
    place: WorkspaceFlow
    notifier: Notifier
    settings: Settings
    tasks: Tasks
    actions: Actions
