"""The import preview by keys alone: to each place, through its menu, from the first doubt to the kept form."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage import store
from selfeval_gui.views.importing.import_preview import ImportPreview
from selfeval_gui.work.own_layouts import OwnLayouts
from tests.gui.importing.test_repairing import actuals, lines, preview_of
from tests.helpers.desk import Desk

Key = Qt.Key
NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
TABLE = """\
项目名称\t修堤工程\t\t\t实施单位\t堤防所
经手的人\t丁一\t带队的人\t王二
项目资金（万元）\t年初预算数\t全年预算数\t全年执行数
年度资金总额\t1500000\t1200000\t900000
一级指标\t二级指标\t三级指标\t年度指标值\t达到的数\t分值\t得分
产出指标\t数量指标\t加固堤段\t3公里\t2公里\t60\t60
产出指标\t数量指标\t植草护坡\t0.95\t0.9\t40\t40
产出指标\t数量指标\t（续）\t\t\t\t
总分\t\t\t\t\t100\t100
填表须知\t按季报送
"""


class Keys:
    """Ten fingers over the preview, and nothing else."""

    def __init__(self, desk: Desk, dialog: ImportPreview) -> None:
        self.desk, self.dialog = desk, dialog

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _ in range(times):
            place = QApplication.activePopupWidget() or QApplication.focusWidget()
            assert place is not None
            self.desk.qtbot.keyClick(place, key, modifiers)

    def tab_to(self, widget: QWidget) -> None:
        for _ in range(12):
            if widget.hasFocus():
                return
            self.press(Key.Key_Tab)
        raise AssertionError(widget.objectName())

    def choose_in_menu(self, *words: str) -> None:
        for word in words:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            count = len(menu.actions())
            while menu.activeAction() is None or menu.activeAction().text() != word:
                self.press(Key.Key_Down)
                count -= 1
                assert count > -2, word
            self.press(Key.Key_Right if menu.activeAction().menu() is not None else Key.Key_Return)

    def to_cell(self, word: str) -> None:
        """Go to a cell by the list of what is to be looked at, and on into the source."""
        self.tab_to(self.dialog.doubts)
        self.press(Key.Key_Home)
        for _ in range(self.dialog.doubts.count()):
            if word in self.dialog.doubts.currentItem().text():
                break
            self.press(Key.Key_Down)
        self.tab_to(self.dialog.source)

    def to_field(self, name: str, text: str) -> None:
        """Go to a field of the result by its name and content."""
        view = self.dialog.fields
        self.tab_to(view)
        self.press(Key.Key_Home, CTRL)
        for _ in range(view.field_model.rowCount()):
            index = view.currentIndex()
            if (index.siblingAtColumn(0).data().strip(), index.siblingAtColumn(1).data()) == (name, text):
                return
            self.press(Key.Key_Down)
        raise AssertionError((name, text))


@pytest.fixture
def keys(qtbot: QtBot, tmp_path: Path) -> Keys:
    folder = tmp_path / "工作文件夹"
    folder.mkdir()
    desk = Desk(qtbot, folder)
    return Keys(desk, preview_of(desk, tmp_path / "来表.txt", TABLE))


def chosen(dialog: ImportPreview) -> list[str]:
    return [cell.text for cell in dialog.source.chosen_cells()]


def test_a_form_is_repaired_and_kept(keys: Keys) -> None:
    dialog = keys.dialog
    keys.press(Key.Key_F7)
    keys.tab_to(dialog.source)
    assert chosen(dialog) == ["2公里"]
    keys.press(Key.Key_Space, CTRL)
    keys.press(Key.Key_G, CTRL)
    keys.choose_in_menu("指标的各行", "实际完成值")
    assert actuals(dialog) == ["2公里", "0.9", ""]
    keys.to_field("年度指标值", "0.95")  # leads to its cell in the source
    keys.tab_to(dialog.source)
    keys.press(Key.Key_Right, SHIFT)
    assert chosen(dialog) == ["0.95", "0.9"]
    keys.press(Key.Key_1, CTRL)
    keys.to_field("年度资金总额 / 年初预算数", "1500000")
    keys.tab_to(dialog.source)
    keys.press(Key.Key_Right, SHIFT, times=2)
    keys.press(Key.Key_3, CTRL)
    keys.to_field("三级指标", "（续）")
    keys.press(Key.Key_M, CTRL)
    keys.to_cell("填表须知：按季报送")  # a doubt, of the words at the left
    keys.press(Key.Key_Right)
    keys.press(Key.Key_B, CTRL)
    keys.to_field("带队的人", "王二")
    keys.press(Key.Key_Delete)
    assert not any("填表须知" in line or "带队的人：" in line for line in lines(dialog))
    keys.press(Key.Key_F8)
    keys.press(Key.Key_K, CTRL, times=sum("未归位" not in line and "删去了" not in line for line in lines(dialog)))
    keys.press(Key.Key_F7)
    assert "未归位：带队的人（预览里移出了栏目）" in dialog.doubts.currentItem().text()
    keys.press(Key.Key_L, CTRL)
    assert [line for line in lines(dialog) if not line.startswith("删去了")] == []
    keys.tab_to(dialog.accept_button)
    keys.press(Key.Key_Space)
    desk = keys.desk
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said) and not desk.window.imports.is_busy, timeout=20_000)
    (path,) = (desk.window.place.root or Path()).glob("*.json")
    form = store.load(path).form
    rows = [(row.name, row.target, row.actual) for row in level_three(form.indicators)]
    assert rows == [("加固堤段", "3公里", "2公里"), ("植草护坡（续）", "95%", "90%")]
    total = form.funds.total
    assert [str(each) for each in (total.initial_budget, total.annual_budget, total.executed)] == ["150", "120", "90"]
    assert (form.notes, form.extra) == ("按季报送", {"经手的人": "丁一"})


def test_only_what_was_given_is_remembered_of_a_column(keys: Keys) -> None:
    keys.press(Key.Key_F7)
    keys.tab_to(keys.dialog.source)
    keys.press(Key.Key_Space, CTRL)
    assert chosen(keys.dialog) == ["实施单位", "达到的数", "2公里", "0.9"]
    keys.press(Key.Key_G, CTRL)
    keys.choose_in_menu("指标的各行", "实际完成值")
    keys.press(Key.Key_R, CTRL)
    (layout,) = OwnLayouts().all().values()
    assert [(choice.way, choice.word, choice.target) for choice in layout.choices] == [("by row", "达到的数", "actual")]
    keys.desk.notifier.answers = ["drop"]
    keys.dialog.reject()


def test_going_back_chooses_one_cell(keys: Keys) -> None:
    keys.press(Key.Key_F7, times=3)
    keys.press(Key.Key_F7, SHIFT, times=2)
    assert chosen(keys.dialog) == ["2公里"]
    keys.tab_to(keys.dialog.source)
    keys.press(Key.Key_Space, CTRL)
    keys.press(Key.Key_F7)
    keys.press(Key.Key_F7, SHIFT)
    assert chosen(keys.dialog) == ["2公里"]
    keys.dialog.reject()


def test_what_is_left_above_is_not_denied(keys: Keys) -> None:
    dialog = keys.dialog
    doubts = sum("未归位" not in line for line in lines(dialog))
    assert doubts > 1
    keys.press(Key.Key_F8, times=doubts + 1)
    assert dialog.doubts.currentRow() == 0  # from the last to the first
    keys.press(Key.Key_F8, SHIFT)
    assert dialog.place.text() == "前面没有了。"
    for left in range(doubts, 0, -1):
        assert sum("未归位" not in line for line in lines(dialog)) == left
        keys.press(Key.Key_K, CTRL)
    assert "未归位" in dialog.doubts.currentItem().text()
    keys.press(Key.Key_K, CTRL)
    assert "还没有归位，不能当作已核对" in dialog.place.text()
    keys.press(Key.Key_F8)
    assert dialog.place.text() == f"没有别的要核对的地方了；还有 {dialog.doubts.count()} 处未归位，按 F7 去看。"
    keys.desk.notifier.answers = ["drop"]
    dialog.reject()


def test_the_next_doubt_is_shown_once_one_is_answered(keys: Keys) -> None:
    dialog = keys.dialog
    keys.press(Key.Key_F8)
    second = dialog.doubts.item(1).text()
    keys.press(Key.Key_K, CTRL)
    assert dialog.doubts.currentItem().text() == second
    assert dialog.place.text().split("：")[0].split("，")[0] in second
    keys.desk.notifier.answers = ["drop"]
    dialog.reject()


def test_tab_goes_from_the_files_down(keys: Keys) -> None:
    dialog = keys.dialog
    for place in (dialog.files, dialog.doubts, dialog.source, dialog.fields):
        assert place.hasFocus()
        keys.press(Key.Key_Tab)
    dialog.reject()
