"""The .deb in a clean Debian: installed without a network, run by a plain user, upgraded, removed."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

from installers import chroots, deb, product, tools
from installers.product import DIST, Release

from trials import documents, results
from trials.sandbox import TRIALS, Sandbox, take_picture, wait_for, windows_named
from trials.table import Table

USER = "clerk"
HOME = f"/home/{USER}"
# What the package depends on and every desktop has, a font, and an editor that is the one for text files.
DESKTOP = (
    *("libgl1", "libegl1", "libfontconfig1", "libfreetype6", "libdbus-1-3", "libx11-xcb1", "libexpat1", "libzstd1"),
    *(
        "libbz2-1.0",
        "liblzma5",
        "zlib1g",
        "libstdc++6",
        "libxcb-randr0",
        "libxcb-render0",
        "libxcb-shape0",
        "libxcb-shm0",
    ),
    *("libxcb-sync1", "libxcb-xfixes0", "fonts-wqy-microhei", "desktop-file-utils", "shared-mime-info", "xdg-utils"),
    *("libglib2.0-bin", "passwd"),
)
# A user, and a text editor as desktops have it: the default for text files, without naming .json.
RECIPE = (
    f"useradd --create-home {USER}; cd /usr/share/applications; "
    "printf '[Desktop Entry]\\nType=Application\\nName=Editor\\nExec=/bin/true %%f\\n' >editor.desktop; "
    "echo 'MimeType=text/plain;' >>editor.desktop; "
    "printf '[Default Applications]\\ntext/plain=editor.desktop\\n' >mimeapps.list; update-desktop-database"
)
LAUNCHER = f"/{deb.FILES}/bin/{product.COMMAND}"
OLD_VERSION = "0.0.9"
# Written by dpkg and by the caches of fonts and icons, whatever is installed.
NOT_OURS = re.compile(
    r"^(var/(lib|log|cache)/|run/|etc/ld\.so\.cache|tmp|proc|dev|root/)|mimeinfo\.cache|icon-theme\.cache"
)


def root_of(version: str) -> Path:
    """Return the folder of the system that a trial works in."""
    return chroots.CHROOTS / f"trial-{chroots.DEBIAN[version]}"


def prepare(version: str) -> Path:
    """Return a fresh copy of a desktop-like Debian without our package."""
    suite = chroots.DEBIAN[version]
    source = chroots.prepared(f"desktop-{suite}", suite, DESKTOP, recipe=RECIPE)
    target = root_of(version)
    chroots.remove(target)
    chroots.copy_system(source, target)
    return target


def build_old_package(target: Path) -> None:
    """Pack what stands for the version before: the same files under a lower number, and one that is gone since."""
    root = product.BUILD / "deb-old"
    shutil.rmtree(root, ignore_errors=True)
    tools.run("cp", "--archive", "--link", product.BUILD / "deb", root)
    (root / deb.FILES / "app" / "left_over.py").write_text("raise SystemExit('old')\n", encoding="utf-8")
    control = root / "DEBIAN" / "control"
    text = control.read_text(encoding="utf-8")
    control.unlink()  # it is a link to the one of the new version
    control.write_text(re.sub(r"^Version: .*$", f"Version: {OLD_VERSION}", text, flags=re.MULTILINE), encoding="utf-8")
    tools.run("dpkg-deb", "--root-owner-group", "-Znone", "--build", root, target)


def trial(version: str, release: Release, table: Table) -> None:
    """Try the package in the prepared Debian."""
    root = root_of(version)
    sandbox = Sandbox(root, {"LANG": "C.UTF-8", "HOME": "/root"})
    shutil.copy(DIST / release.deb_name, "/tmp/new.deb")
    shutil.copy(TRIALS / "old.deb", "/tmp/old.deb")
    before = set(sandbox.listing("."))
    table.check_equal(
        "the old version is installed without a network", sandbox.run("dpkg", "-i", "/tmp/old.deb").code, 0
    )
    done = sandbox.run("dpkg", "-i", "/tmp/new.deb")
    table.check("the new one replaces it", done.code == 0, done.text if done.code else "")
    table.check("no file of the old one stays", not (root / deb.FILES / "app" / "left_over.py").exists())
    table.check_empty("dpkg finds all files as they were packed", sandbox.run("dpkg", "--verify").text.split())
    packed = {line[1:] for line in sandbox.run("dpkg", "--listfiles", product.PACKAGE).text.splitlines()}
    found = {place for place in sandbox.listing(deb.APP_FOLDER) if place not in before}
    table.check_empty("its files are exactly those listed", sorted(found - packed))
    try_program(sandbox, table, version)
    documents.trial(table, sandbox.root / HOME[1:], Python(sandbox))
    try_desktop(sandbox, table)
    table.check_empty("nothing was written into the installation", sandbox.run("dpkg", "--verify").text.split())
    try_damage(sandbox, table)
    done = sandbox.run("dpkg", "--purge", product.PACKAGE)
    table.check("removed", done.code == 0, done.text[-200:] if done.code else "")
    left = sorted(place for place in set(sandbox.listing(".")) - before if not NOT_OURS.search(place))
    ours = [place for place in left if not place.startswith(HOME[1:])]
    table.check_empty("nothing is left but what the user has", ours)


def as_user(sandbox: Sandbox, *words: str, **environment: str) -> results.Run:
    """Run the installed program as a plain user."""
    begin = time.monotonic()
    done = sandbox.run(*words, user=USER, settings={"HOME": HOME, "LANG": "zh_CN.UTF-8", **environment})
    return results.Run(done.code, done.text, time.monotonic() - begin)


def try_program(sandbox: Sandbox, table: Table, version: str) -> None:
    """Run the self-test on both platforms, the command line, and the window with a form open."""
    before = sandbox.listing("opt")
    for platform in ("xcb", "offscreen"):
        folder = f"{HOME}/{platform}"
        run = as_user(sandbox, LAUNCHER, "self-test", folder, QT_QPA_PLATFORM=platform)
        results.check_self_test(table, platform, run, sandbox.root / folder[1:])
    samples = f"/{deb.FILES}/app/{product.MODULE}/_data/forms/samples/2020"
    results.check_list(table, as_user(sandbox, product.COMMAND, "list", samples, "--json"))
    sample = min((sandbox.root / samples[1:]).glob("*.json")).name
    window = sandbox.start(LAUNCHER, f"{samples}/{sample}", user=USER, HOME=HOME, LANG="zh_CN.UTF-8")
    shown = wait_for(lambda: windows_named(product.NAME), 30)
    time.sleep(3)
    take_picture(TRIALS / "pictures" / f"debian-{version}.png")
    table.check("the window opens with a form", shown and window.poll() is None)
    window.kill()
    table.check_equal("no file of the installation has changed", sandbox.listing("opt"), before)
    results.check_sockets(table, sandbox, (LAUNCHER, "self-test", f"{HOME}/traced"), user=USER, home=HOME)


class Python:
    """The packed Python, as the launcher starts it, run by a plain user."""

    WORDS = (f"/{deb.FILES}/python/bin/python3.11", "-I", "-B")
    PROGRAM = (*WORDS, "-m", product.MODULE)

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def run(self, *words: str) -> str:
        """Run a script and return what it printed."""
        return as_user(self._sandbox, *self.WORDS, *words).text

    def place(self, path: Path) -> str:
        """Write a path as the program sees it."""
        self._sandbox.run("chown", "-R", USER, f"/{path.relative_to(self._sandbox.root)}")
        return f"/{path.relative_to(self._sandbox.root)}"


def try_desktop(sandbox: Sandbox, table: Table) -> None:
    """Look at the desktop entry: valid, listed for .json, but not in the place of the editor that opens it."""
    entry = f"{product.APP_ID}.desktop"
    done = sandbox.run("desktop-file-validate", f"/usr/share/applications/{entry}")
    table.check("the desktop entry is valid", done.code == 0, done.text)
    text = sandbox.run("cat", f"/usr/share/applications/{entry}").text
    table.check("desktops offer it for opening files", "Exec=/usr/bin/selfeval %f" in text and "NoDisplay" not in text)
    answer = sandbox.run("gio", "mime", "application/json").text
    table.check("the editor still opens .json", "editor.desktop" in answer and entry not in answer, answer)
    script = (sandbox.root / LAUNCHER[1:]).resolve().read_text(encoding="utf-8")
    asked = re.sub(r"^exec .*$", 'echo "$QT_IM_MODULE $IBUS_USE_PORTAL"', script, flags=re.MULTILINE)
    chosen = sandbox.run("sh", "-c", asked, XMODIFIERS="@im=fcitx").text.split()
    table.check_equal("under fcitx 5 input goes through IBus' portal", chosen, ["ibus", "1"])
    chosen = sandbox.run("sh", "-c", asked, QT_IM_MODULE="ibus").text.split()
    table.check_equal("under IBus input stays as it is", chosen, ["ibus"])


def try_damage(sandbox: Sandbox, table: Table) -> None:
    """Take Python away: the launcher says what to do."""
    python = sandbox.root / deb.FILES / "python" / "bin" / "python3.11"
    python.unlink()
    done = sandbox.run(LAUNCHER)
    table.check("a damaged installation says so", done.code == 70 and "请重新安装" in done.text, done.text)
