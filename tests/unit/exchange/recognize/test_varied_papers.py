"""Forms put together from the ways in which offices vary them: every field in its place, nothing lost."""

from __future__ import annotations

import pytest

from tests.helpers.public_layouts import fields_of
from tests.helpers.varied_papers import VariedPaper


@pytest.mark.parametrize("seed", range(60))
def test_each_field_of_a_varied_paper_is_in_its_place(seed: int) -> None:
    assert [each for each in fields_of(VariedPaper(seed).layout) if each[1] != each[2]] == []
