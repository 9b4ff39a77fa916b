"""Every code by its cases: all found, nothing said beside them, and not a word of near misses."""

from __future__ import annotations

import pytest

from selfeval_gui.rules.finding import DEFAULT_SEVERITIES
from tests.helpers.judged.case import Case
from tests.helpers.judged.table import CODES, fault_of

_WITH_TESTS_OF_THEIR_OWN = ("evidence.", "monitor.", "reason.unmet", "column.word")  # test_proofs, test_outlook


def cases(*, is_there: bool) -> list[object]:
    return [
        pytest.param(each.code, case, id=f"{each.code}-{number}")
        for each in CODES
        for number, case in enumerate(each.found if is_there else each.silent, 1)
    ]


@pytest.mark.parametrize(("code", "case"), cases(is_there=True))
def test_it_is_found_and_nothing_beside_it(code: str, case: Case) -> None:
    assert fault_of(code, case, is_there=True) == ""


@pytest.mark.parametrize(("code", "case"), cases(is_there=False))
def test_a_near_miss_is_passed_over_in_silence(code: str, case: Case) -> None:
    assert fault_of(code, case, is_there=False) == ""


def test_every_code_has_three_cases_and_two_near_misses() -> None:
    assert {each.code for each in CODES} == {
        code for code in DEFAULT_SEVERITIES if not code.startswith(_WITH_TESTS_OF_THEIR_OWN)
    }
    assert [each.code for each in CODES if len(each.found) < 3 or len(each.silent) < 2] == []
