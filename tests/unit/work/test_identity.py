"""A form is what people see of it: an id that meets another year, project or unit is another form, or a doubt."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from selfeval_gui import cli
from selfeval_gui.exchange.documents.docx_writer import render_docx
from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage import store
from selfeval_gui.storage.taking_in import Existing
from selfeval_gui.work.importing import read_files, write_new
from selfeval_gui.work.incoming import ReadIn

pytestmark = pytest.mark.slow

NAME, YEAR, UNIT = "市科协办公用房维修项目", "2020", "上海市科学技术协会"
Overtype = Callable[[Path, dict[str, str]], bytes]


def workbook(form_file: Path, words: dict[str, str]) -> bytes:
    """Return the form's exported workbook, typed over and saved by another library."""
    form = store.load(form_file).form
    book = load_workbook(BytesIO(render_xlsx(form, presets()[form.template], rule_set_of(form))[0]))
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.data_type == "s":
                cell.value = _with(cell.value, words)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def document(form_file: Path, words: dict[str, str]) -> bytes:
    """Return the form's exported Word file, typed over and saved by another library."""
    form = store.load(form_file).form
    page = Document(BytesIO(render_docx(form, presets()[form.template], rule_set_of(form))[0]))
    for text in page.element.body.iter(qn("w:t")):
        text.text = _with(text.text, words)
    target = BytesIO()
    page.save(target)
    return target.getvalue()


def own_file(form_file: Path, words: dict[str, str]) -> bytes:
    """Return the form's own file, typed over in an editor of texts."""
    return _with(form_file.read_text(encoding="utf-8"), words).encode()


def _with(text: str, words: dict[str, str]) -> str:
    for old, new in words.items():
        text = text.replace(old, new)
    return text


KINDS = [pytest.param(workbook, ".xlsx", id="xlsx"), pytest.param(document, ".docx", id="docx")]
KINDS += [pytest.param(own_file, ".json", id="json")]
CHANGES = [{NAME: "社区食堂改造"}, {YEAR: "2021"}, {UNIT: "某街道办事处"}]
CHANGES += [{NAME: "社区食堂改造", YEAR: "2021", UNIT: "某街道办事处"}]


@pytest.fixture
def first(samples: Path) -> Path:
    return min(samples.glob("*.json"))


def read(paths: list[Path], folder: Path) -> ReadIn:
    return read_files(paths, folder, lambda *_: None)


@pytest.mark.parametrize("words", CHANGES, ids=["name", "year", "unit", "all"])
@pytest.mark.parametrize(("overtype", "suffix"), KINDS)
def test_a_form_typed_over_is_a_new_form_and_doubted(
    first: Path, tmp_path: Path, overtype: Overtype, suffix: str, words: dict[str, str]
) -> None:
    file = tmp_path / f"来{suffix}"
    file.write_bytes(overtype(first, words))
    before = {path: path.read_bytes() for path in first.parent.iterdir()}
    (item,) = read([file], first.parent).incoming
    assert (item.choice, item.existing) == (Existing.NEW, first)
    assert (item.found.doubts[0].code, item.found.doubts[0].text) == ("form.typed_over", first.name)
    (written,) = write_new([item], first.parent, lambda *_: None).paths
    assert store.load(written).form.id != store.load(first).form.id
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(("overtype", "suffix"), KINDS)
@pytest.mark.parametrize(
    "words", [{}, {NAME: f" {NAME[:3]} {NAME[3:]}"}, {"较为健全": "健全"}], ids=["same", "blanks", "cell"]
)
def test_a_form_that_came_back_is_the_one_that_is_there(
    first: Path, tmp_path: Path, overtype: Overtype, suffix: str, words: dict[str, str]
) -> None:
    file = tmp_path / f"来{suffix}"
    file.write_bytes(overtype(first, words))
    (item,) = read([file], first.parent).incoming
    assert item.existing == first
    assert "form.typed_over" not in [doubt.code for doubt in item.found.doubts]


@pytest.mark.parametrize("existing", ["new", "update", "skip"])
@pytest.mark.parametrize(("overtype", "suffix"), KINDS)
def test_a_command_takes_a_form_typed_over_for_a_new_one(
    first: Path, tmp_path: Path, overtype: Overtype, suffix: str, existing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"来{suffix}"
    file.write_bytes(overtype(first, CHANGES[0]))
    before = first.read_bytes()
    assert cli.main(["import", str(file), "--into", str(first.parent), "--existing", existing, "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert [form["existing"] for form in row["forms"]] == ["created"]
    assert row["doubts"][0]["code"] == "form.typed_over"
    assert first.read_bytes() == before
    assert store.load(first.parent / row["forms"][0]["file"]).form.id != store.load(first).form.id


@pytest.mark.parametrize("way", ["window", "command"])
def test_two_forms_of_one_origin_get_two_ids_in_an_empty_folder(
    first: Path, tmp_path: Path, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / f"{number}.xlsx" for number in range(3)]
    for file, words in zip(files, ({}, CHANGES[0], CHANGES[1]), strict=True):
        file.write_bytes(workbook(first, words))
    folder = tmp_path / "空"
    folder.mkdir()
    if way == "window":
        write_new(read(files, folder).incoming, folder, lambda *_: None)
    else:
        cli.main(["import", *map(str, files), "--into", str(folder)])
    ids = [store.load(path).form.id for path in folder.iterdir()]
    assert len(set(ids)) == 3
    assert store.load(first).form.id in ids  # the first keeps it, for it meets no other project


def test_updating_a_form_typed_over_after_all_is_the_users_own_choice(first: Path, tmp_path: Path) -> None:
    file = tmp_path / "来.xlsx"
    file.write_bytes(workbook(first, CHANGES[0]))
    (item,) = read([file], first.parent).incoming
    now: Any = store.load(first).form
    new = item.updated(now)
    assert (new.id, new.project_name) == (now.id, "2020 年社区食堂改造")
