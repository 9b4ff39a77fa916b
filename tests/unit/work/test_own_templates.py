"""Templates of one's own on disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from selfeval_gui.exchange.own_paper.learn import learn
from selfeval_gui.exchange.templates.paper import Paper, PaperPlace
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.work.own_templates import BadTemplate, OwnTemplates
from tests.helpers.own_papers import document_bytes, workbook, workbook_bytes

L1 = presets()["mof-2020"]


def test_kept_read_and_removed(tmp_path: Path) -> None:
    own = OwnTemplates(tmp_path / "表样")
    assert own.all() == {}
    made = own.copy_of(L1, "本单位")
    assert made.id.startswith("own-")
    own.keep(made)
    assert own.all() == {made.id: made}
    assert list(own.known()) == [*presets(), made.id]
    own.keep(made.model_copy(update={"name": "改名"}))
    assert [each.name for each in own.all().values()] == ["改名"]
    own.remove(made)
    assert own.all() == {}


def test_what_is_broken_is_left_out_and_stays(tmp_path: Path) -> None:
    own = OwnTemplates(tmp_path)
    (tmp_path / "own-a.json").write_bytes(b"{")
    (tmp_path / "own-b.json").write_bytes(b'{"id": "own-b"}')
    made = own.copy_of(L1, "好的")
    own.keep(made)
    (tmp_path / "own-c.json").write_bytes((tmp_path / f"{made.id}.json").read_bytes())
    assert list(own.all()) == [made.id]
    assert (tmp_path / "own-a.json").read_bytes() == b"{"
    own.remove(made)
    assert own.all() == {}, "own-c.json holds a template of another id"


def test_handed_over_and_taken_in(tmp_path: Path) -> None:
    mine, theirs = OwnTemplates(tmp_path / "a"), OwnTemplates(tmp_path / "b")
    made = mine.copy_of(L1, "本单位")
    mine.hand_over(made, tmp_path / "给同事.json")
    assert theirs.take_in(tmp_path / "给同事.json") == made
    assert theirs.all() == {made.id: made}
    mine.hand_over(L1, tmp_path / "自带.json")
    taken = theirs.take_in(tmp_path / "自带.json")
    assert taken.id not in presets()
    assert taken.name == L1.name


def test_a_file_that_is_no_template(tmp_path: Path) -> None:
    own = OwnTemplates(tmp_path / "own")
    (tmp_path / "x.json").write_bytes(b'{"id": "x"}')
    with pytest.raises(BadTemplate, match="name"):
        own.take_in(tmp_path / "x.json")
    (tmp_path / "y.json").write_bytes(b"\x00")
    with pytest.raises(BadTemplate):
        own.take_in(tmp_path / "y.json")
    with pytest.raises(StorageError):
        own.take_in(tmp_path / "not there.json")
    assert own.all() == {}


@pytest.mark.parametrize(
    ("field", "is_one"),
    [
        ("department", True),
        ("funds.total.execution_rate", True),
        ("extra.电话", True),
        ("_cleared", True),
        ("departent", False),
        ("", False),
        ("funds.total.execute", False),
        ("printed.execution_rate.execution_rate", False),
    ],
)
def test_a_place_of_a_paper_is_for_a_field_that_forms_have(field: str, is_one: bool) -> None:
    """A paper spoilt on its way was taken in, and the first export with it ended in a traceback's words."""
    try:
        place = PaperPlace(field=field, at=(0, 2, 1))
    except ValidationError:
        assert not is_one
    else:
        assert is_one
        assert place.field == field


def test_a_place_of_a_paper_is_within_a_sheet() -> None:
    for at in ((-1, 0, 0), (0, 10**400, 0), (0, 0, (1 << 20) + 1)):
        with pytest.raises(ValidationError):
            PaperPlace(field="department", at=at)


def test_a_paper_is_refused_when_it_is_read_not_when_it_is_filled(tmp_path: Path) -> None:
    """A sheet that is not there, half a file, a file of a newer program: each with its reason."""
    learned = learn(workbook_bytes(workbook()))
    template = presets()["mof-2020"].model_copy(update={"id": "own:aaaaaaaa", "name": "本市", "paper": learned.paper})
    whole = json.loads(template.model_dump_json(exclude_defaults=True))
    own = OwnTemplates(tmp_path / "own")

    def reason(change: dict[str, object]) -> str:
        path = tmp_path / "given.json"
        path.write_text(json.dumps({**whole, "paper": {**whole["paper"], **change}}), encoding="utf-8")
        with pytest.raises(BadTemplate) as error:
            own.take_in(path)
        return str(error.value)

    places = whole["paper"]["places"]
    assert "工作表" in reason({"places": [{**places[0], "at": [1, 2, 1]}, *places[1:]]})
    assert "工作表" in reason({"block": {**whole["paper"]["block"], "rows": [[3, 12]]}})
    assert "不完整" in reason({"blank": whole["paper"]["blank"][:400]})
    assert "不完整" in reason({"sha256": "0" * 64})
    assert "升级" in reason({"version": 2})
    assert own.all() == {}


def test_a_paper_in_a_document_has_as_many_tables_as_the_document() -> None:
    paper = learn(document_bytes()).paper
    as_read = Paper.model_validate_json(paper.model_dump_json())
    assert as_read == paper
    with pytest.raises(ValidationError, match="no_table"):
        Paper.model_validate({**paper.model_dump(), "places": [{"field": "notes", "at": (4000, 0, 0)}]})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "文件不完整，或不是 JSON"),
        ({"new_key": 1}, "new_key 一处本程序不认识，可能出自更新的版本"),
        ({"over_headings": [{"label": "x", "first": "a", "last": "b"}]}, "over_headings 一处与别的部分合不上"),
        ({"column_widths": [20.0] * 10_000}, "column_widths 一处太多"),
    ],
)
def test_why_a_template_is_not_taken_in_is_said_in_words(
    content: str | dict[str, object], said: str, tmp_path: Path
) -> None:
    path = tmp_path / "given.json"
    whole = json.loads(presets()["mof-2020"].model_dump_json())
    path.write_text(content if isinstance(content, str) else json.dumps(whole | content), encoding="utf-8")
    with pytest.raises(BadTemplate) as error:
        OwnTemplates(tmp_path / "own").take_in(path)
    assert str(error.value) == said
