"""Exports from the window: one form, all of them, and everything that can stand in their way."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from selfeval_gui.app.settings import EXPORT_PATTERN, Settings
from selfeval_gui.app.worker import Worker
from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.storage import store
from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.views.output.export_forms_dialog import ExportFormsDialog
from selfeval_gui.work import exporting
from tests.helpers.desk import Desk
from tests.helpers.review import rewrite
from tests.helpers.xlsx_reading import is_draft


def cells(path: Path) -> list[str]:
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    return [str(value) for row in sheet.to_python() for value in row if value != ""]


def words(path: Path) -> str:
    return "\n".join(cell.text for table in Document(str(path)).tables for row in table.rows for cell in row.cells)


def export_dialog(desk: Desk) -> ExportFormsDialog:
    desk.trigger("actionExportAll")
    return desk.find("exportDialog", ExportFormsDialog)


def export_all(desk: Desk) -> None:
    export_dialog(desk).accept()


def wait_for_export(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said), timeout=20_000)


def break_weights(desk: Desk, name: str) -> None:
    """Give a form an error."""
    desk.choose(name)
    type_into_field(desk.session, "rule_set", "mof-2020")


def test_export_holds_what_is_on_the_page(
    qtbot: QtBot, samples: Path, tmp_path: Path, opened_folders: list[str]
) -> None:
    desk = Desk(qtbot, samples)
    desk.change("国际交流")
    type_into_field(desk.session, "department", "改过的部门")
    target = tmp_path / "导出.xlsx"
    desk.notifier.targets = [target]
    desk.trigger("actionExportExcel")
    wait_for_export(desk)
    assert desk.notifier.said == [("info", f"已导出：{target}")]
    assert opened_folders == [str(tmp_path)]
    [offer] = desk.notifier.offers
    assert offer.text == "打开"
    offer.act()
    assert opened_folders == [str(tmp_path), str(target)]
    assert "改过的部门" in cells(target)
    assert not desk.session.is_clean
    assert desk.notifier.asked[0][0].endswith("2020 年国际交流与合作项目.xlsx .xlsx")


def test_another_export_waits_for_the_one_that_runs(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    desk.notifier.targets = [tmp_path / "a.xlsx"]
    desk.trigger("actionExportExcel")
    desk.trigger("actionExportWord")
    assert desk.notifier.said[0] == ("warn", "正在写“a.xlsx”，等它写完再来。")
    desk.qtbot.waitUntil(lambda: len(desk.notifier.said) == 2, timeout=20_000)
    assert (tmp_path / "a.xlsx").exists()


def test_export_given_up(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    desk.notifier.targets = [None]
    desk.trigger("actionExportExcel")
    assert list(samples.glob("*.xlsx")) == []


def test_word_export_holds_what_is_on_the_page(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.change("国际交流")
    type_into_field(desk.session, "department", "改过的部门")
    desk.notifier.targets = [tmp_path / "导出.docx"]
    desk.trigger("actionExportWord")
    wait_for_export(desk)
    assert "改过的部门" in words(tmp_path / "导出.docx")
    assert desk.notifier.asked[0][0].endswith("2020 年国际交流与合作项目.docx .docx")


@pytest.mark.parametrize("answer", ["draft", "export", "cancel"])
def test_errors_are_asked_about(qtbot: QtBot, samples: Path, tmp_path: Path, answer: str) -> None:
    desk = Desk(qtbot, samples)
    break_weights(desk, "国际交流")
    target = tmp_path / "a.xlsx"
    desk.notifier.answers = [answer]
    desk.notifier.targets = [target]
    desk.trigger("actionExportExcel")
    assert desk.notifier.asked[0][1] == ["印上“草稿”导出", "照样导出", "取消"]
    if answer != "cancel":
        wait_for_export(desk)
        assert is_draft(target) == (answer == "draft")
    assert target.exists() == (answer != "cancel")


def test_target_open_in_excel(qtbot: QtBot, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[Path] = []
    write = store.write_export

    def held_once(path: Path, data: bytes, *, overwrite: bool) -> None:
        tries.append(path)
        if len(tries) == 1:
            raise SaveFailed("save.in_use")
        write(path, data, overwrite=overwrite)

    monkeypatch.setattr(exporting, "write_export", held_once)
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    desk.notifier.targets = [tmp_path / "a.xlsx"]
    desk.notifier.answers = ["retry"]
    desk.trigger("actionExportExcel")
    wait_for_export(desk)
    assert "Excel" in desk.notifier.asked[1][0]
    assert desk.notifier.asked[1][1] == ["再试", "换个位置…", "取消"]
    assert cells(tmp_path / "a.xlsx")


@pytest.mark.skipif(sys.platform == "win32", reason="a folder's write protection does not stop its owner on Windows")
def test_folder_that_refuses_and_another_one(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    desk.notifier.targets = [tmp_path / "file" / "a.xlsx", tmp_path / "b.xlsx"]
    desk.notifier.answers = ["elsewhere"]
    desk.trigger("actionExportExcel")
    wait_for_export(desk)
    assert cells(tmp_path / "b.xlsx")


def test_all_forms_a_file_each(qtbot: QtBot, samples: Path, tmp_path: Path, opened_folders: list[str]) -> None:
    (samples / "坏.json").write_bytes(b"")
    desk = Desk(qtbot, samples)
    desk.change("国际交流")
    type_into_field(desk.session, "department", "改过的部门")
    out = tmp_path / "导出"
    desk.notifier.folders = [out]
    export_all(desk)
    assert not desk.action("actionExportAll").isEnabled()
    qtbot.waitUntil(lambda: len(list(out.glob("*.xlsx"))) == 14, timeout=30_000)
    qtbot.waitUntil(lambda: any("已导出 14 份" in text for _kind, text in desk.notifier.said))
    assert "改过的部门" in cells(out / "2020 年国际交流与合作项目.xlsx")
    assert desk.action("actionExportAll").isEnabled()
    assert opened_folders == [str(out)]
    assert [offer.text for offer in desk.notifier.offers] == ["打开文件夹"]


def wait_until_done(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: not desk.notifier.answers, timeout=20_000)
    desk.qtbot.waitUntil(desk.action("actionExportAll").isEnabled, timeout=30_000)


@pytest.mark.parametrize(
    ("answer", "count", "drafts"), [("draft", 14, 1), ("export", 14, 0), ("skip", 13, 0), ("cancel", 0, 0)]
)
def test_errors_among_all_forms(
    qtbot: QtBot, samples: Path, tmp_path: Path, answer: str, count: int, drafts: int
) -> None:
    desk = Desk(qtbot, samples)
    break_weights(desk, "国际交流")
    out = tmp_path / "out"
    desk.notifier.folders = [out]
    desk.notifier.answers = [answer]
    export_all(desk)
    wait_until_done(desk)
    made = list(out.glob("*.xlsx"))
    assert len(made) == count
    assert len([path for path in made if is_draft(path)]) == drafts


@pytest.mark.parametrize("answer", ["overwrite", "cancel"])
def test_existing_files_are_asked_about_once(qtbot: QtBot, samples: Path, tmp_path: Path, answer: str) -> None:
    old = [tmp_path / f"{name}.xlsx" for name in ("2020 年国际交流与合作项目", "2020 年星级学会示范项目")]
    for path in old:
        path.write_bytes(b"old")
    desk = Desk(qtbot, samples)
    desk.notifier.folders = [tmp_path]
    desk.notifier.answers = [answer]
    export_all(desk)
    wait_until_done(desk)
    assert len(desk.notifier.asked) == 2
    assert (old[0].read_bytes() == b"old") == (answer == "cancel")


def test_failures_among_all_forms_can_be_tried_again(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "2020 年国际交流与合作项目.xlsx"
    blocked.mkdir()
    desk = Desk(qtbot, samples)
    desk.notifier.folders = [tmp_path]
    desk.notifier.answers = ["overwrite", "cancel"]
    export_all(desk)
    wait_until_done(desk)
    assert "1 个文件没有导出" in desk.notifier.asked[-1][0]
    assert len([path for path in tmp_path.glob("*.xlsx") if path.is_file()]) == 13


def test_the_words_of_the_dialog_are_whole_where_it_is_as_low_as_can_be(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    dialog = export_dialog(desk)
    example = next(label for label in desk.all(QLabel, dialog) if "{项目名称}" in label.text())
    for pattern in ("{项目名称}", "{年度}" * 40):
        dialog.pattern.setText(pattern)
        dialog.resize(dialog.minimumSize())
        qtbot.waitUntil(lambda: example.height() >= example.heightForWidth(example.width()))
        assert dialog.height() < 480


def test_more_notes_than_a_bar_holds_are_listed_one_by_one(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    for count, path in enumerate(sorted(samples.glob("*.json")), 1):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"department": "', '"department": "' + "\\u0001" * count), encoding="utf-8")
    desk = Desk(qtbot, samples)
    desk.notifier.folders = [tmp_path / "out"]
    export_all(desk)
    wait_for_export(desk)
    ((kind, told),) = desk.notifier.said
    assert kind == "error"
    assert "其中有 14 处没有照原样写出" in told
    assert [f"{path.name}：" in told for path in (tmp_path / "out").iterdir()] == [True] * 14


def test_chosen_forms_in_word_under_names_of_ones_own(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, samples)
    dialog = export_dialog(desk)
    qtbot.mouseClick(desk.find("exportNoForms", QPushButton), Qt.MouseButton.LeftButton)
    assert not desk.find("exportAccept", QPushButton).isEnabled()
    for row in (0, 2):
        dialog.forms.list.item(row).setCheckState(Qt.CheckState.Checked)
    dialog.format.setCurrentIndex(1)
    dialog.pattern.setText("{年度}-{实施单位}-{项目名称}")
    shown = " ".join(label.text() for label in desk.all(QLabel, dialog))
    assert "2020-上海市科学技术协会-2020 年市科协办公用房维修项目.docx" in shown
    dialog.template.setCurrentIndex(dialog.template.findText("四川", Qt.MatchFlag.MatchContains))
    desk.notifier.folders = [tmp_path / "out"]
    dialog.accept()
    wait_for_export(desk)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "2020-上海市科学技术协会-2020 年国际交流与合作项目.docx",
        "2020-上海市科学技术协会-2020 年市科协办公用房维修项目.docx",
    ]
    assert "度量单位" in words(tmp_path / "out" / "2020-上海市科学技术协会-2020 年国际交流与合作项目.docx")
    again = export_dialog(desk).wish()
    assert (again.format.suffix, again.pattern, again.template, len(again.paths)) == (
        *(".docx", "{年度}-{实施单位}-{项目名称}", None, 14),
    )


@pytest.mark.parametrize("place", [0, 1])
def test_booklet(qtbot: QtBot, samples: Path, tmp_path: Path, opened_folders: list[str], place: int) -> None:
    desk = Desk(qtbot, samples)
    dialog = export_dialog(desk)
    dialog.booklet.setChecked(True)
    dialog.format.setCurrentIndex(place)
    assert not dialog.pattern.isEnabled()
    suffix = (".xlsx", ".docx")[place]
    target = tmp_path / f"全部{suffix}"
    desk.notifier.targets = [target]
    dialog.accept()
    wait_for_export(desk)
    assert desk.notifier.said == [("info", f"已把 14 份合成 {target}")]
    assert opened_folders == [str(tmp_path)]
    if place == 0:
        names = CalamineWorkbook.from_path(target).sheet_names
        assert (names[0], len(names)) == ("目录", 15)
    else:
        assert words(target).count("三级指标") == 14


def test_a_booklet_by_unit(qtbot: QtBot, samples: Path, tmp_path: Path, opened_folders: list[str]) -> None:
    paths = sorted(samples.glob("*.json"))
    for number, path in enumerate(paths):
        units = ("科技馆", "图书馆", "市科技馆")
        rewrite(path, implementing_unit=units[number % 3], project_name=f"项目{number:02}")
    desk = Desk(qtbot, samples)
    dialog = export_dialog(desk)
    assert not dialog.by_unit.isEnabled(), "files of their own have no order"
    dialog.booklet.setChecked(True)
    dialog.by_unit.setChecked(True)
    desk.notifier.targets = [tmp_path / "a.xlsx"]
    dialog.accept()
    wait_for_export(desk)
    names = CalamineWorkbook.from_path(tmp_path / "a.xlsx").sheet_names[1:]
    assert names == [f"项目{number:02}" for first in range(3) for number in range(first, 14, 3)]
    assert opened_folders == [str(tmp_path)]
    again = export_dialog(desk)
    assert again.by_unit.isChecked() and again.booklet.isChecked(), "as the last time"
    again.reject()


def test_a_booklet_open_in_excel(qtbot: QtBot, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = store.write_export

    def held(path: Path, data: bytes, **named: Any) -> None:
        if path.name == "a.xlsx":
            raise SaveFailed("save.in_use")
        write(path, data, **named)

    monkeypatch.setattr(exporting, "write_export", held)
    desk = Desk(qtbot, samples)
    dialog = export_dialog(desk)
    dialog.booklet.setChecked(True)
    desk.notifier.targets = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    desk.notifier.answers = ["retry", "elsewhere"]
    dialog.accept()
    wait_for_export(desk)
    assert [choices for _text, choices in desk.notifier.asked[1:3]] == [["再试", "换个位置…", "取消"]] * 2
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["b.xlsx"]


def test_a_full_disk_is_told_with_the_files_it_struck(
    qtbot: QtBot, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, done = store.write_export, list[Path]()

    def full(path: Path, data: bytes, **named: Any) -> None:
        if len(done) == 3:
            raise SaveFailed("save.disk_full")
        done.append(path)
        write(path, data, **named)

    monkeypatch.setattr(exporting, "write_export", full)
    desk = Desk(qtbot, samples)
    desk.notifier.folders = [tmp_path]
    desk.notifier.answers = ["cancel"]
    export_all(desk)
    wait_until_done(desk)
    assert "11 个文件没有导出" in desk.notifier.asked[-1][0]
    assert sorted(tmp_path.glob("*.xlsx")) == sorted(done)
    assert all(cells(path) for path in done)


def test_a_long_export_can_be_stopped(
    qtbot: QtBot, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()
    begun: list[Path] = []
    write = store.write_export

    def slow(path: Path, data: bytes, **named: Any) -> None:
        begun.append(path)
        go_on.wait(20)
        write(path, data, **named)

    monkeypatch.setattr(exporting, "write_export", slow)
    desk = Desk(qtbot, samples)
    desk.notifier.folders = [tmp_path]
    export_all(desk)
    qtbot.waitUntil(lambda: bool(begun))
    stop = desk.find("progressCancel", QToolButton)
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    go_on.set()
    qtbot.waitUntil(desk.action("actionExportAll").isEnabled)
    assert [path.name for path in tmp_path.glob("*.xlsx")] == [begun[0].name]
    assert cells(begun[0])
    assert desk.notifier.said == [("warn", f"导出已停止。已写出 1 个完整的文件：{begun[0].name}；其余 13 份没有写。")]
    assert not stop.isVisible()


def test_closing_during_an_export_ends_it(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.notifier.folders = [tmp_path]
    export_all(desk)
    assert desk.window.close()


def test_closing_right_after_the_check_neither_asks_nor_writes(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, samples)
    (tmp_path / "2020 年国际交流与合作项目.xlsx").write_bytes(b"there already")
    desk.notifier.folders = [tmp_path]
    export_all(desk)
    (worker,) = desk.all(Worker, desk.window.desk.tasks)
    assert worker.wait(20_000), "it has answered, and the window has not heard it yet"
    asked = len(desk.notifier.asked)
    with qtbot.waitSignal(worker.destroyed):
        assert desk.window.close()
    assert len(desk.notifier.asked) == asked
    assert not desk.all(Worker)
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["2020 年国际交流与合作项目.xlsx"]


def test_a_pattern_of_an_older_version_is_understood_and_shown_in_chinese(qtbot: QtBot, samples: Path) -> None:
    settings = Settings()
    settings.set(EXPORT_PATTERN, "{year} {department}{unit}（{project}）")
    dialog = export_dialog(Desk(qtbot, samples, settings))
    assert dialog.pattern.text() == "{年度} {主管部门}{实施单位}（{项目名称}）"
