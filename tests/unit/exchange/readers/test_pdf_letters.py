"""Letters of a PDF page that are no text: watermarks of all kinds, letters printed twice; and those that only look so."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from selfeval_gui.exchange.readers.pdf_letters import Hand, letters_of
from tests.helpers import hostile

BODY = "BT /F1 9 Tf 0 g 1 0 0 1 {x} {y} Tm ({text}) Tj ET "
ROWS = "".join(
    BODY.format(x=80 + 90 * column, y=700 - 20 * row, text=f"Row{row}{column} 95")
    for row in range(9)
    for column in range(4)
)
LINES = "0 G 70 712 m 450 712 l S 70 692 m 450 692 l S 160 520 m 160 712 l S 250 520 m 250 712 l S "
TURNED = "0.866 0.5 -0.5 0.866"
UPRIGHT = "0 1 -1 0"
SLIGHTLY = "0.9986 0.0523 -0.0523 0.9986"


def read(*streams: str) -> list[tuple[str, list[str]]]:
    """Return what is text on each page, and what its watermarks say."""
    hands: set[Hand] = set()
    found = []
    with pdfplumber.open(io.BytesIO(hostile.pdf_of(streams))) as document:
        for page in document.pages:
            letters, marks = letters_of(page, hands)
            found.append(("".join(letter["text"] for letter in letters), marks))
    return found


def said(matrix: str, place: str, text: str, size: int = 9, colour: str = "0.8 g") -> str:
    return f"BT /F1 {size} Tf {colour} {matrix} {place} Tm ({text}) Tj ET "


PLAIN = read(ROWS + LINES)[0][0]


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        (said(TURNED, "150 560", "CONFIDENTIAL", 40), "CONFIDENTIAL"),
        (said(TURNED, "150 560", "INTERNAL", 9, "0 g"), "INTERNAL"),  # black, of the text's own size
        ("".join(said(TURNED, f"{x} {y}", "Wang 2023") for x in (90, 250) for y in (530, 600, 670)), "Wang 2023"),
        (said("1 0 0 1", "90 590", "DRAFT COPY", 70), "DRAFT COPY"),  # level, across several rows
        (said("1 0 0 1", "90 590", "DRAFT COPY", 70, "0 g"), "DRAFT COPY"),  # black, as one let through looks to us
        ("".join(said("1 0 0 1", f"{x} {y}", "Li 8861", 9, "0.8 0.85 0.9 rg") for x in range(75, 400, 60) for y in range(480, 720, 15)), "Li 8861"),
        (said("1 0 0 1", "90 590", "CMYK MARK", 70, "0.1 0.1 0 0.1 k"), "CMYK MARK"),
    ],
)  # fmt: skip
def test_a_watermark_is_told_and_no_text(mark: str, text: str) -> None:
    assert read(mark + ROWS + LINES) == [(PLAIN, [text])]
    assert read(ROWS + LINES + mark) == [(PLAIN, [text])], "above the text or below it"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (said(UPRIGHT, "500 600", "Upwards", 9, "0 g"), "Upwards"),  # a heading written upwards
        (said("1 0 0 1", "80 450", "a hint in grey", 9, "0.6 g"), "a hint in grey"),
        ("0 0 1 rg 76 440 80 20 re f " + said("1 0 0 1", "80 450", "white", 9, "1 g"), "white"),  # on a dark ground
        (said("1 0 0 1", "80 760", "A Great Title", 26, "0 g"), "A Great Title"),
        (said("1 0 0.33 1", "80 450", "slanting", 9, "0 g"), "slanting"),  # italics
    ],
)
def test_what_only_looks_like_one_is_text(words: str, text: str) -> None:
    assert read(ROWS + LINES + words) == [(PLAIN + text, [])]


def test_a_page_that_lies_askew_is_text() -> None:
    askew = "".join(said(SLIGHTLY, f"80 {700 - 20 * row}", f"Line {row}", 9, "0 g") for row in range(9))
    assert read(askew) == [("".join(f"Line {row}" for row in range(9)), [])]
    askew = "".join(said(TURNED, f"80 {700 - 20 * row}", f"Line {row}", 9, "0 g") for row in range(9))
    assert read(askew)[0][1] == [], "all of it"


def test_the_hand_of_a_watermark_is_known_on_the_next_page() -> None:
    mark = said("1 0 0 1", "90 590", "DRAFT COPY", 70)
    alone = said("1 0 0 1", "90 90", "DRAFT COPY", 70)  # beside the few rows of the last page
    assert read(ROWS + LINES + mark, ROWS + alone)[1][1] == ["DRAFT COPY"]


@pytest.mark.parametrize("step", [0.0, 0.3, 0.6])
@pytest.mark.parametrize("text", ["110", "Budget 2023", "100.00%", "11 11", "lill"])
def test_letters_printed_twice_count_once(text: str, step: float) -> None:
    """The whole word again, or each letter twice."""
    once, again = BODY.format(x=80, y=700, text=text), BODY.format(x=80 + step, y=700 - step / 2, text=text)
    assert read(once + again) == [(text, [])]
    places = [(80 + 30 * number + twice * step, letter) for number, letter in enumerate(text) for twice in (0, 1)]
    assert read("".join(BODY.format(x=x, y=700, text=letter) for x, letter in places)) == [(text, [])]


def test_equal_letters_beside_and_below_each_other_are_two() -> None:
    text = "11iill--.."
    rows = BODY.format(x=80, y=700, text=text) + BODY.format(x=80, y=694, text=text)
    assert read(rows) == [(text * 2, [])]
