"""A Windows to try things in: Wine 10 in a small Debian 13, since Debian 12's own Wine cannot start this Qt."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from pathlib import Path

from installers import chroots, product, tools

from trials.sandbox import TRIALS, Done, Sandbox, focus, press, take_picture, wait_for, windows_named

PACKAGES = ("wine", "wine64", "locales", "fonts-wqy-microhei")
# A user with a Chinese name, as many offices have; useradd refuses to make one.
USER = "张三"
CHINESE = "localedef -i zh_CN -f UTF-8 zh_CN.UTF-8; "
RECIPE = (
    f"{CHINESE}echo '{USER}:x:1001:1001::/home/{USER}:/bin/sh' >>/etc/passwd; echo '{USER}:x:1001:' >>/etc/group; "
    f"mkdir -p /home/{USER}; chown 1001:1001 /home/{USER}\n"
    + Path(__file__).with_name("wine_32_bit.sh").read_text(encoding="utf-8")
)
ENVIRONMENT = {
    "LANG": "zh_CN.UTF-8",
    "LC_ALL": "zh_CN.UTF-8",  # with C.UTF-8 Chinese paths break
    "WINEDEBUG": "-all",
    "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d",
}
OUR_PROGRAMS = re.compile(
    r"(^|[\\/])(setup|old|(old-)?uninstall|selfeval(-cli)?|A[un_]*|Un[_A-Z]*)\.exe|~nsu", re.IGNORECASE
)
HELPERS = ("open_as", "hold")
DISK = "root/disk"  # shared with Wine as Z:\root\disk


def prepare() -> Path:
    """Return the Debian with Wine in it."""
    return chroots.prepared("wine", chroots.DEBIAN["13"], PACKAGES, recipe=RECIPE)


class Wine:
    """One user's Windows, made anew."""

    def __init__(self, sandbox: Sandbox, user: str, home: str, *, architecture: str = "win64") -> None:
        self.sandbox = sandbox
        self.architecture = architecture
        self.user = user
        self.home = home
        self.prefix = f"{home}/.wine"
        self.drive = sandbox.root / self.prefix[1:] / "drive_c"
        shutil.rmtree(sandbox.root / self.prefix[1:], ignore_errors=True)
        self.run("wineboot", "--init")
        self.run("wineserver", "--wait")
        self.stay()

    def stay(self) -> None:
        """Let Wine's server live between two commands: else the next may meet it dying."""
        self.run("wineserver", "--persistent")

    def log_in_again(self) -> None:
        """End everything and begin anew, as after a change that Windows reads at the log-in."""
        self.run("wineserver", "--kill")
        self.run("wineserver", "--wait")
        self.stay()

    def end(self) -> None:
        """End everything and take this Windows away: each takes more than a gigabyte."""
        self.run("wineserver", "--kill")
        self.run("wineserver", "--wait")
        shutil.rmtree(self.sandbox.root / self.prefix[1:])

    @property
    def profile(self) -> Path:
        """Return the user's folder."""
        return self.drive / "users" / self.home.rpartition("/")[2]

    def environment(self) -> dict[str, str]:
        """Give what every command in this Windows needs."""
        own = {"HOME": self.home, "WINEPREFIX": self.prefix, "WINEARCH": self.architecture, "USER": self.user}
        return {**ENVIRONMENT, **own}

    def run(self, *words: str | Path) -> Done:
        """Run a command of Wine to its end."""
        return self.sandbox.run(*words, user=self.user, settings=self.environment())

    def exe(self, program: str, *arguments: str) -> Done:
        """Run a Windows program to its end."""
        return self.run("wine", program, *arguments)

    def start(self, program: str, *arguments: str) -> None:
        """Start a Windows program and go on."""
        self.sandbox.start("wine", program, *arguments, user=self.user, **self.environment())

    def kill(self, image: str) -> None:
        """End a Windows program by its name, and wait until it is gone."""
        self.exe("taskkill", "/F", "/IM", image)
        wait_for(lambda: image.lower() not in self.exe("tasklist").text.lower(), 10)

    def open_and_close(self, program: str, picture: str) -> bool:
        """Open the program's window, take a picture, close it; False if it did not open or did not close."""
        self.start(program)
        shown = picture_of(product.NAME, picture, settle=3)
        press("alt+F4")
        closed = wait_for(lambda: not windows_named(product.NAME), 20)
        self.settle()
        return shown and closed

    def settle(self) -> None:
        """Wait until our programs have ended: an uninstaller goes on in a copy of itself."""
        wait_for(lambda: not programs_running(), 60)

    def registry(self, key: str) -> dict[str, str]:
        """Read a key with all below it: "subkey|value" to data. Written to a file, for the console loses Chinese."""
        target = self.drive / "export.reg"
        target.unlink(missing_ok=True)
        self.exe("reg", "export", key, r"C:\export.reg", "/y")
        return parse_registry(target.read_text(encoding="utf-16"), key) if target.exists() else {}

    def act_as(self, version: str) -> None:
        """Let Wine say that it is another Windows: "win7", "win81", "win10"."""
        self.exe("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", version, "/f")

    def windows_path(self, path: Path) -> str:
        """Write a path on drive C: as Windows does."""
        return "C:\\" + path.relative_to(self.drive).as_posix().replace("/", "\\")

    def listing(self, folder: Path) -> dict[str, tuple[int, int]]:
        """Note size and date of all files below a folder, by their places in it."""
        below = folder.relative_to(self.sandbox.root).as_posix()
        return {place[len(below) + 1 :]: facts for place, facts in self.sandbox.listing(below).items()}

    def files(self) -> set[str]:
        """List what lies on drive C:, without what Windows itself keeps writing."""
        found = self.sandbox.listing(f"{self.prefix[1:]}/drive_c")
        inside = {place.partition("/drive_c/")[2] for place in found}
        return {place for place in inside if not re.match(r"windows/|.*/Temp(/|$)|export\.reg$", place)}


