"""The rows of a 佐证材料清单, ours or an office's own: which indicator each is about, what it says of the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from selfeval_gui.domain.words import squeezed
from selfeval_gui.exchange.layout.evidence_sheet import NOTHING
from selfeval_gui.exchange.readers.grid import Source, SourceCell, cell_name
from selfeval_gui.exchange.templates.labels import aliases, meanings, plain

_EVIDENCE, _SURVEY = "evidence_columns", "survey_columns"
_NEEDED = {_EVIDENCE: {"row", "name"}, _SURVEY: {"row", "satisfied"}}
_LEVELS = ("level_1", "level_2", "levels", "row")
_PASSED_OVER = {"", "number", "value", "level_1"}  # the place of a row, and what follows from the others
_OTHER = "other "  # before the heading of a column that nobody knows


class ListedRow(NamedTuple):
    """A row of a list: where it stands in the file, of which project and indicator, and what it says, by field."""

    place: str
    project: str
    level_2: str
    row: str
    said: Mapping[str, str]
    is_survey: bool = False

    @property
    def text(self) -> str:
        """All that it says, on one line."""
        return " ".join(filter(None, (self.row, *self.said.values())))


def read_evidence_list(source: Source) -> list[ListedRow] | None:
    """Return the rows that say something, of all tables; None for a file that holds no such list."""
    found: list[ListedRow] | None = None
    for grid in source.grids:
        if grid.aside is not None:
            continue
        for row in _rows_of(grid.name, grid.cells):
            found = [] if found is None else found
            found += [] if row is None else [row]
    return found


def _rows_of(name: str, cells: Iterable[SourceCell]) -> Iterator[ListedRow | None]:
    """Yield what stands below headings, and None for the headings themselves."""
    lines: dict[int, dict[int, SourceCell]] = {}
    for cell in cells:
        for row in range(cell.row, cell.last_row + 1):  # what is merged over rows holds for each of them
            lines.setdefault(row, {})[cell.column] = cell
    project, section, columns, last = "", "", dict[int, str](), dict[str, str]()
    for number, line in sorted(lines.items()):
        headings = _headings(line)
        if headings is not None:
            section, columns = headings
            last = {}
            yield None
            continue
        if not section:
            project = _project(line) or project
            continue
        said = dict[str, str]()
        for column, cell in sorted(line.items()):
            text, field = cell.text.strip(), columns.get(column, "")
            is_above = cell.row != number and field not in _LEVELS
            if not text or is_above or field in _PASSED_OVER:
                continue
            if field == "levels":
                above, _slash, text = text.rpartition("/")
                said["level_2"], field, text = above.strip(), "row", text.strip()
            if field.startswith(_OTHER):  # of no column of ours: kept with its heading
                field, text = "note", f"{field.removeprefix(_OTHER)}：{text}"
            said[field] = f"{said[field]} {text}" if field in said else text
        place = f"{name}!{cell_name(number, min(line))}"
        listed = _listed(place, project, said, last, is_survey=section == _SURVEY)
        if listed is not None:
            yield listed


def _listed(
    place: str, project: str, said: dict[str, str], last: dict[str, str], *, is_survey: bool
) -> ListedRow | None:
    """Return the row, its indicator written once for the rows below; None for one that says nothing of a document."""
    for level in ("level_2", "row"):
        text = said.pop(level, "")
        if text and level == "level_2" and text != last.get("level_2"):
            last.pop("row", None)
        if text:
            last[level] = text
    said = {field: text for field, text in said.items() if text != NOTHING}
    if not said:
        return None
    return ListedRow(place, project, last.get("level_2", ""), last.get("row", ""), said, is_survey)


def _headings(line: Mapping[int, SourceCell]) -> tuple[str, dict[int, str]] | None:
    for section, needed in _NEEDED.items():
        known = _words(section)
        columns = {column: known.get(plain(cell.text), "") for column, cell in line.items()}
        names = {*columns.values()}
        if needed <= (names | {"row"} if "levels" in names else names):
            others = {column: f"{_OTHER}{squeezed(line[column].text)}" for column, name in columns.items() if not name}
            return section, columns | (others if section == _EVIDENCE else {})
    return None


def _project(line: Mapping[int, SourceCell]) -> str:
    """Return the project that a line above the table names, with its label in one cell or beside it."""
    texts = [cell.text.strip() for _column, cell in sorted(line.items())]
    for place, text in enumerate(texts):
        label, colon, rest = text.replace(":", "：").partition("：")
        if meanings(label).get("head") == "project_name":
            return rest.strip() if colon and rest.strip() else next(iter(texts[place + 1 :]), "")
    return ""


@cache
def _words(section: str) -> dict[str, str]:
    return {plain(word): name for name, words in aliases()[section].items() for word in words}
