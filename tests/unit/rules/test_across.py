"""Findings over many forms: exactly what the 14 real forms hold, and an index that one edit keeps right."""

import random
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.tree import Tree, level_three
from selfeval_gui.domain.wanted import Wanted
from selfeval_gui.messages import finding_sentence
from selfeval_gui.rules.across import Across
from selfeval_gui.rules.check import check
from selfeval_gui.rules.check_many import check_many
from selfeval_gui.rules.finding import Finding, Severity
from selfeval_gui.rules.groups import MOST_NAMED
from selfeval_gui.rules.project_list import Head, compare, missing_findings
from selfeval_gui.rules.rule_set import presets, rule_set_for
from selfeval_gui.storage.codec import decode
from tests.helpers.samples import sample_files

SHANGHAI = presets()["shanghai-2020"]
ALL = {f"s{number:02}" for number in range(1, 15)}


@pytest.fixture(scope="module")
def forms() -> dict[str, Form]:
    read = (decode(path.read_bytes()) for path in sample_files())
    return {form.id: form for form in read}


@pytest.fixture(scope="module")
def found(forms: dict[str, Form]) -> dict[str, list[Finding]]:
    findings = dict(check_many(forms, lambda form: rule_set_for(form.rule_set)))
    return {key: [each for each in of_form if each.code.startswith("across.")] for key, of_form in findings.items()}


def standing(found: dict[str, list[Finding]], code: str, arg: str) -> dict[str, dict[str, Finding]]:
    """The findings of a code by one of their values, then by the form they stand in."""
    result: dict[str, dict[str, Finding]] = defaultdict(dict)
    for key, findings in found.items():
        for finding in findings:
            if finding.code == code:
                result[finding.args[arg]][key] = finding
    return result


def test_the_same_words_with_very_different_scores(found: dict[str, list[Finding]]) -> None:
    by_words = standing(found, "across.scores", "actual")
    assert set(by_words) == {"较为健全", "比较及时"}, "the next pair is 8.3 points apart"
    for words, low, high, spread in (("较为健全", "28.6", "63.6", "35.1"), ("比较及时", "66.7", "93.3", "26.7")):
        assert set(by_words[words]) == ALL
        for key, finding in by_words[words].items():
            assert (finding.args["low"], finding.args["high"], finding.args["spread"]) == (low, high, spread)
            assert set(finding.others) == ALL - {key}
            assert finding.field == "score"
    assert by_words["较为健全"]["s01"].actual == "54.5"  # 6 / 11


def test_the_same_reason_in_several_forms(found: dict[str, list[Finding]], forms: dict[str, Form]) -> None:
    by_reason: dict[str, dict[str, Finding]] = defaultdict(dict)
    for key, findings in found.items():
        for finding in findings:
            if finding.code == "across.reason" and finding.node is not None:
                reason = Tree(forms[key].indicators).node(finding.node).reason
                by_reason[reason.strip()[:10]][key] = finding
    assert {start: set(keys) for start, keys in by_reason.items()} == {
        "部分环节工作进度管理": {"s01", "s06", "s09", "s10", "s11", "s13", "s14"},
        "绩效目标编制水平有待": {"s01", "s09", "s10", "s13", "s14"},
    }
    for keys in by_reason.values():
        assert all(set(finding.others) == set(keys) - {key} for key, finding in keys.items())


def test_of_seven_forms_one_differs_by_a_comma(found: dict[str, list[Finding]]) -> None:
    (odd,) = (finding_sentence(each) for each in found["s06"] if each.code == "across.reason")
    assert odd.startswith("7 份表的原因雷同；与“2020 年")
    assert odd.endswith("的只差几个字：这里写“,”，那里写“，”。")
    (same,) = (finding_sentence(each) for each in found["s11"] if each.code == "across.reason")
    assert same.endswith("的只差几个字：这里写“，”，那里写“,”。")
    short = [finding_sentence(each) for each in found["s13"] if each.code == "across.reason"]
    assert short[1] == "5 份表的原因一字不差。"


