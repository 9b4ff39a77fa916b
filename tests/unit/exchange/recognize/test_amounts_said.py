"""Money that the goals speak of, and that of the table ten thousand times as much: one of the two units is wrong."""

from __future__ import annotations

import pytest

from selfeval_gui.import_messages import doubt_sentence, imported_field_label
from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, codes, read_one


def doubts(goal: str, outcome: str, unit: str, *amounts: str) -> list[str]:
    found = read_one(
        *(TITLE, NAME, f"项目资金（{unit}）|年初预算数|全年预算数|全年执行数", "|".join(["年度资金总额", *amounts])),
        *("年度总体目标|预期目标|实际完成情况", f"|{goal}|{outcome}", HEADINGS, ROW),
    )
    return [doubt.text for doubt in found.doubts if doubt.code == "amount.goal"]


@pytest.mark.parametrize(
    ("goal", "unit", "amounts", "said"),
    [
        ("投入260万元修路。", "万元", ("2600000", "2600000", "2500000"), "260万元 ≠ 2600000万元"),
        ("投入２６０ 万元修路。", "万元", ("2600000", "2600000", "2500000"), "260 万元 ≠ 2600000万元"),
        ("投入1.2亿元建馆。", "元", ("12000", "12000", "11000"), "1.2亿元 ≠ 12000元"),
        ("投入1,260万元修路。", "万元", ("", "12600000", ""), "1,260万元 ≠ 12600000万元"),
    ],
)
def test_an_amount_of_another_scale_is_doubted_once(goal: str, unit: str, amounts: tuple[str, ...], said: str) -> None:
    assert doubts(goal, "路已修好。", unit, *amounts) == [said]
    assert doubts("修路。", goal, unit, *amounts) == [said]
    assert said in doubt_sentence("amount.goal", said)


@pytest.mark.parametrize(
    ("goal", "unit", "amounts"),
    [
        ("投入260万元修路。", "万元", ("260", "260", "250")),
        ("投入260万元修路。", "元", ("2600000", "2600000", "2500000")),
        ("每户补助260元。", "万元", ("260", "260", "260")),
        ("按260万元/公里修路。", "万元", ("2600000", "2600000", "2500000")),
        ("投入2600000万元，其中桥260万元。", "万元", ("2600000", "2600000", "2600000")),
        ("投入300万元修路。", "万元", ("2600000", "2600000", "2500000")),
        ("修路260公里。", "万元", ("2600000", "2600000", "2500000")),
    ],
)
def test_amounts_that_may_be_so_are_not(goal: str, unit: str, amounts: tuple[str, ...]) -> None:
    assert doubts(goal, "路已修好。", unit, *amounts) == []


def test_a_form_without_amounts_says_nothing_of_them() -> None:
    assert "amount.goal" not in codes(read_one(TITLE, NAME, HEADINGS, ROW))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("extra.中期资金总额.amount:金额", "中期资金总额"),
        ("extra.中期资金总额：财政拨款.amount:金额", "中期资金总额：财政拨款"),
        ("extra.县级资金.annual_budget", "县级资金 全年预算数"),
        ("extra.长期目标：预期目标", "长期目标：预期目标"),
        ("extra.联系电话", "联系电话"),
    ],
)
def test_an_amount_under_a_name_of_its_own_is_called_by_words(name: str, label: str) -> None:
    assert imported_field_label(name) == label
