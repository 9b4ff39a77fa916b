"""Where a chooser begins when nothing better is known."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from selfeval_gui.storage.places import is_folder

_PLACES = (QStandardPaths.StandardLocation.DocumentsLocation, QStandardPaths.StandardLocation.HomeLocation)


def documents() -> Path:
    """Return the user's documents; their home where it has none, which a home on a server may not."""
    named = [QStandardPaths.writableLocation(place) for place in _PLACES]
    return next((Path(place) for place in named if place and is_folder(Path(place))), Path.home())
