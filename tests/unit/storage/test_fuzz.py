"""Spoilt form files: never a traceback, never a hang, never a file changed. bench/fuzz.py tries 100,000."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.fuzzing import Tally, fuzz, judge
from tests.helpers.samples import sample_files

SPOILT = 2_000
REPLACED = 300


@pytest.mark.timeout(300)
def test_spoilt_bytes(tmp_path: Path) -> None:
    tally = fuzz(0, SPOILT, tmp_path)
    assert tally.wrong == []
    assert tally.forms > SPOILT // 10, "most inputs should be nearly right"
    assert len(tally.refused) > 10, "the inputs should meet many kinds of refusal"


SAMPLES = [json.loads(path.read_bytes()) for path in sample_files()]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.decimals(allow_nan=True, allow_infinity=True).map(str)
    | st.sampled_from(["1.0", "2.0", "draft", "万元", "shanghai-2020", "s01-1-1-1", "１５", "15分", "1e400", "", " "])
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a JSON value, from the top down."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for step, inner in steps for place in places(inner, (*path, step)))]


@given(st.data())
@settings(max_examples=REPLACED)
def test_replaced_values(data: st.DataObject) -> None:
    """One or two values of a sample are another value, of whatever type, are gone, or stand elsewhere too."""
    raw = copy.deepcopy(data.draw(st.sampled_from(SAMPLES)))
    for _ in range(data.draw(st.integers(1, 2))):
        place = data.draw(st.sampled_from(places(raw)))
        if not place:
            raw = data.draw(VALUES)
            break
        owner = raw
        for step in place[:-1]:
            owner = owner[step]
        change = data.draw(st.sampled_from(["replace", "remove", "copy"]))
        if change == "replace":
            owner[place[-1]] = data.draw(VALUES)
        elif change == "remove":
            del owner[place[-1]]
        else:
            target = data.draw(st.sampled_from(places(raw)[1:]))
            other = raw
            for step in target[:-1]:
                other = other[step]
            other[target[-1]] = copy.deepcopy(owner[place[-1]])
    tally = Tally()
    judge(json.dumps(raw, ensure_ascii=data.draw(st.booleans())).encode("utf-8", "surrogatepass"), tally)
    assert tally.wrong == []
