"""第1, 第2, 第10 stand in this order wherever names are offered: files, forms, units, rule sets, members of what is shared."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from selfeval_gui import cli
from selfeval_gui.app.names_in_use import project_names, unit_names
from selfeval_gui.domain.words import by_numbers
from selfeval_gui.exchange.readers.folder_files import files_below
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.item_models.columns import Role
from selfeval_gui.storage.evidence_files import all_files
from selfeval_gui.work.own_templates import OwnTemplates
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.desk import look_at
from tests.helpers.desk import Desk

NUMBERS = (10, 2, 1, 11)
IN_ORDER = ["第1期", "第2期", "第10期", "第11期"]


@pytest.fixture
def numbered(sample_originals: Path, tmp_path: Path) -> Path:
    """Four forms that share their reasons, numbered."""
    folder = tmp_path / "numbered"
    folder.mkdir()
    data = json.loads(min(sample_originals.glob("*.json")).read_text(encoding="utf-8"))
    for number in NUMBERS:
        name = f"第{number}期"
        data |= {"id": f"{number:032x}", "project_name": name, "implementing_unit": name}
        (folder / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return folder


def test_a_name_of_thousands_of_digits_has_its_place() -> None:
    assert sorted(["第" + "9" * 5_000, "第2"], key=by_numbers)[0] == "第2"


@pytest.mark.parametrize("kind", ["files", "folders"])
def test_files_taken_in_from_folders(tmp_path: Path, kind: str) -> None:
    for number in NUMBERS:
        path = tmp_path / f"第{number}期.xlsx" if kind == "files" else tmp_path / f"第{number}期" / "表.xlsx"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    for found in (files_below(tmp_path), all_files(tmp_path)):
        names = [path.stem if kind == "files" else path.parent.name for path in found]
        assert names == IN_ORDER


def test_templates_of_ones_own(tmp_path: Path) -> None:
    own = OwnTemplates(tmp_path)
    for number in NUMBERS:
        own.keep(own.copy_of(presets()["mof-2020"], f"第{number}期"))
    assert [each.name for each in own.all().values()] == IN_ORDER


def test_the_command_lists_as_the_window_does(numbered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list", str(numbered), "--json"]) == 0
    assert [row["project_name"] for row in json.loads(capsys.readouterr().out)] == IN_ORDER


def test_forms_and_units_at_the_desk(numbered: Path) -> None:
    desk = look_at(numbered, date(2021, 3, 1), unheard)
    assert [each.project_name for each in desk.forms] == IN_ORDER
    assert [each.unit for each in desk.units] == IN_ORDER


def test_members_of_what_forms_share(qtbot: QtBot, numbered: Path) -> None:
    desk = Desk(qtbot, numbered)
    desk.trigger("actionDepartment")
    department = desk.window.review.department.department
    qtbot.waitUntil(lambda: not department.is_reading and not department.unread)
    assert [*unit_names(department)] == [unit for unit, _name in project_names(department)] == IN_ORDER
    members = desk.find("memberTable", QTableView).model()
    for row in range(desk.find("sharedTable", QTableView).model().rowCount()):
        desk.find("sharedTable", QTableView).selectRow(row)
        names = [Path(members.index(place, 0).data(Role.PATH)).stem for place in range(members.rowCount())]
        assert names == IN_ORDER
