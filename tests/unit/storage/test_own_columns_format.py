"""Cells of a template's own columns in the file: version 1.2 where there are some, the very bytes of before elsewhere."""

from __future__ import annotations

import json

import pytest

from selfeval_gui.domain.form import Evidence, Form, Indicator
from selfeval_gui.storage.codec import check_frozen, decode, encode, freeze
from selfeval_gui.storage.errors import UnreadableForm
from tests.helpers.kinds import monitoring_form


def one_row(**values: object) -> Form:
    leaf = Indicator.model_validate({"id": "c", "name": "完成率", **values})
    return Form(id="f", indicators=[Indicator(id="a", children=[Indicator(id="b", children=[leaf])])])


def leaf_of(form: Form) -> Indicator:
    return form.indicators[0].children[0].children[0]


def test_the_first_cell_makes_it_1_2_and_emptying_it_makes_it_1_0_again() -> None:
    form = one_row()
    before = freeze(form)
    leaf_of(form).extra["备注"] = "待批"
    assert json.loads(encode(form))["schema_version"] == "1.2"
    check_frozen(freeze(form))
    leaf_of(form).evidence.append(Evidence(id="e", name="验收单"))
    assert json.loads(encode(form))["schema_version"] == "1.2"
    leaf_of(form).extra.clear()
    assert json.loads(encode(form))["schema_version"] == "1.1"
    leaf_of(form).evidence.clear()
    assert freeze(form) == before


def test_what_was_written_is_read() -> None:
    form = monitoring_form()
    again = decode(encode(form))
    assert leaf_of(again).extra == leaf_of(form).extra
    assert again.extra == form.extra
    assert freeze(again) == freeze(form)


def test_a_file_of_1_1_becomes_1_2_and_one_of_1_7_stays_that() -> None:
    for read, written in (("1.1", "1.2"), ("1.7", "1.7")):
        form = one_row(extra={"备注": "待批"})
        form.schema_version = read
        assert json.loads(encode(form))["schema_version"] == written


@pytest.mark.parametrize("extra", ["待批", ["待批"], {"备注": 3}])
def test_what_is_no_list_of_texts_is_refused_by_the_rows_name(extra: object) -> None:
    raw = json.loads(freeze(one_row(extra={"备注": "待批"})))
    raw["indicators"][0]["children"][0]["children"][0]["extra"] = extra
    with pytest.raises(UnreadableForm) as refused:
        decode(json.dumps(raw).encode())
    assert refused.value.args_for_text["row"] == "完成率"
