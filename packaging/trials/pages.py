"""Pictures of the installer's pages, for people to look at; the keys are those that a user would press."""

from __future__ import annotations

import time
from pathlib import Path

from installers import product

from trials import dialogs
from trials.sandbox import TRIALS, focus, press, take_picture, wait_for, windows_named
from trials.wine import Wine

TITLE = f"{product.NAME} 安装"
NEXT = "Return"
PAGES = ("welcome", "for-whom", "folder")
REFUSAL = "正在运行"


def picture(name: str) -> Path:
    """Take a picture of the screen as it is."""
    target = TRIALS / "pictures" / f"{name}.png"
    time.sleep(1.5)  # Wine tells nobody when it has drawn
    take_picture(target)
    return target


def take_pictures(wine: Wine) -> bool:
    """Go through the installer from the first page to the last."""
    wine.start(r"Z:\root\disk\setup.exe")
    if not wait_for(lambda: windows_named(TITLE), 60):
        return False
    taken = []
    for page in PAGES:
        taken.append(picture(f"install-{page}"))
        press(NEXT)
    installed = wine.profile / "AppData/Local/Programs" / product.PACKAGE / "uninstall.exe"
    done = wait_for(installed.exists, 120)
    time.sleep(3)
    taken.append(picture("install-finished"))
    press("space", NEXT)  # takes the tick off "run now"
    wine.settle()
    wine.exe(str(installed).replace(str(wine.drive), "C:").replace("/", "\\"), "/S")
    wine.settle()
    return done and all(path.exists() for path in taken)


def through_to_refusal(wine: Wine) -> str:
    """Go through the pages while the program runs, and return what the setup says where it refuses.

    Wine does not always notice that the setup has the focus now: a key that changed nothing is pressed again.
    """
    if not wait_for(lambda: windows_named(TITLE), 60):
        return ""
    for _ in range(2 * len(PAGES)):
        before = dialogs.shown(wine)
        if REFUSAL in before:
            break
        press(NEXT)
        if not wait_for(lambda before=before: dialogs.shown(wine) != before, 10, every=0.5):
            focus(TITLE)
    text = dialogs.wait_for_sentence(wine, REFUSAL)
    picture("install-refused")
    return text
