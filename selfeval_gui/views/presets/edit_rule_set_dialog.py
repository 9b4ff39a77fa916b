"""Edit a rule set of one's own: everything it says, refused with a sentence while it contradicts itself."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from selfeval_gui.explanations import rule_set_sentence
from selfeval_gui.i18n import _
from selfeval_gui.rules.rule_set_file import BadRuleSet, as_document, from_document
from selfeval_gui.views.presets.kind_editor import KindEditor
from selfeval_gui.views.presets.rule_set_fields import make_fields

if TYPE_CHECKING:
    from selfeval_gui.rules.rule_set import RuleSet

_SIZE_EMS = (50, 40)


class EditRuleSetDialog(KindEditor):
    """Shows every part; what is not shown stays as it is."""

    def __init__(self, rule_set: RuleSet, parent: QWidget | None = None) -> None:
        super().__init__("ruleSet", _("编辑口径"), parent)
        self._document: dict[str, Any] = as_document(rule_set)
        self._fields = make_fields()
        for place, label, field in self._fields:
            field.setParent(self.inside)
            field.setObjectName(f"ruleSet.{place}")
            field.setAccessibleName(label)
            field.put(_at(self._document, place))
            self.rows.addRow(label, field)
        self.lay_out(self.area, _SIZE_EMS)

    def made(self) -> RuleSet | None:
        for place, _label, field in self._fields:
            *path, last = place.split(".")
            _at(self._document, ".".join(path))[last] = field.value()
        try:
            return from_document(self._document)
        except BadRuleSet as error:
            self.say(self._sentence(error))
            return None

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
