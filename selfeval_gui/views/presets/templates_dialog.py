"""The templates (表样) there are, each drawn as a form, and what can be done with them. It asks; the flow does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.sheet_view import SheetView
from selfeval_gui.views.presets.layouts_panel import LayoutsPanel
from selfeval_gui.views.presets.library_dialog import LibraryDialog, LibraryLook
from selfeval_gui.work.own_layouts import OwnLayouts

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
        ways = (
            ("learn", _("从本单位的文件导入…"), _("用本单位的空表或上年的表（.xlsx、.docx）做表样，导出时填进它本身")),
        )
        self.layouts = LayoutsPanel(OwnLayouts())
        shown = [self.paper, self.missing, self.layouts]
        super().__init__(LibraryLook(_("表样"), "template", (76, 42), 23, ways), shown, parent)

    def show_kind(self, kind: Template) -> None:
        """Draw a template."""
        sheet, missing = self._draw(kind)
        self.paper.show_sheet(sheet)
        self.missing.setText(missing)
        self.missing.setVisible(bool(missing))
