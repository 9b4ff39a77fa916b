"""Many files in one preview: only the one that is looked at has its cells in memory; what was repaired stays."""

from __future__ import annotations

import gc
import tracemalloc
import weakref
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.exchange.reading_process import reading
from selfeval_gui.exchange.recognize.result import Recognized
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.fates import Fate
from selfeval_gui.storage import store
from selfeval_gui.storage.taking_in import Existing
from selfeval_gui.views.importing.import_preview import ImportPreview
from selfeval_gui.work.importing import read_files
from selfeval_gui.work.incoming import Incoming, ReadIn
from selfeval_gui.work.progress import unheard
from tests.helpers.desk import Desk

FILES, CELLS = 4, 3_000
HEADINGS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "等次"]


def book(path: Path, name: str, more: int = 0) -> Path:
    """Write a form with one value in doubt and one cell that goes nowhere, and a sheet of other cells."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (
        ["项目名称", name],
        HEADINGS,
        ["产出指标", "数量指标", "培训", "3次", "3次", "十五", 15, f"甲等{name}"],
    ):
        sheet.append(row)
    if more:
        other = made.create_sheet("台账")
        for number in range(more // 10):
            other.append([f"{name}{number}-{column}" for column in range(10)])
    made.save(path)
    return path


def held_after_reading(files: list[Path], folder: Path) -> int:
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        read = read_files(files, folder, unheard)
        gc.collect()
        held = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert len(read.incoming) == len(read.outside) == len(files)
    assert [each.size for each in read.outside] == [CELLS] * len(files)
    return held


def test_each_further_file_takes_little_memory(private_home: Path, tmp_path: Path) -> None:
    """A cell as an object takes more than 200 bytes with its text; compressed, with the form, half of that at most."""
    (tmp_path / "工作").mkdir()
    files = [book(tmp_path / f"{number}.xlsx", f"项目{number}", CELLS) for number in range(FILES)]
    one, all_of_them = (held_after_reading(some, tmp_path / "工作") for some in (files[:1], files))
    assert (all_of_them - one) / (FILES - 1) < 100 * CELLS


def test_the_preview_holds_the_cells_of_one_file(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    living: list[weakref.ref[Recognized]] = []

    def counted(self: reading.Shelf) -> reading.Reading:
        opened = open_shelf(self)
        living.append(weakref.ref(opened.found))
        return opened

    open_shelf = reading.Shelf.open
    monkeypatch.setattr(reading.Shelf, "open", counted)
    desk, dialog = shown(qtbot, tmp_path)
    for row in (1, 2, 0):
        go_to(desk, dialog, row)
        assert dialog.source.source_model.rowCount() == 3
    assert len(living) == 4
    assert [found() is not None for found in living] == [False, False, False, True]
    dialog.reject()


def shown(qtbot: QtBot, place: Path) -> tuple[Desk, ImportPreview]:
    (place / "工作").mkdir()
    (place / "来件").mkdir()
    for number, name in enumerate(("一号项目", "二号项目", "三号项目")):
        book(place / "来件" / f"{number}.xlsx", name)
    desk = Desk(qtbot, place / "工作")
    desk.notifier.folders = [place / "来件"]
    desk.trigger("actionImportFolder")
    qtbot.waitUntil(lambda: any(each.isVisible() for each in desk.all(ImportPreview)), timeout=20_000)
    (dialog,) = desk.all(ImportPreview)
    go_to(desk, dialog, 0)
    return desk, dialog


def go_to(desk: Desk, dialog: ImportPreview, row: int) -> None:
    dialog.files.setCurrentRow(row)
    desk.qtbot.waitUntil(lambda: not dialog.is_opening)


def doubts(dialog: ImportPreview) -> list[str]:
    return [dialog.doubts.item(row).text() for row in range(dialog.doubts.count())]


def test_repairs_and_choices_stay_while_others_are_looked_at(qtbot: QtBot, tmp_path: Path) -> None:
    desk, dialog = shown(qtbot, tmp_path)
    fields = dialog.fields.field_model
    rows = [fields.index(row, 1) for row in range(fields.rowCount())]
    weight = next(index for index in rows if (ref := fields.thing_at(index)) is not None and ref.name == "weight")
    assert weight.data(Role.FATE) is Fate.DOUBTED
    assert fields.setData(weight, "15")
    assert fields.setData(fields.index_of(FieldRef(None, "department")), "市科协")
    dialog.keep_unmapped.setChecked(True)
    before = doubts(dialog)
    go_to(desk, dialog, 1)
    assert not dialog.keep_unmapped.isChecked()
    assert (dialog.fields.field_model.index(0, 1).data(), doubts(dialog)) != ("一号项目", before)
    go_to(desk, dialog, 0)
    assert dialog.keep_unmapped.isChecked()
    assert doubts(dialog) == before
    again = fields.index(weight.row(), 1)
    assert (again.data(), again.data(Role.FATE)) == ("15", None)
    go_to(desk, dialog, 2)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(desk.notifier.said) and not desk.window.imports.is_busy, timeout=20_000)
    forms = {form.project_name: form for form in (store.load(p).form for p in (tmp_path / "工作").glob("*.json"))}
    first = forms["一号项目"]
    assert (first.department, str(first.indicators[0].children[0].children[0].weight)) == ("市科协", "15")
    assert first.notes == "导入时未归位的内容（0.xlsx）：\nSheet!H3：甲等一号项目\nSheet!F3：十五"
    assert [forms[name].notes for name in ("二号项目", "三号项目")] == ["", ""]
    assert forms["二号项目"].indicators[0].children[0].children[0].weight is None


def test_quick_steps_through_the_list_end_at_the_last(qtbot: QtBot, tmp_path: Path) -> None:
    desk, dialog = shown(qtbot, tmp_path)
    for row in (1, 2, 0, 1, 2):
        dialog.files.setCurrentRow(row)
    desk.qtbot.waitUntil(lambda: not dialog.is_opening)
    model = dialog.source.source_model
    texts = {model.index(row, column).data() for row in range(3) for column in range(8)}
    assert "三号项目" in texts and not {"一号项目", "二号项目"} & texts
    assert dialog.choices.existing_choice() is Existing.NEW
    dialog.reject()


def test_a_preview_is_closed_while_its_cells_are_on_their_way(qtbot: QtBot, tmp_path: Path) -> None:
    desk, dialog = shown(qtbot, tmp_path)
    dialog.files.setCurrentRow(1)
    assert dialog.is_opening
    dialog.reject()
    desk.notifier.folders = [tmp_path / "来件"]
    desk.trigger("actionImportFolder")
    assert desk.window.imports.is_busy
    qtbot.waitUntil(lambda: not desk.window.imports.is_busy, timeout=20_000)


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_closed_preview_holds_nothing_of_what_was_read_without_a_look_at_all_that_is_loaded(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_kept: bool
) -> None:
    seen: list[weakref.ref[Incoming]] = []
    show = ImportPreview.__init__

    def noted(self: ImportPreview, read: ReadIn, *rest: Any) -> None:
        seen.extend(map(weakref.ref, read.incoming))
        show(self, read, *rest)

    monkeypatch.setattr(ImportPreview, "__init__", noted)
    desk, dialog = shown(qtbot, tmp_path)
    looks = gc.get_stats()[2]["collections"]
    dialog.accept() if is_kept else dialog.reject()
    qtbot.waitUntil(lambda: not desk.window.imports.is_busy and not desk.all(ImportPreview), timeout=20_000)
    qtbot.waitUntil(lambda: not any(each() for each in seen))
    assert len(seen) == 3
    assert gc.get_stats()[2]["collections"] == looks
