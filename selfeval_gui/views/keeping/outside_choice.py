"""Both versions of a form that was changed here and by another program, to be chosen from place by place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from selfeval_gui.app.notifier import Notifier
    from selfeval_gui.app.session import Session
    from selfeval_gui.domain.differences import Difference
    from selfeval_gui.domain.form import Form
    from selfeval_gui.storage.store import Loaded


def common_base(session: Session) -> Form | None:
    """Return what both versions were once; None where that is not known."""
    from selfeval_gui.storage.codec import decode
    from selfeval_gui.storage.fingerprint import fingerprint

    is_known = session.base is not None and fingerprint(session.base) == session.fingerprint
    return decode(session.base) if is_known and session.base is not None else None


def choose_outside_changes(
    session: Session, found: Loaded, notifier: Notifier, window: QWidget, done: Callable[[Session], None]
) -> None:
    """Offer the differences; `done` is told once those that are wanted are in the form, in one step to be undone."""
    from selfeval_gui.domain.chosen_changes import sides
    from selfeval_gui.domain.differences import differences
    from selfeval_gui.views.keeping.choose_changes_dialog import ChooseChangesDialog

    base, mine, theirs = common_base(session), session.form, found.form
    shown = differences(mine, theirs)
    since = (None, None) if base is None else (differences(base, mine), differences(base, theirs))
    dialog = ChooseChangesDialog((mine, theirs), shown, sides(shown, *since), _("外面"), window)
    dialog.agreed.connect(partial(_take, session, found, notifier, done))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _take(
    session: Session,
    found: Loaded,
    notifier: Notifier,
    done: Callable[[Session], None],
    wanted: Sequence[Difference],
) -> None:
    from selfeval_gui.commands.replace import take_merged
    from selfeval_gui.domain.chosen_changes import with_changes
    from selfeval_gui.domain.tree import IllegalPlace

    try:
        merged = with_changes(session.form, found.form, wanted)
    except IllegalPlace:
        notifier.warn(_("外面增加的一行在您的表里没有位置（上级被移动过），什么也没有动；请自己加这一行。"))
        return
    if take_merged(session, merged, found):
        done(session)
    else:
        notifier.warn(_("这份表现在不能改（只读），什么也没有采用。"))
