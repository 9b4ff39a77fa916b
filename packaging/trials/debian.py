"""The .deb in a clean Debian: installed without a network, run by a plain user, upgraded, removed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from pathlib import Path

from installers import chroots, deb, product, tools
from installers.architecture import AMD64, Architecture
from installers.product import DIST, Release

from trials import documents, results
from trials.sandbox import TRIALS, Sandbox, is_drawn, take_picture, wait_for, windows_named
from trials.table import TrialTable

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
OLD, OLDEST = "old", "oldest"
# Written by dpkg and by the caches of fonts and icons, whatever is installed.
NOT_OURS = re.compile(
    r"^(var/(lib|log|cache)/|run/|etc/ld\.so\.cache|tmp|proc|dev|root/)|mimeinfo\.cache|icon-theme\.cache"
)


def root_of(version: str, arch: Architecture) -> Path:
    """Return the folder of the system that a trial works in."""
    return chroots.CHROOTS / arch.named(f"trial-{chroots.DEBIAN[version]}")


def prepare(version: str, arch: Architecture) -> Path:
    """Return a fresh copy of a desktop-like Debian without our package."""
    suite = chroots.DEBIAN[version]
    emulated = arch.debian if arch.is_foreign else ""
    packages = (*DESKTOP, *arch.more_depends)
    source = chroots.prepared(arch.named(f"desktop-{suite}"), suite, packages, recipe=RECIPE, emulated=emulated)
    target = root_of(version, arch)
    chroots.remove(target)
    chroots.copy_system(source, target)
    return target


def clean_up(version: str, arch: Architecture) -> None:
    """Remove the copy that a trial worked in: several of them would fill a small disk."""
    chroots.remove(root_of(version, arch))


def build_old_packages(arch: Architecture) -> None:
    """Pack what stands for the version before, and for one before the package had its name of today.

    Each has the same files under a lower number, and one that is gone since.
    """
    root = product.BUILD / arch.named("deb-old")
    shutil.rmtree(root, ignore_errors=True)
    tools.run("cp", "--archive", "--link", product.BUILD / arch.named("deb"), root)
    (root / deb.FILES / "app" / "left_over.py").write_text("raise SystemExit('old')\n", encoding="utf-8")
    control = root / "DEBIAN" / "control"
    text = re.sub(r"^Version: .*$", f"Version: {OLD_VERSION}", control.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text_before = re.sub(r"^(Conflicts|Replaces|Provides): .*\n", "", text, flags=re.MULTILINE)
    text_before = text_before.replace(f"Package: {product.DEBIAN_PACKAGE}", f"Package: {product.OLD_DEBIAN_PACKAGE}")
    control.unlink()  # it is a link to the one of the new version
    TRIALS.mkdir(parents=True, exist_ok=True)
    for name, words in ((OLD, text), (OLDEST, text_before)):
        control.write_text(words, encoding="utf-8")
        tools.run("dpkg-deb", "--root-owner-group", "-Znone", "--build", root, TRIALS / f"{arch.named(name)}.deb")


def trial(version: str, arch: Architecture, release: Release, table: TrialTable) -> None:
    """Try the package in the prepared Debian."""
    root = root_of(version, arch)
    sandbox = Sandbox(root, {"LANG": "C.UTF-8", "HOME": "/root"})
    shutil.copy(DIST / release.deb_name(arch.debian), "/tmp/new.deb")
    for name in (OLD, OLDEST):
        shutil.copy(TRIALS / f"{arch.named(name)}.deb", f"/tmp/{name}.deb")
    before = set(sandbox.listing("."))
    code = sandbox.run("dpkg", "-i", "/tmp/oldest.deb").code
    table.check_equal("the package under its old name is installed without a network", code, 0)
    done = sandbox.run("dpkg", "-i", "/tmp/old.deb")
    table.check("that under its new name takes its place", done.code == 0, done.text if done.code else "")
    status = sandbox.run("dpkg-query", "--show", "--showformat=${db:Status-Status}", product.OLD_DEBIAN_PACKAGE).text
    table.check("dpkg knows the old name no more", "installed" not in status.replace("not-installed", ""), status)
    done = sandbox.run("dpkg", "-i", "/tmp/new.deb")
    table.check("the new version replaces the one before", done.code == 0, done.text if done.code else "")
    check_names(sandbox, table, release, arch)
    table.check("no file of the old one stays", not (root / deb.FILES / "app" / "left_over.py").exists())
    table.check_empty("dpkg finds all files as they were packed", sandbox.run("dpkg", "--verify").text.split())
    packed = {line[1:] for line in sandbox.run("dpkg", "--listfiles", product.DEBIAN_PACKAGE).text.splitlines()}
    found = {place for place in sandbox.listing(deb.APP_FOLDER) if place not in before}
    table.check_empty("its files are exactly those listed", sorted(found - packed))
    try_program(sandbox, table, version, arch)
    documents.trial(table, sandbox.root / HOME[1:], PythonInDebian(sandbox))
    try_desktop(sandbox, table)
    table.check_empty("nothing was written into the installation", sandbox.run("dpkg", "--verify").text.split())
    try_damage(sandbox, table)
    done = sandbox.run("dpkg", "--purge", product.DEBIAN_PACKAGE)
    table.check("removed", done.code == 0, done.text[-200:] if done.code else "")
    left = sorted(place for place in set(sandbox.listing(".")) - before if not NOT_OURS.search(place))
    ours = [place for place in left if not place.startswith(HOME[1:])]
    table.check_empty("nothing is left but what the user has", ours)


def check_names(sandbox: Sandbox, table: TrialTable, release: Release, arch: Architecture) -> None:
    """Look at what UOS' store asks for: one name for all, and what its folder of an application holds."""
    folder = sandbox.root / deb.APP_FOLDER
    info = json.loads((folder / "info").read_text(encoding="utf-8"))
    named = sandbox.run("dpkg-query", "--show", "--showformat=${Package} ${Version}", info["appid"]).text
    table.check_equal("info names the package", named, f"{product.DEBIAN_PACKAGE} {release.version}")
    numbers = [int(number) for number in info["version"].split(".")]
    table.check("and its version in four numbers", len(numbers) == 4, info["version"])
    table.check_equal("and the processor", info["arch"], [arch.debian])
    entry = f"{product.DEBIAN_PACKAGE}.desktop"
    entries = [folder / "entries/applications" / entry, sandbox.root / "usr/share/applications" / entry]
    found = all(path.exists() for path in entries)
    table.check("its desktop entry has the package's name, there and on the desktop", found)
    drawn = [path for path in (folder / "entries/icons").rglob("*") if path.is_file()]
    table.check_equal("so have its icons", {path.stem for path in drawn}, {product.DEBIAN_PACKAGE})


