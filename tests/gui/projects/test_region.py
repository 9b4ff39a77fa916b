"""区域汇总 in the window: forms are ticked, ways chosen, the region's form stands in a file of its own."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage.store import save
from tests.conftest import digest
from tests.helpers.desk import Desk
from tests.helpers.kinds import linking_form, target_form


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    for name, target, actual in (("甲村产业路", "≥5公里", "4.5公里"), ("乙村产业路", "≥3公里", "3公里")):
        form = linking_form()
        form.id, form.project_name = name, name
        next(level_three(form.indicators)).target, next(level_three(form.indicators)).actual = target, actual
        save(form, tmp_path / f"{name}.json", None)
    save(target_form(), tmp_path / "申报.json", None)
    desk = Desk(qtbot, tmp_path)
    desk.choose("甲村")
    return desk


def begin(desk: Desk) -> QListWidget:
    desk.trigger("actionRegionSum")
    rows = desk.find("regionRows", QListWidget)
    desk.qtbot.waitUntil(lambda: rows.count() > 0)
    return rows


def texts(rows: QListWidget) -> list[str]:
    return [rows.item(row).text() for row in range(rows.count())]


def test_two_projects_make_a_region(desk: Desk, tmp_path: Path) -> None:
    before = digest(tmp_path, "*.json")
    rows = begin(desk)
    offered = desk.find("regionForms", QListWidget)
    assert texts(offered) == ["乙村产业路", "甲村产业路"], "no 申报, and of another year"
    assert texts(rows) == [
        "硬化道路长度　2 个项目　相加",
        "受益农户　2 个项目　相加",
        "农户满意度　2 个项目　平均",
    ]
    assert not desk.find("regionMake", QPushButton).isEnabled(), "a name is needed"
    desk.find("regionName", QLineEdit).setText("衔接资金")
    rows.setCurrentRow(1)
    way = desk.find("regionWay", QComboBox)
    assert [way.itemText(each) for each in range(way.count())] == ["相加", "平均", "取完成最差的"]
    way.setCurrentIndex(1)
    assert texts(rows)[1] == "受益农户　2 个项目　平均"
    desk.find("regionMake", QPushButton).click()
    made = tmp_path / "衔接资金.json"
    desk.qtbot.waitUntil(lambda: desk.window.current.path == made)
    form = desk.session.form
    assert (form.template, form.year, form.department) == ("transfer-region", 2025, "县农业农村局")
    assert (form.funds.total.annual_budget, form.funds.total.executed) == (Decimal(100), Decimal(100))
    assert [(row.target, row.actual) for row in level_three(form.indicators)] == [
        *(("≥8公里", "7.5公里"), ("≥200户", "200户"), ("≥90%", "95%")),
    ]
    assert {row.weight for row in level_three(form.indicators)} == {None}
    made.unlink()
    assert digest(tmp_path, "*.json") == before


def test_a_form_that_is_not_ticked_stays_out(desk: Desk) -> None:
    rows = begin(desk)
    desk.find("regionForms", QListWidget).item(0).setCheckState(Qt.CheckState.Unchecked)
    assert texts(rows)[0] == "硬化道路长度　1 个项目　相加"
    desk.find("regionNoForms", QPushButton).click()
    desk.find("regionName", QLineEdit).setText("衔接资金")
    assert (rows.count(), desk.find("regionMake", QPushButton).isEnabled()) == (0, False)
    desk.find("regionCancel", QPushButton).click()


def test_a_sum_that_no_form_holds_is_said(desk: Desk, tmp_path: Path) -> None:
    desk.session.form.funds.total.executed = Decimal("999999999999999")
    begin(desk)
    desk.find("regionName", QLineEdit).setText("衔接资金")
    desk.find("regionMake", QPushButton).click()
    assert desk.find("regionTold", QLabel).text().startswith("金额加起来超过 15 位数字")
    assert desk.find("regionDialog", QDialog).isVisible()
    desk.find("regionCancel", QPushButton).click()
    assert not (tmp_path / "衔接资金.json").exists()


def test_forms_without_a_value_are_told(qtbot: QtBot, tmp_path: Path) -> None:
    for name, actual in (("甲村产业路", "5公里"), ("丙村产业路", "")):
        form = linking_form()
        form.id, form.project_name = name, name
        next(level_three(form.indicators)).actual = actual
        save(form, tmp_path / f"{name}.json", None)
    desk = Desk(qtbot, tmp_path)
    desk.choose("甲村")
    rows = begin(desk)
    assert texts(rows)[:2] == ["硬化道路长度　2 个项目　相加　1 份没有完成值，不算在内", "受益农户　2 个项目　相加"]
    assert "1 个指标有的表没有完成值" in desk.find("regionTold", QLabel).text()
