"""Why no form was found in a file: what stands there instead, or how far its headings go."""

from __future__ import annotations

from typing import NamedTuple

from selfeval_gui.domain.fields import INDICATOR_FIELDS
from selfeval_gui.exchange.readers.grid import Source
from selfeval_gui.exchange.recognize.evidence_list import read_evidence_list
from selfeval_gui.exchange.recognize.kinds import TABLES
from selfeval_gui.exchange.recognize.result import Recognized
from selfeval_gui.exchange.templates.labels import heading, meanings
from selfeval_gui.exchange.templates.parts import LEVELS

_MOST_NAMED = 5


class NoForm(NamedTuple):
    """A code of `import_messages`, and its places."""

    code: str
    args: dict[str, str]


def why_no_form(source: Source, result: Recognized) -> NoForm:
    """Return what was found in a file without forms, and what is missing; no heading that stands there is asked for."""
    if read_evidence_list(source) is not None:
        return NoForm("source.evidence_list", {})
    tables = [each for each in result.omitted if each.kind in TABLES]
    if tables:
        named = [f"{each.kind}“{_short(each.text, ' ')}”" for each in tables[:_MOST_NAMED]]
        return NoForm("source.only_others", {"names": "、".join(named)})
    texts = [cell.text for grid in source.grids if grid.aside is None for cell in grid.cells]
    if not texts:
        return NoForm("source.no_words", {})
    words = {heading(text): text for text in texts if heading(text) in INDICATOR_FIELDS or heading(text) in LEVELS}
    others = [text for text in texts if meanings(text).keys() & {"head", "goals", "fund_columns", "fund_rows"}]
    seen = list(dict.fromkeys([*words.values(), *others]))[:_MOST_NAMED]
    if not seen:
        return NoForm("source.no_form", {})
    has_name = bool(words.keys() & {*LEVELS, "name"})
    wanted = [INDICATOR_FIELDS[name].label for name in ("target", "weight") if name not in words]
    missing = [*([] if has_name else [INDICATOR_FIELDS["name"].label]), *wanted]
    told = "、".join(_short(text) for text in seen)
    if not missing:
        return NoForm("source.not_in_columns", {"words": told})
    return NoForm("source.no_headings", {"words": told, "missing": "、".join(missing)})


def _short(text: str, between: str = "") -> str:
    """Return the beginning of a text; the words of one cell belong together, those of several stay apart."""
    return between.join(text.split())[:20]
