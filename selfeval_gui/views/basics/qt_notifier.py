"""The notifier of the window: a quiet bar for what need not stop the user, boxes and choosers for the rest.

All text is plain text: names and paths from files must never be taken for markup.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QDialog, QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from selfeval_gui.app.notifier import Choice, Offer
from selfeval_gui.i18n import _
from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.basics.message_bar import MessageBar
from selfeval_gui.views.basics.pasted_text import LinePaste

_Role = QMessageBox.ButtonRole


class QtNotifier:
    """Speaks through boxes over `window` and through its message bar."""

    def __init__(self, window: QWidget, bar: MessageBar) -> None:
        self._window = window
        self._bar = bar
        self._offer: Offer | None = None
        self._button = QAction(bar)  # one for all offers: the bar has room for one
        self._button.triggered.connect(self._take_offer)

    def info(self, text: str, offer: Offer | None = None) -> None:
        """Say something good to know, in the bar."""
        self._say(text, None, offer)

    def warn(self, text: str, offer: Offer | None = None) -> None:
        """Say something the user should know, in the bar."""
        self._say(text, Severity.WARNING, offer)

    def error(self, text: str, details: str = "") -> None:
        """Say what went wrong and wait until it is read."""
        box = self._box(QMessageBox.Icon.Warning, text, details)
        box.addButton(_("知道了"), _Role.AcceptRole)
        box.exec()
        box.deleteLater()

    def ask(self, text: str, choices: Sequence[Choice], details: str = "") -> str:
        """Return the key of the chosen button; Enter chooses the first that is not final, closing the box the last."""
        box = self._box(QMessageBox.Icon.Question, text, details)
        buttons: dict[QAbstractButton, str] = {}
        for choice in choices:
            role = _Role.RejectRole if choice is choices[-1] else _Role.ActionRole
            button = box.addButton(choice.text, role)
            button.setObjectName(f"choice_{choice.key}")
            buttons[button] = choice.key
        last = list(buttons)[-1]
        first = next((button for button, each in zip(buttons, choices, strict=True) if not each.is_final), last)
        box.setDefaultButton(first)  # type: ignore[call-overload]
        box.setEscapeButton(last)
        box.exec()
        box.deleteLater()
        return buttons.get(box.clickedButton(), choices[-1].key)

    def ask_text(self, title: str, label: str, text: str) -> str | None:
        """Return a line of text, None when the user gives up."""
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)
        dialog.setTextValue(text)
        dialog.resize(dialog.fontMetrics().averageCharWidth() * 70, dialog.sizeHint().height())
        line = dialog.findChild(QLineEdit)  # there since the size was asked for
        if isinstance(line, QLineEdit):
            LinePaste(line)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.textValue() if accepted else None

    def choose_folder(self, title: str, start: Path) -> Path | None:
        """Return a folder, None when the user gives up."""
        chosen = QFileDialog.getExistingDirectory(self._window, title, str(start))
        return Path(chosen) if chosen else None

    def choose_source(self, title: str, start: Path, suffixes: Sequence[str]) -> Path | None:
        """Return a file to read, None when the user gives up."""
        kinds = " ".join(f"*{suffix}" for suffix in suffixes)
        chosen, _kind = QFileDialog.getOpenFileName(self._window, title, str(start), kinds)
        return Path(chosen) if chosen else None

    def choose_sources(self, title: str, start: Path, suffixes: Sequence[str]) -> list[Path]:
        """Return files to read, none when the user gives up; without suffixes files of any kind are wanted."""
        kinds = " ".join(f"*{suffix}" for suffix in suffixes)
        readable = [_("可以导入的文件 ({kinds})").format(kinds=kinds)] if suffixes else []
        filters = ";;".join((*readable, _("所有文件 (*)")))
        chosen, _kind = QFileDialog.getOpenFileNames(self._window, title, str(start), filters)
        return [Path(each) for each in chosen]

    def choose_target(self, title: str, start: Path, suffix: str) -> Path | None:
        """Return a file to write; the chooser adds the suffix and asks before an existing file is named."""
        chooser = QFileDialog(self._window, title, str(start.parent))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setFileMode(QFileDialog.FileMode.AnyFile)
        chooser.setNameFilter(f"*{suffix}")
        chooser.setDefaultSuffix(suffix)
        chooser.selectFile(start.name)
        accepted = chooser.exec() == QDialog.DialogCode.Accepted
        chosen = chooser.selectedFiles()
        chooser.deleteLater()
        return Path(chosen[0]) if accepted and chosen else None

    def _say(self, text: str, severity: Severity | None, offer: Offer | None) -> None:
        if offer is not None:
            self._offer = offer
            self._button.setText(offer.text)
        self._bar.say(text, severity, None if offer is None else self._button)

    def _take_offer(self, _checked: bool = False) -> None:
        if self._offer is not None:
            offer, self._offer = self._offer, None
            self._bar.withdraw(self._button)
            offer.act()

    def _box(self, sign: QMessageBox.Icon, text: str, details: str) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setObjectName("messageBox")
        box.setIcon(sign)
        box.setWindowTitle(_("绩效自评"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        if details:
            box.setDetailedText(details)
        return box
