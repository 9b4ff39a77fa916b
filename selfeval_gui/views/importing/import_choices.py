"""What is chosen for a form before it is kept: its template, its rule set, and what happens to one that is there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from selfeval_gui.exchange.templates.template import presets as templates
from selfeval_gui.i18n import _
from selfeval_gui.rules.rule_set import presets as rule_sets
from selfeval_gui.storage.taking_in import Existing
from selfeval_gui.views.basics.quiet_widgets import PlainLabel, StillBox
from selfeval_gui.work.incoming import Incoming

_CHOICES = ((Existing.UPDATE, _("更新已有的表")), (Existing.NEW, _("另存为新表")), (Existing.SKIP, _("跳过")))
_SHORTEST_BOX, _WIDEST_BOX = 10, 28  # letters


class ImportChoices(QWidget):
    """Writes what is chosen into the form shown.

    Signals
    -------
    template_chosen(), rule_set_chosen(), existing_chosen(), all_like_this()
        the form has another template, another rule set, another way with one that is there, for this form or for all.
    """

    template_chosen = Signal()
    rule_set_chosen = Signal()
    existing_chosen = Signal()
    all_like_this = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._item: Incoming | None = None
        self.template = self._box("importTemplate", _("表样"))
        self.rule_set = self._box("importRuleSet", _("口径"))
        self.existing = self._box("importExisting", _("已有同一项目的表时"))
        self.all_existing = QPushButton(_("所有已有的表都这样"), self)
        self.all_existing.setObjectName("importAllExisting")
        self.all_existing.setAccessibleName(_("所有已有的表都这样"))
        for template in templates().values():
            self.template.addItem(template.name, template.id)
        for rule_set in rule_sets().values():
            self.rule_set.addItem(rule_set.name, rule_set.id)
        for choice, words in _CHOICES:
            self.existing.addItem(words, choice.value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for words, box in ((_("表样"), self.template), (_("口径"), self.rule_set)):
            row.addWidget(self._caption(words, box))
            box.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_SHORTEST_BOX)
            box.setMaximumWidth(self.fontMetrics().horizontalAdvance("国") * _WIDEST_BOX)
            row.addWidget(box, 2)
        row.addStretch(1)
        self._existing_caption = self._caption(_("已有同一项目的表时"), self.existing)
        row.addWidget(self._existing_caption)
        row.addWidget(self.existing)
        row.addWidget(self.all_existing)
        self.template.activated.connect(self._template_chosen)
        self.rule_set.activated.connect(self._rule_set_chosen)
        self.existing.activated.connect(self._existing_chosen)
        self.all_existing.clicked.connect(self.all_like_this)

    def show_item(self, item: Incoming | None) -> None:
        """Show what is chosen for this form; None where none is shown."""
        self._item = item
        self.template.setEnabled(item is not None)
        self.rule_set.setEnabled(item is not None)
        has_old = item is not None and item.existing is not None
        self._existing_caption.setVisible(has_old)
        self.existing.setVisible(has_old)
        self.all_existing.setVisible(has_old)
        if item is not None:
            self.template.setCurrentIndex(self.template.findData(item.form.template))
            self.rule_set.setCurrentIndex(self.rule_set.findData(item.form.rule_set))
            self.existing.setCurrentIndex(self.existing.findData(item.choice.value))

    def existing_choice(self) -> Existing:
        """Return what is to happen to a form that is there."""
        return Existing(self.existing.currentData())

    def _box(self, name: str, words: str) -> StillBox:
        box = StillBox(self)
        box.setObjectName(name)
        box.setAccessibleName(words)
        return box

    def _caption(self, words: str, box: StillBox) -> PlainLabel:
        caption = PlainLabel(words, self)
        caption.setBuddy(box)
        return caption

    def _template_chosen(self, _row: int) -> None:
        if self._item is not None:
            self._item.form.template = self.template.currentData()
            self.template_chosen.emit()

    def _rule_set_chosen(self, _row: int) -> None:
        if self._item is not None:
            self._item.form.rule_set = self.rule_set.currentData()
            self.rule_set_chosen.emit()

    def _existing_chosen(self, _row: int) -> None:
        if self._item is not None:
            self._item.choice = self.existing_choice()
            self.existing_chosen.emit()
