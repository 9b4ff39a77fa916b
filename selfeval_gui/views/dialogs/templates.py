"""The templates (表样) there are, each drawn as a form, and what can be done with them. It asks; the flow does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.i18n import _
from selfeval_gui.views.quiet_label import QuietLabel
from selfeval_gui.views.sheet_view import SheetView

if TYPE_CHECKING:
    from selfeval_gui.exchange.sheet import Sheet
    from selfeval_gui.exchange.template import Template

_SIZE_EMS = (76, 42)


class TemplatesDialog(QDialog):
    """List at the left, the form drawn at the right, below it what of the form at hand has no place there.

    Signals
    -------
    wanted(what, template)
        `what` is "use", "copy", "edit", "delete", "export" or "import"; the template is the one chosen.
    """

    wanted = Signal(str, object)

    def __init__(self, draw: Callable[[Template], tuple[Sheet, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("templatesDialog")
        self.setWindowTitle(_("表样"))
        self._draw = draw
        self._known: list[Template] = []
        self._own: set[str] = set()
        self.list = QListWidget(self)
        self.list.setObjectName("templateList")
        self.list.setAccessibleName(_("表样"))
        self.list.setWordWrap(True)
        self.paper = SheetView(self)
        self.paper.setObjectName("templatePaper")
        self.paper.setAccessibleName(_("表样画成的表"))
        self.missing = QuietLabel("", self, wraps=True)
        self.missing.setObjectName("templateMissing")
        across = QSplitter(Qt.Orientation.Horizontal, self)
        across.addWidget(self.list)
        across.addWidget(self.paper)
        across.setStretchFactor(1, 1)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        for what, text, tip in (
            ("use", _("用于当前表"), _("当前自评表改用这种表样；可以撤销")),
            ("copy", _("复制一份…"), _("以它为底，另建一种可以修改的表样")),
            ("edit", _("编辑…"), _("修改自己的表样；程序自带的请先复制")),
            ("delete", _("删除"), _("删除自己的表样；用过它的表里各有一份，不受影响")),
            ("export", _("导出…"), _("存成 JSON 文件，交给同事")),
            ("import", _("导入…"), _("读入同事给的 JSON 文件")),
        ):
            button = QPushButton(text, self)
            button.setObjectName(f"template{what.capitalize()}")
            button.setToolTip(tip)
            button.setProperty("what", what)
            button.setAutoDefault(False)
            button.clicked.connect(self._clicked)
            self._buttons[what] = button
            row.addWidget(button)
        row.addStretch()
        close = QPushButton(_("关闭"), self)
        close.setObjectName("templatesClose")
        close.clicked.connect(self.reject)
        row.addWidget(close)
        page = QVBoxLayout(self)
        page.addWidget(across, 1)
        page.addWidget(self.missing)
        page.addLayout(row)
        self.list.currentRowChanged.connect(self._chosen)
        em = self.fontMetrics().horizontalAdvance("字")
        self.resize(em * _SIZE_EMS[0], em * _SIZE_EMS[1])
        across.setSizes([em * _SIZE_EMS[0] * 3 // 10, em * _SIZE_EMS[0] * 7 // 10])

    def show_templates(self, known: Mapping[str, Template], own: set[str], chosen: str, *, has_form: bool) -> None:
        """Show these templates, and the chosen one drawn; those of `own` can be changed."""
        self._known, self._own = list(known.values()), own
        self.list.clear()
        for template in self._known:
            kind = _("自建") if template.id in own else _("自带")
            QListWidgetItem(_("{name}　{kind}").format(name=template.name, kind=kind), self.list)
        self._buttons["use"].setVisible(has_form)
        row = next((row for row, each in enumerate(self._known) if each.id == chosen), 0)
        self.list.setCurrentRow(row)

    def _current(self) -> Template | None:
        row = self.list.currentRow()
        return self._known[row] if 0 <= row < len(self._known) else None

    def _chosen(self, _row: int) -> None:
        template = self._current()
        for what, button in self._buttons.items():
            is_own = template is not None and template.id in self._own
            button.setEnabled(what == "import" or (is_own if what in {"edit", "delete"} else template is not None))
        if template is not None:
            sheet, missing = self._draw(template)
            self.paper.show_sheet(sheet)
            self.missing.setText(missing)
            self.missing.setVisible(bool(missing))

    def _clicked(self, _checked: bool = False) -> None:
        self.wanted.emit(str(self.sender().property("what")), self._current())
