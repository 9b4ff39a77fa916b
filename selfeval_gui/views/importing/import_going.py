"""The way through what is to be looked at in the import preview, by keys: next doubt, next cell, next form."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from selfeval_gui.exchange.recognize.account import NotRepaired
from selfeval_gui.exchange.recognize.repairs import Repairs
from selfeval_gui.exchange.recognize.result import ReaderRemark
from selfeval_gui.i18n import _
from selfeval_gui.views.importing.import_actions import ActionMaker
from selfeval_gui.views.importing.import_doubts import DoubtList
from selfeval_gui.views.importing.import_files import FileList
from selfeval_gui.views.importing.import_steps import ImportSteps


class ImportGoing(QObject):
    """Takes the user through the doubts and the cells without a place, one form after the other.

    Signals
    -------
    told(sentence)
        why there is nothing more to go to.
    """

    told = Signal(str)

    def __init__(self, dialog: QWidget, files: FileList, doubts: DoubtList, steps: ImportSteps) -> None:
        super().__init__(dialog)
        self._files, self._doubts, self._steps = files, doubts, steps
        action = ActionMaker(self, dialog)
        self.actions: list[QAction] = [
            action("importAnswered", _("已核对，去掉这一条"), "Ctrl+K", slot=self._answered),
            action("importNextDoubt", _("下一处要核对的"), "F8", slot=self._go, data=(True, 1)),
            action("importPreviousDoubt", _("上一处要核对的"), "Shift+F8", slot=self._go, data=(True, -1)),
            action("importNextUnmapped", _("下一处未归位的"), "F7", slot=self._go, data=(False, 1)),
            action("importPreviousUnmapped", _("上一处未归位的"), "Shift+F7", slot=self._go, data=(False, -1)),
            action("importNextForm", _("下一份要核对的表"), "Ctrl+F8", slot=self._go_on),
        ]

    def _answered(self, _checked: bool = False) -> None:
        remark, found = self._doubts.current_remark(), self._steps.found
        is_doubt = remark is not None and found is not None and remark in found.doubts
        if self._steps.repair(_("已核对"), partial(_look_at, remark, is_doubt)):
            self._doubts.show_where()

    def _go(self, _checked: bool = False) -> None:
        action = self.sender()
        is_doubt, step = action.data() if isinstance(action, QAction) else (True, 1)
        if self._doubts.go(is_doubt, step):
            return
        if step < 0:
            self.told.emit(_("前面没有了。"))
        elif not self._files.go_on() and not self._doubts.go_round(is_doubt):
            self.told.emit(self._nothing_more(is_doubt))

    def _nothing_more(self, is_doubt: bool) -> str:
        """Say that nothing of the one kind is left, and what is of the other."""
        found = self._steps.found
        doubts = 0 if found is None else len(found.doubts)
        unmapped = 0 if found is None else len(found.unmapped)
        if is_doubt and unmapped:
            return _("没有别的要核对的地方了；还有 {count} 处未归位，按 F7 去看。").format(count=unmapped)
        if not is_doubt and doubts:
            return _("没有别的未归位的内容了；还有 {count} 处要核对，按 F8 去看。").format(count=doubts)
        return _("没有别的要核对的地方了。")

    def _go_on(self, _checked: bool = False) -> None:
        if not self._files.go_on():
            self.told.emit(_("没有别的要核对的表了。"))


def _look_at(remark: ReaderRemark | None, is_doubt: bool, repairs: Repairs) -> None:
    if remark is None:
        raise NotRepaired("doubt.none")
    if not is_doubt:
        raise NotRepaired("doubt.unmapped", remark.text)
    repairs.looked_at(remark)
