"""A regular expression waits for its first use."""

import re

import pytest

from selfeval_gui.domain.late_pattern import LatePattern


def test_a_pattern_is_compiled_at_its_first_use_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    compiled = re.compile

    def noting(text: str, flags: int = 0) -> re.Pattern[str]:
        asked.append(text)
        return compiled(text, flags)

    monkeypatch.setattr(re, "compile", noting)
    pattern = LatePattern("[a-c]元", re.IGNORECASE)
    assert (pattern.text, asked) == ("[a-c]元", [])
    assert pattern.made.fullmatch("B元")
    assert not pattern.made.fullmatch("d元")
    assert asked == ["[a-c]元"]
