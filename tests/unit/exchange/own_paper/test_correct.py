"""What was learned of an office's own file, corrected by a person, and filled as corrected."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from selfeval_gui.exchange.own_paper.correct import NotPlaced, end_at, fields_of, put, take_away
from selfeval_gui.exchange.own_paper.fill import fill
from selfeval_gui.exchange.own_paper.learn import learn
from selfeval_gui.exchange.own_paper.learned import Learned
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.own_papers import FIRST, document_bytes, form_of, workbook, workbook_bytes

RULES = rule_set_for("shanghai-2020")


def cell(name: str) -> tuple[int, int, int]:
    return 0, int(name[1:]) - 1, ord(name[0]) - ord("A")


def learned(**cells: str) -> Learned:
    book = workbook()
    for place, text in cells.items():
        book["自评表"][place] = text
    return learn(workbook_bytes(book))


def why(what: Callable[..., Learned], *arguments: object) -> str:
    with pytest.raises(NotPlaced) as error:
        what(*arguments)
    return error.value.code


def test_a_field_goes_to_another_cell_and_its_text_has_to_be_decided() -> None:
    before = learned(E6="九十")
    changed = put(before, "funds.total.annual_budget", cell("D6"))
    shown = {each.field: each.place for each in changed.places}
    assert shown["funds.total.annual_budget"] == "自评表!D6"
    assert "funds.total.initial_budget" not in shown
    assert "funds.total.initial_budget" in changed.no_place
    assert [(each.place, each.needs_decision) for each in changed.leftovers] == [("自评表!E6", True)]
    sheet = load_workbook(io.BytesIO(fill(form_of(2), changed.paper, RULES).data))["自评表"]
    assert sheet["D6"].value == 90
    assert changed.by_hand == ("funds.total.annual_budget",)


def test_the_words_around_a_place_are_told() -> None:
    changed = put(learned(), "department", cell("E7"))
    assert (
        next(each.heading for each in changed.places if each.field == "department") == "全年预算数 其中：当年财政拨款"
    )


def test_a_leftover_becomes_the_place_of_a_field() -> None:
    before = learned(A19="2019年第3号通知")
    assert "notes" in before.no_place
    changed = put(before, "notes", cell("A19"))
    assert changed.leftovers == ()
    assert "notes" not in changed.no_place
    form = form_of(3)
    form.notes = "附件两份"
    assert load_workbook(io.BytesIO(fill(form, changed.paper, RULES).data))["自评表"]["A19"].value == "附件两份"


def test_a_place_is_taken_away() -> None:
    changed = take_away(learned(), "department")
    assert "department" in changed.no_place
    assert "department" in fill(form_of(2), changed.paper, RULES).unplaced


def test_two_places_of_a_field_are_settled_by_one_word() -> None:
    before = learned(A4="实施单位", E4="实施单位")
    assert {each.code for each in before.conflicts} == {"twice"}
    assert put(before, "department", cell("B4")).conflicts == ()


def test_columns_of_the_indicators_change_places() -> None:
    changed = put(put(learned(), "indicator.actual", cell("E13")), "indicator.target", cell("F13"))
    sheet = load_workbook(io.BytesIO(fill(form_of(2), changed.paper, RULES).data))["自评表"]
    assert [sheet[f"{column}13"].value for column in "EF"] == ["1个", "≥1个"]
    gone = take_away(changed, "indicator.reason")
    assert "indicator.reason" in gone.no_place


def test_the_end_of_the_indicators_is_a_persons_word() -> None:
    book = workbook(examples=4)
    row = FIRST + 4
    book["自评表"][f"B{row}"] = "存在困难"
    book["自评表"].merge_cells(f"C{row}:I{row}")
    before = learn(workbook_bytes(book))
    assert {each.code for each in before.conflicts} == {"end"}
    changed = end_at(before, cell(f"B{row - 1}"))
    assert changed.conflicts == ()
    assert [each.text for each in changed.leftovers if each.needs_decision] == ["存在困难"]
    filled = load_workbook(io.BytesIO(fill(form_of(6), changed.paper, RULES).data))["自评表"]
    assert [filled[f"B{each}"].value for each in (FIRST + 7, FIRST + 8)] == ["存在困难", None]
    assert filled[f"A{FIRST + 8}"].value == "总分"


def test_what_cannot_be_is_refused_with_a_reason() -> None:
    before = learned(B4="1、区级□ 2、市级☑", A19="第3号通知")
    assert why(put, before, "notes", cell("B4")) == "options"
    assert why(put, before, "notes", cell("A3")) == "printed"
    assert why(put, before, "notes", cell("D14")) == "rows"
    assert why(put, before, "notes", (0, 900, 0)) == "no_cell"
    assert why(end_at, before, cell("A3")) == "above_rows"
    assert why(end_at, before, cell("G16")) == "row_with_place"
    document = learn(document_bytes())
    assert why(put, document, "indicator.weight", document.paper.places[0].at) == "other_table"
    only = before
    for field in [each for each in fields_of(before) if each.startswith("indicator.")][1:]:
        only = take_away(only, field)
    assert why(take_away, only, f"indicator.{only.paper.block.columns[0].field}") == "last_column"


def test_a_document_is_corrected_too() -> None:
    before = learn(document_bytes())
    grid = before.paper.block.rows[0][0]
    changed = put(before, "implementing_unit", (grid, 1, 1))
    assert [each.place for each in changed.places if each.field == "implementing_unit"] == ["table 1 R2C2"]
    assert changed.paper.places[-1].at == (grid, 1, 1)
    assert form_of(1).funds.total.annual_budget == Decimal(90)
