"""A tooltip that shows a text as it is, while a screen reader hears the text and not its markup."""

from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QWidget

from selfeval_gui.item_models.marks import plain_tooltip


def set_text_tip(widget: QWidget, text: str) -> None:
    """Show the text when the mouse rests on the widget, and let a screen reader say it after the name."""
    widget.setToolTip(plain_tooltip(text) or "")
    widget.setAccessibleDescription(text)


def follow_tip(widget: QWidget, tip: str) -> None:
    """Take over a tooltip that may be markup already."""
    widget.setToolTip(tip)
    is_markup = tip.startswith("<")
    widget.setAccessibleDescription(QTextDocumentFragment.fromHtml(tip).toPlainText() if is_markup else tip)
