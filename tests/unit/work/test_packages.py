"""Packages of units on the command line: what is in them, what becomes of it at the department, what is refused."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from selfeval_gui.storage import store
from selfeval_gui.storage.lock import Locker
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review import receiving
from selfeval_gui.work.review.moments import present
from tests.helpers.review import asked, form_of, list_file, put, rewrite, rows_of, run, snapshot

Ask = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("qapp")  # packages hold PDFs, which need the application of the tests


@pytest.fixture
def unit(tmp_path: Path, sample_originals: Path) -> Path:
    """A unit's own workspace with two forms."""
    folder = tmp_path / "unit"
    for name, project in zip(sorted(sample_originals.glob("*.json")), ("展厅更新", "科普巡展"), strict=False):
        put(folder, form_of(name, "市科技馆", project))
    return folder


@pytest.fixture
def department(tmp_path: Path) -> Path:
    """A department that waits for two projects of one unit and one of another."""
    folder = tmp_path / "department"
    folder.mkdir()
    head = ("单位", "项目名称", "其他写法", "年度")
    rows = (head, ("科技馆", "展厅更新", "市科技馆", 2020), ("科技馆", "科普巡展"), ("图书馆", "馆藏保护"))
    assert run("register", folder, "--from", list_file(tmp_path / "list.xlsx", *rows)) == 0
    return folder


def packed(capsys: Ask, unit: Path, out: Path, code: int = 0) -> Path:
    return Path(asked(capsys, "pack", unit, "--unit", "市科技馆", "--out", out, code=code)["package"])


def verdicts(answer: Any) -> list[tuple[str, str, int | None]]:
    return [(each["project_name"], each["verdict"], each["round"]) for each in answer["forms"]]


def changed(package: Path, name: str, data: bytes) -> Path:
    """Return a copy of a package with another content of one file."""
    with ZipFile(package) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    target = package.with_name("changed.zip")
    with ZipFile(target, "w") as archive:
        for each, content in {**files, name: data}.items():
            archive.writestr(each, content)
    return target


def test_a_package_holds_list_forms_and_pdfs(unit: Path, tmp_path: Path, capsys: Ask) -> None:
    answer = asked(capsys, "pack", unit, "--unit", " 市科技馆 ", "--out", tmp_path / "out")
    assert answer["round"] == 1
    assert answer["forms"] == [{"file": "展厅更新.json", "errors": 0}, {"file": "科普巡展.json", "errors": 0}]
    assert Path(answer["package"]).name.startswith("市科技馆_2020_第1次_")
    with ZipFile(answer["package"]) as archive:
        assert archive.namelist() == [
            *("清单.json", "自评表/展厅更新.json", "PDF/展厅更新.pdf", "自评表/科普巡展.json", "PDF/科普巡展.pdf"),
        ]
        listed = json.loads(archive.read("清单.json"))
        assert archive.read("PDF/展厅更新.pdf").startswith(b"%PDF-")
        assert archive.read("自评表/展厅更新.json") == (unit / "展厅更新.json").read_bytes()
    first = listed["forms"][0]
    assert (first["total"], first["grade"], first["execution_rate"]) == ("91", "优", "92.40")
    assert listed["forms"][0]["sha256"] == sha256((unit / "展厅更新.json").read_bytes()).hexdigest()
    assert (listed["unit"], listed["round"], listed["previous"]) == ("市科技馆", 1, None)


def test_rounds_are_counted_by_the_program_not_by_the_folder(unit: Path, tmp_path: Path, capsys: Ask) -> None:
    first = packed(capsys, unit, tmp_path / "out")
    first.unlink()
    second = asked(capsys, "pack", unit, "--unit", "市科技馆", "--out", tmp_path / "elsewhere")
    assert second["round"] == 2 and "第2次" in second["package"]
    assert len(asked(capsys, "list", unit)) == 2


def test_errors_are_packed_and_said(unit: Path, tmp_path: Path, capsys: Ask) -> None:
    form = store.load(unit / "展厅更新.json").form
    rows_of(form)[0].score = rows_of(form)[0].weight + 1
    rewrite(unit / "展厅更新.json", indicators=form.indicators)
    answer = asked(capsys, "pack", unit, "--unit", "市科技馆", "--out", tmp_path / "out", code=1)
    assert [bool(each["errors"]) for each in answer["forms"]] == [True, False]


def test_a_unit_without_forms_gets_no_package(unit: Path, tmp_path: Path, capsys: Ask) -> None:
    assert run("pack", unit, "--unit", "图书馆", "--out", tmp_path / "out") == 2
    assert not (tmp_path / "out").exists()
    assert "图书馆" in capsys.readouterr().err


def test_forms_go_to_their_units_folder_and_the_missing_are_named(
    unit: Path, department: Path, tmp_path: Path, capsys: Ask
) -> None:
    answer = asked(capsys, "receive", packed(capsys, unit, tmp_path / "out"), "--into", department)
    assert verdicts(answer) == [("展厅更新", "new", 1), ("科普巡展", "new", 1)]
    assert {each["unit"] for each in answer["forms"]} == {"科技馆"}
    assert answer["missing"] == [{"unit": "图书馆", "project_name": "馆藏保护"}]
    assert (department / "科技馆" / "展厅更新.json").read_bytes() == (unit / "展厅更新.json").read_bytes()
    assert len(asked(capsys, "list", department)) == 2


