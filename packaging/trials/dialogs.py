"""What a dialog says, read from its window, since a picture proves nothing until somebody looks at it."""

from __future__ import annotations

from pathlib import Path

from installers import tools

from trials.sandbox import wait_for
from trials.wine import DISK, Wine

PROGRAM = "dialogs.exe"
ANSWER = "windows/temp/dialogs.txt"


def compile_reader(sandbox_root: Path) -> None:
    """Compile the little program that reads dialogs, where every Windows of a trial sees it."""
    source = Path(__file__).with_name("dialogs.nsi")
    target = sandbox_root / DISK / PROGRAM
    answer = "C:\\" + ANSWER.replace("/", "\\")
    tools.run("makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", f"-DOUT_FILE={target}", f"-DANSWER={answer}", source)


def shown(wine: Wine) -> str:
    """Return all texts of the dialogs that are open."""
    answer = wine.drive / ANSWER
    answer.unlink(missing_ok=True)
    wine.exe(rf"Z:\root\disk\{PROGRAM}")
    return answer.read_text(encoding="utf-16-le") if answer.exists() else ""


def wait_for_sentence(wine: Wine, part: str) -> str:
    """Wait until a dialog says something, and return all that it says; empty if none does."""
    found = [""]

    def says() -> bool:
        found[0] = shown(wine)
        return part in found[0]

    return found[0] if wait_for(says, 60, every=0.5) else ""
