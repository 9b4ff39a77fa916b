"""The licences of the program and of everything that an installed copy carries, to be read inside it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from selfeval_gui.data import resources_dir
from selfeval_gui.i18n import _
from selfeval_gui.storage.places import is_there
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.rows import lay_rows

_LETTERS, _LINES = 110, 28  # of a text, shown without scrolling


def licence_files() -> list[Path]:
    """Find the texts: a folder of an installed copy, else the checkout's own licence."""
    root = resources_dir().parent
    return sorted((root / "licenses").glob("*")) or [path for path in [root / "LICENSE"] if is_there(path)]


def text_of(data: bytes) -> str:
    """Return a licence as text: older ones, such as FreeType's, are in Latin-1, and a packed copy keeps their bytes."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


class LicencesDialog(QDialog):
    """A list of names beside the text of the chosen one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("licencesDialog")
        self.setWindowTitle(_("许可证"))
        self._files = licence_files()
        self.names = QListWidget(self)
        lay_rows(self.names)
        self.names.setObjectName("licenceNames")
        self.names.setAccessibleName(_("组成部分"))
        self.names.addItems([path.name.removesuffix(".txt") for path in self._files])
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("licenceText")
        self.text.setAccessibleName(_("许可证全文"))
        self.text.setReadOnly(True)
        note = QuietLabel(
            _("本程序以 MIT 许可证发布；随它安装的 Qt 与 PySide6 按 LGPL-3 使用，各组件的许可证如下。"),
            self,
            wraps=True,
        )
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("关闭"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("licencesClose")
        buttons.rejected.connect(self.reject)
        across = QSplitter(Qt.Orientation.Horizontal, self)
        across.addWidget(self.names)
        across.addWidget(self.text)
        across.setStretchFactor(1, 1)
        page = QVBoxLayout(self)
        for widget in (note, across, buttons):
            page.addWidget(widget)
        page.setStretch(1, 1)
        self.names.currentRowChanged.connect(self._show)
        self.names.setCurrentRow(0)
        letters = self.fontMetrics()
        resize_on_screen(self, letters.averageCharWidth() * _LETTERS, letters.lineSpacing() * _LINES)

    def _show(self, row: int) -> None:
        try:
            words = text_of(self._files[row].read_bytes()) if row >= 0 else ""
        except OSError:
            words = _("读不到这份许可证：{path}").format(path=self._files[row])
        self.text.setPlainText(words)
