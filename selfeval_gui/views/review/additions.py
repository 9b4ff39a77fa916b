"""What somebody writes about a form, made in the window and added in a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.review.entries import Opinion, Person, Remark, RemarkKind, Rescored, Review, UnitAnswer
from selfeval_gui.domain.tree import Tree, new_id
from selfeval_gui.messages import node_place
from selfeval_gui.storage.lock_file import user_name
from selfeval_gui.work.review.moments import moment, present
from selfeval_gui.work.review.reviewing import add_opinion, add_remarks, answer, new_remark, rescore, settle

if TYPE_CHECKING:
    from selfeval_gui.domain.fields import FieldRef
    from selfeval_gui.domain.form import Form
    from selfeval_gui.views.review.judging_pane import JudgedRow

Addition = Callable[[Path, "Form"], Review]  # of a workspace, and the form that it is about


def remark_on(form: Form, ref: FieldRef | None, kind: str, text: str, suggested: str) -> Addition:
    """Return a remark on a cell, or on the form."""
    remark = new_remark(form, ref, text, cast(RemarkKind, kind), Person(name=user_name()), present())
    remark.suggested = suggested or None
    return remarks_of([remark])


def remarks_of(remarks: list[Remark]) -> Addition:
    """Return remarks that are made already."""
    return partial(add_remarks, remarks=remarks)


def settled(remark: str, *, opened_again: bool) -> Addition:
    """Return that a remark is settled, or open again."""
    return partial(settle, remarks=[remark], by=Person(name=user_name()), now=present(), opened_again=opened_again)


def answer_of(unit: str, remark: str, how: str, text: str) -> Addition:
    """Return what a unit says to a remark."""
    said = UnitAnswer.model_validate({**_entry(Person(name=unit, office="单位")), "how": how, "text": text})
    return partial(answer, answers=[(remark, said)])


def opinion_of(values: Mapping[str, Any]) -> Addition:
    """Return an opinion, by the names of its fields."""
    return partial(add_opinion, opinion=Opinion.model_validate({**_entry(Person(name=user_name())), **values}))


def rescoring_of(tree: Tree, judged: Iterable[JudgedRow]) -> Addition:
    """Return rows judged anew."""
    by = Person(name=user_name())
    found = [
        Rescored.model_validate({**_entry(by), **each._asdict(), "place": node_place(tree, NodeId(each.node), "name")})
        for each in judged
    ]
    return partial(rescore, rescored=found)


def _entry(by: Person) -> dict[str, Any]:
    return {"id": new_id(), "at": moment(present()), "by": by}
