"""Evidence in a unit's package: what is in it, what the department keeps of it, what is refused, what a kill leaves."""

from __future__ import annotations

import errno
import json
import os
from hashlib import sha256
from importlib import import_module
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from openpyxl import load_workbook

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.review.package import PackageList, hash_of_list
from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage import store
from selfeval_gui.storage.evidence_files import place_of
from selfeval_gui.storage.review.kept_files import decode_kept, encode_kept
from selfeval_gui.work.evidence import Presence, entries_for, states_of
from selfeval_gui.work.progress import Cancelled, unheard
from selfeval_gui.work.review import receiving
from selfeval_gui.work.review.moments import present
from tests.helpers.evidence import with_evidence
from tests.helpers.review import asked, form_of, put, rewrite, run, snapshot

Ask = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("qapp")  # packages hold PDFs, which need the application of the tests
LIST = "佐证材料/展厅更新/佐证材料清单.xlsx"


@pytest.fixture
def unit(tmp_path: Path, sample_originals: Path) -> Path:
    """A unit's workspace with one form that is proven by files, and one that is not."""
    folder = tmp_path / "unit"
    proven, bare = sorted(sample_originals.glob("*.json"))[:2]
    form = form_of(proven, "市科技馆", "展厅更新")
    put(folder, with_evidence(form, folder))
    put(folder, form_of(bare, "市科技馆", "科普巡展"))
    return folder


@pytest.fixture
def department(tmp_path: Path) -> Path:
    folder = tmp_path / "department"
    folder.mkdir()
    return folder


def packed(capsys: Ask, unit: Path, out: Path, *more: str) -> Path:
    return Path(asked(capsys, "pack", unit, "--unit", "市科技馆", "--out", out, *more)["package"])


def form_in(folder: Path) -> Form:
    return store.load(folder / "展厅更新.json").form


def rows_with_files(form: Form) -> list[tuple[str, str]]:
    return [(row.id, entry.id) for row in level_three(form.indicators) for entry in row.evidence if entry.path]


def said_by(folder: Path) -> list[tuple[str, bytes]]:
    """Return name and content of what each entry of the form names, in the order of the paper."""
    found = []
    for row in level_three(form_in(folder).indicators):
        for entry in row.evidence:
            content = place_of(entry.path, folder).read_bytes() if entry.path else b""
            found.append((entry.name, content))
    return found


def repacked(package: Path, changes: dict[str, bytes | None], *, honest: bool = False) -> Path:
    """Return a copy of a package in which files hold something else, or are missing; `honest`: the list says so."""
    with ZipFile(package) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    files |= {name: data for name, data in changes.items() if data is not None}
    for name in (name for name, data in changes.items() if data is None):
        del files[name]
    if honest:
        listed = decode_kept(files["清单.json"], PackageList, "清单.json")
        listed.hash = hash_of_list(listed)
        files["清单.json"] = encode_kept(listed)
    target = package.with_name("changed.zip")
    with ZipFile(target, "w") as archive:
        for each, content in files.items():
            archive.writestr(each, content)
    return target


def test_evidence_goes_along_only_where_it_is_wanted(unit: Path, tmp_path: Path, capsys: Ask) -> None:
    before = snapshot(unit / "材料")
    with ZipFile(packed(capsys, unit, tmp_path / "out")) as archive:
        assert not [name for name in archive.namelist() if name.startswith("佐证材料/")]
        assert json.loads(archive.read("清单.json"))["forms"][0]["evidence_files"] == []
    rows = rows_with_files(form_in(unit))
    with ZipFile(packed(capsys, unit, tmp_path / "out", "--evidence")) as archive:
        names = [name for name in archive.namelist() if name.startswith("佐证材料/")]
        listed = json.loads(archive.read("清单.json"))["forms"]
        files = listed[0]["evidence_files"]
        assert [(each["row"], each["entry"]) for each in files] == rows
        assert names == [*(each["file"] for each in files), LIST]
        for each in files:
            data = archive.read(each["file"])
            assert (sha256(data).hexdigest(), len(data)) == (each["sha256"], each["size"])
            assert archive.getinfo(each["file"]).compress_type == ZIP_STORED
        sheet = load_workbook(BytesIO(archive.read(LIST))).worksheets[0]
        told = [row[8].value for row in sheet.iter_rows(min_row=4)]
        assert [f"佐证材料/展厅更新/{name}" for name in told if name != "纸质"] == names[:-1]
    assert listed[1]["evidence_files"] == []
    assert snapshot(unit / "材料") == before
    assert [path.name for path in (tmp_path / "out").iterdir() if path.suffix != ".zip"] == []


