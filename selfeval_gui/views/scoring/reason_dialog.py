"""写偏差原因: the frame 事实 · 原因 · 措施 · 时限, what the unit wrote before, and the text that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QGridLayout, QListWidget, QVBoxLayout, QWidget

from selfeval_gui.domain.reason_frame import FACT, PART_LABELS, framed
from selfeval_gui.i18n import _
from selfeval_gui.item_models.marks import plain_tooltip
from selfeval_gui.views.basics.quiet_widgets import PlainLabel
from selfeval_gui.views.basics.row_opener import RowOpener
from selfeval_gui.views.basics.rows import lay_rows, row_height
from selfeval_gui.views.form.text_fields import BlockField

_EMS = 40
_LINES, _MOST_LINES = 1, 3
_OFFERED_ROWS = 4
_OFFERS = _("本单位以前写过的{part}（F4 到这里，回车填入）")
_NO_OFFERS = _("本单位以前没有写过{part}，请自己填写")


class ReasonDialog(QDialog):
    """Nothing changes in the form before 写入; what was typed is given up only after `may_drop` says so.

    Signals
    -------
    agreed(text)
        the reason is to be this text.
    """

    agreed = Signal(str)

    def __init__(self, heading: str, parts: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reasonDialog")
        self.setWindowTitle(_("写偏差原因"))
        self.may_drop: Callable[[], bool] = _yes
        self._offers: Mapping[str, list[str]] = {}
        self._part = FACT
        self._begun = dict(parts)
        self._heading = PlainLabel(heading, self)
        self._heading.setWordWrap(True)
        self.fields = {part: self._make_field(part, parts.get(part, "")) for part in PART_LABELS}
        self._caption = PlainLabel("", self)
        self._caption.setObjectName("reasonOffersCaption")
        self.offers = self._make_list()
        self.text = BlockField(_LINES, _MOST_LINES, self)
        self.text.setObjectName("reasonText")
        self.text.setAccessibleName(_("写进表里的文字"))
        self.text.setReadOnly(True)
        self.text.reset_wanted.connect(self.reject)
        self._lay_out()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.accept)
        self._show_text()
        first = next((part for part in PART_LABELS if not parts.get(part)), FACT)
        self.fields[first].setFocus()
        self._show_part(first)

    # ---- its parts ----------------------------------------------------------------------------------------------

    def _make_field(self, part: str, text: str) -> BlockField:
        field = BlockField(_LINES, _MOST_LINES, self)
        field.setObjectName(f"reason{part.title()}")
        field.setAccessibleName(PART_LABELS[part])
        field.setPlainText(text)
        field.setUndoRedoEnabled(True)
        field.undo_wanted.connect(field.undo)
        field.redo_wanted.connect(field.redo)
        field.reset_wanted.connect(self.reject)
        field.textChanged.connect(self._show_text)
        field.installEventFilter(self)
        return field

    def _make_list(self) -> QListWidget:
        offers = QListWidget(self)
        offers.setObjectName("reasonOffers")
        offers.setTextElideMode(Qt.TextElideMode.ElideRight)
        offers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        offers.setUniformItemSizes(True)
        lay_rows(offers)
        offers.setMinimumHeight(_OFFERED_ROWS * row_height(offers.fontMetrics()))
        offers.installEventFilter(self)
        RowOpener(offers).opened.connect(self._take)
        return offers

    def _lay_out(self) -> None:
        grid = QGridLayout()
        for row, (part, field) in enumerate(self.fields.items()):
            label = PlainLabel(PART_LABELS[part], self)
            label.setBuddy(field)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1)
        buttons = QDialogButtonBox(self)
        agree = buttons.addButton(_("写入"), QDialogButtonBox.ButtonRole.AcceptRole)
        agree.setObjectName("reasonAgree")
        agree.setToolTip(_("写进偏差原因一格（Ctrl+Enter）；可以撤销"))
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("reasonCancel")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        page = QVBoxLayout(self)
        page.addWidget(self._heading)
        page.addLayout(grid)
        page.addWidget(self._caption)
        page.addWidget(self.offers, 1)
        page.addWidget(PlainLabel(_("写进表里的文字（没有填的部分用【】标出，检查时会提示）"), self))
        page.addWidget(self.text)
        page.addWidget(buttons)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("字") * _EMS, super().sizeHint().height())

    # ---- what is offered ----------------------------------------------------------------------------------------

    def show_offers(self, offers: Mapping[str, list[str]]) -> None:
        """Offer these texts, by part, from now on."""
        self._offers = offers
        self._show_part(self._part)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        part = next((part for part, field in self.fields.items() if field is now), None)
        if part is not None:
            self._show_part(part)

    def _show_part(self, part: str) -> None:
        self._part = part
        texts = self._offers.get(part, [])
        words = (_OFFERS if texts else _NO_OFFERS).format(part=PART_LABELS[part])
        self._caption.setText(words)
        self.offers.setAccessibleName(words)
        self.offers.clear()
        for text in texts:
            self.offers.addItem(" ".join(text.split()))
            self.offers.item(self.offers.count() - 1).setToolTip(plain_tooltip(text) or "")
        self.offers.setEnabled(bool(texts))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let F4 lead from a field to what is offered, and Esc and F4 back."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            down = Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier
            wants_list = (event.key(), modifiers) in {(Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier), down}
            if watched is self.offers and (wants_list or event.key() == Qt.Key.Key_Escape):
                self.fields[self._part].setFocus()
                return True
            if watched is not self.offers and wants_list and self.offers.count():
                self.offers.setCurrentRow(max(0, self.offers.currentRow()))
                self.offers.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _take(self) -> None:
        """Put what was chosen at the cursor of its part, after what stands there."""
        row, field = self.offers.currentRow(), self.fields[self._part]
        if row >= 0:
            field.flush()
            field.textCursor().insertText(self._offers[self._part][row])
            field.setFocus()

    # ---- the text -----------------------------------------------------------------------------------------------

    def _parts(self) -> dict[str, str]:
        return {part: field.content() for part, field in self.fields.items()}

    def _show_text(self) -> None:
        self.text.setPlainText(framed(self._parts()))

    def accept(self) -> None:
        """Pass the text on and close."""
        for field in self.fields.values():
            field.flush()
        self.agreed.emit(framed(self._parts()))
        super().accept()

    def reject(self) -> None:
        """Close without writing; what was typed goes only after a question."""
        for field in self.fields.values():
            field.flush()
        is_typed = {part: text for part, text in self._parts().items() if text} != {
            part: text for part, text in self._begun.items() if text
        }
        if not is_typed or self.may_drop():
            super().reject()


def _yes() -> bool:
    return True
