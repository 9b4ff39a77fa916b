"""结转 in the window: from the current form or another, named a year on, in a file of its own, the old one untouched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from tests.conftest import digest
from tests.helpers.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    return desk


def begin(desk: Desk) -> None:
    desk.trigger("actionCarryForward")
    desk.find("carryForwardDialog", QDialog)


def name(desk: Desk) -> QLineEdit:
    return desk.find("carryProjectName", QLineEdit)


def accept(desk: Desk, file: Path) -> dict[str, object]:
    desk.find("carryAccept", QPushButton).click()
    desk.qtbot.waitUntil(lambda: desk.window.current.path == file)
    read: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    return read


def test_last_years_form_a_year_on(desk: Desk, samples: Path) -> None:
    before = digest(samples, "*.json")
    begin(desk)
    assert (desk.find("carryYear", QSpinBox).value(), name(desk).text()) == (2021, "2021 年市科协办公用房维修项目")
    assert desk.find("carryWords", QLabel).text().startswith("带来 8 个三级指标")
    made = samples / "2021 年市科协办公用房维修项目.json"
    form = accept(desk, made)
    assert (form["year"], form["project_name"], form["actual_outcome"]) == (2021, "2021 年市科协办公用房维修项目", "")
    assert desk.session.form.indicators[0].children[0].children[0].target == "100%"
    assert desk.session.form.indicators[0].children[0].children[0].actual == ""
    assert desk.label("totalWeight") == "100"
    made.unlink()
    assert digest(samples, "*.json") == before


def test_any_other_form_with_unsaved_changes_and_less_taken_over(desk: Desk, samples: Path) -> None:
    desk.change("国际交流", "x")
    desk.choose("办公用房")
    begin(desk)
    box = desk.find("carrySource", QComboBox)
    assert box.count() == 14
    box.setCurrentText("2020 年国际交流与合作项目（2020 年度）")
    box.setCurrentIndex(box.findText("2020 年国际交流与合作项目（2020 年度）"))
    assert name(desk).text() == "2021 年国际交流与合作项目"
    desk.find("carryYear", QSpinBox).setValue(2023)
    assert name(desk).text() == "2023 年国际交流与合作项目"
    name(desk).setText("另一个项目")
    desk.find("carryYear", QSpinBox).setValue(2022)
    assert name(desk).text() == "另一个项目"
    desk.find("carryWeights", QCheckBox).click()
    form = accept(desk, samples / "另一个项目.json")
    assert form["year"] == 2022
    assert form["notes"] == ""
    assert desk.label("totalWeight") == "—"


def test_a_name_is_needed_and_an_unreadable_source_is_said(desk: Desk, samples: Path) -> None:
    (samples / next(path.name for path in sorted(samples.glob("*国际交流*")))).write_text("{", encoding="utf-8")
    begin(desk)
    name(desk).setText(" ")
    assert not desk.find("carryAccept", QPushButton).isEnabled()
    box = desk.find("carrySource", QComboBox)
    box.setCurrentIndex(box.findText("2020 年国际交流与合作项目（2020 年度）"))
    assert not desk.find("carryAccept", QPushButton).isEnabled()
    assert desk.find("carryWords", QLabel).text()
    desk.find("carryCancel", QPushButton).click()
    assert len(list(samples.glob("*.json"))) == 14


def test_without_forms_there_is_nothing_to_carry(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path)
    assert not desk.action("actionCarryForward").isEnabled()
