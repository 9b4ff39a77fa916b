"""One spring between twelve units and their department: sixty forms, two rounds, two reviewers, by command and work."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.review.entries import Person
from selfeval_gui.storage import store
from selfeval_gui.storage.lock_file import user_name
from selfeval_gui.storage.review.reviews import read_reviews
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.desk import look_at
from selfeval_gui.work.review.reviewing import add_remarks, decide, new_remark, settle
from tests.helpers.review import asked, form_of, list_file, put, rewrite, rows_of, run

UNITS = [f"第{number:02}中心" for number in range(1, 13)]
PROJECTS = [f"项目{number}" for number in range(1, 6)]
WANG, LI = Person(name="王芳"), Person(name="李雷")
NOW = datetime(2021, 3, 1, 9, tzinfo=UTC)
Ask = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("qapp")  # packages hold PDFs, which need the application of the tests


def packed(capsys: Ask, unit: str, folder: Path, out: Path) -> Path:
    capsys.readouterr()
    run("pack", folder, "--unit", unit, "--out", out, "--json")
    return max(out.glob(f"{unit}_*.zip"))


@pytest.mark.timeout(600)
def test_a_spring(tmp_path: Path, sample_originals: Path, capsys: Ask) -> None:
    department, mail, sample = tmp_path / "department", tmp_path / "mail", min(sample_originals.glob("*.json"))
    rows = [(unit, project, "2020", "市" + unit) for unit in UNITS for project in PROJECTS]
    names = list_file(tmp_path / "list.xlsx", ("单位", "项目名称", "年度", "其他写法"), *rows)
    assert run("register", department, "--from", names) == 0
    for unit in UNITS:
        for project in PROJECTS:
            put(tmp_path / unit, form_of(sample, f"市{unit}", project))

    # The first round: eleven units send.
    for unit in UNITS[:-1]:
        packed(capsys, "市" + unit, tmp_path / unit, mail / "1")
    first = asked(capsys, "receive", mail / "1", "--into", department)
    assert [each["verdict"] for each in first["forms"]] == ["new"] * 55
    assert first["missing"] == [{"unit": UNITS[-1], "project_name": project} for project in PROJECTS]
    assert len(asked(capsys, "list", department)) == 55
    units = asked(capsys, "review", department)["units"]
    assert [(each["expected"], each["received"], len(each["missing"])) for each in units] == [(5, 5, 0)] * 11 + [
        (5, 0, 5)
    ]

    # Two reviewers: one remarks on 项目1 of every unit, the other on 项目2 of the first.
    remarked = [form for form in desk(department) if form.project_name == "项目1"]
    for standing in remarked:
        row = rows_of(standing.form)[0]
        ref = FieldRef(NodeId(row.id), "actual")
        add_remarks(department, standing.form, [new_remark(standing.form, ref, "请核对", "必须改", WANG, NOW)])
    second = next(form for form in desk(department) if (form.unit, form.project_name) == (UNITS[0], "项目2"))
    remark = new_remark(second.form, None, "请补充总体说明", "请说明", LI, NOW)
    add_remarks(department, second.form, [remark])

    # Sent back: only what is a unit's own.
    packages = asked(capsys, "return", department, "--out", tmp_path / "back")["packages"]
    assert [each["remarks"] for each in packages] == [2, *[1] * 10]
    for each in packages:
        with ZipFile(each["file"]) as archive:
            sheet = load_workbook(BytesIO(archive.read("退回意见.xlsx"))).active
        assert sheet is not None and each["unit"] in str(sheet["A1"].value)
        assert [sheet.cell(row, 2).value for row in range(4, sheet.max_row + 1)] == (
            ["项目1", "项目2"] if each["unit"] == UNITS[0] else ["项目1"]
        )
    states = [form.state.value for form in desk(department)]
    assert (states.count("已退回"), states.count("待审")) == (12, 43)

    # The second round: the first unit changes what was asked, deletes a row unasked, and answers on the sheet.
    own = tmp_path / UNITS[0]
    form = store.load(own / "项目1.json").form
    rows_of(form)[0].actual = "12 场"
    gone = form.indicators[-1].children[-1].children.pop()
    rewrite(own / "项目1.json", indicators=form.indicators)
    packed(capsys, "市" + UNITS[0], own, mail / "2")
    shutil.copy(next((mail / "1").glob(f"市{UNITS[0]}_*.zip")), mail / "2" / "旧.zip")
    with ZipFile(packages[0]["file"]) as archive:
        book = load_workbook(BytesIO(archive.read("退回意见.xlsx")))
    answers: Any = book.active
    answers["H4"], answers["H5"], answers["I5"] = "已改", "已说明", "见附件"
    book.save(mail / "2" / "退回意见.xlsx")
    again = asked(capsys, "receive", mail / "2", "--into", department)
    by_verdict: dict[str, list[Any]] = {}
    for each in again["forms"]:
        by_verdict.setdefault(each["verdict"], []).append(each)
    (changed,) = by_verdict["changed"]
    assert changed["differences"][0]["before"] == gone.name and changed["differences"][0]["after"] is None
    assert changed["differences"][1]["after"] == "12 场"
    assert [each["file"].split("/")[0] for each in by_verdict["older"]] == ["旧.zip"]
    assert [each["answers"][0]["how"] for each in again["forms"] if each["answers"]] == ["已改", "已说明"]
    standing = {(form.unit, form.project_name): form for form in desk(department)}
    assert standing[UNITS[0], "项目1"].state.value == "已重报"
    assert standing[UNITS[0], "项目1"].unanswered == 0

    # The last unit sends at last; all is settled and accepted but for one on which the two disagree.
    packed(capsys, "市" + UNITS[-1], tmp_path / UNITS[-1], mail / "3")
    assert asked(capsys, "receive", mail / "3", "--into", department)["missing"] == []
    disputed = standing[UNITS[1], "项目1"]
    decide(department, disputed.form, "通过", LI, NOW, None)
    for form in desk(department):
        if form.path != disputed.path:
            open_ones = [] if form.review is None else [each.id for each in form.review.remarks]
            seen = settle(department, form.form, open_ones, WANG, NOW) if open_ones else form.review
            decide(department, form.form, "通过", WANG, NOW, seen)
    states = [form.state.value for form in desk(department)]
    assert (states.count("通过"), states.count("审核中")) == (59, 1)
    (disputed,) = [form for form in desk(department) if form.contradicting]
    assert sorted(each.by.name for each in disputed.contradicting) == sorted(["李雷", user_name()])

    # Somebody changes an accepted form: it shows at once.
    rewrite(department / UNITS[2] / "项目3.json", notes="悄悄改了")
    row = next(each for each in asked(capsys, "review", department)["forms"] if each["changed_since_accepted"])
    assert (row["file"], row["state"]) == (f"{UNITS[2]}/项目3.json", "通过后又改")
    assert not list(department.rglob("*.lock"))
    assert len(read_reviews(department).by_form) == 60


def desk(department: Path) -> list[Any]:
    return [form for form in look_at(department, NOW.date(), unheard).forms if form.form is not None]
