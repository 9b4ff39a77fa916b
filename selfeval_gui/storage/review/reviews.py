"""What reviewers know of the forms of a workspace: read together from its files, added to one form at a time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from selfeval_gui.domain.review.entries import Review, joined
from selfeval_gui.domain.review.register import Register
from selfeval_gui.storage.errors import UnreadableReview
from selfeval_gui.storage.review.kept_files import change_kept, read_kept
from selfeval_gui.storage.review.places import (
    refuse_own_folder,
    register_file,
    review_file,
    reviews_folder,
)


class Reviews(NamedTuple):
    """What is known by the forms' ids, and files that could not be read."""

    by_form: dict[str, Review]
    unreadable: list[tuple[Path, UnreadableReview]]


def read_reviews(workspace: Path) -> Reviews:
    """Read all of them; two files about one form, as programs leave that keep folders in step, are joined."""
    found = Reviews({}, [])
    paths: list[Path] = []
    with suppress(OSError):
        paths = sorted(path for path in reviews_folder(workspace).iterdir() if path.suffix == ".json")
    for path in paths:
        try:
            review = read_kept(path, Review)
        except UnreadableReview as error:
            found.unreadable.append((path, error))
            continue
        if review is not None:
            known = found.by_form.get(review.form)
            found.by_form[review.form] = review if known is None else joined(known, review)
    return found


def add_to_review(workspace: Path, form_id: str, add: Callable[[Review], Review | None]) -> Review:
    """Add to what is known of a form, which is as it stands at that moment.

    Raises
    ------
    UnreadableReview, SaveFailed
        if it cannot be read or written: it is as it was.
    """
    refuse_own_folder(workspace)

    def change(known: Review | None) -> Review:
        review = Review(form=form_id) if known is None else known
        return joined(review, add(review.model_copy(deep=True)) or review)

    return change_kept(review_file(workspace, form_id), Review, change)


def read_register(workspace: Path) -> Register | None:
    """Return the register, None where there is none; UnreadableReview where it cannot be read whole."""
    return read_kept(register_file(workspace), Register)


def change_register(workspace: Path, change: Callable[[Register | None], Register]) -> Register:
    """Write what `change` makes of the register; raises as `add_to_review`."""
    refuse_own_folder(workspace)
    return change_kept(register_file(workspace), Register, change)
