"""A reason divided into problem and measure: whole sentences, nothing dropped."""

import pytest

from selfeval_gui.exchange.reports.reason_parts import split_reason
from tests.helpers.xlsx_forms import sample_forms

TWO_ITEMS = "1. 档案管理有待加强。今后注重资料归集。\n2. 目标不够全面。完善绩效目标。"


@pytest.mark.parametrize(
    ("text", "problem", "measure"),
    [
        ("", "", ""),
        ("进度管理有待加强。加强进度管理。", "进度管理有待加强。", "加强进度管理。"),
        (TWO_ITEMS, "档案管理有待加强。目标不够全面。", "今后注重资料归集。完善绩效目标。"),
        ("原因分析：疫情影响，活动未办。改进措施：改为线上。", "疫情影响，活动未办。", "改为线上。"),
        ("少 2 场。原因：下雨。措施：增加两名人员。时限：6月底前。", "少 2 场。下雨。", "增加两名人员。6月底前。"),
        ("少 2 场。【原因：　】措施：增加两名人员。", "少 2 场。", "增加两名人员。"),
        ("建议今后不再出现未及时归档的问题。", "", "建议今后不再出现未及时归档的问题。"),
        ("受天气影响停工。工期顺延", "受天气影响停工。工期顺延", ""),
        ("3.5%的学员未到场；5 人请假", "3.5%的学员未到场；5 人请假", ""),
    ],
)
def test_sentences_find_their_side(text: str, problem: str, measure: str) -> None:
    assert split_reason(text) == (problem, measure)


def test_nothing_of_the_samples_is_lost() -> None:
    for form in sample_forms():
        for leaf in (leaf for top in form.indicators for two in top.children for leaf in two.children):
            kept = "".join(split_reason(leaf.reason))
            for sentence in leaf.reason.replace("\n", "").split("。"):
                assert sentence.removeprefix("1. ").removeprefix("2. ").strip() in kept
