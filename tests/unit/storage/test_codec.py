"""The bytes of a form's file: how they look, that they come back the same, and that nothing unknown is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.storage.codec import check_frozen, decode, encode, freeze
from selfeval_gui.storage.errors import SaveFailed, UnreadableForm
from selfeval_gui.storage.json_text import MAX_BYTES
from tests.helpers.storage_forms import small_form

EMPTY_FORM = """\
{
  "schema_version": "1.0",
  "id": "a2b3c4d5",
  "template": "mof-2020",
  "rule_set": "mof-2020",
  "year": 2020,
  "project_name": "维修",
  "department": "",
  "implementing_unit": "",
  "extra": {},
  "funds": {
    "unit": "万元",
    "total": {
      "initial_budget": null,
      "annual_budget": "110.50",
      "executed": "-5",
      "weight": "10",
      "score": null
    },
    "parts": {
      "appropriation": {
        "initial_budget": null,
        "annual_budget": null,
        "executed": null
      },
      "carried_over": {
        "initial_budget": null,
        "annual_budget": null,
        "executed": null
      },
      "other": {
        "initial_budget": null,
        "annual_budget": null,
        "executed": null
      }
    }
  },
  "expected_goal": "一\\n二",
  "actual_outcome": "",
  "indicators": [
    {
      "id": "n1",
      "name": "产出指标",
      "target": "",
      "actual": "",
      "weight": null,
      "score": null,
      "reason": "",
      "children": []
    }
  ],
  "notes": "",
  "status": "draft",
  "accepted": [],
  "printed": {
    "execution_rate": null,
    "total_weight": null,
    "total_score": null
  }
}
"""


def same_form() -> Form:
    form = Form(id="a2b3c4d5", year=2020, project_name="维修", expected_goal="一\n二")
    form.funds.total.annual_budget = Decimal("110.50")
    form.funds.total.executed = Decimal(-5)
    form.funds.total.weight = Decimal(10)
    form.indicators.append(Indicator(id="n1", name="产出指标"))
    return form


def test_the_file_as_it_stands_in_the_design() -> None:
    assert encode(same_form()).decode() == EMPTY_FORM
    assert decode(EMPTY_FORM.encode()) == same_form()


def test_the_samples_come_out_byte_for_byte(sample_originals: Path) -> None:
    files = sorted(sample_originals.glob("*.json"))
    assert len(files) == 14
    for path in files:
        assert encode(decode(path.read_bytes())) == path.read_bytes()


def test_a_small_edit_is_a_line_of_difference() -> None:
    before, form = encode(small_form()), small_form()
    form.indicators[0].children[0].children[0].score = Decimal("9.5")
    pairs = zip(before.splitlines(), encode(form).splitlines(), strict=True)
    assert [(old.strip(), new.strip()) for old, new in pairs if old != new] == [(b'"score": "10",', b'"score": "9.5",')]


def test_a_byte_order_mark_is_read_and_not_written() -> None:
    data = encode(small_form())
    assert encode(decode(b"\xef\xbb\xbf" + data)) == data
    assert data.startswith(b"{")


@pytest.mark.parametrize(
    ("number", "text"),
    [("15", "15"), ("15.00", "15.00"), ("0", "0"), ("-0.5", "-0.5"), ("1E+3", "1000"), ("0.000000", "0.000000")],
)
def test_numbers_are_plain_text_with_their_places(number: str, text: str) -> None:
    form = small_form()
    form.funds.total.weight = Decimal(number)
    data = encode(form)
    assert f'"weight": "{text}"'.encode() in data
    assert encode(decode(data)) == data


def test_a_number_written_with_an_exponent_loads() -> None:
    data = EMPTY_FORM.replace('"110.50"', '"1.1e2"').encode()
    assert decode(data).funds.total.annual_budget == 110


def test_a_weight_of_minus_five_loads() -> None:
    data = encode(small_form()).replace(b'"12.50"', b'"-5"')
    assert decode(data).indicators[0].children[0].children[0].weight == -5


# ---- other versions --------------------------------------------------------------------------------------------------


def test_a_newer_minor_version_is_written_back_as_it_was() -> None:
    data = encode(small_form()).replace(b'"1.0"', b'"1.37"')
    assert decode(data).schema_version == "1.37"
    assert encode(decode(data)) == data


UNKNOWN = {"text": "新", "list": [1, {"deep": None}], "yes": True, "number": 12.5, "large": 10**30}


def test_unknown_keys_of_every_part_are_written_back() -> None:
    raw = json.loads(encode(small_form()))
    raw["accepted"] = [{"code": "x", "node": None, "field": "", "reason": "", "by": ""}]
    level_one = raw["indicators"][0]
    funds = raw["funds"]
    parts = [raw, funds, funds["total"], funds["parts"], *funds["parts"].values(), raw["printed"], raw["accepted"][0]]
    for part in [*parts, level_one, level_one["children"][0], level_one["children"][0]["children"][0]]:
        part["unknown"] = UNKNOWN
    data = (json.dumps(raw, ensure_ascii=False, indent=2) + "\n").encode()
    assert encode(decode(data)) == data


def test_strange_characters_come_back() -> None:
    form = small_form()
    form.notes = "零\0控\x1b删\x7f线\u2028后\x85😀𠮷\ue000"
    assert decode(encode(form)).notes == form.notes


# ---- what encode refuses ---------------------------------------------------------------------------------------------


def unfaithful() -> list[Form]:
    too_long, half_character, wrong_type, too_deep, double = (small_form() for _ in range(5))
    too_long.funds.total.weight = Decimal("1E+20")
    half_character.notes = "\ud83d"
    wrong_type.funds.total.weight = "abc"  # type: ignore[assignment]
    leaf = too_deep.indicators[0].children[0].children[0]
    leaf.children = [Indicator(id="deep")]
    double.indicators.append(Indicator(id="n1"))
    return [too_long, half_character, wrong_type, too_deep, double]


def freeze_and_check(form: Form) -> None:
    check_frozen(freeze(form))


BOTH_WAYS = pytest.mark.parametrize("way", [encode, freeze_and_check])


@BOTH_WAYS
@pytest.mark.parametrize("form", unfaithful())
def test_a_form_that_would_not_come_back_is_not_encoded(form: Form, way: Callable[[Form], object]) -> None:
    with pytest.raises(SaveFailed) as caught:
        way(form)
    assert caught.value.code == "save.not_faithful"


@BOTH_WAYS
def test_a_form_too_large_to_be_read_again_is_not_encoded(way: Callable[[Form], object]) -> None:
    form = small_form()
    form.notes = "长" * (MAX_BYTES // 3)
    with pytest.raises(SaveFailed):
        way(form)


@BOTH_WAYS
def test_the_check_looks_at_the_form_itself(way: Callable[[Form], object]) -> None:
    form = small_form()
    form.department = 5  # type: ignore[assignment]
    with pytest.raises(SaveFailed):
        way(form)


def test_errors_do_not_speak_of_another_part() -> None:
    """The words of a refusal are values from the file, never Python's or pydantic's own."""
    data = EMPTY_FORM.replace('"year": 2020', '"year": "2020"').encode()
    with pytest.raises(UnreadableForm) as caught:
        decode(data)
    assert caught.value.args_for_text == {"field": "year", "row": "", "value": "2020"}
