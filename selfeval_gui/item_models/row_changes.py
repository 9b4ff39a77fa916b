"""One list of rows takes another's place in a model, so that what stays keeps selection and scroll in the views."""

from collections.abc import Callable, Hashable, Sequence
from itertools import compress, count
from operator import is_not
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex

Row = TypeVar("Row")


def exchange(
    model: QAbstractItemModel, shown: list[Row], new: Sequence[Row], key: Callable[[Row], Hashable]
) -> list[int]:
    """Turn `shown`, the rows of the model, into the new ones; rows of equal keys at either end stay.

    Of those that stay, the ones that are no longer equal are returned, to be announced by the model.
    """
    head = _common(shown, new, key)
    tail = min(_common(shown[::-1], new[::-1], key), min(len(shown), len(new)) - head)
    gone, fresh = len(shown) - head - tail, len(new) - head - tail
    if gone:
        model.beginRemoveRows(QModelIndex(), head, head + gone - 1)
        del shown[head : head + gone]
        model.endRemoveRows()
    if fresh:
        model.beginInsertRows(QModelIndex(), head, head + fresh - 1)
        shown[head:head] = new[head : head + fresh]
        model.endInsertRows()
    before, shown[:] = shown[:], new
    return [row for row in compress(count(), map(is_not, before, shown)) if before[row] != shown[row]]


def _common(left: Sequence[Row], right: Sequence[Row], key: Callable[[Row], Hashable]) -> int:
    """Return how many of the first rows have equal keys; most are the same rows, whose keys need not be asked for."""
    others = compress(count(), map(is_not, left, right))
    return next((row for row in others if key(left[row]) != key(right[row])), min(len(left), len(right)))
