"""The account of cells: numbers that are none, names beyond a limit, values that stand twice, paper's blanks."""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.recognize.result import FoundForm
from tests.helpers.grids import HEADINGS, NAME, ROW, TITLE, codes, left, read_all, read_one, read_pages, said, sheet
from tests.helpers.imports import rows


def score(text: str) -> FoundForm:
    return read_one(TITLE, NAME, HEADINGS, f"产出指标|数量指标|讲座|3次|3次|100|{text}|无")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(
            (error, "number.error_value")
            for error in ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
        ),
        *((error, "number.error_value") for error in ("#SPILL!", "#CALC!", "#GETTING_DATA", "#ref!", " #N/A ")),
        *((text, "number.invalid") for text in ("优", "#REF", "约40", "4O", "40/50")),
        *((text, "number.too_long") for text in ("1.1234567", "1234567890123456")),
    ],
)
def test_what_is_no_number_stays_blank_is_listed_and_doubted(text: str, code: str) -> None:
    found = score(text)
    assert (rows(found.form)[0][6], said(found.unmapped)) == ("", [(code, text.strip())])
    assert (code, text.strip()) in said(found.doubts)
    assert found.unmapped[0].ref == found.doubts[0].ref


@pytest.mark.parametrize("text", ["1.123456", "123456789012345", "—", "/", "- 5"])
def test_the_longest_numbers_and_no_value(text: str) -> None:
    found = score(text)
    assert rows(found.form)[0][6] == ("" if text in "—/" else text.replace(" ", ""))
    assert (left(found), [code for code in codes(found) if code.startswith("number")]) == ([], [])


@pytest.mark.parametrize(("exact", "doubted"), [("", []), ("39.999", [("number.rounded", "40 ≈ 39.999")])])
def test_a_number_that_is_shown_rounded_is_doubted(exact: str, doubted: list[tuple[str, str]]) -> None:
    grid = sheet(0, TITLE, NAME, HEADINGS, ROW.replace("|100|100", "|100|40"))
    cells = [each._replace(exact=exact if each.text == "40" else "") for each in grid.cells]
    (found,) = read_all(grid._replace(cells=cells)).forms
    assert [each for each in said(found.doubts) if each[0].startswith("number")] == doubted
    assert rows(found.form)[0][6] == "40"


@pytest.mark.parametrize(
    ("lines", "extra"),
    [
        (("联系人|甲", "联系人|甲"), {"联系人": "甲"}),
        (("联系人|甲", "联系人|乙"), {"联系人": "甲", "联系人 2": "乙"}),
        (("联系人|甲", "联系人|乙", "联系人|丙"), {"联系人": "甲", "联系人 2": "乙", "联系人 3": "丙"}),
        (("联系人|甲", "联系人|乙", "联系人|乙"), {"联系人": "甲", "联系人 2": "乙"}),
        (("联系人：|甲",), {"联系人": "甲"}),
        (("* 竣工 ：|甲",), {"竣工": "甲"}),
    ],
)
def test_extra_fields_of_one_name_are_told_apart(lines: tuple[str, ...], extra: dict[str, str]) -> None:
    assert read_one(TITLE, NAME, *lines, HEADINGS, ROW).form.extra == extra


def test_a_cell_can_go_to_two_fields() -> None:
    found = read_one(TITLE, NAME, "年度资金总额|328", "项目负责人：王五  联系电话：6200", HEADINGS, ROW)
    names = {key: [ref.name for ref in refs] for key, refs in found.mapped.items() if len(refs) > 1}
    assert names == {
        (0, 2, 1): ["funds.total.initial_budget", "funds.total.annual_budget"],
        (0, 3, 0): ["extra.项目负责人", "extra.联系电话"],
    }


def test_each_value_knows_its_field() -> None:
    found = read_one(TITLE, NAME, HEADINGS, f"{ROW}|无")
    node = found.form.indicators[0].children[0].children[0].id
    names = {key[2]: [ref.name for ref in refs] for key, refs in found.mapped.items() if key[1] == 3}
    assert names == {
        0: ["name"],
        1: ["name"],
        2: ["name"],
        3: ["target"],
        4: ["actual"],
        5: ["weight"],
        6: ["score"],
        7: ["reason"],
    }
    assert {refs[0].node for key, refs in found.mapped.items() if key[1] == 3 and key[2] >= 2} == {node}
    assert {refs[0].node for key, refs in found.mapped.items() if key[1] < 3} == {None}


@pytest.mark.parametrize(
    ("text", "on_paper", "in_a_sheet"),
    [
        ("改造 小区", "改造小区", "改造 小区"),
        ("改造\n小区", "改造小区", "改造\n小区"),
        ("改造 A 区", "改造 A 区", "改造 A 区"),
    ],
)
def test_blanks_and_line_ends_of_the_paper_are_left_out_of_names(text: str, on_paper: str, in_a_sheet: str) -> None:
    lines = (TITLE, NAME, HEADINGS, ROW.replace("改造小区数", text))
    assert [rows(read(lines).form)[0][2] for read in (lambda page: read_pages(page), lambda page: read_one(*page))] == [
        on_paper,
        in_a_sheet,
    ]


def test_a_list_in_a_reason_gets_its_lines_back_and_is_doubted() -> None:
    reason = "1.人手 少。 2.场地小。"
    paper = read_pages((TITLE, NAME, HEADINGS, f"{ROW}|{reason}"))
    assert rows(paper.form)[0][7] == "1.人手少。\n2.场地小。"
    assert ("paragraph.guessed", reason) in said(paper.doubts)
    plain = read_pages((TITLE, NAME, HEADINGS, f"{ROW}|人手 少。"))
    assert (rows(plain.form)[0][7], "paragraph.guessed" in codes(plain)) == ("人手少。", False)
    typed = read_one(TITLE, NAME, HEADINGS, f"{ROW}|{reason}")
    assert (rows(typed.form)[0][7], "paragraph.guessed" in codes(typed)) == (reason, False)
