"""A clipboard read in the reading process says the same as one read here; what is made on purpose ends in a word."""

from __future__ import annotations

import json

import pytest

from selfeval_gui.exchange.pasting.clip_in import PastedTable, TooMuch, is_small, read_clip
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.reading_process import wire
from selfeval_gui.exchange.reading_process.client import ReaderProcess
from selfeval_gui.exchange.reading_process.wire import pack_pasted, unpack_pasted
from tests.helpers.samples import ROOT

pytestmark = pytest.mark.slow

CLIPS = sorted((ROOT / "tests" / "data" / "clipboard").glob("*.html"))
FIELDS = ["name", "target", "actual", "weight", "score", "reason"]
BOOK = "<table>" + "<tr><td>指标<td>100<td>99<td>1<td>1<td>说明</tr>" * 500 + "</table>外面"


def by_process(html: str, text: str = "") -> PastedTable:
    with ReaderProcess() as reader:
        return reader.read_clip(html, text, FIELDS)


def test_every_program_says_the_same_by_way_of_the_process() -> None:
    pages = [path.read_bytes().decode("utf-8") for path in CLIPS]
    assert len(pages) > 3
    cases = [
        *((page, "") for page in pages),
        (BOOK, ""),
        ("", "甲\t1\r\n乙\t十"),
        ("", "一段话"),
        ("", " "),
        ("<p>话</p>", ""),
    ]
    with ReaderProcess() as reader:
        for html, text in cases:
            here = read_clip(html, text, FIELDS)
            assert reader.read_clip(html, text, FIELDS) == here
            assert unpack_pasted(json.loads(json.dumps(pack_pasted(here)))) == here


def test_too_many_rows_are_counted() -> None:
    with pytest.raises(TooMuch) as refused:
        by_process("", "".join(f"{number}\t1\r\n" for number in range(2001)))
    assert refused.value.rows == 2001


def test_what_is_no_answer_is_none() -> None:
    nothing: list[object] = [None, "甲", ["a", 1, 2, 3], {"plan": {}}]
    for packed in nothing:
        with pytest.raises(ValueError):  # pydantic's
            wire.unpack_pasted(packed)


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr>" + "<td>甲" * 600_000,
        "<table><tr><td>" + "甲 " * 1_000_000,
        "<table><tr>" + "<td colspan=200 rowspan=60000>a" * 100_000,
    ],
    ids=["cells", "blanks", "spans"],
)
def test_three_megabytes_made_on_purpose_end(html: str) -> None:
    assert not is_small(html, "")
    try:
        read = by_process(html)
    except UnreadableSource as error:
        assert error.code in {"source.too_slow", "source.too_much_memory", "source.crashed"}
    else:
        assert read.plan is not None or read.text is not None


@pytest.mark.parametrize(
    ("html", "text", "small"),
    [
        ("", "甲\t乙\n" * 900, True),
        ("", "甲\t乙\n" * 1001, False),
        ("<table>" + "<tr>" + "<TD>1</TD>" * 2000, "", True),
        ("<table>" + "<tr>" + "<Td>1</Td>" * 2001, "", False),
        ("x" * 60_000, "x" * 40_000, True),
        ("x" * 60_000, "x" * 40_001, False),
    ],
)
def test_what_is_small(html: str, text: str, small: bool) -> None:
    assert is_small(html, text) is small
