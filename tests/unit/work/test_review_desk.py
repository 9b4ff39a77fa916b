"""Where forms stand: states, remarks, decisions of two reviewers, counts by unit."""

from __future__ import annotations

import gc
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.review.entries import Opinion, Person, Rescored, Review, UnitAnswer
from selfeval_gui.domain.tree import new_id
from selfeval_gui.storage import store
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.review.reviews import read_reviews
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.desk import look_at
from selfeval_gui.work.review.desk_rows import DeskRow, draw_desk
from selfeval_gui.work.review.moments import moment
from selfeval_gui.work.review.reviewing import (
    add_opinion,
    add_remarks,
    answer,
    decide,
    new_remark,
    rescore,
    settle,
)
from tests.helpers.review import asked, form_of, list_file, put, rewrite, rows_of, run

WANG, LI = Person(name="王芳"), Person(name="李雷")
NOW = datetime(2021, 3, 1, 9, tzinfo=UTC)
Ask = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("qapp")  # packages hold PDFs, which need the application of the tests


@pytest.fixture
def file(tmp_path: Path, sample_originals: Path) -> Path:
    return put(tmp_path / "w" / "科技馆", form_of(min(sample_originals.glob("*.json")), "科技馆", "展厅更新"))


@pytest.fixture
def folder(tmp_path: Path, file: Path) -> Path:
    return tmp_path / "w"


def form_in(file: Path) -> Form:
    return store.load(file).form


def state(folder: Path) -> str:
    (form,) = look_at(folder, date(2021, 3, 1), unheard).forms
    return form.state.value


def remark(form: Form, text: str = "请核对", by: Person = WANG):
    row = rows_of(form)[0]
    return new_remark(form, FieldRef(NodeId(row.id), "actual"), text, "必须改", by, NOW)


def test_a_thousand_drawn_forms_do_not_hold_up_the_window(folder: Path, file: Path) -> None:
    add_remarks(folder, form_in(file), [remark(form_in(file))])
    drawn = draw_desk(folder, date(2021, 3, 1), unheard)
    assert [row.review is not None for row in drawn.rows] == [True]
    looked_through = {type(each) for each in gc.get_objects()}
    assert not looked_through & {Form, Review, DeskRow}, "the window's thread goes through these again and again"


def test_a_form_goes_from_waiting_to_accepted_and_changed(folder: Path, file: Path, capsys: Ask) -> None:
    form = form_in(file)
    assert state(folder) == "待审"
    review = add_remarks(folder, form, [remark(form)])
    assert state(folder) == "审核中"
    review = decide(folder, form, "已退回", WANG, NOW, review)
    assert state(folder) == "已退回"
    decide(folder, form, "通过", WANG, NOW + timedelta(days=1), review)
    assert state(folder) == "通过"
    rewrite(file, status="final")
    assert state(folder) == "通过"
    rewrite(file, notes="通过后又添了一句")
    (row,) = asked(capsys, "review", folder)["forms"]
    assert row == {
        "file": "科技馆/展厅更新.json",
        "project_name": "展厅更新",
        "unit": "科技馆",
        "state": "通过后又改",
        "round": 0,
        "open_remarks": 1,
        "unanswered": 1,
        "changed_since_accepted": True,
    }


def test_numbers_written_otherwise_are_the_same_content(folder: Path, file: Path) -> None:
    form = form_in(file)
    decide(folder, form, "通过", WANG, NOW, None)
    text = file.read_text(encoding="utf-8")
    weight = f'"weight": "{rows_of(form)[0].weight}"'
    assert weight in text
    file.write_text(text.replace(weight, weight[:-1] + '.00"'), encoding="utf-8")
    assert state(folder) == "通过"
    file.write_text(text.replace(weight, '"weight": "1"', 1), encoding="utf-8")
    assert state(folder) == "通过后又改"


def test_remarks_are_answered_settled_and_opened_again(folder: Path, file: Path, capsys: Ask) -> None:
    form, (one, two) = form_in(file), (remark(form_in(file)), remark(form_in(file), "再核对"))
    add_remarks(folder, form, [one, two])

    def counts() -> tuple[int, int]:
        (row,) = asked(capsys, "review", folder)["forms"]
        return row["open_remarks"], row["unanswered"]

    assert counts() == (2, 2)
    later = NOW + timedelta(hours=1)
    said = UnitAnswer(id=new_id(), at=moment(later), by=Person(name="科技馆", office="单位"), how="已改", text="改了")
    answer(folder, form, [(one.id, said)])
    assert counts() == (2, 1)
    settle(folder, form, [one.id], WANG, later + timedelta(hours=1))
    assert counts() == (1, 1)
    settle(folder, form, [one.id], LI, later + timedelta(hours=2), opened_again=True)
    assert counts() == (2, 2)


def test_a_remark_says_where_it_stood_and_outlives_its_row(folder: Path, file: Path) -> None:
    form = form_in(file)
    row, level_one = rows_of(form)[0], form.indicators[0]
    add_remarks(folder, form, [remark(form)])
    level_one.children[0].children.remove(row)
    rewrite(file, indicators=form.indicators)
    (kept,) = read_reviews(folder).by_form[form.id].remarks
    assert kept.place == [level_one.name, level_one.children[0].name, row.name, "实际完成值"]
    assert kept.quoted == row.actual


