"""A file of the installation is held by another program: setup and uninstaller refuse, and touch nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installers import tools

from trials.sandbox import wait_for

if TYPE_CHECKING:
    from trials.windows import WindowsTrial

HELD = "lib.zip"  # no program: Windows itself would let it be deleted at any other time
RUNNING = 5


def trial(windows: WindowsTrial) -> None:
    """Hold one file of an installation that is there."""
    wine, table = windows.wine, windows.table
    before = hashes(windows)
    wine.start(r"Z:\root\disk\hold.exe", wine.windows_path(windows.place / HELD))
    held = wait_for(lambda: "hold.exe" in wine.exe("tasklist").text, 20)
    table.check("a program holds one file", held)
    table.check_equal("setup refuses to replace it", windows.setup(), RUNNING)
    folder = wine.windows_path(windows.place)
    code = wine.exe(rf"{folder}\uninstall.exe", "/S", f"_?={folder}").code
    table.check_equal("the uninstaller refuses to remove it", code, RUNNING)
    wine.kill("hold.exe")
    table.check_equal("all files are as they were", hashes(windows), before)


def hashes(windows: WindowsTrial) -> dict[str, str]:
    """Hash all installed files, by their places."""
    place = windows.place
    return {path.relative_to(place).as_posix(): tools.sha256(path) for path in tools.files_below(place)}
