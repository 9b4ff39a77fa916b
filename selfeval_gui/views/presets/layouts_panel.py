"""The layouts remembered by the import preview, in the library of templates: shown, and forgotten on request."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.repair_messages import choice_words
from selfeval_gui.views.basics.push_button import push_button
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.rows import lay_rows, row_height
from selfeval_gui.work.own_layouts import OwnLayout, OwnLayouts

_MOST_ROWS = 5
_MOST_CHOICES = 4  # are read without pointing at them


class LayoutsPanel(QWidget):
    """Lists them; without any it is not shown."""

    def __init__(self, layouts: OwnLayouts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layouts = layouts
        self._shown: list[OwnLayout] = []
        self.told = QuietLabel(_("本机记住的栏目（导入时栏目相同的表照此归位）"), wraps=True)
        self.list = QListWidget(self)
        lay_rows(self.list)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setObjectName("layoutList")
        self.list.setAccessibleName(_("本机记住的栏目"))
        self.list.setMaximumHeight(row_height(self.fontMetrics()) * _MOST_ROWS)
        self.forget = push_button(self, "layoutForget", _("忘掉"), self._forget)
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        row.addWidget(self.forget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.told)
        column.addLayout(row)
        self.show_all()

    def show_all(self) -> None:
        """List what is remembered now."""
        self._shown = list(self._layouts.all().values())
        self.list.clear()
        for layout in self._shown:
            choices = [choice_words(*choice) for choice in layout.choices]
            headings = _("栏目：{words}").format(words="、".join(layout.headings))
            item = QListWidgetItem("\n".join([*choices[:_MOST_CHOICES], headings]), self.list)
            item.setToolTip("\n".join(choices))
        self.list.setCurrentRow(0)
        self.setVisible(bool(self._shown))

    def _forget(self, _checked: bool = False) -> None:
        row = self.list.currentRow()
        if row not in range(len(self._shown)):
            return
        try:
            self._layouts.remove(self._shown[row])
        except OSError as error:
            self.told.setText(_("没有忘掉：{reason}").format(reason=error.strerror or error))
            return
        self.show_all()