def test_the_same_again_changes_nothing(unit: Path, department: Path, tmp_path: Path, capsys: Ask) -> None:
    package = packed(capsys, unit, tmp_path / "out")
    asked(capsys, "receive", package, "--into", department)
    before = snapshot(department)
    answer = asked(capsys, "receive", package, "--into", department)
    assert verdicts(answer) == [("展厅更新", "same", 1), ("科普巡展", "same", 1)]
    assert snapshot(department) == before


def test_a_newer_round_replaces_deletions_and_blanks_too(
    unit: Path, department: Path, tmp_path: Path, capsys: Ask
) -> None:
    old_package = packed(capsys, unit, tmp_path / "out")
    asked(capsys, "receive", old_package, "--into", department)
    kept = (department / "科技馆" / "展厅更新.json").read_bytes()
    form = store.load(unit / "展厅更新.json").form
    level_two = form.indicators[0].children[0]
    gone = level_two.children.pop(0)
    rows_of(form)[0].reason = ""
    rewrite(unit / "展厅更新.json", indicators=form.indicators, notes="改过")
    package = packed(capsys, unit, tmp_path / "out", code=1)
    answer = asked(capsys, "receive", package, "--into", department)
    row = answer["forms"][0]
    assert (row["verdict"], row["round"]) == ("changed", 2)
    first = row["differences"][0]
    assert first == {
        "where": [form.indicators[0].name, level_two.name, gone.name, "指标名称"],
        "before": gone.name,
        "after": None,
    }
    assert {"where": ["备注"], "before": None, "after": "改过"} in row["differences"]
    assert answer["forms"][1]["verdict"] == "same"
    assert (department / "科技馆" / "展厅更新.json").read_bytes() == (unit / "展厅更新.json").read_bytes()
    rounds = department / "审核" / "收件" / form.id
    assert (rounds / "1.json").read_bytes() == kept
    assert (rounds / "2.json").read_bytes() == (unit / "展厅更新.json").read_bytes()
    before = snapshot(department)
    assert verdicts(asked(capsys, "receive", old_package, "--into", department))[0][:2] == ("展厅更新", "older")
    assert snapshot(department) == before


def test_the_newest_round_counts_whatever_the_order_of_files(
    unit: Path, department: Path, tmp_path: Path, capsys: Ask
) -> None:
    packed(capsys, unit, tmp_path / "mail" / "2")
    rewrite(unit / "展厅更新.json", notes="第二次")
    packed(capsys, unit, tmp_path / "mail" / "1")
    answer = asked(capsys, "receive", tmp_path / "mail", "--into", department)
    assert sorted(each["verdict"] for each in answer["forms"]) == ["new", "new", "older", "same"]
    assert store.load(department / "科技馆" / "展厅更新.json").form.notes == "第二次"


def test_two_different_files_of_one_project_are_both_left(
    unit: Path, department: Path, tmp_path: Path, capsys: Ask
) -> None:
    (unit / "科普巡展.json").unlink()
    (unit / "copy.json").write_bytes((unit / "展厅更新.json").read_bytes())
    rewrite(unit / "copy.json", notes="另一份")
    before = snapshot(department)
    answer = asked(capsys, "receive", unit, "--into", department)
    assert [each["verdict"] for each in answer["forms"]] == ["duplicate", "duplicate"]
    assert snapshot(department) == before


def test_a_workbook_replaces_too(unit: Path, department: Path, tmp_path: Path, capsys: Ask) -> None:
    asked(capsys, "receive", packed(capsys, unit, tmp_path / "out"), "--into", department)
    assert run("export", unit / "展厅更新.json", "--to", "xlsx", "--out", tmp_path / "back.xlsx") == 0
    answer = asked(capsys, "receive", tmp_path / "back.xlsx", "--into", department)
    assert verdicts(answer) == [("展厅更新", "same", 1)]
    rewrite(unit / "展厅更新.json", actual_outcome="全部完成。")
    assert run("export", unit / "展厅更新.json", "--to", "docx", "--out", tmp_path / "back.docx") == 0
    row = asked(capsys, "receive", tmp_path / "back.docx", "--into", department)["forms"][0]
    assert (row["verdict"], row["round"]) == ("changed", 2)
    assert [each["where"] for each in row["differences"]] == [["年度总体目标", "实际完成情况"]]


def refuse(capsys: Ask, package: Path, department: Path, words: str) -> None:
    before = snapshot(department)
    answer = asked_with_errors(capsys, package, department)
    assert words in answer[1], answer[1]
    assert {each["verdict"] for each in answer[0]["forms"]} == {"unreadable"}
    assert snapshot(department) == before


def asked_with_errors(capsys: Ask, package: Path, department: Path) -> tuple[Any, str]:
    capsys.readouterr()
    assert run("receive", package, "--into", department, "--json") == 2
    out, told = capsys.readouterr()
    assert len(told.splitlines()) == 1 and "Traceback" not in told
    return json.loads(out), told


