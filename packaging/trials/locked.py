"""A file of the installation is held by another program: setup and uninstaller refuse, and touch nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from installers import tools

from trials.sandbox import wait_for
from trials.table import TrialTable
from trials.wine import Wine

HELD = "lib.zip"  # no program: Windows itself would let it be deleted at any other time
RUNNING = 5


def trial(wine: Wine, table: TrialTable, place: Path, setup: Callable[[], int]) -> None:
    """Hold one file of the installation in `place`, and run `setup`, which gives its exit code."""
    before = hashes(place)
    wine.start(r"Z:\root\disk\hold.exe", wine.windows_path(place / HELD))
    held = wait_for(lambda: "hold.exe" in wine.exe("tasklist").text, 20)
    table.check("a program holds one file", held)
    table.check_equal("setup refuses to replace it", setup(), RUNNING)
    folder = wine.windows_path(place)
    code = wine.exe(rf"{folder}\uninstall.exe", "/S", f"_?={folder}").code
    table.check_equal("the uninstaller refuses to remove it", code, RUNNING)
    wine.kill("hold.exe")
    table.check_equal("all files are as they were", hashes(place), before)


def hashes(place: Path) -> dict[str, str]:
    """Hash all installed files, by their places."""
    return {path.relative_to(place).as_posix(): tools.sha256(path) for path in tools.files_below(place)}
