"""Many files at once: their outcomes in order, whatever becomes of one of them, and an end at any time."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
from selfeval_gui.exchange.readers.any_file import Heard
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.reading_process.client import ReaderProcess
from selfeval_gui.exchange.reading_process.pool import read_all
from selfeval_gui.exchange.reading_process.reading import Reading
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers.xlsx_forms import sample_forms

_FILES = 30
_BAD = (3, 17)


def read(path: Path, reader: ReaderProcess, heard: Heard) -> Reading:
    return reader.read(path, heard)


def nothing(_number: int) -> None:
    return


@pytest.fixture
def books(tmp_path: Path) -> list[Path]:
    forms = sample_forms()
    paths = [tmp_path / f"{number}.xlsx" for number in range(_FILES)]
    for number, path in enumerate(paths):
        form = forms[number % len(forms)]
        whole = render_xlsx(form, presets()[form.template], rule_set_of(form))[0]
        path.write_bytes(whole[:300] if number in _BAD else whole)
    return paths


def test_outcomes_stand_in_the_order_of_the_files_and_one_bad_file_harms_no_other(books: list[Path]) -> None:
    names = [form.project_name for form in sample_forms()]
    got = []
    for path, outcome in read_all(books, read, nothing):
        try:
            got.append((path, outcome.result().found.forms[0].form.project_name))
        except UnreadableSource as error:
            got.append((path, error.code))
    assert got == [
        (path, "source.damaged" if number in _BAD else names[number % len(names)]) for number, path in enumerate(books)
    ]


@pytest.mark.parametrize(("seconds", "processes"), [(0.01, 1), (1.0, 2)])
def test_another_process_is_started_where_that_saves_time(
    books: list[Path], monkeypatch: pytest.MonkeyPatch, seconds: float, processes: int
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    computed = count(seconds, seconds)
    seen = set()

    def note(_path: Path, reader: ReaderProcess, _heard: Heard) -> None:
        seen.add(id(reader))
        reader.computed = next(computed)

    assert len(list(read_all(books, note, nothing))) == _FILES
    assert len(seen) == processes


def test_a_look_that_raises_ends_the_processes(books: list[Path]) -> None:
    class Enough(Exception):
        pass

    readers: list[ReaderProcess] = []

    def note(path: Path, reader: ReaderProcess, heard: Heard) -> Reading:
        readers.append(reader)
        return reader.read(path, heard)

    def stop(number: int) -> None:
        if number == 2:
            raise Enough

    with pytest.raises(Enough):
        list(read_all(books, note, stop))
    assert len(readers) < _FILES
    assert not any(reader.is_running for reader in readers)
