"""Two rule sets over many forms: how many findings each gives, which forms come out otherwise; nothing is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.i18n import _
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.store import write_export
from selfeval_gui.work.reading import FormSource, name_of, read_each

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.rules.rule_set import RuleSet
    from selfeval_gui.rules.unit_names import UnitNames
    from selfeval_gui.work.progress import Progress

_AT_A_TIME = 20  # forms between two looks at whether the work is to stop


class RuleSetVerdict(NamedTuple):
    """What a rule set makes of a form."""

    total: Decimal | None
    grade: str | None
    errors: int


class Differing(NamedTuple):
    """A form whose total, grade or verdict the two rule sets see differently."""

    path: Path
    name: str
    one: RuleSetVerdict
    two: RuleSetVerdict


class Compared(NamedTuple):
    """The findings of each code under both, the forms that differ, how many were compared, and what could not be."""

    counts: list[tuple[str, int, int]]
    differing: list[Differing]
    forms: int
    unread: list[str]


def compare_rule_sets(sources: Sequence[FormSource], one: RuleSet, two: RuleSet, progress: Progress) -> Compared:
    """Judge all forms, each by itself and all of them across, under both rule sets."""
    from selfeval_gui.work.review.unit_names import unit_names_near

    forms: dict[str, Form] = {}
    unread: list[str] = []
    for source, form in read_each(sources, progress):
        if isinstance(form, UnreadableForm):
            unread.append(_("“{name}”读不了，没有比较。").format(name=name_of(source)))
        else:
            forms[str(source.path)] = form
    names = unit_names_near(source.path for source in sources)
    first, firsts = _judge(forms, one, names, progress)
    second, seconds = _judge(forms, two, names, progress)
    counts = [(code, first[code], second[code]) for code in FINDING_KINDS if first[code] or second[code]]
    differing = [
        Differing(Path(key), form.project_name.strip(), firsts[key], seconds[key])
        for key, form in forms.items()
        if _is_other(firsts[key], seconds[key])
    ]
    return Compared(counts, differing, len(forms), unread)


def _is_other(one: RuleSetVerdict, two: RuleSetVerdict) -> bool:
    return (one.total, one.grade, bool(one.errors)) != (two.total, two.grade, bool(two.errors))


def _judge(
    forms: dict[str, Form], rule_set: RuleSet, names: UnitNames | None, progress: Progress
) -> tuple[Counter[str], dict[str, RuleSetVerdict]]:
    from selfeval_gui.domain.scoring import totals
    from selfeval_gui.rules.check_many import check_many
    from selfeval_gui.rules.finding import Severity
    from selfeval_gui.rules.weights_left import standing

    counts, verdicts = Counter[str](), dict[str, RuleSetVerdict]()
    for done, (key, findings) in enumerate(check_many(forms, lambda _form: rule_set, names=names), 1):
        counts.update(finding.code for finding in findings)
        sums = totals(forms[key], rule_set.total_basis, rule_set.scoring.execution_score)
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        verdicts[key] = RuleSetVerdict(sums.score, standing(sums, rule_set).grade, errors)
        if done % _AT_A_TIME == 0:
            progress(done, len(forms), None)
    return counts, verdicts


def write_compared(compared: Compared, one: str, two: str, target: Path) -> list[str]:
    """Write the comparison of two rule sets, by their names, as a workbook; SaveFailed if the system refuses."""
    from selfeval_gui.exchange.reports.table_book import Table, TableColumn, render_tables  # brings XlsxWriter

    title = _("“{one}”与“{two}”比较").format(one=one, two=two)
    told = _("甲是“{one}”，乙是“{two}”；比较了 {count} 份表，表没有改动。")
    notes = [told.format(one=one, two=two, count=compared.forms)]
    wide = TableColumn(_("自评表"), 210)
    headings = (_("总分甲"), _("总分乙"), _("等级甲"), _("等级乙"), _("错误甲"), _("错误乙"))
    forms = Table(
        _("结果不同的表"),
        title,
        [*notes, *compared.unread],
        [wide, *(TableColumn(heading, 55, is_centred=True) for heading in headings)],
        [row_of(each) for each in compared.differing],
    )
    kinds = [
        TableColumn(_("检查结果"), 210),
        *(TableColumn(heading, 60, is_centred=True) for heading in (_("甲"), _("乙"))),
    ]
    counts = [(FINDING_KINDS[code], first, second) for code, first, second in compared.counts]
    write_export(
        target, render_tables([forms, Table(_("检查结果"), title, notes, kinds, counts)], title), overwrite=True
    )
    return []


def row_of(each: Differing) -> tuple[str | int | Decimal, ...]:
    """Return a form that differs as a row of values: its name, then total, grade and errors under one and the other."""
    one, two = each.one, each.two
    values = (one.total, two.total, one.grade, two.grade, one.errors, two.errors)
    return each.name or each.path.stem, *("—" if value is None else value for value in values)
