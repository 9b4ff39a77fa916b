"""One list of rows takes another's place in a model, so that what stays keeps selection and scroll in the views."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex

Row = TypeVar("Row")


def exchange(model: QAbstractItemModel, shown: list[Row], new: Sequence[Row], key: Callable[[Row], Hashable]) -> None:
    """Turn `shown`, the rows of the model, into the new ones; rows of equal keys at either end stay.

    What the rows that stay show may have changed: telling the views so is the model's part.
    """
    old_keys, new_keys = [key(each) for each in shown], [key(each) for each in new]
    head = _common(old_keys, new_keys)
    tail = min(_common(old_keys[::-1], new_keys[::-1]), min(len(old_keys), len(new_keys)) - head)
    gone, fresh = len(old_keys) - head - tail, len(new_keys) - head - tail
    if gone:
        model.beginRemoveRows(QModelIndex(), head, head + gone - 1)
        del shown[head : head + gone]
        model.endRemoveRows()
    if fresh:
        model.beginInsertRows(QModelIndex(), head, head + fresh - 1)
        shown[head:head] = new[head : head + fresh]
        model.endInsertRows()
    shown[:] = new


def _common(left: Sequence[Hashable], right: Sequence[Hashable]) -> int:
    """Return how many of the first entries are equal."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((row for row, (a, b) in pairs if a != b), min(len(left), len(right)))
