"""A list of forms to tick, with 全选, 全不选 and how many are ticked: what is done with several at once begins here."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.storage.summary import Summary
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.rows import lay_rows

_LEAST_ROWS = 6
_WIDTH = 34  # characters


class TickedForms(QWidget):
    """Every form is ticked at first. `purpose` begins the object names, `words` say what the list is for.

    Signals
    -------
    changed()
        others are ticked now.
    """

    changed = Signal()

    def __init__(self, offered: Sequence[Summary], purpose: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._offered = list(offered)
        self.list = QListWidget(self)
        lay_rows(self.list)
        self._all, self._none = QPushButton(_("全选"), self), QPushButton(_("全不选"), self)
        self._count = QuietLabel("", self)
        for name, spoken, widget in (
            ("Forms", words, self.list),
            ("AllForms", self._all.text(), self._all),
            ("NoForms", self._none.text(), self._none),
        ):
            widget.setObjectName(f"{purpose}{name}")
            widget.setAccessibleName(spoken)
        names = Counter(form.project_name.strip() for form in self._offered)
        for form in self._offered:
            name = form.project_name.strip()
            words = name or form.path.name
            if names[name] > 1 and form.implementing_unit.strip():  # many units have a project of that name
                words = _("{name}（{unit}）").format(name=words, unit=form.implementing_unit.strip())
            item = QListWidgetItem(words, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setToolTip(str(form.path))
        metrics = self.fontMetrics()
        self.list.setMinimumSize(metrics.horizontalAdvance("字") * _WIDTH, metrics.height() * _LEAST_ROWS)
        line = QHBoxLayout()
        for button, slot in ((self._all, self._tick_all), (self._none, self._tick_none)):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            line.addWidget(button)
        line.addWidget(self._count, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.list, 1)
        page.addLayout(line)
        self.list.itemChanged.connect(self._tell)
        self._tell()

    @property
    def ticked(self) -> list[Summary]:
        """The forms that are ticked, in the order of the list."""
        return [form for row, form in enumerate(self._offered) if self._is_ticked(row)]

    @property
    def paths(self) -> list[Path]:
        """The files of the forms that are ticked."""
        return [form.path for form in self.ticked]

    def _is_ticked(self, row: int) -> bool:
        return self.list.item(row).checkState() is Qt.CheckState.Checked

    def _tick_all(self, _checked: bool = False) -> None:
        self._tick(Qt.CheckState.Checked)

    def _tick_none(self, _checked: bool = False) -> None:
        self._tick(Qt.CheckState.Unchecked)

    def _tick(self, state: Qt.CheckState) -> None:
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(state)
        self.list.blockSignals(False)
        self._tell()

    def _tell(self, _item: QListWidgetItem | None = None) -> None:
        text = _("选了 {count} 份，共 {all} 份")
        self._count.tell_news(text.format(count=len(self.ticked), all=len(self._offered)))
        self.changed.emit()
