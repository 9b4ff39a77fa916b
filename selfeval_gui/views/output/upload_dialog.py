"""一体化对接: each form with its lamp 可上传, the reasons where it is off, and the table to upload. It asks only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.push_button import push_button
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import PlainLabel, StillBox
from selfeval_gui.views.basics.rows import lay_rows
from selfeval_gui.views.basics.theme import Tone

if TYPE_CHECKING:
    from selfeval_gui.domain.destination import Destination
    from selfeval_gui.work.uploading import Looked

_SIZE_EMS = (64, 32)
_PLACE = Qt.ItemDataRole.UserRole


class UploadDialog(QDialog):
    """Its flow reads the forms and writes.

    Signals
    -------
    destination_chosen(id)
        another system is meant.
    place_wanted(path, node, field)
        the user wants to mend what is not taken.
    export_wanted(), give_wanted(), take_wanted()
        write the table; hand the preset over as a file to edit; read such a file.
    """

    destination_chosen = Signal(str)
    place_wanted = Signal(object, str, str)
    export_wanted = Signal()
    give_wanted = Signal()
    take_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("uploadDialog")
        self.setWindowTitle(_("一体化对接"))
        self.box = StillBox(self)
        self.box.setObjectName("uploadDestination")
        self.box.setAccessibleName(_("上传到哪个系统"))
        self.source = QuietLabel("", self, wraps=True)
        self.source.setObjectName("uploadSource")
        self.forms = QTreeWidget(self)
        self.forms.setObjectName("uploadForms")
        self.forms.setAccessibleName(_("能不能上传"))
        self.forms.setHeaderLabels([_("自评表"), _("能不能上传")])
        lay_rows(self.forms)
        self.lamp = QCheckBox(_("自评表上方也显示能不能上传"), self)
        self.lamp.setObjectName("uploadShowLamp")
        self.told = PlainLabel("", self)
        self.told.setObjectName("uploadTold")
        self._lay_out()
        self.box.activated.connect(self._chosen)
        self.forms.itemActivated.connect(self._go)

    def show_destinations(self, known: Mapping[str, Destination], chosen: str) -> None:
        """Offer these systems."""
        self.box.clear()
        for each in known.values():
            self.box.addItem(each.name, each.id)
        self.box.setCurrentIndex(max(0, self.box.findData(chosen)))
        self.source.setText(known[str(self.box.currentData())].source)

    def destination(self) -> str:
        """Return the id of the system that is meant."""
        return str(self.box.currentData())

    def wait(self) -> None:
        """Say that the forms are still to be read."""
        self.forms.clear()
        self.told.setText(_("正在检查…"))
        self.export.setEnabled(False)

    def show_looked(self, looked: Sequence[Looked]) -> None:
        """Show what came of each form, those that are not taken first."""
        self.forms.clear()
        for each in sorted(looked, key=lambda one: not one.reasons):
            item = QTreeWidgetItem(self.forms)
            item.setText(0, each.name)
            count = len(each.reasons)
            item.setText(1, _("不可上传，{count} 处").format(count=count) if count else _("可上传"))
            item.setIcon(1, theme.icon("error", Tone.ERROR) if count else theme.icon("ok", Tone.GOOD))
            item.setData(0, _PLACE, (each.path, "", "project_name"))
            for reason in each.reasons:
                below = QTreeWidgetItem(item)
                below.setText(0, reason.sentence)
                below.setToolTip(0, reason.sentence)
                below.setFirstColumnSpanned(True)
                below.setData(0, _PLACE, (each.path, reason.node, reason.field))
            item.setExpanded(bool(count))
        fit = sum(not each.reasons for each in looked)
        words = _("{fit} 份可上传，{rest} 份不可上传。双击一处（或按 Enter）去改。")
        self.told.tell_news(words.format(fit=fit, rest=len(looked) - fit))
        self.export.setEnabled(fit > 0)

    def _chosen(self, _index: int) -> None:
        self.destination_chosen.emit(self.destination())

    def _go(self, item: QTreeWidgetItem, _column: int) -> None:
        self.place_wanted.emit(*item.data(0, _PLACE))

    def _lay_out(self) -> None:
        self.export = push_button(self, "uploadExport", _("导出可上传的…"), self._export)
        give = push_button(self, "uploadGive", _("另存预设…"), self._give)
        give.setToolTip(_("把字段长度、不收的字符、栏目顺序存成 JSON 文件，改好以后再“读入预设”"))
        take = push_button(self, "uploadTake", _("读入预设…"), self._take)
        close = push_button(self, "uploadClose", _("关闭"), self.reject)
        which = QHBoxLayout()
        which.addWidget(PlainLabel(_("上传到"), self))
        which.addWidget(self.box, 1)
        which.addWidget(give)
        which.addWidget(take)
        last = QHBoxLayout()
        last.addWidget(self.told, 1)
        last.addWidget(self.export)
        last.addWidget(close)
        page = QVBoxLayout(self)
        page.addLayout(which)
        page.addWidget(self.source)
        page.addWidget(self.forms, 1)
        page.addWidget(self.lamp)
        page.addLayout(last)
        em = self.fontMetrics().horizontalAdvance("字")
        resize_on_screen(self, em * _SIZE_EMS[0], em * _SIZE_EMS[1])
        self.forms.setColumnWidth(0, em * (_SIZE_EMS[0] - 20))

    def _export(self, _checked: bool = False) -> None:
        self.export_wanted.emit()

    def _give(self, _checked: bool = False) -> None:
        self.give_wanted.emit()

    def _take(self, _checked: bool = False) -> None:
        self.take_wanted.emit()
