"""What proves a row: words for its documents, and the counts of a survey as a value."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.numbers import divide, format_plain, multiply, round_half_up
from selfeval_gui.domain.scoring_rules import HUNDRED
from selfeval_gui.domain.tree import level_three, new_id
from selfeval_gui.domain.words import half_width, squeezed
from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Evidence, Form, Indicator, Survey

# The ways in which a document proves a value; a form may hold a word of its own.
PROOFS = (_("直接证明"), _("情况统计"), _("情况说明"), _("问卷调查"), _("趋势判断"))
EVIDENCE_LABELS = {
    "name": _("材料名称"),
    "document": _("日期文号"),
    "pages": _("页码"),
    "proof": _("取值方式"),
    "giver": _("提供单位"),
    "path": _("文件"),
    "note": _("备注"),
}
SURVEY_LABELS = {
    "respondents": _("调查对象"),
    "sent": _("发放"),
    "returned": _("回收"),
    "valid": _("有效"),
    "satisfied": _("满意"),
    "mostly_satisfied": _("基本满意"),
    "dissatisfied": _("不满意"),
}
SATISFACTION = _("满意度")
# What a person types of an entry; its file is chosen, and says its own size and hash.
TYPED = tuple(name for name in EVIDENCE_LABELS if name != "path")


class SurveyRule(NamedTuple):
    """How the counts of a survey make a value: what 基本满意 counts for, in per cent, and the decimals shown."""

    mostly_counts: Decimal = HUNDRED
    decimals: int = 2


def satisfaction(survey: Survey, rule: SurveyRule) -> Decimal | None:
    """Return the share of valid sheets that are content, in per cent; None where the counts do not say."""
    mostly = survey.mostly_satisfied or 0
    valid = survey.valid
    if valid is None and survey.satisfied is not None and survey.dissatisfied is not None:
        valid = survey.satisfied + mostly + survey.dissatisfied
    if survey.satisfied is None or not valid:
        return None
    content = Decimal(survey.satisfied) * HUNDRED + multiply(Decimal(mostly), rule.mostly_counts)
    return round_half_up(divide(content, Decimal(valid)), rule.decimals)


def satisfaction_text(survey: Survey, rule: SurveyRule) -> str:
    """Return the value as it stands in 实际完成值; "" where the counts do not say."""
    value = satisfaction(survey, rule)
    return "" if value is None else f"{format_plain(value)}%"


def counting_faults(survey: Survey) -> list[str]:
    """Return sentences about counts that cannot all be right."""
    faults = []
    if survey.sent is not None and survey.returned is not None and survey.returned > survey.sent:
        faults.append(_("回收的份数比发放的多，请核对。"))
    if survey.returned is not None and survey.valid is not None and survey.valid > survey.returned:
        faults.append(_("有效的份数比回收的多，请核对。"))
    said = (survey.satisfied or 0) + (survey.mostly_satisfied or 0) + (survey.dissatisfied or 0)
    if survey.valid is not None and said > survey.valid:
        faults.append(_("满意、基本满意、不满意加起来比有效的份数多，请核对。"))
    return faults


def count_text(text: str) -> str:
    """Return a count of sheets without what people write around its digits: blanks, commas, 份, wide digits."""
    return half_width(text).strip().removesuffix("份").replace(",", "").strip()


class NamedFile(NamedTuple):
    """A file as entries name it: what is to lie there."""

    path: str
    sha256: str
    size: int | None


def named_file(entry: Evidence) -> NamedFile:
    """Return the file of an entry; one without path for an entry on paper."""
    return NamedFile(entry.path, entry.sha256, entry.size)


def named_files(form: Form) -> list[NamedFile]:
    """Return the files of all entries, each once, in the order of the paper."""
    return [*dict.fromkeys(named_file(entry) for entry in all_entries(form) if entry.path)]


def all_entries(form: Form) -> list[Evidence]:
    """Return the entries of all rows in the order of the paper."""
    return [entry for row in level_three(form.indicators) for entry in row.evidence]


def copy_for_reading(form: Form) -> Form:
    """Return a copy for a worker that has the form's own entries: nobody changes an entry, another takes its place."""
    return form.__deepcopy__({id(entry): entry for entry in all_entries(form)})


