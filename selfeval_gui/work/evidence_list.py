"""A 佐证材料清单 read back: its rows matched with those of a form by name, its files looked for; nothing is changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.evidence import SURVEY_LABELS, TYPED, Joined, count_text, joined
from selfeval_gui.domain.tree import new_id, rows_with_parents
from selfeval_gui.domain.words import bare_name
from selfeval_gui.i18n import _
from selfeval_gui.import_messages import source_sentence
from selfeval_gui.storage.evidence_files import known_by, place_of, written_path
from selfeval_gui.storage.places import is_file
from selfeval_gui.work.progress import Progress, Turns

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Evidence, Form, Indicator, Survey
    from selfeval_gui.exchange.recognize.evidence_list import ListedRow

LIST_KINDS = (".xlsx", ".xls", ".et", ".ods", ".csv", ".docx")


class EvidenceOfList(NamedTuple):
    """What a list says, by the ids of rows; sentences about what matches none, and why nothing was read at all.

    `ready` is what comes of the rows as they are.
    """

    evidence: dict[str, list[Evidence]]
    surveys: dict[str, Survey]
    unmatched: list[str]
    refused: str = ""
    ready: Mapping[str, Joined] = MappingProxyType({})


def read_list(list_file: Path, form: Form, folder: Path, progress: Progress) -> EvidenceOfList:
    """Return what a list says of a form in `folder`; files are looked for from there, then beside the list."""
    from selfeval_gui.exchange.readers.file_kind import UnreadableSource
    from selfeval_gui.exchange.reading_process.client import ReaderProcess
    from selfeval_gui.exchange.recognize.evidence_list import read_evidence_list

    try:
        with ReaderProcess() as reader:
            source = reader.read(list_file, lambda _done, _total: progress(0, 0, None)).source
    except UnreadableSource as error:
        return EvidenceOfList({}, {}, [], source_sentence(error.code, **error.args_for_text))
    listed = read_evidence_list(source)
    if listed is None:
        return EvidenceOfList({}, {}, [], _("没有找到佐证材料清单：表头要有“三级指标”“材料名称”。什么也没有登记。"))
    return _Matching(form, folder, list_file.parent, progress).take(listed)


class _Matching:
    """Finds the row that each line is about."""

    def __init__(self, form: Form, folder: Path, beside: Path, progress: Progress) -> None:
        self._form, self._folder, self._beside = form, folder, beside
        self._progress, self._turns = progress, Turns(progress)
        self._rows: dict[str, list[tuple[Indicator, Indicator]]] = {}
        for _top, second, row in rows_with_parents(form.indicators):
            self._rows.setdefault(bare_name(row.name), []).append((second, row))

    def take(self, listed: list[ListedRow]) -> EvidenceOfList:
        """Match all lines; of those of other projects none, where the list has some of this one."""
        found = EvidenceOfList({}, {}, [])
        own = bare_name(self._form.project_name)
        is_named = any(bare_name(each.project) == own for each in listed if each.project)
        for done, each in enumerate(listed):
            self._progress(done, len(listed), None)
            if is_named and each.project and bare_name(each.project) != own:
                found.unmatched.append(_("{place}：是另一个项目“{project}”的。{text}").format(**_words(each)))
                continue
            row = self._row(each, found.unmatched)
            if row is not None and each.is_survey:
                self._take_survey(row, each, found)
            elif row is not None:
                found.evidence.setdefault(row.id, []).append(self._entry(each))
        rows = {row.id: row for rows in self._rows.values() for _second, row in rows}
        return found._replace(ready={id_: joined(rows[id_].evidence, said) for id_, said in found.evidence.items()})

    def _row(self, each: ListedRow, unmatched: list[str]) -> Indicator | None:
        wanted, above = bare_name(each.row), bare_name(each.level_2)
        named = self._rows.get(wanted, []) if wanted else []
        below = [(second, row) for second, row in named if bare_name(second.name) == above]
        meant = named if len(named) == 1 else below
        if len(meant) == 1:
            return meant[0][1]
        words = (
            _("{place}：表里没有三级指标“{row}”。{text}")
            if not named
            else _("{place}：表里有几个三级指标“{row}”，不知道是哪一个。{text}")
        )
        unmatched.append(words.format(**_words(each)))
        return None

    def _take_survey(self, row: Indicator, each: ListedRow, found: EvidenceOfList) -> None:
        from selfeval_gui.domain.form import Survey

        survey = Survey()
        for name in SURVEY_LABELS:
            text = count_text(each.said.get(name, ""))
            if name == "respondents":
                survey.respondents = each.said.get(name, "")
            elif text.isascii() and text.isdigit():
                setattr(survey, name, int(text))
            elif text:
                words = {**_words(each), "label": SURVEY_LABELS[name], "said": each.said[name]}
                found.unmatched.append(_("{place}：“{row}”的{label}“{said}”不是份数，没有填。").format(**words))
        if survey != Survey():
            found.surveys[row.id] = survey

    def _entry(self, each: ListedRow) -> Evidence:
        from selfeval_gui.domain.form import Evidence
        from selfeval_gui.exchange.layout.evidence_sheet import PAPER

        path = each.said.get("path", "").strip()
        entry = Evidence(id=new_id())
        for name in TYPED:
            setattr(entry, name, each.said.get(name, ""))
        for place in self._places(path):
            try:
                known = known_by(place, self._look)
            except OSError:
                continue
            entry.path, entry.size, entry.sha256 = written_path(place, self._folder), known.size, known.sha256
            return entry
        if path and bare_name(path) != bare_name(PAPER):
            entry.path = path.replace("\\", "/")  # it is not there; 重新找 knows it by its name
        return entry

    def _places(self, path: str) -> Iterable[Path]:
        if not path or "\0" in path:
            return
        for folder in (self._folder, self._beside):
            place = place_of(path.replace("\\", "/"), folder)
            if is_file(place):
                yield place

    def _look(self) -> None:
        self._turns.pass_on()


def _words(each: ListedRow) -> dict[str, str]:
    return {"place": each.place, "project": each.project, "row": each.row, "text": each.text}
