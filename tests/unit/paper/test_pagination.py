"""Pages of a form that is being changed: the same as those made from nothing, and made of what changed alone."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import walk
from selfeval_gui.exchange.layout.earlier import Earlier
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.sheet import Sheet
from selfeval_gui.exchange.templates.parts import FontSpec
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.paper.metrics import LaidText, Typesetter
from selfeval_gui.paper.pages import PaperPage, paginate
from selfeval_gui.paper.pagination import Pagination
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers.documents import long_form

pytestmark = pytest.mark.usefixtures("qapp")


class CountingTypesetter(Typesetter):
    """Knows which texts it was asked to set."""

    def __init__(self, line_height: float) -> None:
        super().__init__(line_height)
        self.asked: list[str] = []

    def block(self, text: str, spec: FontSpec, width: float, *, centred: bool, line_height: float = 0) -> LaidText:
        self.asked.append(text)
        return super().block(text, spec, width, centred=centred, line_height=line_height)


class Paper:
    """One form's pages, followed as it changes."""

    def __init__(self, form: Form, template: str = "mof-2020") -> None:
        self.form, self.template = form, presets()[template]
        self.setter = CountingTypesetter(self.template.line_height)
        self.earlier, self.pagination = Earlier(), Pagination(self.setter)

    def follow(self) -> tuple[Sheet, list[PaperPage]]:
        sheet = lay_out(self.form, self.template, rule_set_of(self.form), self.setter.count_lines, self.earlier)
        return sheet, self.pagination.take(sheet)

    def from_nothing(self) -> tuple[Sheet, list[PaperPage]]:
        setter = Typesetter(self.template.line_height)
        sheet = lay_out(self.form, self.template, rule_set_of(self.form), setter.count_lines)
        return sheet, paginate(sheet, setter)


def drawn(pages: list[PaperPage]) -> list[list[tuple[object, ...]]]:
    """Return where each piece stands, and the text and lines that are drawn there."""
    return [
        [
            (*piece[:5], *piece[6:], None if piece.block is None else (piece.block.layout.text(), *piece.block[1:]))
            for piece in page.pieces
        ]
        for page in pages
    ]


@pytest.mark.parametrize("template", presets())
def test_pages_that_follow_edits_are_those_made_from_nothing(template: str) -> None:
    paper, chance = Paper(long_form(40), template), random.Random(14)
    leaves = [node for node, level in walk(paper.form.indicators) if level == 3]
    for _ in range(60):
        leaf, what = chance.choice(leaves), chance.randrange(8)
        if what < 2:
            leaf.score = chance.choice([None, Decimal("1"), Decimal("1.0"), Decimal("0.05"), Decimal("123456.78")])
        elif what < 4:
            leaf.reason = "后续将提前谋划。" * chance.choice([0, 1, 2, 9, 60])
        elif what == 4:
            leaf.target = chance.choice(["", "≥95%", "及时", "不少于3场"])
        elif what == 5:
            chance.choice(paper.form.indicators).name = "产出指标" * chance.choice([1, 20])
        elif what == 6:
            paper.form.funds.total.executed = chance.choice([None, Decimal("3.5")])
        else:
            paper.form.indicators[0].children[0].children.reverse()
        (sheet, pages), (other_sheet, others) = paper.follow(), paper.from_nothing()
        assert sheet == other_sheet
        assert drawn(pages) == drawn(others)


def test_one_number_sets_one_text_and_changes_one_page() -> None:
    paper = Paper(long_form(60))
    _sheet, before = paper.follow()
    leaf = next(node for node, level in walk(paper.form.indicators) if level == 3)
    paper.setter.asked.clear()
    leaf.score = Decimal("0.05")  # 60 × 0.07 = 4.2 becomes 4.18
    _sheet, after = paper.follow()
    assert sorted(paper.setter.asked) == ["0.05", "4.18"]
    assert not paper.pagination.is_moved
    assert len(after) > 2
    assert [new is old for new, old in zip(after, before, strict=True)] == [False, *[True] * (len(after) - 2), False]


def test_a_longer_text_sets_one_text_and_moves_what_stands_below() -> None:
    paper = Paper(long_form(60))
    paper.follow()
    leaf = next(node for node, level in walk(paper.form.indicators) if level == 3)
    leaf.reason = "后续将提前谋划，加强过程督促。" * 6
    paper.setter.asked.clear()
    paper.follow()
    assert paper.pagination.is_moved
    assert paper.pagination.changed is not None and len(paper.pagination.changed) == 1
    assert set(paper.setter.asked) == {leaf.reason}  # no other text is measured again


def test_a_longer_text_on_the_last_page_leaves_the_pages_before_as_they_are() -> None:
    paper = Paper(long_form(60))
    _sheet, before = paper.follow()
    leaf = [node for node, level in walk(paper.form.indicators) if level == 3][-1]
    leaf.reason = "后续将提前谋划，加强过程督促。" * 3
    _sheet, after = paper.follow()
    assert paper.pagination.is_moved
    assert len(after) == len(before) > 2
    assert [new is old for new, old in zip(after[:-2], before[:-2], strict=True)] == [True] * (len(after) - 2)
    assert after[-1] is not before[-1]


def test_in_a_form_of_hundreds_of_indicators_one_edit_makes_the_cells_of_one_row() -> None:
    paper = Paper(long_form(300))
    before, _pages = paper.follow()
    leaf = [node for node, level in walk(paper.form.indicators) if level == 3][280]
    leaf.actual = "已完成"
    after, _pages = paper.follow()
    made_anew = {
        new.field.node
        for old, new in zip(before.cells, after.cells, strict=True)
        if new is not old and new.field is not None and new.field.name not in {"name", "year"} and new.field.node
    }
    assert made_anew == {leaf.id}