def file_key(entry: Evidence) -> str:
    """Return what tells one file from another: what it holds, else where it is; "" for an entry without a file."""
    return (entry.sha256 or entry.path) if entry.path else ""


def uses(form: Form) -> Counter[str]:
    """Count the rows that name each file, by its key."""
    return Counter(key for row in level_three(form.indicators) for key in {*map(file_key, row.evidence)} if key)


def evidence_line(row: Indicator) -> str:
    """Return all that a row's evidence says on one line, for a difference."""
    return "；".join(
        " ".join(filter(None, (getattr(entry, name) for name in EVIDENCE_LABELS))) for entry in row.evidence
    )


def survey_line(row: Indicator) -> str:
    """Return the counts of a row's survey on one line."""
    if row.survey is None:
        return ""
    counts = ((label, getattr(row.survey, name)) for name, label in SURVEY_LABELS.items())
    return "，".join(f"{label} {value}" for label, value in counts if value not in {None, ""})


class Joined(NamedTuple):
    """Documents of a row with those of a list: how many are new, how many say more now, and where the two differ.

    `before` are those that the row had.
    """

    before: list[Evidence]
    entries: list[Evidence]
    added: int
    filled: int
    differing: list[str]


class _Waiting:
    """Entries of a row that no line of a list has been found for yet, by name, and by name and file."""

    def __init__(self, entries: Sequence[Evidence]) -> None:
        self._places: dict[tuple[str, str | None], deque[int]] = {}
        self._taken: set[int] = set()
        for place, entry in enumerate(entries):
            name = squeezed(entry.name)
            for key in ((name, entry.path), (name, None)):
                self._places.setdefault(key, deque()).append(place)

    def take(self, said: Evidence) -> int | None:
        """Return the place of the one that is meant: of that name and file, else the first of that name."""
        name = squeezed(said.name)
        for key in ((name, said.path), (name, None)):
            places = self._places.get(key, deque())
            while places:
                place = places.popleft()
                if place not in self._taken:
                    self._taken.add(place)
                    return place
        return None


def joined(old: Sequence[Evidence], new: Sequence[Evidence]) -> Joined:
    """Return the documents with what a list says of them, known by their names; what is filled in stays as it is."""
    entries, waiting, added, filled, differing = [*old], _Waiting(old), 0, 0, list[str]()
    for said in new:
        place = waiting.take(said)
        if place is None:
            entries.append(said)
            added += 1
        elif changes := _news(entries[place], said, differing):
            entries[place] = entries[place].model_copy(update=changes)
            filled += 1
    return Joined([*old], entries, added, filled, differing)


def _news(entry: Evidence, said: Evidence, differing: list[str]) -> dict[str, object]:
    """Return what a line of a list says that an entry does not; where both say something else is put to `differing`."""
    news: dict[str, object] = {name: text for name in TYPED if (text := _said_newly(entry, said, name, differing))}
    if said.path and not entry.path:
        return news | {"path": said.path, "size": said.size, "sha256": said.sha256}
    if not (said.sha256 and said.sha256 == entry.sha256):
        _said_newly(entry, said, "path", differing)
    return news


def _said_newly(entry: Evidence, said: Evidence, name: str, differing: list[str]) -> str:
    now, other = getattr(entry, name).strip(), getattr(said, name).strip()
    if other and now and squeezed(other) != squeezed(now):
        words = {"name": entry.name.strip(), "label": EVIDENCE_LABELS[name], "now": now, "other": other}
        differing.append(_("“{name}”的{label}：表里是“{now}”，清单是“{other}”，没有改。").format(**words))
    return "" if now else str(other)


def take_evidence(old: Indicator, new: Indicator) -> None:
    """Add what `new` names and `old` does not; counts are taken where `new` has them."""
    known = {_said(entry) for entry in old.evidence}
    ids = {entry.id for entry in old.evidence}
    for entry in new.evidence:
        if _said(entry) not in known:
            changes = {"id": new_id()} if entry.id in ids else {}
            old.evidence.append(entry.model_copy(deep=True, update=changes))
    if new.survey is not None:
        old.survey = new.survey.model_copy(deep=True)


def _said(entry: Evidence) -> tuple[str, str, str]:
    return entry.name, entry.document, entry.path
