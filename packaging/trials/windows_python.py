"""The packed Python on Windows, whose own python.exe is not installed: it is put there for a script and taken away."""

from __future__ import annotations

import shutil
from pathlib import Path

from installers import product
from installers.product import BUILD

from trials.wine import Wine


class PythonInWine:
    """The Python of one installation."""

    def __init__(self, wine: Wine, installed: Path) -> None:
        self._wine = wine
        self._program = installed / "runtime" / "python.exe"
        self.PROGRAM = (wine.windows_path(installed / f"{product.COMMAND}.exe"),)

    def run(self, *words: str) -> str:
        """Run a script and return what it printed."""
        shutil.copy(BUILD / "runtime-windows" / "python.exe", self._program)
        try:
            return self._wine.exe(self._wine.windows_path(self._program), *words).text
        finally:
            self._program.unlink()

    def place(self, path: Path) -> str:
        """Write a path as the program sees it."""
        return self._wine.windows_path(path)
