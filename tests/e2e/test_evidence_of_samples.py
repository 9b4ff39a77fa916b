"""The 14 samples with invented evidence: packed, listed, moved elsewhere and found again, in the window and without."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.evidence import copy_for_reading
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage.codec import decode
from selfeval_gui.storage.store import save
from selfeval_gui.work.evidence import Presence, states_of
from selfeval_gui.work.evidence_pack import LIST_NAME
from selfeval_gui.work.progress import unheard
from tests.helpers.desk import Desk
from tests.helpers.evidence import with_evidence
from tests.helpers.review import run

FORMS = 14


@pytest.fixture
def folder(samples: Path) -> Path:
    """The samples, each row proven by a file; of every second file only the name is known, as lists say it."""
    for path in sorted(samples.glob("*.json")):
        form = with_evidence(decode(path.read_bytes()), samples)
        for row in [*level_three(form.indicators)][1::2]:
            for entry in row.evidence:
                entry.size, entry.sha256 = None, ""
        path.unlink()
        save(form, path, expected=None)
    return samples


def files_of(form: Form) -> list[str]:
    return [entry.path for row in level_three(form.indicators) for entry in row.evidence if entry.path]


def names_in(form: Form) -> list[str]:
    return [entry.name for row in level_three(form.indicators) for entry in row.evidence]


def wait_for_word(desk: Desk) -> str:
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said), timeout=20_000)
    (said,) = desk.notifier.said
    desk.notifier.said.clear()
    assert said[0] == "info", said
    return said[1]


def test_in_the_window(qtbot: QtBot, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    desk = Desk(qtbot, folder)
    paths = sorted(folder.glob("*.json"))
    assert len(paths) == FORMS
    before = {file: file.read_bytes() for file in (folder / "材料").rglob("*.pdf")}
    for number, path in enumerate(paths):
        desk.window.current.show(path)
        names, count = names_in(desk.session.form), len(files_of(desk.session.form))
        desk.notifier.folders = [out]
        desk.trigger("actionPackEvidence")
        told = wait_for_word(desk)
        assert told.startswith(f"{count} 份材料和清单已放进：")
        packed = Path(told.partition("：")[2])
        assert len([*packed.iterdir()]) == count + 1
        targets = [out / f"{number}.xlsx", out / f"{number}.docx"]
        desk.notifier.targets = [*targets]
        for action in ("actionEvidenceList", "actionEvidenceListWord"):
            desk.trigger(action)
            wait_for_word(desk)
        for listed in (targets[0], packed / LIST_NAME):
            rows = [*load_workbook(listed).worksheets[0].iter_rows(min_row=4, values_only=True)]
            assert [row[3] for row in rows] == names
        table = Document(str(targets[1])).tables[0]
        assert [row.cells[3].text for row in table.rows if row.cells[0].text[:2].isdigit()] == names
        assert desk.session.is_clean
    assert {file: file.read_bytes() for file in (folder / "材料").rglob("*.pdf")} == before

    elsewhere = tmp_path / "换了地方"
    shutil.move(folder / "材料", elsewhere)
    for number, path in enumerate(paths):  # files known by what they hold have other names by now
        form = decode(path.read_bytes())
        for row in [*level_three(form.indicators)][::2]:
            file = elsewhere / Path(row.evidence[0].path).relative_to("材料")
            file.rename(file.with_name(f"改名 {number} {row.id}.bin"))
    for path in paths:
        desk.window.current.show(path)
        desk.notifier.folders = [elsewhere / desk.session.form.id]
        desk.trigger("actionFindEvidence")
        told = wait_for_word(desk)
        assert told == f"找到 {len(files_of(desk.session.form))} 份不在原处的材料，位置已改；可以撤销。"
        form = copy_for_reading(desk.session.form)
        assert set(states_of(form, folder, unheard).values()) == {Presence.THERE, Presence.PAPER}
        desk.session.stack.undo()
        assert desk.session.is_clean


def test_on_the_command_line(folder: Path, tmp_path: Path) -> None:
    forms = {path: decode(path.read_bytes()) for path in sorted(folder.glob("*.json"))}
    booklet = tmp_path / "合订本.docx"
    paths = [str(path) for path in forms]
    assert run("export", *paths, "--to", "docx", "--booklet", "--evidence", "--out", booklet) == 0
    texts = {cell.text for table in Document(str(booklet)).tables for row in table.rows for cell in row.cells}
    assert {path for form in forms.values() for path in files_of(form)} <= texts
    units = {form.implementing_unit for form in forms.values()}
    carried = 0
    for number, unit in enumerate(sorted(units)):
        target = tmp_path / str(number)
        assert run("pack", folder, "--unit", unit, "--out", target, "--evidence") in {0, 1}  # 1: forms with errors
        (package,) = target.glob("*.zip")
        with ZipFile(package) as archive:
            names = [name for name in archive.namelist() if name.startswith("佐证材料/")]
            lists = [name for name in names if name.endswith(LIST_NAME)]
            for name in lists:
                load_workbook(BytesIO(archive.read(name)))
            carried += len(names) - len(lists)
        assert [*target.iterdir()] == [package]
    assert carried == sum(len(files_of(form)) for form in forms.values())