def test_what_cannot_go_along_is_said(unit: Path, tmp_path: Path, capsys: Ask) -> None:
    first = next(iter(level_three(form_in(unit).indicators))).evidence[0]
    place_of(first.path, unit).unlink()
    assert run("pack", unit, "--unit", "市科技馆", "--out", tmp_path / "out", "--evidence") == 0
    told = capsys.readouterr().err
    assert "没有收进来：文件已经不在原来的位置。" in told and first.name in told
    (package,) = (tmp_path / "out").glob("*.zip")
    with ZipFile(package) as archive:
        files = json.loads(archive.read("清单.json"))["forms"][0]["evidence_files"]
    assert len(files) == len(rows_with_files(form_in(unit))) - 1


def test_the_department_keeps_it_and_the_form_names_it(
    unit: Path, department: Path, tmp_path: Path, capsys: Ask
) -> None:
    package = packed(capsys, unit, tmp_path / "out", "--evidence")
    answer = asked(capsys, "receive", package, "--into", department)
    assert [each["verdict"] for each in answer["forms"]] == ["new", "new"]
    here = department / "市科技馆"
    assert said_by(here) == said_by(unit)
    states = states_of(form_in(here), here, unheard)
    assert set(states.values()) == {Presence.THERE, Presence.PAPER}
    kept = department / "审核" / "佐证材料" / form_in(here).id
    assert all(
        place_of(e.path, here).parent == kept
        for r in level_three(form_in(here).indicators)
        for e in r.evidence
        if e.path
    )
    assert len(asked(capsys, "list", department)) == 2  # nothing that is kept is taken for a form

    before = snapshot(department)
    answer = asked(capsys, "receive", package, "--into", department)
    assert [(each["verdict"], each["round"]) for each in answer["forms"]] == [("same", 1), ("same", 1)]
    assert snapshot(department) == before


def test_a_later_round_names_again_what_is_kept(unit: Path, department: Path, tmp_path: Path, capsys: Ask) -> None:
    asked(capsys, "receive", packed(capsys, unit, tmp_path / "out", "--evidence"), "--into", department)
    kept = department / "审核" / "佐证材料"
    before = snapshot(kept)
    form = form_in(unit)
    new = unit / "补.pdf"
    new.write_bytes(b"new")
    first = next(iter(level_three(form.indicators)))
    first.evidence = [*entries_for([new], unit, unheard).entries, *first.evidence]  # all after it get other numbers
    rewrite(unit / "展厅更新.json", indicators=form.indicators, notes="改过")
    asked(capsys, "receive", packed(capsys, unit, tmp_path / "out", "--evidence"), "--into", department)
    assert said_by(department / "市科技馆") == said_by(unit)
    after = snapshot(kept)
    assert before.items() <= after.items() and len(after) == len(before) + 1

    rewrite(unit / "展厅更新.json", notes="又改过")  # and a round without it loses nothing
    asked(capsys, "receive", packed(capsys, unit, tmp_path / "out"), "--into", department)
    assert said_by(department / "市科技馆") == said_by(unit)
    assert form_in(department / "市科技馆").notes == "又改过"
    assert snapshot(kept) == after


def test_an_unpacked_package_and_one_in_a_mails_zip_are_taken_too(unit: Path, tmp_path: Path, capsys: Ask) -> None:
    package = packed(capsys, unit, tmp_path / "out", "--evidence")
    with ZipFile(package) as archive:
        archive.extractall(tmp_path / "came" / "包")
    with ZipFile(tmp_path / "mail.zip", "w") as mail:
        mail.write(package, "附件/包.zip")
    for number, came in enumerate((tmp_path / "came", tmp_path / "mail.zip")):
        into = tmp_path / f"into {number}"
        into.mkdir()
        answer = asked(capsys, "receive", came, "--into", into)
        assert [each["verdict"] for each in answer["forms"]] == ["new", "new"]
        assert said_by(into / "市科技馆") == said_by(unit)


def test_a_department_hands_it_on(unit: Path, department: Path, tmp_path: Path, capsys: Ask) -> None:
    asked(capsys, "receive", packed(capsys, unit, tmp_path / "out", "--evidence"), "--into", department)
    higher = tmp_path / "higher"
    higher.mkdir()
    asked(capsys, "receive", packed(capsys, department, tmp_path / "up", "--evidence"), "--into", higher)
    assert said_by(higher / "市科技馆") == said_by(unit)


@pytest.mark.parametrize("how", ["missing", "changed", "cut off"])
def test_a_package_whose_evidence_is_not_as_listed_is_refused_whole(
    how: str, unit: Path, department: Path, tmp_path: Path, capsys: Ask
) -> None:
    package = packed(capsys, unit, tmp_path / "out", "--evidence")
    with ZipFile(package) as archive:
        name = json.loads(archive.read("清单.json"))["forms"][0]["evidence_files"][3]["file"]
        place = archive.getinfo(name).header_offset
    if how == "cut off":
        data = bytearray(package.read_bytes())
        data[place + 200 : place + 204] = b"\0\0\0\0"
        bad = package.with_name("bad.zip")
        bad.write_bytes(data)
    else:
        bad = repacked(package, {name: None if how == "missing" else b"something else"})
    words = {"missing": "包里缺少清单列出的", "changed": "与清单不符", "cut off": "压缩包不完整或已损坏"}[how]
    assert run("receive", bad, "--into", department) == 2
    assert words in capsys.readouterr().err
    assert snapshot(department) == {}


