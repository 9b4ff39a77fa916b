"""结转 in the window: from the current form or another, named a year on, in a file of its own, the old one untouched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QListWidget, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import put_into_cell
from selfeval_gui.domain.tree import level_three
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


# ---- years in texts -------------------------------------------------------------------------------------------------


def years(desk: Desk) -> dict[str, bool]:
    box = desk.find("carryYears", QListWidget)
    items = [box.item(row) for row in range(box.count())]
    return {item.text(): item.checkState() is Qt.CheckState.Checked for item in items}


def test_years_in_texts_are_shown_and_go_on_where_they_are_checked(desk: Desk, samples: Path) -> None:
    """The goal of the published form begins with 2020 年项目根据实际需求."""
    page = desk.window.pages.form_page()
    model = page.tree.indicator_model()
    assert model is not None
    row = next(level_three(desk.session.form.indicators))
    put_into_cell(model, row.id, "target", "按财预〔2020〕10号，2020 年底前完成，较2020年增长，2019-2022年规划")
    begin(desk)
    shown = years(desk)
    (goal,) = [text for text in shown if text.startswith("预期目标")]
    assert goal.startswith("预期目标：2020→2021 年项目根据实际需求")
    assert shown[goal]
    targets = [is_checked for text, is_checked in shown.items() if "年度指标值" in text]
    assert targets == [False, True, False, False, False], "文号, 年底前, 较, a period of two years"
    form = accept(desk, samples / "2021 年市科协办公用房维修项目.json")
    assert str(form["expected_goal"]).startswith("2021 年项目根据实际需求")
    target = next(level_three(desk.session.form.indicators)).target
    assert target == "按财预〔2020〕10号，2021 年底前完成，较2020年增长，2019-2022年规划"


def test_a_year_that_is_not_checked_stays(desk: Desk, samples: Path) -> None:
    begin(desk)
    box = desk.find("carryYears", QListWidget)
    box.item(0).setCheckState(Qt.CheckState.Unchecked)
    desk.find("carryYear", QSpinBox).setValue(2022)
    assert next(iter(years(desk).values())) is False, "the choice outlives another year"
    assert "2020→2022" in box.item(0).text()
    form = accept(desk, samples / "2022 年市科协办公用房维修项目.json")
    assert str(form["expected_goal"]).startswith("2020 年项目根据实际需求")


def test_years_of_what_is_left_behind_are_not_asked_about(desk: Desk) -> None:
    begin(desk)
    assert any(text.startswith("预期目标") for text in years(desk))
    desk.find("carryGoal", QCheckBox).click()
    assert not any(text.startswith("预期目标") for text in years(desk))
    desk.find("carryForwardDialog", QDialog).reject()
