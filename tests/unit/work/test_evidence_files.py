"""Evidence of the samples packed, listed, moved elsewhere and found again; and what goes wrong on the way."""

from __future__ import annotations

import os
import shutil
from io import BytesIO, FileIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from selfeval_gui.domain.form import Evidence, Form, Indicator
from selfeval_gui.domain.tree import level_three
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage import evidence_files
from selfeval_gui.storage.codec import decode
from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.work.evidence import Presence, entries_for, find_again, states_of
from selfeval_gui.work.evidence_pack import LIST_NAME, Packing, default_packing, pack, planned_copies
from selfeval_gui.work.progress import Cancelled, unheard
from tests.helpers.evidence import with_evidence
from tests.helpers.samples import sample_files


def one_row(*evidence: Evidence, name: str = "项目完成率") -> Form:
    leaf = Indicator(id="c", name=name, evidence=list(evidence))
    second = Indicator(id="b", name="数量指标", children=[leaf])
    return Form(id="f", project_name="维修", indicators=[Indicator(id="a", name="产出指标", children=[second])])


def added(folder: Path, *names: str) -> list[Evidence]:
    return entries_for([folder / name for name in names], folder, unheard).entries


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ---- the samples -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.stem[:2])
def test_a_sample_is_packed_moved_and_found_again(path: Path, tmp_path: Path) -> None:
    form = with_evidence(decode(path.read_bytes()), tmp_path)
    rows = [*level_three(form.indicators)]
    files = {file: file.read_bytes() for file in (tmp_path / "材料").rglob("*.pdf")}
    packed = pack(form, tmp_path, tmp_path / "佐证材料", unheard)
    assert (packed.copied, packed.problems) == (len(rows), [])
    assert len(left_in(packed.folder)) == len(rows) + 1
    assert {file: file.read_bytes() for file in (tmp_path / "材料").rglob("*.pdf")} == files
    workbook = load_workbook(BytesIO((packed.folder / LIST_NAME).read_bytes()))
    sheet = workbook.worksheets[0]
    listed = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert len(listed) == len(rows) + 1  # and the one on paper
    assert listed[1][3:5] == ["会议纪要", "沪科协〔2020〕5号"]
    assert listed[1][8] == "纸质"
    for line in listed[:1] + listed[2:]:
        assert (packed.folder / str(line[8])).read_bytes().decode().split(" ")[0] == form.id

    elsewhere = tmp_path / "换了地方" / "深处"
    elsewhere.mkdir(parents=True)
    for number, file in enumerate(files):
        shutil.move(file, elsewhere / f"{number}.bin")  # under other names, too
    assert set(states_of(form, tmp_path, unheard).values()) == {Presence.MOVED, Presence.PAPER}
    found = find_again(form, tmp_path, tmp_path / "换了地方", unheard).found
    assert len(found) == len(rows)
    for row in rows:
        for entry in row.evidence:
            if entry.path:
                assert found[row.id, entry.id].is_same
                entry.path = found[row.id, entry.id].entry.path
    assert set(states_of(form, tmp_path, unheard).values()) == {Presence.THERE, Presence.PAPER}


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.stem[:2])
def test_a_samples_evidence_of_which_only_names_are_known_is_found_by_them(path: Path, tmp_path: Path) -> None:
    form = with_evidence(decode(path.read_bytes()), tmp_path)
    entries = [entry for row in level_three(form.indicators) for entry in row.evidence if entry.path]
    for entry in entries:  # as a list says it whose files were elsewhere
        entry.size, entry.sha256 = None, ""
    before = {file.name: file.read_bytes() for file in (tmp_path / "材料").rglob("*.pdf")}
    shutil.move(tmp_path / "材料", tmp_path / "换了地方")
    found = find_again(form, tmp_path, tmp_path / "换了地方", unheard).found
    assert len(found) == len(entries) and all(here.is_same for here in found.values())
    assert {Path(here.entry.path).name for here in found.values()} == {*before}
    assert {file.name: file.read_bytes() for file in (tmp_path / "换了地方").rglob("*.pdf")} == before


