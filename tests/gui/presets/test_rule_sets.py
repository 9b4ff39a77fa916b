"""The dialog of rule sets: seen in words, copied, edited with validation, handed over, used; notices on opening."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QListWidget,
    QPushButton,
    QTableWidgetItem,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.rules.finding import Severity
from selfeval_gui.rules.limits import Deduction
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.rules.rule_set_file import as_document
from selfeval_gui.views.presets.edit_rule_set_dialog import EditRuleSetDialog
from selfeval_gui.views.presets.rule_set_fields import RowsField, TextField
from selfeval_gui.views.presets.rule_set_row import RuleSetRow
from selfeval_gui.work.own_rule_sets import OwnRuleSets
from tests.helpers.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, samples: Path) -> Desk:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    return desk


def show(desk: Desk) -> QListWidget:
    desk.trigger("actionRuleSets")
    return listed(desk)


def listed(desk: Desk) -> QListWidget:
    return next(each for each in desk.all(QListWidget) if each.objectName() == "ruleSetList" and each.isVisible())


def choose(desk: Desk, text: str) -> None:
    view = listed(desk)
    (item,) = [view.item(row) for row in range(view.count()) if text in view.item(row).text()]
    view.setCurrentItem(item)


def click(desk: Desk, name: str) -> None:
    button = next(each for each in desk.all(QPushButton) if each.objectName() == name and each.isVisible())
    assert button.isEnabled(), name
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def words(desk: Desk) -> str:
    return desk.find("ruleSetWords", QTextBrowser).toPlainText()


def box(desk: Desk) -> QComboBox:
    return desk.find("ruleSetBox", QComboBox)


def make_own(desk: Desk, name: str = "某县 2025") -> None:
    show(desk)
    choose(desk, "地区口径示例")
    desk.notifier.texts = [name]
    click(desk, "ruleSetCopy")


def editor(desk: Desk) -> EditRuleSetDialog:
    click(desk, "ruleSetEdit")
    return next(each for each in desk.all(EditRuleSetDialog) if each.isVisible())


def test_each_rule_set_is_shown_in_words(desk: Desk) -> None:
    view = show(desk)
    assert view.count() == len(presets())
    assert view.currentItem().text().startswith("上海 2020")
    assert "指标合计为总分，执行率另计" in words(desk)
    choose(desk, "地区口径示例")
    assert "<80% ≤89" in words(desk)
    assert not desk.find("ruleSetEdit", QPushButton).isEnabled()
    assert not desk.find("ruleSetDelete", QPushButton).isEnabled()
    click(desk, "ruleSetsClose")


def test_a_copy_is_ones_own_and_can_be_edited(desk: Desk) -> None:
    make_own(desk)
    assert listed(desk).currentItem().text() == "某县 2025　自建"
    dialog = editor(desk)
    name = dialog.findChild(QWidget, "ruleSet.name")
    grades = dialog.findChild(QWidget, "ruleSet.grades")
    assert isinstance(name, TextField)
    assert isinstance(grades, RowsField)
    name.setText("某县 2026")
    lowest = grades.item(0, 1)
    assert lowest is not None
    lowest.setText("９２")
    click(desk, "ruleSetSave")
    (own,) = OwnRuleSets().all().values()
    assert (own.name, own.grades[0].lowest) == ("某县 2026", 92)
    assert own.scoring == presets()["regional-demo"].scoring
    assert own.severities == presets()["regional-demo"].severities
    assert "优 ≥92" in words(desk)
    click(desk, "ruleSetsClose")
    assert box(desk).findText("某县 2026") >= 0


def test_name_and_source_can_be_read_whole(desk: Desk) -> None:
    make_own(desk)
    dialog = editor(desk)
    source = "上海市市级预算单位 2020 年度公开的财政项目支出绩效自评表"
    for name in ("ruleSet.name", "ruleSet.source"):
        field = dialog.findChild(TextField, name)
        assert isinstance(field, TextField)
        assert field.width() >= field.fontMetrics().horizontalAdvance(source) + 2 * field.fontMetrics().height()
    dialog.reject()
    click(desk, "ruleSetsClose")


def test_how_much_a_finding_weighs_is_part_of_it(desk: Desk) -> None:
    make_own(desk)
    assert "扣分没有写原因：错误；指标值看不明白：警告" in words(desk)
    dialog = editor(desk)
    for code, row in (("reason.missing", "警告"), ("across.reason", "错误")):
        severity = dialog.findChild(QComboBox, f"severity.{code}")
        assert isinstance(severity, QComboBox)
        severity.setCurrentIndex(severity.findText(row))
    click(desk, "ruleSetSave")
    (own,) = OwnRuleSets().all().values()
    assert own.severities == {"across.reason": Severity.ERROR, "target.unclear": Severity.WARNING}
    assert "多份表原因雷同：错误" in words(desk)
    assert "扣分没有写原因" not in words(desk)
    click(desk, "ruleSetsClose")


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("scoring.bands.partial_from", "85", "档次重叠：部分达成从 85% 起，应低于达成的 80%。"),
        ("execution_weight", "十", "“执行率分值”应为数字，不能是“十”。"),
        ("total", "50", "各级分值合计 90，超过指标总分 40。"),
        ("name", "", "“名称”不能是“”。"),
    ],
)
def test_what_contradicts_itself_is_refused_and_stays_open(desk: Desk, field: str, text: str, sentence: str) -> None:
    make_own(desk)
    before = OwnRuleSets().all()
    dialog = editor(desk)
    line = dialog.findChild(QWidget, f"ruleSet.{field}")
    assert isinstance(line, TextField)
    line.setText(text)
    click(desk, "ruleSetSave")
    assert dialog.isVisible()
    assert desk.label("ruleSetProblem") == sentence
    click(desk, "ruleSetCancel")
    assert OwnRuleSets().all() == before
    click(desk, "ruleSetsClose")


def shown(dialog: EditRuleSetDialog) -> list[str]:
    rows: Iterable[object] = dialog.findChildren(RuleSetRow)
    return [row.part.title for row in rows if isinstance(row, RuleSetRow) and row.isVisible()]


def titles(dialog: EditRuleSetDialog) -> list[str]:
    return [dialog.groups.item(row).text() for row in range(dialog.groups.count())]


def test_every_kind_of_finding_can_be_weighed_and_is_explained(desk: Desk) -> None:
    make_own(desk)
    dialog = editor(desk)
    assert [each.partition(" ")[0] for each in titles(dialog)] == [
        *("名称", "分值与总分", "得分与事实", "原因说明", "资金", "文字", "跨表", "佐证材料", "审核扣分")
    ]
    for code, kind in FINDING_KINDS.items():
        severity = dialog.findChild(QComboBox, f"severity.{code}")
        assert isinstance(severity, QComboBox), code
        assert severity.accessibleName() == f"{kind}：程度"
        about = severity.parentWidget()
        assert isinstance(about, RuleSetRow)
        assert about.part.sentence.endswith("。")
    click(desk, "ruleSetCancel")
    click(desk, "ruleSetsClose")


def test_one_group_is_shown_and_a_search_goes_through_all(desk: Desk) -> None:
    make_own(desk)
    dialog = editor(desk)
    assert shown(dialog) == ["名称", "依据"]
    dialog.groups.setCurrentRow(8)
    assert shown(dialog) == ["审核扣分"]
    dialog.search.setText("满意度")
    assert shown(dialog) == ["满意度分档", "满意度没有调查结果", "“基本满意”算作", "满意度的小数"]
    dialog.search.setText("满意度 没有的词")
    assert shown(dialog) == []
    dialog.search.clear()
    assert shown(dialog) == ["审核扣分"]
    click(desk, "ruleSetCancel")
    click(desk, "ruleSetsClose")


def test_what_differs_from_the_preset_is_marked_and_goes_back(desk: Desk) -> None:
    make_own(desk)
    dialog = editor(desk)
    assert dialog.beside.currentData() == "regional-demo"
    assert not any("●" in each for each in titles(dialog))
    apart = dialog.findChild(QWidget, "ruleSet.limits.scores_apart")
    weighed = dialog.findChild(QComboBox, "severity.goal.copied")
    assert isinstance(apart, TextField)
    assert isinstance(weighed, QComboBox)
    apart.setText("１５")
    weighed.setCurrentIndex(weighed.findText("提示"))
    desk.qtbot.waitUntil(lambda: "跨表 ●1" in titles(dialog) and "文字 ●1" in titles(dialog))
    dialog.groups.setCurrentRow(5)
    mark = dialog.findChild(QLabel, "severity.goal.copied.mark")
    assert mark is not None
    assert mark.isVisible()
    click(desk, "severity.goal.copied.reset")
    assert weighed.currentText() == "不检查"
    assert not mark.isVisible()
    click(desk, "ruleSetSave")
    (own,) = OwnRuleSets().all().values()
    assert own.limits == presets()["regional-demo"].limits._replace(scores_apart=Decimal(15))
    dialog = editor(desk)
    click(desk, "ruleSetResetAll")
    click(desk, "ruleSetSave")
    (own,) = OwnRuleSets().all().values()
    assert replace(own, id="", name="") == replace(presets()["regional-demo"], id="", name="")
    click(desk, "ruleSetsClose")


def test_a_limit_beyond_its_range_is_refused_where_it_stands(desk: Desk) -> None:
    make_own(desk)
    dialog = editor(desk)
    alike = dialog.findChild(QWidget, "ruleSet.limits.reasons_alike")
    assert isinstance(alike, TextField)
    alike.setText("80")
    click(desk, "ruleSetSave")
    assert desk.label("ruleSetProblem") == "“相同的字至少”不能是“80”。"
    assert alike.isVisible()
    assert dialog.focusWidget() is alike
    click(desk, "ruleSetCancel")
    click(desk, "ruleSetsClose")


def test_deductions_are_written_and_kept(desk: Desk) -> None:
    make_own(desk)
    dialog = editor(desk)
    table = dialog.findChild(RowsField, "ruleSet.deductions")
    assert table is not None
    for column, text in enumerate(("只写方向", "60", "请写明数。")):
        table.setItem(0, column, QTableWidgetItem(text))
    click(desk, "ruleSetSave")
    (own,) = OwnRuleSets().all().values()
    assert own.deductions == (Deduction("只写方向", Decimal(60), "请写明数。"),)
    assert "只写方向 −60%" in words(desk)
    click(desk, "ruleSetsClose")


def test_the_keyboard_goes_through_every_field_of_a_group(qtbot: QtBot) -> None:
    dialog = EditRuleSetDialog(replace(presets()["review-strict"], id="own", name="本局复核口径"))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.groups.setFocus()
    qtbot.keyClick(dialog.groups, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.groups, Qt.Key.Key_Down)  # 得分与事实, with a table among its fields
    met = list[str]()
    while (at := QApplication.focusWidget()) is not None and at.objectName() not in met:
        met.append(at.objectName())
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    assert {"ruleSet.scoring.satisfaction_steps", "ruleSet.scoring.over_achievement.reason_from"} < set(met)
    assert "ruleSetSave" in met


def test_a_form_that_uses_it_carries_a_copy(desk: Desk) -> None:
    make_own(desk)
    click(desk, "ruleSetUse")
    click(desk, "ruleSetsClose")
    (own,) = OwnRuleSets().all().values()
    session = desk.session
    assert session.rule_set == own
    assert session.form.rule_set_copy == as_document(own)
    assert session.stack.count() == 1
    assert box(desk).currentText() == "某县 2025"
    for _round in range(2):
        session.stack.undo()
        assert (session.form.rule_set, session.form.rule_set_copy) == ("shanghai-2020", None)
        assert box(desk).currentText().startswith("上海 2020")
        session.stack.redo()
        assert session.rule_set == own
    desk.trigger("actionSave")
    desk.wait_until_written()
    saved = json.loads(session.path.read_text(encoding="utf-8"))
    assert saved["rule_set_copy"]["name"] == "某县 2025"


def test_the_box_offers_own_rule_sets_and_presets_again(desk: Desk) -> None:
    own = OwnRuleSets()
    own.keep(own.copy_of(presets()["mof-2020"], "某县"))
    desk.window.review.refresh_rule_sets()
    for name, carried in (("某县", True), ("财预〔2020〕10号（执行率计入 100）", False)):
        row = box(desk).findText(name)
        box(desk).setCurrentIndex(row)
        box(desk).activated.emit(row)
        assert desk.session.rule_set.name == name
        assert (desk.session.form.rule_set_copy is not None) is carried


def test_deleting_asks_and_leaves_the_forms_alone(desk: Desk) -> None:
    make_own(desk)
    click(desk, "ruleSetUse")
    for answer, left in (("cancel", 1), ("delete", 0)):
        choose(desk, "某县")
        desk.notifier.answers = [answer]
        click(desk, "ruleSetDelete")
        assert len(OwnRuleSets().all()) == left
    assert desk.session.rule_set.name == "某县 2025"
    click(desk, "ruleSetsClose")
    assert box(desk).currentText() == "某县 2025"


def test_a_file_goes_to_a_colleague_and_comes_back(desk: Desk, tmp_path: Path) -> None:
    make_own(desk)
    desk.notifier.targets = [tmp_path / "口径.json"]
    click(desk, "ruleSetExport")
    desk.notifier.answers = ["delete"]
    click(desk, "ruleSetDelete")
    assert OwnRuleSets().all() == {}
    desk.notifier.sources = [tmp_path / "口径.json"]
    click(desk, "ruleSetImport")
    assert [each.name for each in OwnRuleSets().all().values()] == ["某县 2025"]
    assert desk.notifier.said[-1] == ("info", "已导入口径“某县 2025”。")
    click(desk, "ruleSetsClose")


def test_a_wrong_file_is_refused_with_its_line(desk: Desk, tmp_path: Path) -> None:
    raw = as_document(presets()["mof-2020"])
    del raw["grades"]
    path = tmp_path / "坏.json"
    path.write_text(json.dumps(raw, ensure_ascii=False, indent=2), encoding="utf-8")
    show(desk)
    desk.notifier.sources = [path]
    click(desk, "ruleSetImport")
    assert desk.notifier.said[-1] == ("error", "“坏.json”没有导入。第 1 行：缺少“grades”。")
    click(desk, "ruleSetsClose")


# ---- on opening ------------------------------------------------------------------------------------------------------


def rewrite(folder: Path, **values: object) -> None:
    path = sorted(folder.glob("*.json"))[0]
    raw = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(raw | values, ensure_ascii=False), encoding="utf-8")


def test_an_unknown_rule_set_is_said_and_kept(qtbot: QtBot, samples: Path) -> None:
    rewrite(samples, rule_set="某省-2031")
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    assert desk.notifier.said == [
        (
            "warn",
            "表中写的口径“某省-2031”本程序没有，暂按最接近的“上海 2020（指标合计 100，执行率另计）”检查；"
            "表中的名称保留不变。",
        )
    ]
    assert box(desk).currentText().startswith("某省-2031（没有此口径")
    assert desk.session.form.rule_set == "某省-2031"
    assert desk.session.is_clean


def test_a_basis_that_differs_from_the_rule_set_is_said_not_changed(qtbot: QtBot, samples: Path) -> None:
    rewrite(samples, rule_set="mof-2020")
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    (_kind, said) = desk.notifier.said[-1]
    assert said.startswith("这份表的分值是“指标合计为总分，执行率另计”，与口径“财预〔2020〕10号")
    assert desk.session.form.rule_set == "mof-2020"
    assert desk.session.is_clean


def test_a_basis_that_fits_is_said_in_the_status_line(desk: Desk) -> None:
    status = desk.window.status
    assert "与口径一致" in status.said
    assert status.saved.isVisible()
    label = status.findChild(QLabel, "statusSaid")
    assert label is not None
    assert label.isVisible()
    assert not label.geometry().intersects(status.saved.geometry())
    assert desk.notifier.said == []
