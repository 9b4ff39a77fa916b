"""A short walk of random keys and clicks; `bench/walking.py` takes the long one."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.tree.test_cursor_in_sight import SIZES
from tests.helpers.documents import open_form, uneven_form
from tests.helpers.form_desk import Desk
from tests.helpers.walking import Walk


@pytest.mark.parametrize(("size", "seed"), [(SIZES[0], 1), (SIZES[1], 2)])
def test_a_walk_loses_neither_the_cursor_nor_a_letter(qtbot: QtBot, size: tuple[int, int], seed: int) -> None:
    walk = Walk(Desk(qtbot, open_form(uneven_form(seed)), *size), seed)
    walk.go(150)
    assert walk.typed > 20
