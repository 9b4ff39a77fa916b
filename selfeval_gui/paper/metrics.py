"""Text set in lines, by the fonts that the page is drawn with. Widths are in points, layouts in units of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QRawFont, QTextLayout, QTextOption

from selfeval_gui.exchange.cell_text import without_control_characters
from selfeval_gui.exchange.templates.parts import FontSpec
from selfeval_gui.paper.fonts import UNITS, font_for, stand_in

_TAB = 4.0  # em
_REMEMBERED = 4096  # blocks: the labels of a form come again in the next one, and on each page of the preview
_INVISIBLE = re.compile("[\\s\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")


class LaidText(NamedTuple):
    """A text in lines, drawn with the painter in units of the page."""

    layout: QTextLayout
    lines: int
    step: float  # from line to line, in points


class Typesetter:
    """Sets texts and remembers them. It belongs to the thread that made it.

    `characters` are those set since `begin`; `fonts` are all fonts that characters were found in.
    """

    def __init__(self, line_height: float) -> None:
        self.line_height = line_height
        self.characters: set[str] = set()
        self.fonts: dict[str, QRawFont] = {}
        self._names: set[str] = set()
        self._lacking: set[str] = set()
        self._known: set[tuple[str, str]] = set()
        self._block = lru_cache(maxsize=_REMEMBERED)(self._set)

    def begin(self) -> None:
        """Begin another document: what it lacks and which fonts stand in for others count from here."""
        self.characters.clear()
        self._names.clear()

    @property
    def missing(self) -> set[str]:
        """The characters of this document that no installed font has."""
        return self._lacking & self.characters

    @property
    def stand_ins(self) -> dict[str, str]:
        """The fonts of this document that are not installed, each with the one that stands for it, "" for none."""
        return {name: other for name in sorted(self._names) if (other := stand_in(name)) is not None}

    def block(self, text: str, spec: FontSpec, width: float, *, centred: bool, line_height: float = 0) -> LaidText:
        """Return the text in lines of that width; lines end between words, Chinese ones anywhere punctuation allows."""
        self.characters.update(text)
        self._names.add(spec.name)
        return self._block(text, spec, width, centred, line_height or self.line_height)

    def count_lines(self, text: str, spec: FontSpec, width: float) -> int:
        """Return in how many lines the text wraps: what `lay_out` measures with."""
        return self.block(text, spec, width, centred=True).lines

    def width(self, text: str, spec: FontSpec) -> float:
        """Return the width of a text in one line."""
        return _advance(text, spec)

    def _set(self, text: str, spec: FontSpec, width: float, centred: bool, line_height: float) -> LaidText:
        clean = without_control_characters(text)[0]
        font = font_for(spec)
        self._look_at(clean, spec)
        layout = QTextLayout(clean.replace("\n", "\u2028"), font)
        option = QTextOption(Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTabStopDistance(_TAB * spec.size * UNITS)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        metrics = _metrics(spec)
        step = spec.size * line_height * UNITS
        top = (step - metrics.height()) / 2
        lines = 0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width * UNITS)
            # A character of another font may be taller; the lines stay at even distances.
            line.setPosition(QPointF(0, lines * step + top + metrics.ascent() - line.ascent()))
            lines += 1
        layout.endLayout()
        return LaidText(layout, max(1, lines), step / UNITS)

    def _look_at(self, text: str, spec: FontSpec) -> None:
        """Take note of characters not met before in this font, and of those that no font has."""
        fresh = sorted({each for each in text if (spec.name, each) not in self._known})
        if not fresh:
            return
        self._known.update((spec.name, each) for each in fresh)
        visible = [each for each in fresh if not _INVISIBLE.match(each)]
        self._lacking.update(self._not_found(visible, spec))

    def _not_found(self, characters: list[str], spec: FontSpec) -> Iterator[str]:
        """Yield those of the characters that no font has.

        Where one run of words needs several fonts, Qt does not tell which letter is missing: each is asked for itself.
        """
        if self._lacks_one(" ".join(characters), spec):
            yield from (each for each in characters if self._lacks_one(each, spec))

    def _lacks_one(self, text: str, spec: FontSpec) -> bool:
        """Tell whether a shape is missing in a text, and take note of its fonts."""
        layout = QTextLayout(text, font_for(spec))
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        is_lacking = False
        for run in layout.glyphRuns():
            font = run.rawFont()
            self.fonts.setdefault(f"{font.familyName()} {font.styleName()}", font)
            is_lacking |= 0 in run.glyphIndexes()
        return is_lacking


@lru_cache(maxsize=64)
def _metrics(spec: FontSpec) -> QFontMetricsF:
    return QFontMetricsF(font_for(spec))


@lru_cache(maxsize=1024)
def _advance(text: str, spec: FontSpec) -> float:
    return _metrics(spec).horizontalAdvance(text) / UNITS
