"""What the window's workers do and what a command does with the same forms: the same files.

To the byte, but for the random ids of new rows and the moment a workbook was made.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from selfeval_gui import cli
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.wanted import Wanted
from selfeval_gui.exchange.documents.formats import OFFICE_FORMATS
from selfeval_gui.storage.workspace import find_forms
from selfeval_gui.work.exporting import ExportWay, plan_export, write_booklet, write_planned
from selfeval_gui.work.importing import read_files, write_new
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.reading import FormSource
from selfeval_gui.work.reporting import write_findings
from selfeval_gui.work.scan import Counted, FreshFiles, scan
from selfeval_gui.work.summing import write_summary

pytestmark = pytest.mark.slow


def run(*arguments: str | Path) -> int:
    return cli.main([str(each) for each in arguments])


def as_listed(folder: Path) -> list[FormSource]:
    """Return the forms as the window hands them over: the first is open, the others are files."""
    first, *others = find_forms(folder)
    return [FormSource(first, first.read_bytes()), *map(FormSource, others)]


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def without_new_ids(folder: Path) -> dict[str, bytes]:
    return {name: re.sub(rb'"id": "[a-z2-7]{8}"', b"", data) for name, data in bytes_in(folder).items()}


def undated(path: Path) -> dict[str, bytes]:
    """Return the parts of a workbook without the moment it was made."""
    with ZipFile(path) as book:
        return {name: re.sub(rb">[\d:TZ-]+</dcterms", b"", book.read(name)) for name in book.namelist()}


@pytest.mark.parametrize("kind", OFFICE_FORMATS)
def test_documents(samples: Path, tmp_path: Path, kind: str) -> None:
    way, here, there = ExportWay(OFFICE_FORMATS[kind]), tmp_path / "window", tmp_path / "command"
    planned = plan_export(as_listed(samples), here, unheard, way).planned
    written = write_planned([each._replace(is_draft=True) for each in planned], unheard, way)
    assert run("export", samples, "--to", kind, "--out", there, "--draft") == 0
    assert (len(written.targets), written.failed) == (14, [])
    assert bytes_in(here) == bytes_in(there)
    write_booklet(planned, tmp_path / f"a.{kind}", unheard, way)
    assert run("export", samples, "--to", kind, "--out", tmp_path / f"b.{kind}", "--booklet") == 0
    assert (tmp_path / f"a.{kind}").read_bytes() == (tmp_path / f"b.{kind}").read_bytes()


def test_summary_and_findings(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "名单.txt").write_text("两新项目", encoding="utf-8")
    assert write_summary(as_listed(samples), tmp_path / "a.xlsx", unheard) == []
    assert run("summary", samples, "--out", tmp_path / "b.xlsx") == 0
    assert undated(tmp_path / "a.xlsx") == undated(tmp_path / "b.xlsx")
    assert write_findings(as_listed(samples), [Wanted("两新项目")], tmp_path / "c.xlsx", unheard) == []
    assert run("check", samples, "--expect", tmp_path / "名单.txt", "--report", tmp_path / "d.xlsx") == 0
    assert undated(tmp_path / "c.xlsx") == undated(tmp_path / "d.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "c.xlsx").get_sheet_by_index(0).to_python()
    assert "2020 年市科协办公用房维修项目" in [row[2] for row in rows]


@pytest.mark.parametrize("kind", OFFICE_FORMATS)
def test_imports(samples: Path, tmp_path: Path, kind: str) -> None:
    assert run("export", samples, "--to", kind, "--out", tmp_path / "from") == 0
    here, there = tmp_path / "window", tmp_path / "command"
    here.mkdir()
    read = read_files([tmp_path / "from"], here, unheard)
    assert read.trouble == []
    assert write_new(read.incoming, here, unheard).failed == []
    assert run("import", tmp_path / "from", "--into", there) == 0
    assert len(bytes_in(here)) == 14
    assert without_new_ids(here) == without_new_ids(there)


def test_the_list(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items: list[object] = []
    scan(samples, {}, set(), lambda _done, _total, item: items.append(item))
    counts = {path.name: each for item in items if isinstance(item, Counted) for path, each in item.counts}
    listed = [
        (
            each.path.name,
            format_plain(each.score_total or 0),
            each.standing.grade,
            str(each.execution_rate),
            *counts[each.path.name],
        )
        for item in items
        if isinstance(item, FreshFiles)
        for each in item.summaries
    ]
    assert run("list", samples, "--json") == 0
    keys = ("file", "score_total", "grade", "execution_rate", "errors", "warnings", "hints")
    printed = json.loads(capsys.readouterr().out)
    assert len(listed) == 14
    assert listed == [tuple(row[key] for key in keys) for row in printed]
