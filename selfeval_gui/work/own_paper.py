"""An office's own file as a template: learned, decided, tried and kept; and a form exported on it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.fields import FORM_FIELDS, FUND_AMOUNTS, FUND_ROW_LABELS, get_field
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.tree import new_id
from selfeval_gui.exchange.documents.formats import Format, Rendered
from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from selfeval_gui.domain.form import Form
    from selfeval_gui.exchange.layout.booklet import BookletEntry
    from selfeval_gui.exchange.own_paper.learned import Learned, LeftText
    from selfeval_gui.exchange.readers.any_file import Heard
    from selfeval_gui.exchange.reading_process.client import ReaderProcess
    from selfeval_gui.exchange.templates.paper import Paper
    from selfeval_gui.exchange.templates.template import Template
    from selfeval_gui.rules.rule_set import RuleSet
    from selfeval_gui.work.progress import Progress

_PDF = ".pdf"
_LONGEST_SHOWN = 30  # characters of a value that stands nowhere


class Decisions(NamedTuple):
    """What a person decided about a file: what it holds where, its name, and what becomes of the leftovers."""

    learned: Learned
    name: str
    kept: list[LeftText]
    cleared: list[LeftText]


class Tried(NamedTuple):
    """A template that may be kept; `differences` are fields that a filled trial did not bring back, none if it may."""

    template: Template
    differences: list[str]


class Refused(NamedTuple):
    """Why nothing came of it, as a sentence."""

    sentence: str


def learn_file(reader: ReaderProcess, path: Path, number: int, heard: Heard) -> Learned:
    """Learn the form of a number, from 0; UnreadableSource for a file that cannot be filled."""
    return reader.learn(path, number, heard)


def learn_alone(path: Path, number: int, progress: Progress) -> Learned | Refused:
    """Learn a form in a process that is started for it and ended after it."""
    from selfeval_gui.exchange.readers.file_kind import UnreadableSource
    from selfeval_gui.exchange.reading_process.client import ReaderProcess
    from selfeval_gui.import_messages import source_sentence

    try:
        with ReaderProcess() as reader:
            return learn_file(reader, path, number, _passed_on(progress))
    except UnreadableSource as error:
        return Refused(source_sentence(error.code, **error.args_for_text))


def try_alone(decisions: Decisions, progress: Progress) -> Template | Refused:
    """Return the template that a person decided on, once a filled trial reads back equal."""
    from selfeval_gui.exchange.readers.file_kind import UnreadableSource
    from selfeval_gui.exchange.reading_process.client import ReaderProcess
    from selfeval_gui.import_messages import conflict_sentence, source_sentence

    try:
        with ReaderProcess() as reader:
            trial = tried(reader, *decisions, heard=_passed_on(progress))
    except UnreadableSource as error:
        return Refused(source_sentence(error.code, **error.args_for_text))
    labels = dict.fromkeys(map(trial_label, trial.differences))
    sentences = "".join(conflict_sentence("trial", "", label) for label in labels)
    return Refused(_("没有存成表样：{reasons}").format(reasons=sentences)) if sentences else trial.template


def _passed_on(progress: Progress) -> Heard:
    def heard(done: int, total: int) -> None:
        progress(done, total, None)

    return heard


def trial_label(field: str) -> str:
    """Return the word for what did not come back from a filled trial."""
    from selfeval_gui.import_messages import LEVEL_LABELS, paper_field_label

    name = field.rpartition("#")[2]
    return _("指标的行数") if name == "rows" else LEVEL_LABELS.get(name) or paper_field_label(name)


def tried(
    reader: ReaderProcess,
    learned: Learned,
    name: str,
    kept: Iterable[LeftText],
    cleared: Iterable[LeftText],
    heard: Heard | None = None,
) -> Tried:
    """Return what was learned as a template, with the leftovers decided, after a filled trial.

    A field that a person placed is not held against the recognizer, which has been overruled there; nor is one without
    a place, for which it takes what stands in the other's.
    """
    from selfeval_gui.exchange.own_paper.decide import decided
    from selfeval_gui.exchange.templates.paper import OWN_PAPER
    from selfeval_gui.exchange.templates.template import DEFAULT_TEMPLATE, presets

    paper = decided(learned.paper, kept, cleared)
    base = presets().get(learned.template) or presets()[DEFAULT_TEMPLATE]
    update = {"id": f"{OWN_PAPER}{new_id()}", "name": name[:100], "source": learned.title or base.source}
    template = base.model_copy(update={**update, "paper": paper})
    differ = reader.trial_differences(paper, base.id, learned.rule_set or base.rule_set, *([heard] if heard else []))
    overruled = {*learned.by_hand, *(learned.no_place if learned.by_hand else ())}
    return Tried(template, [each for each in differ if each.rpartition("#")[2] not in overruled])


def rendered_on_paper(entry: BookletEntry, paper: Paper, how: Format) -> Rendered:
    """Fill the file of the entry's template; as PDF draw what is filled, in the other format the form as usual."""
    from selfeval_gui.exchange.own_paper.fill import fill

    if how.suffix == _PDF:
        drawn = how.render(entry)
        missing = missing_sentences(entry.form, paper, entry.rule_set)
        return Rendered(drawn.data, [*drawn.notes, *missing, drawn_otherwise(entry.template)])
    if how.suffix != f".{paper.format}":
        drawn = how.render(entry)
        text = _("表样“{name}”是单位自己的 {format} 文件，这里按通用版面输出；要原样的表，请导出为 {format}。")
        return Rendered(drawn.data, [*drawn.notes, text.format(name=entry.template.name, format=paper.format)])
    filled = fill(entry.form, paper, entry.rule_set)
    notes = [*unplaced_sentences(entry.form, filled.unplaced)]
    if entry.is_draft:
        notes.append(_("单位自己的表样上没有印“草稿”。"))
    return Rendered(filled.data, notes)


