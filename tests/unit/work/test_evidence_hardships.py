"""Packing in hard times: files that vanish, ten thousand of them, one of 4 GB, a full disk; nothing half packed stays."""

from __future__ import annotations

import errno
import os
import threading
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

from selfeval_gui.domain.form import Evidence, Form, Indicator
from selfeval_gui.exchange.layout.evidence_sheet import Files
from selfeval_gui.exchange.reports import evidence_book
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.storage.evidence_files import Known, Room, copy_in_pieces
from selfeval_gui.work import evidence_pack
from selfeval_gui.work.evidence import entries_for
from selfeval_gui.work.evidence_pack import LIST_NAME, Packing, pack
from selfeval_gui.work.progress import Cancelled, unheard
from selfeval_gui.work.side_by_side import AT_A_TIME, side_by_side

GIGABYTE = 1 << 30


def one_row(*evidence: Evidence) -> Form:
    leaf = Indicator(id="c", name="项目完成率", evidence=list(evidence))
    second = Indicator(id="b", name="数量指标", children=[leaf])
    return Form(id="f", project_name="维修", indicators=[Indicator(id="a", name="产出指标", children=[second])])


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def sparse(path: Path, size: int) -> Evidence:
    """Make a file that takes no room, however long it says it is."""
    with path.open("wb") as file:
        file.truncate(size)
    return Evidence(id=path.name, name=path.name, path=path.name, size=size)


def test_files_that_vanish_meanwhile_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        (tmp_path / name).write_text(name, encoding="utf-8")
    form = one_row(*entries_for([tmp_path / name for name in "abc"], tmp_path, unheard).entries)
    plan = evidence_pack.planned_copies

    def planned(form: Form, folder: Path, packing: Packing) -> list[evidence_pack.Copy]:
        copies = plan(form, folder, packing)
        (tmp_path / "b").unlink()
        return copies

    monkeypatch.setattr(evidence_pack, "planned_copies", planned)
    packed = pack(form, tmp_path, tmp_path / "包", unheard)
    assert packed.copied == 2
    assert packed.problems == ["01-数量指标-项目完成率-02 b：没有收进来：文件已经不在原来的位置。"]
    assert len(left_in(packed.folder)) == 3


@pytest.mark.slow
def test_ten_thousand_files(tmp_path: Path) -> None:
    folder = tmp_path / "材料"
    folder.mkdir()
    for number in range(10_000):
        (folder / f"{number:05}").write_bytes(b"%d" % number)
    added = entries_for([folder], tmp_path, unheard)
    assert (len(added.entries), added.unread) == (10_000, [])
    packed = pack(one_row(*added.entries), tmp_path, tmp_path / "包", unheard)
    assert (packed.copied, packed.problems) == (10_000, [])
    assert len(left_in(packed.folder)) == 10_001
    assert (packed.folder / "01-数量指标-项目完成率-10000 09999").read_bytes() == b"9999"


def test_a_file_of_four_gigabytes_can_be_stopped(tmp_path: Path) -> None:
    form = one_row(sparse(tmp_path / "大", 4 * GIGABYTE))
    asked = []

    def stop(done: int, _total: int, _item: object) -> None:
        asked.append(done)
        if len(asked) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        pack(form, tmp_path, tmp_path / "包", stop)
    assert left_in(tmp_path) == ["大"]


