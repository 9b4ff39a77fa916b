"""Taking files in as the user meets it: choose, drop or paste; a worker reads; a preview asks; then it is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.notifier import Choice, Offer
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.views.basics.dropped_files import local_files
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.importing.first_form import FirstForm
from selfeval_gui.work.collector import LeftBehind

if TYPE_CHECKING:
    from selfeval_gui.work.importing import WrittenIn
    from selfeval_gui.work.incoming import Incoming, ReadIn
    from selfeval_gui.work.progress import Progress

Result = TypeVar("Result")
_MOST_CHARACTERS = 16_000_000
_LANE = "import"
_MANY_NAMES = 3  # of forms brought up to date: more than a bar has room for


class ImportFlow(QObject):
    """Reads files of other programs into the workspace."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._place, self._forms, self._current = desk.place, desk.forms, desk.current
        self._notifier, self._tasks = desk.notifier, desk.tasks
        self._window = window
        self._updates: list[Incoming] = []
        self._updated: list[Path] = []
        self._unchanged = 0
        self._refused: list[str] = []  # forms that others have open
        self._written_in: WrittenIn | None = None
        self._first = FirstForm(desk.forms, desk.current)
        self._steps = QTimer(self)
        self._steps.timeout.connect(self._next_update)
        self._left_behind = LeftBehind()
        self._look = QTimer(self, singleShot=True)
        self._look.timeout.connect(self._left_behind.look)
        desk.actions.connect({"Import": self.choose, "ImportFolder": self.choose_folder, "ImportPaste": self.paste})
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @property
    def is_busy(self) -> bool:
        """Whether files are being read or written, or forms brought up to date."""
        return _LANE in self._tasks.lanes or self._steps.isActive()

    # ---- three ways in -------------------------------------------------------------------------------------------

    def choose(self, _checked: bool = False) -> None:
        """Let the user choose files."""
        from selfeval_gui.work.given_files import GIVEN_SUFFIXES

        if self._is_free():
            chosen = self._notifier.choose_sources(_("导入哪些文件？"), self._place.start_folder(), GIVEN_SUFFIXES)
            if chosen:
                self.take(chosen)

    def choose_folder(self, _checked: bool = False) -> None:
        """Let the user choose a folder, all of which is read."""
        if self._is_free():
            question = _("导入哪个文件夹里的文件？包括下级文件夹")
            chosen = self._notifier.choose_folder(question, self._place.start_folder())
            if chosen is not None:
                self.take([chosen])

    def take(self, paths: list[Path]) -> None:
        """Read files and folders."""
        folder = self._folder()
        if folder is not None:
            from selfeval_gui.work.importing import read_files

            self._start_reading(_("正在读取 {done} / {total}"), partial(read_files, paths, folder))

    def paste(self, _checked: bool = False) -> None:
        """Read a table from the clipboard."""
        if not self._is_free():
            return
        data = _clipboard()
        paths = [] if data is None else local_files(data)
        if paths:
            self.take(paths)
            return
        html, text = ("", "") if data is None else (data.html() if data.hasHtml() else "", data.text())
        if not (html.strip() or text.strip()):
            self._notifier.warn(_("剪贴板里没有表格。请先在 Excel、Word 或网页里复制自评表。"))
        elif max(len(html), len(text)) > _MOST_CHARACTERS:
            self._notifier.warn(_("剪贴板里的内容太多，没有读取。请分几次复制。"))
        else:
            self._read_pasted({"html": html} if "<table" in html.lower() else {"text": text})

    def _read_pasted(self, request: dict[str, str]) -> None:
        folder = self._folder()
        if folder is not None:
            from selfeval_gui.work.importing import read_pasted

            self._start_reading(_("正在读取剪贴板"), partial(read_pasted, request, folder))

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Take files that are dropped anywhere on the window; during an import they hear why they are not taken."""
        if isinstance(event, QDropEvent) and event.type() in {QEvent.Type.DragEnter, QEvent.Type.Drop}:
            paths = local_files(event.mimeData())
            if paths:
                event.acceptProposedAction()
                if not isinstance(event, QDragEnterEvent):
                    self.take(paths)
                return True
        return False

    def _is_free(self) -> bool:
        """Tell whether an import may begin, and say why where it may not."""
        if self.is_busy:
            self._notifier.info(_("上一次导入还没有做完，没有开始新的导入。请等它做完，或在状态栏按“停止”后再试。"))
        return not self.is_busy

    def _folder(self) -> Path | None:
        """Return the workspace, chosen now where there is none; None if that is given up or work goes on."""
        if not (self._is_free() and self._current.commit()):
            return None
        if self._place.root is None:
            self._place.ask_for(_("导入的自评表放在哪个文件夹？"))
        return self._place.root

    # ---- the preview ---------------------------------------------------------------------------------------------

    def _read(self, read: ReadIn) -> None:
        if not read.incoming:
            self._tell_trouble(read)
            return
        # Loaded with the first import, not with the window.
        from selfeval_gui.views.importing.import_preview import ImportPreview

        self._left_behind.note()
        dialog = ImportPreview(read, self._window, self._may_drop)
        dialog.agreed.connect(self._keep)
        dialog.finished.connect(dialog.deleteLater)
        dialog.destroyed.connect(self._look_soon)
        dialog.open()

    def _look_soon(self) -> None:
        """Give back what the preview held once nothing of it is at work any more."""
        self._look.start()

    def _may_drop(self) -> bool:
        """Ask whether what was typed in the preview may go."""
        answers = [Choice("stay", _("继续核对")), Choice("drop", _("关闭，不导入"))]
        return self._notifier.ask(_("预览里改过的内容还没有导入，关闭后就没有了。"), answers) == "drop"

    def _tell_trouble(self, read: ReadIn) -> None:
        if not read.trouble:
            self._notifier.warn(_("没有找到可以导入的文件。"))
            return
        lines = [f"{path.name}：{sentence}" for path, sentence in read.trouble]
        if len(lines) == 1:
            self._notifier.warn(lines[0])
        else:
            self._notifier.error(_("{count} 个文件都没有读取。").format(count=len(lines)), "\n".join(lines))

    def _keep(self, items: list[Incoming]) -> None:
        from selfeval_gui.storage.taking_in import Existing
        from selfeval_gui.work.importing import write_new

        folder = self._place.root
        if folder is None:
            return
        self._updates = [item for item in items if item.choice is Existing.UPDATE and item.existing is not None]
        new = [item for item in items if item not in self._updates]
        self._start(_("正在写入 {done} / {total}"), partial(write_new, new, folder), self._written)

    def _written(self, written: WrittenIn) -> None:
        self._place.folder.look_soon()
        if written.paths and self._current.session is None:
            self._first.begin(written.paths[0])
        self._written_in, self._updated, self._refused = written, [], []
        self._unchanged = 0
        self._steps.start()

    def _next_update(self) -> None:
        """Show the first new form, bring one existing form up to date; the window breathes between two steps."""
        if self._first.go_on():
            return
        if self._updates:
            self._update(self._updates.pop(0))
            return
        self._steps.stop()
        written, self._written_in = self._written_in, None
        if written is not None:
            self._tell(written)

    def _tell(self, written: WrittenIn) -> None:
        said = []
        if written.paths:
            said.append(_("已导入 {count} 份自评表。").format(count=len(written.paths)))
        if self._updated:
            said.append(self._what_was_updated())
        if self._unchanged:
            said.append(_("有 {count} 份没有更新，窗口里的内容没有变。").format(count=self._unchanged))
        if self._refused:
            text = _("有 {count} 份表别人正打开着，这里只读，没有更新：{names}。请等对方关闭后再导入一次。")
            said.append(text.format(count=len(self._refused), names="、".join(self._refused)))
        if said:
            (self._notifier.warn if self._refused else self._notifier.info)("".join(said), self._offer(written))
        for name, error in written.failed:
            why = storage_sentence(error)
            self._notifier.error(_("“{name}”没有导入：{why}").format(name=name, why=why))

    def _what_was_updated(self) -> str:
        names = [self._name_of(path) for path in self._updated[:_MANY_NAMES]]
        if len(self._updated) == 1:
            return _("已更新“{name}”，可以撤销，保存以后才写进文件。").format(name=names[0])
        ending = _(" 等") if len(self._updated) > len(names) else ""
        text = _("已更新 {count} 份，可以撤销，保存以后才写进文件：{names}{ending}。")
        return text.format(count=len(self._updated), names="、".join(names), ending=ending)

    def _name_of(self, path: Path) -> str:
        return self._forms.open(path).form.project_name.strip() or path.name

    def _offer(self, written: WrittenIn) -> Offer | None:
        """Offer to go to the first form that changed or came and is not the one on the page."""
        first = next((path for path in (*self._updated, *written.paths) if path != self._current.path), None)
        return None if first is None else Offer(_("打开"), partial(self._current.show, first))

    def _update(self, item: Incoming) -> None:
        """Bring an existing form up to date as one undoable step, and count it where that was done."""
        from selfeval_gui.commands.replace import replace_form
        from selfeval_gui.views.importing.import_question import updated_form

        if item.existing is None:
            return
        try:
            session = self._forms.open(item.existing)
        except UnreadableForm as error:
            self._tasks.tell(error)
            return
        if session.is_read_only:
            self._refused.append(session.path.name)
            return
        self._steps.stop()  # a question may follow
        form = updated_form(session, item, self._notifier)
        self._steps.start()
        if form is not None and replace_form(session, form, _("从“{name}”更新").format(name=item.path.name)):
            self._updated.append(session.path)
        else:
            self._unchanged += 1

    # ---- the worker ----------------------------------------------------------------------------------------------

    def _start(self, told: str, work: Callable[[Progress], Result], done: Callable[[Result], None]) -> None:
        self._tasks.run_long(work, done, told=told, lane=_LANE, stopped=self._stopped)

    def _start_reading(self, told: str, read: Callable[[Progress], ReadIn]) -> None:
        work = partial(_read_and_load, read)
        self._tasks.run_long(work, self._read, told=told, lane=_LANE, stopped=self._stopped, only_reads=True)

    def _stopped(self) -> None:
        self._place.folder.look_soon()
        self._notifier.info(_("导入已停止；已经写入的自评表是完整的。"))


def _read_and_load(read: Callable[[Progress], ReadIn], report: Progress) -> ReadIn:
    """Read in the worker, and load what the preview needs there too: a tenth of a second the window does not wait."""
    import selfeval_gui.views.importing.import_preview  # noqa: F401
    from selfeval_gui.exchange.templates.template import presets as templates
    from selfeval_gui.rules.rule_set import presets as rule_sets

    templates(), rule_sets()
    return read(report)


def _clipboard() -> QMimeData | None:
    """Return what the clipboard holds; None where it was cleared, whatever its type promises."""
    return QGuiApplication.clipboard().mimeData()
