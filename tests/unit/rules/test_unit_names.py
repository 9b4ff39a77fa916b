"""同一个单位: what people have said of names goes before how alike they look, and findings across forms follow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from selfeval_gui import cli
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.review.register import Register, UnitNames, renewed, said_apart, said_same
from selfeval_gui.rules.across import Across
from selfeval_gui.storage.errors import ChangedOutside
from selfeval_gui.storage.review.reviews import read_register
from selfeval_gui.work.review.unit_names import say, take_back, unit_names_of
from tests.unit.rules.test_whole_forms import MOF, form_of

EMPTY = Register(id="aaaaaaaa")
LIBRARY, SPACED, SHORT = "市图书馆", "市 图书馆", "图书馆"


def index_of(*forms: Form) -> Across:
    index = Across()
    for place, form in enumerate(forms, 1):
        index.put(str(place), form, MOF)
    return index


def codes(index: Across, key: str = "1") -> set[str]:
    return {each.code for each in index.findings(key, MOF)} & {"across.twice", "across.unit"}


def test_two_names_said_to_be_one_unit_count_as_one_and_are_asked_about_no_more() -> None:
    index = index_of(form_of("读书节", LIBRARY), form_of("读书节", SHORT))
    assert codes(index) == set()
    index.know(UnitNames(said_same(EMPTY, [LIBRARY, SHORT])))
    assert codes(index) == codes(index, "2") == {"across.twice"}
    index.know(UnitNames(None))
    assert codes(index) == set()


def test_two_names_said_to_be_two_units_are_two_however_alike() -> None:
    index = index_of(form_of("读书节", LIBRARY), form_of("读书节", SPACED))
    assert codes(index) == {"across.twice", "across.unit"}
    index.know(UnitNames(said_apart(EMPTY, [LIBRARY, SPACED])))
    assert codes(index) == codes(index, "2") == set()


def test_a_spelling_that_nobody_has_spoken_of_is_still_found() -> None:
    index = index_of(form_of("读书节", LIBRARY), form_of("灯会", SPACED), form_of("讲座", "市　图书馆"))
    index.know(UnitNames(said_same(EMPTY, [LIBRARY, SPACED])))
    assert codes(index) == codes(index, "3") == {"across.unit"}
    index.know(UnitNames(said_same(EMPTY, [LIBRARY, SPACED, "市　图书馆"])))
    assert codes(index) == set()


def test_what_is_said_last_holds() -> None:
    once = said_apart(said_same(EMPTY, [LIBRARY, SPACED]), [LIBRARY, SPACED])
    assert [(unit.name, unit.others, unit.apart) for unit in once.units] == [(LIBRARY, [], [SPACED])]
    again = said_same(once, [SPACED, LIBRARY])
    assert [(unit.name, unit.others, unit.apart) for unit in again.units] == [(LIBRARY, [SPACED], [])]
    assert EMPTY.units == []


def test_the_review_takes_units_for_one_by_the_same_words() -> None:
    names = UnitNames(said_apart(EMPTY, [LIBRARY, SPACED]))
    assert not names.is_same(LIBRARY, SPACED)
    assert UnitNames(said_same(EMPTY, [LIBRARY, SHORT])).is_same(LIBRARY, SHORT)


def test_a_new_list_keeps_what_was_said() -> None:
    old = said_apart(said_same(EMPTY, [LIBRARY, SPACED]), [LIBRARY, SHORT])
    new = Register.model_validate({"id": "bbbbbbbb", "units": [{"name": LIBRARY}]})
    merged, _gone = renewed(old, new)
    assert [(unit.others, unit.apart) for unit in merged.units] == [([SPACED], [SHORT])]


def test_it_is_kept_in_the_register_and_taken_back(tmp_path: Path) -> None:
    first = say(tmp_path, [LIBRARY, SHORT], are_one=True)
    assert unit_names_of(tmp_path).of(SHORT) == LIBRARY
    second = say(tmp_path, [LIBRARY, SHORT], are_one=False)
    assert unit_names_of(tmp_path).stands_apart(SHORT)
    take_back(tmp_path, second)
    assert read_register(tmp_path) == first.after
    with pytest.raises(ChangedOutside):
        take_back(tmp_path, second)
    assert read_register(tmp_path) == first.after


def test_a_register_without_it_is_written_as_before() -> None:
    unit = Register.model_validate({"id": "aaaaaaaa", "units": [{"name": LIBRARY}]}).units[0]
    assert "apart" not in unit.model_dump()


def test_the_command_line_goes_by_what_was_said(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = min(samples.glob("*.json"))
    text = first.read_text(encoding="utf-8")
    one, other = "上海市科学技术协会", "上海市 科学技术协会"
    spelt = text.replace(f'"implementing_unit": "{one}"', f'"implementing_unit": "{other}"')
    first.write_text(spelt, encoding="utf-8")
    for is_found in (True, False):
        cli.main(["check", str(samples), "--json"])
        found = json.loads(capsys.readouterr().out)
        assert any(each["code"] == "across.unit" for row in found for each in row["findings"]) is is_found
        say(samples, [one, other], are_one=True)
