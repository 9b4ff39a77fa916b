"""Words as a document shows them: signs of symbol fonts, radicals that stand for letters."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from selfeval_gui.exchange.readers.docx_reader import read_docx
from selfeval_gui.exchange.readers.grid import clean_text
from selfeval_gui.exchange.readers.text_reader import source_of_text


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "F0A3", "≤"),
        ("Symbol", "F0B1", "±"),
        ("Wingdings", "F0FC", "✓"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings 2", "F052", "☑"),
        ("Wingdings 2", "0050", "✓"),
        ("Wingdings 2", "F0A3", "□"),
        ("Webdings", "F021", "〔Webdings F021〕"),
    ],
)
def test_signs_of_symbol_fonts(font: str, code: str, shown: str) -> None:
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    run = cell.paragraphs[0].add_run()
    run.element.append(parse_xml(f'<w:sym {nsdecls("w")} w:font="{font}" w:char="{code}"/>'))
    cell.paragraphs[0].add_run("40%")
    out = io.BytesIO()
    document.save(out)
    assert [each.text for grid in read_docx(out.getvalue()).grids for each in grid.cells] == [f"{shown}40%"]


@pytest.mark.parametrize(
    ("printed", "letters"),
    [
        ("⽬标：⼯程⽤⽔", "目标：工程用水"),
        ("主管部⻔", "主管部门"),
        ("⻓江⻢⻋⾦⽜⼀⼆", "长江马车金牛一二"),
        ("⼈⺠", "人民"),
        ("Ⅲ级①㎡", "Ⅲ级①㎡"),
    ],
)
def test_radicals_are_the_letters_they_look_like(printed: str, letters: str) -> None:
    assert clean_text(printed) == letters
    assert source_of_text(f"项目\t{printed}").grids[0].cells[1].text == letters
