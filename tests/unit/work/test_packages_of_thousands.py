"""A package with thousands of documents is taken in at the speed of its bytes: its table is not read for each of them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO

import pytest

from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage import store
from selfeval_gui.storage.evidence_files import place_of
from selfeval_gui.storage.review import carried
from selfeval_gui.work.evidence import entries_for
from selfeval_gui.work.progress import unheard
from tests.helpers.review import asked, form_of, put

Ask = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("qapp")
FILES = 60
FEW = 8  # times that a package is opened, whatever it holds


def test_a_package_is_opened_few_times_for_all_its_documents(
    tmp_path: Path, sample_originals: Path, monkeypatch: pytest.MonkeyPatch, capsys: Ask
) -> None:
    unit, department = tmp_path / "unit", tmp_path / "department"
    (unit / "材料").mkdir(parents=True)
    department.mkdir()
    for number in range(FILES):
        (unit / "材料" / f"{number:02}.pdf").write_bytes(b"%d" % number)
    form = form_of(next(iter(sorted(sample_originals.glob("*.json")))), "市科技馆", "展厅更新")
    next(iter(level_three(form.indicators))).evidence = entries_for([unit / "材料"], unit, unheard).entries
    put(unit, form)
    answer = asked(capsys, "pack", unit, "--unit", "市科技馆", "--out", tmp_path / "out", "--evidence")

    opened = []

    class Counted(zipfile.ZipFile):
        def __init__(self, file: IO[bytes]) -> None:
            opened.append(file)
            super().__init__(file)

    monkeypatch.setattr(carried, "ZipFile", Counted)
    asked(capsys, "receive", answer["package"], "--into", department)
    assert 0 < len(opened) <= FEW
    home = department / "市科技馆"
    entries = next(iter(level_three(store.load(home / "展厅更新.json").form.indicators))).evidence
    assert [place_of(entry.path, home).read_bytes() for entry in entries] == [b"%d" % number for number in range(FILES)]
