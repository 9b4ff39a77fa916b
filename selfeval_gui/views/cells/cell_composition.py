"""A composition of an input method that begins on a cell without an editor."""

from collections.abc import Callable

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from selfeval_gui.views.cells.cell_delegate import CellDelegate
from selfeval_gui.views.cells.cell_hint import CellHint


def compose_on_cell(
    cells: CellDelegate, refusal: CellHint, event: QInputMethodEvent, pass_on: Callable[[QInputMethodEvent], None]
) -> None:
    """Open the editor by `pass_on` to Qt, and say why where there is none.

    Qt hands the composition on to the editor. Two things it leaves out: text that is committed without having been
    composed (a full-width comma, say) would only open the editor, and an aborted composition would leave the editor
    empty, because the composition had replaced the selected text.
    """
    before = cells.open_editor
    waiting = before is not None and not before.hasFocus() and bool(before.preedit)
    commit, preedit = event.commitString(), event.preeditString()
    pass_on(event)
    editor = cells.open_editor
    if editor is None:
        if commit or preedit:
            refusal.tell_why()
    elif before is None and commit and not preedit:
        QApplication.sendEvent(editor, QInputMethodEvent(event))
        event.accept()
    elif waiting and not commit and not preedit and not editor.is_flushing:
        editor.restore()
