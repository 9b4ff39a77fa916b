"""A system in a folder to try things in: without a network, with a screen of its own, and gone when the trial ends.

A trial is a process started by `start_trial`: in namespaces of its own for mounts, network and processes. Whatever it
mounts or starts ends with it, and the machine's own /tmp, network and processes stay out of its reach.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from installers import emulation, tools
from installers.product import BUILD, PACKAGING, ROOT

TRIALS = BUILD / "trials"
DISPLAY = ":77"
DEBIAN_PACKAGES = ("xvfb", "jwm", "x11-utils", "xdotool", "imagemagick", "strace", "util-linux", "openssl", "qpdf")
NAMESPACES = ("unshare", "--mount", "--net", "--pid", "--fork", "--mount-proc", "--kill-child")
PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
FEWEST_COLOURS = 20  # a table with text has some hundred
LONGEST = 900  # seconds, for what hangs: more than the self-test gives itself


def start_trial(name: str, *arguments: str, emulated: bool = False) -> subprocess.Popen[bytes]:
    """Start a trial apart from the machine, with qemu if it runs programs for ARM; what it prints goes to its log."""
    TRIALS.mkdir(parents=True, exist_ok=True)
    (TRIALS / f"{name}.json").unlink(missing_ok=True)
    apart = emulation.apart() if emulated else NAMESPACES
    command = [*apart, sys.executable, "-B", str(PACKAGING / "build.py"), "trial", name, *arguments]
    with (TRIALS / f"{name}.log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)


def need_namespaces() -> None:
    """Stop with a sentence where the machine does not let a process be apart, as in a container without rights."""
    done = subprocess.run([*NAMESPACES, "true"], capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"Trials need root with namespaces of its own, which this machine refuses: {done.stderr.strip()}")


def refuse_to_touch_the_machine() -> None:
    """Stop unless this process is apart: what a trial mounts would otherwise cover the machine's own folders."""
    if os.getpid() != 1:  # the first process of its namespaces, as start_trial makes it
        sys.exit("A trial runs only apart from the machine: use build.py test NAME.")


