"""What a cell shows of its findings: the worst severity, their sentences, and tooltips that are never markup."""

from collections.abc import Iterable
from html import escape

from selfeval_gui.messages import SEVERITY_LABELS, finding_sentence
from selfeval_gui.rules.finding import Finding, Severity

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Return the heaviest severity among the findings, None for none."""
    return min((finding.severity for finding in findings), key=_ORDER.index, default=None)


def sentences(findings: Iterable[Finding]) -> str:
    """Return the findings' sentences, a line each, as plain text."""
    return "\n".join(finding_sentence(finding) for finding in findings)


def spoken(shown: str, findings: Iterable[Finding]) -> str:
    """Return what a screen reader says of a cell: its text, then each finding with its severity in words."""
    marked = [f"{SEVERITY_LABELS[finding.severity]}：{finding_sentence(finding)}" for finding in findings]
    return "\n".join([shown, *marked] if shown else marked)


def plain_tooltip(text: str) -> str | None:
    """Return a tooltip that shows exactly this text, wrapped; None for an empty one.

    Qt guesses whether a tooltip is rich text, so "<b>" in a project's name would vanish. Text that is escaped and
    declared rich leaves nothing to guess, and only rich tooltips are wrapped.
    """
    return f'<p style="white-space:pre-wrap">{escape(text, quote=False)}</p>' if text else None
