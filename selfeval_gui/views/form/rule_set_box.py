"""The box 口径: by which rule set the form is judged."""

from PySide6.QtWidgets import QWidget

from selfeval_gui.app.session import Session
from selfeval_gui.commands.rule_set import choose_rule_set
from selfeval_gui.i18n import _
from selfeval_gui.rules.rule_set import RuleSet, presets
from selfeval_gui.views.form.kind_box import KindBox, KindOffer

_SHOWN_CHARACTERS = 8  # at least; the words in brackets show where there is room


class RuleSetBox(KindBox):
    """The rule sets of the program, the user's own and the one in the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("rule_set", _("口径"), _SHOWN_CHARACTERS, parent)
        self.setObjectName("ruleSetBox")

    def offer_for(self, session: Session) -> KindOffer:
        """Return the rule sets there are."""
        from selfeval_gui.rules.of_form import is_known  # with the first form, not with the window

        used = session.rule_set
        unknown = _("{name}（没有此口径，暂按“{nearest}”）").format(name=session.form.rule_set, nearest=used.name)
        return KindOffer(self.known(presets()), used, None if is_known(session.form) else unknown)

    def choose(self, session: Session, kind: RuleSet) -> None:
        """Judge the form by another rule set."""
        choose_rule_set(session, kind)
