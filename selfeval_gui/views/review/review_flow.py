"""The menu 审核: its flows, connected with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow, QWidget

from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.form.pages import Pages
from selfeval_gui.views.review.archive_flow import ArchiveFlow
from selfeval_gui.views.review.at_rest import FormsAtRest
from selfeval_gui.views.review.change_many_flow import ChangeManyFlow
from selfeval_gui.views.review.desk_flow import DeskFlow
from selfeval_gui.views.review.draw_flow import DrawFlow
from selfeval_gui.views.review.evidence_remarks import EvidenceRemarks
from selfeval_gui.views.review.hand_on_flow import HandOnFlow
from selfeval_gui.views.review.pack_flow import PackFlow
from selfeval_gui.views.review.receive_flow import ReceiveFlow
from selfeval_gui.views.review.register_flow import RegisterFlow
from selfeval_gui.views.review.remarks_flow import RemarksFlow
from selfeval_gui.views.review.return_flow import ReturnFlow
from selfeval_gui.views.review.version_flow import VersionFlow

if TYPE_CHECKING:
    from selfeval_gui.views.form.form_page import FormPage


class ReviewFlow(QObject):
    """Makes the flows; each asks by itself and works in the lane that all of them share."""

    def __init__(self, desk: Desk, pages: Pages, projects: QWidget, window: QMainWindow) -> None:
        super().__init__(window)
        at_rest = FormsAtRest(desk, self)
        self._desk = DeskFlow(desk, at_rest, pages, projects, window)
        self._archive = ArchiveFlow(desk, at_rest, window)
        self._drawing = DrawFlow(desk, at_rest, self._desk, window)
        self._drawing.drawn.connect(self._desk.look)
        self._handing_on = HandOnFlow(desk, at_rest, self._desk, window)
        self._register = RegisterFlow(desk, window)
        self._packing = PackFlow(desk, at_rest, window)
        self._receiving = ReceiveFlow(desk, at_rest, window)
        self._returning = ReturnFlow(desk, at_rest, self._desk, window)
        changing = ChangeManyFlow(desk, at_rest, window)
        changing.changed.connect(self._desk.look)
        VersionFlow(desk, window)
        self.remarks = RemarksFlow(desk, window)
        self.remarks.written.connect(self._desk.look)
        self._evidence = EvidenceRemarks(desk, self.remarks, self)
        for changed in (self._receiving.received, self._returning.returned):
            changed.connect(self.remarks.look)
        for changed in (self._register.registered, self._receiving.received, self._returning.returned):
            changed.connect(self._desk.look)

    def take_page(self, page: FormPage) -> None:
        """Connect the form page, which is made later than the window."""
        self.remarks.take_page(page)
        self._evidence.take_page(page)
