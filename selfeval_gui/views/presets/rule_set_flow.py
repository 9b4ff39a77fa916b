"""Rule sets as the user meets them: seen in words, copied, edited, handed over, and said on opening a form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from selfeval_gui.app.notifier import Choice, Notifier
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.workspace import safe_file_name
from selfeval_gui.views.form.current_form import CurrentForm
from selfeval_gui.work.own_rule_sets import OwnRuleSets, copy_of

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.rules.rule_set import RuleSet
    from selfeval_gui.views.basics.status import StatusLine
    from selfeval_gui.views.presets.rule_sets_dialog import RuleSetsDialog


class RuleSetFlow(QObject):
    """The dialog of rule sets, and what is said about a form's rule set when it is opened.

    Signals
    -------
    own_changed()
        the user's own rule sets are others now.
    """

    own_changed = Signal()

    def __init__(self, own: OwnRuleSets, current: CurrentForm, notifier: Notifier, window: QMainWindow) -> None:
        super().__init__(window)
        self._own = own
        self._current = current
        self._notifier = notifier
        self._window = window
        self._dialog: RuleSetsDialog | None = None
        self._said: Session | None = None
        current.changed.connect(self._greet)

    # ---- on opening ----------------------------------------------------------------------------------------------

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

    # ---- the dialog ----------------------------------------------------------------------------------------------

    def show(self, _checked: bool = False) -> None:
        """Show all rule sets, the form's own chosen."""
        from selfeval_gui.views.presets.rule_sets_dialog import RuleSetsDialog

        if not self._current.commit():
            return
        self._dialog = RuleSetsDialog(self._window)
        self._dialog.wanted.connect(self._do)
        self._dialog.finished.connect(self._dialog.deleteLater)
        session = self._current.session
        self._show_all("" if session is None else session.rule_set.id)
        self._dialog.open()

    def _show_all(self, chosen: str) -> None:
        session = self._current.session
        carried = {} if session is None else {session.rule_set.id: session.rule_set}
        if self._dialog is not None:
            self._dialog.show_rule_sets({**carried, **self._own.known()}, chosen, has_form=session is not None)

    def _do(self, what: str, rule_set: RuleSet | None) -> None:
        if what == "import":
            self._import()
        elif rule_set is None:
            return
        elif what == "use":
            self._use(rule_set)
        elif what == "copy":
            self._copy(rule_set)
        elif what == "edit":
            self._edit(rule_set)
        elif what == "delete":
            self._delete(rule_set)
        else:
            self._export(rule_set)

    def _use(self, rule_set: RuleSet) -> None:
        from selfeval_gui.commands.rule_set import choose_rule_set

        if self._current.session is not None:
            choose_rule_set(self._current.session, rule_set)
            self._notifier.info(_("当前表改用口径“{name}”。").format(name=rule_set.name))

    def _copy(self, rule_set: RuleSet) -> None:
        name = self._notifier.ask_text(_("复制口径"), _("新口径的名称"), _("{name}（副本）").format(name=rule_set.name))
        if name is not None and name.strip():
            self._keep(copy_of(rule_set, name.strip()))

    def _edit(self, rule_set: RuleSet) -> None:
        from selfeval_gui.views.presets.edit_rule_set_dialog import EditRuleSetDialog

        dialog = EditRuleSetDialog(rule_set, self._dialog)
        dialog.edited.connect(self._keep)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _delete(self, rule_set: RuleSet) -> None:
        choices = [Choice("delete", _("删除"), is_final=True), Choice("cancel", _("取消"))]
        question = _("删除口径“{name}”？用过它的表里各有一份，不受影响。").format(name=rule_set.name)
        if self._notifier.ask(question, choices) != "delete":
            return
        try:
            self._own.remove(rule_set)
        except OSError as error:
            self._notifier.error(_("没有删除：{reason}").format(reason=error.strerror or error))
        self._changed("")

    def _keep(self, rule_set: RuleSet) -> None:
        try:
            self._own.keep(rule_set)
        except StorageError as error:
            self._notifier.error(storage_sentence(error.code, **error.args_for_text))
            return
        self._changed(rule_set.id)

    def _export(self, rule_set: RuleSet) -> None:
        start = Path.home() / safe_file_name(rule_set.name, ())
        target = self._notifier.choose_target(_("导出口径"), start, ".json")
        if target is None:
            return
        try:
            self._own.hand_over(rule_set, target)
        except StorageError as error:
            self._notifier.error(storage_sentence(error.code, **error.args_for_text))
            return
        self._notifier.info(_("已导出：{target}").format(target=target))

    def _import(self) -> None:
        from selfeval_gui.explanations import rule_set_sentence
        from selfeval_gui.rules.rule_set_file import BadRuleSet

        source = self._notifier.choose_source(_("导入口径"), Path.home(), (".json",))
        if source is None:
            return
        try:
            found = self._own.take_in(source)
        except BadRuleSet as error:
            why = rule_set_sentence(error.code, error.line, **error.args_for_text)
            self._notifier.error(_("“{name}”没有导入。{why}").format(name=source.name, why=why))
        except StorageError as error:
            self._notifier.error(storage_sentence(error.code, **error.args_for_text))
        else:
            self._changed(found.id)
            self._notifier.info(_("已导入口径“{name}”。").format(name=found.name))

    def _changed(self, chosen: str) -> None:
        self.own_changed.emit()
        self._show_all(chosen)
