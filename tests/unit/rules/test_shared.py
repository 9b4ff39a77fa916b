"""What forms share, all of them together: what the 14 real forms hold, and an index that one edit keeps right."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from selfeval_gui.domain.alike import likeness
from selfeval_gui.domain.form import Accepted, Form
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import Tree, level_three
from selfeval_gui.rules.across import Across
from selfeval_gui.rules.finding import Severity
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.rules.shared import Shared
from selfeval_gui.storage.codec import decode
from tests.helpers.samples import sample_files

SHANGHAI = presets()["shanghai-2020"]


@pytest.fixture
def forms() -> dict[str, Form]:
    read = (decode(path.read_bytes()) for path in sample_files())
    return {form.id: form for form in read}


def index_of(forms: dict[str, Form]) -> Across:
    across = Across()
    for key, form in forms.items():
        across.put(key, form, SHANGHAI)
    return across


def test_the_14_forms_in_the_order_of_weight(forms: dict[str, Form]) -> None:
    shared = index_of(forms).shared()
    assert [
        (each.code, (each.what[0] if each.code == "across.reason" else each.what[-1])[:8], each.forms)
        for each in shared
    ] == [
        ("across.scores", "较为健全", 14),
        ("across.scores", "比较及时", 14),
        ("across.reason", "部分环节工作进度", 7),
        ("across.reason", "绩效目标编制水平", 5),
        ("across.target", "s01", 2),
        ("across.target", "s01", 2),
    ]
    assert [each.what[0] for each in shared[4:]] == ["安全", "整洁"]
    # 2/7 and 7/11; 8/12 and 14/15
    assert [(round(each.low or 0, 2), round(each.high or 0, 2)) for each in shared[:2]] == [
        (Decimal("28.57"), Decimal("63.64")),
        (Decimal("66.67"), Decimal("93.33")),
    ]
    assert {each.severity for each in shared} == {Severity.HINT}
    assert not any(each.is_settled for each in shared)


def test_members_are_the_rows_the_findings_stand_in(forms: dict[str, Form]) -> None:
    across = index_of(forms)
    for shared in across.shared():
        found = {
            (key, finding.node, finding.field)
            for key in forms
            for finding in across.findings(key, SHANGHAI)
            if finding.code == shared.code and is_about(finding.args, shared, forms[key], finding.node)
        }
        assert {(each.key, each.node, each.field) for each in across.members(shared)} == found
    scores = across.members(across.shared()[0])
    assert [each.share for each in scores] == sorted(each.share or Decimal(0) for each in scores)


def is_about(args: object, shared: Shared, form: Form, node: NodeId | None) -> bool:
    assert node is not None
    row = Tree(form.indicators).node(node)
    if shared.code == "across.scores":
        return (row.target, row.actual) == shared.what
    if shared.code == "across.reason":
        return likeness(row.reason.strip(), shared.what[0]) >= Decimal("0.9")
    return row.target == shared.what[0]


def test_nothing_is_left_of_what_was_shared_once_it_is_repaired(forms: dict[str, Form]) -> None:
    across = index_of(forms)
    reason = across.shared()[3]
    for key in {each.key for each in across.members(reason)}:
        for row in level_three(forms[key].indicators):
            row.reason = ""
        across.put(key, forms[key], SHANGHAI)
    assert across.members(reason) == []
    # Of the seven forms with the other reason, two are left.
    assert [each.code for each in across.shared()] == ["across.scores"] * 2 + ["across.reason"] + ["across.target"] * 2
    (left,) = (each for each in across.shared() if each.code == "across.reason")
    assert {each.key for each in across.members(left)} == {"s06", "s11"}
    across.drop("s06")
    assert [each.code for each in across.shared()] == ["across.scores"] * 2 + ["across.target"] * 2
    for key in ("s02", "s05"):
        across.drop(key)
    assert [each.code for each in across.shared()] == ["across.scores"] * 2
    assert [each.forms for each in across.shared()] == [11, 11]


def accept(form: Form, code: str, node: str) -> None:
    form.accepted = [*form.accepted, Accepted(code=code, node=node, field="target", reason="已核实", by="张三")]


def test_what_is_answered_for_in_every_row_is_settled(forms: dict[str, Form]) -> None:
    across = index_of(forms)
    word = next(each for each in across.shared() if each.what[0] == "安全")
    members = across.members(word)
    accept(forms["s02"], "across.target", members[0].node)
    across.put("s02", forms["s02"], SHANGHAI)
    first, second = across.members(word)
    assert first.answer == ("张三", "已核实")
    assert second.answer is None
    assert not any(each.is_settled for each in across.shared())
    accept(forms["s05"], "across.target", second.node)
    across.put("s05", forms["s05"], SHANGHAI)
    assert [each.what[0] for each in across.shared() if each.is_settled] == ["安全"]


def test_an_answer_does_not_settle_an_error(forms: dict[str, Form]) -> None:
    strict = replace(SHANGHAI, severities={"across.target": Severity.ERROR})
    across = Across()
    for key, form in forms.items():
        across.put(key, form, strict)
    for shared in across.shared():
        for each in across.members(shared):
            if shared.code == "across.target":
                accept(forms[each.key], shared.code, each.node)
                across.put(each.key, forms[each.key], strict)
    found = [each for each in across.shared() if each.code == "across.target"]
    assert [each.severity for each in found] == [Severity.ERROR] * 2
    assert not any(each.is_settled for each in found)
    assert all(each.answer is None for shared in found for each in across.members(shared))


def test_an_index_after_many_edits_shares_what_one_made_anew_does(forms: dict[str, Form]) -> None:
    dice = random.Random(6)
    across = Across()
    held: dict[str, Form] = {}
    for _ in range(200):
        key = dice.choice(sorted(forms))
        if key in held and dice.random() < 0.2:
            across.drop(key)
            del held[key]
            continue
        held[key] = forms[key]
        row = dice.choice(list(level_three(held[key].indicators)))
        row.score = dice.choice([None, Decimal(dice.randrange(12))])
        row.target = dice.choice(["健全", "安全", "整洁", "稳定", "100%"])
        row.actual = dice.choice([row.target, f"较为{row.target}"])
        row.reason = dice.choice(["", "进度偏慢", "资料不全", "无"])
        across.put(key, held[key], SHANGHAI)
    anew = index_of(dict(sorted(held.items())))

    def said(index: Across) -> list[tuple[object, ...]]:
        kept = [each for each in index.shared() if each.code != "across.target"]
        words = {(each.what[0], member.key) for each in index.shared() for member in index.members(each)}
        return [*kept, *[tuple(index.members(each)) for each in kept], *sorted(words)]

    assert said(across) == said(anew)


def test_after_every_edit_all_is_told_as_an_index_made_anew_tells_it(forms: dict[str, Form]) -> None:
    dice, across, held = random.Random(8), Across(), dict[str, Form]()
    few = sorted(forms)[:6]
    for _ in range(120):
        key = dice.choice(few)
        if key in held and dice.random() < 0.15:
            across.drop(key)
            del held[key]
        else:
            held[key] = form = forms[key]
            row = dice.choice(list(level_three(form.indicators))[:3])
            row.score, row.weight = Decimal(dice.randrange(11)), Decimal(10)
            row.target, row.actual = "健全", dice.choice(["较为健全", "健全"])
            row.reason = dice.choice(["", "进度偏慢", "资料不全"])
            row.name = dice.choice(["制度健全", "制度"])
            form.project_name = dice.choice([f"项目{key}", "同一个项目"])
            form.implementing_unit = dice.choice(["市图书馆", "市 图书馆", "县水利局"])
            answer = Accepted(code="across.reason", node=row.id, reason="一并采购", by="王芳")
            form.accepted = dice.choice([[], [answer]])
            across.put(key, form, SHANGHAI)
        anew = index_of(dict(sorted(held.items())))
        assert sorted(across.shared()) == sorted(anew.shared())
        for each in held:
            assert _said(across, each) == _said(anew, each)


def _said(index: Across, key: str) -> list[tuple[object, ...]]:
    """Return what is found in a form, but for which of several owners a borrowed word is said to be of."""
    found = [each for each in index.findings(key, SHANGHAI) if each.code != "across.target"]
    return [(each.code, each.node, each.actual, each.others, {**each.args, "project": ""}) for each in found]


def test_what_a_rule_set_switches_off_is_shared_by_nobody(forms: dict[str, Form]) -> None:
    across, off = index_of(forms), replace(SHANGHAI, id="off", severities={"across.reason": Severity.OFF})
    long = next(each for each in across.shared() if each.code == "across.reason")
    across.put("s01", forms["s01"], off)
    assert {member.key for member in across.members(long)} == {f"s{place:02}" for place in (6, 9, 10, 11, 13, 14)}
    for key, form in forms.items():
        across.put(key, form, off)
    assert {each.code for each in across.shared()} == {"across.scores", "across.target"}
    assert not [each for each in across.findings("s01", off) if each.code == "across.reason"]