def test_a_list_may_not_name_files_outside(unit: Path, department: Path, tmp_path: Path, capsys: Ask) -> None:
    package = packed(capsys, unit, tmp_path / "out", "--evidence")
    (tmp_path / "came").mkdir()
    with ZipFile(package) as archive:
        archive.extractall(tmp_path / "came" / "包")
    (tmp_path / "秘密.txt").write_text("秘密", encoding="utf-8")
    list_file = tmp_path / "came" / "包" / "清单.json"
    listed = decode_kept(list_file.read_bytes(), PackageList, "清单.json")
    first = listed.forms[0].evidence_files[0]
    first.file, first.sha256, first.size = "佐证材料/../../../秘密.txt", sha256("秘密".encode()).hexdigest(), 6
    listed.hash = hash_of_list(listed)
    list_file.write_bytes(encode_kept(listed))
    assert run("receive", tmp_path / "came", "--into", department) == 2
    assert "指向包外" in capsys.readouterr().err
    assert snapshot(department) == {}


def test_a_full_disk_or_a_stop_leaves_no_half_package(
    unit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Ask
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for step in ("selfeval_gui.storage.review.carried.os.fsync", "selfeval_gui.storage.review.carried._put_file"):
        with monkeypatch.context() as patch:
            patch.setattr(step, full)
            assert run("pack", unit, "--unit", "市科技馆", "--out", tmp_path / "out", "--evidence") == 2
        assert "磁盘" in capsys.readouterr().err
        assert [*(tmp_path / "out").iterdir()] == []
    assert packed(capsys, unit, tmp_path / "out", "--evidence").name.startswith("市科技馆_2020_第1次_")


@pytest.mark.parametrize(
    ("step", "at"), [("storage.review.carried.copy_stream", 3), ("storage.review.carried._give_name", 2)]
)
def test_a_receive_that_was_killed_at_a_file_ends_as_if_it_had_not_been(
    step: str, at: int, unit: Path, department: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Ask
) -> None:
    class Killed(BaseException):
        pass

    package = packed(capsys, unit, tmp_path / "out", "--evidence")
    place, _dot, name = step.rpartition(".")
    as_it_was, calls = getattr(import_module(f"selfeval_gui.{place}"), name), 0

    def die(*arguments: object, **words: object) -> object:
        nonlocal calls
        calls += 1
        if calls == at:
            raise Killed
        return as_it_was(*arguments, **words)

    with monkeypatch.context() as patch:
        patch.setattr(f"selfeval_gui.{step}", die)
        patch.setattr(Path, "unlink", no_more)  # whoever is killed clears nothing away
        with pytest.raises(Killed):
            receiving.receive([package], department, present(), unheard)
    assert asked(capsys, "list", department) == []
    asked(capsys, "receive", package, "--into", department)
    assert said_by(department / "市科技馆") == said_by(unit)
    kept = [*(department / "审核" / "佐证材料").rglob("[!.]*.pdf")]
    assert len(kept) == len(rows_with_files(form_in(unit)))


def no_more(_path: Path, *, missing_ok: bool = False) -> None:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def test_stopping_takes_nothing_in(unit: Path, department: Path, tmp_path: Path, capsys: Ask) -> None:
    package = packed(capsys, unit, tmp_path / "out", "--evidence")
    gathered = receiving.gather([package], department, unheard)

    def stop(_done: int, _total: int, _item: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        receiving.take_in(gathered, department, present(), stop)
    assert snapshot(department) == {}


def test_a_package_that_changes_before_it_is_taken_in_is_refused(
    unit: Path, department: Path, tmp_path: Path, capsys: Ask
) -> None:
    package = packed(capsys, unit, tmp_path / "out", "--evidence")
    gathered = receiving.gather([package], department, unheard)
    with ZipFile(package) as archive:
        name = json.loads(archive.read("清单.json"))["forms"][0]["evidence_files"][1]["file"]
    repacked(package, {name: b"something else"}).replace(package)
    taken = receiving.take_in(gathered, department, present(), unheard)
    proven = next(each for each in taken.forms if each.project_name == "展厅更新")
    assert proven.verdict == "unreadable" and "在装入时变了" in proven.why
    assert not (department / "市科技馆" / "展厅更新.json").exists()
    assert [*(department / "审核" / "佐证材料").rglob("*.*")] == []
