"""What the user is asked before files are written, and told once they are or could not be."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from selfeval_gui.app.notifier import Choice, Notifier, Offer
from selfeval_gui.app.settings import EXPORT_FOLDER, Settings
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.folder_probe import FolderProbe

_MANY_NOTES = 6  # more than a bar has room for


def tell_written(notifier: Notifier, text: str, notes: Sequence[str], folder: Path, file: Path | None = None) -> None:
    """Say what was written, with sentences about what had no room, open the folder and offer the file, if it is one."""
    opened, verb = (folder, _("打开文件夹")) if file is None else (file, _("打开"))
    offer = Offer(verb, partial(_open, opened))
    if len(notes) > _MANY_NOTES:
        told = _("{text}\n其中有 {count} 处没有照原样写出，逐条列在下面。").format(text=text, count=len(notes))
        notifier.error(told, "\n".join(notes))
    elif notes:
        notifier.warn("\n".join([text, *notes]), offer)
    else:
        notifier.info(text, offer)
    _open(folder)


def _open(place: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))


def ask_after_failure(notifier: Notifier, target: Path, error: StorageError) -> str:
    """Say why a file was not written; return "retry", "elsewhere" or "cancel"."""
    choices = [Choice("retry", _("再试")), Choice("elsewhere", _("换个位置…")), Choice("cancel", _("取消"))]
    return notifier.ask(_("“{name}”：{why}").format(name=target.name, why=storage_sentence(error)), choices)


def export_folder(settings: Settings, probe: FolderProbe, otherwise: Path) -> Path:
    """Return the folder of the last export, while it is there and answers."""
    remembered = settings.get(EXPORT_FOLDER)
    return Path(remembered) if remembered and probe.is_folder(Path(remembered)) else otherwise


def remember_folder(settings: Settings, folder: Path) -> None:
    """Begin the next export there."""
    settings.set(EXPORT_FOLDER, str(folder))
