"""Texts and cells: what may not stay blank, and what was left over from a template."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import attrgetter

from selfeval_gui.domain.amounts import form_texts
from selfeval_gui.domain.fields import (
    FORM_FIELDS,
    INDICATOR_FIELDS,
    INDICATOR_NUMBERS,
    INDICATOR_TEXTS,
)
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.rules.facts import Facts, LevelRow, Row
from selfeval_gui.rules.finding import Finding
from selfeval_gui.rules.limits import CheckWords
from selfeval_gui.rules.rule_set import RuleSet

_REQUIRED_IN_FORM = tuple(field.name for field in FORM_FIELDS.values() if field.is_required)
_required = attrgetter(*_REQUIRED_IN_FORM)
_REQUIRED_TEXTS = {name for name in INDICATOR_TEXTS if INDICATOR_FIELDS[name].is_required}
_REQUIRED_NUMBERS = tuple(name for name in INDICATOR_NUMBERS if INDICATOR_FIELDS[name].is_required)

# 指标1, …… and 目标1：…… as a whole line or cell; （100字以内） and 【原因：　】 anywhere: shapes, not words of a list.
_SHAPES = (
    r"^\s*(?:[一二三]级)?指标\s*[0-9０-９]+\s*[:：]?\s*$"
    r"|^\s*(?:(?:年度|总体)?目标\s*[0-9０-９]*\s*[:：]\s*)?(?:…+|\.{3,}|。{3,})\s*$"
    r"|[（(]\s*(?:限|不超过)?\s*[0-9０-９]+\s*字(?:以内|之内|内|左右)?\s*[）)]"
    r"|【[^【】:：\n]{1,12}[:：]\s*】"
)
# Quick to look for in long texts, since every branch begins with its own character; most texts have nothing of it.
_SIGNS_OF_SHAPES = r"指标\s*[0-9０-９]|…|\.{3}|。{3}|[（(][^（）()]{0,8}字|【[^【】:：\n]{1,12}[:：]"
# A single × is a sign, XXL a size.
_NO_LETTER_BEFORE, _NO_LETTER_AFTER = r"(?<![A-Za-zＸ×])", r"(?![A-Za-zＸ×])"
_USUAL = CheckWords().left_over
_SEARCHED = 50_000  # characters; a million, pasted by mistake, would hold up every step of the form


def required_cells(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`cell.required`: the cells no form may leave blank."""
    for field, value in zip(_REQUIRED_IN_FORM, _required(facts.form), strict=True):
        if value is None or (isinstance(value, str) and not value.strip()):
            yield _required_cell(None, field, rule_set)


def name_given(row: LevelRow, rule_set: RuleSet) -> Iterator[Finding]:
    """`cell.required`: every level row has a name."""
    if not row.name.strip():
        yield _required_cell(row.node, "name", rule_set)


def row_cells_given(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`cell.required`: every level-3 row has name, target, actual value and weight."""
    for field, text in zip(INDICATOR_TEXTS, row.texts, strict=True):
        if field in _REQUIRED_TEXTS and not text.strip():
            yield _required_cell(row.node, field, rule_set)
    for field in _REQUIRED_NUMBERS:
        if getattr(row, field) is None:
            yield _required_cell(row.node, field, rule_set)


def form_placeholders(facts: Facts, rule_set: RuleSet) -> Iterator[Finding]:
    """`text.placeholder`: nothing of the template's own text is left in any text outside the indicators."""
    given = list(form_texts(facts.form))
    if not _may_hold((text for _field, text in given), rule_set.words.left_over):
        return
    for field, text in given:
        yield from _placeholder(None, field, text, rule_set)


def name_placeholder(row: LevelRow, rule_set: RuleSet) -> Iterator[Finding]:
    """`text.placeholder`: nor in the name of a level row."""
    yield from _placeholder(row.node, "name", row.name, rule_set)


def row_placeholders(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`text.placeholder`: nor in any text of a level-3 row."""
    if not _may_hold(row.texts, rule_set.words.left_over):
        return
    for field, text in zip(INDICATOR_TEXTS, row.texts, strict=True):
        yield from _placeholder(row.node, field, text, rule_set)


def _required_cell(node: NodeId | None, field: str, rule_set: RuleSet) -> Finding:
    return Finding("cell.required", rule_set.severity["cell.required"], node, field)


def is_placeholder(text: str) -> bool:
    """Tell whether a text holds something of the template's own, as every rule set has it: 指标1：, ……, XX."""
    return _left_over(text, _USUAL) is not None


def _left_over(text: str, words: tuple[str, ...]) -> re.Match[str] | None:
    sign, whole = _patterns(words)
    return whole.search(text, 0, _SEARCHED) if sign.search(text, 0, _SEARCHED) else None


def _may_hold(texts: Iterable[str], words: tuple[str, ...]) -> bool:
    """Tell whether any of the texts shows a sign of left-over text; most do not, and one look at all is enough."""
    together = "\n".join(texts)
    return len(together) > _SEARCHED or _patterns(words)[0].search(together) is not None


@lru_cache(maxsize=16)
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds the signs of left-over text quickly, and what finds the text itself."""
    spelt = {spelling for word in words for spelling in (word, _wide(word))}
    signs = [_SIGNS_OF_SHAPES, *(f"(?i:{re.escape(each)})" for each in spelt)]
    return re.compile("|".join(signs)), re.compile("|".join([_SHAPES, *map(_word, spelt)]), re.MULTILINE)


def _wide(word: str) -> str:
    """Return the word with letters of full width, as Chinese input methods write them."""
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in word)


def _word(word: str) -> str:
    """Return what finds a word; one of a sign repeated, that sign at least so often and beside no letter."""
    if len(set(word)) > 1 or len(word) == 1:
        return f"(?i:{re.escape(word)})"
    return f"{_NO_LETTER_BEFORE}(?i:{re.escape(word[0])}{{{len(word)},}}){_NO_LETTER_AFTER}"


def _placeholder(node: NodeId | None, field: str, text: str, rule_set: RuleSet) -> Iterator[Finding]:
    found = _left_over(text, rule_set.words.left_over)
    if found is not None:
        severity = rule_set.severity["text.placeholder"]
        yield Finding("text.placeholder", severity, node, field, args={"text": found[0].strip()})
