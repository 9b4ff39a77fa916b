"""Files made to harm: each gets a sentence in time, from a process that may die for it; the next file is read all the same."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.xlsx_reader import read_xlsx
from selfeval_gui.exchange.reading_process import client
from selfeval_gui.exchange.reading_process.client import ReaderProcess
from selfeval_gui.import_messages import source_sentence
from tests.helpers import hostile
from tests.helpers.samples import ROOT

pytestmark = pytest.mark.slow

RAW = ROOT / "tests" / "data" / "seeds" / "000_914ea823f2d07eb4.txt"
PICTURE = ROOT / "docs" / "pictures" / "window.png"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def whole_workbook() -> bytes:
    book, target = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active["A1"] = "一" * 500
    book.save(target)
    return target.getvalue()


BAD = {
    "empty": (lambda: b"", "source.empty"),
    "picture.xlsx": (PICTURE.read_bytes, "source.picture"),
    "picture.pdf": (lambda: b"\xff\xd8\xff\xe0" + bytes(100), "source.picture"),
    "bomb": (hostile.xlsx_bomb, "source.bomb"),
    "laughs in Word": (hostile.docx_with_laughs, "source.entities"),
    "laughs in Excel": (hostile.xlsx_with_laughs, "source.entities"),
    "outside entity": (hostile.docx_with_outside_entity, "source.entities"),
    "entity in a page": (lambda: hostile.text_with_entity("<table><tr><td>&x;</td></tr></table>"), "source.entities"),
    "entity in XML": (lambda: hostile.text_with_entity("<form>&x;</form>"), "source.entities"),
    "far cell": (hostile.xlsx_with_far_cell, "source.range"),
    "nested in Word": (lambda: hostile.docx_with_nested_tables(2000), "source.nested"),
    "nested in HTML": (lambda: hostile.html_with_nested_tables(2000), "source.nested"),
    "truncated workbook": (lambda: whole_workbook()[:-200], "source.damaged"),
    "truncated PDF": (lambda: hostile.pdf(["hello"])[:150], "source.damaged"),
    "scan": (lambda: hostile.pdf([""] * 3), "source.scan"),
    "password": (lambda: OLE + "EncryptedPackage\0".encode("utf-16-le"), "source.password"),
    "old Word": (lambda: OLE + "WordDocument\0".encode("utf-16-le"), "source.old_word"),
    "old Excel, damaged": (lambda: OLE + "Workbook\0".encode("utf-16-le"), "source.damaged"),
    "other zip": (lambda: hostile.zipped({"a.txt": "x"}), "source.unknown_kind"),
    "no text": (lambda: b"\x00\x01\x02\x03" * 100, "source.not_text"),
    "rtf": (lambda: rb"{\rtf1 x}", "source.rtf"),
    "many pages": (lambda: hostile.pdf(["x"] * 1001), "source.too_many_pages"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_sentence_for_each(name: str, tmp_path: Path) -> None:
    make, code = BAD[name]
    path = tmp_path / "file"
    path.write_bytes(make())
    with ReaderProcess() as reader:
        with pytest.raises(UnreadableSource) as caught:
            reader.read(path)
        assert caught.value.code == code
        assert source_sentence(code, **caught.value.args_for_text).endswith("。")
        assert len(reader.read(RAW).found.forms) == 14


def test_a_million_empty_rows_are_no_content(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "项目名称"
    for row in range(2, 20_000):
        sheet.cell(row, 3).font = Font(bold=True)
    sheet["XFD1048576"].font = Font(bold=True)
    book.save(tmp_path / "big.xlsx")
    with ReaderProcess() as reader:
        reading = reader.read(tmp_path / "big.xlsx")
    assert [cell.text for grid in reading.source.grids for cell in grid.cells] == ["项目名称"]


def test_300_pages_without_a_form(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(hostile.pdf(["Nothing to see on this page."] * 300))
    with ReaderProcess() as reader:
        assert reader.read(path).found.forms == []


def test_a_reader_that_hangs_is_ended_and_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asleep = [sys.executable, "-c", "import signal; signal.pause()"]
    with ReaderProcess(patience=0.3) as reader, monkeypatch.context() as patch:
        patch.setattr(client, "_command", lambda: asleep)
        with pytest.raises(UnreadableSource, match=r"source\.too_slow"):
            reader.read(RAW)
    with ReaderProcess() as reader:
        assert len(reader.read(RAW).found.forms) == 14


def test_a_reader_that_reports_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    chatter = (
        "import itertools, json\nfor n in itertools.count():\n print(json.dumps({'progress': [n, n + 1]}), flush=True)"
    )
    monkeypatch.setattr(client, "_command", lambda: [sys.executable, "-c", chatter])
    monkeypatch.setattr(client, "PATIENCE_IN_ALL", 0.5)
    with ReaderProcess() as reader, pytest.raises(UnreadableSource, match=r"source\.too_slow"):
        reader.read(RAW)


def test_a_reader_that_dies_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    with ReaderProcess() as reader:
        with monkeypatch.context() as patch:
            patch.setattr(client, "_command", lambda: [sys.executable, "-c", "import os; os.abort()"])
            with pytest.raises(UnreadableSource, match=r"source\.crashed"):
                reader.read(RAW)
        assert len(reader.read(RAW).found.forms) == 14


def test_a_report_that_raises_stops_the_reading() -> None:
    class Stop(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stop

    with ReaderProcess() as reader:
        with pytest.raises(Stop):
            reader.read(RAW, stop)
        assert len(reader.read(RAW).found.forms) == 14


def test_memory_ends_at_the_limit() -> None:
    code = "from selfeval_gui.exchange.reading_process.memory_limit import limit_memory\nlimit_memory(1 << 30)\nbytearray(1 << 31)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == "MemoryError"


def test_memory_that_runs_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import selfeval_gui.exchange.reading_process.serve as r\ndef f(*a):\n raise MemoryError\nr.read_source = f\nr.main()"
    monkeypatch.setattr(client, "_command", lambda: [sys.executable, "-c", code])
    with ReaderProcess() as reader, pytest.raises(UnreadableSource, match=r"source\.too_much_memory"):
        reader.read(RAW)


def test_a_workbook_made_for_these_tests_is_one_that_parsers_read() -> None:
    """Else a hostile one is refused for what it lacks, and never meets the parser that it is for."""
    texts = "<si><t>甲</t></si>"
    whole = hostile.xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row>', texts=texts)
    sheet = load_workbook(io.BytesIO(whole)).worksheets[0]
    assert [sheet["A1"].value, sheet["B1"].value] == ["甲", 2]
    assert [cell.text for cell in read_xlsx(whole).grids[0].cells] == ["甲", "2"]
    bare = hostile.xlsx('<row r="1"><c r="B1"><v>2</v></c></row>')
    assert load_workbook(io.BytesIO(bare)).worksheets[0]["B1"].value == 2
