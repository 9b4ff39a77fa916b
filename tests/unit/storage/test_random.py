"""Random forms and broken files: bytes come back the same, and nothing but UnreadableForm is ever raised."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfeval_gui.domain.form import Form
from selfeval_gui.storage.codec import decode, encode
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.store import load
from selfeval_gui.storage.summary import Summary, read_summary, summary_of
from tests.helpers.storage_forms import small_form
from tests.helpers.storage_random import forms

pytestmark = pytest.mark.slow

GOOD = encode(small_form())
one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(forms())
def test_bytes_come_back_the_same(form: Form) -> None:
    data = encode(form)
    again = decode(data)
    assert again == form
    assert encode(again) == data


def as_loaded(path: Path) -> Summary:
    """What the list must say, by the long way."""
    info = path.stat()
    try:
        return summary_of(load(path).form, path, info.st_mtime, info.st_size)
    except UnreadableForm as error:
        return Summary(path, info.st_mtime, info.st_size, unreadable=error)


def check_the_list_agrees(path: Path) -> None:
    quick, long = read_summary(path), as_loaded(path)
    if quick.unreadable and long.unreadable:
        assert quick.unreadable.args == long.unreadable.args
    else:
        assert quick == long


@one_folder
@given(form=forms() | forms(st.just({})))
def test_the_list_agrees_with_the_form(tmp_path: Path, form: Form) -> None:
    path = tmp_path / "表.json"
    path.write_bytes(encode(form))
    check_the_list_agrees(path)


# ---- broken files ----------------------------------------------------------------------------------------------------

EDITS = st.lists(
    st.tuples(
        st.integers(0, len(GOOD)),
        st.integers(0, 8),  # so many bytes go
        st.binary(max_size=4) | st.sampled_from([b'"', b"\\", b"{", b"}", b"[", b",", b":", b"0", b"e9", b"\\ud83d"]),
    ),
    min_size=1,
    max_size=3,
)


@settings(one_folder, max_examples=400)
@given(edits=EDITS)
def test_broken_bytes_are_refused_or_come_back(tmp_path: Path, edits: list[tuple[int, int, bytes]]) -> None:
    data = GOOD
    for place, gone, new in edits:
        data = data[:place] + new + data[place + gone :]
    path = tmp_path / "表.json"
    path.write_bytes(data)
    try:
        form = load(path).form
    except UnreadableForm:
        pass
    else:
        assert decode(encode(form)) == form
    check_the_list_agrees(path)
    assert path.read_bytes() == data


STRANGE: list[Any] = [
    *(None, True, 0, 2020, 15.5, float("nan")),
    *("", "15", "abc", "1e400", "\ud83d"),
    *([], [{}], ["15"], {}, {"15": 15}),
]


def places(part: Any) -> Iterator[tuple[Any, Any]]:
    """Every list or object of a JSON tree with each of its keys."""
    for key in range(len(part)) if isinstance(part, list) else list(part):
        yield part, key
        if isinstance(part[key], list | dict):
            yield from places(part[key])


def strange_forms() -> Iterator[dict[str, Any]]:
    """The form with each of its values replaced, left out, or put under a second key."""
    raw = json.loads(GOOD)
    for part, key in places(raw):
        value = part[key]
        for strange in STRANGE:
            part[key] = strange
            yield raw
        part[key] = value
        if isinstance(part, dict):
            position = list(part.items())
            del part[key]
            yield raw
            part["new"] = value
            yield raw
            part.clear()
            part.update(position)
            yield {**raw, "new": value}


@pytest.mark.parametrize("ascii_only", [False, True])
def test_every_value_replaced_by_strange_ones(tmp_path: Path, ascii_only: bool) -> None:
    path = tmp_path / "表.json"
    outcomes = set()
    for raw in strange_forms():
        path.write_bytes(json.dumps(raw, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass"))
        check_the_list_agrees(path)
        outcomes.add(read_summary(path).unreadable is None)
    assert outcomes == {True, False}
