"""Words within a cell that say all by themselves: a year, 填表人：张三; and what a label of the head means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from selfeval_gui.domain.words import number_text
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.templates.labels import is_level, is_total_of_funds, meanings, plain, stands_above_titles

YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)\s*年?度?", re.ASCII)
YEAR_LINE = re.compile(r"\(?(?:19|20)?[\d_ ]{0,4}年?度?\)?")
OTHER_TERM = ("长期", "中期", "中长期", "五年", "三年")  # than the year, as captions and headings begin
BESIDE_YEAR = ("总目标",)  # of the whole project, where this year's stands in a row of its own
PAIR = re.compile(r"([^\s:：]{1,16})\s*[:：]\s*((?:(?![^\s:：]{1,16}\s*[:：]).)*)", re.DOTALL)

# A year left open; 20年 by itself, as a bare number, is something that somebody entered.
_BLANK_YEAR = re.compile(r"\((?:19|20)?_*年?度?\)|(?:19|20)?_+年?度?|(?:19|20)?年度|年")
_THIS_YEAR = re.compile("(?:本年|当年)度?(?:绩效)?(?:目标|指标)")
_YEAR_BEHIND = re.compile(r"(\D*[^\s\d])\s+((?:19|20)\d{2})\s*年度?", re.ASCII)
_NAMES_OF_FUNDS = {"资金名称", "基金名称"}  # elsewhere it stands over the names of rows of money
_PAGE = re.compile(r"第\d{1,3}页")
_LONGEST_LABEL = 200  # characters in which a label is looked for; a cell of many thousand would take long
_STAMP = re.compile(r"\(?[^()]{0,8}(?:公章|盖章|签章|签字|签名)\)?:?(?:年月日)?")
_STAMPED = re.compile(r"[^()]+\([^()]{0,4}(?:公章|盖章|签章)\)")
_OPINION, _OF_A_TEXT = "意见", ("措施", "建议", "存在问题", "存在的问题", "评价结论", "自评结论")  # as labels end
_LONGEST_MARK = 8  # characters, below which 附件2-1 is a mark of the paper and no sentence


def is_of_this_year(text: str) -> bool:
    """Tell whether a caption says that goals or indicators of the whole project stand apart from this year's."""
    return _THIS_YEAR.fullmatch(plain(text)) is not None


def is_year(text: str) -> bool:
    """Tell whether a text is a year and nothing else: 2022年度, (2022年)."""
    half = number_text(text)
    return YEAR.search(half) is not None and YEAR_LINE.fullmatch("".join(half.split())) is not None


def without_year(text: str, known: int | None) -> tuple[str, int | None]:
    """Return a text without the year behind it, 甲局    2023年, and that; none where the form's year is known.

    A text with other numbers has none, either.
    """
    found = _YEAR_BEHIND.fullmatch(text) if known is None else None
    return (found[1], int(found[2])) if found is not None else (text, None)


def known_label(label: str, labelled: AbstractSet[str]) -> Mapping[str, str]:
    """Return the meanings of a label; one with two is no head field where that has a label of its own."""
    known = meanings(label)
    if plain(label) in _NAMES_OF_FUNDS and "project_name" not in labelled:
        return {**known, "head": "project_name"}
    if "extra" in known and known.get("head") in labelled:
        return {section: name for section, name in known.items() if section != "head"}
    return known


def is_total_of_more_years(text: str) -> bool:
    """Tell whether a text names the total of the funds of more years than one: 中期资金总额."""
    return plain(text).startswith((*OTHER_TERM, "实施期")) and is_total_of_funds(text)


def is_blank_year(text: str) -> bool:
    """Tell whether a text is a year that was left open: （20__年度）."""
    return _BLANK_YEAR.fullmatch("".join(number_text(text).split())) is not None


def is_mark(text: str) -> bool:
    """Tell whether a text is a mark of the paper: 附件2-1, 第2页."""
    bare = "".join(number_text(text).split())
    if _PAGE.fullmatch(bare):
        return True
    return len(bare) < _LONGEST_MARK and stands_above_titles(bare) and ":" not in bare.removesuffix(":")


def is_stamp(text: str) -> bool:
    """Tell whether a text is a place for a stamp or a name: （单位公章）, 签名：　　年　月　日."""
    return _STAMP.fullmatch("".join(number_text(text).split())) is not None


def names_itself(label: str) -> bool:
    """Tell whether a label nobody knows is one: it has a place for a stamp, 单位（盖章）, or says 措施 and the like."""
    word = number_text(label)
    return _STAMPED.fullmatch(word) is not None or word.endswith(_OF_A_TEXT)


def is_paragraph(line: Sequence[SourceCell], headings: Sequence[SourceCell]) -> bool:
    """Tell whether a row is a text that stands by itself behind the table with these headings."""
    cell = line[0]
    is_behind = len(line) == 1 and bool(headings) and cell.grid != headings[0].grid
    return is_behind and cell.last_column == 0 and cell.last_row == cell.row and not is_level(cell.text)


def is_below_indicators(line: Sequence[SourceCell], first_column: int) -> bool:
    """Tell whether a row stands below the indicators that begin in a column: a head field, a note, a signature.

    What an office above says of the form stands below them, too: 财政部门审核意见, and a place for its stamp; so does
    what the office means to do: 保障绩效目标实现措施.
    """
    first, start = meanings(line[0].text), line[0].text[:_LONGEST_LABEL]
    starts_over = not first.keys().isdisjoint({"head", "extra", "notes"})
    within = [meanings(pair[1]) for pair in PAIR.finditer(start)]
    is_signed = len(line) <= 2 or all(PAIR.match(cell.text[:_LONGEST_LABEL]) for cell in line)
    is_signature = is_signed and any("extra" in each or "notes" in each for each in within)
    is_text = plain(line[0].text).endswith((_OPINION, *_OF_A_TEXT))
    is_text_beside = is_text and (len(line) <= 2 or line[0].column < first_column)
    return ((starts_over or is_text_beside) and line[0].column <= first_column) or is_signature
