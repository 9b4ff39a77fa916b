"""What is learned of an office's own file: the paper, and what a person has to decide before it is kept."""

from typing import Literal

from selfeval_gui.exchange.templates.paper import At, Data, Paper


class ShownPlace(Data):
    """A place in words for people: the cell, and the heading or label it stands below or beside."""

    field: str
    place: str
    heading: str = ""


class LeftOver(Data):
    """A text that filling leaves where it is: a cell, or a part of the package (`part`) with several of them.

    `needs_decision` where it may be last year's: digits, a name.
    """

    place: str
    text: str
    needs_decision: bool
    at: At | None = None
    part: str = ""


class Conflict(Data):
    """Why the file cannot be filled as it was understood; `code` has a sentence."""

    code: Literal["end", "twice", "disagree", "subtotal", "trial"]
    place: str
    text: str = ""


class Learned(Data):
    """All of it. `template` and `rule_set` are those of the form that was recognized, `no_place` fields."""

    paper: Paper
    title: str
    template: str
    rule_set: str
    places: tuple[ShownPlace, ...]
    no_place: tuple[str, ...]
    leftovers: tuple[LeftOver, ...]
    conflicts: tuple[Conflict, ...]
