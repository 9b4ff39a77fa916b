"""Captions of the parts of a form in rows of their own: 二、预算执行情况; and the text below such a one."""

from __future__ import annotations

import re

from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.recognize.pieces import PAIR
from selfeval_gui.exchange.templates.labels import is_level, is_like_caption, meanings, plain
from selfeval_gui.exchange.templates.titles import is_title

Line = list[SourceCell]

_CAPTION = re.compile(r"[一二三四五六七八九十]{1,2}、[^。；！？，,;：:]{2,18}")
_OF_A_TEXT = ("措施", "建议", "问题", "原因", "说明", "分析", "意见", "结论")  # as the caption of a text ends
_OF_PARTS = ("情况", "概况", "信息")


class SectionRows:
    """Takes such captions, numbered as the parts of a report are, and the text that stands alone below one."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._of_text: SourceCell | None = None  # in the row above

    def takes(self, line: Line) -> bool:
        """Take a row, if it is such a caption or the text of one."""
        above, self._of_text = self._of_text, None
        if len(line) != 1:
            return False
        cell = line[0]
        text = cell.text.strip()
        if _CAPTION.fullmatch(text) and not is_title(text) and not is_level(text):
            if plain(text).endswith(_OF_A_TEXT) or "notes" in meanings(text):
                self._of_text = cell
                self._ledger.label(cell)
            elif is_like_caption(text) or plain(text).endswith(_OF_PARTS):
                self._ledger.again(cell)
            else:
                return False
            return True
        if above is None or meanings(text) or PAIR.match(text) or is_title(text):
            return False
        self._ledger.again(above)
        if "notes" in meanings(above.text):
            self._ledger.append(self._ledger.form, "notes", cell, "\n")
        else:
            self._ledger.set_extra(plain(above.text), cell)
        return True
