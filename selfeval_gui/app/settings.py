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
from selfeval_gui.storage.errors import StorageError, save_failed
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
EXPORT_BY_UNIT = Setting("export_by_unit", False)
WINDOW_GEOMETRY = Setting("window_geometry", "")  # Qt's own bytes in base64, as the two below
WINDOW_STATE = Setting("window_state", "")
MAIN_SPLITTER = Setting("main_splitter", "")
PROJECT_ORDER = Setting("project_order", "")  # a column of the list, with a minus where it runs downwards
ACCEPTED_BY = Setting("accepted_by", "")  # the name last given for accepting a finding
PROJECT_LIST = Setting("project_list", "")  # the file that the forms of the workspace below are compared with
PROJECT_LIST_FOR = Setting("project_list_for", "")
RECEIVE_FOLDER = Setting("receive_folder", "")  # from which the units' packages came last
UPLOAD_LAMP = Setting("upload_lamp", "")  # the system that the lamp 可上传 speaks of, "off" without the lamp
FORM_WAY = Setting("form_way", "")  # tree, paper or both; "" leaves it to the width of the window
FOLDED_GROUPS = Setting("folded_groups", "info,funds,goals,notes,detail")  # of the form page
SKIP_FUND_PARTS = Setting("skip_fund_parts", False)  # Tab passes over the rows below 年度资金总额
# What names neither a person nor a place of theirs.
_IMPERSONAL = (
    EXPORT_FORMAT,
    EXPORT_BOOKLET,
    EXPORT_BY_UNIT,
    WINDOW_GEOMETRY,
    WINDOW_STATE,
    MAIN_SPLITTER,
    PROJECT_ORDER,
    FOLDED_GROUPS,
    SKIP_FUND_PARTS,
)


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

    def write_if_possible(self) -> StorageError | None:
        """Write the file; return why not where the folder refuses: that costs only what was to be remembered."""
        try:
            self.write()
        except StorageError as error:
            return error
        except OSError as error:
            return save_failed(error)
        return None

    def _read(self) -> dict[str, Any]:
        try:
            values = _values_of(self.path)
        except OSError:
            return {}  # not there yet, or not to be had: the program works without
        if values is not None:
            return values
        aside = self.path.with_name(f"{self.path.stem}-broken.json")
        with suppress(OSError):
            self.moved_aside = self.path.replace(aside)
        return {}


def impersonal(path: Path) -> dict[str, Any]:
    """Return what the file remembers, for a stranger to see: which values there are, of most of them not what."""
    try:
        values = _values_of(path) or {}
    except OSError:
        return {}
    shown = {setting.key for setting in _IMPERSONAL}
    return {key: value if key in shown else "…" for key, value in values.items() if key in shown or key.isascii()}


def _values_of(path: Path) -> dict[str, Any] | None:
    """Return what the file holds, None if that is broken; OSError if it cannot be read."""
    try:
        values = json.loads(read_regular(path, _MOST_BYTES)[0].decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None
