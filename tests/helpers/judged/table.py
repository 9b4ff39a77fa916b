"""The table of all codes: how many of their cases are found, and in how many near misses nothing is said at all."""

from __future__ import annotations

from collections.abc import Iterator

from tests.helpers.judged.case import Case, Code, codes_of
from tests.helpers.judged.forms import FORMS
from tests.helpers.judged.many import MANY
from tests.helpers.judged.plans import PLANS
from tests.helpers.judged.rows import ROWS

CODES: list[Code] = [*ROWS, *FORMS, *PLANS, *MANY]
Share = tuple[int, int]


def fault_of(code: str, case: Case, *, is_there: bool) -> str:
    """Return what is wrong: a case that is not found, or something said that should not be; "" for nothing."""
    found, leading = codes_of(case), codes_of(case, leading=True)
    beside = leading - {code, *case.beside}
    if (code in found) is not is_there:
        return f"{code} is {'not ' * is_there}found; there is {sorted(found)}"
    return f"beside {code} there is {sorted(beside)}" if beside else ""


def table() -> Iterator[tuple[str, Share, Share]]:
    """Yield each code once with how many of its cases are found and how many near misses are silent, of how many."""
    for code in dict.fromkeys(each.code for each in CODES):
        of_code = [each for each in CODES if each.code == code]
        found = [not fault_of(code, case, is_there=True) for each in of_code for case in each.found]
        silent = [not fault_of(code, case, is_there=False) for each in of_code for case in each.silent]
        yield code, (sum(found), len(found)), (sum(silent), len(silent))
