"""What a unit wrote before, offered by the parts of the frame: whole sentences and times that stand there."""

from __future__ import annotations

from selfeval_gui.work.phrases import PhraseRow
from selfeval_gui.work.reason_words import earlier_words


def row(name: str, reason: str) -> PhraseRow:
    return PhraseRow("产出指标", "时效指标", name, "", reason)


def test_sentences_go_to_their_part_those_of_the_same_indicator_first() -> None:
    offers = earlier_words(
        "完成及时率",
        [
            row("参训人数", "学员临时请假较多，到课不足。今后提前两周发通知，于2026年3月底前完成。"),
            row("参训人数", "学员临时请假较多，到课不足。"),
            row("完成及时率", "展品到货晚，布展推迟，进度滞后。今后在合同里写明到货时间。"),
        ],
    )
    assert offers["cause"] == ["展品到货晚，布展推迟，进度滞后", "学员临时请假较多，到课不足"]
    assert offers["measure"] == ["今后在合同里写明到货时间", "今后提前两周发通知，于2026年3月底前完成"]
    assert offers["deadline"] == ["2026年3月底前"]


def test_a_framed_reason_gives_its_parts_and_never_its_fact() -> None:
    text = "指标值 ≥95%，实际 93%，低 2 个百分点。原因：设备老化停机。【措施：　】时限：第二季度末前。"
    offers = earlier_words("合格率", [row("合格率", text)])
    assert offers == {"cause": ["设备老化停机"], "measure": [], "deadline": ["第二季度末前"]}


def test_a_cause_without_a_label_and_a_time_within_the_measure_are_offered() -> None:
    offers = earlier_words("亮灯率", [row("亮灯率", "灯具老化，更换不及时。措施：列入下年改造，2026年6月底前换完。")])
    assert offers["cause"] == ["灯具老化，更换不及时"]
    assert offers["measure"] == ["列入下年改造，2026年6月底前换完"]
    assert "2026年6月底前" in offers["deadline"]


def test_nothing_is_invented() -> None:
    assert earlier_words("合格率", []) == {"cause": [], "measure": [], "deadline": []}
    assert earlier_words("合格率", [row("合格率", ""), row("合格率", "无")])["cause"] == []
