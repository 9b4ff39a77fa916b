"""What must never happen between units and their department, each as a test of its own.

| never | test |
|---|---|
| drop a deletion | `test_a_deletion_is_never_dropped` |
| let an old copy win | `test_an_old_copy_never_wins` |
| count a project twice | `test_a_project_is_never_counted_twice`, in the summary `test_review_summing` |
| call totals usable in doubt | `test_review_summing.test_sums_are_not_called_usable_while_the_scale_is_in_doubt` |
| show 通过 for what nobody saw | `test_what_nobody_saw_is_never_accepted` |
| print remarks on the official form | `test_remarks_are_never_printed_on_the_form` |
| lose a remark with its row | `test_a_remark_never_goes_with_its_row` |
| send a unit another's remarks | `test_returning.test_each_unit_gets_its_own_remarks_and_no_others` |
| act on forms that are not shown | `tests/gui/review/test_desk.test_forms_that_a_filter_hides_are_never_acted_on` |
| need the program to answer | `test_answer_sheets`, `test_comment_replies` |
| hold 300 locks after a batch | `test_a_batch_never_leaves_a_lock` |
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.review.content import content_hash
from selfeval_gui.domain.review.entries import Person
from selfeval_gui.domain.tree import new_id
from selfeval_gui.storage import store
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.accepting import SeenForm, decide_many
from selfeval_gui.work.review.desk import look_at
from selfeval_gui.work.review.reviewing import add_remarks, new_remark
from tests.helpers.review import asked, form_of, put, rewrite, rows_of, run

Ask = pytest.CaptureFixture[str]
WANG, NOW, TODAY = Person(name="王芳"), datetime(2021, 3, 1, 9, tzinfo=UTC), date(2021, 3, 1)
FILE = "展厅更新.json"


@pytest.fixture
def sample(sample_originals: Path) -> Path:
    return min(sample_originals.glob("*.json"))


@pytest.fixture
def mail(tmp_path: Path, sample: Path) -> Path:
    """A unit's form, as a file in the mail."""
    return put(tmp_path / "mail", form_of(sample, "科技馆", "展厅更新"))


@pytest.fixture
def department(tmp_path: Path, mail: Path) -> Path:
    """A department that has taken it in."""
    folder = tmp_path / "department"
    assert run("receive", mail, "--into", folder) == 0
    return folder


def kept(department: Path) -> Path:
    return department / "科技馆" / FILE


def test_a_deletion_is_never_dropped(department: Path, mail: Path, capsys: Ask) -> None:
    form = store.load(mail).form
    gone = form.indicators[0].children[0].children.pop(0)
    rewrite(mail, indicators=form.indicators, notes="")
    (told,) = asked(capsys, "receive", mail, "--into", department)["forms"]
    assert (told["differences"][0]["before"], told["differences"][0]["after"]) == (gone.name, None)
    assert gone.id not in {row.id for row in rows_of(store.load(kept(department)).form)}


def test_an_old_copy_never_wins(department: Path, mail: Path, tmp_path: Path, capsys: Ask) -> None:
    old = tmp_path / "old.json"
    old.write_bytes(mail.read_bytes())
    rewrite(mail, notes="第二次")
    asked(capsys, "receive", mail, "--into", department)
    (told,) = asked(capsys, "receive", old, "--into", department)["forms"]
    assert told["verdict"] == "older" and store.load(kept(department)).form.notes == "第二次"


def test_a_project_is_never_counted_twice(department: Path, capsys: Ask) -> None:
    form = store.load(kept(department)).form
    form.id = new_id()
    put(department / "别处", form)
    (unit,) = asked(capsys, "review", department)["units"]
    assert (unit["expected"], unit["received"], unit["accepted"]) == (1, 1, 0)
    assert {each["state"] for each in asked(capsys, "review", department)["forms"]} == {"重复"}


def test_what_nobody_saw_is_never_accepted(department: Path) -> None:
    path = kept(department)
    seen = SeenForm(path, content_hash(store.load(path).form), None)
    rewrite(path, notes="审核以后又改")
    decided = decide_many(department, [seen], "通过", WANG, NOW, unheard)
    assert decided.done == [] and [path for path, _why in decided.refused] == [path]
    assert [each.state.value for each in look_at(department, TODAY, unheard).forms] == ["待审"]


def remark(department: Path) -> None:
    form = store.load(kept(department)).form
    ref = FieldRef(NodeId(rows_of(form)[0].id), "actual")
    add_remarks(department, form, [new_remark(form, ref, "请核对人数", "必须改", WANG, NOW)])


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_remarks_are_never_printed_on_the_form(department: Path, tmp_path: Path, kind: str) -> None:
    remark(department)
    target = tmp_path / f"out.{kind}"
    assert run("export", kept(department), "--to", kind, "--out", target) == 0
    with ZipFile(target) as archive:
        texts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    assert any("展厅更新" in text for text in texts) and not any("请核对人数" in text for text in texts)
    assert "请核对人数" not in kept(department).read_text(encoding="utf-8")


def test_a_remark_never_goes_with_its_row(department: Path, mail: Path, capsys: Ask) -> None:
    remark(department)
    form = store.load(mail).form
    first = rows_of(form)[0].id
    for level_one in form.indicators:
        for level_two in level_one.children:
            level_two.children = [row for row in level_two.children if row.id != first]
    rewrite(mail, indicators=form.indicators)
    asked(capsys, "receive", mail, "--into", department)
    (told,) = asked(capsys, "review", department)["forms"]
    assert (told["round"], told["open_remarks"]) == (2, 1)


@pytest.mark.slow
def test_a_batch_never_leaves_a_lock(tmp_path: Path, sample: Path, private_home: Path) -> None:
    for number in range(300):
        put(tmp_path / "mail", form_of(sample, f"单位{number % 12}", f"项目{number}"))
    for notes in ("", "第二次"):
        for path in sorted((tmp_path / "mail").glob("*.json")):
            rewrite(path, notes=notes)
        assert run("receive", tmp_path / "mail", "--into", tmp_path / "department") == 0
    assert len(list((tmp_path / "department").rglob("项目*.json"))) == 300
    assert [path for folder in (tmp_path, private_home) for path in folder.rglob("*.lock")] == []
