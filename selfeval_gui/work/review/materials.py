"""审核材料: 复核表, 问题清单 and 评审意见表 over forms of a workspace, each a workbook of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.review.reviews import read_reviews
from selfeval_gui.storage.store import write_export
from selfeval_gui.storage.summary import summary_of
from selfeval_gui.work.review.desk import ReviewDesk, look_at

if TYPE_CHECKING:
    from selfeval_gui.exchange.reports.rescoring_book import RescoredForm
    from selfeval_gui.exchange.reports.review_tables import ReviewedForm
    from selfeval_gui.work.progress import Progress


class Material(StrEnum):
    """The three of them, by their names in `review_books.json`."""

    RESCORING = "rescoring"
    ISSUES = "issues"
    OPINIONS = "opinions"


class WrittenMaterials(NamedTuple):
    """The files that were written, and sentences about what was not, or what is not in them."""

    targets: list[Path]
    notes: list[str]


def material_file(material: Material) -> str:
    """Return the name of a material's file."""
    from selfeval_gui.exchange.reports.review_words import review_words  # brings the models

    return f"{getattr(review_words(), material).file}.xlsx"


def write_materials(
    folder: Path,
    wanted: Collection[Path] | None,
    materials: Sequence[Material],
    out: Path,
    today: date,
    progress: Progress,
) -> WrittenMaterials:
    """Write materials over these forms, None for all, over what is there; one of which there is nothing is not written.

    What is known of forms that are gone is told with that of all others.

    Raises
    ------
    StorageError
        if the workspace cannot be read, or the system refuses: files written before are whole.
    """
    from selfeval_gui.exchange.reports.rescoring_book import render_rescoring  # brings XlsxWriter
    from selfeval_gui.exchange.reports.review_tables import render_issues, render_opinions

    desk = look_at(folder, today, progress)
    written = WrittenMaterials([], [_unread(path.name, storage_sentence(error)) for path, error in desk.unreadable])
    reviewed, rescored = _reviewed(folder, desk, wanted)
    for done, material in enumerate(materials):
        progress(done, len(materials), None)
        data = None
        if material is Material.RESCORING and rescored:
            data = render_rescoring(rescored)
        elif material is Material.ISSUES and any(each.review.remarks for each in reviewed):
            data = render_issues(reviewed)
        elif material is Material.OPINIONS and any(each.review.opinions for each in reviewed):
            data = render_opinions(reviewed)
        name = material_file(material)
        if data is None:
            written.notes.append(_("“{name}”没有内容可写，没有写出。").format(name=name))
        else:
            write_export(out / name, data, overwrite=True)
            written.targets.append(out / name)
    progress(len(materials), len(materials), None)
    return written


def _unread(name: str, why: str) -> str:
    return _("“{name}”没有算进来：{why}").format(name=name, why=why)


def _reviewed(
    folder: Path, desk: ReviewDesk, wanted: Collection[Path] | None
) -> tuple[list[ReviewedForm], list[RescoredForm]]:
    from selfeval_gui.exchange.reports.rescoring_book import RescoredForm
    from selfeval_gui.exchange.reports.review_tables import ReviewedForm

    order = {unit.unit: place for place, unit in enumerate(desk.units)}
    known, rescored = list[ReviewedForm](), list[RescoredForm]()
    for each in sorted(desk.forms, key=lambda standing: order.get(standing.unit or "", len(order))):
        is_wanted = wanted is None or each.path in wanted
        if each.form is not None and each.path is not None and each.review is not None and is_wanted:
            unit, project = each.unit or "", each.project_name or each.path.name
            known.append(ReviewedForm(unit, project, summary_of(each.form, each.path).score_total, each.review))
            if each.review.rescored:
                rescored.append(RescoredForm(each.form, unit, each.review))
    if wanted is None:
        here = {each.form.id for each in desk.forms if each.form is not None}
        for review in read_reviews(folder).by_form.values():
            if review.form not in here:
                name = _("{project}（表已经不在了）").format(project=review.project_name)
                known.append(ReviewedForm(review.unit, name, None, review))
    return known, rescored
