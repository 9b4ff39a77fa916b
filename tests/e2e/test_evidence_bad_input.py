"""Evidence in hard times, in the real window: each time a sentence, and nothing half packed left behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.evidence import add_evidence
from selfeval_gui.domain.form import Evidence
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.work.evidence import entries_for
from selfeval_gui.work.progress import unheard
from tests.helpers import small_disks
from tests.helpers.desk import Desk
from tests.helpers.review import run

GIGABYTE = 1 << 30


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    return desk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MB."""
    with small_disks.small_disk(tmp_path / "disk", "1m") as folder:
        yield folder


def add(desk: Desk, *entries: Evidence) -> None:
    document = desk.window.current.document()
    assert document is not None
    row = next(iter(level_three(desk.session.form.indicators)))
    add_evidence(document.indicators, NodeId(row.id), entries)


def added(desk: Desk, *paths: Path) -> None:
    add(desk, *entries_for(paths, desk.session.path.parent, unheard).entries)


def pack_to(desk: Desk, parent: Path) -> None:
    desk.notifier.folders = [parent]
    desk.trigger("actionPackEvidence")


def word(desk: Desk) -> tuple[str, str]:
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said), timeout=60_000)
    return desk.notifier.said.pop()


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def sparse(path: Path) -> Evidence:
    """Make a file of 4 GB that takes no room."""
    with path.open("wb") as file:
        file.truncate(4 * GIGABYTE)
    return Evidence(id="big", name="录像", path=path.name, size=4 * GIGABYTE)


def test_a_file_of_four_gigabytes_is_seen_to_go_on_and_can_be_stopped(
    desk: Desk, samples: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    add(desk, sparse(samples / "录像.mp4"))
    told: list[str] = []
    desk.window.desk.tasks.shown.connect(lambda text, _done, _total: told.append(text))
    pack_to(desk, out)
    desk.qtbot.waitUntil(lambda: any(f"已完成 {done}%" in told[-1] for done in range(1, 100)), timeout=60_000)
    desk.find("progressCancel", QToolButton).click()
    assert word(desk) == ("info", "已停止，没有留下打了一半的文件夹。")
    assert left_in(out) == []


def test_files_that_vanish_while_they_are_packed_are_listed(desk: Desk, samples: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for number in range(30):
        (samples / f"{number:02}.pdf").write_bytes(b"%d" % number)
    added(desk, *(samples / f"{number:02}.pdf" for number in range(30)))
    (samples / "17.pdf").unlink()
    pack_to(desk, out)
    (samples / "29.pdf").unlink(missing_ok=True)  # meanwhile: packed before, or missing
    kind, told = word(desk)
    assert kind == "error"
    assert "-18 17.pdf：没有收进来：文件已经不在原来的位置。" in told
    (folder,) = left_in(out)
    assert len(left_in(out / folder)) in {29, 30}  # with the list


def test_names_that_windows_refuses_are_packed_under_others(desk: Desk, samples: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    names = ["CON.pdf", 'a<b>"c".pdf', "尾点. ", "两\n行.pdf", "问?号*.pdf", "很长" * 30 + ".pdf"]
    for name in names:
        (samples / name).write_text(name, encoding="utf-8")
    added(desk, *(samples / name for name in names))
    pack_to(desk, out)
    assert word(desk)[1].startswith(f"{len(names)} 份材料和清单已放进：")
    (folder,) = out.iterdir()
    copies = [name for name in left_in(folder) if name.startswith("01-")]
    assert {(folder / name).read_text(encoding="utf-8") for name in copies} == {*names}
    for name in copies:
        assert not set('<>:"/\\|?*\n') & set(name) and name == name.rstrip(". ") and len(name) <= 50


def test_a_folder_that_contains_itself_is_added_and_searched_with_an_end(
    desk: Desk, samples: Path, tmp_path: Path
) -> None:
    material = samples / "材料"
    material.mkdir()
    (material / "合同.pdf").write_bytes(b"1")
    (material / "自己").symlink_to(material)
    desk.window.pages.form_page().go_to(next(iter(level_three(desk.session.form.indicators))).id, "actual")
    added(desk, material)
    (entry,) = next(iter(level_three(desk.session.form.indicators))).evidence
    assert entry.path == "材料/合同.pdf"
    material.rename(tmp_path / "挪走")
    desk.notifier.folders = [tmp_path / "挪走"]
    desk.trigger("actionFindEvidence")
    assert word(desk) == ("info", "找到 1 份不在原处的材料，位置已改；可以撤销。")


def test_a_disk_that_is_full_in_the_middle(desk: Desk, samples: Path, small_disk: Path) -> None:
    for number in range(8):
        (samples / f"{number}.pdf").write_bytes(os.urandom(300_000))
    added(desk, *(samples / f"{number}.pdf" for number in range(8)))
    pack_to(desk, small_disk)
    kind, told = word(desk)
    assert (kind, told[:4]) == ("error", "磁盘已满")
    assert left_in(small_disk) == []
    desk.trigger("actionSave")
    desk.qtbot.waitUntil(lambda: desk.session.is_clean)
    unit = desk.session.form.implementing_unit
    assert run("pack", samples, "--unit", unit, "--out", small_disk, "--evidence") == 2
    assert left_in(small_disk) == []
