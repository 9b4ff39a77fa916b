"""What reads in can be drawn: the bounds of a template's reader are those of every writer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pydantic import ValidationError
from python_calamine import CalamineWorkbook

from selfeval_gui import cli
from selfeval_gui.exchange.documents.formats import OFFICE_FORMATS, XLSX, Rendered
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.exchange.templates.template import presets, read_template
from selfeval_gui.paper.pdf_format import PDF
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage.store import load

Json = dict[str, Any]


def template() -> Json:
    found: Json = json.loads(presets()["mof-2020"].model_dump_json())
    return {**found, "id": "own-test"}


def set_widths(count: int) -> Callable[[Json], None]:
    """Return what makes the table so many columns wide, the last places reaching to the new edge."""

    def change(values: Json) -> None:
        old = len(values["column_widths"])
        values["column_widths"] = [30.0] * count
        places = len(values["fund_columns"])
        values["fund_starts"] = [old - places + 1 + number for number in range(places)]
        for row in (*values["head"], *values["tail"]):
            row[-1]["value_to"] = count

    return change


def set_at(*path: str | int, to: object) -> Callable[[Json], None]:
    def change(values: Any) -> None:
        for step in path[:-1]:
            values = values[step]
        values[path[-1]] = to

    return change


def drop_total(values: Json) -> None:
    del values["fund_rows"]["total"]


UNDRAWABLE: dict[str, Callable[[Json], None]] = {
    "64 columns": set_widths(64),
    "60 signatures in a row of nine columns": set_at("signatures", to=[[{"label": f"{n}："} for n in range(60)]]),
    "a row of no signatures": set_at("signatures", to=[[]]),
    "a hundred and one notes": set_at("footnotes", to=["注"] * 101),
    "a width of 1.7e308": set_at("column_widths", 3, to=1.7e308),
    "a width without room for a character": set_at("column_widths", 3, to=0.001),
    "no total row": drop_total,
    "a control character in a font": set_at("fonts", "body", "name", to="宋\x01体"),
    "half a character in a font": set_at("fonts", "title", "name", to="\ud800"),
}


def with_copy(path: Path, copy: Json) -> None:
    values = json.loads(path.read_text(encoding="utf-8"))
    values |= {"template": copy["id"], "template_copy": copy}
    path.write_text(json.dumps(values, ensure_ascii=True), encoding="utf-8")


@pytest.mark.parametrize("which", UNDRAWABLE)
def test_what_no_writer_can_draw_is_not_read(which: str) -> None:
    values = template()
    UNDRAWABLE[which](values)
    with pytest.raises(ValidationError):
        read_template(json.dumps(values))


@pytest.mark.usefixtures("qapp")  # for the PDF, which needs the application of the tests
@pytest.mark.parametrize("format_", [*OFFICE_FORMATS.values(), PDF], ids=lambda each: each.name)
@pytest.mark.parametrize("columns", [27, 63])
def test_what_is_read_is_drawn_by_every_writer(sample_originals: Path, format_: Any, columns: int) -> None:
    values = template()
    set_widths(columns)(values)
    form = load(min(sample_originals.glob("*.json"))).form
    made: Rendered = format_.render(BookletEntry(form, read_template(json.dumps(values)), rule_set_of(form)))
    assert len(made.data) > 1000
    if format_ is XLSX:
        rows = CalamineWorkbook.from_object(BytesIO(made.data)).get_sheet_by_index(0).to_python()
        assert any(value == 91 for row in rows for value in row)  # the total of the first sample


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_one_bad_form_keeps_no_other_from_its_turn(samples: Path, tmp_path: Path, suffix: str) -> None:
    """A batch of five: the second carries a template of which a batch once wrote two files and broke off."""
    five = tmp_path / "five"
    five.mkdir()
    for path in sorted(samples.glob("*.json"))[:5]:
        shutil.copy(path, five)
    for number, which in enumerate(("60 signatures in a row of nine columns", "a width of 1.7e308", "no total row")):
        copy = template()
        UNDRAWABLE[which](copy)
        with_copy(sorted(five.glob("*.json"))[number + 1], copy)
    assert cli.main(["export", str(five), "--to", suffix, "--out", str(tmp_path / "out")]) == 0
    assert len(list((tmp_path / "out").iterdir())) == 5
    if suffix == "docx":
        assert all(Document(str(path)).tables for path in (tmp_path / "out").iterdir())


@pytest.mark.parametrize("as_booklet", [False, True])
def test_a_form_at_which_a_writer_breaks_is_one_sentence(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], as_booklet: bool
) -> None:
    bad = sorted(samples.glob("*.json"))[2]
    name = load(bad).form.project_name
    real = BookletEntry.sheet.fget  # type: ignore[attr-defined]

    def sheet(entry: BookletEntry) -> object:
        if entry.form.project_name == name:
            raise KeyError("a mistake of ours")
        return real(entry)

    monkeypatch.setattr(BookletEntry, "sheet", property(sheet))
    flags = ["--booklet"] if as_booklet else []
    assert cli.main(["export", str(samples), "--to", "xlsx", "--out", str(tmp_path / "out"), *flags]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert f"“{bad.name}”照它的表样画不出来" in line
    assert "自评表没有改动" in line
    assert len(list((tmp_path / "out").glob("*"))) == (0 if as_booklet else 13)
