"""分摊 as the user meets it, and the label that says what weights are left to give."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from selfeval_gui.app.notifier import Notifier
from selfeval_gui.commands.bulk import all_rows, give_weights, rows_below
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.i18n import _
from selfeval_gui.rules.shape import shape_of
from selfeval_gui.rules.weights_left import Gap, level_gaps, total_gap
from selfeval_gui.views.basics.tool_bar import CutButton, LastPlace, YieldingToolBar

if TYPE_CHECKING:
    from selfeval_gui.domain.ids import NodeId
    from selfeval_gui.item_models.indicator_model import IndicatorModel
    from selfeval_gui.views.form.form_page import FormPage

_SEPARATOR = "　"


class WeightFlow(QObject):
    """Serves one form page; the label stands at the end of the tool bar."""

    def __init__(self, page: FormPage, bar: YieldingToolBar, notifier: Notifier) -> None:
        super().__init__(page)
        self._tree, self._notifier = page.tree, notifier
        page.tree_actions.by_name["actionDistribute"].triggered.connect(self._distribute)
        self.label = CutButton(bar, autoRaise=True)
        self.label.setObjectName("weightLeft")
        self.label.clicked.connect(self._distribute)
        page.totals.difference_clicked.connect(self._distribute)
        bar.addWidget(LastPlace(self.label, _("分值还差 100"), bar))
        bar.fit()
        page.refreshed.connect(self._show_left)
        self._tree.choice_changed.connect(self._show_left)
        self._show_left()

    def _show_left(self) -> None:
        """Say what is left to the total and to the set weights above the current row; nothing where all fits."""
        model, node = self._tree.indicator_model(), self._tree.current_node()
        gaps = [] if model is None or model.rowCount() == 0 else _gaps(model, [] if node is None else [node])
        parts = [_left(model, gap) for gap in reversed(gaps) if gap.left and model is not None]
        self.label.setText(_SEPARATOR.join(parts))
        # The number is what one looks for: it is the last to go.
        self.label.shorter = (*parts[:1], *(_left(None, gap, "") for gap in gaps[-1:]))
        self.label.setToolTip(_("{words}；点这里分摊").format(words=self.label.text()))
        self.label.setVisible(bool(parts))

    def _distribute(self, _checked: bool = False) -> None:
        """Offer the chosen rows, all rows where none is chosen, what is left."""
        model = self._tree.indicator_model()
        if model is None or not self._tree.commit_editor():
            return
        chosen = self._tree.chosen_nodes()
        if not shape_of(model.session.form).has_weights:
            self._notifier.info(_("这种表没有分值，没有要分摊的。"))
            return
        rows = rows_below(model, chosen) if chosen else all_rows(model)
        if not rows:
            self._notifier.info(_("选中的指标下面没有三级指标，没有可以分摊的行。"))
            return
        gaps = [gap for gap in _gaps(model, rows) if gap.left]
        if not gaps:
            total = format_plain(total_gap(model.session.form, model.session.rule_set).want)
            self._notifier.info(_("没有要分摊的：分值合计已经是 {total}，各级也符合设定的分值。").format(total=total))
            return
        from selfeval_gui.views.scoring.distribute_dialog import DistributeDialog, WeightGoal, WeightRow

        tree = model.session.tree
        dialog = DistributeDialog(
            [WeightRow(row, tree.node(row).name, tree.node(row).weight) for row in rows],
            [WeightGoal(_goal(model, gap), gap.left) for gap in gaps],
            self._tree.window(),
        )
        dialog.agreed.connect(self._give)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _give(self, weights: dict[NodeId, Decimal]) -> None:
        model = self._tree.indicator_model()
        if model is not None:
            with self._tree.writing():
                give_weights(model, weights)


def _gaps(model: IndicatorModel, nodes: list[NodeId]) -> list[Gap]:
    session = model.session
    if not shape_of(session.form).has_weights:
        return []
    return [*level_gaps(session.tree, nodes, session.rule_set), total_gap(session.form, session.rule_set)]


def _name(model: IndicatorModel | None, gap: Gap) -> str:
    return _("总分") if gap.node is None or model is None else model.session.tree.node(gap.node).name.strip()


def _left(model: IndicatorModel | None, gap: Gap, name: str | None = None) -> str:
    """Say what is lacking, or too much, to what; with `name` under that."""
    words = _("{name}还差 {left}") if gap.left > 0 else _("{name}多 {left}")
    if name is None:
        name = _("分值") if gap.node is None else _name(model, gap)
    return words.format(name=name, left=format_plain(abs(gap.left)))


def _goal(model: IndicatorModel, gap: Gap) -> str:
    words = _("{name} {want}（还差 {left}）") if gap.left > 0 else _("{name} {want}（多 {left}）")
    return words.format(name=_name(model, gap), want=format_plain(gap.want), left=format_plain(abs(gap.left)))