def test_words_that_belong_to_another_project(found: dict[str, list[Finding]], forms: dict[str, Form]) -> None:
    borrowed = standing(found, "across.target", "word")
    assert {word: set(keys) for word, keys in borrowed.items()} == {"安全": {"s02", "s05"}, "整洁": {"s02", "s05"}}
    for keys in borrowed.values():
        for key, finding in keys.items():
            assert finding.args["source"] == "s01"
            assert set(finding.others) == set(keys) - {key}
            assert forms["s01"].project_name in finding_sentence(finding)


def test_nothing_else_and_all_of_it_hints_with_a_sentence(found: dict[str, list[Finding]]) -> None:
    flat = [finding for findings in found.values() for finding in findings]
    assert len(flat) == 2 * 14 + 7 + 5 + 4
    assert {finding.severity for finding in flat} == {Severity.HINT}
    for finding in flat:
        assert finding_sentence(finding).endswith("。")
        assert "{" not in finding_sentence(finding)


def test_findings_stand_in_the_order_of_the_paper(forms: dict[str, Form]) -> None:
    found = dict(check_many(forms, lambda form: rule_set_for(form.rule_set)))["s01"]
    assert [(each.node, each.code) for each in found] == [
        (None, "execution.score"),
        ("s01-1-3-1", "across.scores"),
        ("s01-1-3-1", "across.reason"),
        ("s01-2-2-1", "across.scores"),
        ("s01-2-2-1", "band.degree_word"),
        ("s01-2-2-1", "across.reason"),
    ]


def test_what_one_form_says_is_what_check_says(forms: dict[str, Form]) -> None:
    alone = dict(check_many({"a": forms["s01"]}, lambda form: rule_set_for(form.rule_set)))
    assert alone == {"a": check(forms["s01"], SHANGHAI)}


# ---- small forms -------------------------------------------------------------------------------------------------


def form(*rows: dict[str, object], name: str = "项目") -> Form:
    leaves = [Indicator(id=f"r{place}", **row) for place, row in enumerate(rows)]
    second = Indicator(id="two", name="数量指标", children=leaves)
    return Form(id="f", project_name=name, indicators=[Indicator(id="one", name="产出指标", children=[second])])


def scored(score: str | None, weight: str = "10", **cells: object) -> dict[str, object]:
    given = None if score is None else Decimal(score)
    return {"target": "健全", "actual": "较健全", "weight": Decimal(weight), "score": given} | cells


def codes(*forms: Form) -> list[list[str]]:
    across = Across()
    for place, each in enumerate(forms):
        across.put(str(place), each, SHANGHAI)
    return [[finding.code for finding in across.findings(str(place), SHANGHAI)] for place in range(len(forms))]


@pytest.mark.parametrize(
    ("one", "other", "is_found"),
    [
        (scored("8"), scored("6"), True),  # 80 and 60: 20 points
        (scored("8"), scored("6.01"), False),
        (scored("1", "3"), scored("8", "15"), True),  # 33.33… and 53.33…: exactly 20
        (scored("8"), scored("6", actual="较 健全"), True),
        (scored("8"), scored("6", actual="基本健全"), False),
        (scored("8"), scored(None), False),
        (scored("8"), scored("6", weight="0"), False),
        (scored("8", target=""), scored("6", target=""), False),
    ],
)
def test_score_rates_20_points_apart(one: dict[str, object], other: dict[str, object], is_found: bool) -> None:
    expected = ["across.scores"] if is_found else []
    assert codes(form(one), form(other)) == [expected, expected]


def test_rows_of_one_form_are_not_across_forms() -> None:
    assert codes(form(scored("8"), scored("2", reason="同"), scored("2", reason="同"))) == [[]]


@pytest.mark.parametrize(
    ("one", "other", "is_found"),
    [
        ("进度偏慢", " 进度偏慢\n", True),
        ("进度偏慢，", "进度偏慢,", False),
        ("进度 偏慢", "进度偏慢", False),
        ("", "", False),
        ("无", "无", False),
    ],
)
def test_reasons_are_compared_after_trimming_the_ends(one: str, other: str, is_found: bool) -> None:
    expected = ["across.reason"] if is_found else []
    assert codes(form(scored("8", reason=one)), form(scored("8", reason=other))) == [expected, expected]


NEAR = "受汛期影响设备安装推迟到九月完成已督促施工单位"  # 23 letters: two may differ


