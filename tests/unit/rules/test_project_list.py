"""Forms beside the bureau's list: what is missing, too many, of another unit or budget; and what only looks so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.alike import both_marked, edit_distance, likeness
from selfeval_gui.domain.wanted import Wanted
from selfeval_gui.domain.words import MoneyUnit
from selfeval_gui.messages import finding_sentence
from selfeval_gui.rules.finding import Severity
from selfeval_gui.rules.project_list import Head, compare, finding_of, missing_findings, pack, unpack
from selfeval_gui.rules.rule_set import presets

MOF = presets()["mof-2020"]


def head(name: str, unit: str = "水利站", year: int | None = 2025, budget: str | None = None, **more: str) -> Head:
    money: MoneyUnit = "元" if more.get("money") == "元" else "万元"
    annual, initial = (None if each is None else Decimal(each) for each in (budget, more.get("initial")))
    return Head(name, unit, more.get("department", "水利局"), year, annual, initial, money)


def line(name: str, unit: str = "水利站", year: int | None = 2025, budget: str | None = None) -> Wanted:
    return Wanted(name, unit, year, None if budget is None else Decimal(budget), "万元")


def outcome(lines: list[Wanted], *heads: Head) -> tuple[list[str], list[tuple[str, int]]]:
    """The missing names, and each code with the number of its form."""
    found = compare(lines, {str(number): each for number, each in enumerate(heads)})
    differing = [(each.code, int(key)) for key, several in found.differing.items() for each in several]
    return [each.name for each in found.missing], differing


@pytest.mark.parametrize(
    ("lines", "heads", "missing", "differing"),
    [
        # All there, in whatever order, width and brackets, with or without the year in front.
        ([line("河道清淤"), line("泵站检修(一期)")], [head("泵站检修（一期）"), head("2025年度河道 清淤")], [], []),
        # Missing, and nothing else.
        ([line("河道清淤"), line("泵站检修")], [head("河道清淤")], ["泵站检修"], []),
        # Too many.
        ([line("河道清淤")], [head("河道清淤"), head("防汛物资")], [], [("list.extra", 1)]),
        # One name in several units: told by the unit.
        (
            [line("办公设备", "甲所"), line("办公设备", "乙所"), line("办公设备", "丙所")],
            [head("办公设备", "甲所"), head("办公设备", "丙所")],
            ["办公设备"],
            [],
        ),
        # The form of another unit is no form of the one that lacks it.
        (
            [line("办公设备", "城东供水站"), line("办公设备", "气象台")],
            [head("办公设备", "城东供水站"), head("办公设备", "图书馆", department="文化局")],
            ["办公设备"],
            [("list.extra", 1)],
        ),
        # A name that stands on the list once: the unit is written otherwise.
        ([line("河道清淤", "县水利站")], [head("河道清淤", "水务中心", department="")], [], [("list.unit", 0)]),
        # Near names of one unit are one project, spelled differently; 一期 and 二期 are two.
        ([line("农村饮水管网改造工程")], [head("农村饮水管网改造项目")], [], [("list.extra", 0)]),
        (
            [line("农村饮水管网改造一期工程")],
            [head("农村饮水管网改造二期工程")],
            ["农村饮水管网改造一期工程"],
            [("list.extra", 0)],
        ),
        ([line("河道清淤"), line("河道保洁")], [head("河道保洁")], ["河道清淤"], []),
        # By year; forms of years that the list does not speak of are none of its business.
        ([line("河道清淤")], [head("河道清淤", year=2024)], ["河道清淤"], []),
        ([line("河道清淤"), line("河道清淤", year=2024)], [head("河道清淤", year=2024)], ["河道清淤"], []),
        ([line("河道清淤")], [head("河道清淤", year=None)], [], []),
        # A list without units, and one that names departments.
        ([line("河道清淤", "", None)], [head("河道清淤", "任何单位", 2020)], [], []),
        ([line("河道清淤", "水利局")], [head("河道清淤")], [], []),
        # Budgets: of the year or of its beginning, in either unit, to the decimals of the list.
        ([line("河道清淤", budget="110")], [head("河道清淤", budget="110.00")], [], []),
        ([line("河道清淤", budget="110")], [head("河道清淤", budget="101")], [], [("list.budget", 0)]),
        ([line("河道清淤", budget="110")], [head("河道清淤", budget="101", initial="110")], [], []),
        ([line("河道清淤", budget="101.64")], [head("河道清淤", budget="1016412", money="元")], [], []),
        (
            [line("河道清淤", budget="101.64")],
            [head("河道清淤", budget="1016512", money="元")],
            [],
            [("list.budget", 0)],
        ),
        ([line("河道清淤", budget="110")], [head("河道清淤")], [], []),  # a blank budget is told by another check
        ([Wanted("河道清淤", budget=Decimal(1100000))], [head("河道清淤", budget="110")], [], []),  # no unit is stated
        # Exempt, twice on the list, its own heading.
        ([line("河道清淤")._replace(is_exempt=True)], [], [], []),
        ([line("泵站"), line("泵 站"), line("项目名称")], [], ["泵站"], []),
        # Without a list nothing is said, nor of a form that has no name yet.
        ([], [head("河道清淤")], [], []),
        ([line("河道清淤")], [head("")], ["河道清淤"], []),
    ],
)
def test_forms_beside_a_list(
    lines: list[Wanted], heads: list[Head], missing: list[str], differing: list[tuple[str, int]]
) -> None:
    assert outcome(lines, *heads) == (missing, differing)


def test_another_spelling_of_a_unit_on_the_list_is_that_unit() -> None:
    lines = [line("办公设备", "县水利站")._replace(spellings=["水务中心"]), line("办公设备", "县农机站")]
    assert outcome(lines, head("办公设备", "水务中心"), head("办公设备", "县农机站")) == ([], [])


def test_two_forms_of_one_project_are_both_of_it() -> None:
    assert outcome([line("河道清淤")], head("河道清淤"), head("河道清淤")) == ([], [])


def test_what_is_said() -> None:
    heads = {
        "a": head("河道清淤工程队", "水站", budget="1010000", money="元", department=""),
        "b": head("泵站检修", "水务中心", budget="5", department=""),
        "c": head("别的"),
    }
    lines = [line("河道清淤工程", "水站", budget="110"), line("泵站检修"), line("堤防加固")]
    found = compare(lines, heads)
    said = {
        (key, each.code): finding_sentence(finding_of(unpack(each.code, pack(key, each)), MOF))
        for key, several in found.differing.items()
        for each in several
    }
    assert said == {
        ("a", "list.extra"): "名单上写的是“河道清淤工程”，这里写的是“河道清淤工程队”，请用同一个名称。",
        ("a", "list.budget"): "名单上批复的预算是 1100000 元，这里是 1010000 元，请核对。",
        ("b", "list.unit"): "名单上这个项目的单位是“水利站”，这里写的是“水务中心”，请核对。",
        ("c", "list.extra"): "项目名单上没有这个项目。请核对名称、单位和年度，或请发名单的人补上。",
    }
    (missing,) = missing_findings(found, [])
    assert finding_sentence(missing) == "名单上的项目“堤防加固”（水利站）没有自评表。"
    assert {finding_of(each, MOF).severity for several in found.differing.values() for each in several} == {
        Severity.WARNING
    }


@pytest.mark.parametrize(
    ("lines", "heads", "told"),
    [
        # The form of the other year is there, or on the list only, or nowhere but in the folder.
        ([line("读书节", year=2024), line("读书节")], [head("读书节", year=2024)], ["（水利站，2025 年）"]),
        (
            [line("读书节", year=2024), line("读书节")],
            [head("讲座")],
            ["（水利站，2024 年）", "（水利站，2025 年）"],
        ),
        ([line("读书节", "")], [head("读书节", year=2024)], ["（2025 年）"]),
        # One year, no year, a year in the name, another unit: the year tells nothing apart.
        ([line("读书节"), line("讲座", year=2024)], [head("讲座", year=2024)], ["（水利站）"]),
        ([line("读书节", year=None)], [head("讲座", year=2024)], ["（水利站）"]),
        (
            [line("读书节", year=None), line("读书节", year=2023), line("读书节", year=2024)],
            [head("读书节", year=2023), head("读书节", "文化站", year=2026, department="")],
            ["（水利站，2024 年）"],
        ),
        ([line("2025年读书节", year=2025)], [head("2024年读书节", year=2024)], ["（水利站）"]),
        ([line("读书节")], [head("读书节", "文化站", year=2024, department="")], ["（水利站）"]),
    ],
)
def test_the_year_is_named_where_only_that_tells_the_missing_one_apart(
    lines: list[Wanted], heads: list[Head], told: list[str]
) -> None:
    found = missing_findings(compare(lines, {str(number): each for number, each in enumerate(heads)}), [])
    names = [each.expected for each in found]
    assert [finding_sentence(each) for each in found] == [
        f"名单上的项目“{name}”{words}没有自评表。" for name, words in zip(names, told, strict=True)
    ]


@pytest.mark.parametrize(
    ("of_forms", "severity"),
    [
        ([], Severity.HINT),
        ([Severity.WARNING, Severity.HINT, Severity.WARNING], Severity.WARNING),
        ([Severity.OFF, Severity.OFF, Severity.ERROR], None),
    ],
)
def test_a_project_without_a_form_weighs_what_most_forms_say(
    of_forms: list[Severity], severity: Severity | None
) -> None:
    found = missing_findings(compare([Wanted("堤防加固")], {}), of_forms)
    assert [each.severity for each in found] == ([] if severity is None else [severity])


def test_letters_that_differ_are_marked_on_both_sides() -> None:
    assert both_marked("推迟到九月完成", "推迟到十月底完成") == ("推迟到【九】月完成", "推迟到【十】月【底】完成")
    assert both_marked("甲", "甲") == ("甲", "甲")


@pytest.mark.parametrize(
    ("one", "two", "distance", "share"),
    [
        ("", "", 0, Decimal(1)),
        ("甲", "", 1, Decimal(0)),
        ("进度滞后", "进度落后", 1, Decimal("0.75")),
        ("甲乙丙丁", "乙丙丁", 1, Decimal("0.75")),
        ("甲乙", "乙甲", 2, Decimal(0)),
        ("kitten", "sitting", 3, None),
    ],
)
def test_how_much_texts_are_alike(one: str, two: str, distance: int, share: Decimal | None) -> None:
    assert edit_distance(one, two) == edit_distance(two, one) == distance
    assert share is None or likeness(one, two) == share
