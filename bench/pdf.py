"""PDF of 100 forms, against LibreOffice converting the same 100 workbooks in one call.

Both start as programs of their own; LibreOffice may keep its settings from a first start, which takes it longest. A
booklet of the same forms is measured beside it, and twice the forms.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bench.table import Row
from tests.helpers.samples import sample_files

FORMS = 100
GOAL = 0.2
GROWTH = 2.2
ROOT = Path(__file__).resolve().parents[1]


def run() -> list[Row]:
    if shutil.which("soffice") is None:
        return [Row(f"{FORMS} PDFs; peer: LibreOffice, which is not here", "", "")]
    with tempfile.TemporaryDirectory(prefix="bench-pdf-") as name:
        folder = Path(name)
        once, twice = _forms(folder / "once", FORMS), _forms(folder / "twice", 2 * FORMS)
        _export(once, folder / "xlsx", "xlsx")
        ours = min(_export(once, folder / f"pdf{round_}", "pdf") for round_ in range(3))
        double = min(_export(twice, folder / f"double{round_}", "pdf") for round_ in range(2))
        booklet = _export(once, folder / "all.pdf", "pdf", "--booklet")
        workbooks = sorted((folder / "xlsx").glob("*.xlsx"))
        _convert(workbooks[:1], folder / "first", folder / "profile")
        peer = _convert(workbooks, folder / "peer", folder / "profile")
    return [
        Row(f"{FORMS} PDFs; peer: LibreOffice", f"{ours:.2f} s", f"{peer:.2f} s", ours / peer, GOAL),
        Row(
            f"a booklet of {FORMS}; peer: LibreOffice, a file each", f"{booklet:.2f} s", f"{peer:.2f} s", booklet / peer
        ),
        Row(f"{2 * FORMS} PDFs; peer: {FORMS}", f"{double:.2f} s", f"{ours:.2f} s", double / ours, GROWTH),
    ]


def _forms(folder: Path, count: int) -> Path:
    """Lay out a workspace of so many forms, the samples over and over."""
    folder.mkdir()
    samples = sample_files()
    for number in range(count):
        shutil.copy(samples[number % len(samples)], folder / f"{number:04}.json")
    return folder


def _export(workspace: Path, out: Path, kind: str, *options: str) -> float:
    command = [
        sys.executable,
        "-m",
        "selfeval_gui",
        "export",
        str(workspace),
        "--to",
        kind,
        "--out",
        str(out),
        *options,
    ]
    return _timed(command)


def _convert(workbooks: list[Path], out: Path, profile: Path) -> float:
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf"]
    return _timed([*command, "--outdir", str(out), *map(str, workbooks)])


def _timed(command: list[str]) -> float:
    start = perf_counter()
    subprocess.run(command, cwd=ROOT, env={**os.environ}, check=True, capture_output=True)
    return perf_counter() - start