def missing_sentences(form: Form, paper: Paper, rule_set: RuleSet) -> list[str]:
    """Return what a form holds and a paper has no place for, before anything is filled."""
    from selfeval_gui.exchange.own_paper.values import Values, unplaced_fields

    return [*unplaced_sentences(form, unplaced_fields(Values(form, paper, rule_set)))]


def drawn_otherwise(template: Template) -> str:
    """Return that what is drawn of a form is near the office's own file, not it; "" for a template without one."""
    if template.paper is None:
        return ""
    program = {"xlsx": "Excel", "docx": "Word"}[template.paper.format]
    text = _(
        "表样“{name}”是单位自己的文件：预览和 PDF 照填好的样子画，图片、文本框、颜色不画；版面以 {program} 中为准。"
    )
    return text.format(name=template.name, program=program)


def unplaced_sentences(form: Form, fields: list[str]) -> Iterable[str]:
    """Yield what a form holds and its paper has no place for, a sentence for each row of amounts or field."""
    left = list(fields)
    for row, label in FUND_ROW_LABELS.items():
        amounts = [name for name in left if name in {f"funds.{row}.{amount}" for amount in FUND_AMOUNTS}]
        held = [f"funds.{row}.{each}" for each in FUND_AMOUNTS if get_field(form, f"funds.{row}.{each}") is not None]
        if amounts and amounts == held:
            values = [value for name in amounts if isinstance(value := get_field(form, name), Decimal)]
            numbers = "、".join(dict.fromkeys(map(format_plain, values)))
            left = [name for name in left if name not in amounts]
            text = _("这张表样没有“{label}”的位置，所填 {amount} {unit}不会出现在导出的表里。")
            yield text.format(label=label, amount=numbers, unit=form.funds.unit)
    for name in left:
        yield _unplaced(form, name)


def _unplaced(form: Form, name: str) -> str:
    from selfeval_gui.import_messages import paper_field_label  # brings the models

    label = paper_field_label(name)
    value = get_field(form, name) if "." in name or name in FORM_FIELDS else None
    if value is None:
        return _("这张表样没有“{label}”的位置，所填内容不会出现在导出的表里。").format(label=label)
    if isinstance(value, Decimal):
        unit = form.funds.unit if name.rpartition(".")[2] in FUND_AMOUNTS else _("分")
        text = _("这张表样没有“{label}”的位置，所填 {amount} {unit}不会出现在导出的表里。")
        return text.format(label=label, amount=format_plain(value), unit=unit)
    line = " ".join(str(value).split())
    line = line if len(line) <= _LONGEST_SHOWN else f"{line[: _LONGEST_SHOWN - 1]}…"
    return _("这张表样没有“{label}”的位置，所填“{text}”不会出现在导出的表里。").format(label=label, text=line)
