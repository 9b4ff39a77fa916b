"""The box 定稿 beside the project's name: the tick of the action of that name, where the form is looked at."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QWidget

from selfeval_gui.i18n import _


class StatusBox(QCheckBox):
    """Shows and triggers the action it follows; the action decides what is ticked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("定稿"), parent)
        self.setObjectName("statusBox")
        self.setAccessibleName(_("定稿"))
        self._action: QAction | None = None

    def follow(self, action: QAction) -> None:
        """Be another way to this action."""
        self._action = action
        self.setToolTip(action.toolTip())
        self.setAccessibleDescription(action.toolTip())
        self.clicked.connect(action.trigger)
        action.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        if self._action is not None:
            self.setChecked(self._action.isChecked())
            self.setEnabled(self._action.isEnabled())
