"""The fast way of the project list: the right figures, without the models, and no key that stands twice slips through."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

import pytest

from selfeval_gui.domain.form import Form
from selfeval_gui.storage import codec
from selfeval_gui.storage.codec import encode
from selfeval_gui.storage.store import load
from selfeval_gui.storage.summary import Summary, read_summary, summary_of
from selfeval_gui.storage.workspace import find_forms
from tests.helpers.storage_forms import fill_workspace, small_form

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "表.json"
    path.write_bytes(encode(small_form()))
    return path


def forbid_models(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_data: bytes) -> NoReturn:
        pytest.fail("the form's models were built")

    monkeypatch.setattr(codec, "decode", refuse)


def test_the_samples(sample_originals: Path, seeds: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    forbid_models(monkeypatch)
    rows = [read_summary(path) for path in find_forms(sample_originals)]
    assert [row.score_total for row in rows] == [91, 89, 90, 89, 89, 90, 90, 91, 91, 90, 91, 90, 90, 88]
    assert {row.weight_total for row in rows} == {100}
    assert "".join(row.standing.grade or "-" for row in rows) == "优良优良良优优优优优优优优良"
    assert [f"{row.execution_rate}%" for row in rows] == [truth["funds_total"]["execution_rate"] for truth in seeds]
    assert {(row.year, row.status, row.unreadable) for row in rows} == {(2020, "draft", None)}
    first = rows[0]
    assert (first.form_id, first.project_name) == ("s01", "2020 年市科协办公用房维修项目")
    assert (first.department, first.implementing_unit) == ("上海市科学技术协会", "上海市科学技术协会")
    assert (first.modified, first.size) == (first.path.stat().st_mtime, first.path.stat().st_size)


def test_a_text_with_a_colon_still_goes_the_fast_way(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form = small_form()
    form.notes = '时间 9:30，"a": 1'
    path.write_bytes(encode(form))
    forbid_models(monkeypatch)
    assert read_summary(path).score_total == 20, "10 of the row and 10 of the execution"


def test_generated_forms_agree_with_the_long_way(tmp_path: Path) -> None:
    fill_workspace(tmp_path, 150)
    paths = list(find_forms(tmp_path))
    assert len(paths) == 150
    for path in paths:
        info = path.stat()
        assert 4000 < info.st_size < 9000
        assert read_summary(path) == summary_of(load(path).form, path, info.st_mtime, info.st_size)


def test_the_execution_row_stands_inside_the_total_where_the_rule_set_says_so(path: Path) -> None:
    form = small_form()
    form.rule_set = "mof-2020"
    form.funds.total.score = None  # 92.40% of 10
    path.write_bytes(encode(form))
    row = read_summary(path)
    assert (row.weight_total, row.score_total) == (Decimal("22.5"), Decimal("19.24"))
    assert str(row.execution_rate) == "92.40"
    assert row.standing == (None, Decimal("77.5"))  # 100 - 22.5: no grade yet, though 19.24 / 22.5 = 85.51%


def test_a_form_without_numbers(path: Path) -> None:
    path.write_bytes(encode(Form(id="a2b3c4d5")))
    row = read_summary(path)
    assert (row.weight_total, row.score_total, row.execution_rate, row.year) == (None,) * 4
    assert row.standing == (None, 100)
    assert row.unreadable is None


def test_unknown_keys_accepted_findings_and_newer_versions_are_read_too(path: Path) -> None:
    data = encode(small_form())
    for old, new in (
        (b'"notes": ""', b'"notes": "", "new": {"a": [1]}'),
        (b'"accepted": []', b'"accepted": [{"code": "x"}]'),
        (b'"1.0"', b'"1.4"'),
        (b'"extra": {}', '"extra": {"联系人": "李: 王"}'.encode()),
        (b"{", b"\xef\xbb\xbf{"),
    ):
        path.write_bytes(data.replace(old, new, 1))
        row = read_summary(path)
        assert (row.unreadable, row.score_total, row.project_name) == (None, 20, "办公用房维修")


def test_each_key_written_twice_is_refused(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    values = [number for number, line in enumerate(lines) if '": ' in line and not line.endswith(("{", "["))]
    assert len(values) == 54
    for number in values:
        twice = [*lines[:number], lines[number].rstrip(",") + ",", *lines[number:]]
        path.write_text("\n".join(twice), encoding="utf-8")
        assert code_of(read_summary(path)) == "file.double_key"


def test_a_key_written_twice_is_refused_where_a_blank_stands_before_the_colon(path: Path) -> None:
    data = path.read_bytes().replace(b'"notes": ""', b'"notes": "", "notes" : "x"')
    path.write_bytes(data)
    assert code_of(read_summary(path)) == "file.double_key"


def code_of(row: Summary) -> str | None:
    return row.unreadable.code if row.unreadable else None


def test_the_row_of_an_open_form_is_that_of_its_file(path: Path) -> None:
    info = path.stat()
    assert summary_of(small_form(), path, info.st_mtime, info.st_size) == read_summary(path)


def test_an_unreadable_file_is_not_kept_in_memory(path: Path) -> None:
    path.write_bytes(b"[]")
    error = read_summary(path).unreadable
    assert error is not None
    assert error.__traceback__ is error.__context__ is None  # their frames hold the bytes


def test_the_list_loads_no_writer_of_workbooks() -> None:
    code = "import sys, selfeval_gui.storage.summary; print('openpyxl' in sys.modules, 'PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_blank_execution_score_is_computed_as_the_rule_set_says(sample_originals: Path, tmp_path: Path) -> None:
    # 92.40 % reaches the step from 90 %, which gives 8 points: 91 + 8 = 99, of 110 that is 90.00 %.
    form = load(min(sample_originals.glob("*.json"))).form
    form.rule_set, form.funds.total.score = "regional-demo", None
    path = tmp_path / "a.json"
    path.write_bytes(encode(form))
    row = read_summary(path)
    assert (row.score_total, row.weight_total) == (99, 110)
    assert summary_of(form, path).score_total == 99
