"""What is odd about whose forms came: renamed, split in two, with a new id, or missing where they were before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from selfeval_gui.review_messages import review_sentence
from selfeval_gui.work.review.known import KnownForm, KnownWorkspace

if TYPE_CHECKING:
    from selfeval_gui.domain.review.entries import Review
    from selfeval_gui.work.review.arrivals import Arrival

_Note = tuple[str, str]


def identity_notes(arrivals: Sequence[Arrival], known: KnownWorkspace, reviews: Mapping[str, Review]) -> list[_Note]:
    """Return (file, sentence) for what a person should look at; what is taken in does not depend on it."""
    forms = [each for each in arrivals if each.form is not None and not each.trouble]
    keys = {known.key(each.form) for each in forms if each.form is not None}
    by_id = {each.form.id: each for each in known.forms}
    notes, ids = list[_Note](), dict[str, str]()
    for arrival in forms:
        form = arrival.form
        if form is None or arrival.held is not None:  # paper has no ids
            continue
        meant, old = known.meant_by(form), by_id.get(form.id)
        words = {"project": form.project_name}
        if len(meant) == 1 and meant[0].form.id != form.id:
            notes.append((arrival.label, review_sentence("form.new_id", **words)))
        elif not meant and old is not None:
            code = "form.split" if known.key(old.form) in keys else "form.renamed"
            notes.append((arrival.label, review_sentence(code, **words, old=old.form.project_name)))
        elif not meant and ids.get(form.id, form.project_name) != form.project_name:
            notes.append((arrival.label, review_sentence("form.same_id", **words, old=ids[form.id])))
        ids.setdefault(form.id, form.project_name)
    return notes + _gone(forms, known, reviews)


def _gone(forms: Sequence[Arrival], known: KnownWorkspace, reviews: Mapping[str, Review]) -> list[_Note]:
    """Return the forms that came in the last package of a unit, and are not in the newer one that comes now."""
    notes = []
    came = {each.path for arrival in forms if arrival.form is not None for each in known.meant_by(arrival.form)}
    packages = {known.names.of(each.unit): each for each in sorted(forms, key=lambda each: each.sent) if each.sent}
    for unit, arrival in packages.items():
        own = [each for each in known.forms if known.names.is_same(each.form.implementing_unit, unit)]
        sent = {each.path: _sent(each, reviews) for each in own}
        last = max(sent.values(), default=0)
        for each in own:
            if last and sent[each.path] == last < arrival.sent and each.path not in came:
                words = {"project": each.form.project_name, "unit": unit}
                notes.append((arrival.label, review_sentence("form.gone", **words)))
    return notes


def _sent(form: KnownForm, reviews: Mapping[str, Review]) -> int:
    review = reviews.get(form.form.id)
    return 0 if review is None else max((each.sent for each in review.rounds), default=0)
