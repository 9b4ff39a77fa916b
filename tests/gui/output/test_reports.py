"""Reports from the menu: the form as it is in the window, the file where the user wants it, and what went wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.domain.wanted import Wanted
from tests.helpers.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    return desk


def written(desk: Desk, action: str, target: Path) -> list[list[Any]]:
    desk.notifier.targets = [target]
    desk.trigger(action)
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said), timeout=20_000)
    assert desk.notifier.said == [("info", f"已导出：{target}")]
    return CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def test_findings_of_the_form_as_it_is_now(desk: Desk, tmp_path: Path) -> None:
    type_into_field(desk.session, "department", "")
    rows = written(desk, "actionExportFindings", tmp_path / "检查.xlsx")
    assert rows[1][0] == "1 份自评表：错误 0，警告 3，提示 0"
    assert [row[3] for row in rows[3:]] == [
        "主管部门",
        "项目资金 / 年度资金总额 / 得分",
        "效益指标 / 可持续影响指标 / 长效机制 / 得分",
    ]
    assert "检查结果 2020 年市科协办公用房维修项目.xlsx" in desk.notifier.asked[-1][0]


def test_findings_of_all_forms_with_those_across_them(desk: Desk, tmp_path: Path) -> None:
    type_into_field(desk.session, "department", "")
    rows = written(desk, "actionExportAllFindings", tmp_path / "全部.xlsx")
    assert (
        rows[1][0] == "14 份自评表：错误 0，警告 42，提示 44"
    )  # those of the samples with a reason nearly alike in form 6, and the blank department
    assert sum(row[4] == "相同完成情况得分悬殊" for row in rows) == 28


def test_all_findings_hold_the_projects_without_a_form(desk: Desk, tmp_path: Path) -> None:
    names = tmp_path / "名单.txt"
    names.write_text("两新项目\n", encoding="utf-8")
    desk.notifier.sources = [names]
    desk.trigger("actionProjectList")
    department = desk.window.review.department.department
    desk.qtbot.waitUntil(lambda: department.expected == [Wanted("两新项目")])
    rows = written(desk, "actionExportAllFindings", tmp_path / "全部.xlsx")
    assert rows[-1][4:7] == ["名单上的项目没有表", "名单上的项目“两新项目”没有自评表。", "两新项目"]


def test_score_notes(desk: Desk, tmp_path: Path) -> None:
    rows = written(desk, "actionScoreNotes", tmp_path / "说明.xlsx")
    assert rows[1][0] == "项目名称：2020 年市科协办公用房维修项目"
    assert rows[4][8] == "执行率 101.64/110 = 92.40%；92.40% × 10 = 9.24"


def test_score_notes_of_all_forms_in_one_book(desk: Desk, tmp_path: Path) -> None:
    type_into_field(desk.session, "implementing_unit", "改过的单位")
    target = tmp_path / "全部说明.xlsx"
    rows = written(desk, "actionAllScoreNotes", target)
    assert rows[1][0] == "14 份自评表，点项目名称到它的各行。"
    assert sorted(row[4] for row in rows[3:]) == [88, *[89] * 3, *[90] * 6, *[91] * 4]  # as printed
    assert sum(row[0] == "改过的单位" for row in rows) == 1
    long = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(1).to_python(skip_empty_area=False)
    assert len(long) == 3 + 108 + 14  # the indicators of the seeds, and an execution row each


def test_a_file_that_is_there_twice_wrong_can_be_written_elsewhere(desk: Desk, tmp_path: Path) -> None:
    blocked = tmp_path / "文件夹.xlsx"
    blocked.mkdir()
    desk.notifier.targets = [blocked, tmp_path / "别处.xlsx"]
    desk.notifier.answers = ["elsewhere"]
    desk.trigger("actionScoreNotes")
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said), timeout=20_000)
    assert (tmp_path / "别处.xlsx").exists()
    assert "“文件夹.xlsx”" in desk.notifier.asked[1][0]


def test_broken_files_are_left_out_and_told(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    (samples / "坏的.json").write_bytes(b'{"schema_version": "1.0"')
    desk = Desk(qtbot, samples)
    rows = written(desk, "actionExportAllFindings", tmp_path / "全部.xlsx")
    assert rows[1][0].startswith("14 份自评表"), "the list knows that the file cannot be read"


def test_without_a_form_there_is_nothing_to_tell(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path)
    for name in ("ExportFindings", "ExportAllFindings", "ScoreNotes"):
        assert not desk.action(f"action{name}").isEnabled()