def test_bad_packages_are_named_and_change_nothing(unit: Path, department: Path, tmp_path: Path, capsys: Ask) -> None:
    package = packed(capsys, unit, tmp_path / "out")
    with ZipFile(package) as archive:
        listed, form = archive.read("清单.json"), archive.read("自评表/展厅更新.json")
    for data, words in (
        (listed.replace(b'"91"', b'"99"'), "清单.json 被改动过"),
        (listed.replace(b'"1.0"', b'"2.0"'), "更新版本的程序"),
        (b"{", "清单.json 读不了"),
    ):
        refuse(capsys, changed(package, "清单.json", data), department, words)
    other = form.replace("展厅".encode(), "大厅".encode())
    refuse(capsys, changed(package, "自评表/展厅更新.json", other), department, "与清单不符")
    refuse(capsys, changed(package, "../../x.json", form), department, "指向包外")
    refuse(capsys, changed(package, "big", b"\0" * (70 << 20)), department, "解开后过大")
    broken = tmp_path / "broken.zip"
    broken.write_bytes(package.read_bytes()[:500])
    refuse(capsys, broken, department, "压缩包不完整")


def test_another_unit_and_another_year_are_refused(
    unit: Path, department: Path, tmp_path: Path, sample_originals: Path, capsys: Ask
) -> None:
    sample = min(sample_originals.glob("*.json"))
    put(tmp_path / "foreign", form_of(sample, "外单位", "某项目"))
    foreign = asked(capsys, "pack", tmp_path / "foreign", "--unit", "外单位", "--out", tmp_path / "f")["package"]
    refuse(capsys, Path(foreign), department, "名单上没有单位“外单位”")
    put(tmp_path / "past", form_of(sample, "市科技馆", "展厅更新", 2019))
    past = asked(capsys, "pack", tmp_path / "past", "--unit", "市科技馆", "--out", tmp_path / "p")["package"]
    refuse(capsys, Path(past), department, "2019 年度")


def test_the_same_round_with_another_content_is_not_taken(
    unit: Path, department: Path, tmp_path: Path, capsys: Ask
) -> None:
    asked(capsys, "receive", packed(capsys, unit, tmp_path / "out"), "--into", department)
    (unit / "审核" / "传出.json").unlink()  # as on another machine of the unit
    rewrite(unit / "展厅更新.json", notes="又改")
    again = packed(capsys, unit, tmp_path / "again")
    before = snapshot(department)
    capsys.readouterr()
    run("receive", again, "--into", department, "--json")
    out, told = capsys.readouterr()
    assert verdicts(json.loads(out)) == [("展厅更新", "duplicate", None), ("科普巡展", "same", 1)]
    assert "第 1 次已经装入过" in told
    assert snapshot(department) == before


def test_a_form_somebody_has_open_waits(
    unit: Path, department: Path, tmp_path: Path, private_home: Path, capsys: Ask
) -> None:
    asked(capsys, "receive", packed(capsys, unit, tmp_path / "out"), "--into", department)
    rewrite(unit / "展厅更新.json", notes="第二次")
    locker = Locker(private_home / "other", user="李雷", host="别的电脑")
    lock = locker.take(department / "科技馆" / "展厅更新.json")
    before = snapshot(department / "科技馆")
    answer, told = asked_with_errors(capsys, packed(capsys, unit, tmp_path / "out"), department)
    assert "李雷" in told
    assert [each["verdict"] for each in answer["forms"]] == ["unreadable", "same"]
    assert snapshot(department / "科技馆") == before
    locker.release(lock)
    locker.end()


def test_a_receive_that_was_killed_anywhere_ends_as_if_it_had_not_been(
    unit: Path, department: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Ask
) -> None:
    class Killed(BaseException):
        pass

    asked(capsys, "receive", packed(capsys, unit, tmp_path / "out"), "--into", department)
    form_file = department / "科技馆" / "展厅更新.json"
    for number, step in enumerate(("write_export", "add_to_review", "store.save"), 2):
        old = form_file.read_bytes()
        rewrite(unit / "展厅更新.json", notes=f"第 {number} 次")
        package = packed(capsys, unit, tmp_path / "out")

        def die(*_arguments: object, **_words: object) -> None:
            raise Killed

        with monkeypatch.context() as patched:
            patched.setattr(f"selfeval_gui.work.review.rounds.{step}", die)
            with pytest.raises(Killed):
                receiving.receive([package], department, present(), unheard)
        assert form_file.read_bytes() == old
        answer = asked(capsys, "receive", package, "--into", department)
        assert verdicts(answer)[0] == ("展厅更新", "changed", number)
        assert form_file.read_bytes() == (unit / "展厅更新.json").read_bytes()
        review = next((department / "审核" / "意见").glob(f"{store.load(form_file).form.id}.json"))
        rounds = json.loads(review.read_text(encoding="utf-8"))["rounds"]
        assert [each["n"] for each in rounds] == list(range(1, number + 1))
