"""A row with thousands of documents: its bytes are those of any form, made part by part."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from selfeval_gui.domain.form import Evidence, Form, Indicator
from selfeval_gui.storage.codec import check_frozen, freeze
from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.storage.long_lists import MANY


def documents(count: int, text: str = "") -> list[Evidence]:
    return [
        Evidence(id=f"e{number}", name=f"{number}{text}", path=f"材料/{number}.pdf", size=number, sha256="a" * 64)
        for number in range(count)
    ]


def form_with(*rows: list[Evidence]) -> Form:
    leaves = [Indicator(id=f"c{number}", name="完成率", evidence=list(row)) for number, row in enumerate(rows)]
    second = Indicator(id="b", name="数量指标", children=leaves)
    return Form(id="f", project_name="维修", indicators=[Indicator(id="a", name="产出指标", children=[second])])


def as_any_form(form: Form) -> bytes:
    return form.model_dump_json(indent=2).encode("utf-8") + b"\n"


@pytest.mark.parametrize("text", ["", '\n  {\n    "id": "e1"\n  }', "\u2028\\n\t", "中文 “号” 😀"])
def test_the_bytes_are_those_of_any_form(text: str) -> None:
    form = form_with(documents(MANY + 1, text), documents(2), documents(3 * MANY, text), [], documents(MANY))
    form.indicators[0].evidence = documents(MANY + 2, text)  # on a row of another level, too
    assert freeze(form) == as_any_form(form)
    check_frozen(freeze(form))
    assert len(form.indicators[0].children[0].children[2].evidence) == 3 * MANY, "the form is as it was"


def test_what_later_versions_say_of_a_document_stays() -> None:
    many = documents(MANY + 1)
    more = Evidence.model_validate({"id": "x", "later": {"list": [1, {"id": "y"}], "none": {}}})
    form = form_with([*many, more], [more])
    assert b'"later"' in freeze(form)
    assert freeze(form) == as_any_form(form)


def test_what_no_file_can_hold_is_refused() -> None:
    with pytest.raises(SaveFailed):
        freeze(form_with([*documents(MANY + 1), Evidence(id="x", name="\ud800")]))


def test_other_threads_have_their_turn_between_two_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What writes JSON keeps the interpreter until a call of it ends: the window stands still for as long."""
    written, write = list[int](), TypeAdapter.dump_json

    def counted(adapter: TypeAdapter[Any], instance: Any, **how: Any) -> bytes:
        written.append(len(instance))
        return write(adapter, instance, **how)

    monkeypatch.setattr(TypeAdapter, "dump_json", counted)
    form = form_with(documents(10_000))
    assert len(freeze(form)) > 10_000 * 200
    assert sum(written) >= 10_000
    assert max(written) <= 500
