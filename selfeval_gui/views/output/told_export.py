"""What the user is told once files are written: where they are, what they could not hold, and the folder itself."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from selfeval_gui.app.notifier import Notifier
from selfeval_gui.i18n import _

_MANY_NOTES = 6  # more than a bar has room for


def tell_written(notifier: Notifier, text: str, notes: Sequence[str], folder: Path) -> None:
    """Say what was written, with sentences about what had no room, and open the folder."""
    if len(notes) > _MANY_NOTES:
        told = _("{text}\n其中有 {count} 处没有照原样写出，逐条列在下面。").format(text=text, count=len(notes))
        notifier.error(told, "\n".join(notes))
    elif notes:
        notifier.warn("\n".join([text, *notes]))
    else:
        notifier.info(text)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
