"""Rule sets (口径) as the user meets them: in words, and said on opening a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QMainWindow

from selfeval_gui.app.notifier import Notifier
from selfeval_gui.i18n import _
from selfeval_gui.views.form.current_form import CurrentForm
from selfeval_gui.views.presets.kind_flow import KindFlow
from selfeval_gui.work.own_rule_sets import OwnRuleSets

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.rules.rule_set import RuleSet
    from selfeval_gui.rules.rule_set_file import BadRuleSet
    from selfeval_gui.views.basics.status import StatusLine
    from selfeval_gui.views.presets.edit_rule_set_dialog import EditRuleSetDialog
    from selfeval_gui.views.presets.rule_sets_dialog import RuleSetsDialog


class RuleSetFlow(KindFlow):
    """The dialog of rule sets, and what is said about a form's rule set when it is opened."""

    def __init__(self, own: OwnRuleSets, current: CurrentForm, notifier: Notifier, window: QMainWindow) -> None:
        super().__init__(_("口径"), own, current, notifier, window)
        self._said: Session | None = None
        current.changed.connect(self._greet)

    def _greet(self) -> None:
        """Say on which basis the form's weights make the total, and which rule set stands in for an unknown one."""
        session = self._current.session
        if session is None or session is self._said:
            return
        from selfeval_gui.explanations import basis_notice
        from selfeval_gui.rules.of_form import detected_basis, is_known

        self._said, rule_set = session, session.rule_set
        if not is_known(session.form):
            text = _("表中写的口径“{name}”本程序没有，暂按最接近的“{nearest}”检查；表中的名称保留不变。")
            self._notifier.warn(text.format(name=session.form.rule_set, nearest=rule_set.name))
            return
        basis = detected_basis(session.form, rule_set.total)
        notice = basis_notice(basis, rule_set)
        if basis is not None and basis is not rule_set.total_basis:
            self._notifier.warn(notice)
        elif notice:
            cast("StatusLine", self._window.statusBar()).say(notice)

    # ---- what the library asks -----------------------------------------------------------------------------------

    def make_dialog(self) -> RuleSetsDialog:
        from selfeval_gui.views.presets.rule_sets_dialog import RuleSetsDialog

        return RuleSetsDialog(self._window)

    def make_editor(self, kind: RuleSet) -> EditRuleSetDialog:
        from selfeval_gui.views.presets.edit_rule_set_dialog import EditRuleSetDialog

        return EditRuleSetDialog(kind, self._dialog)

    def used_by(self, session: Session) -> RuleSet:
        return session.rule_set

    def can_change(self, kind_id: str, own: dict[str, Any]) -> bool:
        """One that only the form carries can be edited too: it is kept from then on."""
        return kind_id not in self._own.presets()

    def choose(self, session: Session, kind: RuleSet) -> None:
        from selfeval_gui.commands.rule_set import choose_rule_set

        choose_rule_set(session, kind)

    def why_bad(self, name: str, error: ValueError) -> str:
        from selfeval_gui.explanations import rule_set_sentence

        bad = cast("BadRuleSet", error)
        why = rule_set_sentence(bad.code, bad.line, **bad.args_for_text)
        return _("“{name}”没有导入。{why}").format(name=name, why=why)
