"""A folder of 100,000 form files, as when somebody opens a whole share: the window answers while it lists them."""

import os
import shutil
import tempfile
from pathlib import Path

from bench.table import Row
from bench.workspace_window import LONGEST_GAP, in_the_window
from tests.helpers.samples import sample_files

COUNT = 100_000


def run() -> list[Row]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_DATA_HOME"] = f"{name}/data"
        folder = Path(name) / "workspace"
        folder.mkdir()
        sources = [Path(shutil.copy(path, f"{name}/{path.name}")) for path in sample_files()]
        for number in range(COUNT):  # links: it is the list that is measured, not the disk
            (folder / f"{number:06d}.json").hardlink_to(sources[number % len(sources)])
        seconds, gap = in_the_window(folder, COUNT)
    note = f"{COUNT:,} files listed in {seconds:.0f} s"
    return [
        Row("a huge folder: longest pause of the window", f"{gap * 1000:.0f} ms", note, gap * 1000 / LONGEST_GAP, 1.0)
    ]
