"""What was learned of an office's own file, corrected by a person: a field elsewhere, nowhere, other example rows."""

from __future__ import annotations

from collections.abc import Iterable

from selfeval_gui.domain.fields import FUND_AMOUNTS
from selfeval_gui.exchange.own_paper.learn_block import suffix_of
from selfeval_gui.exchange.own_paper.learn_places import OPTIONS
from selfeval_gui.exchange.own_paper.learned import Learned, LeftText, ShownCell, ShownPlace, twice_placed
from selfeval_gui.exchange.own_paper.values import OF_INDICATORS, fields_without_place
from selfeval_gui.exchange.recognize.pieces import YEAR
from selfeval_gui.exchange.templates.labels import heading, meanings
from selfeval_gui.exchange.templates.paper import CLEARED, PRINTED_TOTAL, At, Paper, PaperBlock, PaperColumn, PaperPlace
from selfeval_gui.exchange.templates.titles import is_title


class NotPlaced(ValueError):
    """Nothing was changed; `code` says why, `text` what stands there."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code)
        self.code, self.text = code, text


def put(learned: Learned, field: str, at: At) -> Learned:
    """Let a field stand in the cell that covers a place, and nowhere else; "indicator.weight" takes its column.

    Raises
    ------
    NotPlaced
        where the cell cannot hold it.
    """
    cell = learned.cell_at(at)
    if cell is None:
        raise NotPlaced("no_cell")
    if field.startswith(OF_INDICATORS):
        return _column(learned, field.removeprefix(OF_INDICATORS), cell)
    if OPTIONS.search(cell.text):
        raise NotPlaced("options", cell.text)
    if _is_of_rows(learned.paper.block, cell):
        raise NotPlaced("rows")
    is_year = field == "year" and YEAR.search(cell.text) is not None
    is_printed = bool(meanings(cell.text)) or heading(cell.text) != "other" or is_title(cell.text)
    if cell.text and is_printed and not is_year:
        raise NotPlaced("printed", cell.text)
    before = next((each for each in learned.paper.places if each.field == field), None)
    place = PaperPlace(
        field=field,
        at=cell.at,
        mode="year" if is_year else "cell",
        suffix=suffix_of(cell.text) if field.rpartition(".")[2] in (*FUND_AMOUNTS, "weight", "score") else "",
        percent=before is not None and before.percent,
    )
    kept = [each for each in learned.paper.places if each.field != field and each.at != cell.at]
    shown = ShownPlace(field=field, place=learned.place(cell.at), heading=_words_around(learned, cell))
    return _with(learned, [*kept, place], field, shown, cell)


def take_away(learned: Learned, field: str) -> Learned:
    """Let a field stand nowhere on the paper."""
    if field.startswith(OF_INDICATORS):
        name, block = field.removeprefix(OF_INDICATORS), learned.paper.block
        columns = tuple(each for each in block.columns if each.field != name)
        if not columns:
            raise NotPlaced("last_column")
        return _with_block(learned, block.model_copy(update={"columns": columns}), name)
    kept = [each for each in learned.paper.places if each.field != field]
    return _with(learned, kept, field, None, None)


def end_at(learned: Learned, at: At) -> Learned:
    """Let the rows of the indicators end with the row of a cell: they are written anew, all below stays.

    Raises
    ------
    NotPlaced
        for a row above them, and one with the place of another field.
    """
    block = learned.paper.block
    (grid, first), last = block.rows[0], max(at[1], block.rows[-1][1])
    if at[0] != grid or at[1] < first:
        raise NotPlaced("above_rows")
    rows = tuple((grid, row) for row in range(first, at[1] + 1))
    if any(each.at[:2] in rows for each in learned.paper.places if each.field != CLEARED):
        raise NotPlaced("row_with_place")
    changed = _with_block(learned, block.model_copy(update={"rows": rows}), "")
    conflicts = tuple(x for x in changed.conflicts if x.code != "end" or int(x.place) <= at[1] + 1)
    cells = [x for table in learned.tables if table.grid == grid for x in table.cells]
    out = [x for x in cells if x.text and at[1] < x.at[1] <= last and (grid, x.at[1]) in block.rows]
    left = [x for x in changed.leftovers if x.at is None or x.at[:2] not in rows]
    return changed.model_copy(
        update={"conflicts": conflicts, "leftovers": (*left, *(_left_over(learned, x) for x in out))}
    )


def _column(learned: Learned, name: str, cell: ShownCell) -> Learned:
    block = learned.paper.block
    if cell.at[0] != block.rows[0][0]:
        raise NotPlaced("other_table")
    kept = [x for x in block.columns if x.field != name and (x.last < cell.column or x.first > cell.last_column)]
    columns = [*kept, PaperColumn(field=name, first=cell.column, last=cell.last_column)]
    columns.sort(key=lambda each: each.first)
    return _with_block(learned, block.model_copy(update={"columns": tuple(columns)}), name)


def _with_block(learned: Learned, block: PaperBlock, by_hand: str) -> Learned:
    paper = learned.paper.model_copy(update={"block": block})
    return learned.model_copy(
        update={"paper": paper, "no_place": fields_without_place(paper), "by_hand": _added(learned, by_hand)}
    )


def _with(
    learned: Learned, places: list[PaperPlace], field: str, shown: ShownPlace | None, cell: ShownCell | None
) -> Learned:
    paper: Paper = learned.paper.model_copy(update={"places": tuple(places)})
    held = {(each.field, learned.place(each.at)) for each in places}
    kept = [each for each in learned.places if each.field != field and (each.field, each.place) in held]
    taken = {each.at for each in places}
    freed = [each.at for each in learned.paper.places if each.at not in taken]
    cells: Iterable[ShownCell] = (x for at in dict.fromkeys(freed) if (x := learned.cell_at(at)) is not None)
    new = [_left_over(learned, each) for each in cells if each.text]
    looked_at = {*map(learned.place, freed), "" if cell is None else learned.place(cell.at)}
    conflicts = [
        x for x in learned.conflicts if x.code != "twice" and not (x.code == "disagree" and x.place in looked_at)
    ]
    return learned.model_copy(
        update={
            "paper": paper,
            "places": (*kept, *([] if shown is None else [shown])),
            "no_place": fields_without_place(paper),
            "leftovers": (*(each for each in learned.leftovers if each.at is None or each.at not in taken), *new),
            "conflicts": (*conflicts, *twice_placed(paper, learned.place)),
            "by_hand": _added(learned, field),
        }
    )


def _added(learned: Learned, field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*learned.by_hand, *([field] if field else []))))


def _left_over(learned: Learned, cell: ShownCell) -> LeftText:
    """Return a text that no field replaces any more: a person has to say what becomes of it."""
    return LeftText(place=learned.place(cell.at), text=cell.text, needs_decision=True, at=cell.at)


def _is_of_rows(block: PaperBlock, cell: ShownCell) -> bool:
    left, right = min(x.first for x in block.columns), max(x.last for x in block.columns)
    return cell.at[:2] in block.rows and cell.last_column >= left and cell.column <= right


def _words_around(learned: Learned, cell: ShownCell) -> str:
    """Return the nearest words above a cell and to its left."""
    cells = [x for table in learned.tables if table.grid == cell.at[0] for x in table.cells if x.text]
    above = [x for x in cells if x.last_row < cell.at[1] and x.column <= cell.column <= x.last_column]
    left = [x for x in cells if x.last_column < cell.column and x.at[1] <= cell.at[1] <= x.last_row]
    words = [max(above, key=lambda x: x.last_row).text] if above else []
    words += [max(left, key=lambda x: x.last_column).text] if left else []
    return " ".join(" ".join(words).split())


def fields_of(learned: Learned) -> list[str]:
    """Return every field that has a place or could have one, in the order of the paper; columns behind the form's."""
    placed = [each.field for each in learned.places]
    columns = [f"{OF_INDICATORS}{each.field}" for each in learned.paper.block.columns if each.field != "other"]
    named = [x for x in learned.no_place if not x.startswith(OF_INDICATORS)]
    unnamed = [x for x in learned.no_place if x.startswith(OF_INDICATORS)]
    of_form = [x for x in (*placed, *named) if not x.startswith(PRINTED_TOTAL)]
    totals = [x for x in placed if x.startswith(PRINTED_TOTAL)]
    return list(dict.fromkeys([*of_form, *columns, *unnamed, *totals]))
