"""What the paper says is to be drawn anew after an edit."""

from __future__ import annotations

from selfeval_gui.commands.edit import type_into_cell
from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.item_models.paper_model import PaperModel
from selfeval_gui.item_models.paper_plan import Fresh, PaperPlan
from selfeval_gui.rules.finding import REMARK, Finding, Severity
from tests.helpers.documents import long_form, nodes_of, open_form, open_sample


def test_every_cell_whose_findings_changed_is_drawn_anew(qapp: object) -> None:
    document = open_sample(3)
    session, paper = document.session, PaperModel(document.session, document.indicators, document)
    paper.watch(True)
    told: list[Fresh | None] = []
    paper.laid_out.connect(told.append)
    leaf = nodes_of(document, 3)[0]
    seen: set[FieldRef | None] = set()

    def look(before: dict[int, tuple[Finding, ...]]) -> None:
        fresh = told.pop()
        assert fresh is not None
        changed = {number for number, found in before.items() if paper.found_in(number) != found}
        assert changed <= fresh.cells
        seen.update(paper.plan.cell(number).field for number in changed)

    def found() -> dict[int, tuple[Finding, ...]]:
        return {number: paper.found_in(number) for number in paper.plan.areas}

    for weight in ("99", "12", ""):
        before = found()
        type_into_cell(document.indicators, leaf, "weight", weight)
        look(before)
    before = found()
    session.show_remarks([Finding(REMARK, Severity.HINT, None, "total.weight")])  # and nothing else changes
    look(before)
    assert {"weight", "printed.total_weight"} <= {ref.name for ref in seen if ref is not None}


def test_after_texts_that_move_rows_each_cell_is_where_a_new_plan_has_it(qapp: object) -> None:
    document = open_form(long_form(40))
    paper = PaperModel(document.session, document.indicators, document)
    paper.watch(True)
    leaves, pages = nodes_of(document, 3), len(paper.plan.pages)
    for leaf, times in ((leaves[-1], 4), (leaves[0], 9), (leaves[20], 60), (leaves[-1], 0), (leaves[20], 1)):
        type_into_cell(document.indicators, leaf, "reason", "后续将提前谋划。" * times)
        anew = PaperPlan(paper.plan.sheet, paper.plan.pages)
        assert paper.plan.spots == anew.spots
        pages = max(pages, len(paper.plan.pages))
    assert pages > len(paper.plan.pages)  # there was one more in between
