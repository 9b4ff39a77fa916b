"""催报单 as Word, Excel and text: whom to reach, what is missing, how many days late."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.reminding import remind
from tests.helpers.review import form_of, list_file, put, run

TODAY = date(2021, 4, 10)  # ten days after the due day


@pytest.fixture
def folder(tmp_path: Path, sample_originals: Path) -> Path:
    folder = tmp_path / "w"
    put(folder / "科技馆", form_of(min(sample_originals.glob("*.json")), "科技馆", "展厅更新"))
    head = ("单位", "项目名称", "联系人", "电话", "截止日期")
    rows = (("科技馆", "展厅更新"), ("图书馆", "馆藏保护", "王芳", "021-1", "2021-03-31"), ("图书馆", "阅读推广"))
    assert run("register", folder, "--from", list_file(tmp_path / "l.xlsx", head, *rows)) == 0
    return folder


def test_as_excel(folder: Path, tmp_path: Path) -> None:
    remind(folder, tmp_path / "催报单.xlsx", TODAY, unheard)
    lines = CalamineWorkbook.from_path(tmp_path / "催报单.xlsx").get_sheet_by_index(0).to_python()
    summed_up = "截至 2021-04-10，还有 1 个单位的 2 份自评表没有报送，请尽快报送；截止日期 2021-03-31，已逾期 10 天。"
    assert [line[0] for line in lines[:2]] == ["绩效自评表催报单", summed_up]
    assert lines[2] == ["单位", "联系人", "份数", "缺报的项目", "截止日期", "逾期天数"]
    assert lines[3:] == [["图书馆", "王芳 021-1", 2, "馆藏保护\n阅读推广", "2021-03-31", 10]]


def test_as_word(folder: Path, tmp_path: Path) -> None:
    remind(folder, tmp_path / "催报单.docx", TODAY, unheard)
    document = Document(str(tmp_path / "催报单.docx"))
    assert document.paragraphs[0].text == "绩效自评表催报单"
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows][1:] == [
        ["图书馆", "王芳 021-1", "2", "馆藏保护、阅读推广", "2021-03-31", "10"],
    ]


def test_before_the_day_and_without_anything_missing(folder: Path, tmp_path: Path, sample_originals: Path) -> None:
    said = "图书馆（王芳 021-1）：还缺 2 份：馆藏保护、阅读推广；截止日期 2021-03-31"
    assert remind(folder, None, date(2021, 3, 31), unheard) == said
    for project in ("馆藏保护", "阅读推广"):
        put(folder / "图书馆", form_of(min(sample_originals.glob("*.json")), "图书馆", project))
    assert remind(folder, tmp_path / "没有.docx", TODAY, unheard) == "" and not (tmp_path / "没有.docx").exists()
