"""Regular expressions that are compiled when they are first used: a window that starts needs none of them yet."""

from __future__ import annotations

import re
from functools import cached_property


class LatePattern:
    """A regular expression as its text; `made` is the pattern itself."""

    def __init__(self, text: str, flags: int = 0) -> None:
        self.text = text
        self._flags = flags

    @cached_property
    def made(self) -> re.Pattern[str]:
        """The compiled pattern, compiled once."""
        return re.compile(self.text, self._flags)
