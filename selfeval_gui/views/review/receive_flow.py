"""装入 as the user meets it: files or a folder are read, what differs is shown, and only then taken in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.notifier import Offer
from selfeval_gui.app.settings import RECEIVE_FOLDER
from selfeval_gui.i18n import _
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.views.basics.action_table import REVIEW_LANE
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.review.at_rest import FormsAtRest
from selfeval_gui.work.review.moments import present
from selfeval_gui.work.review.outcomes import TakenIn, Verdict

if TYPE_CHECKING:
    from selfeval_gui.work.progress import Progress
    from selfeval_gui.work.review.arrivals import Gathered

_ZIP = ".zip"


class ReceiveFlow(QObject):
    """One lot at a time.

    Signals
    -------
    received()
        forms and what is known of them may be others now.
    """

    received = Signal()

    def __init__(self, desk: Desk, at_rest: FormsAtRest, window: QWidget) -> None:
        super().__init__(window)
        self._place, self._tasks, self._notifier, self._settings = desk.place, desk.tasks, desk.notifier, desk.settings
        self._probe, self._at_rest, self._window = desk.forms.probe, at_rest, window
        self._result: TakenIn | None = None
        desk.actions.connect({"Receive": self.choose_files, "ReceiveFolder": self.choose_folder})

    def choose_files(self, _checked: bool = False) -> None:
        """Let the user choose packages and files."""
        from selfeval_gui.exchange.readers.folder_files import SUFFIXES

        if self._may_begin():
            self._read(self._notifier.choose_sources(_("选择各单位交来的文件"), self._start(), (_ZIP, *SUFFIXES)))

    def choose_folder(self, _checked: bool = False) -> None:
        """Let the user choose a folder with all that came."""
        if not self._may_begin():
            return
        root, chosen = self._place.root, self._notifier.choose_folder(_("各单位交来的在哪个文件夹？"), self._start())
        if chosen is not None and root is not None and root.is_relative_to(chosen):
            self._notifier.warn(_("这是工作文件夹自己，没有装入。请选放着各单位交来的包的文件夹。"))
        elif chosen is not None:
            self._read([chosen])

    def _may_begin(self) -> bool:
        is_free = self._place.root is not None and REVIEW_LANE not in self._tasks.lanes
        return is_free and self._at_rest.are_saved(_("装入"))

    def _start(self) -> Path:
        remembered = self._settings.get(RECEIVE_FOLDER)
        is_there = bool(remembered) and self._probe.is_folder(Path(remembered))
        return Path(remembered) if is_there else self._place.start_folder()

    def _read(self, paths: list[Path]) -> None:
        root = self._place.root
        if not paths or root is None:
            return
        first = paths[0]
        self._settings.set(RECEIVE_FOLDER, str(first if self._probe.is_folder(first) else first.parent))
        self._tasks.run_long(
            partial(_look, paths, root),
            partial(self._ask, root),
            told=_("正在读收到的文件 {done} / {total}"),
            lane=REVIEW_LANE,
            stopped=self._stopped_reading,
            only_reads=True,
        )

    def _ask(self, root: Path, found: tuple[Gathered, TakenIn]) -> None:
        from selfeval_gui.views.review.receive_dialog import ReceiveDialog

        gathered, came = found
        dialog = ReceiveDialog(came, self._window, is_done=False)
        dialog.agreed.connect(partial(self._take_in, root, gathered))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _stopped_reading(self) -> None:
        self._notifier.info(_("已停止，什么也没有装入。"))

    def _take_in(self, root: Path, gathered: Gathered) -> None:
        if not self._at_rest.are_saved(_("装入")):
            return
        self._at_rest.put_away()
        self._tasks.run_long(
            partial(_take_in, gathered, root),
            self._taken,
            told=_("正在装入 {done} / {total}"),
            lane=REVIEW_LANE,
            stopped=self._stopped,
            failed=self._failed,
        )

    def _taken(self, taken: TakenIn) -> None:
        self._end()
        self._result = taken
        refused = sum(form.verdict in _REFUSED for form in taken.forms)
        count = sum(form.verdict in _TAKEN or bool(form.answers) for form in taken.forms)
        remarks = [form.remarks for form in taken.forms if form.remarks]
        told = _("装入了 {count} 份的意见，共 {total} 条") if remarks and not count else _("装入了 {count} 份")
        said = told.format(count=count or len(remarks), total=sum(map(len, remarks)))
        said += _("，{count} 份没有装入").format(count=refused) if refused else ""
        said += _("；还缺 {count} 份。").format(count=len(taken.missing)) if taken.missing else _("。")
        (self._notifier.warn if refused else self._notifier.info)(said, Offer(_("看结果"), self._show_result))

    def _show_result(self) -> None:
        from selfeval_gui.views.review.receive_dialog import ReceiveDialog

        if self._result is not None:
            dialog = ReceiveDialog(self._result, self._window, is_done=True)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _stopped(self) -> None:
        self._end()
        self._notifier.warn(_("装入已停止：已经装入的是完整的，其余没有动。再装入一次同样的文件就接着做完。"))

    def _failed(self, error: StorageError) -> None:
        self._end()
        self._tasks.tell(error)

    def _end(self) -> None:
        self._at_rest.take_up()
        self.received.emit()


_TAKEN = {Verdict.NEW, Verdict.CHANGED}
_REFUSED = {Verdict.DUPLICATE, Verdict.OLDER, Verdict.UNREADABLE}


def _look(paths: list[Path], root: Path, progress: Progress) -> tuple[Gathered, TakenIn]:
    """Return what came, and what would become of it."""
    from selfeval_gui.work.review.receiving import gather, rehearse  # these bring the readers

    gathered = gather(paths, root, progress)
    return gathered, rehearse(gathered, root, present(), progress)


def _take_in(gathered: Gathered, root: Path, progress: Progress) -> TakenIn:
    from selfeval_gui.work.review.receiving import take_in

    return take_in(gathered, root, present(), progress)
