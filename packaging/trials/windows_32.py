"""The Windows installer on a 32-bit Windows, where the program cannot run: it says so and touches nothing.

Wine 8 of Debian 12 makes such a Windows; Wine 10 of Debian 13, which the other trials use, makes 64-bit ones only.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from installers import chroots, product
from installers.product import DIST, Release

from trials import dialogs, pages
from trials.sandbox import Sandbox, press, wait_for, windows_named
from trials.table import TrialTable
from trials.wine import CHINESE, DISK, Wine

PACKAGES = ("wine", "wine32:i386", "locales", "fonts-wqy-microhei")
ONLY_64_BIT = 6


def prepare() -> Path:
    """Return the Debian with a 32-bit Wine in it."""
    return chroots.prepared("wine-32", chroots.DEBIAN["12"], PACKAGES, recipe=CHINESE, foreign="i386")


def trial(release: Release, table: TrialTable) -> None:
    """Try to install there, silently and by a double click."""
    sandbox = Sandbox(prepare(), {})
    disk = sandbox.root / DISK
    shutil.rmtree(disk, ignore_errors=True)
    disk.mkdir(parents=True)
    shutil.copy(DIST / release.setup_name, disk / "setup.exe")
    dialogs.compile_reader(sandbox.root)
    wine = Wine(sandbox, "root", "/root", architecture="win32")
    table.check("this Windows is a 32-bit one", not (wine.drive / "windows" / "syswow64").exists())
    wine.act_as("win10")
    before = wine.files()
    table.check_equal("setup refuses it", wine.exe(r"Z:\root\disk\setup.exe", "/S").code, ONLY_64_BIT)
    wine.start(r"Z:\root\disk\setup.exe")
    text = dialogs.wait_for_sentence(wine, "64 位")
    told = all(part in text for part in ("是 32 位的", product.NAME, "什么也没有改动", "请换一台"))
    table.check("and says in Chinese why, and what to do", told, text)
    pages.picture("install-32-bit")
    press("Return")
    ended = wait_for(lambda: not windows_named(pages.TITLE), 20)
    table.check("then it ends", ended)
    table.check_empty("nothing was installed", sorted(wine.files() - before))
    table.check_equal("nor noted in the registry", wine.registry(r"HKCU\Software\Classes\Applications"), {})
    wine.end()
