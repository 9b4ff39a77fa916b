"""Raised and lowered digits as letters of their own, so that none is read as a digit of the number beside it."""

from __future__ import annotations

RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def raised(text: str) -> str:
    """Return a raised number or sign by letters of its own (10⁴); of other text only the digits are moved."""
    return _moved_as_far(text, RAISED)


def lowered(text: str) -> str:
    """Return a lowered number or sign by letters of its own (CO₂); of other text only the digits are moved."""
    return _moved_as_far(text, LOWERED)


def _moved_as_far(text: str, table: dict[int, int]) -> str:
    moved = text.translate(table)
    if not set(moved) & set(text):
        return moved
    return "".join(each.translate(table) if each.isdecimal() else each for each in text)


def at_height(text: str, height: str) -> str:
    """Return a text as it stands at a height named as office programs do: superscript, subscript."""
    return raised(text) if height == "superscript" else lowered(text) if height == "subscript" else text
