"""What leaves the window beside Excel forms: the summary, and what can stand in its way."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.storage import store
from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.views.output.report_dialog import ReportDialog
from selfeval_gui.work import summing
from tests.helpers.desk import Desk


def wait_until_said(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: bool(desk.notifier.said), timeout=20_000)


def test_summary_of_what_is_in_the_window(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    (samples / "坏.json").write_bytes(b"")
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    type_into_field(desk.session, "department", "改过的部门")
    target = tmp_path / "汇总.xlsx"
    desk.notifier.targets = [target]
    desk.trigger("actionSummary")
    assert not desk.action("actionSummary").isEnabled()
    wait_until_said(desk)
    assert desk.notifier.asked[0][0].endswith("绩效自评汇总表.xlsx .xlsx")
    assert desk.notifier.said == [("info", f"已导出：{target}")]
    table = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    departments = [line[2] for line in table[2:16]]
    assert departments.count("改过的部门") == 1
    assert desk.action("actionSummary").isEnabled()
    assert not desk.session.is_clean


def test_no_summary_without_forms(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(qtbot, tmp_path)
    assert not desk.action("actionSummary").isEnabled()


def test_summary_open_in_excel(qtbot: QtBot, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = store.write_export

    def held(path: Path, data: bytes, *, overwrite: bool) -> None:
        if path.name == "a.xlsx":
            raise SaveFailed("save.in_use")
        write(path, data, overwrite=overwrite)

    monkeypatch.setattr(summing, "write_export", held)
    desk = Desk(qtbot, samples)
    desk.notifier.targets = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    desk.notifier.answers = ["retry", "elsewhere"]
    desk.trigger("actionSummary")
    wait_until_said(desk)
    questions = [(text, choices) for text, choices in desk.notifier.asked if choices]
    assert "Excel" in questions[0][0]
    assert questions[0][1] == ["再试", "换个位置…", "取消"]
    assert not (tmp_path / "a.xlsx").exists()
    assert (tmp_path / "b.xlsx").exists()


def test_report_draft(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.notifier.targets = [tmp_path / "报告.docx"]
    desk.trigger("actionReport")
    desk.find("reportDialog", ReportDialog).accept()
    wait_until_said(desk)
    assert desk.notifier.asked[0][0].endswith("绩效自评报告（草稿）.docx .docx")
    with ZipFile(tmp_path / "报告.docx") as parts:
        assert "共有 14 个项目" in parts.read("word/document.xml").decode("utf-8")


def test_report_for_everybody_by_another_outline(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    """The names and numbers that one form gives stand in a reason, too."""
    path = min(samples.glob("*.json"))
    read = json.loads(path.read_text(encoding="utf-8"))
    read["extra"] = {"项目负责人": "欧阳明"}
    rows = [row for one in read["indicators"] for two in one["children"] for row in two["children"]]
    lost = next(row for row in rows if Decimal(row["score"]) < Decimal(row["weight"]))
    lost["reason"] = "欧阳明（电话021-63215678）未及时催办。"
    path.write_text(json.dumps(read, ensure_ascii=False), encoding="utf-8")
    desk = Desk(qtbot, samples)
    desk.notifier.targets = [tmp_path / "报告.docx"]
    desk.trigger("actionReport")
    box = desk.find("reportOutline", QComboBox)
    box.setCurrentIndex(box.findData("transfer"))
    desk.find("reportPublic", QCheckBox).setChecked(True)
    desk.find("reportDialog", ReportDialog).accept()
    wait_until_said(desk)
    assert desk.notifier.asked[0][0].endswith("绩效自评报告（公开版）.docx .docx")
    told = desk.notifier.said[-1][1]
    assert "隐去了 1 处人名" in told
    assert "隐去了 1 处电话号码" in told
    with ZipFile(tmp_path / "报告.docx") as parts:
        text = parts.read("word/document.xml").decode("utf-8")
    assert "×××（电话（略））未及时催办" in text
    assert "欧阳明" not in text
    assert "63215678" not in text
    assert "年度转移支付绩效自评报告" in text
    assert "填报质量检查情况" not in text
