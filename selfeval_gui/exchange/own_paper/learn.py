"""An office's own workbook or document learned: which cell is which field, and what nobody has decided yet."""

from __future__ import annotations

from base64 import b64encode
from functools import partial
from hashlib import sha256

from selfeval_gui.domain.fields import FUND_AMOUNTS, FieldRef
from selfeval_gui.exchange.own_paper.geometry import WorkbookGeometry, geometry_of, refuse_shared_formulas
from selfeval_gui.exchange.own_paper.learn_block import BlockLearner
from selfeval_gui.exchange.own_paper.learn_places import PlaceLearner
from selfeval_gui.exchange.own_paper.learned import Learned, ShownPlace, twice_placed
from selfeval_gui.exchange.own_paper.leftovers import leftovers_of
from selfeval_gui.exchange.own_paper.refusals import paper_kind
from selfeval_gui.exchange.own_paper.shown import shown_tables
from selfeval_gui.exchange.own_paper.values import fields_without_place
from selfeval_gui.exchange.readers.any_file import Heard, read_source, unheard
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.grid import Source
from selfeval_gui.exchange.recognize.column_fit import Column
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.exchange.templates.paper import CLEARED, Paper
from selfeval_gui.exchange.templates.titles import is_title


def learn(data: bytes, number: int = 0, report: Heard = unheard) -> Learned:
    """Return what a file is as a paper to fill; `number` tells which of its forms is meant, `report` that it goes on.

    Raises
    ------
    UnreadableSource
        for a file that cannot be filled, with the reason.
    """
    kind = paper_kind(data)
    source = read_source(data, report)
    result = recognize(source, partial(report, 1, 1), keeps_blanks=True)
    if not result.forms:
        raise UnreadableSource("source.no_form")
    if not 0 <= number < len(result.forms):
        raise UnreadableSource("paper.no_such_form", count=str(len(result.forms)))
    found, geometry = result.forms[number], geometry_of(data, kind)
    of_block = BlockLearner(found, geometry)
    block = of_block.block()
    if isinstance(geometry, WorkbookGeometry):
        refuse_shared_formulas(data, geometry.paths[of_block.grid], block.rows[0][1])
    of_places = PlaceLearner(found, geometry)
    of_places.learn([Column(each.field, each.first, each.last) for each in block.columns], set(block.rows))
    _refuse_incomplete({each.field for each in of_places.places})
    unit_is_said = any(FieldRef(None, "funds.unit") in refs for refs in found.mapped.values())
    paper = Paper(
        format="xlsx" if kind == "xlsx" else "docx",
        blank=b64encode(data).decode("ascii"),
        sha256=sha256(data).hexdigest(),
        unit=found.form.funds.unit if unit_is_said else "",
        places=tuple(of_places.places),
        block=block,
    )
    return Learned(
        paper=paper,
        title=_title(found, source),
        template=found.form.template,
        rule_set=found.form.rule_set,
        places=tuple(
            ShownPlace(field=x.field, place=geometry.place(x.at), heading=of_places.headings.get(x.at, ""))
            for x in paper.places
            if x.field != CLEARED
        ),
        no_place=fields_without_place(paper),
        leftovers=leftovers_of(data, source, result, found, paper),
        conflicts=(*of_block.conflicts, *of_places.conflicts, *twice_placed(paper, geometry.place)),
        is_workbook=geometry.is_workbook,
        tables=shown_tables(geometry, set(found.grids)),
        forms=tuple(each.form.project_name for each in result.forms),
        number=number,
    )


def _refuse_incomplete(fields: set[str]) -> None:
    if "project_name" not in fields:
        raise UnreadableSource("paper.no_name")
    if not any(field.startswith("funds.") and field.rpartition(".")[2] in FUND_AMOUNTS for field in fields):
        raise UnreadableSource("paper.no_amounts")


def _title(found: FoundForm, source: Source) -> str:
    cells = [cell for grid in found.grids for cell in source.grids[grid].cells]
    return next((" ".join(cell.text.split()) for cell in cells if is_title(cell.text)), "")
