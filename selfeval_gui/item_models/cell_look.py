"""Everything that drawing one cell needs, in one piece: asking role by role costs a call into Python each."""

from typing import NamedTuple

from selfeval_gui.rules.finding import Severity


class CellLook(NamedTuple):
    """What a cell shows, handed out under `Role.LOOK`."""

    text: str
    is_number: bool
    severity: Severity | None
    is_computed: bool
    is_bold: bool
    is_faint: bool = False  # words that invite, no content
