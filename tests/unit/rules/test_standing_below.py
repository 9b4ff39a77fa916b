"""Any findings are grouped as the sentences of `led` and `heaviest_first` say, however many lead or follow."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from selfeval_gui.rules.accepted import heaviest_first, led, standing_below
from selfeval_gui.rules.finding import Answer, Cause, Finding, Severity

CODES = ["met.deducted", "reason.missing", "year.mismatch"]
SEVERITIES = [Severity.ERROR, Severity.WARNING, Severity.HINT]
PLACES = st.builds(Cause, st.sampled_from(CODES), st.sampled_from([None, "a", "b"]), st.just("reason"))


@st.composite
def findings(draw: st.DrawFn) -> list[Finding]:
    """Return findings of different places, some under others, some accepted."""
    found = []
    for place in draw(st.lists(PLACES, unique=True, max_size=9)):
        under = draw(st.none() | PLACES)
        answer = draw(st.none() | st.just(Answer("张三", "已核实")))
        severity = draw(st.sampled_from(SEVERITIES))
        found.append(Finding(place.code, severity, place.node, place.field, answer=answer, under=under))
    return found


def below(lead: Finding, found: list[Finding]) -> list[Finding]:
    """Return what stands under a finding: what names it and is accepted, or open, as it is."""
    if lead.under is not None:
        return []
    return [each for each in found if each.under == lead.identity and (each.answer is None) == (lead.answer is None)]


@given(findings())
def test_each_leads_but_for_what_stands_under_another(found: list[Finding]) -> None:
    under = [each for lead in found for each in below(lead, found)]
    assert led(found) == [(lead, below(lead, found)) for lead in found if lead not in under]
    assert standing_below(found) == {each.identity for each in under}


@given(findings())
def test_the_heaviest_come_first_and_lend_their_weight_to_what_leads(found: list[Finding]) -> None:
    groups = led(found)
    weights = [min(SEVERITIES.index(each.severity) for each in (lead, *under)) for lead, under in groups]
    expected: list[Finding] = []
    for weight in range(len(SEVERITIES)):
        for (lead, under), own in zip(groups, weights, strict=True):
            if own == weight:
                expected.append(lead)
                expected += [each for severity in SEVERITIES for each in under if each.severity is severity]
    assert heaviest_first(found) == expected
