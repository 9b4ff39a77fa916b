"""意见 beside the form: written on cells, rows and forms or from findings, answered, settled; opinions and rescoring."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import put_into_cell
from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.review.entries import Person, Review
from selfeval_gui.item_models.columns import Role
from selfeval_gui.storage import store
from selfeval_gui.storage.review.reviews import read_reviews
from selfeval_gui.work.review.moments import present
from selfeval_gui.work.review.reviewing import add_remarks, new_remark
from tests.helpers.desk import Desk
from tests.helpers.dialogs import column, dialog, part, press, wait_for_end
from tests.helpers.review import form_of, put, rewrite, rows_of, snapshot


@pytest.fixture
def folder(tmp_path: Path, sample_originals: Path) -> Path:
    """Two forms of one unit."""
    for project in ("展厅更新", "科普巡展"):
        put(tmp_path / "forms", form_of(min(sample_originals.glob("*.json")), "科技馆", project))
    return tmp_path / "forms"


def review_of(folder: Path, name: str) -> Review | None:
    return read_reviews(folder).by_form.get(store.load(folder / f"{name}.json").form.id)


def remarks(desk: Desk) -> QTableWidget:
    return desk.find("remarksList", QTableWidget)


def open_at(desk: Desk, name: str, row: int, field: str) -> str:
    """Open a form with the keyboard at a cell; return the row's id."""
    desk.choose(name)
    node = rows_of(desk.session.form)[row].id
    desk.window.current.go_to(node, field)
    return str(node)


def write(desk: Desk, text: str, scope: int = 0, kind: str = "必须改", suggested: str = "") -> None:
    desk.trigger("actionRemark")
    desk.qtbot.waitUntil(lambda: desk.find("remarkWrite", QPushButton).isEnabled())
    desk.find("remarkScope", QComboBox).setCurrentIndex(scope)
    desk.find("remarkKind", QComboBox).setCurrentText(kind)
    desk.find("remarkSuggested", QLineEdit).setText(suggested)
    field = desk.find("remarkText", QPlainTextEdit)
    field.setPlainText(text)
    desk.qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for_end(desk)
    assert field.toPlainText() == ""


def test_a_remark_stands_at_its_cell_row_or_form(qtbot: QtBot, folder: Path) -> None:
    desk = Desk(qtbot, folder)
    before = (folder / "展厅更新.json").read_bytes()
    node = open_at(desk, "展厅更新", 1, "score")
    write(desk, "得分与完成值不符", suggested="8")
    write(desk, "请补充材料", scope=1, kind="请说明")
    write(desk, "请核对全表", scope=2, kind="建议")
    review = review_of(folder, "展厅更新")
    assert review is not None
    first = rows_of(store.load(folder / "展厅更新.json").form)[1]
    assert [(each.node, each.field, each.kind, each.text, each.suggested) for each in review.remarks] == [
        (node, "score", "必须改", "得分与完成值不符", "8"),
        (node, "name", "请说明", "请补充材料", None),
        (None, "", "建议", "请核对全表", None),
    ]
    assert review.remarks[0].quoted == str(first.score) and review.remarks[0].place[-1] == "得分"
    assert column(remarks(desk), 2) == ["未答复"] * 3
    assert "意见 3，未了结 3" in desk.find("remarksState", QLabel).text()
    assert (folder / "展厅更新.json").read_bytes() == before  # never inside the form


def test_what_became_of_the_text_is_said_while_it_is_changed(qtbot: QtBot, folder: Path) -> None:
    desk = Desk(qtbot, folder)
    node = open_at(desk, "展厅更新", 0, "actual")
    write(desk, "请核对")
    words = desk.find("remarksWords", QPlainTextEdit)
    assert "原来是“100%”；没有动" in words.toPlainText()
    document = desk.window.current.document()
    assert document is not None
    put_into_cell(document.indicators, NodeId(node), "actual", "98%")
    assert "原来是“100%”；现在是“98%”" in words.toPlainText()
    desk.session.stack.undo()
    assert "没有动" in words.toPlainText()


def test_chosen_findings_become_remarks_once(qtbot: QtBot, folder: Path) -> None:
    form = store.load(folder / "展厅更新.json").form
    rows_of(form)[0].score = rows_of(form)[0].weight + 1
    rewrite(folder / "展厅更新.json", indicators=form.indicators)
    desk = Desk(qtbot, folder)
    desk.choose("展厅更新")
    desk.trigger("actionRemarks")
    qtbot.waitUntil(lambda: desk.find("remarkFindings", QPushButton).isEnabled())
    desk.find("remarkFindings", QPushButton).click()
    shown = dialog(desk, "findingsDialog")
    table = part(shown, QTableWidget, "findingsTable")
    assert column(table, 1)[0] == "必须改"
    text, last = table.item(0, 2), table.item(table.rowCount() - 1, 0)
    assert text is not None and last is not None
    text.setText("得分超过了分值，请改")
    last.setCheckState(Qt.CheckState.Unchecked)
    count = table.rowCount() - 1
    assert part(shown, QPushButton, "findingsAccept").text() == f"写下 {count} 条"
    press(desk, shown, "findingsAccept")
    wait_for_end(desk)
    review = review_of(folder, "展厅更新")
    assert review is not None and len(review.remarks) == count
    assert (review.remarks[0].code, review.remarks[0].text) == ("score.over_weight", "得分超过了分值，请改")
    assert "检查还提示" in desk.find("remarksWords", QPlainTextEdit).toPlainText()
    desk.find("remarkFindings", QPushButton).click()
    again = part(dialog(desk, "findingsDialog"), QTableWidget, "findingsTable")
    assert again.rowCount() == 1  # the one that was not chosen
    dialog(desk, "findingsDialog").reject()


