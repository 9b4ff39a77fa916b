"""No reader drops words, of whatever kind: papers drawn by chance, with elements that no program knows among the others."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import normalize

import pytest

from selfeval_gui.exchange.readers.any_file import read_source
from selfeval_gui.exchange.readers.grid import Source
from selfeval_gui.exchange.readers.text_reader import source_of_text
from tests.helpers.odd_papers import ExcelPaper, Paper, PdfPaper, WordPaper


class Counted(NamedTuple):
    """What of a paper's words is missing, and what was read more than once."""

    missing: list[str]
    twice: list[str]


def counted(words: list[str], source: Source) -> Counted:
    said = [normalize("NFKC", cell.text) for grid in source.grids for cell in grid.cells]  # raised digits as digits
    found = {word: sum(text.count(word) for text in said) for word in words}
    return Counted([word for word in words if not found[word]], [word for word in words if found[word] > 1])


def read(data: bytes) -> Source:
    return read_source(data, lambda _done, _total: None)


@pytest.mark.parametrize("seed", range(60))
def test_word(seed: int) -> None:
    paper = WordPaper(seed)
    assert counted(paper.words, read(paper.data())) == ([], [])


@pytest.mark.parametrize("seed", range(60))
def test_excel(seed: int) -> None:
    paper = ExcelPaper(seed)
    assert counted(paper.words, read(paper.data())) == ([], [])


@pytest.mark.parametrize("seed", range(60))
def test_text(seed: int) -> None:
    """Lines of words with any marks between them; what divides cells is no word."""
    paper = Paper(seed)
    marks = paper.random.sample(["|", "\t", ",", ";", "  ", " ", "，", "<p>", "：", '"', "**", "\\|"], 3)

    def line() -> str:
        first = paper.random.choice(["", "", "# ", "- ", "| ", "> ", '"'])
        return first + "".join(paper.word() + paper.random.choice(marks) for _ in range(paper.random.randint(1, 6)))

    text = "\n".join(line() for _ in range(paper.random.randint(1, 12)))
    assert counted(paper.words, source_of_text(text)) == ([], [])


@pytest.mark.parametrize("seed", range(60))
def test_pdf(seed: int) -> None:
    paper = PdfPaper(seed)
    assert counted(paper.words, read(paper.data())) == ([], [])
