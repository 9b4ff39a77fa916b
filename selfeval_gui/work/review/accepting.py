"""通过 for several forms at once: each only if it still says what the reviewer saw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.review.content import content_hash
from selfeval_gui.domain.review.entries import Person, Review, What
from selfeval_gui.messages import storage_sentence
from selfeval_gui.review_messages import review_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.store import load
from selfeval_gui.work.review.reviewing import decide

if TYPE_CHECKING:
    from selfeval_gui.work.progress import Progress


class SeenForm(NamedTuple):
    """A form as somebody saw it: its file, the hash of what it said, what was known of it."""

    path: Path
    hash: str
    review: Review | None


class Decided(NamedTuple):
    """The files decided about, and those that were not, each with the sentence why."""

    done: list[Path]
    refused: list[tuple[Path, str]]


def decide_many(
    folder: Path, forms: Sequence[SeenForm], what: What, by: Person, now: datetime, progress: Progress
) -> Decided:
    """Decide about forms; one that says something else by now, or cannot be read or written, stays undecided."""
    decided = Decided([], [])
    for done, each in enumerate(forms):
        progress(done, len(forms), None)
        try:
            form = load(each.path).form
            if content_hash(form) != each.hash:
                decided.refused.append((each.path, review_sentence("form.not_seen", project=form.project_name)))
                continue
            decide(folder, form, what, by, now, each.review)
        except StorageError as error:
            decided.refused.append((each.path, storage_sentence(error)))
        else:
            decided.done.append(each.path)
    progress(len(forms), len(forms), None)
    return decided
