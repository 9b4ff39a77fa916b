"""Copy, cut and paste in the indicator tree, with the payloads of other programs, as a person does it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QObject, Qt, QTimerEvent, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QPlainTextEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.clipboard.html_in import read_html
from selfeval_gui.exchange.clipboard.tabbed_text import cells_of_text
from selfeval_gui.exchange.clipboard.whole_rows import ROWS
from selfeval_gui.exchange.reading_process import client
from selfeval_gui.item_models.document import Document
from selfeval_gui.rules import check
from selfeval_gui.rules.facts import Row
from selfeval_gui.rules.finding import Finding
from selfeval_gui.views.tree.paste_preview_dialog import PastePreview
from selfeval_gui.views.tree.paste_reader import ClipReader
from tests.helpers.documents import blank_form, nodes_of, open_form, open_sample
from tests.helpers.form_desk import Desk
from tests.helpers.samples import ROOT

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CLIPS = ROOT / "tests" / "data" / "clipboard"


class Clerk(Desk):
    """A person at a form page with a clipboard; what the page says is noted."""

    def __init__(self, qtbot: QtBot, document: Document) -> None:
        super().__init__(qtbot, document)
        self.said: list[str] = []
        self.page.said.connect(self.said.append)

    def put(self, *, html: str = "", text: str = "") -> None:
        """Have another program copy something."""
        data = QMimeData()
        if html:
            data.setHtml(html)
        if text:
            data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)

    def paste(self) -> PastePreview | None:
        if QApplication.focusWidget() is None:
            self.page.activateWindow()  # as a window manager does when a dialog is gone; there is none here
            self.tree.setFocus()
        self.key(Key.Key_V, CTRL)
        self.wait_until_read()
        previews = cast("list[PastePreview]", self.tree.findChildren(PastePreview))
        return next((preview for preview in previews if preview.isVisible()), None)

    @property
    def reader(self) -> ClipReader:
        return self.page.tree_actions.clipboard.reader

    def wait_until_read(self) -> None:
        self.qtbot.waitUntil(lambda: not self.reader.is_busy, timeout=20_000)

    def wait_until_planted(self) -> None:
        self.qtbot.waitUntil(lambda: not self.page.tree_actions.clipboard.planter.is_busy, timeout=20_000)

    def preview(self) -> PastePreview:
        found = self.paste()
        assert found is not None, self.said
        return found

    def agree(self, preview: PastePreview) -> None:
        button = preview.findChild(QPushButton, "pasteAccept")
        assert isinstance(button, QPushButton)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def paths(self) -> list[tuple[str, str, str]]:
        tree = self.session.tree
        return [tuple(step.name for step in tree.path(node)) for node in nodes_of(self.document, 3)]  # type: ignore[misc]

    def back_and_forth(self, before: bytes) -> None:
        """Undo, redo, undo: one step, byte by byte."""
        after = self.session.frozen()[0]
        assert after != before
        for _ in range(2):
            self.session.stack.undo()
            assert self.session.frozen()[0] == before
            self.session.stack.redo()
            assert self.session.frozen()[0] == after
        self.session.stack.undo()
        assert self.session.is_clean


@pytest.fixture
def clerk(qtbot: QtBot) -> Iterator[Clerk]:
    clerk = Clerk(qtbot, open_sample(1))
    tester = QAbstractItemModelTester(clerk.document.indicators, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield clerk
    del tester


def clip(name: str) -> str:
    return (CLIPS / name).read_bytes().decode("utf-8")


def notes(preview: PastePreview) -> str:
    return preview.notes.toPlainText()


# ---- copy ------------------------------------------------------------------------------------------------------------


def test_a_block_is_copied_as_cells(clerk: Clerk) -> None:
    clerk.go(3, "target")
    clerk.key(Key.Key_Down, SHIFT)
    clerk.key(Key.Key_Right, SHIFT)
    clerk.key(Key.Key_Right, SHIFT)
    clerk.key(Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "安全\t安全\t11\r\n整洁\t整洁\t11\r\n"
    table = read_html(data.html())
    assert table is not None
    assert table.rows == [["安全", "安全", "11"], ["整洁", "整洁", "11"]]
    assert "mso-number-format" in data.html()
    assert clerk.session.stack.count() == 0


def test_what_is_copied_holds_typed_digits_line_ends_and_sums(clerk: Clerk) -> None:
    clerk.document.indicators.edit_requested.emit(clerk.leaves[0], "weight", "15.00")
    clerk.document.indicators.edit_requested.emit(clerk.leaves[0], "reason", "一<b>\n二\t三")
    clerk.page.go_to(nodes_of(clerk.document, 2)[0], "weight")
    clerk.key(Key.Key_Down, SHIFT)
    for _ in range(2):
        clerk.key(Key.Key_Right, SHIFT)
    clerk.key(Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert cells_of_text(data.text()) == [["15.00", "15", ""], ["15.00", "15", "一<b>\n二\t三"]]
    table = read_html(data.html())
    assert table is not None
    assert table.rows[1][2] == "一<b>\n二 三"


@pytest.mark.parametrize("level", [1, 2])
def test_neither_a_paste_nor_filling_changes_the_name_of_a_level(clerk: Clerk, level: int) -> None:
    before = clerk.session.frozen()[0]
    clerk.page.go_to(nodes_of(clerk.document, level)[-1], "name")
    clerk.put(text="验收合格率\r\n")
    assert clerk.paste() is None
    assert clerk.said == ["层级的名称不能用粘贴来改，没有粘贴。要改名，请按 F2 或双击。"]
    clerk.key(Key.Key_D, CTRL)
    assert "要改名，请按 F2 或双击。" in clerk.tree.refusal.text()
    assert clerk.session.frozen()[0] == before and clerk.session.is_clean


def test_a_column_pasted_on_the_name_of_a_level_is_asked_about_and_makes_new_rows_below_it(clerk: Clerk) -> None:
    two = nodes_of(clerk.document, 2)[1]
    clerk.page.go_to(two, "name")
    rows = "".join(f"<tr><td>{name}</td></tr>" for name in ("验收合格率", "抽检合格率"))
    clerk.put(html=f"<table>{rows}</table>", text="验收合格率\r\n抽检合格率\r\n")
    preview = clerk.paste()
    assert preview is not None and preview.as_rows.isChecked() and not preview.over.isEnabled()
    preview.accept()
    assert clerk.session.tree.node(two).name == "质量指标"
    assert [row.name for row in clerk.session.tree.children(two)] == ["项目质量达标率", "验收合格率", "抽检合格率"]


def test_level_rows_are_copied_as_the_paper_shows_them(clerk: Clerk) -> None:
    clerk.page.go_to(nodes_of(clerk.document, 1)[1], "name")
    clerk.key(Key.Key_Space, SHIFT)
    clerk.key(Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.html().count('rowspan="4"') == 1
    assert data.html().count('rowspan="3"') == 1
    table = read_html(data.html())
    assert table is not None
    assert [row[:3] for row in table.rows] == [
        ["效益指标", "社会效益指标", "办公用房安全性"],
        ["", "", "办公用房整洁度"],
        ["", "", "重大事故情况"],
        ["", "可持续影响指标", "长效机制"],
    ]
    assert data.hasFormat(ROWS)


def test_nothing_chosen_copies_nothing(qtbot: QtBot) -> None:
    clerk = Clerk(qtbot, open_form(blank_form()))
    clerk.put(text="vorher")
    clerk.tree.setFocus()
    clerk.act("Copy")
    clerk.act("Cut")
    assert QGuiApplication.clipboard().text() == "vorher"


# ---- cells -----------------------------------------------------------------------------------------------------------


def test_a_block_that_fits_goes_over_the_cells_at_once(clerk: Clerk) -> None:
    before = clerk.session.frozen()[0]
    clerk.put(
        html="<table><tr><td>九成</td><td>八成</td><td>12.5</td></tr><tr><td>甲</td><td></td><td>7</td></tr></table>"
    )
    clerk.go(2, "target")
    assert clerk.paste() is None
    assert [
        (clerk.indicator(row).target, clerk.indicator(row).actual, str(clerk.indicator(row).weight)) for row in (2, 3)
    ] == [
        ("九成", "八成", "12.5"),
        ("甲", "", "7"),
    ]
    assert clerk.session.stack.undoText() == "粘贴 6 个单元格"
    clerk.back_and_forth(before)


def test_copied_cells_paste_elsewhere_in_the_tree(clerk: Clerk) -> None:
    clerk.go(0, "target")
    for key in (Key.Key_Right, Key.Key_Right):
        clerk.key(key, SHIFT)
    clerk.key(Key.Key_C, CTRL)
    clerk.go(7, "target")
    assert clerk.paste() is None
    assert (clerk.indicator(7).target, clerk.indicator(7).actual, clerk.indicator(7).weight) == ("100%", "100%", 15)


def test_cut_empties_the_cells(clerk: Clerk) -> None:
    clerk.go(0, "target")
    clerk.key(Key.Key_X, CTRL)
    assert clerk.indicator(0).target == ""
    assert QGuiApplication.clipboard().text() == "100%\r\n"
    clerk.go(2, "actual")
    clerk.paste()
    assert clerk.indicator(2).actual == "100%"


def test_one_value_fills_every_selected_cell(clerk: Clerk) -> None:
    clerk.put(html="<table><tr><td>8</td></tr></table>", text="8\r\n")
    clerk.go(3, "weight")
    clerk.key(Key.Key_Down, SHIFT)
    clerk.key(Key.Key_Right, SHIFT)
    clerk.paste()
    assert [(clerk.indicator(row).weight, clerk.indicator(row).score) for row in (3, 4)] == [(8, 8)] * 2
    assert clerk.session.stack.count() == 1


def test_a_long_text_stays_in_one_cell(clerk: Clerk) -> None:
    text = "部分环节有待加强。" * 60 + "\r\n" + "第二段" * 100 + "\r\n"
    clerk.put(html=f"<html><body><p>{text}</p></body></html>", text=text)
    clerk.go(2, "reason")
    assert clerk.paste() is None
    assert clerk.indicator(2).reason == text.strip().replace("\r\n", "\n")
    assert clerk.session.stack.count() == 1


def test_what_is_no_number_is_said_and_changes_nothing(clerk: Clerk) -> None:
    clerk.put(text="十五")
    clerk.go(0, "weight")
    clerk.paste()
    assert clerk.session.stack.count() == 0
    assert "十五" in clerk.said[0]


def test_a_computed_cell_takes_nothing(clerk: Clerk) -> None:
    clerk.put(text="15")
    clerk.page.go_to(nodes_of(clerk.document, 1)[0], "weight")
    clerk.paste()
    assert clerk.session.stack.count() == 0
    assert len(clerk.said) == 1


def test_paste_in_an_open_editor_belongs_to_the_editor(clerk: Clerk) -> None:
    clerk.put(text="乙\t丙")
    clerk.go(0, "target")
    clerk.keys("a")
    clerk.key(Key.Key_V, CTRL)
    clerk.key(Key.Key_Return)
    assert clerk.indicator(0).target.replace("\t", " ") == "a乙 丙"


# ---- tables ----------------------------------------------------------------------------------------------------------


def test_excel(clerk: Clerk) -> None:
    before = clerk.session.frozen()[0]
    clerk.put(html=clip("excel.html"), text=clip("excel.txt"))
    clerk.go(0, "name")
    preview = clerk.preview()
    assert preview.as_rows.isChecked()
    assert preview.summary.text() == "添加 4 个三级指标。"
    assert "#DIV/0!" in notes(preview)
    assert "第 6 行是合计" in notes(preview)
    assert clerk.session.stack.count() == 0
    clerk.agree(preview)
    paths = clerk.paths()
    assert paths[1][2] == "项目完 成率"
    assert paths[2][:3] == ("产出指标", "数量指标", "培训人次")
    assert paths[-1] == ("满意度指标", "服务对象满意度指标", "受益群体满意度")
    assert len(paths) == 12
    assert clerk.session.stack.undoText() == "粘贴 4 个指标"
    clerk.back_and_forth(before)


@pytest.mark.parametrize("name", ["excel.html", "wps.html", "calc.html", "word.html", "excel.txt"])
def test_every_payload_goes_into_an_empty_form_and_back(qtbot: QtBot, name: str) -> None:
    clerk = Clerk(qtbot, open_form(blank_form()))
    tester = QAbstractItemModelTester(clerk.document.indicators, QAbstractItemModelTester.FailureReportingMode.Fatal)
    before = clerk.session.frozen()[0]
    clerk.put(**({"text": clip(name)} if name.endswith("txt") else {"html": clip(name)}))
    clerk.tree.setFocus()
    clerk.agree(clerk.preview())
    count = {"excel.html": 4, "excel.txt": 4, "wps.html": 3, "calc.html": 2, "word.html": 3}[name]
    assert len(clerk.paths()) == count
    clerk.back_and_forth(before)
    del tester


def test_new_parents_are_made_once_and_known_ones_are_found(clerk: Clerk) -> None:
    clerk.put(html=clip("word.html"))
    clerk.go(0, "name")
    preview = clerk.preview()
    assert preview.summary.text() == "添加 3 个三级指标。"
    assert "表格以外的文字不粘贴：填表单位：上海市" in notes(preview)
    clerk.agree(preview)
    assert ("产出指标", "质量指标", "验收合格率") in clerk.paths()
    clerk.put(
        text="一级指标\t二级指标\t三级指标\r\n成本指标\t经济成本\t甲\r\n\t\t乙\r\n\t社会成本\t丙\r\n产出\t成本\t丁\r\n"
    )
    preview = clerk.preview()
    assert preview.summary.text() == "添加 4 个三级指标，新建 4 个一级、二级指标。"
    clerk.agree(preview)
    assert clerk.paths()[-3:] == [
        ("成本指标", "经济成本", "甲"),
        ("成本指标", "经济成本", "乙"),
        ("成本指标", "社会成本", "丙"),
    ]
    assert ("产出指标", "成本", "丁") in clerk.paths()
    assert len(nodes_of(clerk.document, 1)) == 4


def test_rows_without_parents_go_behind_the_current_row(clerk: Clerk) -> None:
    clerk.put(html=clip("calc.html"))
    clerk.go(3, "name")
    preview = clerk.preview()
    assert "第 6 列没有对应的栏目" in notes(preview)
    assert "“二十”不是数字" in notes(preview)
    box = preview.findChild(QComboBox, "pasteColumn6")
    assert isinstance(box, QComboBox)
    box.setCurrentText("偏差原因分析及改进措施")
    box.activated.emit(box.currentIndex())
    assert "没有对应的栏目" not in notes(preview)
    clerk.agree(preview)
    new = [path[2] for path in clerk.paths()]
    assert new[4:6] == ["活动场次", "参加人数\n其中：学生"]
    row = clerk.session.tree.node(nodes_of(clerk.document, 3)[4])
    assert (row.reason, str(row.score)) == ("见附件", "19.50")


def test_a_preview_can_be_given_up(clerk: Clerk) -> None:
    clerk.put(html=clip("excel.html"))
    clerk.go(0, "name")
    clerk.preview().reject()
    assert clerk.session.stack.count() == 0


def test_a_table_may_go_over_what_is_there_instead(clerk: Clerk) -> None:
    before = clerk.session.frozen()[0]
    clerk.put(html=clip("calc.html"))
    clerk.go(7, "name")
    preview = clerk.preview()
    over = preview.findChild(QRadioButton, "pasteOver")
    assert isinstance(over, QRadioButton)
    over.click()
    assert preview.summary.text() == "改写 5 个单元格，在后面添加 1 个三级指标。"
    clerk.agree(preview)
    assert clerk.indicator(7).name == "活动场次"
    assert clerk.paths()[-1][2] == "参加人数\n其中：学生"
    clerk.back_and_forth(before)


def test_a_block_that_stands_out_is_shown_first(clerk: Clerk) -> None:
    clerk.put(text="甲\t乙\t丙\r\n")
    clerk.go(3, "score")
    preview = clerk.preview()
    assert "第 3 列没有对应的栏目" in notes(preview)
    assert "“甲”不是数字" in notes(preview)
    preview.reject()
    assert clerk.session.stack.count() == 0


# ---- whole rows ------------------------------------------------------------------------------------------------------


def test_rows_are_copied_inside_a_form_with_new_ids(clerk: Clerk) -> None:
    before = clerk.session.frozen()[0]
    clerk.go(3, "name")
    clerk.key(Key.Key_Down, SHIFT)
    clerk.key(Key.Key_Space, SHIFT)
    clerk.key(Key.Key_C, CTRL)
    clerk.go(0, "target")
    assert clerk.paste() is None
    names = [path[2] for path in clerk.paths()]
    assert names[:3] == ["项目完成率", "办公用房安全性", "办公用房整洁度"]
    ids = [node for level in (1, 2, 3) for node in nodes_of(clerk.document, level)]
    assert len(ids) == len(set(ids))
    clerk.back_and_forth(before)


def test_a_subtree_is_cut_and_pasted_between_forms(clerk: Clerk) -> None:
    two = nodes_of(clerk.document, 2)[3]
    clerk.page.go_to(two, "name")
    clerk.key(Key.Key_Space, SHIFT)
    clerk.key(Key.Key_X, CTRL)
    assert two not in clerk.session.tree
    other = open_sample(2)
    clerk.page.show_document(other)
    before = other.session.frozen()[0]
    clerk.page.go_to(nodes_of(other, 1)[0], "name")
    assert clerk.paste() is None
    top = other.session.form.indicators[0]
    assert top.children[-1].name == "社会效益指标"
    assert [leaf.name for leaf in top.children[-1].children] == ["办公用房安全性", "办公用房整洁度", "重大事故情况"]
    other.session.stack.undo()
    assert other.session.frozen()[0] == before
    clerk.session.stack.undo()
    assert clerk.session.is_clean


def test_rows_without_a_place_are_said(qtbot: QtBot, clerk: Clerk) -> None:
    clerk.go(3, "name")
    clerk.key(Key.Key_Space, SHIFT)
    clerk.key(Key.Key_C, CTRL)
    clerk.page.show_document(open_form(blank_form()))
    clerk.tree.setFocus()
    clerk.paste()
    assert "请先添加它的上级" in clerk.said[0]


@pytest.mark.parametrize(
    "data", [b"", b"{", b'{"level": 9, "rows": []}', b'{"level": 3, "rows": [{"id": "a", "children": [{"id": "b"}]}]}']
)
def test_broken_rows_change_nothing(clerk: Clerk, data: bytes) -> None:
    mime = QMimeData()
    mime.setData(ROWS, data)
    QGuiApplication.clipboard().setMimeData(mime)
    clerk.go(0, "name")
    clerk.paste()
    assert clerk.session.stack.count() == 0
    assert len(clerk.said) == 1


# ---- bad input -------------------------------------------------------------------------------------------------------


def timed(clerk: Clerk) -> float:
    start = time.process_time()  # the machine may be busy
    assert clerk.paste() is None
    return time.process_time() - start


def test_50000_rows_are_refused_with_a_sentence(clerk: Clerk) -> None:
    clerk.go(0, "name")
    text = "甲\t乙\t1\t2\r\n" * 50_000
    html = "<table>" + "<tr><td>甲</td><td>1</td></tr>" * 50_000 + "</table>"
    for payload in ({"text": text}, {"html": html}, {"text": text.replace("乙", '"乙"')}):
        clerk.put(**payload)
        assert timed(clerk) < 1  # some 30 ms
    assert len(clerk.said) == 3
    assert "50000 行" in clerk.said[0]
    assert clerk.session.stack.count() == 0


def test_what_is_no_number_is_not_pasted_into_a_weight(clerk: Clerk) -> None:
    clerk.go(0, "weight")
    before = clerk.indicator(0).weight
    for text in ("abc", "1234567890123456"):
        clerk.put(text=text)
        clerk.paste()
    assert clerk.said == [
        "“abc”不是数字，没有粘贴。这里要填数字，如 15 或 92.4。",
        "数字太长：最多 15 位数字，其中小数最多 6 位。没有粘贴。",
    ]
    assert clerk.indicator(0).weight == before
    assert clerk.session.stack.count() == 0


@pytest.mark.parametrize("text", ["10\n8", "10 8", "①110", "10²", "1 1/2"])
def test_what_would_have_to_be_joined_to_a_weight_is_neither_pasted_nor_typed(clerk: Clerk, text: str) -> None:
    clerk.go(0, "weight")
    before = clerk.indicator(0).weight
    shown = text.replace("\n", " ")
    clerk.put(text=text)
    assert clerk.paste() is None
    (said,) = clerk.said
    assert f"“{shown}”" in said
    assert "没有粘贴" in said
    clerk.key(Key.Key_F2)
    clerk.key(Key.Key_A, CTRL)
    clerk.key(Key.Key_V, CTRL)
    clerk.key(Key.Key_Return)
    assert f"“{shown}”" in clerk.label("cellHint")
    clerk.key(Key.Key_Escape)
    assert clerk.indicator(0).weight == before
    assert clerk.session.stack.count() == 0


def test_pictures_and_files_are_refused_with_a_sentence(clerk: Clerk) -> None:
    clerk.go(0, "target")
    picture, files, page = QMimeData(), QMimeData(), QMimeData()
    picture.setImageData(QImage(10, 10, QImage.Format.Format_RGB32))
    files.setUrls([QUrl.fromLocalFile("/tmp/a.xlsx")])
    page.setHtml("<html><body><img src='a.png'></body></html>")
    for data in (picture, files, page, QMimeData()):
        QGuiApplication.clipboard().setMimeData(data)
        clerk.paste()
    assert len(clerk.said) == 4
    assert clerk.indicator(0).target == "100%"
    assert clerk.session.stack.count() == 0


def test_a_million_characters_go_into_one_cell(clerk: Clerk) -> None:
    clerk.put(html=f"<table><tr><td>{'长' * 1_000_000}</td></tr></table>")
    clerk.go(2, "reason")
    clerk.paste()
    assert len(clerk.indicator(2).reason) == 1_000_000


def test_control_characters_are_taken_out_and_said(clerk: Clerk) -> None:
    clerk.put(text="一\x01二\x02")
    clerk.go(2, "reason")
    clerk.paste()
    assert clerk.indicator(2).reason == "一二"
    assert "2 个看不见的控制字符" in clerk.said[0]


def test_twice_the_columns_are_shown(clerk: Clerk) -> None:
    clerk.put(text="\t".join(str(number) for number in range(18)) + "\r\n")
    clerk.go(0, "name")
    preview = clerk.preview()
    assert isinstance(preview.findChild(QPlainTextEdit, "pasteNotes"), QPlainTextEdit)
    assert isinstance(preview.findChild(QLabel, "pasteSummary"), QLabel)
    assert "没有对应的栏目" in notes(preview)
    preview.reject()


def test_nothing_is_pasted_over_an_editor_that_cannot_be_kept(clerk: Clerk) -> None:
    clerk.go(0, "weight")
    clerk.keys("abc")
    clerk.put(html=clip("excel.html"))
    clerk.act("Paste")
    assert clerk.session.stack.count() == 0
    assert clerk.text() == "abc"


def test_the_current_row_may_be_gone(clerk: Clerk) -> None:
    clerk.put(html=clip("excel.html"))
    clerk.go(0, "name")
    preview = clerk.preview()
    clerk.tree.setCurrentIndex(clerk.document.indicators.index_of(NodeId("nowhere")))
    clerk.agree(preview)
    assert len(clerk.paths()) == 12


# ---- large clipboards: read in a worker, the window lives meanwhile ----------------------------------------------------


def large_table(rows: int) -> str:
    """Return a sheet of Excel's kind: about a thousand characters of markup a row."""
    cell = "<td class=xl67 style=\"border-top:none;width:120pt;mso-number-format:'\\@'\" x:str>{}</td>\r\n"
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因")
    lines = [heads, *(("产出指标", "数量指标", f"指标{row}", "100", "99", "1", "1", "说明") for row in range(rows))]
    return "<table>" + "".join(f"<tr>{''.join(map(cell.format, line))}</tr>" for line in lines) + "</table>"


