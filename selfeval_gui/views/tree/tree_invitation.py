"""What stands in the indicator tree while a form has no indicators: how to get some."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QTreeView

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.quiet_label import QuietLabel

_NONE = _("还没有指标。")
_HOW = _("按 Ctrl+Shift+Enter 添加一级指标；或者在 Excel、WPS、Word 里复制整张指标表，在这里按 Ctrl+V 粘贴。")


class TreeInvitation(QuietLabel):
    """Covers the empty tree and lets every click and drop through."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__("", tree.viewport(), wraps=True)
        self.setObjectName("treeInvitation")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMargin(self.fontMetrics().height())
        tree.viewport().installEventFilter(self)
        self.hide()

    def tell(self, *, is_empty: bool, may_add: bool) -> None:
        """Show the words of an empty tree, or nothing."""
        self.setText(_NONE + _HOW if may_add else _NONE)
        self.setVisible(is_empty)
        self._cover()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the tree; nothing is kept from it."""
        if event.type() == QEvent.Type.Resize:
            self._cover()
        return super().eventFilter(watched, event)

    def _cover(self) -> None:
        tree = self.parentWidget()
        if tree is not None:
            self.setGeometry(tree.rect())
