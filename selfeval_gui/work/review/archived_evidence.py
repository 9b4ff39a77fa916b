"""Evidence in a year's archive: which files go along, under which names, and where they lie once it is opened."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.evidence import NamedFile, named_files
from selfeval_gui.domain.review.package import ArchivedEvidence
from selfeval_gui.i18n import _
from selfeval_gui.storage.errors import UnreadableReview
from selfeval_gui.storage.evidence_files import Known, known_by, place_of
from selfeval_gui.storage.review.carried import CarriedFile
from selfeval_gui.work.progress import Progress, Turns

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

ARCHIVED_FOLDER = _("归档的佐证材料")  # in the archive; opened, the files lie where they lay in the workspace


class YearEvidence(NamedTuple):
    """The files that go along, what the list says of them, and sentences about those that do not, or differ."""

    files: dict[str, Path]
    listed: list[ArchivedEvidence]
    notes: list[str]


def evidence_of_year(
    forms: Iterable[tuple[str, Form]], folder: Path, taken: Collection[str], progress: Progress
) -> YearEvidence:
    """Return what proves forms, given with their files' names in the workspace; `taken` goes along already."""
    found, turns = YearEvidence({}, [], []), Turns(progress)

    def look() -> None:
        turns.pass_on()

    known = dict[str, Known | None]()
    for name, form in forms:
        for named in named_files(form):
            path = place_of(named.path, (folder / name).parent)
            words = {"form": name, "file": named.path}
            if not path.is_relative_to(folder):
                text = _("“{form}”的佐证材料“{file}”不在工作文件夹里，没有归档，请另外保存。")
                found.notes.append(text.format(**words))
                continue
            here = path.relative_to(folder).as_posix()
            if here not in known:
                known[here] = _looked_at(path, look)
            is_there = known[here]
            if is_there is None:
                found.notes.append(_("“{form}”的佐证材料“{file}”找不到或者读不了，没有归档。").format(**words))
            elif _differs(named, is_there):
                text = _("“{form}”的佐证材料“{file}”和登记的时候不同，照现在的样子归档。")
                found.notes.append(text.format(**words))
    for here, each in sorted(known.items()):
        if each is not None and here not in taken:
            found.files[f"{ARCHIVED_FOLDER}/{here}"] = folder / here
            found.listed.append(ArchivedEvidence(file=here, sha256=each.sha256, size=each.size))
    return found


def evidence_in(
    listed: Iterable[ArchivedEvidence], carried: Mapping[str, CarriedFile], taken: Iterable[str]
) -> dict[str, tuple[CarriedFile, str]]:
    """Return the evidence of an archive by its names in the workspace, with the hashes that it should have.

    Raises
    ------
    UnreadableReview
        if one is missing, is more than the list says, leads out of the workspace or lies upon one of the `taken` names.
    """
    found, names = dict[str, tuple[CarriedFile, str]](), {name.casefold() for name in taken}
    wanted = {f"{ARCHIVED_FOLDER}/{each.file}": each for each in listed}
    for name in sorted({*wanted, *carried}):
        if name not in wanted or name not in carried:
            raise UnreadableReview("archive.changed", file=name)
        here = wanted[name].file
        parts = here.split("/")
        if not all(parts) or {".", ".."} & {*parts} or ":" in here:
            raise UnreadableReview("archive.outside", file=name)
        if here.casefold() in names:
            raise UnreadableReview("archive.changed", file=name)
        names.add(here.casefold())
        found[here] = carried[name], wanted[name].sha256
    return found


def _looked_at(path: Path, look: Callable[[], None]) -> Known | None:
    try:
        return known_by(path, look)
    except OSError:
        return None


def _differs(named: NamedFile, known: Known) -> bool:
    return bool(named.sha256) and named.sha256 != known.sha256
