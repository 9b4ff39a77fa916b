"""At the unit: the form as the department returned it, and as both had it before either changed it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.review.content import content_hash
from selfeval_gui.domain.review.package import SentRounds
from selfeval_gui.storage.backups import FOLDER_NAME, Backups
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.places import is_file
from selfeval_gui.storage.review.kept_files import read_kept
from selfeval_gui.storage.review.places import department_copy, sent_file
from selfeval_gui.storage.store import load
from selfeval_gui.storage.user_data import data_folder
from selfeval_gui.work.review.one_form import known_of

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.review.entries import Returned


class DepartmentVersion(NamedTuple):
    """The form as the department returned it; `base` is what the unit had sent, None where that is gone."""

    form: Form
    base: Form | None


def department_version(workspace: Path, path: Path, form: Form) -> DepartmentVersion | None:
    """Return the department's version of a form, None where the last return brought none of its own.

    Raises
    ------
    UnreadableForm, UnreadableReview, SaveFailed
        if it, or what is known of the form, cannot be read.
    """
    review = known_of(workspace, form).review
    if review is None or not review.returned:
        return None
    last = max(review.returned, key=lambda each: each.at)
    kept = department_copy(workspace, form.id, last.n)
    return DepartmentVersion(load(kept).form, _sent(workspace, path, form, last)) if is_file(kept) else None


def _sent(workspace: Path, path: Path, form: Form, last: Returned) -> Form | None:
    """Return what the unit sent in the round that the department knew: it is the form itself, or a former version."""
    sent = read_kept(sent_file(workspace), SentRounds) or SentRounds()
    known = [each for each in sent.rounds if each.n == last.sent] or sent.rounds
    hashes = {each.forms[form.id] for each in known if form.id in each.forms}
    if content_hash(form) in hashes:
        return form
    for version in Backups(data_folder() / FOLDER_NAME).versions(path, form.id):
        with suppress(StorageError):
            former = load(version.path).form
            if content_hash(former) in hashes:
                return former
    return None
