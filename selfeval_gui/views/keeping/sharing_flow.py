"""A folder that others use too: who has the current form open, and what another program did to its file."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from selfeval_gui.app.locks import Locks
from selfeval_gui.app.outside_changes import OutsideChanges, Seen
from selfeval_gui.i18n import _
from selfeval_gui.views.basics.theme import Tone
from selfeval_gui.views.form.form_bar import FormBar, Notice
from selfeval_gui.work.own_templates import template_fault

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.storage.lock import Locker, Taken
    from selfeval_gui.storage.lock_file import Holder
    from selfeval_gui.storage.summary import Summary
    from selfeval_gui.views.desk.desk import Desk
    from selfeval_gui.views.keeping.save_flow import SaveFlow

_SAVE_AS = ("SaveAs", _("另存为副本…"))


class SharingFlow(QObject):
    """Locks what is shown, says who has it otherwise, and loads again what changed while nothing is lost by that."""

    def __init__(self, desk: Desk, locker: Locker, saving: SaveFlow, bar: FormBar, parent: QObject) -> None:
        super().__init__(parent)
        self._forms, self._current, self._notifier = desk.forms, desk.current, desk.notifier
        self._folder = desk.place.folder
        self._me = locker.me
        self._saving, self._bar = saving, bar
        self.locks = Locks(desk.forms, locker, self)
        self.outside_changes = OutsideChanges(desk.forms, self)
        self._bar.pressed.connect(self._pressed)
        desk.current.changed.connect(self._shown)
        self._folder.listed.connect(self._listed)
        desk.forms.opened.connect(self._opened)
        desk.forms.saved.connect(self._changed)
        desk.forms.save_failed.connect(self._changed)
        desk.forms.jobs.slow.connect(self._hangs)
        saving.decided.connect(self._decided)
        self.locks.changed.connect(self._changed)
        self.locks.losing.connect(self._losing)
        self.locks.regained.connect(self._regained)
        self.outside_changes.changed.connect(self._changed_outside)

    def stop(self) -> None:
        """Wait for what is being written, then give everything free, before the program goes."""
        self._forms.stop()
        self.outside_changes.stop()
        self.locks.stop()

    # ---- what happened -------------------------------------------------------------------------------------------

    def _shown(self) -> None:
        self.locks.attend(self._current.session)
        self._update()

    def _opened(self, session: Session) -> None:
        session.stack.refused.connect(self._refused)
        if session.is_clean:  # what was recovered has changes that must not be out of reach
            session.hold_for_template(template_fault(session.form))

    def _refused(self) -> None:
        """Say why nothing happened, where a way to change the form was open all the same."""
        self._notifier.warn(_("这份表现在只读，没有改动。"))

    def _changed(self, session: Session, *_rest: object) -> None:
        if session is self._current.session:
            self._update()

    def _hangs(self, session: Session) -> None:
        """Say that a save has had no answer for some seconds, beside the form or wherever the user is."""
        if session is self._current.session:
            self._update()
        else:
            text = _("“{name}”还没有存完：{folder} 没有应答。改动还在窗口里，打开这份表可以另存到本机。")
            self._notifier.warn(text.format(name=session.path.name, folder=session.path.parent))

    def _losing(self, session: Session) -> None:
        """Put what is being typed into the form while that takes it."""
        if session is self._current.session:
            self._current.commit()

    def _regained(self, session: Session) -> None:
        self.outside_changes.look()
        if session is self._current.session:
            self._update()

    def _decided(self, session: Session) -> None:
        self.outside_changes.settle(session)
        self._changed(session)

    def _listed(self, summaries: list[Summary]) -> None:
        if any(self._forms.session_at(summary.path) is not None for summary in summaries):
            self.outside_changes.look()

    def _changed_outside(self, session: Session, seen: Seen) -> None:
        """Load the form again where nothing is lost by that; otherwise say it, and let the user decide."""
        is_current = session is self._current.session
        can_go = session.is_clean and (not is_current or (self._current.commit() and session.is_clean))
        if can_go and seen.loaded is not None:
            self._reload(session, seen)
        elif is_current:
            self._update()
        else:
            self._notifier.warn(_("“{name}”刚被别的程序修改。保存时会问您保留哪一份。").format(name=session.path.name))

    def _reload(self, session: Session, seen: Seen) -> None:
        path, is_current = session.path, session is self._current.session
        self.outside_changes.settle(session)
        if session.stack.count() and not session.is_read_only and seen.loaded is not None:
            from selfeval_gui.commands.replace import load_anew

            load_anew(session, seen.loaded)  # with its undo stack
        else:
            self._forms.close(session)
            self._folder.forget(path)
            if is_current:
                self._current.show(path)
        if is_current:
            self._notifier.info(_("“{name}”被别的程序修改，已重新载入。").format(name=path.name))

    # ---- what the bar says ---------------------------------------------------------------------------------------

    def _pressed(self, key: str) -> None:
        session = self._current.session
        if session is None or not self._current.commit():
            return
        if key == "TakeOver":
            self.locks.take_over(session)
        elif key == "TakeTemplate":
            self._take_template(session)
        elif key == "SaveAs":
            self._saving.save_as()
        elif key == "SaveHere":
            self._saving.save_here(session)
        else:
            seen = self.outside_changes.seen(session)
            if seen is not None:
                self._saving.decide(session, seen.loaded)
        self._update()

    def _take_template(self, session: Session) -> None:
        """Let a form whose template cannot be used be of the one it is shown in, as a step that can be undone."""
        from selfeval_gui.commands.template import choose_template
        from selfeval_gui.exchange.templates.template import template_of

        session.hold_for_template("")
        if not session.is_read_only:
            choose_template(session, template_of(session.form))

    def _update(self) -> None:
        session = self._current.session
        self._bar.show_notice(None if session is None else self._notice(session))

    def _notice(self, session: Session) -> Notice | None:
        if session in self._forms.jobs.slow_ones:
            text = _("还没有存完：{folder} 没有应答，可能是网络或共享文件夹断开了。改动还在窗口里。")
            text = text.format(folder=session.path.parent)
            return Notice("warning", Tone.WARNING, text, (("SaveHere", _("另存到本机…")),))
        taken = self.locks.taken(session)
        if taken is not None:
            return self._lock_notice(session, taken)
        if session.template_fault:
            text = _("{fault}这里只读，可以另存为副本（JSON）；换成所显示的表样以后才能编辑。")
            buttons = (("TakeTemplate", _("换表样后编辑")), _SAVE_AS)
            return Notice("lock", Tone.WARNING, text.format(fault=session.template_fault), buttons)
        seen = self.outside_changes.seen(session)
        if seen is None:
            return None
        if seen.loaded is None:
            text = _("文件被别的程序改成了读不出来的内容。这里的内容是完整的，保存时会问您。")
            return Notice("warning", Tone.WARNING, text)
        text = _("文件刚被别的程序修改，您这里也有没保存的改动。")
        return Notice("warning", Tone.WARNING, text, (("Decide", _("比较并处理…")),))

    def _lock_notice(self, session: Session, taken: Taken) -> Notice:
        take_over = ("TakeOver", _("接管编辑"))
        if taken.holder is None:
            if taken.is_stale:
                text = _(
                    "旁边的锁文件已损坏，看不出是谁打开着这份表。确认没有别人在编辑后，可以接管；在此之前这里只读。"
                )
                return Notice("lock", Tone.WARNING, text, (take_over, _SAVE_AS))
            return Notice("lock", Tone.HINT, _("别人正打开着这份表，这里只读。"), (_SAVE_AS,))
        words = {"who": self._who(taken.holder), "since": _since(taken.holder.since)}
        if self.locks.was_ours(session):
            text = _("{who}接管了这份表的编辑，这里变成只读。")
            if not session.is_clean:
                text = _("{who}接管了这份表的编辑，这里变成只读。您没保存的改动还在，可以另存为副本。")
            return Notice("lock", Tone.WARNING, text.format(**words), (_SAVE_AS,))
        if taken.is_stale:
            text = _("{who}自 {since} 起打开着这份表，但已经没有动静，可能死机或断网了。这里只读，可以接管。")
            return Notice("lock", Tone.WARNING, text.format(**words), (take_over, _SAVE_AS))
        text = _("{who}自 {since} 起打开着这份表。这里只读，那边关闭后就可以编辑。")
        return Notice("lock", Tone.HINT, text.format(**words), (_SAVE_AS,))

    def _who(self, holder: Holder) -> str:
        if (holder.user, holder.host) == (self._me.user, self._me.host):
            return _("本机的另一个窗口")
        return _("{user}（{host}）").format(user=holder.user, host=holder.host)


def _since(moment: datetime) -> str:
    local = moment.astimezone()
    is_today = local.date() == datetime.now(local.tzinfo).date()
    return local.strftime("%H:%M" if is_today else "%m-%d %H:%M")
