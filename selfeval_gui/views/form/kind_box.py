"""A box that says of which kind a form is (口径, 表样), and lets one choose another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from selfeval_gui.views.basics.quiet_widgets import StillBox
from selfeval_gui.views.basics.tips import set_text_tip

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.work.kind_store import FormKind, KindStore


class KindOffer(NamedTuple):
    """What the box offers for a form: the kinds known, the one in use, and a text if the form names an unknown one."""

    known: Iterable[FormKind]
    used: FormKind
    unknown: str | None


class KindBox(StillBox):
    """Choosing a kind is an undoable change of the form; a kind that this program does not have stays as it is.

    Signals
    -------
    changed()
        the form is of another kind now.
    """

    changed = Signal()

    def __init__(self, field: str, noun: str, characters: int, parent: QWidget | None) -> None:
        """Make the box for a field of the form, wide enough for some characters."""
        super().__init__(parent)
        self.setAccessibleName(noun)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(characters)
        self._field = field
        self._session: Session | None = None
        self._own: KindStore[Any] | None = None
        self._offered: list[FormKind | None] = []  # by row; None stands for a name without a kind
        self._used: FormKind | None = None
        self.activated.connect(self._chosen)

    def sizeHint(self) -> QSize:
        """Return what the whole name takes; in less room the words in brackets are left out first."""
        least = super().sizeHint()
        extra = self.fontMetrics().horizontalAdvance(self.currentText()) + 2 * self.fontMetrics().height()
        return QSize(max(least.width(), extra), least.height())

    def minimumSizeHint(self) -> QSize:
        return super().sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        option: Any = QStyleOptionComboBox()  # PySide's stubs leave out its fields
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width() - 4
        if self.fontMetrics().horizontalAdvance(option.currentText) > room:
            short = option.currentText.partition("（")[0] or option.currentText
            option.currentText = self.fontMetrics().elidedText(short, Qt.TextElideMode.ElideRight, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def show_session(self, session: Session | None) -> None:
        """Show the kind of this form."""
        if self._session is not None:
            self._session.field_changed.disconnect(self._field_changed)
        self._session = session
        if session is not None:
            session.field_changed.connect(self._field_changed)
        self.fill()

    def offer(self, own: KindStore[Any]) -> None:
        """Offer the user's own kinds too, as they are now."""
        self._own = own
        self.fill()

    def known(self, presets: Mapping[str, FormKind]) -> Iterable[FormKind]:
        """Return the presets and the user's own kinds, as far as these are offered."""
        return (presets if self._own is None else self._own.known()).values()

    def fill(self) -> None:
        """List what there is to choose, as it is now."""
        self.clear()
        if self._session is None:
            return
        offer = self.offer_for(self._session)
        self._used = offer.used
        self._offered = list(offer.known)
        if offer.used not in self._offered:
            self._offered.insert(0, offer.used)
        if offer.unknown is not None:
            self._offered.insert(0, None)
        for kind in self._offered:
            if kind is None:
                self.addItem(offer.unknown or "")
            else:
                self.addItem(kind.name, kind.id)
        row = 0 if offer.unknown is not None else self._offered.index(offer.used)
        self.setCurrentIndex(row)
        self.updateGeometry()
        set_text_tip(self, f"{self.itemText(row)}\n{offer.used.source}")
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + self.fontMetrics().height())

    def offer_for(self, session: Session) -> KindOffer:
        """Return what to offer for a form."""
        raise NotImplementedError

    def choose(self, session: Session, kind: Any) -> None:
        """Make the form be of another kind."""
        raise NotImplementedError

    def _field_changed(self, field: str) -> None:
        if field == self._field:
            before = self._used
            self.fill()
            if self._used != before:  # a form may have been replaced by one of the same kind
                self.changed.emit()

    def _chosen(self, row: int) -> None:
        kind = self._offered[row] if row < len(self._offered) else None
        if self._session is not None and kind is not None:
            self.choose(self._session, kind)
