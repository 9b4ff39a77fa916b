"""Words that stand raised, lowered or struck: none of their digits becomes one of the number beside them."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from selfeval_gui.exchange.clipboard.html_in import read_html
from selfeval_gui.exchange.readers.docx_reader import read_docx
from selfeval_gui.exchange.readers.grid import Aside, Source
from selfeval_gui.exchange.readers.html_reader import source_of_html
from selfeval_gui.exchange.readers.pdf_reader import read_pdf
from tests.helpers import hostile

RULES = "70 712 m 450 712 l S 70 690 m 450 690 l S 70 690 m 70 712 l S 450 690 m 450 712 l S "
# 绩效指标：分值; pages without such words are not looked at closely
FORM_WORDS = "BT /F2 9 Tf 1 0 0 1 80 760 Tm <7EE9654863076807FF1A5206503C> Tj ET "


def read(source: Source) -> tuple[list[str], list[tuple[Aside, str, str]]]:
    """Return the texts, and what stands beside them with its place."""
    texts = [cell.text for grid in source.grids if grid.aside is None for cell in grid.cells]
    asides = [(grid.aside, grid.name, cell.text) for grid in source.grids if grid.aside for cell in grid.cells]
    return texts, asides


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("10<sup>2</sup>", "10²"),
        ("10<font class=font5><sup>2</sup></font>%", "10²%"),
        ("110<sub>2</sub>", "110₂"),
        ('<span style="vertical-align: super; color: red">1</span>110', "¹110"),
        ("<ruby>110<rp>(</rp><rt>120</rt><rp>)</rp></ruby>", "110（120）"),
        ("第 <sup>①</sup>12", "第 ①12"),
    ],
)
def test_a_page_and_the_clipboard_keep_raised_digits_apart(words: str, shown: str) -> None:
    page = f"<p>{words}</p><table><tr><td>{words}</td><td>1</td></tr></table>"
    assert read(source_of_html(page)) == ([shown, shown, "1"], [])
    table = read_html(page)
    assert table is not None
    assert table.rows == [[shown, "1"]]


@pytest.mark.parametrize(
    "words",
    [
        "<s>110</s>120",
        "<strike>110</strike>120",
        "<del>1<b>10</b></del><ins>120</ins>",
        '<span style="TEXT-DECORATION: underline line-through">110</span>120',
        '<span style="text-decoration-line:line-through">110</span>120',
    ],
)
def test_a_page_tells_struck_words_apart(words: str) -> None:
    struck = [(Aside.STRUCK, place, "110") for place in ("paragraph", "table 1 R1C2")]
    page = f"<p>{words}</p><table><tr><td>甲</td><td>{words}</td></tr></table>"
    assert read(source_of_html(page)) == (["120", "甲", "120"], struck)
    table = read_html(page)
    assert table is not None
    assert table.rows == [["甲", "110 120"]], "where nothing tells what was left out, all of it stays, apart"


@pytest.mark.parametrize(
    ("position", "shown"), [("6", "10²"), ("-4", "10₂"), ("0", "102"), ("x", "102"), ("", "102"), ("²", "102")]
)
def test_a_word_document_keeps_moved_digits_apart(position: str, shown: str) -> None:
    document = Document()
    paragraph = document.add_table(1, 1).cell(0, 0).paragraphs[0]
    paragraph.add_run("10")
    mark = parse_xml(f'<w:position {nsdecls("w")} w:val="{position}"/>')
    paragraph.add_run("2").element.get_or_add_rPr().append(mark)
    out = io.BytesIO()
    document.save(out)
    assert read(read_docx(out.getvalue())) == ([shown], [])


def pdf(*words: str, lines: str = "") -> Source:
    """Read a page of one ruled cell; each of the words is "size x y text"."""
    shown = ""
    for word in words:
        size, x, y, text = word.split(" ", 3)
        shown += f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET "
    return read_pdf(hostile.pdf_of([FORM_WORDS + FORM_WORDS.replace("760", "640") + RULES + shown + lines]))


@pytest.mark.parametrize(
    ("height", "size", "shown"),
    [(3, 5, "10²"), (-1, 5, "10₂"), (0, 5, "102"), (3, 9, "102"), (0, 9, "102")],
)
def test_a_pdf_keeps_small_moved_digits_apart(height: int, size: int, shown: str) -> None:
    texts, _asides = read(pdf("9 80 697 10", f"{size} 90.1 {697 + height} 2"))
    assert shown in texts


@pytest.mark.parametrize(
    ("line", "shown", "struck"),
    [
        ("80 699.5 m 95 699.5 l S", "120", ["110"]),
        ("80 699.2 15 0.6 re f", "120", ["110"]),
        ("80 695.8 m 95 695.8 l S", "110120", []),  # underlined
        ("70 699.5 m 450 699.5 l S", "110120", []),  # a rule of a table that the words have outgrown
    ],
)
def test_a_pdf_tells_struck_words_apart(line: str, shown: str, struck: list[str]) -> None:
    texts, asides = read(pdf("9 80 697 110", "9 95.1 697 120", lines=line))
    assert shown in "".join(texts)
    assert [text for kind, _place, text in asides if kind is Aside.STRUCK] == struck
