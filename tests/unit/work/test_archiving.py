"""A year's archive: what is in it, that it opens again as the workspace it was, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest

from selfeval_gui.domain.review.entries import Person
from selfeval_gui.domain.review.package import ArchiveList, hash_of_list
from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage.errors import SaveFailed, StorageError
from selfeval_gui.storage.evidence_files import place_of
from selfeval_gui.storage.store import load
from selfeval_gui.work.evidence import entries_for
from selfeval_gui.work.progress import Cancelled, unheard
from selfeval_gui.work.review.archiving import archive_year, open_archive, years_of_forms
from selfeval_gui.work.review.desk import look_at
from selfeval_gui.work.review.reviewing import add_remarks, decide, new_remark
from tests.helpers.review import form_of, list_file, put, rewrite, run, snapshot

WANG = Person(name="王芳")
NOW, TODAY = datetime(2021, 5, 1, 9, tzinfo=UTC), date(2021, 5, 1)
pytestmark = pytest.mark.usefixtures("qapp")  # packages hold PDFs, which need the application of the tests


@pytest.fixture
def folder(tmp_path: Path, sample_originals: Path) -> Path:
    """Two forms of 2020, one of which came in two rounds and is accepted; one of 2019; one that is broken."""
    sample, folder, unit = min(sample_originals.glob("*.json")), tmp_path / "w", tmp_path / "unit"
    sent = put(unit, form_of(sample, "科技馆", "展厅更新"))
    for notes in ("第一次", "第二次"):
        rewrite(sent, notes=notes)
        run("pack", unit, "--unit", "科技馆", "--out", tmp_path / notes)
        assert run("receive", tmp_path / notes, "--into", folder) == 0
    put(folder / "图书馆", form_of(sample, "图书馆", "馆藏保护"))
    old = form_of(sample, "图书馆", "旧馆维修", 2019)
    put(folder / "图书馆", old)
    add_remarks(folder, old, [new_remark(old, None, "去年的意见", "建议", WANG, NOW)])
    form = load(next(folder.rglob("展厅更新.json"))).form
    add_remarks(folder, form, [new_remark(form, None, "请核对", "建议", WANG, NOW)])
    decide(folder, form, "通过", WANG, NOW, None)
    (folder / "坏.json").write_text("{", encoding="utf-8")
    listed = list_file(
        tmp_path / "l.xlsx", ("单位", "项目名称", "年度"), ("科技馆", "展厅更新", 2020), ("图书馆", "阅读推广")
    )
    assert run("register", folder, "--from", listed) == 0
    return folder


def standings(folder: Path) -> list[tuple[object, ...]]:
    forms = look_at(folder, TODAY, unheard).forms
    return [(each.project_name, each.state.value, each.round, each.open_remarks) for each in forms]


def test_a_year_goes_into_one_file_and_comes_out_as_it_was(folder: Path, tmp_path: Path) -> None:
    before = snapshot(folder)
    assert years_of_forms(folder, unheard) == {2020: 2, 2019: 1}
    archive = tmp_path / "2020.zip"
    archived = archive_year(folder, 2020, archive, "王芳", NOW, unheard)
    assert archived.forms == 2 and len(archived.notes) == 1 and archived.notes[0].startswith("“坏.json”读不了")
    assert snapshot(folder) == before
    kept = archive.read_bytes()
    listed = open_archive(archive, tmp_path / "多年以后" / "2020", unheard)
    assert (listed.year, listed.forms, listed.by) == (2020, 2, "王芳")
    opened = snapshot(tmp_path / "多年以后" / "2020")
    assert opened == {name: before[name] for name in opened} and archive.read_bytes() == kept
    assert {name.rsplit("/", 1)[0] for name in opened} >= {"科技馆", "图书馆", "审核", "审核/意见"}
    assert sum(name.startswith("审核/收件/") for name in opened) == 2 and "审核/名单.json" in opened
    assert not any("旧馆维修" in name for name in opened) and len([n for n in opened if "意见" in n]) == 1
    assert standings(tmp_path / "多年以后" / "2020") == [
        *(("馆藏保护", "待审", 0, 0), ("展厅更新", "通过", 2, 1), ("阅读推广", "未报", 0, 0)),
    ]


def changed(archive: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with ZipFile(archive) as source:
        members = {name: source.read(name) for name in source.namelist()}
    change(members)
    target = archive.with_name("changed.zip")
    with ZipFile(target, "w") as book:
        for name, data in members.items():
            book.writestr(name, data)
    return target


def another_form(members: dict[str, bytes]) -> None:
    name = next(name for name in members if name.endswith("馆藏保护.json"))
    members[name] = members[name].replace(b"2020", b"2021")


def one_file_less(members: dict[str, bytes]) -> None:
    del members[next(name for name in members if name.startswith("审核/意见/"))]


def one_file_more(members: dict[str, bytes]) -> None:
    members["多的.json"] = b"{}"


def way_out(members: dict[str, bytes]) -> None:
    members["../外面.json"] = b"{}"


def other_list(members: dict[str, bytes]) -> None:
    listed = json.loads(members["归档清单.json"])
    listed["year"] = 2018
    members["归档清单.json"] = json.dumps(listed).encode()


def newer(members: dict[str, bytes]) -> None:
    members["归档清单.json"] = members["归档清单.json"].replace(b'"version": "1.0"', b'"version": "2.0"')


def no_list(members: dict[str, bytes]) -> None:
    del members["归档清单.json"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        *((another_form, "archive.changed"), (one_file_less, "archive.changed"), (one_file_more, "archive.changed")),
        *((way_out, "archive.outside"), (other_list, "archive.changed"), (newer, "review.newer_version")),
        *((no_list, "archive.damaged"), (dict.clear, "archive.damaged")),
    ],
)
def test_what_is_not_as_it_was_is_not_opened(
    folder: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], code: str
) -> None:
    archive_year(folder, 2020, tmp_path / "2020.zip", "王芳", NOW, unheard)
    place = tmp_path / "here"
    place.mkdir()
    with pytest.raises(StorageError) as refused:
        open_archive(changed(tmp_path / "2020.zip", change), place / "2020", unheard)
    assert refused.value.code == code and list(place.iterdir()) == []


def test_nothing_is_left_behind_and_nothing_written_over(folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "2020.zip"
    archive_year(folder, 2020, archive, "王芳", NOW, unheard)

    def stop(done: int, _total: int, _item: object) -> None:
        if done == 2:
            raise Cancelled

    place = tmp_path / "here"
    place.mkdir()
    with pytest.raises(Cancelled):
        open_archive(archive, place / "2020", stop)
    assert list(place.iterdir()) == []
    (place / "2020").mkdir()
    with pytest.raises(SaveFailed) as refused:
        open_archive(archive, place / "2020", unheard)
    assert refused.value.code == "archive.taken" and list((place / "2020").iterdir()) == []
    for broken in (tmp_path / "none.zip", tmp_path / "text.zip"):
        (tmp_path / "text.zip").write_bytes(archive.read_bytes()[:-100])
        with pytest.raises(StorageError):
            open_archive(broken, place / "other", unheard)
    with pytest.raises(Cancelled):
        archive_year(folder, 2020, tmp_path / "b.zip", "王芳", NOW, stop)
    assert not (tmp_path / "b.zip").exists()


# ---- evidence ----------------------------------------------------------------------------------------------------


@pytest.fixture
def proven(folder: Path, tmp_path: Path) -> Path:
    """A form of 2020 with five files: as it says, another than when it was named, gone, and outside; one of 2019."""
    library = folder / "图书馆"
    for year, name in ((2020, "馆藏保护"), (2019, "旧馆维修")):
        form = load(library / f"{name}.json").form
        proofs = folder / "材料" / str(year)
        proofs.mkdir(parents=True)
        for number in range(4):
            (proofs / f"证明{number}.pdf").write_bytes(f"{name} {number}".encode() * 50_000)
        outside = tmp_path / "另处.pdf"
        outside.write_bytes(b"elsewhere")
        rows = list(level_three(form.indicators))
        rows[0].evidence = entries_for([*sorted(proofs.iterdir()), outside], library, unheard).entries
        rows[1].evidence = entries_for([proofs / "证明0.pdf"], library, unheard).entries
        rewrite(library / f"{name}.json", indicators=form.indicators)
    (folder / "材料" / "2020" / "证明1.pdf").write_bytes("换过的".encode())
    (folder / "材料" / "2020" / "证明2.pdf").unlink()
    return folder


def test_the_evidence_of_a_year_goes_along_and_lies_where_it_lay(proven: Path, tmp_path: Path) -> None:
    before = snapshot(proven)
    archive = tmp_path / "2020.zip"
    archived = archive_year(proven, 2020, archive, "王芳", NOW, unheard)
    told = "\n".join(archived.notes)
    assert len(archived.notes) == 4 and "证明1.pdf”和登记的时候不同，照现在的样子归档" in told
    assert "证明2.pdf”找不到或者读不了，没有归档" in told and "另处.pdf”不在工作文件夹里，没有归档" in told
    assert snapshot(proven) == before
    assert [path.name for path in tmp_path.glob(".selfeval-*")] == []
    opened = tmp_path / "多年以后"
    open_archive(archive, opened, unheard)
    there = {name: data for name, data in snapshot(opened).items() if name.startswith("材料/")}
    assert there == {f"材料/2020/证明{n}.pdf": before[f"材料/2020/证明{n}.pdf"] for n in (0, 1, 3)}
    form = load(opened / "图书馆" / "馆藏保护.json").form
    assert (
        place_of(list(level_three(form.indicators))[1].evidence[0].path, opened / "图书馆").read_bytes()[:6]
        == "馆藏".encode()
    )
    archive_year(proven, 2020, archive, "王芳", NOW, unheard)  # the user has agreed to write over it
    open_archive(archive, tmp_path / "再一次", unheard)
    assert snapshot(tmp_path / "再一次") == snapshot(opened)


def other_evidence(members: dict[str, bytes]) -> None:
    members["归档的佐证材料/材料/2020/证明0.pdf"] = b"x" * 650_000


def evidence_less(members: dict[str, bytes]) -> None:
    del members["归档的佐证材料/材料/2020/证明0.pdf"]


def evidence_more(members: dict[str, bytes]) -> None:
    members["归档的佐证材料/材料/2020/证明9.pdf"] = b"x"


def moved_evidence(to: str, members: dict[str, bytes]) -> None:
    """Name a file otherwise, in the list, too, with the hash that the list has then."""
    members[f"归档的佐证材料/{to}"] = members.pop("归档的佐证材料/材料/2020/证明0.pdf")
    listed = ArchiveList.model_validate_json(members["归档清单.json"])
    next(each for each in listed.evidence if each.file.endswith("证明0.pdf")).file = to
    listed.hash = hash_of_list(listed)
    members["归档清单.json"] = listed.model_dump_json(by_alias=True).encode()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        *((other_evidence, "archive.changed"), (evidence_less, "archive.changed"), (evidence_more, "archive.changed")),
        *(
            (partial(moved_evidence, "审核/../../x.pdf"), "archive.outside"),
            (partial(moved_evidence, "/x"), "archive.outside"),
        ),
        *(
            (partial(moved_evidence, "c:x.pdf"), "archive.outside"),
            (partial(moved_evidence, "审核/名单.json"), "archive.changed"),
        ),
    ],
)
def test_evidence_that_is_not_as_it_was_is_not_opened(
    proven: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], code: str
) -> None:
    archive_year(proven, 2020, tmp_path / "2020.zip", "王芳", NOW, unheard)
    place = tmp_path / "here"
    place.mkdir()
    with pytest.raises(StorageError) as refused:
        open_archive(changed(tmp_path / "2020.zip", change), place / "2020", unheard)
    assert refused.value.code == code and list(place.iterdir()) == []


def test_an_archive_from_before_evidence_went_along_opens(folder: Path, tmp_path: Path) -> None:
    archive_year(folder, 2020, tmp_path / "2020.zip", "王芳", NOW, unheard)

    def as_before(members: dict[str, bytes]) -> None:
        listed = json.loads(members["归档清单.json"])
        assert listed.pop("evidence", []) == []
        members["归档清单.json"] = json.dumps(listed).encode()

    assert open_archive(changed(tmp_path / "2020.zip", as_before), tmp_path / "here", unheard).forms == 2
