"""Members that are kept while forms change are those that a fresh look at all forms finds, in the same order."""

from __future__ import annotations

import random
from decimal import Decimal

from selfeval_gui.domain.form import Accepted, Form
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.rules.across import Across
from selfeval_gui.rules.finding import Severity
from selfeval_gui.rules.kept_members import KeptMembers
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.rules.shared import Shared, SharingRow
from selfeval_gui.storage.codec import decode
from tests.helpers.samples import sample_files

STEPS = 120
KINDS = ("across.scores", "across.reason", "across.target")


def put_all(index: Across, forms: dict[str, Form]) -> Across:
    for key, form in forms.items():
        index.put(key, form, rule_set_of(form))
    return index


def edit(form: Form, others: list[Form], dice: random.Random) -> None:
    row, model = dice.choice(list(level_three(form.indicators))), dice.choice(others)
    other = dice.choice(list(level_three(model.indicators)))
    change = dice.randrange(5)
    if change == 0:
        row.score = Decimal(dice.randint(0, 15))
    elif change == 1:
        row.reason = other.reason + dice.choice(["", "。", "一"])
    elif change == 2:
        row.target, row.actual = other.target, other.actual
    elif change == 3:
        row.name = other.name
    else:
        form.accepted = [Accepted(code="across.scores", node=row.id, field="score", by="李", reason="已核")]


def test_members_are_those_of_a_fresh_look_after_any_edits() -> None:
    forms = {path.name: decode(path.read_bytes()) for path in sample_files()}
    index, dice = put_all(Across(), forms), random.Random(17)
    seen, looked_at = set[str](), dict[str, Shared]()
    for _step in range(STEPS):
        key = dice.choice(list(forms))
        if dice.random() < 0.1:
            index.drop(key)
            put_all(index, {key: forms[key]})
        edit(forms[key], list(forms.values()), dice)
        put_all(index, {key: forms[key]})
        fresh = put_all(Across(), dict(forms))
        found = {each.identity: each for each in index.shared() if each.code in KINDS}
        if dice.random() < 0.3 or not looked_at:
            looked_at = {each.code: each for each in dice.sample(list(found.values()), len(found))}
        of = looked_at[dice.choice(list(looked_at))]
        for _again in range(2):
            assert index.members(of) == fresh.members(of)
        seen.add(of.code)
    assert seen == set(KINDS)


def test_of_the_same_thing_only_changed_forms_are_asked() -> None:
    shares, asked = {"a": 5, "b": 3, "c": 4}, list[str]()

    def members_of(key: str) -> list[SharingRow]:
        asked.append(key)
        share = Decimal(shares[key]) if key in shares else None
        return [] if share is None else [SharingRow(key, NodeId("n"), "score", Severity.HINT, share)]

    kept = KeptMembers()
    assert [each.key for each in kept.of("x", shares, members_of)] == ["b", "c", "a"]
    kept.note("b")
    shares["b"] = 4
    asked.clear()
    assert [each.key for each in kept.of("x", shares, members_of)] == ["b", "c", "a"]
    assert asked == ["b"]
    del shares["c"]
    kept.note("c")
    assert [each.key for each in kept.of("x", shares, members_of)] == ["b", "a"]
    assert [each.key for each in kept.of("y", shares, members_of)] == ["b", "a"]


def test_a_row_without_a_share_stands_with_those_of_none() -> None:
    shares = {"a": "1", "b": None, "c": "0", "d": None, "e": "0.5"}

    def members_of(key: str) -> list[SharingRow]:
        share = shares[key]
        return [SharingRow(key, NodeId("n"), "score", Severity.HINT, None if share is None else Decimal(share))]

    assert [each.key for each in KeptMembers().of("x", shares, members_of)] == ["b", "c", "d", "e", "a"]
