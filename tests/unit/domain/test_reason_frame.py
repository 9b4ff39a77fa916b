"""The frame of a reason: four parts as one ordinary text, open parts in sight, no letter lost on the way back."""

from __future__ import annotations

import pytest

from selfeval_gui.domain.reason_frame import framed, parts_of

FACT = "指标值 ≥95%，实际 93%，低 2 个百分点"
WHOLE = {"fact": FACT, "cause": "连续降雨停工", "measure": "增加一个班组；每周查一次", "deadline": "2026年6月底前"}


def test_the_parts_become_one_text() -> None:
    text = f"{FACT}。原因：连续降雨停工。措施：增加一个班组；每周查一次。时限：2026年6月底前。"
    assert framed(WHOLE) == text
    assert parts_of(text) == {
        **{"fact": f"{FACT}。", "cause": "连续降雨停工。"},
        **{"measure": "增加一个班组；每周查一次。", "deadline": "2026年6月底前。"},
    }


def test_what_is_not_filled_in_stays_open_and_is_blank_again() -> None:
    text = framed({"fact": FACT, "measure": "增加班组"})
    assert text == f"{FACT}。【原因：　】措施：增加班组。【时限：　】"
    assert parts_of(text) == {"fact": f"{FACT}。", "cause": "", "measure": "增加班组。", "deadline": ""}
    assert framed({}) == "【事实：　】【原因：　】【措施：　】【时限：　】"
    assert parts_of(framed({})) == dict.fromkeys(WHOLE, "")


@pytest.mark.parametrize("missing", [(), ("fact",), ("cause",), ("deadline",), ("fact", "measure"), tuple(WHOLE)])
def test_a_text_read_and_written_again_is_the_same(missing: tuple[str, ...]) -> None:
    text = framed({part: words for part, words in WHOLE.items() if part not in missing})
    assert framed(parts_of(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "受天气影响停工。今后提前安排。",
        "措施：赶工。原因：下雨。",
        "原因：下雨。原因：缺人。",
        "【原因：下雨】措施：赶工。",
        "进度慢。事实：停工十天。原因：下雨。",
        "说明见附件，主要原因：下雨",
    ],
)
def test_any_other_text_is_all_of_it_the_cause(text: str) -> None:
    assert parts_of(text) == {"fact": "", "cause": text, "measure": "", "deadline": ""}


def test_a_text_with_labels_of_its_own_is_divided() -> None:
    assert parts_of("原因：下雨停工。\n措施：加派人手") == {
        **{"fact": "", "cause": "下雨停工。"},
        **{"measure": "加派人手", "deadline": ""},
    }


def test_what_stands_before_a_measure_alone_is_the_cause() -> None:
    assert parts_of("灯具老化，更换不及时。措施：2026年6月底前换完。") == {
        **{"fact": "", "cause": "灯具老化，更换不及时。"},
        **{"measure": "2026年6月底前换完。", "deadline": ""},
    }
