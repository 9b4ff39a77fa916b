"""Exports of several forms: planned first, then written, one failure for itself."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from python_calamine import CalamineWorkbook

from selfeval_gui.exchange.documents.formats import XLSX, Rendered
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.storage.codec import decode
from selfeval_gui.storage.errors import ChangedOutside, UnreadableForm
from selfeval_gui.work import exporting
from selfeval_gui.work.exporting import (
    EXCEL,
    Errors,
    ExportWay,
    export_form,
    plan_export,
    write_booklet,
    write_each,
    write_planned,
)
from selfeval_gui.work.progress import Cancelled, unheard
from selfeval_gui.work.reading import FormSource
from tests.helpers.samples import sample_files


def sources(samples: Path) -> list[FormSource]:
    return [FormSource(path) for path in sorted(samples.glob("*.json"))]


def test_plan_names_every_target_once(samples: Path, tmp_path: Path) -> None:
    plan = plan_export([*sources(samples), *sources(samples)[:1]], tmp_path / "out", unheard)
    names = [each.target.name for each in plan.planned]
    assert len({name.casefold() for name in names}) == 15
    assert names[0] == "2020 年市科协办公用房维修项目.xlsx"
    assert names[-1] == "2020 年市科协办公用房维修项目 (2).xlsx"


def test_plan_tells_errors_existing_files_and_unreadable_ones(samples: Path, tmp_path: Path) -> None:
    first, second = sorted(samples.glob("*.json"))[:2]
    first.write_text(
        first.read_text(encoding="utf-8").replace('"rule_set": "shanghai-2020"', '"rule_set": "mof-2020"'),
        encoding="utf-8",
    )
    second.write_bytes(b"")
    (tmp_path / "2020 年国际交流与合作项目.xlsx").touch()
    plan = plan_export(sources(samples), tmp_path, unheard)
    assert [each.source.path for each in plan.planned if each.has_errors] == [first]
    assert [each.target.name for each in plan.planned if each.target_exists] == ["2020 年国际交流与合作项目.xlsx"]
    assert plan.unreadable == [second]


def test_bytes_of_an_open_form_go_before_the_file(tmp_path: Path) -> None:
    data = sample_files()[0].read_bytes().replace("办公用房".encode(), "食堂".encode())
    plan = plan_export([FormSource(sample_files()[0], data)], tmp_path, unheard)
    assert plan.planned[0].target.name == "2020 年市科协食堂维修项目.xlsx"


def test_writes_what_was_planned(samples: Path, tmp_path: Path) -> None:
    written = write_planned(plan_export(sources(samples)[:3], tmp_path / "新 文件夹", unheard).planned, unheard)
    assert not written.failed
    for target in written.targets:
        assert CalamineWorkbook.from_path(target).sheet_names


def test_one_failure_does_not_stop_the_others(samples: Path, tmp_path: Path) -> None:
    plan = plan_export(sources(samples)[:3], tmp_path, unheard)
    plan.planned[1].target.mkdir()
    written = write_planned(plan.planned, unheard)
    assert [each.target for each, _error in written.failed] == [plan.planned[1].target]
    assert len(written.targets) == 2


def test_what_a_workbook_cannot_hold_is_said(tmp_path: Path) -> None:
    data = sample_files()[0].read_bytes().replace(b'"notes": ""', b'"notes": "a\\u0001"')
    data = data.replace("办公用房".encode(), "办公\\u0001用房".encode())
    notes = export_form(FormSource(tmp_path / "a.json", data), tmp_path / "a.xlsx")
    assert notes
    assert "C3" in notes[0]


def test_the_next_is_drawn_while_the_last_is_saved(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn, seen = [Event(), Event()], list[bool]()

    def render(_entry: BookletEntry) -> Rendered:
        next(each for each in drawn if not each.is_set()).set()
        return Rendered(b"", [])

    def save(path: Path, _data: bytes, *, overwrite: bool) -> None:
        if not seen:
            seen.append(drawn[1].wait(20))

    monkeypatch.setattr(exporting, "write_export", save)
    way = ExportWay(XLSX._replace(render=render))
    assert write_planned(plan_export(sources(samples)[:2], tmp_path, unheard, way).planned, unheard, way).failed == []
    assert seen == [True]


def test_what_is_stopped_leaves_whole_files_and_begins_no_other(samples: Path, tmp_path: Path) -> None:
    planned = plan_export(sources(samples), tmp_path, unheard).planned

    def stop_after_two(done: int, _total: int, _item: object) -> None:
        if done == 2:
            raise Cancelled

    written = write_planned(planned, stop_after_two)
    assert written.targets == [each.target for each in planned[:2]]
    assert written.left == planned[2:]
    assert sorted(tmp_path.glob("*.xlsx")) == sorted(written.targets)
    assert all(CalamineWorkbook.from_path(target).sheet_names for target in written.targets)


def test_a_form_that_is_gone_by_then_fails_in_its_turn(samples: Path, tmp_path: Path) -> None:
    planned = plan_export(sources(samples)[:3], tmp_path, unheard).planned
    planned[1].source.path.unlink()
    written = write_planned(planned, unheard)
    assert [(each, error.code) for each, error in written.failed] == [(planned[1], "file.vanished")]
    assert written.targets == [planned[0].target, planned[2].target]


def with_an_error(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"weight": "15"', '"weight": "12"', 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("errors", "names", "faulty"),
    [
        (Errors.TOLD, ["2020 年市科协办公用房维修项目.xlsx", "2020 年市科协办公用房维修项目 (2).xlsx"], [True, False]),
        (
            Errors.IGNORED,
            ["2020 年市科协办公用房维修项目.xlsx", "2020 年市科协办公用房维修项目 (2).xlsx"],
            [False, False],
        ),
        (Errors.LEFT_OUT, ["2020 年市科协办公用房维修项目.xlsx"], [False]),
    ],
)
def test_what_errors_mean(samples: Path, tmp_path: Path, errors: Errors, names: list[str], faulty: list[bool]) -> None:
    first = sources(samples)[0]
    sound = FormSource(first.path, first.path.read_bytes())
    with_an_error(first.path)
    plan = plan_export([first, sound], tmp_path, unheard, errors=errors)
    assert [each.target.name for each in plan.planned] == names
    assert [each.has_errors for each in plan.planned] == faulty
    assert plan.faulty == ([first] if errors is Errors.LEFT_OUT else [])


def test_what_is_read_already_is_not_read_again(tmp_path: Path) -> None:
    form = decode(sample_files()[0].read_bytes())
    gone, broken = FormSource(tmp_path / "a.json", known=form), tmp_path / "b.json"
    plan = plan_export([gone, FormSource(broken, known=UnreadableForm("file.in_use"))], tmp_path, unheard)
    assert [each.source.path for each in plan.planned] == [gone.path]
    assert plan.unreadable == [broken]


def test_without_leave_nothing_is_overwritten(samples: Path, tmp_path: Path) -> None:
    planned = plan_export(sources(samples)[:2], tmp_path, unheard).planned
    planned[0].target.write_bytes(b"mine")
    first, second = write_each(planned, EXCEL, overwrite=False)
    assert first.error is not None
    assert (first.error.code, planned[0].target.read_bytes()) == ("changed.exists", b"mine")
    assert second.error is None
    with pytest.raises(ChangedOutside):
        write_booklet(planned, planned[0].target, unheard, EXCEL, overwrite=False)
    assert planned[0].target.read_bytes() == b"mine"
