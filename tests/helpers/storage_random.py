"""Random forms for hypothesis: any text, any number a form may hold, keys that this version does not know."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from selfeval_gui.domain.form import Form

TEXTS = st.text(max_size=20)
NUMBERS = st.none() | st.builds(
    lambda digits, places: str(Decimal(digits).scaleb(-places)),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(0, 6),
).filter(lambda text: "E" not in text)
UNKNOWN_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
UNKNOWN_KEYS = st.dictionaries(TEXTS.map("x{}".format), UNKNOWN_VALUES, max_size=2)


def forms(unknown: st.SearchStrategy[dict[str, Any]] = UNKNOWN_KEYS) -> st.SearchStrategy[Form]:
    """Random forms, with `unknown` keys in every part."""
    return _forms(unknown).map(Form.model_validate)


@st.composite
def _forms(draw: st.DrawFn, unknown: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    ids = (f"n{number}" for number in itertools.count())

    def part(**known: st.SearchStrategy[Any]) -> dict[str, Any]:
        return {**{key: draw(value) for key, value in known.items()}, **draw(unknown)}

    def row(*more: str) -> dict[str, Any]:
        keys = ("initial_budget", "annual_budget", "executed", *more)
        return part(**dict.fromkeys(keys, NUMBERS))

    def indicators(level: int) -> list[dict[str, Any]]:
        count = 0 if level > 3 else draw(st.integers(0, 2))
        return [
            {
                "id": next(ids),
                **part(**dict.fromkeys(("name", "target", "actual", "reason"), TEXTS), weight=NUMBERS, score=NUMBERS),
                "children": indicators(level + 1),
            }
            for _ in range(count)
        ]

    texts = ("template", "project_name", "department", "implementing_unit", "expected_goal", "actual_outcome", "notes")
    parts = {key: row() for key in ("appropriation", "carried_over", "other")} | draw(unknown)
    funds = {"unit": draw(st.sampled_from(["万元", "元"])), "total": row("weight", "score"), "parts": parts}
    return part(
        id=st.text(min_size=1, max_size=64),
        year=st.none() | st.integers(1, 9999),
        rule_set=st.sampled_from(["shanghai-2020", "mof-2020", "不存在"]),
        status=st.sampled_from(["draft", "final"]),
        extra=st.dictionaries(TEXTS, TEXTS, max_size=2),
        printed=st.just(part(execution_rate=NUMBERS, total_weight=NUMBERS, total_score=NUMBERS)),
        **dict.fromkeys(texts, TEXTS),
    ) | {"funds": funds | draw(unknown), "indicators": indicators(1)}