@pytest.mark.parametrize(
    ("other", "is_found"),
    [
        ("受汛期影响，设备安装推迟到九月完成，已督促施工单位。", True),  # punctuation
        ("受汛期影响设备安装推迟到十月完成已督促施工单位", True),  # one letter
        ("因受汛期影响设备安装推迟到九月底完成已督促施工单位", True),  # two letters more, of 25
        ("受汛期影响设备安装推迟3天到九月完成已督促施工单位2次", True),  # two letters and digits
        ("受疫情影响设备采购推迟到九月完成已督促施工单位", False),  # four letters
        ("受汛期影响设备安装推迟到九月完成", False),  # seven letters fewer
        ("已督促施工单位受汛期影响设备安装推迟到九月完成", False),  # the halves the other way round
    ],
)
def test_reasons_that_are_nearly_the_same(other: str, is_found: bool) -> None:
    expected = ["across.reason"] if is_found else []
    assert codes(form(scored("8", reason=NEAR)), form(scored("8", reason=other))) == [expected, expected]


def test_names_of_unit_and_project_are_no_difference_and_an_edit_parts_the_two() -> None:
    texts = ("路灯所人手不足，路灯改造推迟到次年三月", "园林站人手不足，绿化改造推迟到次年三月")
    forms = [form(scored("8", reason=text)) for text in texts]
    forms[0].project_name, forms[0].implementing_unit = "路灯改造", "路灯所"
    forms[1].project_name, forms[1].implementing_unit = "绿化改造", "园林站"
    across = Across()
    for key, each in zip("ab", forms, strict=True):
        across.put(key, each, SHANGHAI)
    assert [each.code for each in across.findings("a", SHANGHAI)] == ["across.reason"]
    row = forms[1].indicators[0].children[0].children[0]
    row.reason = "供苗合同十一月才签，次年三月补种"
    across.put("b", forms[1], SHANGHAI)
    assert across.findings("a", SHANGHAI) == across.findings("b", SHANGHAI) == []


def test_a_finding_on_a_reason_follows_what_the_other_form_is_called_and_how_it_writes_it() -> None:
    across = Across()
    near, here = form(scored("8", reason=NEAR.replace("九", "十")), name="绿化"), form(scored("8", reason=NEAR))

    def told() -> str:
        across.put("b", near, SHANGHAI)
        (finding,) = across.findings("a", SHANGHAI)
        assert finding.others == ("b",)
        return finding_sentence(finding)

    across.put("a", here, SHANGHAI)
    assert across.findings("a", SHANGHAI) == []
    assert "与“绿化”的只差几个字：这里写“九”，那里写“十”" in told()
    near.project_name = "路灯"
    assert "与“路灯”的只差几个字：这里写“九”，那里写“十”" in told()
    near.indicators[0].children[0].children[0].reason = NEAR.replace("九", "八")
    assert "与“路灯”的只差几个字：这里写“九”，那里写“八”" in told()
    across.drop("b")
    assert across.findings("a", SHANGHAI) == []


def words(name: str, *rows: tuple[str, str]) -> Form:
    return form(*({"name": name, "target": target} for name, target in rows), name=name)


BUILDING = words("修房", ("房屋安全性", "安全"), ("房屋整洁度", "整洁"))


@pytest.mark.parametrize(
    ("borrower", "count"),
    [
        (words("科普", ("素质", "安全"), ("内容", "整洁")), 2),
        (words("科普", ("素质", "安全"), ("内容", "整洁"), ("宣传", "安全")), 3),
        (words("科普", ("素质", "安全"), ("内容", "良好")), 0),  # one word is no sign
        (words("安全科普", ("素质", "安全"), ("内容", "整洁")), 0),  # its own text holds one of them
        (words("科普", ("素质", "1"), ("内容", "2")), 0),
    ],
)
def test_two_words_of_one_other_form(borrower: Form, count: int) -> None:
    assert codes(BUILDING, borrower) == [[], ["across.target"] * count]


def test_the_two_words_come_from_one_and_the_same_form() -> None:
    halves = words("甲", ("房屋安全性", "安全")), words("乙", ("房屋整洁度", "整洁"))
    assert codes(*halves, words("科普", ("素质", "安全"), ("内容", "整洁"))) == [[], [], []]


