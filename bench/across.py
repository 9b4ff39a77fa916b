"""Checking a workspace of 5,000 forms with the view across them from the command line, against reading its forms."""

import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bench.table import Row
from tests.helpers.storage_forms import fill_workspace

COUNT = 5_000
ROUNDS = 3
GOAL = 4.0
ROOT = Path(__file__).resolve().parent.parent

READING = """
import sys
from pathlib import Path
from selfeval_gui.storage import store, workspace
forms = [store.load(path).form for path in workspace.find_forms(Path(sys.argv[1]))]
"""


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        fill_workspace(Path(name), COUNT)
        reading, checking = [], []
        for _ in range(ROUNDS):  # taking turns, so that a busy moment of the machine meets both
            reading.append(_seconds("-c", READING, name))
            checking.append(_seconds("-m", "selfeval_gui", "check", name, "--json"))
        return [
            Row(
                f"check {COUNT} forms and across them; peer: start, read and parse them",
                f"{min(checking):.2f} s",
                f"{min(reading):.2f} s",
                min(checking) / min(reading),
                GOAL,
            )
        ]


def _seconds(*arguments: str) -> float:
    start = perf_counter()
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    seconds = perf_counter() - start
    assert done.returncode in {0, 1}  # 1: forms with errors, of which these have many
    return seconds