def test_keys_lead_from_open_remark_to_open_remark_and_settle(qtbot: QtBot, folder: Path) -> None:
    for name, texts in (("展厅更新", ("甲", "乙")), ("科普巡展", ("丙",))):
        form = store.load(folder / f"{name}.json").form
        at, by = present(), Person(name="王芳")
        add_remarks(folder, form, [new_remark(form, None, text, "必须改", by, at) for text in texts])
    desk = Desk(qtbot, folder)
    desk.choose("展厅更新")
    desk.trigger("actionRemarks")
    qtbot.waitUntil(lambda: remarks(desk).rowCount() == 2)
    desk.trigger("actionSettleRemark")
    wait_for_end(desk)
    assert column(remarks(desk), 2) == ["已了结", "未答复"]
    desk.trigger("actionNextRemark")
    assert remarks(desk).currentRow() == 1
    desk.trigger("actionNextRemark")
    qtbot.waitUntil(lambda: column(remarks(desk), 0) == ["1. 丙"])
    assert desk.session.form.project_name == "科普巡展"
    desk.trigger("actionNextForm")
    qtbot.waitUntil(lambda: remarks(desk).rowCount() == 2)
    desk.trigger("actionSettleRemark")  # opens it again
    wait_for_end(desk)
    assert column(remarks(desk), 2) == ["未答复", "未答复"]


def test_the_first_key_leads_to_the_first_open_remark(qtbot: QtBot, folder: Path) -> None:
    form = store.load(folder / "展厅更新.json").form
    at, by, rows = present(), Person(name="王芳"), rows_of(form)
    refs = [FieldRef(NodeId(rows[place].id), "actual") for place in (3, 1)]
    add_remarks(folder, form, [new_remark(form, ref, "请核对", "必须改", by, at) for ref in refs])
    desk = Desk(qtbot, folder)
    desk.choose("展厅更新")
    desk.trigger("actionRemarks")
    qtbot.waitUntil(lambda: remarks(desk).rowCount() == 2)
    tree, met = desk.window.pages.form_page().tree, []
    for _time in range(2):
        desk.trigger("actionNextRemark")
        met.append((remarks(desk).currentRow(), tree.currentIndex().data(Role.NODE)))
    assert met == [(0, rows[3].id), (1, rows[1].id)]


def test_the_unit_answers(qtbot: QtBot, folder: Path) -> None:
    desk = Desk(qtbot, folder)
    open_at(desk, "展厅更新", 0, "actual")
    write(desk, "请核对")
    desk.find("remarkHow", QComboBox).setCurrentText("不改")
    said = desk.find("remarkSaid", QLineEdit)
    qtbot.keyClicks(said, "ok")
    qtbot.keyClick(said, Qt.Key.Key_Return)
    wait_for_end(desk)
    review = review_of(folder, "展厅更新")
    assert review is not None
    (answer,) = review.remarks[0].answers
    assert (answer.how, answer.text, answer.by.name, answer.by.office) == ("不改", "ok", "科技馆", "单位")
    assert column(remarks(desk), 2) == ["不改"]


def test_opinions_and_rows_judged_anew_are_checked_and_kept(qtbot: QtBot, folder: Path) -> None:
    desk = Desk(qtbot, folder)
    desk.choose("展厅更新")
    desk.trigger("actionRemarks")
    table = desk.find("rescoringTable", QTableWidget)
    qtbot.waitUntil(lambda: table.rowCount() > 0)
    told, rescore = desk.find("judgingTold", QLabel), desk.find("rescoringWrite", QPushButton)
    desk.find("opinionCompleteness", QLineEdit).setText("完整")
    score = desk.find("opinionScore", QLineEdit)
    score.setText("120")
    desk.find("opinionWrite", QPushButton).click()
    assert "0 到 100" in told.text() and review_of(folder, "展厅更新") is None
    score.setText("88.5")
    desk.find("opinionWrite", QPushButton).click()
    wait_for_end(desk)
    row = rows_of(desk.session.form)[0]  # weight 15, score 15
    assert (str(row.weight), str(row.score)) == ("15", "15")
    percent, anew, note = (table.item(0, at) for at in (5, 6, 7))
    assert percent is not None and anew is not None and note is not None
    percent.setText("80")
    rescore.click()
    assert "请写明说明" in told.text()  # 80 % of 15 is 12, other than 15
    note.setText("材料只证明八成")
    anew.setText("13")
    rescore.click()
    assert "与 80% 不符，应为 12" in told.text()
    anew.setText("")
    rescore.click()
    wait_for_end(desk)
    review = review_of(folder, "展厅更新")
    assert review is not None
    assert [(each.completeness, str(each.score)) for each in review.opinions] == [("完整", "88.5")]
    assert [(each.node, str(each.percent), str(each.score), each.note) for each in review.rescored] == [
        (row.id, "80", "12.00", "材料只证明八成")
    ]
    rescore.click()
    assert told.text() == "没有改动，没有写。"


