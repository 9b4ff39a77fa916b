"""Templates (表样) as the user meets them: drawn, copied, edited, handed over, chosen for the form at hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from selfeval_gui.app.notifier import Choice, Notifier
from selfeval_gui.commands.template import choose_template
from selfeval_gui.i18n import _
from selfeval_gui.messages import field_place, node_place, storage_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.workspace import safe_file_name
from selfeval_gui.views.form.current_form import CurrentForm
from selfeval_gui.work.own_templates import BadTemplate, OwnTemplates, copy_of

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.exchange.layout.sheet import Sheet
    from selfeval_gui.exchange.templates.template import Template
    from selfeval_gui.views.form.form_page import FormPage
    from selfeval_gui.views.presets.templates_dialog import TemplatesDialog

_PLACES_NAMED = 6


class TemplateFlow(QObject):
    """The dialog of templates, and what is said when the form at hand gets another one."""

    def __init__(self, own: OwnTemplates, current: CurrentForm, notifier: Notifier, window: QMainWindow) -> None:
        super().__init__(window)
        self._own = own
        self._current = current
        self._notifier = notifier
        self._window = window
        self._dialog: TemplatesDialog | None = None
        self._page: FormPage | None = None

    def take_page(self, page: FormPage) -> None:
        """Offer the user's own templates on the form page, and follow what is chosen there."""
        self._page = page
        page.template_box.offer(self._own)
        page.template_box.changed.connect(self._tell_missing)

    def show(self, _checked: bool = False) -> None:
        """Show all templates, the form's own chosen."""
        from selfeval_gui.exchange.templates.template import template_of
        from selfeval_gui.views.presets.templates_dialog import TemplatesDialog

        if not self._current.commit():
            return
        self._dialog = TemplatesDialog(self._drawn, self._window)
        self._dialog.wanted.connect(self._do)
        self._dialog.finished.connect(self._dialog.deleteLater)
        session = self._current.session
        self._show_all("" if session is None else template_of(session.form).id)
        self._dialog.open()

    def _show_all(self, chosen: str) -> None:
        from selfeval_gui.exchange.templates.template import template_of

        session, own = self._current.session, self._own.all()
        carried = {} if session is None else {(each := template_of(session.form)).id: each}
        if self._dialog is not None:
            known = {**carried, **self._own.known()}
            self._dialog.show_templates(known, set(own), chosen, has_form=session is not None)

    # ---- the form in a template ----------------------------------------------------------------------------------

    def _drawn(self, template: Template) -> tuple[Sheet, str]:
        """Return the form at hand laid out in the template, a new one where there is none, and what has no place."""
        from selfeval_gui.domain.form import Form
        from selfeval_gui.exchange.layout.form_sheet import lay_out
        from selfeval_gui.exchange.templates.template import framework
        from selfeval_gui.rules.rule_set import rule_set_for

        session = self._current.session
        if session is None:
            form = Form(id="new", indicators=framework(template))
            return lay_out(form, template, rule_set_for(template.rule_set)), ""
        return lay_out(session.form, template, session.rule_set), _missing_in(session.form, template)

    def _tell_missing(self) -> None:
        from selfeval_gui.exchange.templates.template import template_of

        session = self._current.session
        missing = "" if session is None else _missing_in(session.form, template_of(session.form))
        if missing:
            self._notifier.warn(missing)

    # ---- what the dialog asks for --------------------------------------------------------------------------------

    def _do(self, what: str, template: Template | None) -> None:
        if what == "import":
            self._import()
        elif template is None:
            return
        elif what == "use":
            self._use(template)
        elif what == "copy":
            self._copy(template)
        elif what == "edit":
            self._edit(template)
        elif what == "delete":
            self._delete(template)
        else:
            self._export(template)

    def _use(self, template: Template) -> None:
        if self._current.session is not None:
            choose_template(self._current.session, template)
            self._notifier.info(_("当前表改用表样“{name}”。").format(name=template.name))
            self._tell_missing()

    def _copy(self, template: Template) -> None:
        name = self._notifier.ask_text(_("复制表样"), _("新表样的名称"), _("{name}（副本）").format(name=template.name))
        if name is not None and name.strip():
            self._keep(copy_of(template, name.strip()[:100]))

    def _edit(self, template: Template) -> None:
        from selfeval_gui.views.presets.edit_template_dialog import EditTemplateDialog

        dialog = EditTemplateDialog(template, self._drawn, self._dialog)
        dialog.edited.connect(self._keep)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _delete(self, template: Template) -> None:
        choices = [Choice("delete", _("删除"), is_final=True), Choice("cancel", _("取消"))]
        question = _("删除表样“{name}”？用过它的表里各有一份，不受影响。").format(name=template.name)
        if self._notifier.ask(question, choices) != "delete":
            return
        try:
            self._own.remove(template)
        except OSError as error:
            self._notifier.error(_("没有删除：{reason}").format(reason=error.strerror or error))
        self._changed("")

    def _keep(self, template: Template) -> None:
        try:
            self._own.keep(template)
        except StorageError as error:
            self._notifier.error(storage_sentence(error.code, **error.args_for_text))
            return
        self._changed(template.id)

    def _export(self, template: Template) -> None:
        start = Path.home() / safe_file_name(template.name, ())
        target = self._notifier.choose_target(_("导出表样"), start, ".json")
        if target is None:
            return
        try:
            self._own.hand_over(template, target)
        except StorageError as error:
            self._notifier.error(storage_sentence(error.code, **error.args_for_text))
            return
        self._notifier.info(_("已导出：{target}").format(target=target))

    def _import(self) -> None:
        source = self._notifier.choose_source(_("导入表样"), Path.home(), (".json",))
        if source is None:
            return
        try:
            found = self._own.take_in(source)
        except BadTemplate as error:
            text = _("“{name}”没有导入：不是可用的表样文件（{part}）。请让对方用本程序的“表样 → 导出”重新存一份。")
            self._notifier.error(text.format(name=source.name, part=error))
        except StorageError as error:
            self._notifier.error(storage_sentence(error.code, **error.args_for_text))
        else:
            self._changed(found.id)
            self._notifier.info(_("已导入表样“{name}”。").format(name=found.name))

    def _changed(self, chosen: str) -> None:
        if self._page is not None:
            self._page.template_box.offer(self._own)
        self._show_all(chosen)


def _missing_in(form: Form, template: Template) -> str:
    """Return which fields of the form have no place in the template; "" where all have one."""
    from selfeval_gui.domain.tree import Tree
    from selfeval_gui.exchange.layout.form_sheet import lay_out
    from selfeval_gui.exchange.layout.unplaced import unplaced
    from selfeval_gui.rules.of_form import rule_set_of

    tree = Tree(form.indicators)
    found = unplaced(form, lay_out(form, template, rule_set_of(form)))
    places = [
        " / ".join(field_place(ref.name) if ref.node is None else node_place(tree, ref.node, ref.name)) for ref in found
    ]
    if not places:
        return ""
    more = _(" 等") if len(places) > _PLACES_NAMED else ""
    text = _("表样“{name}”里没有位置的内容 {count} 处，保留在文件里，不会印出：{places}{more}。")
    shown = "；".join(places[:_PLACES_NAMED])
    return text.format(name=template.name, count=len(places), places=shown, more=more)
