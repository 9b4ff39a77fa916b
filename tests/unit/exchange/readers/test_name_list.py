"""Lists of projects as people keep them: workbooks, .csv of several programs, a name a line."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.name_list import read_rows
from selfeval_gui.exchange.reading_process.client import ReaderProcess
from tests.helpers import hostile
from tests.helpers.samples import ROOT

NAMES = ["项目名称", "科普活动", "2020 年学术交流（一期）"]


def read_names(data: bytes, suffix: str) -> list[str]:
    """The first column, blanks left out."""
    return [row[0].strip() for row in read_rows(data, suffix) if row[0].strip()]


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def without_shared_strings(names: list[str]) -> bytes:
    """A workbook as other programs write it: texts inside their cells, no references, parts in different fonts."""
    cells = "".join(f"<row><c t='inlineStr'><is><r><t>{name}</t></r><r><t>!</t></r></is></c></row>" for name in names)
    return hostile.xlsx(cells)


def test_the_first_column_of_a_workbook() -> None:
    data = workbook(["项目名称", "单位"], ["科普活动", "办公室"], [None, "空"], ["2020 年学术交流（一期）", 3], ["  "])
    assert read_names(data, ".xlsx") == NAMES
    assert read_names(data, ".XLSX") == NAMES
    assert read_names(data, ".xls") == NAMES  # a workbook of the new kind under the old suffix
    assert read_rows((ROOT / "resources" / "self_test.xls").read_bytes(), ".xls")
    assert read_names(workbook([2020], ["甲"]), ".xlsx") == ["2020", "甲"]
    assert read_names(without_shared_strings(["甲", "乙"]), ".xlsx") == ["甲!", "乙!"]
    assert read_names(workbook(), ".xlsx") == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_as_programs_on_windows_write_it(encoding: str) -> None:
    lines = '项目名称,单位\r\n科普活动,办公室\r\n\r\n"2020 年学术交流（一期）",\r\n'
    assert read_names(lines.encode(encoding), ".csv") == NAMES
    assert read_names("\n".join(["", *NAMES, ""]).encode(encoding), ".txt") == NAMES


def test_a_name_in_a_csv_may_hold_commas_and_quotes() -> None:
    assert read_names('"甲,""乙""",1\n丙\n'.encode(), ".csv") == ['甲,"乙"', "丙"]
    assert read_names("甲,乙\n".encode(), ".txt") == ["甲,乙"]


BOOK = workbook(*[[f"项目 {number}"] for number in range(200)])


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"", ".xlsx"),
        (b"PK\x03\x04", ".xlsx"),
        (BOOK[: len(BOOK) // 2], ".xlsx"),
        (BOOK, ".csv"),
        (BOOK, ".txt"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), ".xls"),
        ("项目".encode("utf-16")[:-1], ".txt"),
        (b"\xff\xfe\xff", ".txt"),
        (b"\x81", ".csv"),
    ],
)
def test_what_holds_no_list(data: bytes, suffix: str) -> None:
    with pytest.raises(UnreadableSource):
        read_names(data, suffix)


def test_a_workbook_damaged_anywhere_gives_its_names_or_a_refusal() -> None:
    whole = [f"项目 {number}" for number in range(200)]
    refused = 0
    for place in range(0, len(BOOK), 41):
        damaged = bytearray(BOOK)
        damaged[place] ^= 0xFF
        try:
            names = read_names(bytes(damaged), ".xlsx")
        except UnreadableSource:
            refused += 1
        else:
            assert names == whole, f"byte {place} made names that nobody wrote"
    assert refused > 40, "the sheet and its texts are a third of the file"


def test_a_list_is_read_by_the_process_that_may_die_for_it() -> None:
    with ReaderProcess() as reader:
        assert [row[0] for row in reader.rows(workbook(*([name] for name in NAMES)), ".xlsx")] == NAMES
        assert [row[0] for row in reader.rows("\n".join(NAMES).encode(), ".txt")] == NAMES
        with pytest.raises(UnreadableSource, match=r"source\.entities"):
            reader.rows(hostile.xlsx_with_laughs(), ".xlsx")
        assert reader.is_running
