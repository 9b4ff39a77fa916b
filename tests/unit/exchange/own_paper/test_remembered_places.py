"""A file filled on an office's own paper is read by the places that a person has corrected, and only such a file."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.own_paper.correct import put
from selfeval_gui.exchange.own_paper.fill import fill
from selfeval_gui.exchange.own_paper.learn import learn
from selfeval_gui.exchange.own_paper.learned import Learned
from selfeval_gui.exchange.own_paper.remembered_places import by_places
from selfeval_gui.exchange.own_paper.trial import differences_in
from selfeval_gui.exchange.readers.any_file import read_source, unheard
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.rule_set import rule_set_for
from selfeval_gui.work.importing import read_files
from selfeval_gui.work.own_layouts import Remembered
from selfeval_gui.work.own_templates import OwnTemplates
from selfeval_gui.work.progress import unheard as quiet
from tests.helpers.own_papers import FIRST, document_bytes, form_of, workbook, workbook_bytes

RULES = rule_set_for("shanghai-2020")
LOWER, UPPER = "department", "implementing_unit"


def blank_of(kind: str) -> bytes:
    """Return a blank on which the weights stand right of the scores, below headings that say it the other way."""
    return workbook_bytes(workbook()) if kind == "xlsx" else document_bytes()


def corrected(kind: str) -> Learned:
    """Return the blank with the columns of weight and score, and the cells of the two units, the other way round."""
    learned = learn(blank_of(kind))
    columns = {each.field: each.first for each in learned.paper.block.columns}
    (grid, row), places = learned.paper.block.rows[0], {each.field: each.at for each in learned.paper.places}
    learned = put(learned, "indicator.weight", (grid, row, columns["score"]))
    learned = put(learned, "indicator.score", (grid, row, columns["weight"]))
    learned = put(learned, LOWER, places[UPPER])
    return put(learned, UPPER, places[LOWER])


def read(data: bytes, learned: Learned) -> tuple[Form, FoundForm | None]:
    source = read_source(data, unheard)
    (found,) = recognize(source).forms
    return found.form, by_places(source, found, learned.paper, "本市")


@pytest.mark.parametrize("count", [2, 3, 25])
@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_corrected_places_are_read(kind: str, count: int) -> None:
    learned, form = corrected(kind), form_of(count)
    recognized, now = read(fill(form, learned.paper, RULES).data, learned)
    assert recognized.department == form.implementing_unit
    assert now is not None
    assert list(differences_in(form, now.form, learned.paper)) == []
    assert [row.weight for row in level_three(now.form.indicators)] == [x.weight for x in level_three(form.indicators)]
    assert (now.doubts[0].code, now.doubts[0].text) == ("layout.by_paper", "本市")


@pytest.mark.parametrize("count", [2, 3, 25])
def test_a_corrected_place_below_the_indicators_is_found_where_these_have_moved_it(count: int) -> None:
    book: Any = workbook()
    sheet = book["自评表"]
    for row, word in ((FIRST + 6, "其他需要说明的问题"), (FIRST + 8, "补充情况")):
        sheet[f"A{row}"] = word
        sheet.merge_cells(f"B{row}:I{row}")
    learned = learn(workbook_bytes(book))
    learned = put(learned, "notes", (0, FIRST + 7, 1))  # beside 补充情况
    form = form_of(count)
    form.notes = "两处书房推迟开放"
    data = fill(form, learned.paper, RULES).data
    filled = load_workbook(io.BytesIO(data))["自评表"]
    assert filled[f"B{FIRST + 8 + count - 3}"].value == form.notes
    recognized, now = read(data, learned)
    assert recognized.notes != form.notes
    assert now is not None
    assert now.form.notes == form.notes


def test_where_both_agree_nothing_is_said() -> None:
    learned = learn(blank_of("xlsx"))
    assert read(fill(form_of(5), learned.paper, RULES).data, learned)[1] is None


@pytest.mark.parametrize(("place", "text"), [("G12", "权重"), ("A39", "合计")])
def test_other_words_are_another_paper(place: str, text: str) -> None:
    learned = corrected("xlsx")
    book: Any = load_workbook(io.BytesIO(fill(form_of(26), learned.paper, RULES).data))
    assert book["自评表"][place].value in {"分值", "总分"}
    book["自评表"][place] = text
    assert read(workbook_bytes(book), learned)[1] is None


def test_an_import_reads_so_and_says_it(tmp_path: Path, private_home: Path) -> None:
    learned, form = corrected("xlsx"), form_of(4)
    template = presets()["mof-2020"].model_copy(update={"id": "own:aaaaaaaa", "name": "本市", "paper": learned.paper})
    OwnTemplates().keep(template)
    file = tmp_path / "各处.xlsx"
    file.write_bytes(fill(form, learned.paper, RULES).data)
    (tmp_path / "work").mkdir()
    (item,) = read_files([file], tmp_path / "work", quiet).incoming
    assert (item.form.department, item.form.implementing_unit) == (form.department, form.implementing_unit)
    assert item.found.doubts[0].code == "layout.by_paper"
    assert [name for name, _paper in Remembered.here().papers] == ["本市"]
