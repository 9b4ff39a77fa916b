"""Edit a rule set of one's own: everything it says, refused with a sentence while it contradicts itself."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QScrollArea, QVBoxLayout, QWidget

from selfeval_gui.explanations import rule_set_sentence
from selfeval_gui.i18n import _
from selfeval_gui.rules.finding import Severity
from selfeval_gui.rules.rule_set_file import BadRuleSet, as_document, from_document
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.quiet_widgets import SignedLabel
from selfeval_gui.views.presets.rule_set_fields import make_fields

if TYPE_CHECKING:
    from selfeval_gui.rules.rule_set import RuleSet

_SIZE_EMS = (50, 40)


class EditRuleSetDialog(QDialog):
    """Shows every part; what is not shown stays as it is.

    Signals
    -------
    edited(rule_set)
        the user agreed and the rule set is sound.
    """

    edited = Signal(object)

    def __init__(self, rule_set: RuleSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editRuleSetDialog")
        self.setWindowTitle(_("编辑口径"))
        self._document: dict[str, Any] = as_document(rule_set)
        self._fields = make_fields()
        inside = QWidget(self)
        rows = QFormLayout(inside)
        for place, label, field in self._fields:
            field.setParent(inside)
            field.setObjectName(f"ruleSet.{place}")
            field.setAccessibleName(label)
            field.put(_at(self._document, place))
            rows.addRow(label, field)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.problem = SignedLabel(theme.severity_icon(Severity.ERROR), self)
        self.problem.text.setObjectName("ruleSetProblem")
        self.problem.hide()
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("保存"), QDialogButtonBox.ButtonRole.AcceptRole).setObjectName("ruleSetSave")
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("ruleSetCancel")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        page = QVBoxLayout(self)
        page.addWidget(scroll, 1)
        page.addWidget(self.problem)
        page.addWidget(buttons)
        em = self.fontMetrics().horizontalAdvance("字")
        self.resize(em * _SIZE_EMS[0], em * _SIZE_EMS[1])

    def accept(self) -> None:
        """Pass the rule set on and close; say what is wrong with it and stay otherwise."""
        for place, _label, field in self._fields:
            *path, last = place.split(".")
            _at(self._document, ".".join(path))[last] = field.value()
        try:
            rule_set = from_document(self._document)
        except BadRuleSet as error:
            self.problem.text.setText(self._sentence(error))
            self.problem.show()
            return
        self.edited.emit(rule_set)
        super().accept()

    def _sentence(self, error: BadRuleSet) -> str:
        """Return why it is refused, with the labels of this dialog for the keys of the file."""
        labels = {place.rpartition(".")[2]: label for place, label, _field in self._fields}
        args = dict(error.args_for_text)
        if args.get("key") in labels:
            args["key"] = labels[args["key"]]
        if error.code == "not_a_number":  # the file's own sentence speaks of quotation marks
            return _("“{key}”应为数字，不能是“{value}”。").format(**args)
        return rule_set_sentence(error.code, None, **args)


def _at(document: dict[str, Any], place: str) -> Any:
    owner: Any = document
    return reduce(lambda part, step: part[step], filter(None, place.split(".")), owner)
