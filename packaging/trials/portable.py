"""The portable zip on a stick: it runs there, and writes nowhere else."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from trials.table import TrialTable
from trials.wine import Wine

SELF_TEST = "portable"


def trial(wine: Wine, table: TrialTable, archive: Path, self_test: Callable[[str, Path], None]) -> None:
    """Unpack the zip, run it there, close its window, and look where it wrote."""
    stick = wine.drive / "U 盘"
    with zipfile.ZipFile(archive) as zipped:
        zipped.extractall(stick)
    folder = next(stick.iterdir())
    before = {place: wine.listing(place) for place in (stick, wine.profile)}
    self_test(SELF_TEST, folder)
    opened = wine.open_and_close(wine.windows_path(folder / "selfeval.exe"), "windows-portable")
    table.check("its window opens and closes", opened)
    written = {place: changed(before[place], wine.listing(place)) for place in before}
    own = f"{folder.name}/data"
    table.check("its settings lie beside it", f"{own}/settings.json" in written[stick], sorted(written[stick])[:5])
    elsewhere = [*written[stick], *(f"profile: {place}" for place in written[wine.profile] if "/Temp" not in place)]
    table.check_empty(
        "it writes nowhere else", [place for place in elsewhere if not (place + "/").startswith(own + "/")]
    )
    shutil.rmtree(stick)


def changed(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]) -> list[str]:
    """Name what is new or has another size or date."""
    return [place for place, facts in after.items() if before.get(place) != facts]
