"""No grade before the weights of the rule set's basis make its total (domain.md 4, "Grade")."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.scoring import Totals
from selfeval_gui.messages import standing_words
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.rules.weights_left import standing


@pytest.mark.parametrize(
    ("weight", "score", "words", "name"),
    [
        ("100", "90", "优", "优"),
        ("100.00", "89.99", "良", "良"),
        ("100", "0", "差", "差"),
        ("100", None, "", None),
        ("15", "15", "还差 85", None),  # 15 of 15 points would be 100%
        ("99.9", "99.9", "还差 0.1", None),
        ("110", "109", "多出 10", None),
        ("0", None, "还差 100", None),
        (None, None, "还差 100", None),
    ],
)
def test_a_grade_waits_for_the_weights(weight: str | None, score: str | None, words: str, name: str | None) -> None:
    numbers = [None if each is None else Decimal(each) for each in (weight, score)]
    stands = standing(Totals(*numbers), presets()["shanghai-2020"])
    assert stands.grade == name
    assert standing_words(stands) == words
