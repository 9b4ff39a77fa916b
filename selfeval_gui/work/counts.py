"""How many findings of each severity a form has: what the project list shows of them."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from selfeval_gui.rules.accepted import still_open
from selfeval_gui.rules.finding import Finding, Severity


class Counts(NamedTuple):
    """Findings by severity."""

    errors: int = 0
    warnings: int = 0
    hints: int = 0


def count_findings(findings: Iterable[Finding]) -> Counts:
    """Count the findings of one form that nobody has accepted."""
    found = Counter(finding.severity for finding in still_open(findings))
    return Counts(found[Severity.ERROR], found[Severity.WARNING], found[Severity.HINT])
