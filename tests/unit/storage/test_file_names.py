"""File names made from project names: what Windows allows, short enough, and free."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval_gui.storage.workspace import safe_file_name


@pytest.mark.parametrize(
    ("project", "name"),
    [
        ("2020 年市科协办公用房维修项目", "2020 年市科协办公用房维修项目.json"),
        ("“全民科学素质”行动（二期）、《纲要》", "“全民科学素质”行动（二期）、《纲要》.json"),
        ('a<b>c:d"e/f\\g|h?i*j', "a＜b＞c：d＂e／f＼g｜h？i＊j.json"),
        ("", "未命名项目.json"),
        (" \t\n　", "未命名项目.json"),
        ("...", "未命名项目.json"),
        (" . 名称. . ", "名称.json"),
        (".隐藏", "隐藏.json"),
        ("第一行\n第二行\t制表", "第一行 第二行 制表.json"),
        ("空\0字\x1b符\x7f", "空 字 符.json"),
        ("从右\u202e到左\u200b", "从右到左.json"),
        ("半个\ud83d字符", "半个 字符.json"),
        ("表情😀与家庭👨\u200d👩\u200d👧", "表情😀与家庭👨\u200d👩\u200d👧.json"),
        ("e\u0301", "é.json"),
        ("CON", "CON_.json"),
        ("con", "con_.json"),
        ("nul.txt", "nul_.txt.json"),
        ("COM1", "COM1_.json"),
        ("LPT².x", "LPT²_.x.json"),
        (".AUX ", "AUX_.json"),
        ("CONIN$", "CONIN$_.json"),
        ("prn .a", "prn_ .a.json"),
        ("CONTO", "CONTO.json"),
        ("COM10", "COM10.json"),
        ("NUL 项目", "NUL 项目.json"),
        ("表.json", "表.json.json"),
    ],
)
def test_names(project: str, name: str) -> None:
    assert safe_file_name(project, set()) == name


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        ({"表.json"}, "表 (2).json"),
        ({"表.json", "表 (2).json"}, "表 (3).json"),
        ({"表 (2).json"}, "表.json"),
        ({"表.xlsx", "别的.json"}, "表.json"),
    ],
)
def test_taken_names(taken: set[str], name: str) -> None:
    assert safe_file_name("表", taken) == name


def test_upper_and_lower_case_are_the_same_name() -> None:
    assert safe_file_name("Straße ABC", {"STRASSE abc.JSON"}) == "Straße ABC (2).json"
    assert safe_file_name("é", {"e\u0301.json"}) == "é (2).json"


@pytest.mark.parametrize(
    ("character", "count"),
    [("a", 75), ("项", 65), ("😀", 48)],  # 80 characters with ".json"; 200 bytes, of 3 and of 4 each
)
def test_long_names_are_cut(character: str, count: int) -> None:
    assert safe_file_name(character * 300, set()) == character * count + ".json"
    second = safe_file_name(character * 300, {character * count + ".json"})
    assert second.endswith(f"{character} (2).json")
    assert len(second) <= 80


def test_no_blank_or_dot_stays_at_the_cut() -> None:
    assert safe_file_name("a" * 74 + " b", set()) == "a" * 74 + ".json"
    assert safe_file_name("a" * 73 + ". b", set()) == "a" * 73 + ".json"
    assert safe_file_name("a" * 74 + "\u200d👩", set()) == "a" * 74 + ".json"


NAMES = st.text(max_size=200) | st.text(st.sampled_from('项😀 .<>:"/\\|?*\0\u202e\ud800aCON1$'), max_size=120)


@given(NAMES, st.integers(0, 12))
def test_any_text_gives_an_allowed_and_free_name(project: str, files: int) -> None:
    taken: set[str] = set()
    for _ in range(files + 1):
        name = safe_file_name(project, taken)
        stem = name.removesuffix(".json")
        assert name not in taken
        assert name.endswith(".json")
        assert stem == stem.strip(". ") != ""
        assert not set(stem) & set('<>:"/\\|?*')
        assert all(ord(character) >= 32 for character in stem)
        assert len(name) <= 80
        assert len(name.encode()) <= 200
        assert stem.split(".")[0].strip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}
        taken.add(name)
