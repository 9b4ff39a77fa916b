"""Find a text in a form, and what stands there once it is replaced. All texts are searched, numbers are not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.amounts import form_texts
from selfeval_gui.domain.fields import INDICATOR_FIELDS, OWN
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.tree import walk

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

_LAST = "notes"  # below the indicators
_CELL_TEXTS = {
    level: tuple(field.name for field in INDICATOR_FIELDS.values() if field.is_searched and level in field.levels)
    for level in range(1, LEVELS + 1)
}


@dataclass(frozen=True)
class Query:
    """What is looked for. `text` is taken as it is; without `match_case` a and A are the same.

    A `whole` cell is compared without the blanks around its text.
    """

    text: str
    match_case: bool = False
    whole: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The query as a pattern."""
        flags = re.NOFLAG if self.match_case else re.IGNORECASE
        return re.compile(re.escape(self.text), flags)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where it stands in a text."""
        if not self.text:
            return []
        if self.whole:
            inside = text.strip()
            start = text.find(inside)
            return [(start, start + len(inside))] if self.pattern.fullmatch(inside) else []
        return [found.span() for found in self.pattern.finditer(text)]

    def replaced(self, text: str, new: str) -> str:
        """Return the text with `new` wherever the query stands."""
        for start, end in reversed(self.spans(text)):
            text = text[:start] + new + text[end:]
        return text


class Hit(NamedTuple):
    """A text that holds what is looked for; `node` None means a field of the form."""

    node: NodeId | None
    field: str
    text: str


def occurrences(query: Query, hits: Iterable[Hit]) -> int:
    """Return how often these texts hold the query."""
    return sum(len(query.spans(hit.text)) for hit in hits)


def find(form: Form, query: Query) -> Iterator[Hit]:
    """Yield the texts that hold the query, in the order of the paper."""
    of_form = [Hit(None, field, text) for field, text in form_texts(form) if query.spans(text)]
    yield from (hit for hit in of_form if hit.field != _LAST)
    for row, level in walk(form.indicators):
        own = ((OWN + name, text) for name, text in row.extra.items())
        for field, text in (*((field, str(getattr(row, field))) for field in _CELL_TEXTS[level]), *own):
            if query.spans(text):
                yield Hit(NodeId(row.id), field, text)
    yield from (hit for hit in of_form if hit.field == _LAST)
