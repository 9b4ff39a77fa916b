"""Find the program's own data: packed in the wheel as `selfeval_gui/_data`, else in the checkout's root."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def _root() -> Path:
    packed = _PACKAGE / "_data"
    return packed if packed.is_dir() else _PACKAGE.parent


def forms_dir() -> Path:
    """Return the folder of templates, rule sets, samples and phrases."""
    return _root() / "forms"


def resources_dir() -> Path:
    """Return the folder of icons and translations."""
    return _root() / "resources"
