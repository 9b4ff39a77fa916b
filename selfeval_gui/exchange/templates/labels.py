"""The words of paper forms: which label means which field, in the spellings of `forms/aliases.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any

from selfeval_gui.data import forms_dir
from selfeval_gui.domain import words
from selfeval_gui.domain.fields import EXTRA, INDICATOR_FIELDS, OWN, amount_of
from selfeval_gui.domain.numbers import NotANumber, parse_amount, parse_typed
from selfeval_gui.domain.words import MONEY_UNITS, bare_label, number_text, split_weight
from selfeval_gui.exchange.templates.parts import BY_HAND, Line, Slot
from selfeval_gui.exchange.templates.remembered import remembered
from selfeval_gui.exchange.templates.template import Template, presets, spellings

LONGEST_LABEL = 40
WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d\u2014\u2026"

_BETWEEN_WIDE = re.compile(rf"(?<=[{WIDE}])[^\S\n]+(?=[{WIDE}])")
_LIST_ITEM = re.compile(r"(?<=[。；;])[^\S\n]+(?=\d{1,2}[.、]\s?[^\d])")
_ITEM = re.compile(r"\d{1,2}[.、．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、")
_SENTENCE_ENDS = ("。", "；", ";", "：", ":", "！")
_IN_SENTENCES = "，。；！"
_LINE_END_IN_WORD = re.compile(rf"(?<=[{WIDE}])[^\S\n]*\n\s*(?=[{WIDE}])")
_OF_LEVEL = re.compile("[省市县区州旗]本?级")
_TWO = 2
_SECTIONS_OF_FIELDS = ("indicator_columns", "more_columns", "head", "fund_columns", "fund_rows", "goals")
_SECTIONS_OF_WORDS = ("extra", "captions", "totals", "notes", "no_value")
Aliases = dict[str, Any]
# Columns a template computes or splits, and the column of ours that they are when read.
_SAME = {"target.number": "target", "rate_of_initial": "execution_rate", "number": "caption"}


@cache
def aliases() -> Aliases:
    """Return the data file as it is."""
    read: Aliases = json.loads((forms_dir() / "aliases.json").read_text(encoding="utf-8"))
    return read


def _meanings(text: str) -> Mapping[str, str]:
    """Return, by section of the data file, the field (or the word itself) that a label stands for."""
    word = plain(text)
    found = _by_word().get(word) if text else None
    if found is None and (of_level := _OF_LEVEL.match(word)):
        named = _by_word().get(word[of_level.end() :], _NOTHING)
        found = {"head": named["head"]} if "head" in named else None  # 省级预算部门名称
    if found is None and word.endswith("及代码"):
        found = _by_word().get(word.removesuffix("及代码"))
    if found is None and len(parts := word.split("及")) == _TWO:
        known = [(_by_word().get(part) or _NOTHING).get("extra") for part in parts]
        found = {"extra": word} if all(known) else None  # 项目负责人及联系电话
    if found is None and (name := _fund_column_in_words(word)):
        found = {"fund_columns": name, _IN_WORDS: name}
    return found or _NOTHING


def is_in_words(text: str) -> bool:
    """Tell whether a heading of 项目资金 is in words that an office put together: 预算批复金额, 实际支付数."""
    return _IN_WORDS in meanings(text)


def _fund_column_in_words(word: str) -> str:
    return next((name for name, shape in _fund_shapes().items() if shape.fullmatch(word)), "")


@cache
def _fund_shapes() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(shapes)) for name, shapes in aliases()["fund_heading_words"].items()}


def _heading(text: str) -> str:
    """Return the indicator column a text is the heading of, "caption" for one beside the rows; "other" for any text."""
    known = meanings(text)
    name = known.get("indicator_columns", "other")
    name = known.get("more_columns", name) if name == "other" else name
    return "reason" if name == "other" and not known and "原因" in plain(text) else name


def _names_project(text: str) -> bool:
    """Tell whether a text is the label or the heading of projects: 项目名称."""
    return meanings(text).get("head") == "project_name"


_NOTHING: Mapping[str, str] = {}
_IN_WORDS = "fund_columns in words"
plain = remembered(bare_label, LONGEST_LABEL, "")
meanings = remembered(_meanings, LONGEST_LABEL, _NOTHING)
heading = remembered(_heading, LONGEST_LABEL, "other")
names_project = remembered(_names_project, LONGEST_LABEL, beyond=False)


@cache
def _by_word() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for section in _SECTIONS_OF_FIELDS:
        for name, labels in aliases()[section].items():
            for label in labels:
                found.setdefault(bare_label(label), {}).setdefault(section, name)
    for section in _SECTIONS_OF_WORDS:
        for label in aliases()[section]:
            found.setdefault(bare_label(label), {}).setdefault(section, label)
    of_fields = (("indicator_columns", field.name, field.label) for field in INDICATOR_FIELDS.values())
    for each in (of_fields, *map(_words_of, presets().values())):
        for section, name, label in each:
            found.setdefault(bare_label(label), {}).setdefault(section, name)
    return found


def _words_of(template: Template) -> Iterator[tuple[str, str, str]]:
    """Yield section, field and label for what a template prints."""
    slots: Iterator[Slot | Line] = chain(
        *template.head, *template.block_rows, *template.tail, template.above, *template.signatures
    )
    for slot in (each for each in slots if each.label):
        if amount_of(slot.field) and not slot.field.startswith(EXTRA):
            yield "fund_rows", slot.field.removeprefix("funds.").rpartition(".")[0], slot.label
        elif slot.field == "notes":
            yield "notes", slot.label, slot.label
        elif slot.field and not amount_of(slot.field) and not slot.field.startswith(BY_HAND):
            yield "extra" if slot.field.startswith(EXTRA) else "head", slot.field.removeprefix(EXTRA), slot.label
    for section in ("indicator_columns", "fund_columns", "fund_rows"):
        for name, label in getattr(template, section).items():
            if name.startswith(OWN):
                continue  # `own_headings` tells what these mean, by their neighbours
            for spelling in spellings(label, template):
                yield section, "other" if name.startswith(BY_HAND) else _SAME.get(name, name), spelling
    labels = template.labels
    goals = ("expected_goal", labels.expected_goal), ("actual_outcome", labels.actual_outcome)
    yield from (("goals", field, label) for field, label in goals if label not in aliases()["captions"])
    yield from (("captions", word, word) for word in (labels.goals, labels.indicators, labels.funds))
    yield "totals", labels.total, labels.total


@cache
def methods() -> frozenset[str]:
    """Return the texts that templates print in a column 得分计算方法."""
    every = [template.methods for template in presets().values() if template.methods is not None]
    return frozenset(bare_label(text) for each in every for text in (each.execution, each.number, each.words))


def is_method(text: str) -> bool:
    """Tell whether a text is one that a template prints under 得分计算方法."""
    return bare_label(text) in methods()


def stands_above_titles(text: str) -> bool:
    """Tell whether a line belongs to the form whose title follows: 报表编号, 附件 and their like."""
    return plain(text).startswith(endings("above_titles")) or number_text(text).startswith(_lines_above())


@cache
def _lines_above() -> tuple[str, ...]:
    """Return what templates print above the title, as it begins there."""
    return tuple(number_text(line.label) for template in presets().values() for line in template.above)


def is_kind_of_indicators(text: str) -> bool:
    """Tell whether a heading stands for 二级指标 where there is none: 指标类型, and below it 数量指标."""
    return plain(text) in aliases()["kinds_of_indicators"]


def is_heading(text: str) -> bool:
    """Tell whether a text is a heading or caption of the form."""
    return is_part_of_caption(text) or "indicator_columns" in meanings(text)


def is_part_of_caption(text: str) -> bool:
    """Tell whether a text is a caption of the form, or as much of one as a page break left."""
    word = plain(text)
    return "captions" in meanings(text) or (0 < len(word) <= 2 and any(word in each for each in aliases()["captions"]))


def is_like_caption(text: str) -> bool:
    """Tell whether a text is made of nothing but the words that captions are made of: 项目绩效目标."""
    return re.fullmatch(f"(?:{'|'.join(endings('parts_of_captions'))})+", plain(text)) is not None


def is_subtotal(text: str) -> bool:
    """Tell whether a text is 小计 or its like, behind the name of a level or alone."""
    return plain(text).endswith(endings("subtotals"))


def is_total_of_funds(text: str) -> bool:
    """Tell whether a text names the total of the funds, by its last word: 经费合计."""
    return plain(text).endswith(endings("fund_totals"))


@cache
def endings(section: str) -> tuple[str, ...]:
    """Return the words of a section of the data file by which a text is known as it ends or begins."""
    return tuple(aliases()[section])


# ---- levels ------------------------------------------------------------------------------------------------------


def level_word(text: str) -> str:
    """Return the name of a level without a weight in brackets, blanks and line ends inside words."""
    return joined(split_weight(text)[0])


bare_level = remembered(words.bare_level, LONGEST_LABEL, "")


def is_level_1(text: str) -> bool:
    """Tell whether this is a usual name of level 1."""
    return bare_level(text) in _levels()


def is_level(text: str) -> bool:
    """Tell whether this is a usual name of level 1 or 2."""
    return is_level_1(text) or bool(parents_of(text))


def parents_of(text: str) -> tuple[str, ...]:
    """Return the usual level-1 names above a level-2 name, the template's own first; none for an unusual name."""
    return _parents().get(bare_level(text), ())


