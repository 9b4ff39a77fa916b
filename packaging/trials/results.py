"""What the program must have done, wherever it ran."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from trials.sandbox import Sandbox
from trials.table import TrialTable

FORMS = 14


@dataclass(frozen=True)
class TrialRun:
    """How the program ended, what it printed, how long it took."""

    code: int
    text: str
    seconds: float


def check_self_test(table: TrialTable, name: str, run: TrialRun, folder: Path) -> None:
    """Look at what a self-test left: its result, a picture, at least one export."""
    last = run.text.strip().splitlines()[-1:] if run.code else []
    table.check(
        f"self-test, {name}", run.code == 0, f"exit {run.code} {' '.join(last)}" if run.code else f"{run.seconds:.1f} s"
    )
    left = sorted(path.name for path in folder.rglob("*") if path.is_file()) if folder.exists() else []
    complete = {"result.json", "window.png"} <= set(left) and any(name.endswith(".xlsx") for name in left)
    table.check(f"its result, picture and export, {name}", complete, f"{len(left)} files")


def check_list(table: TrialTable, run: TrialRun) -> None:
    """Look at the JSON of the command `list` for the samples."""
    try:
        listed = json.loads(run.text)
    except ValueError:
        listed = []
    names = [str(entry.get("project_name", "")) for entry in listed]
    table.check("the command line lists the samples", len(names) == FORMS and "2020" in "".join(names), run.text[:80])


def check_sockets(table: TrialTable, sandbox: Sandbox, words: tuple[str, ...], *, user: str, home: str) -> None:
    """Run the program under strace: no socket but the display's and, if there is one, the input method's."""
    log = Path("/tmp/strace.log")
    trace = ("strace", "-f", "-qq", "-e", "trace=socket,connect,bind,listen,sendto", "-o", str(log))
    done = sandbox.run(*words, user=user, prefix=trace, HOME=home, LANG="zh_CN.UTF-8", QT_QPA_PLATFORM="xcb")
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    table.check("it runs under strace", done.code == 0 and "connect(" in text, f"exit {done.code}")
    table.check_empty("no socket but the display's and the input method's", foreign_sockets(text))


def foreign_sockets(log: str) -> list[str]:
    """Name the lines of a trace that open something else than X's, D-Bus' or the name service cache's local socket.

    The last is asked by the C library for the user's home, on every Linux, by every program.
    """
    allowed = re.compile(
        r"socket\(AF_UNIX|connect\(.*\.X11-unix/X|connect\(.*/(run|var/run)/(dbus|user|nscd)/|connect\(.*/(ibus|dbus)"
    )
    calls = re.findall(r"^\d+ +((?:socket|connect|bind|listen)\(.*)$", log, re.MULTILINE)
    return [call for call in calls if not allowed.search(call)]
