from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval_gui.exchange.cell_text import CellText, SheetNames, clean_cell_text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("项目完成率", CellText("项目完成率")),
        ("", CellText("")),
        ("a\tb\nc", CellText("a\tb\nc")),
        ("一\r\n二\r三\v四\f五\x85六\u2028七\u2029八", CellText("一\n二\n三\n四\n五\n六\n七\n八")),
        ("a\x00b\x08c\x1fd\x7fe\x80f", CellText("abcdef", removed=5)),
        ("坏\ud800字\udc00", CellText("坏字", removed=2)),
        ("\ufffe\uffff", CellText("", removed=2)),
        ("😀👍🏽", CellText("😀👍🏽")),
        ("字" * 32_767, CellText("字" * 32_767)),
        ("字" * 40_000, CellText("字" * 32_767, cut=7_233)),
        # Excel counts UTF-16 units: 16,383 pairs fill 32,766 of them, and half a pair must not be left over.
        ("😀" * 20_000, CellText("😀" * 16_383, cut=3_617)),
        ("\x01" + "字" * 32_768, CellText("字" * 32_767, removed=1, cut=1)),
    ],
)
def test_clean_cell_text(text: str, clean: CellText) -> None:
    assert clean_cell_text(text) == clean


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("2020 年市科协办公用房维修项目", "2020 年市科协办公用房维修项目"),
        ("a[b]c:d*e?f/g\\h", "a_b_c_d_e_f_g_h"),
        ("全角：？＊／＼［］", "全角_______"),
        ("'it's'", "it's"),
        ("＇甲＇", "甲"),
        ("  两\n行\t 名 ", "两 行 名"),
        ("坏\ud800\x00字", "坏字"),
        ("", "自评表"),
        (" ' ", "自评表"),
        ("History", "History (2)"),
        ("HISTORY", "HISTORY (2)"),
        ("很" * 40, "很" * 31),
        # 15 pairs are 30 units; a 16th would make 32.
        ("😀" * 20, "😀" * 15),
        # Cut in front of a blank or an apostrophe, the name must not end with it.
        ("很" * 30 + " 长", "很" * 30),
        ("很" * 30 + "'长", "很" * 30),
    ],
)
def test_safe_sheet_name(name: str, safe: str) -> None:
    assert SheetNames().next(name) == safe


@pytest.mark.parametrize(
    ("name", "taken", "safe"),
    [
        ("项目", ["项目"], "项目 (2)"),
        ("项目", ["项目", "项目 (2)"], "项目 (3)"),
        ("Project", ["PROJECT"], "Project (2)"),
        ("ＡＢＣ", ["abc"], "ＡＢＣ (2)"),
        ("很" * 31, ["很" * 31], "很" * 27 + " (2)"),
        ("😀" * 15, ["😀" * 15], "😀" * 13 + " (2)"),
    ],
)
def test_sheet_names_are_unique(name: str, taken: list[str], safe: str) -> None:
    assert SheetNames(taken).next(name) == safe


@given(st.lists(st.text(), max_size=8))
def test_any_names_make_names_excel_takes(names: list[str]) -> None:
    sheet_names = SheetNames()
    made = [sheet_names.next(name) for name in names]
    for name in made:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set("[]:*?/\\\0\n") & set(name)
        assert name.strip(" '") == name
    assert len({name.casefold() for name in made} | {"history"}) == len(made) + 1
