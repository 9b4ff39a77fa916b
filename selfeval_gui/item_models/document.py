"""An open form with the item models that show it; to be kept as long as its session is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from selfeval_gui.app.session import Session
from selfeval_gui.item_models.finding_model import FindingModel
from selfeval_gui.item_models.fund_model import FundModel
from selfeval_gui.item_models.indicator_model import IndicatorModel

if TYPE_CHECKING:
    from selfeval_gui.item_models.paper_model import PaperModel


class Document(QObject):
    """A session and its models. Undo commands hold the models, so they must not be made anew for each showing.

    The session is no Qt parent: it would hold the document and the document it, and when Python's garbage collector
    takes such a ring apart PySide 6.8 deletes its objects twice. Without the ring they go when the last one who keeps
    the document lets go.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.indicators = IndicatorModel(session, self)
        self.funds = FundModel(session, self)
        self.findings = FindingModel(session, self)
        self.paper: PaperModel | None = None  # made with the first look at the paper
