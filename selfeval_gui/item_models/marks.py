"""What a cell shows of its findings: the worst severity, their sentences, and tooltips that are never markup."""

from collections import Counter
from collections.abc import Iterable

from selfeval_gui.i18n import _
from selfeval_gui.messages import SEVERITY_LABELS, cause_sentence, finding_sentence
from selfeval_gui.rules.finding import Finding, Severity, severity_of

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)
_COUNTED = {
    Severity.ERROR: _("{count} 个错误"),
    Severity.WARNING: _("{count} 个警告"),
    Severity.HINT: _("{count} 个提示"),
}
_BLANK = _("空白")


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Return the heaviest severity among the findings, None for none."""
    present = set(map(severity_of, findings))
    return next((severity for severity in _ORDER if severity in present), None)


def counted(findings: Iterable[Finding]) -> list[str]:
    """Return how many there are of each severity in words, the heaviest first; nothing of what there is none of."""
    present = Counter(map(severity_of, findings))
    return [_COUNTED[severity].format(count=present[severity]) for severity in _ORDER if severity in present]


def sentences(findings: Iterable[Finding]) -> str:
    """Return the findings' sentences, a line each, as plain text."""
    return "\n".join(map(_sentence, findings))


def spoken(shown: str, findings: Iterable[Finding]) -> str:
    """Return what a screen reader says of a cell: its text, 空白 for none, then each finding with its severity."""
    marked = [f"{SEVERITY_LABELS[finding.severity]}：{_sentence(finding)}" for finding in findings]
    return "\n".join([shown.strip() or _BLANK, *marked])


def _sentence(finding: Finding) -> str:
    return finding_sentence(finding) + ("" if finding.under is None else cause_sentence(finding.under))


def plain_tooltip(text: str) -> str | None:
    """Return a tooltip that shows exactly this text, wrapped; None for an empty one.

    Qt guesses whether a tooltip is rich text, so "<b>" in a project's name would vanish. Text that is escaped and
    declared rich leaves nothing to guess, and only rich tooltips are wrapped.
    """
    from html import escape

    return f'<p style="white-space:pre-wrap">{escape(text, quote=False)}</p>' if text else None
