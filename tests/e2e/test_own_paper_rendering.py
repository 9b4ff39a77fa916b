"""Blanks saved by LibreOffice are filled and read back; what is filled is printed by it, nothing of it missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval_gui.exchange.own_paper.fill import fill
from selfeval_gui.exchange.own_paper.learn import learn
from selfeval_gui.exchange.own_paper.trial import differences_in
from selfeval_gui.exchange.readers.any_file import read_source, unheard
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.rules.rule_set import rule_set_for
from tests.helpers.own_papers import form_of
from tests.helpers.producers import convert
from tests.helpers.twelve_blanks import BLANKS
from tests.helpers.xlsx_printing import missing_tools, print_documents

pytestmark = [
    pytest.mark.timeout(280),
    pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}"),
]

RULES = rule_set_for("shanghai-2020")


@pytest.mark.parametrize(
    ("suffix", "name"),
    [("xlsx", "workbook with picture, comment, check"), ("docx", "document with header and picture")],
)
def test_a_blank_saved_by_libreoffice(suffix: str, name: str, tmp_path: Path) -> None:
    blank = convert({"b": BLANKS[name]()}, suffix, suffix, tmp_path)["b"]
    learned = learn(blank)
    assert learned.conflicts == ()
    for count in (2, 25):
        form = form_of(count)
        back = recognize(read_source(fill(form, learned.paper, RULES).data, unheard)).forms
        assert len(back) == 1
        assert list(differences_in(form, back[0].form, learned.paper)) == []


@pytest.mark.parametrize(
    ("suffix", "name"), [(".xlsx", "workbook with merged reasons"), (".docx", "document with text box")]
)
def test_every_row_is_printed(suffix: str, name: str, tmp_path: Path) -> None:
    form = form_of(25)
    filled = fill(form, learn(BLANKS[name]()).paper, RULES).data
    pages = print_documents({"a": filled}, suffix, tmp_path / "print")["a"]
    text = "".join(word.text for page in pages for word in page.words)
    assert "城市书房运行" in text
    assert [number for number in range(1, 26) if f"≥{number}个" not in text] == []
