"""The template of a form on its page: chosen, undone, with the head fields that only it has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.domain.differences import differences
from selfeval_gui.exchange.own_paper.learn import learn
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.storage import store
from selfeval_gui.views.basics.difference_text import difference_lines
from selfeval_gui.work.own_templates import OwnTemplates
from tests.helpers.desk import Desk
from tests.helpers.kinds import monitoring_form
from tests.helpers.own_papers import workbook, workbook_bytes


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    desk.window.pages.form_page().go_to("", "project_name")
    return desk


def box(desk: Desk) -> QComboBox:
    return desk.find("templateBox", QComboBox)


def choose(desk: Desk, name: str) -> None:
    row = box(desk).findText(name, Qt.MatchFlag.MatchContains)
    assert row >= 0, name
    box(desk).setCurrentIndex(row)
    box(desk).activated.emit(row)


def labels(desk: Desk) -> list[str]:
    fields = [each for each in desk.all(QWidget) if each.objectName().startswith("field.extra.") and each.isVisible()]
    return [each.accessibleName() for each in fields]


def type_into(desk: Desk, field: str, text: str) -> None:
    widget = desk.find(f"field.{field}", QWidget)
    widget.setFocus()
    desk.qtbot.keyClicks(widget, text)
    assert desk.window.pages.form_page().commit_editors()


def test_choosing_a_template_is_a_step(desk: Desk) -> None:
    before = desk.session.frozen()[0]
    assert labels(desk) == []
    choose(desk, "2016")
    assert desk.session.form.template == "central-2016"
    assert labels(desk) == ["项目负责人", "联系电话", "填表人", "填表日期"]
    assert desk.session.stack.undoText() == "改用表样“项目支出绩效自评表（2016 年版，含得分计算方法）”"
    desk.trigger("actionUndo")
    assert desk.session.frozen()[0] == before
    assert labels(desk) == []
    assert "10号" in box(desk).currentText()
    desk.trigger("actionRedo")
    assert "2016" in box(desk).currentText()
    assert "项目负责人" in labels(desk)


def test_extra_fields_are_typed_undone_and_kept(desk: Desk) -> None:
    choose(desk, "2016")
    before = desk.session.frozen()[0]
    type_into(desk, "extra.项目负责人", "Zhang")
    type_into(desk, "extra.联系电话", "021-1")
    assert desk.session.form.extra == {"项目负责人": "Zhang", "联系电话": "021-1"}
    assert desk.session.stack.undoText() == "修改联系电话"
    desk.trigger("actionUndo")
    assert desk.find("field.extra.联系电话", QLineEdit).text() == ""
    desk.trigger("actionUndo")
    assert desk.session.frozen()[0] == before
    desk.trigger("actionRedo")
    desk.trigger("actionSave")
    desk.wait_until_written()
    assert store.load(desk.session.path).form.extra == {"项目负责人": "Zhang"}


def test_typed_and_erased_in_one_visit_leaves_no_trace(desk: Desk) -> None:
    choose(desk, "2016")
    before, steps = desk.session.frozen()[0], desk.session.stack.count()
    type_into(desk, "extra.项目负责人", "x")
    desk.qtbot.keyClick(desk.find("field.extra.项目负责人", QLineEdit), Qt.Key.Key_Backspace)
    assert desk.session.frozen()[0] == before
    assert desk.session.stack.count() == steps


def test_long_extra_fields_have_several_lines(desk: Desk) -> None:
    choose(desk, "四川")
    assert desk.find("field.extra.存在问题", QPlainTextEdit).isVisible()
    assert "单位资金 年初预算" in labels(desk)


def test_fields_without_a_place_stay_and_are_shown(desk: Desk) -> None:
    choose(desk, "2016")
    type_into(desk, "extra.项目负责人", "Zhang")
    choose(desk, "10号")
    assert labels(desk) == ["项目负责人（本表样不印）"]
    assert desk.session.form.extra == {"项目负责人": "Zhang"}


def test_another_form_shows_its_own_fields(desk: Desk) -> None:
    choose(desk, "2016")
    desk.choose("国际交流")
    assert labels(desk) == []
    desk.choose("办公用房")
    assert len(labels(desk)) == 4


def test_a_template_of_ones_own_goes_with_the_form(qtbot: QtBot, samples: Path) -> None:
    own = OwnTemplates().copy_of(presets()["central-2016"], "本单位")
    OwnTemplates().keep(own)
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    desk.window.pages.form_page().go_to("", "project_name")
    choose(desk, "本单位")
    assert desk.session.form.template_copy is not None
    desk.trigger("actionSave")
    desk.wait_until_written()
    path = desk.session.path
    assert json.loads(path.read_bytes())["template_copy"]["name"] == "本单位"
    OwnTemplates().remove(own)
    desk.window.close()
    other = Desk(qtbot, samples)
    other.choose("办公用房")
    other.window.pages.form_page().go_to("", "project_name")
    assert box(other).currentText() == "本单位"
    choose(other, "10号")
    assert other.session.form.template_copy is None


def test_an_unknown_template_is_named_and_stays(qtbot: QtBot, samples: Path) -> None:
    path = min(samples.glob("*.json"))
    path.write_text(path.read_text(encoding="utf-8").replace('"mof-2020"', '"hunan-2019"'), encoding="utf-8")
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    assert box(desk).itemText(box(desk).currentIndex()).startswith("hunan-2019（没有此表样")
    assert desk.session.form.template == "hunan-2019"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"column_widths": [10.0] * 10_000}, "column_widths 一处太多"),
        ({"paper": {"version": 2}}, "由更新版本的程序存成"),
        ({"paper": {"sha256": "0" * 64}}, "里面的单位文件不完整"),
        (
            {"paper": {"block": {"rows": [[9, 1]], "columns": [{"field": "name", "first": 1, "last": 1}]}}},
            "里面的单位文件没有",
        ),
        (None, "表里没有随带这种表样"),
    ],
)
def test_a_form_whose_template_cannot_be_used_is_read_only(
    qtbot: QtBot, samples: Path, tmp_path: Path, change: dict[str, object] | None, reason: str
) -> None:
    paper = learn(workbook_bytes(workbook())).paper
    own = presets()["mof-2020"].model_copy(update={"id": "own:aaaaaaaa", "name": "本市", "paper": paper})
    copy = own.model_dump(mode="json", exclude_defaults=True)
    for key, value in (change or {}).items():
        copy[key] = {**copy[key], **value} if isinstance(value, dict) else value
    path = min(samples.glob("*.json"))
    read = json.loads(path.read_text(encoding="utf-8")) | {"template": "own:aaaaaaaa"}
    read |= {} if change is None else {"template_copy": copy}
    path.write_text(json.dumps(read, ensure_ascii=False), encoding="utf-8")
    before = path.read_bytes()
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    said = desk.label("formBarText")
    assert reason in said
    assert "“本市”" in said or change is None
    assert desk.session.is_read_only
    type_into_field(desk.session, "department", "别的部门")
    assert desk.session.form.department == read["department"]
    other = tmp_path / "副本.json"
    desk.notifier.targets = [other]
    desk.qtbot.mouseClick(desk.find("formBarSaveAs", QPushButton), Qt.MouseButton.LeftButton)
    desk.wait_until_written()
    kept = json.loads(other.read_text(encoding="utf-8"))
    assert (kept["indicators"], kept.get("template_copy")) == (read["indicators"], read.get("template_copy"))
    assert path.read_bytes() == before
    desk.qtbot.mouseClick(desk.find("formBarTakeTemplate", QPushButton), Qt.MouseButton.LeftButton)
    assert desk.session.form.template == "mof-2020"
    type_into_field(desk.session, "department", "别的部门")
    assert desk.session.form.department == "别的部门"


def test_versions_tell_extra_fields_apart(desk: Desk) -> None:
    old = desk.session.form.model_copy(deep=True)
    new = old.model_copy(deep=True)
    new.extra = {"联系电话": "021-1", "单位资金.executed": "3"}
    lines = difference_lines(differences(old, new), old, new)
    assert lines == [
        "项目信息 / 联系电话：空白 → “021-1”",
        "项目信息 / 单位资金 全年执行数：空白 → “3”",
    ]


def test_versions_tell_columns_of_a_template_apart() -> None:
    old = monitoring_form()
    new = old.model_copy(deep=True)
    new.indicators[0].children[0].children[0].extra["全年预计完成情况"] = "1栋"
    assert difference_lines(differences(old, new), old, new) == [
        "产出指标 / 数量指标 / 维修校舍数量 / 全年预计完成情况：“2栋” → “1栋”"
    ]


def test_a_caption_stands_beside_each_field(desk: Desk) -> None:
    choose(desk, "2016")
    captions = {each.text() for each in desk.all(QLabel) if each.isVisible()}
    assert set(labels(desk)) <= captions