def as_user(sandbox: Sandbox, *words: str, **environment: str) -> results.TrialRun:
    """Run the installed program as a plain user."""
    begin = time.monotonic()
    done = sandbox.run(*words, user=USER, settings={"HOME": HOME, "LANG": "zh_CN.UTF-8", **environment})
    return results.TrialRun(done.code, done.text, time.monotonic() - begin)


def try_program(sandbox: Sandbox, table: TrialTable, version: str, arch: Architecture) -> None:
    """Run the self-test on both platforms, the command line, and the window with a form open."""
    before = sandbox.listing("opt")
    for platform in ("xcb", "offscreen"):
        folder = f"{HOME}/{platform}"
        run = as_user(sandbox, LAUNCHER, "self-test", folder, QT_QPA_PLATFORM=platform)
        results.check_self_test(table, platform, run, sandbox.root / folder[1:])
    samples = f"/{deb.FILES}/app/{product.MODULE}/_data/forms/samples/2020"
    results.check_list(table, as_user(sandbox, product.COMMAND, "list", samples, "--json"))
    check_answers(sandbox, table)
    sample = min((sandbox.root / samples[1:]).glob("*.json")).name
    window = sandbox.start(LAUNCHER, f"{samples}/{sample}", user=USER, HOME=HOME, LANG="zh_CN.UTF-8")
    shown = wait_for(lambda: windows_named(product.NAME), 120)
    picture = TRIALS / "pictures" / f"{arch.named(f'debian-{version}')}.png"

    def has_drawn_itself() -> bool:
        take_picture(picture)
        return is_drawn(picture)

    drawn = shown and wait_for(has_drawn_itself, 300, every=3)  # X tells nobody; emulated, it takes a minute
    table.check("the window opens with a form", drawn and window.poll() is None)
    window.kill()
    table.check_equal("no file of the installation has changed", sandbox.listing("opt"), before)
    results.check_sockets(table, sandbox, (LAUNCHER, "self-test", f"{HOME}/traced"), user=USER, home=HOME)


def check_answers(sandbox: Sandbox, table: TrialTable) -> None:
    """Compare what the command `check` says about the samples with what it says on amd64, on the machine itself."""
    shutil.copytree(product.ROOT / "forms" / "samples" / "2020", "/tmp/forms")
    python = product.BUILD / AMD64.named("deb") / deb.FILES / "python/bin/python3.11"
    words = ("-I", "-B", "-m", product.MODULE, "check", "/tmp/forms", "--json")
    here = subprocess.run([python, *words], capture_output=True, check=False, env={"HOME": "/tmp", "LANG": "C.UTF-8"})
    there = as_user(sandbox, product.COMMAND, *words[-3:])
    same = (there.code, there.text) == (here.returncode, here.stdout.decode("utf-8")) and "{" in there.text
    table.check("check says the same as on amd64, byte for byte", same, f"exit {there.code}, {len(there.text)} signs")


class PythonInDebian:
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


def try_desktop(sandbox: Sandbox, table: TrialTable) -> None:
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


def try_damage(sandbox: Sandbox, table: TrialTable) -> None:
    """Take Python away: the launcher says what to do."""
    python = sandbox.root / deb.FILES / "python" / "bin" / "python3.11"
    python.unlink()
    done = sandbox.run(LAUNCHER)
    table.check("a damaged installation says so", done.code == 70 and "请重新安装" in done.text, done.text)
