"""Answers that a unit wrote to the comments of its Excel or Word copy, each to the remark with its number and words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, get_args

from selfeval_gui.domain.review.answer_columns import CHOICES
from selfeval_gui.domain.review.entries import Remark, RemarkKind, Review
from selfeval_gui.domain.review.states import is_open, valid_remarks
from selfeval_gui.domain.words import squeezed
from selfeval_gui.exchange.recognize.answer_sheet import SheetAnswer
from selfeval_gui.review_messages import review_sentence
from selfeval_gui.work.review.answering import Meant

if TYPE_CHECKING:
    from selfeval_gui.exchange.recognize.comments import PlacedComment
    from selfeval_gui.work.review.known import KnownForm

_HEAD = re.compile(rf"(\d{{1,4}})[.．、]\s*[\[［【]({'|'.join(get_args(RemarkKind))})[\]］】]\s*(.*)")
_HOW = re.compile(rf"({'|'.join(CHOICES)})\s*[：:，,。.；;]?\s*(.*)", re.DOTALL)


class _Block(NamedTuple):
    """One remark of a comment, with all that follows it; number 0 for what stands before any."""

    number: int
    text: str
    comment: PlacedComment


def heading_of(number: str, remark: Remark) -> str:
    """Return a remark as comments say it."""
    return f"{number}. [{remark.kind}] {remark.text}"


def answers_in(
    comments: Sequence[PlacedComment],
    form: KnownForm,
    rows: Mapping[str, str],
    review: Review | None,
    numbers: Mapping[str, str],
) -> tuple[list[Meant], list[str]]:
    """Return what comments answer, and sentences about those that are moved, changed, deleted or new.

    `rows` give the workspace's ids for those that the file's rows were read under, `numbers` the ids of the remarks
    that went out last. A file without a numbered comment is no copy that was returned: nothing is said of it.
    """
    blocks = [block for comment in comments for block in _blocks(comment)]
    remarks = [] if review is None else valid_remarks(review)
    if not remarks or not any(block.number for block in blocks):
        return [], []
    found, notes, met = list[Meant](), list[str](), set[str]()
    for block in blocks:
        remark = _remark_of(block, remarks, numbers)
        if remark is None:
            code = "comments.new" if not block.number else "comments.changed"
            notes.append(review_sentence(code, place=block.comment.place, text=_short(block.text), number=block.number))
            met.add(numbers.get(str(block.number), ""))
            continue
        met.add(remark.id)
        if _is_moved(remark, block, rows):
            words = {"number": block.number, "place": block.comment.place, "was": " / ".join(remark.place)}
            notes.append(review_sentence("comments.moved", **words))
        said = _answer(_rest(block.text, remark.text))
        if said is not None:
            named = SheetAnswer(0, remark.id, form.form.project_name, " / ".join(remark.place), remark.text, *said)
            found.append(Meant(named, form, remark))
    by_id = {each.id: each for each in remarks}
    for number, remark_id in numbers.items():
        if remark_id in by_id and remark_id not in met and is_open(by_id[remark_id]):
            text = _short(by_id[remark_id].text)
            notes.append(review_sentence("comments.deleted", number=number, text=text))
    return found, notes


def _blocks(comment: PlacedComment) -> list[_Block]:
    blocks = [(0, list[str]())]
    for line in comment.text.splitlines():
        head = _HEAD.match(line.strip())
        if head is not None:
            blocks.append((int(head[1]), [head[3]]))
        else:
            blocks[-1][1].append(line)
    texts = [(number, "\n".join(lines).strip()) for number, lines in blocks]
    said = [(number, text) for number, text in texts if number or _is_said(text)]
    if len(said) == 2 and not said[0][0]:  # some programs put the answer first; there is only one that it can be to
        said = [(said[1][0], f"{said[1][1]}\n{said[0][1]}")]
    return [_Block(number, text, comment) for number, text in said]


def _is_said(text: str) -> bool:
    """Tell whether a text is more than the author's name and a colon, which Excel puts above a note."""
    return bool(text) and not text.endswith((":", "："))


def _remark_of(block: _Block, remarks: Sequence[Remark], numbers: Mapping[str, str]) -> Remark | None:
    """Return the remark whose words a comment begins with; of several the one of its number."""
    alike = [each for each in remarks if block.number and squeezed(block.text).startswith(squeezed(each.text))]
    numbered = [each for each in alike if numbers.get(str(block.number)) == each.id]
    longest = max((len(each.text) for each in alike), default=0)
    best = numbered or [each for each in alike if len(each.text) == longest]
    return best[0] if len(best) == 1 else None


def _rest(text: str, remark: str) -> str:
    """Return what follows a remark's words in a comment, whatever blanks a program has put between them."""
    left = len(squeezed(remark))
    for at, letter in enumerate(text):
        if not left:
            return text[at:].strip()
        left -= bool(squeezed(letter))
    return ""


def _answer(rest: str) -> tuple[str, str] | None:
    if not rest:
        return None
    how = _HOW.match(rest)
    return (CHOICES[2], rest) if how is None else (how[1], how[2].strip())


def _is_moved(remark: Remark, block: _Block, rows: Mapping[str, str]) -> bool:
    if not remark.field or not block.comment.fields:
        return False
    here = {(None if node is None else rows.get(node, node), name) for node, name in block.comment.fields}
    return (remark.node, remark.field) not in here


def _short(text: str) -> str:
    return " ".join(text.split())[:40]
