"""填入得分 as the user meets it: blank cells are filled at once, typed scores only after a question."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from selfeval_gui.app.notifier import Choice, Notifier
from selfeval_gui.commands import bulk
from selfeval_gui.domain.numbers import format_typed
from selfeval_gui.explanations import suggestion_sentence
from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from selfeval_gui.domain.ids import NodeId
    from selfeval_gui.domain.suggestions import Suggestion
    from selfeval_gui.item_models.indicator_model import IndicatorModel
    from selfeval_gui.views.form.form_page import FormPage


class ScoreFlow(QObject):
    """Fills in scores on one form page."""

    def __init__(self, page: FormPage, notifier: Notifier) -> None:
        super().__init__(page)
        self._tree = page.tree
        self._notifier = notifier
        page.tree_actions.by_name["actionFillScores"].triggered.connect(self._fill_chosen)
        page.tree_actions.by_name["actionFillEmptyScores"].triggered.connect(self._fill_empty)

    def _fill_chosen(self, _checked: bool = False) -> None:
        """Fill in the chosen rows, all blank ones where none is chosen."""
        chosen = self._tree.chosen_nodes()
        if not chosen:
            self._fill_empty()
            return
        model = self._ready()
        if model is None:
            return
        rows = bulk.suggestions(model, bulk.rows_below(model, chosen))
        self._fill(model, rows, self._agreed(model, rows))

    def _fill_empty(self, _checked: bool = False) -> None:
        model = self._ready()
        if model is not None:
            rows = bulk.suggestions(model, bulk.all_rows(model))
            self._fill(model, {node: each for node, each in rows.items() if _score(model, node) is None}, False)

    def _ready(self) -> IndicatorModel | None:
        model = self._tree.indicator_model()
        return model if model is not None and self._tree.commit_editor() else None

    def _agreed(self, model: IndicatorModel, rows: dict[NodeId, Suggestion]) -> bool | None:
        """Ask whether typed scores that differ are to be replaced; None where nothing is to be done at all."""
        other = [node for node, each in rows.items() if _differs(_score(model, node), each)]
        if not other:
            return False
        name = model.session.tree.node(other[0]).name.strip()
        question = _("{count} 行已经填了得分，与口径给出的不同，例如“{name}”。换成口径给出的得分吗？")
        details = "\n".join(_change(model, node, rows[node]) for node in other)
        choices = [Choice("replace", _("换成口径给出的")), Choice("keep", _("只填空白的")), Choice("cancel", _("取消"))]
        answer = self._notifier.ask(question.format(count=len(other), name=name), choices, details)
        return None if answer == "cancel" else answer == "replace"

    def _fill(self, model: IndicatorModel, rows: dict[NodeId, Suggestion], replaces: bool | None) -> None:
        if replaces is None:
            return
        wanted = {node: each for node, each in rows.items() if replaces or _score(model, node) is None}
        scores = {node: each.score for node, each in wanted.items() if each.score is not None}
        new = {node: score for node, score in scores.items() if _score(model, node) != score}
        with self._tree.writing():
            is_done = bulk.fill_scores(model, new)
        if is_done:  # else the window has said why not
            self._tell(model, len(new), [(node, each) for node, each in wanted.items() if each.score is None])

    def _tell(self, model: IndicatorModel, filled: int, left: list[tuple[NodeId, Suggestion]]) -> None:
        """Say how many rows were filled in and what is left to the person."""
        parts = [_("填入了 {count} 行得分。").format(count=filled)] if filled else []
        if left:
            node, suggestion = left[0]
            name, why = model.session.tree.node(node).name.strip(), suggestion_sentence(suggestion)
            text = _("{count} 行请自行填写，例如“{name}”：{why}。")
            parts.append(text.format(count=len(left), name=name, why=why))
        self._notifier.info("".join(parts) or _("没有要填入的得分。"))


def _score(model: IndicatorModel, node: NodeId) -> Decimal | None:
    return model.session.tree.node(node).score


def _differs(score: Decimal | None, suggestion: Suggestion) -> bool:
    return score is not None and suggestion.score is not None and score != suggestion.score


def _change(model: IndicatorModel, node: NodeId, suggestion: Suggestion) -> str:
    row = model.session.tree.node(node)
    old, new = (format_typed(each) for each in (row.score, suggestion.score) if each is not None)
    text = _("{name}：{old} → {new}（{why}）")
    return text.format(name=row.name.strip(), old=old, new=new, why=suggestion_sentence(suggestion))
