"""意见.json of a package that goes back: which remarks it holds, by which numbers, counted for each unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui import __version__
from selfeval_gui.domain.review.package import hash_of_list
from selfeval_gui.domain.review.register import RegisterNames
from selfeval_gui.domain.review.returned import ReturnedForm, ReturnedList, ReturnRecord, ReturnRecords
from selfeval_gui.domain.review.states import is_open, valid_remarks
from selfeval_gui.domain.tree import new_id
from selfeval_gui.storage.review.archives import Member
from selfeval_gui.storage.review.kept_files import change_kept, encode_kept, read_kept
from selfeval_gui.storage.review.places import refuse_own_folder, returns_file
from selfeval_gui.work.review.moments import moment

if TYPE_CHECKING:
    from selfeval_gui.domain.review.entries import Remark, Review

RETURNED_NAME = "意见.json"


def own_origin(workspace: Path) -> str | None:
    """Return what tells this workspace's returns from others'; None where it has returned nothing yet."""
    records = read_kept(returns_file(workspace), ReturnRecords)
    return None if records is None else records.id


def last_numbers(workspace: Path) -> list[dict[str, str]]:
    """Return the ids of the remarks by their numbers, of each return, the last one first."""
    records = read_kept(returns_file(workspace), ReturnRecords)
    found = [] if records is None else sorted(records.rounds, key=lambda each: each.at, reverse=True)
    return [each.numbers for each in found]


def numbered_return(
    workspace: Path, unit: str, names: RegisterNames, numbers: Mapping[str, str], now: datetime
) -> tuple[str, int]:
    """Take the next number of a unit's returns; return the workspace's own id, and the number.

    It is noted before the package is written: one that never came to be leaves a gap, and nothing else.

    Raises
    ------
    UnreadableReview, SaveFailed
        if what is known of former ones cannot be read or written; it is as it was.
    """
    refuse_own_folder(workspace)
    number = 1

    def add(old: ReturnRecords | None) -> ReturnRecords:
        nonlocal number
        records = old or ReturnRecords(id=new_id())
        number = 1 + max((each.n for each in records.rounds if names.is_same(each.unit, unit)), default=0)
        records.rounds.append(ReturnRecord(unit=unit, n=number, at=moment(now), numbers=dict(numbers)))
        return records

    return change_kept(returns_file(workspace), ReturnRecords, add).id, number


def returned_form(form: ReturnedForm, review: Review | None, open_ones: Sequence[tuple[str, Remark]]) -> ReturnedForm:
    """Return the form with its open remarks, and with those settled that the unit has been told of before."""
    if review is None:
        return form
    told = max((each.at for each in review.decisions if each.what == "已退回"), default="")
    settled = [each for each in valid_remarks(review) if not is_open(each) and each.at <= told]
    numbers = {remark.id: int(number) for number, remark in open_ones}
    sent = max((each.sent for each in review.rounds), default=0)
    remarks = [*(remark for _number, remark in open_ones), *settled]
    return form.model_copy(update={"remarks": remarks, "numbers": numbers, "sent": sent})


def list_member(
    origin: str,
    unit: str,
    names: RegisterNames,
    number: int,
    forms: Sequence[ReturnedForm],
    files: Sequence[Member],
    now: datetime,
) -> Member:
    """Return 意见.json over the files that stand beside it."""
    register = names.register
    known = next((each for each in (register.units if register else []) if each.name == unit), None)
    listed = ReturnedList(
        program=__version__,
        origin=origin,
        unit=unit,
        others=[] if known is None else list(known.others),
        n=number,
        at=moment(now),
        files={each.name: sha256(each.data).hexdigest() for each in files},
        forms=list(forms),
    )
    listed.hash = hash_of_list(listed)
    return Member(RETURNED_NAME, encode_kept(listed))
