"""The cells of an indicator by name, those in columns that only some templates have included.

What such a column holds is a text of the row: words, a number as it is typed, one of several words, or several of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from selfeval_gui.domain.fields import INDICATOR_FIELDS, OWN, Field, FieldKind
from selfeval_gui.domain.ids import LEVELS

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Indicator

TICK = "√"
_TICKS = frozenset("√✓✔☑■●vV")
_BETWEEN = "、"


def cell_field(name: str) -> Field:
    """Return what is known of a field of an indicator, a template's own column included; KeyError for no field."""
    return _own_column(name.removeprefix(OWN)) if name.startswith(OWN) else INDICATOR_FIELDS[name]


def is_cell(name: str) -> bool:
    """Tell whether this names a cell of an indicator."""
    return name in INDICATOR_FIELDS or name.startswith(OWN)


def cells_of(rows: Iterable[Indicator]) -> list[str]:
    """Return the names of all fields of these rows; those of a template's own that one of them fills come last."""
    return [*INDICATOR_FIELDS, *dict.fromkeys(OWN + name for row in rows for name in row.extra)]


@lru_cache(maxsize=1024)
def _own_column(name: str) -> Field:
    return Field(OWN + name, FieldKind.TEXT, "indicators", (name,), (LEVELS,), is_long=True)


# ---- words that are chosen or ticked -----------------------------------------------------------------------------


def chosen_words(text: str) -> list[str]:
    """Return the words that a cell of ticks holds, in its order."""
    return [word.strip() for word in text.split(_BETWEEN) if word.strip()]


def with_word(text: str, word: str) -> str:
    """Return a cell of ticks with one word more."""
    return _BETWEEN.join(dict.fromkeys([*chosen_words(text), word]))


def words_open(words: Iterable[str], text: str, *, many: bool) -> list[str]:
    """Return which of the words may come next in a cell that holds a text: any other one, or those not ticked yet."""
    whole = [word for word in chosen_words(text) if word in words]
    begun = "" if text.strip() in words else text.rpartition(_BETWEEN)[2].strip()
    rest = [word for word in words if word not in whole]
    return [word for word in rest if word.startswith("" if begun in words else begun)] if many or not whole else rest


def with_chosen(words: Iterable[str], text: str, word: str, *, many: bool) -> str:
    """Return a cell in which one more word is chosen, in place of what was begun."""
    whole = [each for each in chosen_words(text) if each in words] if many else []
    return _BETWEEN.join([*whole, word])


def options_line(words: Iterable[str], text: str) -> str:
    """Return how the paper shows which of the words a field holds; a text that is none of them as it is."""
    words, chosen = [*words], text.strip()
    if chosen and chosen not in words:
        return text
    ticks = ((number, word, "☑" if word == chosen else "□") for number, word in enumerate(words, 1))
    return "  ".join(f"{number}、{word}{tick}" for number, word, tick in ticks)


def is_tick(text: str) -> bool:
    """Tell whether a cell of the paper is ticked."""
    return text.strip() in _TICKS
