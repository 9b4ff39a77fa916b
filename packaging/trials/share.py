"""A user whose folders lie on a file server: installed there, run, removed, and without the server.

Wine finds the server's folder below dosdevices/unc. It is no real server: what a network adds, such as rights of its
own and a line that breaks off in the middle of a write, is not seen here.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from installers import product
from installers.product import BUILD

from trials import results
from trials.table import TrialTable
from trials.wine import Wine

SHARE = r"\\fileserver\profiles"
FOLDERS_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
LOCAL, MENU = "AppData/Local", "AppData/Roaming/Microsoft/Windows/Start Menu"
# Windows' names of a user's folders, and where they lie in the profile.
FOLDERS = {
    "Local AppData": LOCAL,
    "AppData": "AppData/Roaming",
    "Desktop": "Desktop",
    "Personal": "Documents",
    "Start Menu": MENU,
    "Programs": f"{MENU}/Programs",
}
HERE = "AppData/Local/selfeval_gui"


def trial(wine: Wine, table: TrialTable, listed: list[str], setup: Callable[[], int]) -> None:
    """Move the user's folders to the share and try everything there: `setup` installs the files that are `listed`.

    This Windows is of no other use afterwards.
    """
    server = wine.drive.parent / "dosdevices" / "unc" / "fileserver"
    share = wine.drive.parent / "share"
    profile = share / wine.user
    server.mkdir(parents=True)
    (server / "profiles").symlink_to("../../../share")
    for name, place in FOLDERS.items():
        (profile / place).mkdir(parents=True, exist_ok=True)
        wine.exe("reg", "add", FOLDERS_KEY, "/v", name, "/t", "REG_EXPAND_SZ", "/d", on_share(profile, place), "/f")
    give_to_user(wine, share)
    wine.log_in_again()  # when Windows reads where they are

    table.check_equal("installed for a user whose folders lie on a share", setup(), 0)
    place = f"{LOCAL}/Programs/{product.PACKAGE}"
    found = {path.relative_to(profile / place).as_posix() for path in (profile / place).rglob("*") if path.is_file()}
    table.check_equal("all of it, and there", found, {*listed, "uninstall.exe"})
    links = [profile / "Desktop", profile / f"{MENU}/Programs"]
    table.check("with its links", all((folder / f"{product.NAME}.lnk").exists() for folder in links))
    program = on_share(profile, f"{place}/selfeval.exe")
    done = wine.exe(program, "self-test", on_share(profile, "Documents/自检"))
    run = results.TrialRun(done.code, done.text, 0.0)
    results.check_self_test(table, "on a share", run, profile / "Documents/自检")
    samples = on_share(profile, f"{place}/app/{product.MODULE}/_data/forms/samples/2020")
    long_form = samples.replace("\\\\", "\\\\?\\UNC\\", 1)
    cli = on_share(profile, f"{place}/selfeval-cli.exe")
    done = wine.exe(cli, "list", long_form, "--json")
    results.check_list(table, results.TrialRun(done.code, done.text, 0.0))
    wine.open_and_close(program, "windows-share")
    table.check("settings lie on the share", (profile / HERE / "settings.json").exists())
    away = server.rename(server.with_name("away"))
    without_server(wine, table, program, cli)
    away.rename(server)
    folder = on_share(profile, place)
    table.check_equal("removed from there", wine.exe(rf"{folder}\uninstall.exe", "/S").code, 0)
    wine.settle()
    table.check("nothing is left there but what the user has", not (profile / place).exists())
    own = [path for path in profile.rglob("*") if path.suffix == ".lnk"]
    table.check_empty("nor a link", own)


def without_server(wine: Wine, table: TrialTable, program: str, cli: str) -> None:
    """Take the server away: a program on this computer says so or works without, and the one on the server is gone."""
    here = wine.drive / "here"
    shutil.copytree(BUILD / "windows", here)
    give_to_user(wine, here)
    done = wine.exe(wine.windows_path(here / "selfeval-cli.exe"), "check", rf"{SHARE}\表.json")
    said = done.code == 2 and "Traceback" not in done.text and "。" in done.text
    table.check("a file on a server that is away gets a sentence", said, done.text)
    shown = wine.open_and_close(wine.windows_path(here / "selfeval.exe"), "windows-server-away")
    table.check("the window opens without the settings on the server", shown)
    table.check("a program on the server does not start", wine.exe(cli, "list", "C:\\").code != 0)
    shutil.rmtree(here)


def on_share(profile: Path, place: str) -> str:
    """Write a place in the profile as Windows does."""
    return "\\".join([SHARE, profile.name, *place.split("/")])


def give_to_user(wine: Wine, folder: Path) -> None:
    """Let the trial's user own a folder that was made here."""
    wine.sandbox.run("chown", "-R", wine.user, f"/{folder.relative_to(wine.sandbox.root)}")
