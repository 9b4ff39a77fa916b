"""What a department returned, at the unit: remarks are taken in, answered, sent back; what is refused changes nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.review.entries import Person, Review
from selfeval_gui.storage import store
from selfeval_gui.storage.review.reviews import read_reviews
from selfeval_gui.work.review.moments import present
from selfeval_gui.work.review.reviewing import add_remarks, new_remark
from tests.helpers.review import asked, form_of, put, rewrite, rows_of, run, snapshot

Ask = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("qapp")  # packages hold PDFs, which need the application of the tests
WANG = Person(name="王芳")
TEXTS = ("人数与附件不符", "请说明进度")


class Places:
    """A unit with two forms that a department has taken in and remarked on; each has its own folder."""

    def __init__(self, folder: Path, capsys: Ask, sample: Path) -> None:
        self.unit, self.department, self.out = folder / "unit", folder / "department", folder / "out"
        self._capsys = capsys
        self.department.mkdir()
        for project in ("展厅更新", "科普巡展"):
            put(self.unit, form_of(sample, "市科技馆", project))
        self.receive(self.pack(), self.department)

    def asked(self, *arguments: str | Path, code: int = 0) -> Any:
        return asked(self._capsys, *arguments, code=code)

    def pack(self) -> Path:
        return Path(self.asked("pack", self.unit, "--unit", "市科技馆", "--out", self.out / "sent")["package"])

    def receive(self, path: Path, into: Path, code: int = 0) -> Any:
        return self.asked("receive", path, "--into", into, code=code)

    def returned(self) -> Path:
        packages = self.asked("return", self.department, "--out", self.out / "back")["packages"]
        return Path(next(each["file"] for each in packages if each["unit"] == "市科技馆"))

    def told(self, path: Path, into: Path) -> str:
        """Return what is said about a package that is taken in, on both ways out."""
        self._capsys.readouterr()
        run("receive", path, "--into", into)
        return "".join(self._capsys.readouterr())

    def form(self, place: Path, project: str = "展厅更新") -> Form:
        return store.load(next(place.rglob(f"{project}.json"))).form

    def review(self, place: Path, project: str = "展厅更新") -> Review:
        return read_reviews(place).by_form[self.form(place, project).id]

    def remark(self, *texts: str) -> None:
        form = self.form(self.department)
        refs = (FieldRef(NodeId(rows_of(form)[0].id), "actual"), FieldRef(None, "actual_outcome"))
        made = [new_remark(form, ref, text, "必须改", WANG, present()) for ref, text in zip(refs, texts, strict=False)]
        add_remarks(self.department, form, made)


@pytest.fixture
def places(tmp_path: Path, sample_originals: Path, capsys: Ask) -> Places:
    places = Places(tmp_path, capsys, min(sample_originals.glob("*.json")))
    places.remark(*TEXTS)
    return places


def forms(answer: Any) -> list[tuple[str, str, int | None, list[str]]]:
    return [(each["project_name"], each["verdict"], each["round"], each["remarks"]) for each in answer["forms"]]


def files_of(unit: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in unit.glob("*.json")}


@pytest.mark.parametrize("is_folder", [False, True], ids=["zip", "folder"])
def test_remarks_come_into_the_units_workspace_and_answers_go_back(places: Places, is_folder: bool) -> None:
    package = places.returned()
    own = files_of(places.unit)
    answer = places.receive(package.with_suffix("") if is_folder else package, places.unit)
    assert forms(answer) == [("展厅更新", "same", 1, list(TEXTS)), ("科普巡展", "same", 1, [])]
    assert files_of(places.unit) == own
    review = places.review(places.unit)
    assert [(each.text, each.by.name, each.node) for each in review.remarks] == [
        (TEXTS[0], "王芳", rows_of(places.form(places.unit))[0].id),
        (TEXTS[1], "王芳", None),
    ]
    assert (review.rounds, review.decisions) == ([], [])
    # The unit answers on the sheet of its own copy, and takes that in here.
    sheet = package.with_suffix("") / "退回意见.xlsx"
    book = load_workbook(sheet)
    page: Any = book.active
    page["H4"], page["H5"], page["I5"] = "已改", "不改", "附件没有错"
    book.save(sheet)
    answered = places.receive(sheet, places.unit)
    assert [(each["how"], each["text"]) for form in answered["forms"] for each in form["answers"]] == [
        ("已改", ""),
        ("不改", "附件没有错"),
    ]
    rewrite(places.unit / "展厅更新.json", actual_outcome="全部完成。")
    again = places.asked("pack", places.unit, "--unit", "市科技馆", "--out", places.out / "2")
    assert again["round"] == 2
    came = places.receive(Path(again["package"]), places.department)
    assert [(each["verdict"], [said["how"] for said in each["answers"]]) for each in came["forms"]] == [
        ("changed", ["已改", "不改"]),
        ("same", []),
    ]
    answers = [remark.answers[0] for remark in places.review(places.department).remarks]
    assert [(each.how, each.text, each.by.office) for each in answers] == [
        ("已改", "", "单位"),
        ("不改", "附件没有错", "单位"),
    ]
    (museum, _other) = places.asked("review", places.department)["forms"]
    assert (museum["state"], museum["round"], museum["unanswered"]) == ("已重报", 2, 0)
    before = snapshot(places.department)
    places.receive(Path(again["package"]), places.department)
    assert snapshot(places.department) == before


def test_the_unit_sees_that_a_form_was_returned_until_it_has_sent_it_again(places: Places) -> None:
    def states() -> dict[str, str]:
        return {each["project_name"]: each["state"] for each in places.asked("review", places.unit)["forms"]}

    assert states() == {"展厅更新": "待审", "科普巡展": "待审"}
    places.receive(places.returned(), places.unit)
    assert states() == {"展厅更新": "已退回", "科普巡展": "已退回"}
    places.pack()
    assert states() == {"展厅更新": "已重报", "科普巡展": "已重报"}


def test_what_the_unit_has_typed_since_stays(places: Places) -> None:
    package = places.returned()
    rewrite(places.unit / "展厅更新.json", notes="后来写的")
    own = files_of(places.unit)
    for path in (package, package.with_suffix("") / "展厅更新.json"):
        places.receive(path, places.unit)
        assert files_of(places.unit) == own
    assert [each.text for each in places.review(places.unit).remarks] == list(TEXTS)


def test_what_the_department_has_changed_is_told_and_kept_aside(places: Places) -> None:
    path = next(places.department.rglob("展厅更新.json"))
    rewrite(path, notes="部门写的")
    own = files_of(places.unit)
    package = places.returned()
    (museum, _other) = places.receive(package, places.unit)["forms"]
    assert museum["differences"] == [{"where": ["备注"], "before": None, "after": "部门写的"}]
    assert files_of(places.unit) == own
    (kept,) = (places.unit / "审核").rglob("退回-1.json")
    assert store.load(kept).form.notes == "部门写的"


def test_the_same_again_an_older_one_and_another_of_the_same_number_change_nothing(places: Places) -> None:
    first = places.returned()
    places.receive(first, places.unit)
    before = snapshot(places.unit)
    assert "第 1 次退回已经装入过" in places.told(first, places.unit)
    assert snapshot(places.unit) == before
    second = places.returned()
    returns = places.department / "审核" / "退回.json"
    noted = returns.read_bytes()
    places.receive(places.returned(), places.unit)
    before = snapshot(places.unit)
    assert "这是第 2 次退回，第 3 次已经装入" in places.told(second, places.unit)
    assert snapshot(places.unit) == before
    returns.write_bytes(noted)  # as on a department's other machine
    places.remark("又一条")
    assert "这一包内容不同，没有装入" in places.told(places.returned(), places.unit)
    assert snapshot(places.unit) == before


def changed(package: Path, name: str, data: bytes | None) -> Path:
    with ZipFile(package) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    target = package.with_name("changed.zip")
    with ZipFile(target, "w") as archive:
        for each, content in {**files, name: data}.items():
            if content is not None:
                archive.writestr(each, content)
    return target


def test_packages_of_others_and_changed_ones_are_named_and_change_nothing(
    places: Places, tmp_path: Path, sample_originals: Path
) -> None:
    package = places.returned()
    with ZipFile(package) as archive:
        listed, form = archive.read("意见.json"), archive.read("展厅更新.json")
    library = tmp_path / "library"
    put(library, form_of(min(sample_originals.glob("*.json")), "图书馆", "馆藏保护"))
    before = {place: snapshot(place) for place in (places.unit, library)}
    for name, data, words in (
        ("意见.json", listed.replace(TEXTS[0].encode(), "别的话".encode()), "意见.json 被改动过"),
        ("意见.json", listed.replace(b'"version": "1.0"', b'"version": "2.0"', 1), "更新版本的程序"),
        ("意见.json", b"{", "意见.json 读不了"),
        ("展厅更新.json", form + b" ", "和部门发出时不同"),
        ("展厅更新.json", None, "退回的包里缺少“展厅更新.json”"),
    ):
        assert words in places.told(changed(package, name, data), places.unit)
    assert "这个退回的包是“市科技馆”的，工作文件夹里是“图书馆”的表" in places.told(package, library)
    # Another department, which has received the form and not sent it.
    bureau = tmp_path / "bureau"
    bureau.mkdir()
    places.receive(places.pack(), bureau)
    before[bureau] = snapshot(bureau)
    assert "没有从这里传出过" in places.told(package, bureau)
    assert {place: snapshot(place) for place in before} == {**before, places.unit: snapshot(places.unit)}
    assert not (places.unit / "审核" / "意见").exists()


def test_rounds_are_counted_on_where_the_units_own_account_is_lost(places: Places) -> None:
    places.receive(places.returned(), places.unit)
    (places.unit / "审核" / "传出.json").unlink()
    assert places.asked("pack", places.unit, "--unit", "市科技馆", "--out", places.out / "2")["round"] == 2


def test_a_form_that_the_unit_no_longer_has_is_added_with_its_remarks(places: Places) -> None:
    (places.unit / "展厅更新.json").unlink()
    package = places.returned()
    assert "工作文件夹里没有“展厅更新”" in places.told(package, places.unit)
    assert [each.text for each in places.review(places.unit).remarks] == list(TEXTS)


def test_remarks_find_their_rows_where_the_units_rows_have_other_ids(places: Places) -> None:
    form = places.form(places.unit)
    rows_of(form)[0].id = "aaaaaaaa"
    rewrite(places.unit / "展厅更新.json", indicators=form.indicators)
    places.receive(places.returned(), places.unit)
    assert places.review(places.unit).remarks[0].node == "aaaaaaaa"


def test_answers_to_remarks_that_are_not_there_are_named(places: Places) -> None:
    places.receive(places.returned(), places.unit)
    review = places.review(places.unit)
    places.asked("receive", answered_sheet(places), "--into", places.unit)
    shutil.rmtree(places.department / "审核")  # its remarks are lost
    assert "针对的意见不在“展厅更新”里" in places.told(places.pack(), places.department)
    assert len(review.remarks) == 2


def answered_sheet(places: Places) -> Path:
    (sheet,) = (places.out / "back").glob("*/退回意见.xlsx")
    book = load_workbook(sheet)
    page: Any = book.active
    page["H4"] = "已改"
    book.save(sheet)
    return sheet


def test_settled_remarks_that_the_unit_knows_go_back_as_settled(places: Places) -> None:
    places.receive(places.returned(), places.unit)
    review = places.department / "审核" / "意见"
    (path,) = (each for each in review.glob("*.json") if "请说明进度" in each.read_text(encoding="utf-8"))
    said = json.loads(path.read_text(encoding="utf-8"))
    by = {"name": "王芳", "office": "部门"}
    said["remarks"][0]["settled"] = [{"id": "s1", "at": "2999-01-01T00:00:00Z", "by": by, "how": "了结", "text": ""}]
    path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    places.receive(places.returned(), places.unit)
    assert [len(each.settled) for each in places.review(places.unit).remarks] == [1, 0]
