"""What becomes of a cell that is taken in from elsewhere, before it is kept: handed out under `Role.FATE`."""

from enum import Enum


class Fate(Enum):
    """The ways of a cell."""

    MAPPED = "mapped"  # it has a place
    LABEL = "label"  # printed words, which have none
    OUTSIDE = "outside"  # it belongs to no form, or is not wanted
    UNMAPPED = "unmapped"  # it has none although it holds something
    DOUBTED = "doubted"  # it has one, and somebody should look
    LEFT_OUT = "left out"  # its row or column is not wanted
    REFUSED = "refused"  # it cannot stand where it would go
