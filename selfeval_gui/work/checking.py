"""Many forms read and checked, each by itself and all of them across: what findings, summaries and reports stand on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.work.reading import FormSource, read_each

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.wanted import Wanted
    from selfeval_gui.rules.check_many import RuleSetOf
    from selfeval_gui.rules.finding import Finding
    from selfeval_gui.work.progress import Progress

_AT_A_TIME = 50  # forms between two looks at whether the work is to stop


class Checked(NamedTuple):
    """The forms and their findings by the forms' keys, in the order given; files that hold none; projects without one.

    `others` of findings are keys, too.
    """

    sources: dict[str, FormSource]
    labels: dict[str, str]  # what the sources are called
    forms: dict[str, Form]
    findings: dict[str, list[Finding]]
    unreadable: list[tuple[FormSource, UnreadableForm]]
    missing: list[Finding]


def check_sources(
    sources: Sequence[FormSource], expected: Iterable[Wanted], progress: Progress, judged_by: RuleSetOf | None = None
) -> Checked:
    """Read and check; `expected` are the projects of a list, `judged_by` goes before the forms' own rule sets."""
    from selfeval_gui.rules.check_many import check_many  # these bring the models, which the window starts without
    from selfeval_gui.rules.finding import looked_for
    from selfeval_gui.rules.of_form import rule_set_of
    from selfeval_gui.rules.project_list import compare, finding_of, head_of, missing_findings
    from selfeval_gui.rules.proofs import looks_at_files
    from selfeval_gui.rules.shared import MISSING
    from selfeval_gui.work.evidence import file_faults
    from selfeval_gui.work.review.unit_names import unit_names_near

    keyed = {source.key or str(source.path): source for source in sources}
    checked = Checked(keyed, {key: source.label for key, source in keyed.items()}, {}, {}, [], [])
    for key, (source, form) in zip(checked.sources, read_each(sources, progress), strict=True):
        if isinstance(form, UnreadableForm):
            checked.unreadable.append((source, form))
        else:
            checked.forms[key] = form
    judge = judged_by or rule_set_of
    names = unit_names_near(source.path for source in checked.sources.values())
    heads = {key: head_of(form, judge(form).limits) for key, form in checked.forms.items()}
    listed = compare(expected, heads, names)
    beside = {
        key: looked_for(finding_of(each, judge(checked.forms[key])) for each in differing)
        for key, differing in listed.differing.items()
    }
    faults = {
        key: file_faults(form, checked.sources[key].path.parent, progress)
        for key, form in checked.forms.items()
        if form.holds_evidence and looks_at_files(judge(form))
    }
    for done, (key, findings) in enumerate(check_many(checked.forms, judge, beside, faults, names), 1):
        checked.findings[key] = findings
        if done % _AT_A_TIME == 0:
            progress(len(sources), len(sources), None)
    severities = (judge(form).severity[MISSING] for form in checked.forms.values())
    checked.missing.extend(missing_findings(listed, severities))
    return checked
