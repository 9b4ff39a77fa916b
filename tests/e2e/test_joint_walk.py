"""Random keys and clicks over tree and paper in one window lose no letter, and put none where it was not meant."""

from __future__ import annotations

import os

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.documents import open_form, uneven_form
from tests.helpers.joint_walk import JointWalk
from tests.helpers.paper_desk import PaperDesk

STEPS = int(os.environ.get("SELFEVAL_WALK_STEPS", "300"))


@pytest.mark.parametrize(
    ("template", "seed", "size"),
    [("central-2016", 2, (700, 460)), ("department-overall", 3, (1600, 900))],
)
def test_a_walk_over_tree_and_paper_loses_no_letter_and_undo_leads_back(
    qtbot: QtBot, template: str, seed: int, size: tuple[int, int]
) -> None:
    form = uneven_form(seed)
    form.template = template
    walk = JointWalk(PaperDesk(qtbot, open_form(form), *size), seed)
    walk.go(STEPS)
    assert walk.typed > STEPS // 8
