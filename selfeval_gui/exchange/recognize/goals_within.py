"""A goal and what came of it in one cell with their labels: 预期目标：… 实际完成情况：…; how labels of goals end."""

from __future__ import annotations

import re

from selfeval_gui.domain.fields import get_field
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.recognize.pieces import OTHER_TERM
from selfeval_gui.exchange.templates.labels import is_like_caption, meanings, plain

GOAL, CAME_OF_IT = "expected_goal", "actual_outcome"
OUTCOME = ("完成情况", "实现情况", "达成情况", "落实情况", "完成情况综述", "完成情况说明", "目标完成", "目标实际完成")
OTHER_GOAL = (*OTHER_TERM, "调整")  # of what no form has a field for
_LABEL = re.compile(r"(?:^|(?<=[\s。；;]))([^\s:：。；;]{2,12})\s*[:：]")
_BETWEEN_GOALS = " \t\n；;，,"


def take_goals_within(cell: SourceCell, ledger: Ledger) -> bool:
    """Read a goal that stands in one cell with its label, 预期目标：…, and behind it what came of that, or not."""
    text = ledger.text_of(cell)
    found = [(each, meanings(each[1]).get("goals", "") or _guess_label(each[1])) for each in _LABEL.finditer(text)]
    labels = [(each, name) for each, name in found if name]
    names = [name for _each, name in labels]
    if not labels or labels[0][0].start() or len({*names}) < len(names):
        return False
    ends = [each.start() for each, _name in labels[1:]] + [len(text)]
    texts = [text[each.end() : end].strip() for (each, _name), end in zip(labels, ends, strict=True)]
    texts[:-1] = [each.rstrip(_BETWEEN_GOALS) for each in texts[:-1]]
    if not all(texts) or any(get_field(ledger.form, name) for name in names):
        return False
    if not all("goals" in meanings(each[1]) for each, _name in labels):
        ledger.doubt("goal.guessed", cell)
    for name, each in zip(names, texts, strict=True):
        ledger.append(ledger.form, name, cell, "\n", each)
    return True


def _guess_label(label: str) -> str:
    """Return what a label before a text in its cell seems to be of: 项目绩效目标：…."""
    word = plain(label)
    if not is_like_caption(label) or word.startswith(OTHER_GOAL):
        return ""
    return CAME_OF_IT if word.endswith(OUTCOME) else GOAL if word.endswith("目标") else ""
