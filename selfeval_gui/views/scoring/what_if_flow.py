"""What-if as the user meets it: a table of all rule sets, and 折算 to one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.notifier import Notifier
from selfeval_gui.i18n import _
from selfeval_gui.views.form.current_form import CurrentForm
from selfeval_gui.views.form.pages import Pages
from selfeval_gui.work.own_rule_sets import OwnRuleSets

if TYPE_CHECKING:
    from selfeval_gui.rules.what_if import WhatIf


class WhatIfFlow(QObject):
    """Opens the table for the form at hand."""

    def __init__(
        self, own: OwnRuleSets, current: CurrentForm, pages: Pages, notifier: Notifier, window: QWidget
    ) -> None:
        super().__init__(window)
        self._own = own
        self._current = current
        self._pages = pages
        self._notifier = notifier
        self._window = window

    def show(self, _checked: bool = False) -> None:
        """Compare the form under all rule sets."""
        from selfeval_gui.rules.what_if import what_if
        from selfeval_gui.views.scoring.what_if_dialog import WhatIfDialog

        session = self._current.session
        if session is None or not self._current.commit():
            return
        own = session.rule_set
        rule_sets = {**self._own.known(), own.id: own}
        found = what_if(session.form, own, rule_sets.values())
        dialog = WhatIfDialog(session.form, own.id, found, self._window)
        dialog.conversion_wanted.connect(self._convert)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _convert(self, under: WhatIf) -> None:
        from selfeval_gui.commands.convert import convert_form

        document = self._pages.form_page().document
        if document is None:
            return
        steps = document.session.stack.index()
        convert_form(document.indicators, under)
        if document.session.is_read_only:
            return  # the window has said that nothing was changed
        if document.session.stack.index() != steps:
            self._notifier.info(_("已按“{name}”折算，可以撤销。").format(name=under.rule_set.name))
        else:
            self._notifier.info(_("已经符合“{name}”，没有改动。").format(name=under.rule_set.name))
