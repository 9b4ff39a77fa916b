"""The templates (表样) there are, each drawn as a form, and what can be done with them. It asks; the flow does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.sheet_view import SheetView
from selfeval_gui.views.presets.library_dialog import LibraryDialog, Listed, Look

if TYPE_CHECKING:
    from selfeval_gui.exchange.layout.sheet import Sheet
    from selfeval_gui.exchange.templates.template import Template


class TemplatesDialog(LibraryDialog):
    """List at the left, the form drawn at the right, below it what of the form at hand has no place there."""

    def __init__(self, draw: Callable[[Template], tuple[Sheet, str]], parent: QWidget | None = None) -> None:
        self._draw = draw
        self.paper = SheetView()
        self.paper.setObjectName("templatePaper")
        self.paper.setAccessibleName(_("表样画成的表"))
        self.missing = QuietLabel("", wraps=True)
        self.missing.setObjectName("templateMissing")
        super().__init__(Look(_("表样"), "template", (76, 42), 23), [self.paper, self.missing], parent)

    def show_templates(self, known: Mapping[str, Template], own: set[str], chosen: str, *, has_form: bool) -> None:
        """Show these templates, and the chosen one drawn; those of `own` can be changed."""
        kinds = (Listed(each.id, each.name, each.id in own, each) for each in known.values())
        self.show_kinds(kinds, chosen, has_form=has_form)

    def show_kind(self, thing: object) -> None:
        """Draw a template."""
        sheet, missing = self._draw(cast("Template", thing))
        self.paper.show_sheet(sheet)
        self.missing.setText(missing)
        self.missing.setVisible(bool(missing))
