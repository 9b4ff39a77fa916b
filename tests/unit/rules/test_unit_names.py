"""同一个单位: what people have said of names goes before how alike they look, and findings across forms follow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from selfeval_gui import cli
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.review.register import (
    Register,
    RegisterNames,
    renewed,
    said_apart,
    said_other_projects,
    said_same,
    said_same_project,
)
from selfeval_gui.domain.wanted import Wanted
from selfeval_gui.rules.across import Across
from selfeval_gui.rules.project_list import compare, head_of
from selfeval_gui.storage.codec import decode, encode
from selfeval_gui.storage.errors import ChangedOutside
from selfeval_gui.storage.review.reviews import read_register
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.known import KnownWorkspace
from selfeval_gui.work.review.unit_names import say, say_of_projects, take_back, unit_names_of
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
    index.know(RegisterNames(said_same(EMPTY, [LIBRARY, SHORT])))
    assert codes(index) == codes(index, "2") == {"across.twice"}
    index.know(RegisterNames(None))
    assert codes(index) == set()


def test_two_names_said_to_be_two_units_are_two_however_alike() -> None:
    index = index_of(form_of("读书节", LIBRARY), form_of("读书节", SPACED))
    assert codes(index) == {"across.twice", "across.unit"}
    index.know(RegisterNames(said_apart(EMPTY, [LIBRARY, SPACED])))
    assert codes(index) == codes(index, "2") == set()


def test_a_spelling_that_nobody_has_spoken_of_is_still_found() -> None:
    index = index_of(form_of("读书节", LIBRARY), form_of("灯会", SPACED), form_of("讲座", "市　图书馆"))
    index.know(RegisterNames(said_same(EMPTY, [LIBRARY, SPACED])))
    assert codes(index) == codes(index, "3") == {"across.unit"}
    index.know(RegisterNames(said_same(EMPTY, [LIBRARY, SPACED, "市　图书馆"])))
    assert codes(index) == set()


def test_what_is_said_last_holds() -> None:
    once = said_apart(said_same(EMPTY, [LIBRARY, SPACED]), [LIBRARY, SPACED])
    assert [(unit.name, unit.others, unit.apart) for unit in once.units] == [(LIBRARY, [], [SPACED])]
    again = said_same(once, [SPACED, LIBRARY])
    assert [(unit.name, unit.others, unit.apart) for unit in again.units] == [(LIBRARY, [SPACED], [])]
    assert EMPTY.units == []


def test_the_review_takes_units_for_one_by_the_same_words() -> None:
    names = RegisterNames(said_apart(EMPTY, [LIBRARY, SPACED]))
    assert not names.is_same(LIBRARY, SPACED)
    assert RegisterNames(said_same(EMPTY, [LIBRARY, SHORT])).is_same(LIBRARY, SHORT)


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


# ---- 同一个项目 --------------------------------------------------------------------------------------------------


def listed(name: str, unit: str = LIBRARY) -> Wanted:
    return Wanted(name, unit, 2025)


def outcome(register: Register | None, lines: list[Wanted], *forms: Form) -> tuple[list[str], list[str]]:
    heads = {str(place): head_of(form) for place, form in enumerate(forms)}
    found = compare(lines, heads, RegisterNames(register))
    return [each.name for each in found.missing], [each.code for of in found.differing.values() for each in of]


def test_two_names_said_to_be_one_project_are_one_across_forms() -> None:
    index = index_of(form_of("读书节", LIBRARY), form_of("全民阅读月", LIBRARY))
    assert codes(index) == set()
    index.know(RegisterNames(said_same_project(EMPTY, LIBRARY, ["读书节", "全民阅读月"])))
    assert codes(index) == codes(index, "2") == {"across.twice"}
    index.know(RegisterNames(None))
    assert codes(index) == set()


def test_of_another_unit_nothing_is_said() -> None:
    index = index_of(form_of("读书节", SHORT), form_of("全民阅读月", SHORT))
    index.know(RegisterNames(said_same_project(EMPTY, LIBRARY, ["读书节", "全民阅读月"])))
    assert codes(index) == set()


def test_a_list_that_has_the_other_name_misses_nothing() -> None:
    said = said_same_project(EMPTY, LIBRARY, ["读书节", "全民阅读月"])
    lines = [listed("全民阅读月"), listed("灯会")]
    assert outcome(None, lines, form_of("读书节", LIBRARY)) == (["全民阅读月", "灯会"], ["list.extra"])
    assert outcome(said, lines, form_of("读书节", LIBRARY)) == (["灯会"], [])
    assert outcome(said, [listed("全民阅读月", "")], form_of("读书节", LIBRARY)) == ([], [])
    assert outcome(said, lines, form_of("读书节", "市文化馆")) == (["全民阅读月", "灯会"], ["list.extra"])


def test_a_list_that_spells_the_unit_as_people_said_is_that_unit() -> None:
    said = said_same(EMPTY, [LIBRARY, SHORT])
    two = [form_of("读书节", SHORT), form_of("读书节", "市文化馆")]
    assert outcome(said, [listed("读书节"), listed("读书节", "市文化馆")], *two) == ([], [])


def test_what_is_said_of_projects_grows_and_is_taken_back() -> None:
    once = said_same_project(EMPTY, LIBRARY, ["读书节", "全民阅读月"])
    more = said_same_project(once, LIBRARY, ["全民阅读月", "书香节"])
    assert [(each.unit, each.name, each.others) for each in more.same_projects] == [
        (LIBRARY, "读书节", ["全民阅读月", "书香节"])
    ]
    less = said_other_projects(more, LIBRARY, ["读书节"])
    assert [(each.name, each.others) for each in less.same_projects] == [("全民阅读月", ["书香节"])]
    assert said_other_projects(less, LIBRARY, ["书香节"]).same_projects == []
    assert "same_projects" not in EMPTY.model_dump()


def test_the_register_matches_forms_by_it_and_a_new_list_keeps_it(tmp_path: Path) -> None:
    register = Register.model_validate({"id": "aaaaaaaa", "projects": [{"name": "全民阅读月", "unit": LIBRARY}]})
    (tmp_path / "读书节.json").write_bytes(encode(form_of("读书节", LIBRARY)))
    assert KnownWorkspace(tmp_path, register, unheard).missing() == [(LIBRARY, "全民阅读月")]
    said = said_same_project(register, LIBRARY, ["读书节", "全民阅读月"])
    assert said.same_projects[0].name == "全民阅读月", "what the list calls it goes first"
    assert KnownWorkspace(tmp_path, said, unheard).missing() == []
    merged, gone = renewed(
        said, Register.model_validate({"id": "b", "projects": [{"name": "读书节", "unit": LIBRARY}]})
    )
    assert merged.same_projects == said.same_projects
    assert gone == []


def test_the_command_line_takes_a_lists_name_for_the_forms(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = decode(min(samples.glob("*.json")).read_bytes())
    expect = samples.parent / "名单.csv"
    expect.write_text(f"单位,项目名称\n{form.implementing_unit},小剧场修缮\n", encoding="utf-8")
    for is_found in (True, False):
        cli.main(["check", str(samples), "--expect", str(expect), "--json"])
        found = json.loads(capsys.readouterr().out)
        assert any(each["code"] == "across.missing" for row in found for each in row["findings"]) is is_found
        say_of_projects(samples, form.implementing_unit, [form.project_name, "小剧场修缮"], are_one=True)
