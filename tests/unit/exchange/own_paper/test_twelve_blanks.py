"""Blanks of many makes filled with two rows and with twenty-five: read back equal, all other parts as they were."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from selfeval_gui.exchange.own_paper.fill import fill
from selfeval_gui.exchange.own_paper.learn import learn
from selfeval_gui.exchange.own_paper.trial import differences_in
from selfeval_gui.exchange.readers.any_file import read_source, unheard
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.own_papers import FIRST, form_of
from tests.helpers.twelve_blanks import BLANKS

pytestmark = pytest.mark.slow

RULES = rule_set_for("shanghai-2020")
WRITTEN = {"word/document.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"}
MOVED = {"xl/worksheets/sheet2.xml", "xl/drawings/drawing1.xml", "xl/comments/comment1.xml"}


@pytest.mark.parametrize("count", [2, 25])
@pytest.mark.parametrize("name", BLANKS)
def test_filled_and_read_back(name: str, count: int) -> None:
    blank, form = BLANKS[name](), form_of(count)
    learned = learn(blank)
    assert learned.conflicts == ()
    data = fill(form, learned.paper, RULES).data
    back = recognize(read_source(data, unheard)).forms
    assert [each.form.project_name for each in back] == [form.project_name]
    assert list(differences_in(form, back[0].form, learned.paper)) == []
    with ZipFile(io.BytesIO(blank)) as old, ZipFile(io.BytesIO(data)) as new:
        assert old.namelist() == new.namelist()
        differ = {each for each in old.namelist() if old.read(each) != new.read(each)}
    assert {each for each in differ if "egacyDrawing" not in each and "commentsDrawing" not in each} <= WRITTEN | MOVED


def test_what_stands_beside_the_cells_is_still_there() -> None:
    filled = {name: fill(form_of(25), learn(blank()).paper, RULES).data for name, blank in BLANKS.items()}
    for name in ("workbook with text box", "document with text box"):
        with ZipFile(io.BytesIO(filled[name])) as archive:
            assert any("请加盖公章后报送".encode() in archive.read(each) for each in archive.namelist()), name
    sheet = load_workbook(io.BytesIO(filled["workbook with drop-down"]))["自评表"]
    (check,) = sheet.data_validations.dataValidation
    assert (check.type, str(check.sqref)) == ("list", f"I{FIRST + 1}:I{FIRST + 25}")
    with ZipFile(io.BytesIO(filled["document with header and picture"])) as archive:
        assert "内部资料" in archive.read("word/header1.xml").decode()
        assert any(each.startswith("word/media/") for each in archive.namelist())
    merged = load_workbook(io.BytesIO(filled["workbook with merged reasons"]))["自评表"]
    assert all(
        area.min_col != 9 or area.min_row == area.max_row for area in merged.merged_cells.ranges if area.min_row > FIRST
    )
