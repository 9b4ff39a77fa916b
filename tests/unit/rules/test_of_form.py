"""Which rule set judges a form: preset, carried copy, nearest preset; on which basis its weights make the total."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from selfeval_gui.domain.form import Indicator
from selfeval_gui.domain.scoring import Basis
from selfeval_gui.domain.tree import level_three
from selfeval_gui.explanations import basis_notice, rule_set_words
from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.rules.of_form import detected_basis, is_known, nearest_preset, rule_set_of
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.rules.rule_set_file import as_document, from_document
from selfeval_gui.storage.codec import decode, encode
from selfeval_gui.storage.summary import read_summary, summary_of
from tests.helpers.documents import blank_form, sample_form

OWN = replace(presets()["regional-demo"], id="own-county", name="某县 2025")


def test_a_carried_copy_judges_the_form_anywhere(tmp_path) -> None:
    form = sample_form(1)
    form.rule_set, form.rule_set_copy = OWN.id, as_document(OWN)
    again = decode(encode(form))
    assert rule_set_of(again) == OWN
    assert is_known(again)
    assert encode(again) == encode(form)
    path = tmp_path / "表.json"
    path.write_bytes(encode(form))
    assert read_summary(path).standing == summary_of(form, path).standing
    assert read_summary(path).score_total == Decimal(101)  # 91 and the typed 10: execution stands inside this total


def test_a_form_without_a_copy_writes_no_such_key() -> None:
    assert b"rule_set_copy" not in encode(sample_form(1))


@pytest.mark.parametrize("spoil", [{"grades": []}, {"id": "another"}, {"total": 5}, {}])
def test_an_unusable_copy_is_kept_and_the_nearest_preset_stands_in(spoil: dict[str, object]) -> None:
    form = sample_form(1)
    copy = as_document(OWN) | spoil if spoil else {"id": OWN.id}
    form.rule_set, form.rule_set_copy = OWN.id, copy
    again = decode(encode(form))
    assert again.rule_set_copy == copy
    assert not is_known(again)
    assert rule_set_of(again).id == "shanghai-2020"


def test_a_copy_never_stands_for_a_preset() -> None:
    form = sample_form(1)
    form.rule_set_copy = as_document(replace(OWN, id=form.rule_set))
    assert rule_set_of(form) is presets()[form.rule_set]


@pytest.mark.parametrize(("number", "nearest"), [(Decimal(1), "shanghai-2020"), (Decimal("0.9"), "mof-2020")])
def test_the_nearest_preset_has_the_basis_of_the_form(number: Decimal, nearest: str) -> None:
    form = sample_form(1)
    form.rule_set = "某省-2031"
    for leaf in level_three(form.indicators):
        leaf.weight = (leaf.weight or Decimal(0)) * number
    assert rule_set_of(form).id == nearest


def test_the_basis_is_detected_and_said() -> None:
    form = sample_form(1)
    shanghai, ministry = presets()["shanghai-2020"], presets()["mof-2020"]
    assert detected_basis(form, shanghai.total) is Basis.INDICATORS_ONLY
    assert basis_notice(Basis.INDICATORS_ONLY, shanghai).endswith("与口径一致")
    assert "与口径“财预〔2020〕10号" in basis_notice(Basis.INDICATORS_ONLY, ministry)
    next(iter(level_three(form.indicators))).weight = Decimal(1)
    assert detected_basis(form, shanghai.total) is None
    assert detected_basis(blank_form(), shanghai.total) is None
    assert basis_notice(None, shanghai) == ""


@pytest.mark.parametrize("rule_set", presets().values(), ids=lambda each: each.id)
def test_every_preset_can_be_said_in_words(rule_set) -> None:
    words = dict(rule_set_words(rule_set, FINDING_KINDS))
    assert all("{" not in text for text in words.values())
    assert words["总分"].startswith("100，")
    assert words["等级"].startswith("优 ≥90")
    assert from_document(as_document(rule_set)) == rule_set


def test_of_equally_near_presets_the_usual_one_is_nearest() -> None:
    form = blank_form()
    assert nearest_preset(form, Basis.WITH_EXECUTION, "mof-2021-cost").id == "mof-2021-cost"
    assert nearest_preset(form, None, "mof-2021-cost").id == "mof-2021-cost"
    assert nearest_preset(form, Basis.INDICATORS_ONLY, "mof-2021-cost").id == "shanghai-2020"
    form.indicators = [Indicator(id=name, name=name) for name in ("产出指标", "效益指标", "满意度指标")]
    assert nearest_preset(form, Basis.WITH_EXECUTION, "mof-2021-cost").id == "mof-2020"