@pytest.mark.slow
def test_a_large_file_is_seen_to_go_on(tmp_path: Path) -> None:
    """Two files, the small one done at once: what is told then is not half of the work."""
    (tmp_path / "小").write_bytes(b"1")
    form = one_row(sparse(tmp_path / "大", GIGABYTE // 2), *entries_for([tmp_path / "小"], tmp_path, unheard).entries)
    told = []
    pack(form, tmp_path, tmp_path / "包", lambda done, total, _item: told.append((done, total)))
    assert told == sorted(told)
    assert (told[0], told[-1]) == ((0, 100), (100, 100))
    assert any(2 < done < 98 for done, _total in told)


def test_the_list_is_made_while_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file that is lost meanwhile it says so, though it was begun before."""
    (tmp_path / "在").write_bytes(b"1")
    lost = Evidence(id="x", name="丢", path="丢", size=1)
    form = one_row(*entries_for([tmp_path / "在"], tmp_path, unheard).entries, lost)
    render = evidence_book.render_evidence_list
    begun, was_begun, said = threading.Event(), list[bool](), list[list[str]]()

    def rendered(forms: Sequence[tuple[Form, Files]], look: Callable[[], None] = lambda: None) -> bytes:
        said.append([told.wrong for _form, files in forms for told in files.values()])
        begun.set()
        return render(forms, look)

    def copied(source: Path, target: Path, look: Callable[[int], None], room: Room | None = None) -> Known:
        was_begun.append(begun.wait(5))
        return copy_in_pieces(source, target, look, room)

    monkeypatch.setattr(evidence_book, "render_evidence_list", rendered)
    monkeypatch.setattr(evidence_pack, "copy_in_pieces", copied)
    packed = pack(form, tmp_path, tmp_path / "包", unheard)
    assert was_begun == [True, True]
    assert packed.problems == ["01-数量指标-项目完成率-02 丢：没有收进来：文件已经不在原来的位置。"]
    assert said == [["", ""], ["", "没有收进来：文件已经不在原来的位置。"]]
    listed = load_workbook(packed.folder / LIST_NAME).worksheets[0]
    assert [[row[3].value, row[8].value, row[9].value] for row in listed.iter_rows(min_row=4)] == [
        ["在", "01-数量指标-项目完成率-01 在", None],
        ["丢", None, "没有收进来：文件已经不在原来的位置。"],
    ]


def test_stopping_ends_the_list_that_is_being_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    render, ended = evidence_book.render_evidence_list, list[str]()

    def rendered(forms: Sequence[tuple[Form, Files]], look: Callable[[], None] = lambda: None) -> bytes:
        try:
            for _again in range(300):  # longer than the copying
                render(forms, look)
        except Cancelled:
            ended.append("stopped")
            raise
        return b""

    def stop(done: int, _total: int, _item: object) -> None:
        if done:
            raise Cancelled

    monkeypatch.setattr(evidence_book, "render_evidence_list", rendered)
    with pytest.raises(Cancelled):
        pack(one_row(sparse(tmp_path / "大", 1000)), tmp_path, tmp_path / "包", stop)
    assert (ended, left_in(tmp_path)) == (["stopped"], ["大"])


def test_a_large_file_takes_no_memory(tmp_path: Path) -> None:
    form = one_row(sparse(tmp_path / "大", GIGABYTE // 16))
    tracemalloc.start()
    try:
        packed = pack(form, tmp_path, tmp_path / "包", unheard)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (packed.copied, packed.problems) == (1, [])
    assert peak < 24 << 20, "64 MB went through pieces of 1 MB"


def test_a_disk_that_is_full_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20):
        (tmp_path / f"{number:02}").write_bytes(bytes(1000))
    form = one_row(*entries_for(sorted(tmp_path.iterdir()), tmp_path, unheard).entries)
    before = left_in(tmp_path)
    write, room, lock = os.write, [7000], threading.Lock()

    def write_until_full(file: int, data: bytes) -> int:
        with lock:
            if room[0] < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            room[0] -= len(data)
        return write(file, data)

    monkeypatch.setattr(os, "write", write_until_full)
    with pytest.raises(SaveFailed) as caught:
        pack(form, tmp_path, tmp_path / "包", unheard)
    assert storage_sentence(caught.value).startswith("磁盘已满")
    assert left_in(tmp_path) == before


def test_a_form_without_files_is_a_list_alone(tmp_path: Path) -> None:
    packed = pack(one_row(Evidence(id="p", name="纸质")), tmp_path, tmp_path / "包", unheard)
    assert (packed.copied, left_in(packed.folder)) == (0, [LIST_NAME])


# ---- several at a time -----------------------------------------------------------------------------------------------


def test_results_come_in_the_order_of_the_items() -> None:
    told: list[tuple[int, int]] = []
    results = side_by_side(
        lambda item, _look: item * 2, range(100), lambda done, total, _item: told.append((done, total))
    )
    assert results == [2 * number for number in range(100)]
    assert told[0] == (0, 100)
    assert told[-1] == (100, 100)


def test_what_pieces_are_read_into_is_made_once_a_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made anew for each of thousands of files, it takes longer than the copying."""
    for number in range(40):
        (tmp_path / f"{number:02}").write_bytes(bytes([number]) * 1000)
    form = one_row(*entries_for(sorted(tmp_path.iterdir()), tmp_path, unheard).entries)
    made, begin = list[int](), Room.__init__

    def counted(self: Room) -> None:
        made.append(1)
        begin(self)

    monkeypatch.setattr(Room, "__init__", counted)
    packed = pack(form, tmp_path, tmp_path / "包", unheard)
    assert (packed.copied, packed.problems) == (40, [])
    assert 1 <= len(made) <= AT_A_TIME + 1
    assert {path.read_bytes()[:1] for path in packed.folder.glob("*-*")} == {bytes([number]) for number in range(40)}


def test_nothing_to_do_is_told_as_done() -> None:
    told: list[tuple[int, int]] = []
    assert side_by_side(lambda item, _look: item, [], lambda done, total, _item: told.append((done, total))) == []
    assert told == [(0, 0)]


def test_an_error_ends_all_and_comes_out() -> None:
    begun = []

    def work(item: int, _look: object) -> int:
        begun.append(item)
        if item == 3:
            raise SaveFailed("save.disk_full")
        return item

    with pytest.raises(SaveFailed):
        side_by_side(work, range(100_000), unheard)
    count = len(begun)
    assert count < 100_000
    assert len(begun) == count, "nothing goes on"


def test_the_ending_of_a_name_is_one_that_windows_takes() -> None:
    paths = {"尾点. ": "", "a.p:d?f": ".p：d？f", "没有": "", "b.PDF": ".PDF", "c.\n": "", "d.x.tar ": ".tar"}
    for path, suffix in paths.items():
        entry = Evidence(id="1", name="材料", path=path)
        (copy,) = evidence_pack.planned_copies(one_row(entry), Path("/x"), evidence_pack.default_packing())
        assert copy.name == f"01-数量指标-项目完成率-01 材料{suffix}", path
