"""What the documents of the project promise to hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))
STATUS = re.compile(r"Status: (accepted|superseded by \d+), 2\d{3}-[01]\d-[0-3]\d\.( .*)?")


@pytest.mark.parametrize("path", DECISIONS, ids=[path.stem for path in DECISIONS])
def test_a_decision_has_its_number_its_status_and_its_date(path: Path) -> None:
    title, blank, status, *_rest = path.read_text(encoding="utf-8").splitlines()
    assert title.startswith(f"# {int(path.name[:4])}. ")
    assert blank == ""
    assert STATUS.fullmatch(status)


def test_no_two_decisions_have_one_number() -> None:
    numbers = [path.name[:4] for path in DECISIONS]
    assert len(set(numbers)) == len(numbers) > 0
