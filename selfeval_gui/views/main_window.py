"""The main window: puts the parts together and decides nothing that a part can decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from selfeval_gui.app.folder import Folder
from selfeval_gui.app.notifier import Notifier
from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.app.settings import WORKSPACE, Settings
from selfeval_gui.app.tasks import Tasks
from selfeval_gui.app.worker import end_workers
from selfeval_gui.i18n import _
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.item_models.project_upkeep import ProjectUpkeep
from selfeval_gui.storage.backups import FOLDER_NAME, Backups
from selfeval_gui.storage.lock import Locker
from selfeval_gui.views.basics import menus, theme
from selfeval_gui.views.basics.action_table import Need
from selfeval_gui.views.basics.actions import Actions
from selfeval_gui.views.basics.qt_notifier import QtNotifier
from selfeval_gui.views.basics.status import StatusLine
from selfeval_gui.views.basics.theme import Tone
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.desk.meant import MeantForms
from selfeval_gui.views.desk.workspace_flow import WorkspaceFlow
from selfeval_gui.views.form.current_form import CurrentForm
from selfeval_gui.views.form.pages import Pages
from selfeval_gui.views.importing.import_flow import ImportFlow
from selfeval_gui.views.keeping.crash_flow import CrashFlow
from selfeval_gui.views.keeping.history_flow import HistoryFlow
from selfeval_gui.views.keeping.recovery_flow import RecoveryFlow
from selfeval_gui.views.keeping.save_flow import SaveFlow
from selfeval_gui.views.keeping.sharing_flow import SharingFlow
from selfeval_gui.views.output.export_many import ExportMany
from selfeval_gui.views.output.output_flow import OutputFlow
from selfeval_gui.views.output.print_flow import PrintFlow
from selfeval_gui.views.output.side_pages import SidePages
from selfeval_gui.views.output.upload_flow import UploadFlow
from selfeval_gui.views.presets.template_flow import TemplateFlow
from selfeval_gui.views.projects.file_flow import FileFlow
from selfeval_gui.views.projects.project_list import ProjectList
from selfeval_gui.views.window.editing import Editing
from selfeval_gui.views.window.help_flow import HelpFlow
from selfeval_gui.views.window.main_splitter import MainSplitter
from selfeval_gui.views.window.review import ReviewMenu
from selfeval_gui.views.window.undo_link import UndoLink
from selfeval_gui.views.window.window_panes import WindowPanes
from selfeval_gui.views.window.window_state import WindowState
from selfeval_gui.work.own_templates import OwnTemplates

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.views.form.form_page import FormPage

_IDLE_MS = 50  # after the list is complete: it is painted then, and the form page can be made


class MainWindow(QMainWindow):
    """Project list at the left, form at the right.

    `workspace` is a folder or a form's file; None opens the folder of the last time, or the welcome page.
    """

    def __init__(
        self,
        workspace: Path | None = None,
        *,
        notifier: Notifier | None = None,
        settings: Settings | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowIcon(theme.icon("app", Tone.ACCENT))
        self.settings = settings or Settings()
        data = self.settings.path.parent
        self._backups, self._locker = Backups(data / FOLDER_NAME), Locker(data)
        # Before all others, so that it is also the first to go: an undo stack that is destroyed speaks to the actions.
        self.forms = OpenForms(self, self._backups, self._locker)
        self.pages = Pages(self)
        self.notifier = notifier or QtNotifier(self, self.pages.bar)
        self._build_models()
        self._build_flows()
        self._lay_out()
        self._connect()
        self._follow_workspace()
        self._begin(workspace)

    # ---- building ------------------------------------------------------------------------------------------------

    def _build_models(self) -> None:
        self.folder = Folder(self)
        self.model = ProjectModel(self)
        self.projects = ProjectList(self.model, self)
        self.current = CurrentForm(self.forms, self.pages, self)
        self.status = StatusLine(self)
        self.setStatusBar(self.status)
        self.place = WorkspaceFlow(self.folder, self.forms, self.current, self.notifier, self.settings, self)
        tasks, actions = Tasks(self.notifier, self), Actions(self)
        self.desk = Desk(
            *(self.forms, self.current, self.model, MeantForms(self.model, self.notifier), self.place),
            *(self.notifier, self.settings, tasks, actions),
        )
        ProjectUpkeep(self.model, self.folder, self.forms)

    def _build_flows(self) -> None:
        desk, actions = self.desk, self.desk.actions
        self.saving = SaveFlow(desk, self)
        self.sharing = SharingFlow(desk, self._locker, self.saving, self.pages.form_bar, self)
        self.recovery = RecoveryFlow(desk, self)
        self.files = FileFlow(desk, self._backups, self)
        self.imports = ImportFlow(desk, self)
        own_templates = OwnTemplates()
        self.templates = TemplateFlow(own_templates, desk, self)
        self.export_many = ExportMany(desk, own_templates, self)
        self.uploading = UploadFlow(desk, self)
        self.printing = PrintFlow(desk, self)
        self.export_many.print_wanted.connect(self.printing.print_many)
        self.side_pages = SidePages(desk, self)
        self.side_pages.print_wanted.connect(self.printing.print_form)
        self.history = HistoryFlow(desk, self._backups, self)
        self.crashes = CrashFlow(desk, self.recovery.autosave, self)
        HelpFlow(actions, self)
        self.undoing = UndoLink(self.forms, self.current, actions, self)
        self.editing = Editing(desk, self.files, self)
        self.review = ReviewMenu(desk, self.pages, self.projects, self)
        writing = OutputFlow(desk, self.review.expected_projects, self)
        self.printing.pdf_wanted.connect(writing.export_pdf)
        self.side_pages.summary_wanted.connect(writing.write_summary)

    def _lay_out(self) -> None:
        actions = self.desk.actions.by_name
        self._splitter = MainSplitter(self.projects, self.pages, self.pages.easy_width, self)
        self.setCentralWidget(self._splitter)
        menus.fill_menu_bar(self, actions, self.projects.order.actions)
        self._bar = menus.tool_bar(self, actions)
        self.addToolBar(self._bar)
        self._row_menu = menus.row_menu(self, actions)
        self.projects.view.addActions([self.desk.actions[name] for name in ("Rename", "Duplicate", "Delete")])
        self.pages.offer(actions)
        self._layout = WindowState(self, self._splitter, self.projects, self.settings)
        self._layout.restore()
        WindowPanes(self.place, self.projects, self.pages, self.side_pages, self.desk.actions, self)

    def _connect(self) -> None:
        self.desk.actions.connect(
            {
                "OpenWorkspace": self.place.choose,
                "TryAgain": self.current.try_again,
                "Templates": self.templates.show,
                "SearchProjects": self.projects.go_to_search,
                "ResetLayout": self._layout.reset,
                "Quit": self.close,
            }
        )
        self.desk.tasks.shown.connect(self.status.progress.show_progress)
        self.desk.tasks.changed.connect(self._tasks_changed)
        self.status.progress.cancelled.connect(self.desk.tasks.stop_shown)
        self.pages.form_page_made.connect(self._take_form_page)
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._idle.timeout.connect(self._make_form_page)
        self._idle.timeout.connect(self.recovery.look)
        self.folder.completed.connect(self._idle.start)
        self.folder.unreadable.connect(self._idle.start)
        self.projects.chosen.connect(self._choose)
        self.projects.menu_wanted.connect(self._row_menu.popup)
        self.saving.ready_to_close.connect(self.close)
        self.saving.nothing_to_save.connect(self.status.note_nothing_to_save)
        self.current.left.connect(self.status.fall_silent)
        self.current.changed.connect(self._form_changed)
        self.undoing.stepped.connect(self._update)
        self.forms.saved.connect(self._saved)
        self.forms.closed.connect(self.status.forget)
        self.forms.renamed.connect(self._update)
        self.place.opened.connect(self._follow_workspace)
        self.folder.completed.connect(self._choose_page)
        self.folder.unreadable.connect(self._choose_page)
        self.model.tally_changed.connect(self._rows_changed)

    def _begin(self, workspace: Path | None) -> None:
        if self.settings.moved_aside is not None:
            self.notifier.warn(
                _("设置文件损坏，已改名为 {name}，这次从默认设置开始。").format(name=self.settings.moved_aside.name)
            )
        remembered = self.settings.get(WORKSPACE)
        place = workspace or (Path(remembered) if remembered and self.forms.probe.is_folder(Path(remembered)) else None)
        if place is None and remembered:
            self.notifier.warn(
                _("上次的工作文件夹现在打不开：{folder}。可能是 U 盘或共享文件夹没有连上。").format(folder=remembered)
            )
        if place is None:
            self._idle.start()
        else:
            self.place.open_any(place)

    # ---- which form, which page ----------------------------------------------------------------------------------

    def _choose(self, path: Path) -> None:
        if not self.current.show(path):
            self.projects.go_back()

    def _form_changed(self) -> None:
        self.projects.show_open(self.current.path)
        self._rows_changed()

    def _rows_changed(self) -> None:
        self._choose_page()
        self._update()

    def _choose_page(self) -> None:
        if self.current.session is not None:
            self.pages.show_form()
        elif self.current.unreadable is not None and self.current.path is not None:
            self.pages.show_unreadable(self.current.path, self.current.unreadable)
        elif self.place.root is None:
            self.pages.show_welcome()
        elif self.model.count == 0 and not self.folder.is_listing:
            self.pages.show_empty(self.place.unreadable)
        else:
            self.pages.show_none()

    def _follow_workspace(self) -> None:
        self.projects.setVisible(self.place.root is not None)
        self.status.show_folder(self.place.root)
        self._rows_changed()

    def _update(self) -> None:
        """Show what the current form is called, whether it is saved, and what can be done now."""
        session = self.current.session
        name = "" if session is None else session.form.project_name.strip() or session.path.name
        title = _("{name}[*] — 绩效自评").format(name=name.replace("[*]", "[*][*]")) if name else _("绩效自评[*]")
        self.setWindowTitle(title)
        self.setWindowModified(session is not None and not session.is_clean)
        self.status.show_session(session)
        self.desk.actions.note(
            {
                Need.WORKSPACE: self.place.root is not None,
                Need.FORMS: self.model.count > 0,
                Need.FILE: self.current.path is not None,
                Need.UNREAD_FILE: self.current.unreadable is not None,
                Need.FORM: session is not None,
                Need.CHANGEABLE: session is not None and not session.is_read_only,
            }
        )

    def _tasks_changed(self) -> None:
        self.desk.actions.note_lanes(self.desk.tasks.lanes)

    # ---- what parts report ---------------------------------------------------------------------------------------

    def _saved(self, session: Session) -> None:
        self.status.note_saved(session)
        self._update()

    def _make_form_page(self) -> None:
        if not self.folder.is_listing:  # else it is tried again once the list is complete
            self.pages.form_page()

    def _take_form_page(self, page: QWidget) -> None:
        from selfeval_gui.views.window.typing_state import TypingState

        form_page = cast("FormPage", page)
        menus.place_page_actions(self, self._bar, form_page.tree_actions.by_name, form_page.ways.by_name)
        form_page.said.connect(self.notifier.warn)
        TypingState(form_page, self.status)
        self.review.take_page(form_page)
        self.editing.take_page(form_page, self._bar)
        for flow in (self.templates, self.uploading):
            flow.take_page(form_page)
        self._layout.take_page(form_page)

    # ---- closing -------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close if nothing is lost by it; where something must be saved first, close once it is."""
        if not self.recovery.is_logging_off and not self.saving.may_close():
            event.ignore()
            return
        self.review.stop()
        self._layout.remember()
        self.settings.write_if_possible()
        for part in (self.printing, self.side_pages):
            part.stop()
        end_workers(self)  # all at once: each of the others would wait for its own
        for waiting in (self.folder, self.editing, self.sharing):
            waiting.stop()
        self.recovery.stop(keep=self.saving.leaves_some)
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Look for what other programs did while the user was there."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.folder.look_soon()
