"""Texts and cells: what may not stay blank, and what was left over from a template."""

import re
from collections.abc import Iterator
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
from selfeval_gui.rules.rule_set import RuleSet

_REQUIRED_IN_FORM = tuple(field.name for field in FORM_FIELDS.values() if field.is_required)
_required = attrgetter(*_REQUIRED_IN_FORM)
_REQUIRED_TEXTS = {name for name in INDICATOR_TEXTS if INDICATOR_FIELDS[name].is_required}
_REQUIRED_NUMBERS = tuple(name for name in INDICATOR_NUMBERS if INDICATOR_FIELDS[name].is_required)

# 指标1 and …… as a whole line or cell; XX, （100字以内） and 【原因：　】 anywhere. A single × is a sign, XL a size.
_PLACEHOLDER = re.compile(
    r"^\s*(?:[一二三]级)?指标\s*[0-9０-９]+\s*[:：]?\s*$|^\s*(?:…+|\.{3,}|。{3,})\s*$"
    r"|(?<![A-Za-zＸ×])(?:[Xx]{2,}|Ｘ{2,}|×{2,})(?![A-Za-zＸ×])|[（(]\s*(?:限|不超过)?\s*[0-9０-９]+\s*字(?:以内|之内|内|左右)?\s*[）)]"
    r"|【[^【】:：\n]{1,12}[:：]\s*】",
    re.MULTILINE,
)
# Quick to look for in long texts, since every branch begins with its own character; most texts have nothing of it.
_SIGN_OF_ONE = re.compile(
    r"指标\s*[0-9０-９]|…|\.{3}|。{3}|[Xx]{2}|Ｘ{2}|×{2}|[（(][^（）()]{0,8}字|【[^【】:：\n]{1,12}[:：]"
)
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
    for field, text in form_texts(facts.form):
        yield from _placeholder(None, field, text, rule_set)


def name_placeholder(row: LevelRow, rule_set: RuleSet) -> Iterator[Finding]:
    """`text.placeholder`: nor in the name of a level row."""
    yield from _placeholder(row.node, "name", row.name, rule_set)


def row_placeholders(row: Row, rule_set: RuleSet) -> Iterator[Finding]:
    """`text.placeholder`: nor in any text of a level-3 row."""
    for field, text in zip(INDICATOR_TEXTS, row.texts, strict=True):
        yield from _placeholder(row.node, field, text, rule_set)


def _required_cell(node: NodeId | None, field: str, rule_set: RuleSet) -> Finding:
    return Finding("cell.required", rule_set.severity["cell.required"], node, field)


def is_placeholder(text: str) -> bool:
    """Tell whether a text holds something of the template's own: 指标1：, ……, XX."""
    return _left_over(text) is not None


def _left_over(text: str) -> re.Match[str] | None:
    return _PLACEHOLDER.search(text, 0, _SEARCHED) if _SIGN_OF_ONE.search(text, 0, _SEARCHED) else None


def _placeholder(node: NodeId | None, field: str, text: str, rule_set: RuleSet) -> Iterator[Finding]:
    found = _left_over(text)
    if found is not None:
        severity = rule_set.severity["text.placeholder"]
        yield Finding("text.placeholder", severity, node, field, args={"text": found[0].strip()})
