"""What is offered while typing: the user's own texts first, where they belong; official names of the levels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.work.phrases import PhraseBook, PhraseRow, TypingPlace, fragment, offers, sentences
from tests.conftest import ROOT

PHRASES = ROOT / "forms" / "phrases"


def book(*rows: tuple[str, str, str, str, str]) -> PhraseBook:
    made = PhraseBook()
    for row in rows:
        made.add(PhraseRow(*row))
    return made


OWN = book(
    ("产出指标", "数量指标", "展览面积", "≥800平方米", "因展品到货晚，布展推迟。今后提前订货。"),
    ("产出指标", "数量指标", "展览面积", "≥900平方米", ""),
    ("产出指标", "数量指标", "展览场次", "≥4场", ""),
    ("效益指标", "社会效益指标", "展览参观人次", "≥1万人次", ""),
)


def test_own_names_under_the_same_level_two_come_first_the_more_frequent_before() -> None:
    spot = TypingPlace("name", 3, "产出指标", "数量指标")
    assert offers(spot, "展", [OWN])[:3] == ["展览面积", "展览场次", "展览参观人次"]
    assert offers(spot, "面积", [OWN])[0] == "展览面积"
    assert "项目完成率" in offers(spot, "完成", [OWN])


def test_what_stands_beside_already_is_not_offered_nor_the_text_itself() -> None:
    assert "展览面积" not in offers(TypingPlace("name", 3, "产出指标", "数量指标", taken=("展览 面积",)), "展", [OWN])
    assert "展览面积" not in offers(TypingPlace("name", 3, "产出指标", "数量指标"), "展览面积", [OWN])


@pytest.mark.parametrize(
    ("level_1", "names"),
    [
        ("产出指标", ["数量指标", "质量指标", "时效指标", "成本指标"]),
        ("效益", ["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"]),
        ("满意度指标", ["服务对象满意度指标"]),
        ("成本指标", ["经济成本指标", "社会成本指标", "生态环境成本指标"]),
    ],
)
def test_official_level_two_names_where_they_belong(level_1: str, names: list[str]) -> None:
    assert offers(TypingPlace("name", 2, level_1), "", []) == names


def test_level_names_in_use_are_left_out_and_official_ones_come_before_own() -> None:
    own = book(("产出指标", "其他指标", "甲", "", ""))
    spot = TypingPlace("name", 2, "产出指标", taken=("数量指标", "质量"))
    assert offers(spot, "", [own]) == ["时效指标", "成本指标", "其他指标"]
    assert offers(TypingPlace("name", 1), "", [own])[:3] == ["产出指标", "效益指标", "满意度指标"]


def test_targets_of_the_same_name_come_first() -> None:
    found = offers(TypingPlace("target", 3, "产出指标", "数量指标", "展览面积"), "≥", [OWN])
    assert found[:2] == ["≥800平方米", "≥900平方米"]
    assert "≥90%" in found
    assert offers(TypingPlace("target", 3, "", "", "项目完成及时性"), "", [])[0] == "及时"


def test_of_a_reason_only_the_sentence_begun_is_completed() -> None:
    spot = TypingPlace("reason", 3, "产出指标", "数量指标", "展览面积")
    assert fragment(spot, "天气不好。因展") == "因展"
    assert offers(spot, "天气不好。因展", [OWN])[0] == "因展品到货晚，布展推迟。"
    assert "受疫情影响，部分线下活动改为线上举办。" in offers(spot, "受疫", [OWN])


def test_sentences_without_their_numbers() -> None:
    assert list(sentences("1. 档案管理有待加强。\n2. 今后及时整理归档；无。")) == [
        "档案管理有待加强。",
        "今后及时整理归档；",
    ]


def test_nothing_is_offered_for_other_fields() -> None:
    assert offers(TypingPlace("actual", 3), "1", [OWN]) == []


# ---- the data --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(PHRASES.glob("*.json")), ids=lambda path: path.name)
def test_the_phrase_files_are_whole(path: Path) -> None:
    read = json.loads(path.read_text(encoding="utf-8"))
    assert set(read) == {"source", "level_2", "names", "targets", "reasons"}
    official = {name for names in read["level_2"].values() for name in names}
    assert set(read["names"]) <= official
    for texts in (*read["level_2"].values(), *read["names"].values(), *read["targets"].values(), read["reasons"]):
        assert texts
        assert len(set(texts)) == len(texts)
        assert all(text == text.strip() != "" for text in texts)
    assert all(text.endswith("。") and "XX" not in text and "……" not in text for text in read["reasons"])


def test_the_official_names_are_those_of_the_template() -> None:
    read = json.loads((PHRASES / "common.json").read_text(encoding="utf-8"))
    for level_1, names in presets()["mof-2020"].framework.items():
        assert read["level_2"][level_1] == list(names)
