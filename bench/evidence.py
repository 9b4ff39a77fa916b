"""Evidence of 5,000 files packed, large ones and small ones, beside a plain copy of the same files one by one."""

import gc
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

from bench.table import Row
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.work.evidence import entries_for
from selfeval_gui.work.evidence_pack import pack
from selfeval_gui.work.progress import unheard

ROWS, FILES_A_ROW = 100, 50
BYTES = 200_000
FEW_BYTES = 10_000  # what is left is the processor's work: the plan, the list, the hashes
SLOWEST = 1 / 0.7  # times the plain copy
TRIES = 3


def run() -> list[Row]:
    gc.disable()  # as the window and the command line do
    try:
        return [_row(BYTES, SLOWEST), _row(FEW_BYTES, None)]
    finally:
        gc.enable()


def _row(size: int, slowest: float | None) -> Row:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        form = _form(folder, size)
        sources = sorted((folder / "材料").iterdir())
        ours, plain = list[float](), list[float]()
        for number in range(TRIES):
            plain.append(_seconds(partial(_copy_plainly, sources, folder / f"plain {number}")))
            ours.append(_seconds(partial(pack, form, folder, folder / f"包 {number}", unheard)))
            shutil.rmtree(folder / f"plain {number}")
            shutil.rmtree(folder / f"包 {number}")
    seconds, beside = min(ours), min(plain)
    what = f"evidence of {len(sources):,} files of {size // 1000} kB packed"
    return Row(what, f"{seconds:.2f} s", f"a plain copy takes {beside:.2f} s", seconds / beside, slowest)


def _form(folder: Path, size: int) -> Form:
    files = folder / "材料"
    files.mkdir()
    rows = []
    for row in range(ROWS):
        paths = [files / f"{row:03d}-{number:02d}.pdf" for number in range(FILES_A_ROW)]
        for path in paths:
            path.write_bytes(path.name.encode() * (size // 10))
        entries = entries_for(paths, folder, unheard).entries
        rows.append(Indicator(id=f"r{row}", name=f"指标 {row}", evidence=entries))
    second = Indicator(id="b", name="数量指标", children=rows)
    return Form(id="f", project_name="项目", indicators=[Indicator(id="a", name="产出指标", children=[second])])


def _copy_plainly(sources: list[Path], target: Path) -> None:
    target.mkdir()
    for source in sources:
        shutil.copyfile(source, target / source.name)


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
