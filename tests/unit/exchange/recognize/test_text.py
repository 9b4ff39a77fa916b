"""The raw text of the 14 published forms: imported whole, and what cannot be known from it is said."""

from __future__ import annotations

from typing import Any

import pytest

from selfeval_gui.domain.scoring import Basis
from selfeval_gui.exchange.readers.grid import Source, place_of
from selfeval_gui.exchange.readers.text_reader import NotText, read_text_file, source_of_text
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.result import FoundForm, Recognized
from tests.helpers.imports import facts, truth_of, unaccounted
from tests.helpers.samples import ROOT

RAW = ROOT / "tests" / "data" / "seeds" / "000_914ea823f2d07eb4.txt"


@pytest.fixture(scope="module")
def source() -> Source:
    return read_text_file(RAW.read_bytes())


@pytest.fixture(scope="module")
def result(source: Source) -> Recognized:
    return recognize(source)


def numbers_with(result: Recognized, code: str) -> list[int]:
    """Return the numbers of the forms that have a doubt."""
    return [number for number, found in enumerate(result.forms, 1) if code in codes(found)]


def codes(found: FoundForm) -> set[str]:
    return {doubt.code for doubt in found.doubts}


def test_fourteen_forms_equal_to_the_truth(result: Recognized, seeds: list[dict[str, Any]]) -> None:
    assert [facts(found.form) for found in result.forms] == [truth_of(seed) for seed in seeds]
    assert sum(len(facts(found.form)["indicators"]) for found in result.forms) == 108


def test_every_cell_is_accounted_for(source: Source, result: Recognized) -> None:
    assert unaccounted(source, result) == []
    assert result.outside == []
    assert [found.unmapped for found in result.forms] == [[]] * 14


def test_template_rule_set_and_basis(result: Recognized) -> None:
    """domain.md 5: the indicators alone make 100."""
    kinds = {(found.form.template, found.form.rule_set, found.basis) for found in result.forms}
    assert kinds == {("mof-2020", "shanghai-2020", Basis.INDICATORS_ONLY)}


def test_what_the_text_cannot_tell_is_doubted(result: Recognized) -> None:
    """domain.md 5, last point: which forms have a reason cut by the page, levels missing or one row off."""
    assert numbers_with(result, "row.joined") == [number for number in range(1, 15) if number != 5]
    assert set(numbers_with(result, "level.guessed")) == {7, 8, 10, 11, 12, 13}
    assert {1, 2, 3, 4, 5, 10, 11, 14} <= set(numbers_with(result, "row.shifted"))
    assert numbers_with(result, "total.mismatch") == []
    assert numbers_with(result, "rate.mismatch") == []


def test_a_doubt_names_its_place(source: Source, result: Recognized) -> None:
    joined = next(doubt for doubt in result.forms[0].doubts if doubt.code == "row.joined")
    assert joined.cell is not None
    line = RAW.read_text(encoding="utf-8").split("\n").index("\t" * 7 + joined.cell.text) + 1
    assert place_of(source, joined.cell) == f"line {line}"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str, seeds: list[dict[str, Any]]) -> None:
    text = RAW.read_text(encoding="utf-8").split("财政项目支出绩效自评表")[1]
    result = recognize(read_text_file(("财政项目支出绩效自评表" + text).encode(encoding)))
    assert [facts(found.form) for found in result.forms] == [truth_of(seeds[0])]


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(NotText):
        read_text_file(b"\x00\x01\x02\x03")


def test_a_column_nobody_knows_has_no_field() -> None:
    rows = (
        "项目名称\t甲项目",
        "一级指标\t二级指标\t三级指标\t指标值\t完成值\t分值\t得分\t佐证材料",
        "产出指标\t数量指标\t培训\t3次\t3次\t15\t15\t见附件三",
    )
    (found,) = recognize(source_of_text("\n".join(rows))).forms
    assert facts(found.form)["indicators"] == [("产出指标", "数量指标", "培训", "3次", "3次", "15", "15", "")]
    assert [(remark.text, remark.code) for remark in found.unmapped] == [("见附件三", "no_field")]
    assert found.unmapped[0].ref is not None
    assert found.unmapped[0].ref.name == "佐证材料"


def test_text_without_a_form() -> None:
    result = recognize(source_of_text("关于报送的通知\n\n请于三月底前报送。\n"))
    assert result.forms == []
    assert [cell.text for cell in result.outside] == ["关于报送的通知", "请于三月底前报送。"]