def put_html(html: str) -> None:
    data = QMimeData()
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def test_a_large_table_is_read_aside_and_previewed(clerk: Clerk) -> None:
    before = clerk.session.frozen()[0]
    put_html(large_table(1500))
    clerk.act("Paste")
    assert clerk.reader.is_busy
    assert clerk.part(QDialog, "pasteReading").isModal()
    clerk.wait_until_read()
    assert clerk.session.frozen()[0] == before
    preview = clerk.part(PastePreview, "pastePreview")
    assert "添加 1500 个三级指标" in preview.summary.text()
    preview.reject()


def test_many_rows_are_made_ready_before_the_form_changes_in_one_step(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the window does not stand still while each is read and judged."""
    judged: list[str] = []

    def note(row: Row, _rule_set: object) -> tuple[Finding, ...]:
        judged.append(row.name)
        return ()

    monkeypatch.setattr(check, "_ROW_CHECKS", (note,))
    ready: list[int] = []
    clerk.document.indicators.rowsAboutToBeInserted.connect(lambda *_rows: ready.append(len(judged)))
    before, rows = clerk.session.frozen()[0], len(clerk.paths())
    put_html(large_table(1500))
    clerk.agree(clerk.preview())
    assert clerk.part(QDialog, "pastePlanting").isModal()
    assert clerk.session.frozen()[0] == before
    clerk.wait_until_planted()
    assert len(clerk.paths()) == 1500 + rows
    assert (ready, len(judged)) == ([1500], 1500), "each is judged before the step, and none again within it"
    assert clerk.session.stack.undoText() == "粘贴 1500 个指标"
    clerk.session.stack.undo()
    assert clerk.session.frozen()[0] == before


def test_making_many_rows_ready_can_be_stopped_and_nothing_has_changed(clerk: Clerk) -> None:
    before = clerk.session.frozen()[0]
    put_html(large_table(1500))
    clerk.agree(clerk.preview())
    clerk.part(QPushButton, "pastePlantingStop").click()
    clerk.wait_until_planted()
    assert clerk.session.frozen()[0] == before
    assert clerk.session.stack.count() == 0


def test_reading_can_be_stopped_and_nothing_has_changed(clerk: Clerk) -> None:
    before = clerk.session.frozen()[0]
    put_html(large_table(1900))
    clerk.act("Paste")
    clerk.part(QPushButton, "pasteReadingStop").click()
    clerk.wait_until_read()
    assert clerk.page.findChildren(PastePreview) == []
    assert clerk.session.frozen()[0] == before


def test_a_table_that_ends_its_reader_is_told_and_not_pasted(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_command", lambda: [sys.executable, "-c", "pass"])
    before = clerk.session.frozen()[0]
    put_html(large_table(1500))
    clerk.act("Paste")
    clerk.wait_until_read()
    assert clerk.said == ["没有粘贴，自评表没有改动。内容读不出来，没有读取。请分几次复制，或存成文件再导入。"]
    assert clerk.session.frozen()[0] == before


class Turns(QObject):
    """Counts turns of the window."""

    count = 0

    def timerEvent(self, _event: QTimerEvent) -> None:
        self.count += 1


def test_the_window_turns_while_three_megabytes_are_read(clerk: Clerk) -> None:
    """The text is one cell of a million blanks: a single expression that Python does not leave for another thread."""
    turns = Turns(clerk.page)
    put_html("<table><tr><td>甲<td>" + "甲 " * 1_500_000)
    clerk.act("Paste")
    turns.startTimer(10)
    clerk.qtbot.waitUntil(lambda: turns.count >= 30, timeout=20_000)
    assert clerk.reader.is_busy
    clerk.part(QPushButton, "pasteReadingStop").click()
    clerk.wait_until_read()
    assert clerk.said == []


def test_errors_in_every_cell_are_shown_not_pasted(clerk: Clerk) -> None:
    rows = "".join(f"<tr><td>指标{row}</td><td>1</td><td>1</td><td>#DIV/0!</td></tr>" for row in range(300))
    head = "<tr><td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td></tr>"
    put_html(f"<table>{head}{rows}</table>")
    clerk.act("Paste")
    preview = clerk.part(PastePreview, "pastePreview")
    assert "另有 292 个单元格不能粘贴" in preview.notes.toPlainText()
    clerk.part(QPushButton, "pasteAccept").click()
    pasted = [row for row in level_three(clerk.session.form.indicators) if row.name.startswith("指标")]
    assert len(pasted) == 300
    assert {row.weight for row in pasted} == {None}


def test_formulas_stay_text(clerk: Clerk) -> None:
    put_html("<table><tr><td>三级指标</td><td>年度指标值</td></tr><tr><td>=1+1</td><td>+A1</td></tr></table>")
    clerk.act("Paste")
    clerk.part(QPushButton, "pasteAccept").click()
    (row,) = [row for row in level_three(clerk.session.form.indicators) if row.name == "=1+1"]
    assert row.target == "+A1"
