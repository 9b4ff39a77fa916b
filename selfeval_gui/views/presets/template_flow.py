"""Templates (表样) as the user meets them: drawn, chosen for the form at hand, and what has no place there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMainWindow

from selfeval_gui.i18n import _
from selfeval_gui.messages import field_place, node_place
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.presets.kind_flow import KindFlow
from selfeval_gui.views.presets.learn_flow import LearnFlow
from selfeval_gui.work.own_templates import OwnTemplates

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.domain.form import Form
    from selfeval_gui.exchange.layout.sheet import Sheet
    from selfeval_gui.exchange.templates.template import Template
    from selfeval_gui.views.form.form_page import FormPage
    from selfeval_gui.views.presets.edit_template_dialog import EditTemplateDialog
    from selfeval_gui.views.presets.templates_dialog import TemplatesDialog

_PLACES_NAMED = 6


class TemplateFlow(KindFlow):
    """The dialog of templates, and what is said when the form at hand gets another one."""

    def __init__(self, own: OwnTemplates, desk: Desk, window: QMainWindow) -> None:
        super().__init__(_("表样"), own, desk.current, desk.notifier, window)
        self._page: FormPage | None = None
        self._learning = LearnFlow(desk.notifier, desk.tasks, self)
        self._learning.learned.connect(self._learned)
        self.own_changed.connect(self._offer)

    def take_page(self, page: FormPage) -> None:
        """Offer the user's own templates on the form page, and follow what is chosen there."""
        self._page = page
        self._offer()
        page.template_box.changed.connect(self._tell_missing)

    def _offer(self) -> None:
        if self._page is not None:
            self._page.template_box.offer(self._own)

    # ---- the form in a template ----------------------------------------------------------------------------------

    def _drawn(self, template: Template) -> tuple[Sheet, str]:
        """Return the form at hand laid out in the template, a new one where there is none, and what has no place.

        An office's own file is drawn with a new form: that takes as long for every form at hand.
        """
        from selfeval_gui.domain.form import Form
        from selfeval_gui.exchange.layout.form_sheet import lay_out
        from selfeval_gui.exchange.templates.template import framework
        from selfeval_gui.rules.rule_set import rule_set_for
        from selfeval_gui.work.own_paper import drawn_otherwise

        session, rules = self._current.session, rule_set_for(template.rule_set)
        told = drawn_otherwise(template) if session is None else _missing_in(session.form, template)
        if session is not None and template.paper is None:
            return lay_out(session.form, template, session.rule_set), told
        form = Form(id="new", indicators=framework(template))
        if template.paper is None:
            return lay_out(form, template, rules), told
        from selfeval_gui.exchange.own_paper.drawn import sheet_on_paper

        return sheet_on_paper(form, template, template.paper, rules), told

    def _tell_missing(self) -> None:
        from selfeval_gui.exchange.templates.template import template_of

        session = self._current.session
        missing = "" if session is None else _missing_in(session.form, template_of(session.form))
        if missing:
            self._notifier.warn(missing)

    # ---- what the library asks -----------------------------------------------------------------------------------

    def make_dialog(self) -> TemplatesDialog:
        from selfeval_gui.views.presets.templates_dialog import TemplatesDialog

        return TemplatesDialog(self._drawn, self._window)

    def make_editor(self, kind: Template) -> EditTemplateDialog:
        from selfeval_gui.views.presets.edit_template_dialog import EditTemplateDialog

        return EditTemplateDialog(kind, self._drawn, self._dialog)

    def used_by(self, session: Session) -> Template:
        from selfeval_gui.exchange.templates.template import template_of

        return template_of(session.form)

    def choose(self, session: Session, kind: Template) -> None:
        from selfeval_gui.commands.template import choose_template

        choose_template(session, kind)

    def why_bad(self, name: str, error: ValueError) -> str:
        text = _("“{name}”没有导入：不是可用的表样文件（{part}）。请让对方用本程序的“表样 → 导出”重新存一份。")
        return text.format(name=name, part=error)

    def _do(self, what: str, kind: Any) -> None:
        if what == "learn":
            self._learning.choose(self._dialog)
        else:
            super()._do(what, kind)

    def _learned(self, template: Template) -> None:
        self._keep(template)
        if template.id in self._own.all():
            text = _("已存为表样“{name}”。选“用于当前表”，导出时就填进这个文件本身。")
            self._notifier.info(text.format(name=template.name))

    def _use(self, kind: Any) -> None:
        super()._use(kind)
        self._tell_missing()


def _missing_in(form: Form, template: Template) -> str:
    """Return which fields of the form have no place in the template; "" where all have one."""
    from selfeval_gui.domain.tree import Tree
    from selfeval_gui.exchange.layout.form_sheet import lay_out
    from selfeval_gui.exchange.layout.unplaced import unplaced
    from selfeval_gui.rules.of_form import rule_set_of
    from selfeval_gui.work.own_paper import drawn_otherwise, missing_sentences

    if template.paper is not None:
        told = missing_sentences(form, template.paper, rule_set_of(form))
        return "".join([*told[:_PLACES_NAMED], drawn_otherwise(template)])
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
