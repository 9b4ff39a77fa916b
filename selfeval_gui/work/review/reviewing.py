"""What a reviewer does to a form: remarks, opinions, rescoring, decisions. Each is added, none is ever changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui.domain.fields import FieldRef, get_field, show_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.review.content import content_hash
from selfeval_gui.domain.review.entries import (
    Decision,
    Opinion,
    Person,
    Remark,
    RemarkKind,
    Rescored,
    Review,
    Settled,
    UnitAnswer,
    What,
)
from selfeval_gui.domain.review.states import last_decisions
from selfeval_gui.domain.tree import Tree, new_id
from selfeval_gui.messages import field_place, finding_sentence, node_place
from selfeval_gui.rules.finding import Severity
from selfeval_gui.storage.review.reviews import add_to_review
from selfeval_gui.work.review.moments import moment

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.rules.finding import Finding

_KINDS: dict[Severity, RemarkKind] = {
    Severity.ERROR: "必须改",
    Severity.WARNING: "请说明",
    Severity.HINT: "建议",
}


def new_remark(form: Form, ref: FieldRef | None, text: str, kind: RemarkKind, by: Person, now: datetime) -> Remark:
    """Return a remark about a cell as it is now, a row (its name), or the form (None)."""
    place, quoted = place_and_text(form, ref)
    node, field = (None, "") if ref is None else ref
    about = {"node": node, "field": field, "place": place, "quoted": quoted}
    said = {"id": new_id(), "at": moment(now), "by": by, "text": text, "kind": kind}
    return Remark.model_validate({**about, **said})


def place_and_text(form: Form, ref: FieldRef | None) -> tuple[list[str], str]:
    """Return where a cell stands, in words, and what it says; blanks for the form as a whole."""
    if ref is None:
        return [], ""
    node, field = ref
    if node is None:
        is_plain = not field.startswith("total.")
        return field_place(field), show_field(get_field(form, field)) if is_plain else ""
    tree = Tree(form.indicators)
    return node_place(tree, node, field), show_field(get_field(tree.node(node), field))


def remarks_from(form: Form, findings: Iterable[Finding], by: Person, now: datetime) -> list[Remark]:
    """Return a remark for each finding, in its words, with the value it expects."""
    made = []
    for found in findings:
        ref = FieldRef(None if found.node is None else NodeId(found.node), found.field)
        remark = new_remark(form, ref, finding_sentence(found), _KINDS[found.severity], by, now)
        made.append(remark.model_copy(update={"code": found.code, "suggested": found.expected}))
    return made


def add_remarks(folder: Path, form: Form, remarks: Sequence[Remark]) -> Review:
    """Add remarks to a form, each in the round that is there now.

    Raises
    ------
    UnreadableReview, SaveFailed
        if what is known of the form cannot be read or written: it is as it was. So with all functions here.
    """

    def add(review: Review) -> Review:
        for remark in remarks:
            remark.round = review.round
        review.remarks.extend(remarks)
        return review

    return _add(folder, form, add)


def settle(
    folder: Path, form: Form, remarks: Iterable[str], by: Person, now: datetime, *, opened_again: bool = False
) -> Review:
    """Settle remarks by their ids, or open them again."""
    wanted = set(remarks)

    def add(review: Review) -> Review:
        for remark in review.remarks:
            if remark.id in wanted:
                how = "重开" if opened_again else "了结"
                remark.settled.append(Settled.model_validate({"id": new_id(), "at": moment(now), "by": by, "how": how}))
        return review

    return _add(folder, form, add)


def answer(folder: Path, form: Form, answers: Sequence[tuple[str, UnitAnswer]]) -> Review:
    """Add answers to remarks, given by the remarks' ids; what answers none of them is left out."""

    def add(review: Review) -> Review:
        put_answers(review, answers)
        return review

    return _add(folder, form, add)


def put_answers(review: Review, answers: Sequence[tuple[str, UnitAnswer]]) -> None:
    """Put answers to their remarks in a review that nobody else holds."""
    for remark in review.remarks:
        remark.answers.extend(each for wanted, each in answers if wanted == remark.id)


def add_opinion(folder: Path, form: Form, opinion: Opinion) -> Review:
    """Add what a reviewer thinks of the form as a whole."""

    def add(review: Review) -> Review:
        opinion.round = review.round
        review.opinions.append(opinion)
        return review

    return _add(folder, form, add)


def rescore(folder: Path, form: Form, rescored: Sequence[Rescored]) -> Review:
    """Add rows judged anew."""

    def add(review: Review) -> Review:
        for each in rescored:
            each.round = review.round
        review.rescored.extend(rescored)
        return review

    return _add(folder, form, add)


def decide(
    folder: Path, form: Form, what: What, by: Person, now: datetime, seen: Review | None, *, reason: str = ""
) -> Review:
    """Decide about a form: the hash of what it says is kept.

    `seen` is what was known of it when its author looked: a decision that came meanwhile is contradicted, not undone.
    """
    decision = new_decision(form, what, by, now, seen, reason=reason)

    def add(review: Review) -> Review:
        decision.round = review.round
        review.decisions.append(decision)
        return review

    return _add(folder, form, add)


def new_decision(
    form: Form, what: What, by: Person, now: datetime, seen: Review | None, *, reason: str = ""
) -> Decision:
    """Return a decision in the round that its author has seen."""
    known, number = ([], 0) if seen is None else ([each.id for each in last_decisions(seen)], seen.round)
    said = {"what": what, "round": number, "hash": content_hash(form), "reason": reason, "after": known}
    return Decision.model_validate({"id": new_id(), "at": moment(now), "by": by, **said})


def _add(folder: Path, form: Form, add: Callable[[Review], Review]) -> Review:
    """Add to a form's review, which says whose it is from its first entry on."""

    def named(review: Review) -> Review:
        if not review.project_name:
            review.year, review.project_name, review.unit = form.year, form.project_name, form.implementing_unit
        return add(review)

    return add_to_review(folder, form.id, named)