# ---- adding ----------------------------------------------------------------------------------------------------------


def test_a_folder_is_added_file_by_file_without_what_is_hidden_and_without_end(tmp_path: Path) -> None:
    folder = tmp_path / "材料"
    (folder / "里面").mkdir(parents=True)
    for name in ("乙.pdf", "甲.pdf", ".hidden", "~$甲.docx", "Thumbs.db", "里面/丙.jpg"):
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "自己").symlink_to(folder)
    (folder / "断了").symlink_to(folder / "没有")
    os.mkfifo(folder / "管道")
    entries = entries_for([folder], tmp_path, unheard).entries
    assert sorted(entry.path for entry in entries) == ["材料/乙.pdf", "材料/甲.pdf", "材料/里面/丙.jpg"]
    assert {entry.name for entry in entries} == {"乙", "甲", "丙"}


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    result = entries_for([tmp_path / "没有.pdf"], tmp_path, unheard)
    assert result.entries == []
    assert [storage_sentence(error) for _path, error in result.unread] == ["文件已经不在原来的位置。"]


def test_paths_go_from_the_form_or_from_the_root() -> None:
    folder = Path("/家/项目/表")
    assert evidence_files.written_path(Path("/家/项目/表/a/b.pdf"), folder) == "a/b.pdf"
    assert evidence_files.written_path(Path("/家/项目/材料/b.pdf"), folder) == "../材料/b.pdf"
    assert evidence_files.written_path(Path("/共享/b.pdf"), folder) == "/共享/b.pdf"
    assert evidence_files.place_of("../材料/b.pdf", folder) == Path("/家/项目/材料/b.pdf")
    assert evidence_files.place_of("/共享/b.pdf", folder) == Path("/共享/b.pdf")


# ---- states ----------------------------------------------------------------------------------------------------------


def test_each_file_is_there_changed_or_gone(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / name).write_text("内容", encoding="utf-8")
    entries = added(tmp_path, *"abcd")
    (tmp_path / "b").write_text("内客", encoding="utf-8")  # as long as before
    (tmp_path / "c").write_text("长了", encoding="utf-8")
    (tmp_path / "c").write_text("长了许多", encoding="utf-8")
    (tmp_path / "d").unlink()
    form = one_row(*entries, Evidence(id="paper", name="纸"))
    states = states_of(form, tmp_path, unheard)
    assert [*states.values()] == [Presence.THERE, Presence.CHANGED, Presence.CHANGED, Presence.GONE, Presence.PAPER]


def test_a_file_of_the_same_name_that_holds_something_else_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("原来", encoding="utf-8")
    form = one_row(*added(tmp_path, "a.pdf"))
    (tmp_path / "a.pdf").unlink()
    other = tmp_path / "新"
    (other / "二").mkdir(parents=True)
    (other / "A.PDF").write_text("另一个", encoding="utf-8")
    (found,) = find_again(form, tmp_path, other, unheard).found.values()
    assert (found.entry.path, found.is_same) == ("新/A.PDF", False)
    (other / "二" / "a.pdf").write_text("第三个", encoding="utf-8")
    assert find_again(form, tmp_path, other, unheard).found == {}, "nobody knows which"


# ---- packing ---------------------------------------------------------------------------------------------------------


def test_copies_are_numbered_and_named_as_windows_takes_them(tmp_path: Path) -> None:
    entries = [
        Evidence(id="1", name="验收单", path="x/a.pdf"),
        Evidence(id="2", name="验收单", path="x/b.pdf"),
        Evidence(id="3", name="纸质"),
        Evidence(id="4", name='图<1>:"改"?', path="x/CON.jpg"),
        Evidence(id="5", name="很长" * 100, path="x/c.docx"),
    ]
    names = [copy.name for copy in planned_copies(one_row(*entries), tmp_path, default_packing())]
    assert names[:2] == ["01-数量指标-项目完成率-01 验收单.pdf", "01-数量指标-项目完成率-02 验收单.pdf"]
    assert not set('<>:"?*|/\\') & set("".join(names))
    assert max(map(len, names)) <= 50
    assert len(set(names)) == 4