def test_of_a_large_group_the_extremes_and_the_first_are_named() -> None:
    across = Across()
    for number in range(200):
        share = "9" if number == 150 else "1" if number == 160 else "5"
        across.put(f"{number:03}", form(scored(share)), SHANGHAI)
    for key in ("000", "150", "199"):
        (finding,) = across.findings(key, SHANGHAI)
        assert finding.args["count"] == "200"
        assert {"150", "160"} - {key} <= set(finding.others)
        assert key not in finding.others
        assert MOST_NAMED - 1 <= len(finding.others) <= MOST_NAMED + 2


# ---- one edit ----------------------------------------------------------------------------------------------------


def test_an_index_after_many_edits_is_the_one_made_anew() -> None:
    dice = random.Random(14)
    forms = [decode(path.read_bytes()) for path in sample_files()]
    across = Across()
    held: dict[str, Form] = {}
    for _ in range(300):
        key = str(dice.randrange(14))
        if key in held and dice.random() < 0.2:
            across.drop(key)
            del held[key]
            continue
        held[key] = forms[int(key)]
        row = dice.choice(list(level_three(held[key].indicators)))
        row.score = dice.choice([None, Decimal(dice.randrange(12))])
        row.target = dice.choice(["健全", "安全", "整洁", "稳定", "100%"])
        row.actual = dice.choice([row.target, f"较为{row.target}"])
        row.reason = dice.choice(["", "进度偏慢", "资料不全", "无"])
        across.put(key, held[key], SHANGHAI)
    anew = Across()
    for key in sorted(held, key=lambda each: dice.random()):
        anew.put(key, held[key], SHANGHAI)

    def said(index: Across, key: str) -> list[tuple[object, ...]]:
        return [
            (each.code, each.node, each.actual, each.others, {**each.args, "source": "", "project": ""})
            for each in index.findings(key, SHANGHAI)
        ]

    assert all(key in across for key in held)
    assert across.heads() == anew.heads()
    assert {key: said(across, key) for key in held} == {key: said(anew, key) for key in held}


def test_reasons_that_forms_share_are_those_of_an_index_made_anew_after_every_edit() -> None:
    dice, texts = random.Random(5), ["", NEAR, NEAR.replace("九", "十"), NEAR + "，", "另一原因：停电三天", "资料不全"]
    across = Across()
    held: dict[str, Form] = {}
    for _ in range(150):
        key = dice.choice("abcdef")
        if key in held and dice.random() < 0.2:
            across.drop(key)
            del held[key]
        else:
            held[key] = form(scored("8", reason=dice.choice(texts)), scored("7", reason=dice.choice(texts)))
            across.put(key, held[key], SHANGHAI)
        anew = Across()
        for each in held:
            anew.put(each, held[each], SHANGHAI)
        shared = [each for each in across.shared() if each.code == "across.reason"]
        assert shared == [each for each in anew.shared() if each.code == "across.reason"]
        assert [across.members(each) for each in shared] == [anew.members(each) for each in shared]


def test_the_rule_set_weighs_across_findings_too() -> None:
    strict = replace(SHANGHAI, severities={"across.reason": Severity.WARNING})
    across = Across()
    for key in ("a", "b"):
        across.put(key, form(scored("8", reason="同一原因")), strict)
    assert [each.severity for each in across.findings("a", strict)] == [Severity.WARNING]
    assert [each.severity for each in across.findings("b", SHANGHAI)] == [Severity.HINT]


# ---- the list of projects ----------------------------------------------------------------------------------------


def test_projects_without_a_form() -> None:
    there = ["2020 年市科协网站(运维)项目", "科普活动", " "]
    expected = [
        *(
            "项目名称",
            "2020年市科协网站（运维）项目",
            "市科协网站(运维)项目",
            "2021年科普活动",
            "科普 活动",
            "",
            "学术交流",
        ),
        *("2020 年学术交流", "学术交流"),
    ]
    heads = {str(number): Head(name, "", "", None, None, None, "万元") for number, name in enumerate(there)}
    found = missing_findings(compare([Wanted(name) for name in expected], heads), [])
    assert [(each.code, each.severity, each.expected) for each in found] == [
        ("across.missing", Severity.HINT, "学术交流"),
        ("across.missing", Severity.HINT, "2020 年学术交流"),
    ]
    assert finding_sentence(found[0]) == "名单上的项目“学术交流”没有自评表。"
