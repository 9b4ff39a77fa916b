"""Exports of several forms: planned first, then written, one failure for itself."""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineWorkbook

from selfeval_gui.work.exporting import export_form, plan_export, write_planned
from selfeval_gui.work.reading import Source
from tests.helpers.samples import sample_files


def quiet(_done: int, _total: int, _item: object) -> None:
    """Report to nobody."""


def sources(samples: Path) -> list[Source]:
    return [Source(path) for path in sorted(samples.glob("*.json"))]


def test_plan_names_every_target_once(samples: Path, tmp_path: Path) -> None:
    plan = plan_export([*sources(samples), *sources(samples)[:1]], tmp_path / "out", quiet)
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
    plan = plan_export(sources(samples), tmp_path, quiet)
    assert [each.source.path for each in plan.planned if each.has_errors] == [first]
    assert [each.target.name for each in plan.planned if each.target_exists] == ["2020 年国际交流与合作项目.xlsx"]
    assert plan.unreadable == [second]


def test_bytes_of_an_open_form_go_before_the_file(tmp_path: Path) -> None:
    data = sample_files()[0].read_bytes().replace("办公用房".encode(), "食堂".encode())
    plan = plan_export([Source(sample_files()[0], data)], tmp_path, quiet)
    assert plan.planned[0].target.name == "2020 年市科协食堂维修项目.xlsx"


def test_writes_what_was_planned(samples: Path, tmp_path: Path) -> None:
    written = write_planned(plan_export(sources(samples)[:3], tmp_path / "新 文件夹", quiet).planned, quiet)
    assert not written.failed
    for target in written.targets:
        assert CalamineWorkbook.from_path(target).sheet_names


def test_one_failure_does_not_stop_the_others(samples: Path, tmp_path: Path) -> None:
    plan = plan_export(sources(samples)[:3], tmp_path, quiet)
    plan.planned[1].target.mkdir()
    written = write_planned(plan.planned, quiet)
    assert [each.target for each, _error in written.failed] == [plan.planned[1].target]
    assert len(written.targets) == 2


def test_what_a_workbook_cannot_hold_is_said(tmp_path: Path) -> None:
    data = sample_files()[0].read_bytes().replace(b'"notes": ""', b'"notes": "a\\u0001"')
    data = data.replace("办公用房".encode(), "办公\\u0001用房".encode())
    notes = export_form(data, tmp_path / "a.xlsx")
    assert notes
    assert "C3" in notes[0]