def programs_running() -> list[str]:
    """Name the processes of our programs; a trial sees no others than its own."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(FileNotFoundError, ProcessLookupError):
            line = path.read_bytes().decode("utf-8", "replace")
            if OUR_PROGRAMS.search(line):
                found.append(line)
    return found


def parse_registry(text: str, key: str) -> dict[str, str]:
    """Read an exported key: numbers as written, strings without their quotes."""
    found = {}
    current = ""
    for line in text.splitlines():
        if line.startswith("["):
            current = line.strip("[]").partition(key.split("\\", 1)[1])[2].strip("\\")
        elif match := re.match(r'(?:"((?:[^"\\]|\\.)*)"|@)=(.*)$', line):
            found[f"{current}|{match[1] or ''}"] = unescape(match[2])
    return found


def unescape(data: str) -> str:
    """Take the quotes and backslashes off a string of an exported key."""
    return re.sub(r"\\(.)", r"\1", data[1:-1]) if data.startswith('"') else data


def picture_of(pattern: str, name: str, *, settle: float = 0.0) -> bool:
    """Wait for a window by its title, give it time to draw and the focus, and take a picture of the screen."""
    shown = wait_for(lambda: windows_named(pattern), 60)
    wait_for(lambda: False, settle)
    focus(pattern)
    wait_for(lambda: False, 1)
    take_picture(TRIALS / "pictures" / f"{name}.png")
    return shown


def compile_helpers(folder: Path) -> None:
    """Compile the little programs that do to ours what others do on a real computer."""
    for name in HELPERS:
        source = Path(__file__).with_name(f"{name}.c")
        target = folder / f"{name}.exe"
        tools.run("x86_64-w64-mingw32-gcc", "-municode", "-Os", "-s", source, "-o", target, "-lshell32")
