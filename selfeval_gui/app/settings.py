"""What the program remembers between two starts: a table of typed settings, kept as JSON in the user's data folder.

Only values that differ from their default are written, and keys of another version of the program are kept. Facts about
one form (rule set, unit of money) stand in the form's file, never here.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from selfeval_gui.storage import atomic
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.fingerprint import fingerprint_of_file
from selfeval_gui.storage.places import is_there, read_regular
from selfeval_gui.storage.user_data import data_folder

T = TypeVar("T", str, int, bool)

FILE_NAME = "settings.json"
_MOST_BYTES = 16_000_000


@dataclass(frozen=True)
class Setting(Generic[T]):
    """A key of the file, and the value that stands where nothing was remembered; it also fixes the type."""

    key: str
    default: T


WORKSPACE = Setting("workspace", "")
EXPORT_FOLDER = Setting("export_folder", "")
EXPORT_FORMAT = Setting("export_format", "")  # the suffix
EXPORT_PATTERN = Setting("export_pattern", "")  # of file names
EXPORT_BOOKLET = Setting("export_booklet", False)
WINDOW_GEOMETRY = Setting("window_geometry", "")  # Qt's own bytes in base64, as the two below
WINDOW_STATE = Setting("window_state", "")
MAIN_SPLITTER = Setting("main_splitter", "")
PROJECT_ORDER = Setting("project_order", "")  # a column of the list, with a minus where it runs downwards
ACCEPTED_BY = Setting("accepted_by", "")  # the name last given for accepting a finding
PROJECT_LIST = Setting("project_list", "")  # the file that the forms of the workspace below are compared with
PROJECT_LIST_FOR = Setting("project_list_for", "")
FORM_WAY = Setting("form_way", "")  # tree, paper or both; "" leaves it to the width of the window
FOLDED_GROUPS = Setting("folded_groups", "info,funds,goals,notes,detail")  # of the form page


class Settings:
    """The remembered values. `moved_aside` names where a broken file was put, for the window to report once."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or data_folder() / FILE_NAME
        self.moved_aside: Path | None = None
        self._values = self._read()
        self._written = dict(self._values)

    def get(self, setting: Setting[T]) -> T:
        """Return the remembered value; the default where there is none of the right type."""
        value = self._values.get(setting.key)
        return value if type(value) is type(setting.default) else setting.default

    def set(self, setting: Setting[T], value: T) -> None:
        """Remember a value; it reaches the disk with the next `write`."""
        if value == setting.default:
            self._values.pop(setting.key, None)
        else:
            self._values[setting.key] = value

    def write(self) -> None:
        """Write the file if something changed; StorageError or OSError where the folder refuses."""
        if self._values == self._written:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        data = json.dumps(self._values, indent=2, sort_keys=True).encode("ascii") + b"\n"
        atomic.write(self.path, data, fingerprint_of_file(self.path) if is_there(self.path) else None)
        self._written = dict(self._values)

    def write_if_possible(self) -> None:
        """Write the file; a folder that refuses costs a layout, which is not worth stopping the user for."""
        with suppress(StorageError, OSError):
            self.write()

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(read_regular(self.path, _MOST_BYTES)[0].decode("utf-8-sig"))
            if isinstance(values, dict):
                return values
        except OSError:
            return {}  # not there yet, or not to be had: the program works without
        except (ValueError, RecursionError):
            pass
        aside = self.path.with_name(f"{self.path.stem}-broken.json")
        with suppress(OSError):
            self.moved_aside = self.path.replace(aside)
        return {}
