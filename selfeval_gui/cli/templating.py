"""The command `template`: an office's own files learned as templates, listed, removed, given to colleagues."""

import argparse
from typing import Any

from selfeval_gui.cli.reading import Outcome, put_out, put_out_json
from selfeval_gui.exchange.own_paper.learned import Conflict, Learned, LeftText
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.reading_process.client import ReaderProcess
from selfeval_gui.exchange.templates.template import Template
from selfeval_gui.i18n import _
from selfeval_gui.import_messages import conflict_sentence, paper_field_label, place_words, source_sentence
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.places import is_there
from selfeval_gui.work.own_paper import learn_file, trial_label, tried
from selfeval_gui.work.own_templates import OwnTemplates

_KEEP, _CLEAR = "keep", "clear"


def run(options: argparse.Namespace, outcome: Outcome) -> None:
    """Do one of the things that can be done with templates."""
    own = OwnTemplates()
    if options.action == "learn":
        _learn(own, options, outcome)
    elif options.action == "list":
        for each in own.known().values():
            put_out(f"{each.id}\t{each.name}\t{'' if each.paper is None else each.paper.format}")
    else:
        found = own.all().get(options.id)
        if found is None:
            outcome.complain(options.id, _("自己的表样里没有这一种，什么也没有做。可用 template list 查看。"))
        elif options.action == "remove":
            _remove(own, found, outcome)
        else:
            _give(own, found, options, outcome)


def _remove(own: OwnTemplates, template: Template, outcome: Outcome) -> None:
    try:
        own.remove(template)
    except OSError as error:
        outcome.complain(template.id, _("没有删除：{reason}").format(reason=error.strerror or error))


def _give(own: OwnTemplates, template: Template, options: argparse.Namespace, outcome: Outcome) -> None:
    if is_there(options.file):
        outcome.complain(str(options.file), _("文件已经存在，没有覆盖。请换一个文件名。"))
        return
    try:
        own.hand_over(template, options.file)
    except StorageError as error:
        outcome.complain(str(options.file), storage_sentence(error))


def _learn(own: OwnTemplates, options: argparse.Namespace, outcome: Outcome) -> None:
    file = str(options.file)
    try:
        with ReaderProcess() as reader:
            learned = learn_file(reader, options.file, options.form - 1, lambda _done, _total: None)
            decisions = [_decision(each, options) for each in learned.leftovers]
            conflicts, kept = list(learned.conflicts), None
            if not conflicts and None not in decisions:
                pairs = list(zip(learned.leftovers, decisions, strict=True))
                keep, clear = ([each for each, said in pairs if said == wanted] for wanted in (_KEEP, _CLEAR))
                name = options.name or learned.title or options.file.stem
                trial = tried(reader, learned, name, keep, clear)
                conflicts += (Conflict(code="trial", place="", text=trial_label(field)) for field in trial.differences)
                kept = None if trial.differences else trial.template
        if kept is not None:
            own.keep(kept)
    except UnreadableSource as error:
        outcome.complain(file, source_sentence(error.code, **error.args_for_text))
        return
    except StorageError as error:
        outcome.complain(file, storage_sentence(error))
        return
    _tell(learned, decisions, conflicts, kept, options)
    if kept is None:
        outcome.found_errors()
        outcome.tell(file, _not_kept(conflicts, decisions))


def _decision(leftover: LeftText, options: argparse.Namespace) -> str | None:
    """Return what becomes of a text; None where nobody has said so and it may be last year's."""
    return (
        str(options.leftovers)
        if leftover.needs_decision and options.leftovers
        else (None if leftover.needs_decision else _KEEP)
    )


def _not_kept(conflicts: list[Conflict], decisions: list[str | None]) -> str:
    said = [conflict_sentence(each.code, each.place, each.text) for each in conflicts]
    if None in decisions:
        text = _("文件里有 {count} 处可能是上年留下的文字，请加 --leftovers keep（保留）或 --leftovers clear（清空）。")
        said.append(text.format(count=decisions.count(None)))
    return _("没有存成表样：{reasons}").format(reasons="".join(said))


def _tell(
    learned: Learned,
    decisions: list[str | None],
    conflicts: list[Conflict],
    kept: Template | None,
    options: argparse.Namespace,
) -> None:
    leftovers = [
        {"place": each.place, "text": each.text, "decision": said}
        for each, said in zip(learned.leftovers, decisions, strict=True)
    ]
    row: dict[str, Any] = {
        "id": None if kept is None else kept.id,
        "name": None if kept is None else kept.name,
        "places": [{**each.model_dump(), "label": paper_field_label(each.field)} for each in learned.places],
        "no_place": list(learned.no_place),
        "leftovers": leftovers,
        "conflicts": [
            {**each.model_dump(), "message": conflict_sentence(each.code, each.place, each.text)} for each in conflicts
        ],
    }
    if options.json:
        put_out_json(row)
        return
    if kept is not None:
        put_out(f"{kept.id}\t{kept.name}")
    for place in row["places"]:
        put_out(f"  {place['label']}\t{place_words(place['place'])}\t{place['heading']}")
    for name in learned.no_place:
        put_out(f"  - {paper_field_label(name)}\t{_('没有位置')}")
    for each in leftovers:
        put_out(f"  ? {place_words(each['place'] or '')}\t{' '.join((each['text'] or '').split())}\t{each['decision']}")
