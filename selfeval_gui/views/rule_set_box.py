"""The box 口径: by which rule set the form is judged. A rule set this program does not have stays as it is."""

from PySide6.QtWidgets import QComboBox, QWidget

from selfeval_gui.app.own_rule_sets import OwnRuleSets
from selfeval_gui.app.session import Session
from selfeval_gui.commands.rule_set import choose_rule_set
from selfeval_gui.i18n import _
from selfeval_gui.item_models.marks import plain_tooltip
from selfeval_gui.rules.rule_set import RuleSet, presets
from selfeval_gui.views.quiet_widgets import StillBox

_SHOWN_CHARACTERS = 22


class RuleSetBox(StillBox):
    """Choosing a rule set is an undoable change of the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ruleSetBox")
        self.setAccessibleName(_("口径"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_SHOWN_CHARACTERS)
        self._session: Session | None = None
        self._own: OwnRuleSets | None = None
        self._offered: list[RuleSet | None] = []  # by row; None stands for a name without a rule set
        self.activated.connect(self._chosen)

    def offer(self, own: OwnRuleSets) -> None:
        """Offer the user's own rule sets too, as they are now."""
        self._own = own
        self._fill()

    def show_session(self, session: Session | None) -> None:
        """Show the rule set of this form."""
        if self._session is not None:
            self._session.field_changed.disconnect(self._field_changed)
        self._session = session
        if session is not None:
            session.field_changed.connect(self._field_changed)
        self._fill()

    def _fill(self) -> None:
        self.clear()
        if self._session is None:
            return
        from selfeval_gui.rules.of_form import is_known  # with the first form, not with the window

        named, own = self._session.form.rule_set, self._session.rule_set
        offered = self._own.known() if self._own is not None else presets()
        self._offered = list(offered.values())
        if own not in self._offered:
            self._offered.insert(0, own)
        if not is_known(self._session.form):
            self._offered.insert(0, None)
            self.addItem(_("{name}（没有此口径，暂按“{nearest}”）").format(name=named, nearest=own.name), named)
        for rule_set in filter(None, self._offered):
            self.addItem(rule_set.name, rule_set.id)
        shown = 0 if None in self._offered else self._offered.index(own)
        self.setCurrentIndex(shown)
        self.setToolTip(plain_tooltip(f"{self.itemText(shown)}\n{own.source}") or "")
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + self.fontMetrics().height())

    def _field_changed(self, field: str) -> None:
        if field == "rule_set":
            self._fill()

    def _chosen(self, row: int) -> None:
        chosen = self._offered[row] if row < len(self._offered) else None
        if self._session is not None and chosen is not None:
            choose_rule_set(self._session, chosen)
