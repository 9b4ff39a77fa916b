"""What the user is told once files are written: where they are, what they could not hold, and the folder itself."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from selfeval_gui.app.notifier import Notifier


def tell_written(notifier: Notifier, text: str, notes: Sequence[str], folder: Path) -> None:
    """Say what was written, with sentences about what had no room, and open the folder."""
    if notes:
        notifier.warn("\n".join([text, *notes]))
    else:
        notifier.info(text)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
