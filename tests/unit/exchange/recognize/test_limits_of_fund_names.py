"""Names of funds over amounts: at least two beside each other, each once, and nothing else in their row."""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.fund_names import NamesAbove


def cells(row: int, line: str) -> list[SourceCell]:
    return [SourceCell(0, row, place, row, place, text) for place, text in enumerate(line.split("|")) if text]


@pytest.mark.parametrize(
    ("names", "amounts", "expected"),
    [
        ("年度资金总额|其他资金", "100|20", ["100", "20"]),
        ("年度资金总额", "100", None),
        ("年度资金总额|其他资金|经办人", "100|20", None),
        ("其他资金|其他资金", "|20", None),
    ],
)
def test_amounts_below_their_names(names: str, amounts: str, expected: list[str] | None) -> None:
    above = NamesAbove()
    above.note(cells(3, names))
    found = above.below(cells(4, amounts))
    assert (None if found is None else [cell.text for _row, cell in found[1]]) == expected
