"""What an office changes in a copy of a template: printed words, head fields, cover, signature rows, notes, fonts.

Each function returns another template and leaves the places of the columns as they are.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import chain, islice

from selfeval_gui.domain.fields import EXTRA
from selfeval_gui.exchange.templates.parts import UNIT, YEAR, Cover, Fonts, Line, Slot
from selfeval_gui.exchange.templates.template import Template
from selfeval_gui.i18n import _

_PLAIN = (*("title", "year", "funds", "goals", "expected_goal", "actual_outcome", "indicators", "total"),)
_OF_HEAD = ("project_name", "department", "implementing_unit")
_COLUMNS = ("fund_rows", "fund_columns", "indicator_columns")
_IN_WORDS = {YEAR: _("{年度}"), UNIT: _("{金额单位}")}  # as people see what stands for the form's own
_OF_WORDS = {shown: meant for meant, shown in _IN_WORDS.items()}


def words_of(template: Template) -> dict[str, str]:
    """Return the printed words by their places, such as "labels.title" or "indicator_columns.weight".

    Those of `extra_head_fields`, `signature_rows` and the footnotes are not among them. What stands for the form's own
    year and unit of money is named in Chinese there.
    """
    absent = {"total"} if not template.has_total else set[str]()
    absent |= set[str]() if template.goal_split is not None else {"goals", "expected_goal", "actual_outcome"}
    absent |= set[str]() if template.fund_rows else {"funds"}
    words = {f"labels.{name}": getattr(template.labels, name) for name in _PLAIN if name not in absent}
    for row in chain((row for row in template.head if not _is_extra(row)), template.block_rows, template.tail):
        words |= {f"slots.{slot.field}": slot.label for slot in row if slot.label}
    words |= {f"over_headings.{each.first}": each.label for each in template.over_headings}
    for number, block in enumerate(template.blocks, 1):
        words |= {f"blocks.{number}": block.caption} if block.caption else {}
        words |= {f"blocks.{number}.{heading.to}": heading.label for heading in block.headings if heading.label}
    for group in _COLUMNS:
        words |= {f"{group}.{field}": label for field, label in getattr(template, group).items()}
    if template.methods is not None:
        words |= {f"methods.{name}": text for name, text in template.methods.model_dump().items()}
    return {place: _replaced(text, _IN_WORDS) for place, text in words.items()}


def with_words(template: Template, words: Mapping[str, str]) -> Template:
    """Return the template with other words at the places given, said as `words_of` says them."""

    def word(group: str, name: str, before: str) -> str:
        return _replaced(words.get(f"{group}.{name}", before), _OF_WORDS)

    def rows(before: tuple[tuple[Slot, ...], ...]) -> tuple[tuple[Slot, ...], ...]:
        return tuple(
            tuple(slot.model_copy(update={"label": word("slots", slot.field, slot.label)}) for slot in row)
            for row in before
        )

    changes: dict[str, object] = {
        group: {field: word(group, field, label) for field, label in getattr(template, group).items()}
        for group in _COLUMNS
    }
    changes["labels"] = template.labels.model_copy(
        update={name: word("labels", name, getattr(template.labels, name)) for name in _PLAIN}
    )
    changes["over_headings"] = tuple(
        each.model_copy(update={"label": word("over_headings", each.first, each.label)})
        for each in template.over_headings
    )
    changes["blocks"] = tuple(
        block.model_copy(
            update={
                "caption": word("blocks", str(number), block.caption),
                "headings": tuple(
                    each.model_copy(update={"label": word("blocks", f"{number}.{each.to}", each.label)})
                    for each in block.headings
                ),
                "rows": rows(block.rows),
            }
        )
        for number, block in enumerate(template.blocks, 1)
    )
    if template.methods is not None:
        texts = template.methods.model_dump().items()
        changes["methods"] = template.methods.model_copy(update={k: word("methods", k, text) for k, text in texts})
    return checked(template, changes | {"head": rows(template.head), "tail": rows(template.tail)})


def _replaced(text: str, others: Mapping[str, str]) -> str:
    return reduce(lambda made, each: made.replace(*each), others.items(), text)


def extra_head_fields(template: Template) -> list[str]:
    """Return the labels of the head rows that hold extra fields alone."""
    return [slot.label for row in template.head if _is_extra(row) for slot in row]


def with_extra_head_fields(template: Template, labels: Sequence[str]) -> Template:
    """Return the template with these extra head fields, two in a row as in the template's other rows.

    One that has words to tick keeps its row for itself.
    A label that takes the place of another one stands for the same field, so that forms keep what they hold of it; a
    new one is called by its label.
    """
    before = [(slot.label, slot.field) for row in template.head if _is_extra(row) for slot in row]
    pair, whole = _pattern(template, 2), _pattern(template, 1)
    rows: list[tuple[Slot, ...]] = []
    waiting = fields_of(list(dict.fromkeys(label.strip() for label in labels if label.strip(" ：:"))), before)
    while waiting:
        is_alone = any(field in template.options for _label, field in waiting[:2])
        pattern = pair if len(waiting) > 1 and pair and not is_alone else whole
        taken, waiting = waiting[: len(pattern)], waiting[len(pattern) :]
        rows.append(
            tuple(
                place.model_copy(update={"label": label, "field": field, "words": template.options.get(field, ())})
                for place, (label, field) in zip(pattern, taken, strict=True)
            )
        )
    made = iter(rows)
    kept = [row for before in template.head for row in ([*islice(made, 1)] if _is_extra(before) else [before])]
    head = (*kept, *made)
    gone = {slot.field for row in template.head for slot in row} - {slot.field for row in head for slot in row}
    in_order = tuple(pair for pair in template.in_order if not gone & {*pair})
    return checked(template, {"head": head, "in_order": in_order})


def signature_rows(template: Template) -> list[list[str]]:
    """Return the words of each signature row."""
    return [[line.label for line in row] for row in template.signatures]


def with_signature_rows(template: Template, rows: Sequence[Sequence[str]]) -> Template:
    """Return the template with these signature rows; what a form holds for a word is printed behind it."""
    before = [(line.label, line.field) for row in template.signatures for line in row]
    plain = [[text.strip() for text in row if text.strip(" ：:_")] for row in rows]
    fields = iter(fields_of([text for row in plain for text in row], before))
    made = [tuple(Line(label=label, field=field) for label, field in islice(fields, len(row))) for row in plain]
    return checked(template, {"signatures": tuple(row for row in made if row)})


def cover_words(template: Template) -> tuple[str, list[str]]:
    """Return the title of the cover and the words of its lines; "" where the template has none."""
    cover = template.cover
    return ("", []) if cover is None else (_replaced(cover.title, _IN_WORDS), [line.label for line in cover.lines])


def with_cover(template: Template, title: str, labels: Sequence[str]) -> Template:
    """Return the template with this cover, none without a title.

    Behind a word that stands in the head too is printed what the form holds there.
    """
    if not title.strip():
        return checked(template, {"cover": None})
    words = [label.strip() for label in labels if label.strip(" ：:_")]
    before = [] if template.cover is None else [(line.label, line.field) for line in template.cover.lines]
    slots = [slot for row in template.head for slot in row]
    of_head = {_bare(each.label): each.field for each in slots if each.field.startswith((EXTRA, *_OF_HEAD))}
    known = {label for label, _field in before}
    fields = [(w, f if w in known else of_head.get(_bare(w), f)) for w, f in fields_of(words, before)]
    lines = tuple(Line(label=label, field=field) for label, field in fields)
    return checked(template, {"cover": Cover(title=_replaced(title.strip(), _OF_WORDS), lines=lines)})


def with_footnotes(template: Template, notes: Sequence[str]) -> Template:
    """Return the template with these notes at the foot."""
    return checked(template, {"footnotes": tuple(note for note in notes if note.strip())})


def with_fonts(template: Template, title: tuple[str, float], body: tuple[str, float]) -> Template:
    """Return the template in other fonts, each a name and a size in points; ValidationError for what is no font."""
    fonts = Fonts.model_validate(
        {
            "title": {"name": title[0].strip(), "size": title[1], "bold": template.fonts.title.bold},
            "body": {"name": body[0].strip(), "size": body[1], "bold": template.fonts.body.bold},
        }
    )
    return checked(template, {"fonts": fonts})


def fields_of(labels: Sequence[str], before: Sequence[tuple[str, str]], start: str = EXTRA) -> list[tuple[str, str]]:
    """Return each label with its field: that of the same label before, of the label it replaces, or a new one."""
    known = dict(before)
    replaced = {place: field for place, (label, field) in enumerate(before) if label not in labels}
    return [
        (label, known.get(label) or replaced.get(place) or start + _bare(label)) for place, label in enumerate(labels)
    ]


def _bare(label: str) -> str:
    return label.rstrip("：: _")


def _pattern(template: Template, slots: int) -> tuple[Slot, ...]:
    """Return the places of a head row with so many fields; one field has the whole width behind its label."""
    found = next((row for row in template.head if len(row) == slots), None)
    if found is not None:
        return found
    if slots > 1:
        return ()
    first = template.head[0][0]
    return (first.model_copy(update={"value_to": template.columns, "words": ()}),)


def _is_extra(row: Sequence[Slot]) -> bool:
    return all(slot.field.startswith(EXTRA) for slot in row)


def checked(template: Template, changes: Mapping[str, object]) -> Template:
    """Return the template with the changes, validated as if it came from a file."""
    return Template.model_validate(template.model_copy(update=dict(changes)).model_dump())
