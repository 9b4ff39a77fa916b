"""Which panes the window has for F6: the list, the parts of the page shown, what stands beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow

from selfeval_gui.views.basics.actions import Actions
from selfeval_gui.views.basics.arrivals import Arrivals
from selfeval_gui.views.basics.panes import Panes, Part
from selfeval_gui.views.desk.workspace_flow import WorkspaceFlow
from selfeval_gui.views.form.pages import Pages
from selfeval_gui.views.output.side_pages import SidePages
from selfeval_gui.views.projects.project_list import ProjectList
from selfeval_gui.views.window.pane_sizes import PaneSizes


class WindowPanes(Panes):
    """The panes of the main window, behind the actions 下一部分 and 上一部分."""

    def __init__(
        self,
        place: WorkspaceFlow,
        projects: ProjectList,
        pages: Pages,
        side_pages: SidePages,
        actions: Actions,
        window: QMainWindow,
    ) -> None:
        super().__init__(window, self._window_parts)
        self._projects, self._pages, self._side_pages = projects, pages, side_pages
        PaneSizes(actions, window)
        Arrivals(window)
        place.opened.connect(projects.view.setFocus)  # what was pressed to open a folder has gone
        actions.connect({"NextPart": self.go_on, "PreviousPart": self.go_back})

    def _window_parts(self) -> list[Part]:
        in_list = Part(self._projects, self._projects.view.setFocus)
        return [in_list, *self._pages.parts(), *self._side_pages.parts()]