def test_two_reviewers_decide_otherwise_and_both_are_shown(folder: Path, file: Path, capsys: Ask) -> None:
    form = form_in(file)
    seen = add_remarks(folder, form, [remark(form)])
    decide(folder, form, "已退回", WANG, NOW, seen)
    both = decide(folder, form, "通过", LI, NOW + timedelta(minutes=1), seen)
    assert run("review", folder) == 0
    out, told = capsys.readouterr()
    assert "王芳：已退回、李雷：通过" in told and "审核中" in out
    decide(folder, form, "通过", WANG, NOW + timedelta(minutes=2), both)
    assert state(folder) == "通过"


def test_what_two_wrote_apart_is_joined(folder: Path, file: Path) -> None:
    form = form_in(file)
    kept = folder / "审核" / "意见" / f"{form.id}.json"
    first = add_remarks(folder, form, [remark(form, "甲")])
    before = kept.read_bytes()
    add_remarks(folder, form, [remark(form, "乙", LI)])
    kept.rename(kept.with_name(f"{form.id} (李雷的冲突副本).json"))
    kept.write_bytes(before)
    settle(folder, form, [first.remarks[0].id], WANG, NOW)
    review = read_reviews(folder).by_form[form.id]
    assert sorted(each.text for each in review.remarks) == ["乙", "甲"]
    assert [len(each.settled) for each in sorted(review.remarks, key=lambda each: each.text)] == [0, 1]


def test_opinions_and_rescoring_are_kept(folder: Path, file: Path) -> None:
    form = form_in(file)
    add_opinion(folder, form, Opinion(id=new_id(), at=moment(NOW), by=WANG, completeness="完整"))
    node = rows_of(form)[0].id
    rescore(folder, form, [Rescored(id=new_id(), at=moment(NOW), by=WANG, node=node, actual="8 场", note="少 2 场")])
    review = read_reviews(folder).by_form[form.id]
    assert (review.opinions[0].completeness, review.rescored[0].actual) == ("完整", "8 场")
    assert state(folder) == "审核中"


def test_units_are_counted_once_a_project(
    folder: Path, file: Path, tmp_path: Path, sample_originals: Path, capsys: Ask
) -> None:
    rows = [("单位", "项目名称", "截止日期", "是否免报"), ("科技馆", "展厅更新", "2021-02-20", "")]
    rows += [("科技馆", "巡展", "", ""), ("科技馆", "免", "", "是"), ("图书馆", "馆藏", "", "")]
    assert run("register", folder, "--from", list_file(tmp_path / "list.xlsx", *rows)) == 0
    form = form_in(file)
    decide(folder, form, "通过", WANG, NOW, None)
    desk = look_at(folder, date(2021, 2, 20), unheard)
    assert [tuple(each) for each in desk.units] == [
        ("科技馆", 2, 1, 1, 0, ["巡展"], 0),
        ("图书馆", 1, 0, 0, 0, ["馆藏"], 0),
    ]
    assert [each.overdue for each in look_at(folder, date(2021, 2, 21), unheard).units] == [1, 1]
    put(folder, form_of(min(sample_originals.glob("*.json")), "科技馆", "展厅更新"))
    units = asked(capsys, "review", folder)["units"]
    assert units[0] == {
        **{"unit": "科技馆", "expected": 2, "received": 1, "accepted": 0, "returned": 0},
        **{"missing": ["巡展"], "overdue": 1},
    }
    states = [(each["project_name"], each["state"]) for each in asked(capsys, "review", folder)["forms"]]
    assert states == [("展厅更新", "重复"), ("展厅更新", "重复"), ("巡展", "未报"), ("免", "免报"), ("馆藏", "未报")]


def test_an_unreadable_form_and_a_damaged_review_are_named(folder: Path, file: Path, capsys: Ask) -> None:
    add_remarks(folder, form_in(file), [remark(form_in(file))])
    (folder / "bad.json").write_text("{", encoding="utf-8")
    kept = next((folder / "审核" / "意见").iterdir())
    kept.write_text(kept.read_text(encoding="utf-8").replace("必须改", "随便"), encoding="utf-8")
    damaged = kept.read_bytes()
    rows = asked(capsys, "review", folder, code=2)["forms"]
    assert [each["state"] for each in rows] == ["读不了", "待审"]
    with pytest.raises(StorageError):
        add_remarks(folder, form_in(file), [remark(form_in(file))])
    assert kept.read_bytes() == damaged


@pytest.mark.parametrize("form_id", ["../../../x", "CON", "a/b", "..", "ABC"])
def test_an_id_of_a_foreign_file_leads_nowhere(folder: Path, file: Path, form_id: str) -> None:
    form = rewrite(file, id=form_id)
    add_remarks(folder, form, [remark(form)])
    assert [path.parent for path in folder.parent.rglob("*.json")].count(folder / "审核" / "意见") == 1
    assert read_reviews(folder).by_form[form_id].remarks


def test_a_copy_with_the_same_id_of_another_project_has_no_part_in_a_review(folder: Path, file: Path) -> None:
    form = form_in(file)
    decide(folder, form, "通过", WANG, NOW, None)
    copy = form.model_copy(update={"project_name": "另一项目"})
    put(folder, copy)
    desk = look_at(folder, date(2021, 3, 1), unheard)
    assert sorted((each.project_name, each.state.value) for each in desk.forms) == [
        ("另一项目", "待审"),
        ("展厅更新", "通过"),
    ]


def test_a_review_keeps_what_it_does_not_know(folder: Path, file: Path) -> None:
    form = form_in(file)
    add_remarks(folder, form, [remark(form)])
    kept = next((folder / "审核" / "意见").iterdir())
    kept.write_text(kept.read_text(encoding="utf-8").replace("{", '{"later": 7,', 1), encoding="utf-8")
    add_remarks(folder, form, [remark(form)])
    assert '"later": 7' in kept.read_text(encoding="utf-8")
