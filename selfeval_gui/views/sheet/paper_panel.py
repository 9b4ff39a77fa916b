"""The paper with the bar above it and the menus beside its cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from selfeval_gui.commands.amounts import convert_amounts, has_amounts, set_unit
from selfeval_gui.domain.numbers import NumberTooLong
from selfeval_gui.domain.words import MONEY_UNITS
from selfeval_gui.exchange.templates.template import template_of
from selfeval_gui.i18n import _
from selfeval_gui.item_models.paper_model import PaperModel
from selfeval_gui.views.basics.page_bar import PageBar
from selfeval_gui.views.basics.quiet_widgets import PlainLabel
from selfeval_gui.views.sheet.paper_view import PaperView

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.item_models.document import Document

_TYPED_ELSEWHERE = _("这里按通用表样打字；“{name}”是单位自己的文件，填好的样子看“预览”，导出时填进那个文件。")
_TOO_LONG = _("换算后有金额超过 15 位数字或 6 位小数，没有换算。")


class PaperPanel(QWidget):
    """Shows one document on paper.

    Signals
    -------
    said(sentence)
        why something the user wanted could not be done.
    """

    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paperPanel")
        self._document: Document | None = None
        self.bar = PageBar("paper", self)
        self.view = PaperView(self)
        self._elsewhere = PlainLabel(parent=self)
        self._elsewhere.setObjectName("paperTypedElsewhere")
        self._elsewhere.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.bar)
        column.addWidget(self._elsewhere)
        column.addWidget(self.view, 1)
        self.bar.page_stepped.connect(self.view.turn)
        self.bar.zoom_stepped.connect(self.view.zoom_by)
        self.bar.zoom_chosen.connect(self.view.set_zoom)
        self.view.page_changed.connect(self._show_page)
        self.view.zoom_changed.connect(self._show_zoom)
        self.view.clipboard.said.connect(self.said)
        self.view.unit_wanted.connect(self._offer_units)
        self._show_page()

    def show_document(self, document: Document | None) -> None:
        """Show another form, or none."""
        if document is self._document:
            return
        if self._document is not None:
            self._document.session.refreshed.disconnect(self._tell_where)
        self._document = document
        model = None
        if document is not None:
            model = document.paper
            if model is None:
                model = document.paper = PaperModel(document.session, document.indicators, document)
            document.session.refreshed.connect(self._tell_where)
        self.view.show_model(model)
        self._tell_where()

    def _tell_where(self) -> None:
        """Say what is typed on where the form goes out on an office's own file."""
        template = None if self._document is None else template_of(self._document.session.form)
        text = ""
        if template is not None and template.paper is not None:
            text = _TYPED_ELSEWHERE.format(name=template.name)
        self._elsewhere.setText(text)
        self._elsewhere.setVisible(bool(text))

    def _show_page(self) -> None:
        self.bar.show_page(self.view.strip.front(), self.view.strip.count, _("没有自评表"))

    def _show_zoom(self) -> None:
        self.bar.show_zoom(self.view.strip.zoom)

    # ---- the unit of the amounts ---------------------------------------------------------------------------------

    def _offer_units(self, place: QPoint) -> None:
        """Offer the other unit: the words alone, or the amounts with them."""
        if self._document is None:
            return
        other = _other_unit(self._document.session)
        menu = QMenu(self)
        menu.setObjectName("paperUnitMenu")
        self._entry(menu, _("把金额换算成{unit}").format(unit=other), self._convert)
        self._entry(menu, _("只改单位为{unit}，数字不变").format(unit=other), self._rename)
        menu.actions()[0].setEnabled(has_amounts(self._document.session))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    @staticmethod
    def _entry(menu: QMenu, text: str, slot: Callable[[bool], None]) -> None:
        entry = QAction(text, menu)
        entry.triggered.connect(slot)
        menu.addAction(entry)

    def _rename(self, _checked: bool = False) -> None:
        if self._document is not None:
            set_unit(self._document.session, _other_unit(self._document.session))

    def _convert(self, _checked: bool = False) -> None:
        if self._document is None:
            return
        session = self._document.session
        unit = _other_unit(session)
        session.stack.beginMacro(_("金额换算为{unit}").format(unit=unit))
        set_unit(session, unit)
        fits = True
        try:
            convert_amounts(session)
        except NumberTooLong:
            fits = False
        session.stack.endMacro()
        if not fits:
            session.stack.undo()
            self.said.emit(_TOO_LONG)


def _other_unit(session: Session) -> str:
    return next(each for each in MONEY_UNITS if each != session.form.funds.unit)
