"""The system's trash: the only way the program removes a form file."""

from pathlib import Path

from PySide6.QtCore import QFile


def move_to_trash(path: Path) -> bool:
    """Move the file to the trash; False if it could not be done, and then the file is where it was."""
    return QFile(str(path)).moveToTrash()
