"""The program says a thing once: places that share six statement lines are counted, and the count is kept low."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.repetition import pairs, statement_lines

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "selfeval_gui"
TOO_MANY = 20

SIX = [f"a{number} = f({number})" for number in range(6)]


def source(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


def test_few_places_share_six_lines() -> None:
    files = sorted((ROOT / PACKAGE).rglob("*.py"))
    found = pairs({path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in files})
    assert len(found) < TOO_MANY, "\n".join([f"{len(found)} pairs:", *map(str, found)])


def test_a_pair_is_named_with_its_lines() -> None:
    (pair,) = pairs({"a.py": source("x = 1", *SIX), "b.py": source(*SIX, "y = 2")})
    assert (pair.first, pair.second, pair.length) == ("a.py:2", "b.py:1", 6)


def test_five_lines_are_no_pair() -> None:
    assert pairs({"a.py": source(*SIX[:5], "x = 1"), "b.py": source(*SIX[:5], "y = 2")}) == []


def test_a_longer_run_is_one_pair() -> None:
    (pair,) = pairs({"a.py": source(*SIX, "b = 7", "c = 8"), "b.py": source(*SIX, "b = 7", "c = 8")})
    assert pair.length == 8


def test_three_places_are_three_pairs_and_one_file_may_hold_two() -> None:
    assert len(pairs({"a.py": source(*SIX), "b.py": source(*SIX), "c.py": source(*SIX)})) == 3
    assert len(pairs({"a.py": source(*SIX, "x = 1", *SIX)})) == 1


def test_what_says_nothing_neither_makes_nor_hides_a_pair() -> None:
    bare = source("def f() -> None:", *("    " + line for line in SIX))
    dressed = source(
        *("import a", "from b import (", "    c,", ")", "def f() -> None:", '    """Say', '    it."""', ""),
        *(f"    {line}  # why {number}" for number, line in enumerate(SIX)),
    )
    (pair,) = pairs({"a.py": bare, "b.py": dressed})
    assert pair.length == 7
    empty = source("import a", '"""Say."""', "# b", "from b import (", "    c,", ")", "")
    assert statement_lines(empty) == []


def test_lone_brackets_are_no_lines() -> None:
    lines = statement_lines(source("f(", "    [", "        1,", "    ],", ")"))
    assert [line.text for line in lines] == ["f(", "1,"]
