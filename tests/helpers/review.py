"""A department's workspace as tests need it: lists as workbooks, forms of units, commands and what they print."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from selfeval_gui import cli
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import level_three, new_id
from selfeval_gui.storage import store, workspace


def run(*arguments: str | Path) -> int:
    return cli.main([str(each) for each in arguments])


def asked(capsys: pytest.CaptureFixture[str], *arguments: str | Path, code: int = 0) -> Any:
    """Run a command, compare its exit code, return its JSON."""
    capsys.readouterr()
    assert run(*arguments, "--json") == code
    return json.loads(capsys.readouterr().out)


def list_file(path: Path, *rows: Sequence[object]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def form_of(sample: Path, unit: str, project: str, year: int = 2020) -> Form:
    """Return a sample as another project's form, without the sample's own errors being of interest."""
    form = store.load(sample).form
    form.id, form.implementing_unit, form.project_name, form.year = new_id(), unit, project, year
    return form


def put(folder: Path, form: Form) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return workspace.create(folder, form).path


def rewrite(path: Path, **values: Any) -> Form:
    """Change fields of the form in a file."""
    loaded = store.load(path)
    for name, value in values.items():
        setattr(loaded.form, name, value)
    store.save(loaded.form, path, loaded.fingerprint)
    return loaded.form


def rows_of(form: Form) -> list[Any]:
    return list(level_three(form.indicators))


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