def test_a_row_judged_otherwise_than_its_note_or_than_elsewhere_is_told(qtbot: QtBot, folder: Path) -> None:
    desk = Desk(qtbot, folder)
    desk.choose("展厅更新")
    desk.trigger("actionRemarks")
    table = desk.find("rescoringTable", QTableWidget)
    for name, percent in (("展厅更新", "70"), ("科普巡展", "60")):
        desk.choose(name)
        qtbot.waitUntil(lambda: column(table, 4)[:1] == [""])
        for place, text in ((4, "按比例"), (5, percent), (7, "没有佐证，扣 30%")):
            item = table.item(0, place)
            assert item is not None
            item.setText(text)
        desk.find("rescoringWrite", QPushButton).click()
        if percent == "60":
            assert "说明写着扣 30%，百分比却是 60%" in desk.label("judgingTold")
            note = table.item(0, 7)
            assert note is not None
            note.setText("没有佐证，扣 40%")
            desk.notifier.said.clear()
            desk.find("rescoringWrite", QPushButton).click()
        wait_for_end(desk)
    qtbot.waitUntil(lambda: bool(desk.notifier.said))
    row = rows_of(desk.session.form)[0].name
    kind, told = desk.notifier.said[-1]
    assert kind == "warn" and told.startswith(f"“{row}”这里是 60%，“展厅更新”里同样的情形")
    assert told.endswith("给的是 70%，请核对。")


def test_a_deduction_of_the_rule_set_fills_the_row_in(qtbot: QtBot, folder: Path) -> None:
    desk = Desk(qtbot, folder)
    desk.choose("展厅更新")
    desk.trigger("actionRemarks")
    table = desk.find("rescoringTable", QTableWidget)
    qtbot.waitUntil(lambda: table.rowCount() > 0)
    box, use = desk.find("deductionBox", QComboBox), desk.find("deductionUse", QPushButton)
    offered = [box.itemText(row) for row in range(box.count())]
    assert offered == ["计算公式或数据来源缺失（扣 30%）", "只写方向（扣 60%）", "空泛或没有佐证（扣 100%）"]
    use.click()
    assert desk.label("judgingTold") == "先在下面选一行，再用扣分规则。"
    row = rows_of(desk.session.form)[0]  # weight 15
    table.setCurrentCell(0, 0)
    for chosen, percent, score in ((0, "70", "10.5"), (1, "40", "6")):  # the words of one make way for another's
        box.setCurrentIndex(chosen)
        use.click()
        filled = [table.item(0, column) for column in (5, 6)]
        assert [None if each is None else Decimal(each.text()) for each in filled] == [Decimal(percent), Decimal(score)]
    desk.find("rescoringWrite", QPushButton).click()
    wait_for_end(desk)
    review = review_of(folder, "展厅更新")
    assert review is not None
    (written,) = review.rescored
    assert (written.node, written.rule, written.percent, written.score) == (row.id, "只写方向", 40, 6)
    assert written.note.startswith("只说提升、改善等方向")


def test_a_copy_of_a_form_has_nothing_of_its_remarks_and_takes_none(qtbot: QtBot, folder: Path) -> None:
    desk = Desk(qtbot, folder)
    open_at(desk, "展厅更新", 0, "actual")
    write(desk, "请核对")
    form = store.load(folder / "展厅更新.json").form
    copy = store.load(folder / "科普巡展.json")
    desk.window.current.leave()
    for session in desk.window.forms.sessions:
        desk.window.forms.close(session)
    rewrite(copy_path := folder / "科普巡展.json", id=form.id)
    assert store.load(copy_path).form.id == form.id and copy.form.id != form.id
    before = snapshot(folder / "审核")
    desk.choose("科普巡展")
    state = desk.find("remarksState", QLabel)
    qtbot.waitUntil(lambda: "编号相同" in state.text())
    assert remarks(desk).rowCount() == 0 and not desk.find("remarkWrite", QPushButton).isEnabled()
    assert snapshot(folder / "审核") == before


def test_what_cannot_be_read_is_said_and_not_written_over(qtbot: QtBot, folder: Path) -> None:
    desk = Desk(qtbot, folder)
    open_at(desk, "展厅更新", 0, "actual")
    write(desk, "请核对")
    file = next((folder / "审核" / "意见").glob("*.json"))
    file.write_bytes(b"{")
    desk.choose("科普巡展")
    desk.choose("展厅更新")
    qtbot.waitUntil(lambda: "已损坏或不完整" in desk.find("remarksState", QLabel).text())
    assert not desk.find("remarkWrite", QPushButton).isEnabled()
    assert file.read_bytes() == b"{"