def test_names_without_places_stay_apart(tmp_path: Path) -> None:
    entries = [Evidence(id=str(number), name=name, path=f"{number}.pdf") for number, name in enumerate("aaA")]
    entries.append(Evidence(id="4", name="a (2)", path="4.pdf"))
    names = [copy.name for copy in planned_copies(one_row(*entries), tmp_path, Packing("{材料名称}", 50, None))]
    assert names == ["a.pdf", "a (2).pdf", "A (3).pdf", "a (2) (2).pdf"]


def test_what_is_missing_changed_or_too_large_is_listed(tmp_path: Path) -> None:
    for name, text in (("a", "1"), ("b", "1"), ("c", "1" * 200_000), ("d", "1")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    form = one_row(*added(tmp_path, *"abcd"))
    (tmp_path / "b").unlink()
    (tmp_path / "d").write_text("2", encoding="utf-8")
    way = Packing("{件号}", 50, 100_000)
    packed = pack(form, tmp_path, tmp_path / "包", unheard, way)
    assert left_in(packed.folder) == ["01", "04", LIST_NAME]
    assert packed.problems == [
        "02：没有收进来：文件已经不在原来的位置。",
        "03：文件有 0.2 MB，超过接收系统的 0.1 MB，没有收进来。",
        "04：文件和登记时的不一样了，收进来的是现在的内容，请核对。",
    ]
    sheet = load_workbook(packed.folder / LIST_NAME).worksheets[0]
    assert [sheet.cell(row, 9).value for row in range(4, 8)] == ["01", None, None, "04"]
    assert "超过接收系统" in str(sheet.cell(6, 10).value)


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "包").mkdir()
    with pytest.raises(SaveFailed) as caught:
        pack(one_row(), tmp_path, tmp_path / "包", unheard)
    assert storage_sentence(caught.value).startswith("那里已有同名的文件夹")
    assert left_in(tmp_path) == ["包"]


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "ab":
        (tmp_path / name).write_bytes(b"1" * 100)
    form = one_row(*added(tmp_path, *"ab"))
    write, calls = os.write, []

    def full(file: int, data: bytes) -> int:
        calls.append(file)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        return write(file, data)

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(SaveFailed) as caught:
        pack(form, tmp_path, tmp_path / "包", unheard)
    assert storage_sentence(caught.value).startswith("磁盘已满")
    assert left_in(tmp_path) == ["a", "b"]


def test_stopping_leaves_nothing(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_bytes(b"1" * 100)
    form = one_row(*added(tmp_path, *"ab"))

    def stop(done: int, _total: int, _item: object) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        pack(form, tmp_path, tmp_path / "包", stop)
    assert left_in(tmp_path) == ["a", "b"]


def test_a_large_file_goes_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_files, "PIECE", 1000)
    (tmp_path / "a").write_bytes(bytes(range(250)) * 41)
    pieces: list[int] = []
    known = evidence_files.copy_in_pieces(tmp_path / "a", tmp_path / "b", pieces.append)
    assert (known.size, sum(pieces), max(pieces)) == (10_250, 10_250, 1000)
    assert (tmp_path / "b").read_bytes() == (tmp_path / "a").read_bytes()
    assert (tmp_path / "b").stat().st_mtime_ns == (tmp_path / "a").stat().st_mtime_ns


def test_a_file_that_stops_in_the_middle_is_not_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_files, "PIECE", 10)
    (tmp_path / "a").write_bytes(b"1" * 100)
    form = one_row(*added(tmp_path, "a"))

    class Broken(FileIO):
        count = 0

        def readinto(self, buffer: Any) -> int | None:
            self.count += 1
            if self.count > 3:
                raise OSError(5, "Input/output error")
            return super().readinto(buffer)

    monkeypatch.setattr(evidence_files, "FileIO", Broken)
    packed = pack(form, tmp_path, tmp_path / "包", unheard)
    assert packed.copied == 0
    assert "磁盘读写出错" in packed.problems[0]
    assert left_in(packed.folder) == [LIST_NAME]
