"""Counts of sheets as people type and paste them: in wide digits, with commas between, with 份 behind."""

from __future__ import annotations

from PySide6.QtGui import QValidator

from selfeval_gui.domain.evidence import count_text

_MOST_DIGITS = 9


class CountValidator(QValidator):
    """Leaves the digits of what is typed, and refuses what is no count."""

    def validate(self, text: str, place: int) -> object:
        """Return how it stands, the digits alone, and where the cursor is among them."""
        digits = count_text(text)
        if digits and not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
            return QValidator.State.Invalid
        return QValidator.State.Acceptable, digits, min(place, len(digits))
