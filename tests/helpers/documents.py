"""Open forms for the tests of models, commands and the form page, and the events of an input method."""

from __future__ import annotations

import random
from decimal import Decimal
from functools import cache
from pathlib import Path

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from selfeval_gui.app.session import Session
from selfeval_gui.commands.arrange import rearrange
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.orders import stepped
from selfeval_gui.domain.tree import walk
from selfeval_gui.item_models.document import Document
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.storage.codec import decode
from tests.helpers.samples import sample_files

TALL, SHORT = 5, 25
REASON = "部分环节工作进度有待加快，后续将提前谋划，细化各环节时间节点，加强过程督促。"


def move_step(model: IndicatorModel, node: NodeId, step: int) -> None:
    """Move a row up (-1) or down (+1) as its key does; nothing happens at the end of the form."""
    orders = stepped(model.session.tree, [node], step)
    if orders is not None:
        rearrange(model, orders, [node])


def sample_form(number: int) -> Form:
    """Return a fresh copy of one of the 14 sample forms, counted from 1."""
    return _read(number).model_copy(deep=True)


@cache
def _read(number: int) -> Form:
    return decode(sample_files()[number - 1].read_bytes())


def open_form(form: Form) -> Document:
    """Return the form as a document.

    Its session belongs to the application, as in the program to the window. Left to Python's garbage collector, the ring
    of session, undo stack, commands and session would be taken apart in an order that ends the process (PySide 6.8).
    """
    return Document(Session(form, Path("表.json"), None, QApplication.instance()))


def open_sample(number: int = 1) -> Document:
    """Return one of the 14 sample forms as a document."""
    return open_form(sample_form(number))


def blank_form() -> Form:
    """Return a form in which nothing is filled in."""
    return Form(id="blank000")


def long_form(count: int) -> Form:
    """Return a form of `count` level-3 indicators with texts as people write them, a finding in each third row."""
    leaves = [
        Indicator(
            id=f"leaf{number}",
            name=f"项目完成及时性{number}",
            target="及时",
            actual="比较及时",
            weight=Decimal("0.1"),
            score=Decimal("0.07"),
            reason=""
            if number % 3 == 0
            else "部分环节工作进度有待加快，后续将提前谋划，细化各环节时间节点，加强过程督促。",
        )
        for number in range(count)
    ]
    level_two = [
        Indicator(id=f"two{place}", name=f"二级指标{place}", children=leaves[place::12]) for place in range(12)
    ]
    level_one = [
        Indicator(id=f"one{place}", name=f"一级指标{place}", children=level_two[place::3]) for place in range(3)
    ]
    return Form(id="long0000", year=2020, project_name="长表", indicators=level_one)


def nodes_of(document: Document, level: int) -> list[NodeId]:
    """Return the ids of a level, from top to bottom."""
    return [NodeId(node.id) for node, depth in walk(document.session.form.indicators) if depth == level]


def compose(widget: QWidget, preedit: str) -> None:
    """Let an input method show text it is still composing."""
    QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))


def commit(widget: QWidget, text: str) -> None:
    """Let an input method deliver text."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def type_chinese(widget: QWidget, text: str) -> None:
    """Type text by an input method: letters first, then the text they stand for."""
    compose(widget, "pinyin")
    commit(widget, text)


def uneven_form(seed: int, tall_first: bool = False) -> Form:
    """Return 5 rows of at least three lines and 25 of one, in random order, or the high ones first."""
    texts = [REASON * 3] * TALL + [""] * SHORT
    if not tall_first:
        random.Random(seed).shuffle(texts)
    leaves = [
        Indicator(id=f"leaf{place}", name=f"指标{place}", target="1", actual="1", weight=Decimal(1), reason=text)
        for place, text in enumerate(texts)
    ]
    two = [Indicator(id=f"two{place}", name=f"二级{place}", children=leaves[place * 10 :][:10]) for place in range(3)]
    one = [Indicator(id="one0", name="一级0", children=two[:1]), Indicator(id="one1", name="一级1", children=two[1:])]
    return Form(id="uneven00", year=2020, project_name="高低不一", indicators=one)
