"""Rule sets: the presets say what the rules say, and a bad file is refused with its line and a sentence."""

import json
from decimal import Decimal
from typing import Any

import pytest

from selfeval_gui.data import forms_dir
from selfeval_gui.domain.scoring import Basis
from selfeval_gui.explanations import rule_set_sentence
from selfeval_gui.rules.finding import DEFAULT_SEVERITIES, Severity
from selfeval_gui.rules.json_lines import lines
from selfeval_gui.rules.rule_set import RuleSet, presets, rule_set_for
from selfeval_gui.rules.rule_set_file import BadRuleSet, read_rule_set, write_rule_set

PRESETS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((forms_dir() / "rule_sets").glob("*.json"))}
DEMO = PRESETS["regional-demo"]


def test_the_presets_are_those_of_the_rules() -> None:
    sets = presets()
    assert list(sets) == ["mof-2020", "hubei", "mof-2021-cost", "regional-demo", "review-strict", "shanghai-2020"]
    assert {name: each.total for name, each in sets.items()} == dict.fromkeys(sets, 100)
    assert {name: each.total_basis for name, each in sets.items()} == {
        "shanghai-2020": Basis.INDICATORS_ONLY,
        "mof-2020": Basis.WITH_EXECUTION,
        "mof-2021-cost": Basis.WITH_EXECUTION,
        "hubei": Basis.WITH_EXECUTION,
        "regional-demo": Basis.WITH_EXECUTION,
        "review-strict": Basis.WITH_EXECUTION,
    }
    ten_fifty = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
    with_cost = {"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}
    assert [each.level_weights for each in sets.values()] == [ten_fifty, {}, with_cost, ten_fifty, ten_fifty, {}]
    assert [each.indicator_weight for each in sets.values()] == [90, 80, 90, 90, 90, 100]
    scales = [[limit for _, limit in each.grade_scale] for each in sets.values()]
    assert scales == [
        [90, 80, 60, 0],
        [90, 80, 60, 0],
        [90, 80, 60, 0],
        [90, 75, 60, 0],
        [90, 80, 60, 0],
        [90, 80, 60, 0],
    ]
    assert sets["mof-2020"].level_weight("产 出") == 50
    assert sets["mof-2020"].level_weight("成本指标") is None


def test_the_demo_has_every_switch_on() -> None:
    demo = presets()["regional-demo"]
    plain = presets()["mof-2020"]
    scoring = demo.scoring
    assert scoring.quantities.negative == "less_excess"
    assert [(cap.rate_below, cap.highest) for cap in scoring.caps] == [(80, 89), (70, 79), (60, 69), (50, 59)]
    assert scoring.satisfaction_steps
    assert scoring.over_achievement == (Decimal("1.2"), Decimal("1.3"), 2)
    assert scoring.execution_score.method == "steps"
    assert demo.severity["reason.missing"] is Severity.ERROR
    assert plain.severity == DEFAULT_SEVERITIES


@pytest.mark.parametrize("name", PRESETS)
def test_our_own_files_pass_as_strictly_as_anybodys(name: str) -> None:
    text = PRESETS[name]
    assert read_rule_set(text.encode()) == presets()[name]
    assert write_rule_set(presets()[name]).decode() == text


def test_a_rule_set_is_not_changed_in_place() -> None:
    with pytest.raises(AttributeError):
        presets()["mof-2020"].total = Decimal(1)  # type: ignore[misc]
    with pytest.raises(AttributeError):
        presets()["mof-2020"].scoring.decimals = 1  # type: ignore[misc]


def test_a_form_that_names_an_unknown_rule_set_is_judged_by_the_default_one() -> None:
    assert rule_set_for("somewhere-2031") is presets()["mof-2020"]


def test_a_mark_of_byte_order_is_no_fault() -> None:
    assert read_rule_set(b"\xef\xbb\xbf" + DEMO.encode()) == presets()["regional-demo"]


BAD: list[tuple[str, str, str, str, str]] = [
    # what it is, old, new, code, the sentence after 第 n 行：
    ("bands overlap", '"partial_from": "60"', '"partial_from": "80"', "bands_overlap", "档次重叠：部分达成从 80% 起，应低于达成的 80%"),
    ("a word in two bands", '"不"\n', '"较"\n', "word_in_two_bands", "“较”既属于部分达成又属于未达成"),
    ("weights above the total", '"产出指标": "50"', '"产出指标": "50.5"', "weights_above_total", "各级分值合计 90.5，超过指标总分 90"),
    ("execution above the total", '"execution_weight": "10"', '"execution_weight": "15"', "weights_above_total", "各级分值合计 90，超过指标总分 85"),
    ("a scale that does not fall", '"lowest": "75"', '"lowest": "90"', "not_falling", "应从高到低排列，90 不能排在 90 之后"),
    ("no scale", '"grades": [', '"grades": [],\n"more": [', "unknown_key", "不认识“more”"),
    ("caps that do not fall", '"highest": "79"', '"highest": "95"', "not_falling", "应从高到低排列，95 不能排在 89 之后"),
    ("a cap above the total", '"highest": "89"', '"highest": "101"', "above_limit", "101 超过了 100"),
    ("a step above the weight", '"score": "10"', '"score": "11"', "above_limit", "11 超过了 10"),
    ("steps of satisfaction", '"share": "80"', '"share": "100"', "not_falling", "应从高到低排列，100 不能排在 100 之后"),
    ("steps without their method", '"method": "steps"', '"method": "rate"', "steps_without_method", "执行率分档与得分方法不一致"),
    ("an unknown method", '"method": "steps"', '"method": "guess"', "bad_value", "“method”不能是“guess”"),
    ("a missing key", '  "total": "100",\n', "", "missing_key", "缺少“total”"),
    ("a missing key inside", '      "met_from": "80",\n', "", "missing_key", "缺少“met_from”"),
    ("an unknown key", '"total": "100",', '"total": "100",\n  "extra": 1,', "unknown_key", "不认识“extra”"),
    ("an unknown key inside", '"met_from": "80",', '"met_from": "80",\n"x": 1,', "unknown_key", "不认识“x”"),
    ("an unknown code", '"reason.missing": "error"', '"reason.mising": "error"', "unknown_key", "不认识“reason.mising”"),
    ("an unknown severity", '"reason.missing": "error"', '"reason.missing": "fatal"', "bad_value", "“reason.missing”不能是“fatal”"),
    ("a bare number", '"total": "100"', '"total": 100', "not_a_number", "“total”应为加引号的数字，不能是“100”"),
    ("no number", '"total": "100"', '"total": "百"', "not_a_number", "“total”应为加引号的数字，不能是“百”"),
    ("a negative weight", '"产出指标": "50"', '"产出指标": "-50"', "bad_value", "“产出指标”不能是“-50”"),
    ("a share above 100", '"met_from": "80"', '"met_from": "101"', "bad_value", "“met_from”不能是“101”"),
    ("decimals as text", '"decimals": 2', '"decimals": "2"', "bad_value", "“decimals”不能是“2”"),
    ("a blank id", '"id": "regional-demo"', '"id": " "', "bad_value", "“id”不能是“ ”"),
    ("a key twice", '"total": "100",', '"total": "100",\n  "total": "90",', "double_key", "“total”写了两次"),
    ("newer than the program", '"schema_version": "1.0"', '"schema_version": "2.0"', "newer_version", "格式版本是 2.0，请用新版本的程序"),
    ("a limit beyond its range", '"evidence": {', '"limits": {"reasons_alike": "89"},\n  "evidence": {', "bad_value", "“reasons_alike”不能是“89”"),
    ("half a form", '"evidence": {', '"limits": {"all_full": "2.5"},\n  "evidence": {', "bad_value", "“all_full”不能是“2.5”"),
    ("an unknown limit", '"evidence": {', '"limits": {"al_full": "3"},\n  "evidence": {', "unknown_key", "不认识“al_full”"),
    ("an empty scale", '"evidence": {', '"limits": {"scale_from": "12000"},\n  "evidence": {', "scale_is_empty", "金额相差的倍数应从小到大，12000 不小于 11000"),
    ("a blank word", '"evidence": {', '"words": {"cost": [" "]},\n  "evidence": {', "bad_value", "“cost”不能是“ ”"),
    ("nothing taken off", '"evidence": {', '"deductions": [{"rule": "a", "percent": "0", "words": ""}],\n  "evidence": {', "bad_value", "“percent”不能是“0”"),
    ("a rule twice", '"evidence": {', '"deductions": [{"rule": "甲", "percent": "1", "words": ""}, {"rule": " 甲", "percent": "2", "words": ""}],\n  "evidence": {', "rule_twice", "审核扣分的规则“甲”写了两次"),
    ("our own name for what is kept", '"evidence": {', '"kept": {},\n  "evidence": {', "unknown_key", "不认识“kept”"),
    ("of no version", '"schema_version": "1.0"', '"schema_version": "one"', "bad_value", "“schema_version”不能是“one”"),
    ("a comma missing", '"decimals": 2,', '"decimals": 2', "not_json", "不是口径，或不符合 JSON 格式"),
    ("a list for an object", '"bands": {\n      "met_from": "80",\n      "partial_from": "60"\n    }', '"bands": ["80", "60"]', "bad_value", "“bands”不能是“[\"80\", \"60\"]”"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "sentence"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_bad_rule_set_is_refused_with_its_line(old: str, new: str, code: str, sentence: str) -> None:
    assert DEMO.count(old) >= 1
    text = DEMO.replace(old, new, 1)
    with pytest.raises(BadRuleSet) as refusal:
        read_rule_set(text.encode())
    error = refusal.value
    assert error.code == code
    assert rule_set_sentence(error.code, error.line, **error.args_for_text) == f"第 {error.line} 行：{sentence}。"
    assert error.line is not None
    is_at = DEMO[: DEMO.index(old)].count("\n") + 1
    assert is_at - 2 <= error.line <= is_at + new.count("\n") + 1 or code in {"missing_key", "weights_above_total"}


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_line_is_the_one_to_look_at() -> None:
    for old, new, place in (
        ('"lowest": "75"', '"lowest": "90"', '"name": "良"'),  # the object of the second grade
        ('"partial_from": "60"', '"partial_from": "80"', '"partial_from"'),
        ('"产出指标": "50"', '"产出指标": "50.5"', '"level_weights"'),
        ('  "total": "100",\n', "", "{"),
        ('"不"\n', '"较"\n', '"较"\n    '),
    ):
        text = DEMO.replace(old, new, 1)
        with pytest.raises(BadRuleSet) as refusal:
            read_rule_set(text.encode())
        assert refusal.value.line is not None
        assert abs(refusal.value.line - line_of(text, place)) <= 1, place


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b"\xff\xfe", b"{" * 100_000, b" " * (2 * 1024 * 1024), b'{"a": 1}']
)
def test_what_is_no_rule_set_at_all(data: bytes) -> None:
    with pytest.raises(BadRuleSet) as refusal:
        read_rule_set(data)
    sentence = rule_set_sentence(refusal.value.code, refusal.value.line, **refusal.value.args_for_text)
    assert sentence.endswith("。")


def test_a_newer_file_is_said_to_be_newer_whatever_else_it_holds() -> None:
    with pytest.raises(BadRuleSet) as refusal:
        read_rule_set(b'{"new_key": [],\n "schema_version": "2.0"}')
    assert (refusal.value.code, refusal.value.line) == ("newer_version", 2)


def test_each_key_and_entry_has_its_line() -> None:
    text = '{\n "a": [1,\n  {"b": "x,]{"},\n  []],\n "\\u4e00": {\n  "c": null}\n}'
    assert list(lines(text)) == [
        ((), 1),
        (("a",), 2),
        (("a", 0), 2),
        (("a", 1), 3),
        (("a", 1, "b"), 3),
        (("a", 2), 4),
        (("一",), 5),
        (("一", "c"), 6),
    ]


def changed(**changes: Any) -> RuleSet:
    return read_rule_set(json.dumps(json.loads(DEMO) | changes).encode())


def test_a_rule_set_of_ones_own_is_read_back_whole() -> None:
    own = changed(
        id="my-own", name="本单位口径", total="1000.50", level_weights={}, grades=[{"name": "通过", "lowest": "0"}]
    )
    assert read_rule_set(write_rule_set(own)) == own
    assert own != presets()["regional-demo"]
    assert own.total == Decimal("1000.50")


def test_a_file_without_the_newer_parts_means_what_it_always_meant() -> None:
    old = read_rule_set(PRESETS["mof-2020"].encode())
    assert (old.limits.formula_off, old.limits.scores_apart, old.limits.reasons_alike) == (Decimal("0.01"), 20, 90)
    assert (old.limits.scale_from, old.limits.scale_to, old.limits.all_full) == (9000, 11000, 3)
    assert "老年人" in old.words.people_and_things
    assert old.deductions == ()
    assert b"limits" not in write_rule_set(old)


def test_limits_and_deductions_come_back_as_they_were_written() -> None:
    raw = json.loads(PRESETS["mof-2020"])
    raw |= {
        "limits": {"scores_apart": "15"},
        "deductions": [{"rule": "只写方向", "percent": "60", "words": "请写数。"}],
    }
    changed = read_rule_set(json.dumps(raw).encode())
    assert (changed.limits.scores_apart, changed.limits.all_full) == (15, 3)
    assert read_rule_set(write_rule_set(changed)) == changed
    assert [(each.rule, each.percent) for each in changed.deductions] == [("只写方向", 60)]


def test_what_a_newer_minor_version_knows_is_kept_and_written_back() -> None:
    raw = json.loads(DEMO)
    raw |= {"schema_version": "1.7", "colours": {"优": "green"}}
    raw["severities"]["later.code"] = "error"
    read = read_rule_set(json.dumps(raw).encode())
    assert read.severity["reason.missing"] is Severity.ERROR
    assert "later.code" not in read.severity
    assert json.loads(write_rule_set(read)) == raw


def test_the_strict_review_weighs_every_code_and_takes_off_as_the_reviewers_did() -> None:
    strict = presets()["review-strict"]
    assert strict.severities.keys() == DEFAULT_SEVERITIES.keys()
    assert Severity.OFF not in strict.severities.values()
    warned = {"benefit.hollow", "satisfaction.no_survey", "quantity.money"}
    assert {strict.severities[code] for code in warned} == {Severity.WARNING}
    assert [each.percent for each in strict.deductions] == [30, 60, 100]
