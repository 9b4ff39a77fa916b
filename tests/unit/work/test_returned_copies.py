"""Our own papers come back equal, whatever they were edited into: the 14 forms in every template and format."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from itertools import permutations
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from selfeval_gui import cli
from selfeval_gui.domain.differences import differences
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.returned_copy import kept, replaced
from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.documents.docx_writer import render_docx
from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
from selfeval_gui.exchange.readers.any_file import read_source
from selfeval_gui.exchange.readers.grid import Source
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage import store
from selfeval_gui.storage.workspace import create, find_forms
from selfeval_gui.work.importing import read_files
from selfeval_gui.work.medium import held_by
from selfeval_gui.work.progress import unheard
from tests.helpers.kinds import SELF_EVALUATIONS
from tests.helpers.xlsx_forms import sample_forms

pytestmark = pytest.mark.slow

RENDER = {"xlsx": render_xlsx, "docx": render_docx}


def came_back(kind: str, form: Form, template: str) -> tuple[Source, FoundForm]:
    data = RENDER[kind](form, presets()[template], rule_set_of(form))[0]
    source = read_source(data, lambda _done, _total: None)
    (found,) = recognize(source).forms
    return source, found


@pytest.mark.parametrize("kind", RENDER)
@pytest.mark.parametrize("template", SELF_EVALUATIONS)
def test_a_copy_that_nobody_edited_changes_nothing(kind: str, template: str) -> None:
    for form in sample_forms():
        form.notes, form.extra["楼层"] = "已核实", "三"
        form.indicators[0].weight = Decimal(50)
        source, found = came_back(kind, form, template)
        held = held_by(source, found)
        assert differences(form, replaced(form, found.form, held)) == []
        refs = {(ref.node is None, ref.name) for ref in kept(form, held)}
        assert {(True, "notes"), (True, "extra.楼层"), (False, "weight")} <= refs
        amounts = {"funds.total.annual_budget"} if template == "central-2016" else set()
        assert {name for is_field, name in refs if is_field and name.startswith("funds.")} == amounts


@pytest.mark.parametrize("kind", RENDER)
@pytest.mark.parametrize("template", SELF_EVALUATIONS)
def test_what_was_taken_out_of_a_copy_is_taken_out_of_the_form(kind: str, template: str) -> None:
    form = sample_forms()[1]
    edited = form.model_copy(deep=True)
    edited.department = edited.actual_outcome = ""
    edited.funds.total.executed = None
    branch = next(two for one in edited.indicators for two in one.children if len(two.children) > 1)
    gone = branch.children.pop(0)
    for leaf in level_three(edited.indicators):
        leaf.reason, leaf.actual = "", ""
    source, found = came_back(kind, edited, template)
    now = replaced(form, found.form, held_by(source, found))
    assert (now.department, now.actual_outcome, now.funds.total.executed) == ("", "", None)
    leaves = list(level_three(now.indicators))
    assert [leaf.id for leaf in leaves] == [leaf.id for leaf in level_three(form.indicators) if leaf.id != gone.id]
    assert {(leaf.reason, leaf.actual) for leaf in leaves} == {("", "")}
    assert [leaf.weight for leaf in leaves] == [leaf.weight for leaf in level_three(edited.indicators)]


# ---- several copies of one project in one go ---------------------------------------------------------------------


def book_saved_at(form: Form, target: Path, saved: str) -> Path:
    """Write the form's workbook as if it had been saved at that moment."""
    book = load_workbook(BytesIO(render_xlsx(form, presets()[form.template], rule_set_of(form))[0]))
    book.save(target)  # which writes the present time
    with ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + saved.encode() + b"Z", parts["docProps/core.xml"])
    with ZipFile(target, "w") as archive:
        for name, data in (parts | {"docProps/core.xml": core}).items():
            archive.writestr(name, data)
    return target


@pytest.fixture
def copies(tmp_path: Path) -> list[Path]:
    """An older copy, a newer one, and the newer one once more."""
    older, newer = sample_forms()[0], sample_forms()[0]
    older.actual_outcome, newer.actual_outcome = "旧的说法", "新的说法"
    return [
        book_saved_at(older, tmp_path / "乙 旧.xlsx", "2024-03-01T08:00:00"),
        book_saved_at(newer, tmp_path / "丙 新.xlsx", "2024-03-02T08:00:00"),
        book_saved_at(newer, tmp_path / "甲 同.xlsx", "2024-03-02T08:00:00"),
    ]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_of_several_copies_the_newest_counts_in_any_order_of_files(
    copies: list[Path], tmp_path: Path, order: tuple[int, ...]
) -> None:
    folder = tmp_path / "forms"
    folder.mkdir()
    read = read_files([copies[place] for place in order], folder, unheard)
    (wanted,) = [item for item in read.incoming if item.is_wanted]
    assert wanted.form.actual_outcome == "新的说法"
    (older,) = [item for item in read.incoming if item.path == copies[0]]
    assert ("form.older", wanted.path.name) in [(each.code, each.text) for each in older.found.doubts]
    assert ("form.newer", copies[0].name) in [(each.code, each.text) for each in wanted.found.doubts]
    (same,) = [item for item in read.incoming if item is not wanted and item is not older]
    assert [each.code for each in same.found.doubts] == ["form.again"]


@pytest.mark.parametrize("existing", ["new", "update"])
@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_command_takes_the_newest_in_any_order_of_files(
    copies: list[Path],
    tmp_path: Path,
    order: tuple[int, ...],
    is_there: bool,
    existing: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "forms"
    folder.mkdir()
    form = sample_forms()[0]
    form.notes = "已核实"
    if is_there:
        create(folder, form)
    paths = [str(copies[place]) for place in order]
    assert cli.main(["import", *paths, "--into", str(folder), "--existing", existing]) == 0
    forms = {form.actual_outcome: form for form in (store.load(path).form for path in find_forms(folder))}
    assert len(forms) == (2 if is_there and existing == "new" else 1)
    assert forms["新的说法"].notes == ("已核实" if is_there and existing == "update" else "")
    assert "旧的说法" not in forms
    told = capsys.readouterr().out
    assert "比这一份新" in told or "比这一份旧" in told
