"""怎么改: every code that a check can give has its three parts, in sentences of their own."""

from __future__ import annotations

import pytest

from selfeval_gui.finding_help import FINDING_HELP, HELP_HEADINGS, help_lines
from selfeval_gui.rules.finding import DEFAULT_SEVERITIES


def test_every_code_has_help_and_nothing_else_has() -> None:
    assert list(FINDING_HELP) != []
    assert set(FINDING_HELP) == set(DEFAULT_SEVERITIES)


@pytest.mark.parametrize("code", sorted(DEFAULT_SEVERITIES))
def test_each_has_three_parts_that_a_clerk_reads_at_a_glance(code: str) -> None:
    lines = dict(help_lines(code))
    assert list(lines) == list(HELP_HEADINGS) == ["为什么", "规定", "怎么改"]
    for text in lines.values():
        assert text.endswith("。")
        assert 8 <= len(text) <= 70
        assert not any(sign in text for sign in "{}<>_")


def test_no_two_kinds_say_the_same() -> None:
    for part in zip(*FINDING_HELP.values(), strict=True):
        assert len(set(part)) == len(part)
