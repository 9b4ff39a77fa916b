"""Evidence in the file: version 1.1 where there is some, the very bytes of before where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from selfeval_gui.domain.form import Evidence, Form, Indicator, Survey
from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage import store
from selfeval_gui.storage.codec import check_frozen, decode, encode, freeze
from selfeval_gui.storage.errors import UnreadableForm
from tests.helpers.samples import sample_files
from tests.unit.storage.test_versions import VERSIONS


def one_row(**values: object) -> Form:
    leaf = Indicator.model_validate({"id": "c", "name": "完成率", **values})
    return Form(id="f", indicators=[Indicator(id="a", children=[Indicator(id="b", children=[leaf])])])


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.stem[:2])
def test_forms_without_evidence_keep_their_bytes(path: Path) -> None:
    assert encode(decode(path.read_bytes())) == path.read_bytes()


def test_the_file_of_version_1_1_opens_with_all_it_holds_and_is_written_back(tmp_path: Path) -> None:
    form, known, data = store.load(VERSIONS / "1.1.json")
    leaf = next(level_three(form.indicators))
    assert [entry.name for entry in leaf.evidence] == ["验收单", "会议纪要"]
    assert leaf.evidence[0].path == "材料/验收单.pdf"
    assert (leaf.evidence[0].size, leaf.evidence[1].size) == (1024, None)
    assert leaf.survey is not None and (leaf.survey.sent, leaf.survey.dissatisfied) == (200, 9)
    path = tmp_path / "表.json"
    path.write_bytes(data)
    store.save(form, path, known)
    assert path.read_bytes() == data


def test_the_first_document_makes_it_1_1_and_taking_it_away_makes_it_1_0_again() -> None:
    form = one_row()
    before = freeze(form)
    assert json.loads(before)["schema_version"] == "1.0"
    leaf = next(level_three(form.indicators))
    leaf.evidence.append(Evidence(id="e", name="验收单"))
    assert json.loads(encode(form))["schema_version"] == "1.1"
    check_frozen(freeze(form))
    leaf.evidence.clear()
    assert freeze(form) == before
    leaf.survey = Survey(sent=3)
    assert json.loads(encode(form))["schema_version"] == "1.1"


def test_a_version_is_never_lowered() -> None:
    form = one_row()
    form.schema_version = "1.7"
    next(level_three(form.indicators)).evidence.append(Evidence(id="e"))
    assert json.loads(encode(form))["schema_version"] == "1.7"


@pytest.mark.parametrize(
    "values",
    [
        {"evidence": [{"name": "验收单"}]},
        {"evidence": "验收单"},
        {"evidence": [{"id": "e", "size": -1}]},
        {"evidence": [{"id": "e", "size": "12"}]},
        {"survey": {"sent": 1.5}},
        {"survey": {"valid": -3}},
        {"survey": []},
    ],
)
def test_what_is_no_evidence_is_refused(values: dict[str, object]) -> None:
    raw = {"schema_version": "1.1", "id": "f", "indicators": [{"id": "a", **values}]}
    with pytest.raises(UnreadableForm):
        decode(json.dumps(raw).encode())


def test_a_number_below_an_unknown_key_of_a_document_that_cannot_be_kept_is_refused() -> None:
    text = (
        '{"schema_version": "1.1", "id": "f", "indicators": [{"id": "a", "evidence": [{"id": "e", "later": 1e400}]}]}'
    )
    with pytest.raises(UnreadableForm):
        decode(text.encode())