def cover_tmp() -> None:
    """Put an empty /tmp over the machine's; a checkout that lies below it stays where it is."""
    if not ROOT.is_relative_to("/tmp"):
        tools.run("mount", "-t", "tmpfs", "tmpfs", "/tmp")
        return
    hidden = os.open(ROOT, os.O_PATH)
    tools.run("mount", "-t", "tmpfs", "tmpfs", "/tmp")
    ROOT.mkdir(parents=True)
    # Through the open folder, for its path leads into the new /tmp by now; mount itself must not look it up either.
    words = ["mount", "--no-canonicalize", "--bind", f"/proc/self/fd/{hidden}", str(ROOT)]
    subprocess.run(words, pass_fds=[hidden], check=True)
    os.close(hidden)
    os.chdir(ROOT)


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed on both channels."""

    code: int
    text: str


class Sandbox:
    """A system in a folder, prepared for running commands in it."""

    def __init__(self, root: Path, environment: dict[str, str]) -> None:
        refuse_to_touch_the_machine()
        self.root = root
        self.environment = {"PATH": PATH, "DISPLAY": DISPLAY, "TERM": "dumb", **environment}
        self._outputs = 0
        cover_tmp()
        Path("/tmp/.X11-unix").mkdir(mode=0o1777)
        for place, how in (("proc", "--rbind"), ("dev", "--rbind"), ("tmp", "--bind")):
            (root / place).mkdir(exist_ok=True)
            tools.run("mount", how, f"/{place}", root / place)
        self._screen = start_screen()

    def command(self, words: Iterable[str | Path], user: str, environment: dict[str, str]) -> list[str]:
        """Write the command line that runs something inside."""
        settings = [f"{name}={value}" for name, value in {**self.environment, **environment}.items()]
        return ["chroot", f"--userspec={user}", str(self.root), "/usr/bin/env", "-i", *settings, *map(str, words)]

    def run(
        self,
        *words: str | Path,
        user: str = "root",
        prefix: tuple[str, ...] = (),
        settings: dict[str, str] | None = None,
        **environment: str,
    ) -> Done:
        """Run something inside to its end. Its output goes to a file: what it leaves running may keep a pipe open."""
        self._outputs += 1
        output = Path(f"/tmp/output-{self._outputs}")
        with output.open("wb") as file:
            command = [*prefix, *self.command(words, user, {**(settings or {}), **environment})]
            try:
                done = subprocess.run(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=file,
                    stderr=subprocess.STDOUT,
                    timeout=LONGEST,
                    check=False,
                )
                code = done.returncode
            except subprocess.TimeoutExpired:
                code = -1
        return Done(code, output.read_bytes().decode("utf-8", "replace"))

    def start(self, *words: str | Path, user: str = "root", **environment: str) -> subprocess.Popen[bytes]:
        """Start something inside and go on."""
        nowhere = subprocess.DEVNULL
        return subprocess.Popen(self.command(words, user, environment), stdin=nowhere, stdout=nowhere, stderr=nowhere)

    def listing(self, below: str) -> dict[str, tuple[int, int]]:
        """Note size and date of all files below a folder, without what is mounted there."""
        found = {}
        device = self.root.lstat().st_dev
        for folder, names, files in os.walk(self.root / below):
            names[:] = sorted(name for name in names if os.lstat(f"{folder}/{name}").st_dev == device)
            for name in (*names, *files):
                path = Path(folder, name)
                status = path.lstat()
                is_folder = name in names
                place = path.relative_to(self.root).as_posix()
                found[place] = (0, 0) if is_folder else (status.st_size, status.st_mtime_ns)
        return found


# ----------------------------------------------------------------------------------------------------------------------
# The screen


def wait_for(question: object, seconds: float, *, every: float = 0.1) -> bool:
    """Ask until the answer is yes, or the time is over."""
    assert callable(question)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if question():
            return True
        time.sleep(every)
    return False


def start_screen() -> tuple[subprocess.Popen[bytes], subprocess.Popen[bytes]]:
    """Start a screen of an office's usual size, and what gives windows their frames."""
    nowhere = subprocess.DEVNULL
    screen = ["Xvfb", DISPLAY, "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"]
    frames = ["jwm", "-display", DISPLAY, "-f", str(Path(__file__).with_name("window_manager.jwmrc"))]
    server = subprocess.Popen(screen, stdout=nowhere, stderr=nowhere)
    wait_for(lambda: Path(f"/tmp/.X11-unix/X{DISPLAY[1:]}").exists(), 20)
    manager = subprocess.Popen(frames, stdout=nowhere, stderr=nowhere, env={"PATH": PATH, "HOME": "/tmp"})
    return server, manager


def windows_named(pattern: str) -> list[str]:
    """Find the ids of visible windows by their titles."""
    command = ["xdotool", "search", "--onlyvisible", "--name", pattern]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", env={"DISPLAY": DISPLAY, "PATH": PATH}, check=False
    )
    return done.stdout.split()


def take_picture(target: Path) -> None:
    """Take a picture of the whole screen."""
    target.parent.mkdir(parents=True, exist_ok=True)
    tools.run("import", "-window", "root", target, DISPLAY=DISPLAY)


def is_drawn(picture: Path) -> bool:
    """Tell whether the middle of a picture of the screen shows more than the one colour of an empty window."""
    colours = ("-crop", "600x300+383+234", "-format", "%k", "info:")
    return int(tools.output("convert", picture, *colours)) > FEWEST_COLOURS


def focus(pattern: str) -> None:
    """Take the focus away and give it to the first window with such a title: Wine does not always notice at first."""
    for window in windows_named(pattern)[:1]:
        tools.run("xdotool", "windowfocus", "1", "windowfocus", window, DISPLAY=DISPLAY)


def press(*keys: str) -> None:
    """Press keys one after the other in the window that has the focus."""
    tools.run("xdotool", "key", "--delay", "120", *keys, DISPLAY=DISPLAY)
