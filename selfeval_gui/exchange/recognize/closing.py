"""The account of a form closed: what nobody took, or took for a printed word that it is not, is listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selfeval_gui.domain.words import MONEY_UNIT, OTHER_MONEY, bare_label, squeezed
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.recognize.pieces import PAIR, is_blank_year, is_mark
from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.exchange.recognize.split_cells import says_kind_only
from selfeval_gui.exchange.templates.labels import (
    heading,
    is_kind_of_indicators,
    is_level,
    is_like_caption,
    is_method,
    is_no_value,
    is_part_of_caption,
    is_subtotal,
    is_total_of_funds,
    joined,
    meanings,
)
from selfeval_gui.exchange.templates.own_headings import is_own_heading
from selfeval_gui.exchange.templates.titles import is_title

_COUNTED = re.compile(r" \d+$")  # 联系人 2: the second extra field of that name

_WAYS_TO_KNOW = (
    *(
        is_kind_of_indicators,
        is_part_of_caption,
        is_like_caption,
        is_subtotal,
        is_total_of_funds,
        is_mark,
        is_blank_year,
        says_kind_only,
    ),
)


def close(ledger: Ledger, cells: Iterable[SourceCell]) -> None:
    """List each cell of a form that is in no account, and each label whose word is neither known nor said elsewhere."""
    found = ledger.found
    listed = {remark.cell.key for remark in found.unmapped if remark.cell is not None}
    listed |= {cell.key for omitted in found.omitted for cell in omitted.cells}
    said: set[str] | None = None
    for cell in cells:
        key = cell.key
        if found.mapped.get(key) or key in listed:
            continue
        if key in found.labels:
            if cell.is_computed or key in ledger.known_already or is_printed(cell.text):
                continue
            said = set(said_words(found)) if said is None else said
            if bare_word(cell.text) in said:
                continue
            found.labels.discard(key)
        ledger.unmapped(cell)


def is_printed(text: str) -> bool:
    """Tell whether a text is a word that forms print."""
    word = joined(text)
    if meanings(word) or heading(word) != "other" or is_title(word) or is_level(word) or is_no_value(word):
        return True
    if is_method(text) or is_own_heading(word) or any(is_known(word) for is_known in _WAYS_TO_KNOW):
        return True
    bare = OTHER_MONEY.made.sub("", MONEY_UNIT.made.sub("", squeezed(word))).strip(":,")
    pairs = list(PAIR.finditer(word))
    return bool(meanings(bare)) or (bool(pairs) and all(not each[2].strip() and meanings(each[1]) for each in pairs))


def said_words(found: FoundForm) -> Iterator[str]:
    """Yield the words that stand in the name of an extra field, of what a listed cell belongs to, or in a doubt."""
    for name in found.form.extra:
        for each in (name, _COUNTED.sub("", name), name.rpartition(".")[0]):
            yield bare_word(each)
    for remark in found.unmapped:
        if remark.ref is not None and remark.ref.node is None:
            yield bare_word(remark.ref.name)
    for remark in found.doubts:
        yield bare_word(remark.text)
        yield bare_word(remark.text.partition("：")[0])


def bare_word(text: str) -> str:
    """Return a word as it is compared with others."""
    return bare_label(text) or squeezed(text)
