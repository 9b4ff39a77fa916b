"""The box 口径: by which rule set the form is judged. A rule set this program does not have stays as it is."""

from PySide6.QtWidgets import QComboBox, QWidget

from selfeval_gui.app.session import Session
from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.i18n import _
from selfeval_gui.item_models.marks import plain_tooltip
from selfeval_gui.rules.rule_set import presets
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
        self.activated.connect(self._chosen)

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
        named = self._session.form.rule_set
        known = presets()
        if named not in known:
            self.addItem(_("{name}（本程序没有此口径）").format(name=named), named)
        for rule_set in known.values():
            self.addItem(rule_set.name, rule_set.id)
        self.setCurrentIndex(self.findData(named))
        self.setToolTip("" if named not in known else plain_tooltip(known[named].source) or "")
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + self.fontMetrics().height())

    def _field_changed(self, field: str) -> None:
        if field == "rule_set":
            self._fill()

    def _chosen(self, row: int) -> None:
        if self._session is not None:
            type_into_field(self._session, "rule_set", str(self.itemData(row)))