@cache
def _levels() -> dict[str, str]:
    frameworks = [template.framework for template in presets().values()] + [aliases()["framework"]]
    return {bare_level(name): name for framework in frameworks for name in framework}


@cache
def _parents() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for framework in [template.framework for template in presets().values()] + [aliases()["framework"]]:
        for parent, names in framework.items():
            for name in names:
                above = found.setdefault(bare_level(name), [])
                if parent not in above:
                    above.append(parent)
    return {name: tuple(above) for name, above in found.items()}


# ---- values ------------------------------------------------------------------------------------------------------


def joined(text: str) -> str:
    """Return a text whose words were cut by the paper: no blank and no line end between two wide characters."""
    if text.isprintable() and " " not in text:
        return text
    return _BETWEEN_WIDE.sub("", _LINE_END_IN_WORD.sub("", text)).strip()


def without_paper_blanks(text: str) -> str:
    """Return a text of several paragraphs without the blanks that stand between two wide characters."""
    return _BETWEEN_WIDE.sub("", text).strip()


def with_list_items(text: str) -> str:
    """Return a text in which each "2. …" behind the end of a sentence begins a line, as it did before extraction."""
    return _LIST_ITEM.sub("\n", text)


def begins_item(before: str, text: str) -> bool:
    """Tell whether a text cut off from the one before it begins an item of a list: "2. …", （二）…."""
    return bool(_ITEM.match(text)) and before.rstrip().endswith(_SENTENCE_ENDS)


def is_sentence(text: str) -> bool:
    """Tell whether a text says something in a sentence, as no name does."""
    return any(sign in text for sign in _IN_SENTENCES)


def _is_number(text: str) -> bool:
    """Tell whether a cell of weights or scores can hold this; per cent is no weight."""
    if "%" in text or "％" in text:
        return False
    try:
        return parse_typed(text) is not None
    except NotANumber:
        return False


is_number = remembered(_is_number, LONGEST_LABEL, beyond=False)


def _is_amount(text: str) -> bool:
    """Tell whether a cell of amounts can hold this: a number, with a unit of money or without."""
    try:
        return parse_amount(text, MONEY_UNITS[0]).number is not None
    except NotANumber:
        return False


is_amount = remembered(_is_amount, LONGEST_LABEL, beyond=False)


def is_no_value(text: str) -> bool:
    """Tell whether the cell only says that nothing stands there: —, / and their like."""
    return len(text) < 4 and "no_value" in meanings(text.strip())
