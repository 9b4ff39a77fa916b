"""Files changed at random: each is read, or refused with a sentence; nothing crashes and nothing hangs."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from selfeval_gui.exchange.documents.docx_writer import render_docx
from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.reading_process.client import ReaderProcess
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.import_messages import source_sentence
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers import producers
from tests.helpers.mutations import mutated
from tests.helpers.paper import on_paper
from tests.helpers.xlsx_forms import sample_forms

_TIMES = 100  # of each kind
_PATIENCE = 60.0  # seconds; a hang has no end, while a busy machine may be slower than the program's own patience


def _whole(kind: str) -> bytes:
    form = sample_forms()[1]
    template = presets()[form.template]
    if kind == "pdf":
        return producers.by_qt(on_paper(form, template))
    data: bytes = {"xlsx": render_xlsx, "docx": render_docx}[kind](form, template, rule_set_of(form))[0]
    return data


@pytest.mark.timeout(200)
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf"])
def test_changed_at_random(kind: str, tmp_path: Path) -> None:
    random, whole, path = Random(8), _whole(kind), tmp_path / "file"
    refused: dict[str, int] = {}
    with ReaderProcess(_PATIENCE) as reader:
        for number in range(_TIMES):
            path.write_bytes(mutated(whole, random))
            try:
                reader.read(path)
            except UnreadableSource as error:
                assert error.code not in {"source.crashed", "source.too_slow"}, number
                assert source_sentence(error.code, **error.args_for_text).endswith("。")
                refused[error.code] = refused.get(error.code, 0) + 1
    assert refused.get("source.damaged", 0) > 0


@pytest.mark.usefixtures("qapp")
def test_a_page_whose_size_is_no_number(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    whole = _whole("pdf")
    assert b"/MediaBox [0 0 " in whole
    path.write_bytes(whole.replace(b"/MediaBox [0 0 ", b"/MediaBox [/x  "))
    with ReaderProcess(_PATIENCE) as reader, pytest.raises(UnreadableSource, match=r"source\.damaged"):
        reader.read(path)
