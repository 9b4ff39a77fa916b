"""How many lines a text takes in a column, by em widths instead of a font: CJK 1 em, others from a table.

The estimate errs towards more lines, so that a row made by it shows all of its text in whatever font stands in for
the wanted one: widths are those of the wider of SimSun and the usual sans serif, and fewer places to break a line are
taken than Excel and LibreOffice know.
"""

import re
import unicodedata
from functools import lru_cache

from selfeval_gui.exchange.templates.parts import FontSpec

# Spreadsheets lay text out for the screen and again for the printer; the two differ by a few in a hundred.
_TOLERANCE = 1.02
# Of a word wider than its line: broken after a hyphen or slash rather than anywhere, it leaves ends of lines empty.
_FILLED = 0.75
_TAB = 4.0
_SYMBOL = 1.4  # emoji are wider than the characters around them
_OTHER_SCRIPT = 0.7
_WIDE = {"W", "F", "A"}
_LINE_END = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")

_CJK = r"\u2e80-\uffdc\U0001f000-\U0003ffff"
_CJK_OPENING = "（〔［｛《〈「『【〖"
_QUOTES = "“”‘’\"'"
_NEVER_LAST = re.escape(_CJK_OPENING + "([{" + _QUOTES)
_NEVER_FIRST = re.escape("，。、；：？！）〕］｝》〉」』】〗…—～·％‰℃°,.;:?!)]}%/-" + _QUOTES)
# Where a line may end: after blanks, and on either side of a CJK character as far as the punctuation lets it.
_BREAK = re.compile(
    rf"(?<=\s)(?=[^\s{_NEVER_FIRST}])"
    rf"|(?<=[{_CJK}])(?<![{_CJK_OPENING}])(?=[^\s{_NEVER_FIRST}])"
    rf"|(?<=[^\s{_NEVER_LAST}])(?=[{_CJK}])(?![{_NEVER_FIRST}])"
)


class _Widths(dict[str, float]):
    """Width of each character in em, worked out when first asked for."""

    def __missing__(self, character: str) -> float:
        width = self[character] = _width(character)
        return width


def _width(character: str) -> float:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(character) in _WIDE:
        return _SYMBOL if unicodedata.category(character) == "So" else 1.0
    return 0.5 if unicodedata.east_asian_width(character) == "H" else _OTHER_SCRIPT


_WIDTHS = _Widths(
    {"\t": _TAB}
    | dict.fromkeys(" !\"'(),-./:;I[\\]`fijlrt{|}_*^", 0.5)
    | dict.fromkeys("0123456789abcdeghknopqsuvxyz$?J", 0.64)
    | dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ&", 0.79)
    | dict.fromkeys("#+<=>~w", 0.84)
    | dict.fromkeys("mMW%@", 1.0)
)


def count_lines(text: str, font: FontSpec, width: float) -> int:
    """Return in how many lines `text` wraps in `width` points, at least 1."""
    return _lines(text, width / font.size / _TOLERANCE)


def size_in_one_line(text: str, font: FontSpec, width: float) -> float:
    """Return the font's size, or the half point at which a text needs no second line of `width` points in any font."""
    wanted = sum(map(_WIDTHS.__getitem__, text)) * font.size
    return font.size if wanted <= width else max(1.0, int(2 * font.size * width / wanted) / 2)


@lru_cache(maxsize=1024)
def _lines(text: str, room: float) -> int:
    """Return in how many lines of `room` em a text wraps. Cached: labels come again in each form."""
    return sum(_wrapped(line, room) for line in _LINE_END.split(text))


def _wrapped(line: str, room: float) -> int:
    """Fill lines of `room` em as far as whole units go; a unit wider than a line is broken anywhere."""
    widths = _WIDTHS
    if sum(map(widths.__getitem__, line)) <= room:
        return 1
    lines, used = 1, 0.0
    for unit in _BREAK.split(line):
        needed = sum(map(widths.__getitem__, unit))
        if used and used + needed > room:
            lines, used = lines + 1, 0.0
        if needed <= room:
            used += needed
            continue
        for character in unit:
            needed = widths[character]
            if used and used + needed > room * _FILLED:
                lines, used = lines + 1, 0.0
            used += needed
    return lines
