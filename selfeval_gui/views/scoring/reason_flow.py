"""写偏差原因 as the user meets it: the frame beside the cell, its fact from the row, one undo step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRect
from PySide6.QtWidgets import QAbstractItemView

from selfeval_gui.app.notifier import Choice, Notifier
from selfeval_gui.app.own_texts import OwnTexts
from selfeval_gui.commands.edit import put_into_cell
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.reason_frame import FACT, parts_of
from selfeval_gui.domain.shortfall import fact_of
from selfeval_gui.domain.tree import level_three
from selfeval_gui.explanations import fact_sentence
from selfeval_gui.i18n import _
from selfeval_gui.messages import INDICATOR_LABELS
from selfeval_gui.work.phrases import PhraseRow
from selfeval_gui.work.reason_words import earlier_words

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Indicator
    from selfeval_gui.domain.ids import NodeId
    from selfeval_gui.item_models.document import Document
    from selfeval_gui.views.form.form_page import FormPage
    from selfeval_gui.views.scoring.reason_dialog import ReasonDialog

_REASON = "reason"


class ReasonFlow(QObject):
    """Helps to write the reason of the current row of a form page."""

    def __init__(self, page: FormPage, own: OwnTexts, notifier: Notifier) -> None:
        super().__init__(page)
        self._page, self._own, self._notifier = page, own, notifier
        self._asked: tuple[Document, NodeId] | None = None
        self._dialog: ReasonDialog | None = None
        page.tree_actions.by_name["actionWriteReason"].triggered.connect(self._show)
        own.renewed.connect(self._offer)

    def _show(self, _checked: bool = False) -> None:
        document, node = self._page.document, self._page.tree.current_node()
        if document is None or node is None or not self._page.commit_editors():
            return
        from selfeval_gui.views.scoring.reason_dialog import ReasonDialog

        session = document.session
        row = session.tree.node(node)
        fact = fact_sentence(fact_of(row.target, row.actual, session.form.year))
        parts = parts_of(row.reason)
        parts[FACT] = parts[FACT] or fact
        self._asked = document, node
        self._dialog = dialog = ReasonDialog(_heading(row), parts, self._page)
        dialog.may_drop = self._may_drop
        dialog.agreed.connect(self._write)
        dialog.finished.connect(self._forget)
        self._own.ask()
        self._offer()
        dialog.open()
        self._place_beside_cell(dialog)

    def _offer(self) -> None:
        """Offer the unit's own words: those of its other files, and of this form as it stands."""
        if self._dialog is None or self._asked is None:
            return
        document, node = self._asked
        form = document.session.form
        rows = self._own.rows_of(form.implementing_unit, document.session.path)
        others = (leaf for leaf in level_three(form.indicators) if leaf.id != node)
        rows += [PhraseRow("", "", leaf.name, leaf.target, leaf.reason) for leaf in others]
        row = document.session.tree.node(node)
        fact = fact_sentence(fact_of(row.target, row.actual, form.year))
        self._dialog.show_offers({FACT: [fact] if fact else [], **earlier_words(row.name, rows)})

    def _write(self, text: str) -> None:
        if self._asked is None:
            return
        document, node = self._asked
        if node in document.session.tree and document.session.stack.accepts():
            put_into_cell(document.indicators, node, _REASON, text)
            self._page.go_to(node, _REASON)

    def _may_drop(self) -> bool:
        answers = [Choice("drop", _("不要了"), is_final=True), Choice("stay", _("接着写"))]
        return self._notifier.ask(_("刚才写的还没有写进表里，不要了吗？"), answers) == "drop"

    def _forget(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = self._asked = None

    def _place_beside_cell(self, dialog: ReasonDialog) -> None:
        """Stand below the reason's cell, above it where there is more room, within the screen."""
        cell = self._cell()
        screen = dialog.screen().availableGeometry()
        frame = dialog.frameGeometry()
        below = cell.bottom() + 1
        top = below if below + frame.height() <= screen.bottom() else cell.top() - frame.height()
        left = cell.right() - frame.width()
        dialog.move(
            max(screen.left(), min(left, screen.right() - frame.width())),
            max(screen.top(), min(top, screen.bottom() - frame.height())),
        )

    def _cell(self) -> QRect:
        """Return the cell on the screen, where one works on it: of the tree or of the paper."""
        panel, tree = self._page.ways.panel, self._page.tree
        view: QAbstractItemView = tree
        index: QModelIndex = tree.currentIndex()
        model = tree.indicator_model()
        if panel is not None and self._page.ways.leads_to_paper:
            view, index = panel.view, panel.view.currentIndex()
        elif model is not None and self._asked is not None:
            index = model.index_of(self._asked[1], _REASON)
        place = view.visualRect(index)
        return QRect(view.viewport().mapToGlobal(QPoint(place.left(), place.top())), place.size())


def _heading(row: Indicator) -> str:
    """Return which row it is, and how many points it lost."""
    name = row.name.strip()
    if row.weight is None or row.score is None or row.score >= row.weight:
        return _("{name}：{label}").format(name=name, label=INDICATOR_LABELS[_REASON])
    lost = format_plain(row.weight - row.score)
    words = {"name": name, "lost": lost, "weight": format_plain(row.weight), "score": format_plain(row.score)}
    return _("{name}：分值 {weight}，得分 {score}，扣 {lost} 分").format(**words)
