"""A package that a department has returned, as it is read: trusted only where it is as the department wrote it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.review.package import hash_of_list
from selfeval_gui.domain.review.returned import ReturnedForm, ReturnedList
from selfeval_gui.review_messages import review_sentence
from selfeval_gui.storage.codec import decode
from selfeval_gui.storage.errors import StorageError, UnreadableForm
from selfeval_gui.storage.review.archives import Member
from selfeval_gui.storage.review.kept_files import decode_kept
from selfeval_gui.work.review.return_lists import RETURNED_NAME

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form


class GoneBack(NamedTuple):
    """A form of the package: what the list says of it, and the form as the department had it."""

    listed: ReturnedForm
    form: Form


class ReturnedPackage(NamedTuple):
    """All that is to be taken in from it, nothing where it went out from the workspace that it came into.

    `others` are files that somebody has changed since: answers, copies.
    """

    label: str
    listed: ReturnedList
    forms: list[GoneBack]
    others: list[Member]
    is_own: bool = False


class PackageRefused(Exception):
    """Nothing of the package is taken; its text is the sentence."""


def read_returned(label: str, members: list[Member], own: str | None) -> ReturnedPackage:
    """Return what a package holds; `own` is the id of the workspace where that has returned packages itself.

    A unit's answers come back in the folder of the department's own package, with forms that were changed since: those
    are like any other that comes. At the unit, forms other than the department wrote are no remarks of the department.

    Raises
    ------
    PackageRefused
        if it is not as the department wrote it.
    """
    files = {each.name: each.data for each in members}
    try:
        listed = decode_kept(files[RETURNED_NAME], ReturnedList, RETURNED_NAME)
    except StorageError as error:
        is_newer = error.code == "review.newer_version"
        raise PackageRefused(review_sentence("returned.newer" if is_newer else "returned.broken")) from None
    if listed.hash != hash_of_list(listed):
        raise PackageRefused(review_sentence("returned.changed"))
    others = [
        each
        for each in members
        if each.name != RETURNED_NAME and sha256(each.data).hexdigest() != listed.files.get(each.name)
    ]
    if listed.origin == own:
        return ReturnedPackage(label, listed, [], others, is_own=True)
    forms = []
    for each in listed.forms:
        data = files.get(each.file)
        if data is None or sha256(data).hexdigest() != listed.files.get(each.file):
            code = "returned.file_missing" if data is None else "returned.file_changed"
            raise PackageRefused(review_sentence(code, file=each.file))
        try:
            forms.append(GoneBack(each, decode(data)))
        except UnreadableForm:
            raise PackageRefused(review_sentence("returned.file_changed", file=each.file)) from None
    return ReturnedPackage(label, listed, forms, others)
