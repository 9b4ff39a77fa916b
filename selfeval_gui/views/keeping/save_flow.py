"""Saving as the user meets it: the questions before closing and after a failure. Nothing closes over a failed save."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.jobs import ChangedMeanwhile, SaveRequest
from selfeval_gui.app.notifier import Choice
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import ChangedOutside, ReplaceRefused, StorageError, save_failed
from selfeval_gui.storage.workspace import SUFFIX, safe_file_name
from selfeval_gui.views.basics.action_table import Need
from selfeval_gui.views.basics.documents import documents
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.keeping.closing_words import closing_question, name_of
from selfeval_gui.views.keeping.outside_choice import choose_outside_changes
from selfeval_gui.views.keeping.outside_question import ask_about_outside_change

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.storage.store import Loaded


class _Failure(NamedTuple):
    session: Session
    request: SaveRequest
    error: StorageError
    path: Path  # where the form was kept then


class SaveFlow(QObject):
    """Saves on request, and before the window closes.

    Signals
    -------
    ready_to_close()
        the window wanted to close, had to wait for a save, and may close now.
    nothing_to_save()
        the form equals its file already.
    decided(session)
        the form goes on from what another program put into its file.
    """

    ready_to_close = Signal()
    nothing_to_save = Signal()
    decided = Signal(object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._forms, self._current, self._notifier = desk.forms, desk.current, desk.notifier
        self._tell, self._window = desk.tasks.tell, window
        self._failures: list[_Failure] = []
        self._is_closing = False
        self._left: set[Session] = set()  # whose saves hang, and are not waited for
        # Questions wait until every file is written and the worker's signal is done with: one message, not five.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)
        desk.forms.save_failed.connect(self._failed)
        desk.forms.settled.connect(self._soon.start)
        desk.forms.jobs.slow.connect(self._slow)
        desk.forms.renewed.connect(self._renewed)
        desk.actions.connect({"Save": self.save, "SaveAs": self.save_as, "SaveAll": self.save_all})
        self._actions = desk.actions
        desk.projects.tally_changed.connect(self._note_unsaved)
        desk.current.changed.connect(self._note_unsaved)

    # ---- on request ----------------------------------------------------------------------------------------------

    def save(self, _checked: bool = False) -> None:
        """Save the current form."""
        session = self._current.session
        if session is None or not self._current.commit():
            return
        if session.is_clean and self._forms.probe.is_file(session.path):
            self.nothing_to_save.emit()
        else:
            self._forms.save(session)

    def save_as(self, _checked: bool = False) -> None:
        """Keep the current form in another file from now on."""
        session = self._current.session
        if session is not None and self._current.commit():
            self._save_elsewhere(session)

    def _note_unsaved(self) -> None:
        """Offer 全部保存 wherever a form is changed, shown or not; one that is shown may hold an open editor."""
        self._actions.note({Need.UNSAVED: bool(self._forms.changed) or self._current.session is not None})

    def save_all(self, _checked: bool = False) -> None:
        """Save every changed form."""
        if not self._current.commit():
            return
        if not self._forms.changed:
            self.nothing_to_save.emit()
        self._forms.save_all()

    # ---- closing -------------------------------------------------------------------------------------------------

    def may_close(self) -> bool:
        """Tell whether the window may close now; if it may later, `ready_to_close` says when."""
        if not self._current.commit():
            return False
        slow = [session for session in self._forms.jobs.slow_ones if session not in self._left]
        if slow and not self._may_leave(slow):
            return False
        if self._forms.jobs.is_working:
            self._is_closing = True
            return False
        changed = [session for session in self._forms.changed if session not in self._left]
        if not changed:
            return True
        answer = self._notifier.ask(
            closing_question(changed),
            [Choice("save", _("保存")), Choice("discard", _("不保存")), Choice("cancel", _("取消"))],
        )
        if answer == "save":
            self._is_closing = True
            for session in changed:
                self._forms.save(session)
        elif answer == "discard" and self._left:  # whose recovery stays
            for session in changed:
                self._forms.close(session)
        return answer == "discard"

    @property
    def leaves_some(self) -> bool:
        """Whether the window closes over a save that hangs, so that recovery must stay."""
        return bool(self._left)

    def _may_leave(self, slow: list[Session]) -> bool:
        """Ask about saves that hang; True if the window may close over them."""
        choices = [
            Choice("elsewhere", _("另存到本机…")),
            Choice("leave", _("不等了，关闭")),
            Choice("wait", _("继续等")),
        ]
        text = _(
            "“{name}”还没有存完：{folder} 没有应答，可能是网络或共享文件夹断开了。\n\n"
            "可以另存到本机。不等就关闭的话，没存完的内容留在恢复文件里，下次启动时会问要不要恢复。"
        )
        if len(slow) > 1:
            text = _("{count} 份自评表还没有存完，“{name}”是其中一份：") + text.partition("：")[2]
        words = {"name": name_of(slow[0]), "folder": slow[0].path.parent, "count": len(slow)}
        answer = self._notifier.ask(text.format(**words), choices)
        if answer == "leave":
            self._left.update(slow)
        elif answer == "elsewhere":
            self._is_closing = self.save_here(slow[0]) if len(slow) == 1 else self._save_all_elsewhere(slow)
        return answer == "leave"

    def save_here(self, session: Session) -> bool:
        """Keep a form whose save hangs on this machine from now on; False if the user gave up."""
        return self._save_elsewhere(session, documents())

    def _slow(self, _session: Session) -> None:
        """Ask about a save that hangs where the window waits for it."""
        if self._is_closing:
            self._is_closing = False
            self.ready_to_close.emit()

    # ---- failures ------------------------------------------------------------------------------------------------

    def _failed(self, session: Session, request: SaveRequest, error: StorageError) -> None:
        self._failures.append(_Failure(session, request, error, session.path))
        self._soon.start()

    def _go_on(self) -> None:
        if self._forms.jobs.is_working:
            return
        # A form that was saved elsewhere since, as was asked for meanwhile, is safe.
        failures = [each for each in self._failures if each.session.path == each.path or not each.session.is_clean]
        self._failures = []
        outside = [failure for failure in failures if isinstance(failure.error, ChangedOutside)]
        failed = [failure for failure in failures if failure not in outside]
        solved = [self._ask_about_outside_change(failure) for failure in outside]
        if failed:
            solved.append(self._ask_about_failure(failed))
        if not all(solved):
            self._is_closing = False
        self._close_if_done()

    def _close_if_done(self) -> None:
        if self._is_closing and not self._forms.jobs.is_working and not self._failures:
            self._is_closing = False
            self.ready_to_close.emit()

    def _ask_about_failure(self, failures: list[_Failure]) -> bool:
        """Say once what was not saved; True if the user has it tried again, here or elsewhere."""
        first = failures[0]
        why = storage_sentence(first.error)
        choices = [Choice("retry", _("再试")), Choice("save_as", _("另存为…")), Choice("cancel", _("取消"))]
        text = _("“{name}”：{why}\n\n原来的文件没有动，改动还在窗口里。")
        details = ""
        if first.error.code == "save.damaged":
            text = _("“{name}”：{why}")
        if isinstance(first.error, ReplaceRefused) and first.request.path == first.session.path:
            choices.insert(2, Choice("direct", _("直接写入")))
            text = _(
                "“{name}”：{why}\n\n有些共享文件夹和网盘只允许直接写入原来的文件。直接写入时如果断电，文件会损坏；"
                "保存前的内容会先留作历史版本，写完再读回核对。"
            )
        if len(failures) > 1:
            choices = [choices[0], Choice("folder", _("另存到别的文件夹…")), choices[-1]]
            text = _("{count} 份自评表没有保存。“{name}”：{why}\n\n原来的文件没有动，改动还在窗口里。")
            details = "\n".join(_line(failure) for failure in failures)
        text = text.format(name=name_of(first.session), why=why, count=len(failures))
        answer = self._notifier.ask(text, choices, details)
        if answer == "save_as":
            return self._save_elsewhere(first.session)
        if answer == "folder":
            return self._save_all_elsewhere([failure.session for failure in failures])
        if answer == "direct":
            self._forms.save(first.session, overwrite=first.request.overwrite, direct=True)
        if answer == "retry":
            for failure in failures:
                self._try_again(failure)
        return answer in {"retry", "direct"}

    def _ask_about_outside_change(self, failure: _Failure) -> bool:
        """Let the user decide between two versions of a form; True if something is being saved, or need not be."""
        found = failure.error.found if isinstance(failure.error, ChangedMeanwhile) else None
        why = storage_sentence(failure.error)
        return self._decide(failure.session, found, why, is_gone=failure.error.code == "changed.gone")

    def decide(self, session: Session, found: Loaded | None) -> None:
        """Let the user decide about a form whose file was changed, before a save meets it."""
        self._decide(session, found, _("文件已被另一个程序修改。"))

    def _decide(self, session: Session, found: Loaded | None, why: str, *, is_gone: bool = False) -> bool:
        answer = ask_about_outside_change(self._notifier, session, found, why, is_gone=is_gone)
        if answer == "choose" and found is not None:
            choose_outside_changes(session, found, self._notifier, self._window, self._chosen)
        if answer in {"save", "done"}:
            self.decided.emit(session)
        if answer in {"save", "overwrite"}:
            self._forms.save(session, overwrite=answer == "overwrite")
        return answer in {"save", "overwrite", "done"} or (answer == "save_as" and self._save_elsewhere(session))

    def _chosen(self, session: Session) -> None:
        self.decided.emit(session)
        if not session.is_clean:
            self._forms.save(session)

    def _try_again(self, failure: _Failure) -> None:
        if failure.request.path != failure.session.path:
            self._forms.save_as(failure.session, failure.request.path)
        else:
            self._forms.save(failure.session, overwrite=failure.request.overwrite)

    def _save_elsewhere(self, session: Session, folder: Path | None = None) -> bool:
        """Ask for another file and save there; False if the user gave up."""
        start = (folder or session.path.parent) / safe_file_name(session.form.project_name, {session.path.name})
        target = self._notifier.choose_target(_("另存为"), start, SUFFIX)
        if target is None:
            return False
        other = self._forms.session_at(target)
        if other is not None and other is not session:
            self._notifier.error(_("“{name}”正在窗口里打开着，请换一个文件名。").format(name=target.name))
            return False
        self._save_as(session, target)
        return True

    def _save_as(self, session: Session, target: Path) -> None:
        """Save elsewhere at once, not after a save that hangs."""
        if session in self._forms.jobs.slow_ones:
            self._forms.jobs.give_up(session)
        self._forms.save_as(session, target)

    def _save_all_elsewhere(self, sessions: list[Session]) -> bool:
        """Ask for a folder and save there, over nothing that it holds; False if the user gave up."""
        is_silent = not self._forms.probe.answers(sessions[0].path)
        start = documents() if is_silent else sessions[0].path.parent
        folder = self._notifier.choose_folder(_("另存到哪个文件夹？"), start)
        if folder is None:
            return False
        try:
            taken = {path.name for path in folder.iterdir()}
        except OSError as error:
            self._tell(save_failed(error))
            return False
        for session in sessions:
            name = safe_file_name(session.path.stem, taken)
            taken.add(name)
            self._save_as(session, folder / name)
        return True

    def _renewed(self, session: Session) -> None:
        text = _("“{name}”与另一份打开的自评表编号相同（多半是复制来的文件），保存时已换了新编号。")
        self._notifier.info(text.format(name=name_of(session)))


def _line(failure: _Failure) -> str:
    return f"{failure.session.path}：{storage_sentence(failure.error)}"
