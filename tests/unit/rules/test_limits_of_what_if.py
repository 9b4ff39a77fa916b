"""A cap on the total is told where it lowers the total, and only there."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval_gui.domain.form import Form, FundTotal, Indicator
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.rules.what_if import what_if

DEMO = presets()["regional-demo"]


@pytest.mark.parametrize(
    ("executed", "score", "total", "worth", "is_capped"),
    [
        ("75", "84.99", "88.99", "88.99", False),  # 75 %: 4 points, and 89 at most
        ("75", "85", "89.00", "89.00", False),
        ("75", "85.01", "89.01", "89", True),
        ("80", "85.01", "91.01", "91.01", False),  # from 80 %: 6 points and no cap
        ("69.99", "77", "79.00", "79.00", False),
        ("69.99", "77.01", "79.01", "79", True),
    ],
)
def test_a_cap_counts_where_it_lowers_the_total(
    executed: str, score: str, total: str, worth: str, is_capped: bool
) -> None:
    row = Indicator(id="r", name="讲座", target="及时", actual="较及时", weight=Decimal(90), score=Decimal(score))
    two = Indicator(id="q", name="数量指标", children=[row])
    form = Form(id="f", rule_set="regional-demo", indicators=[Indicator(id="p", name="产出指标", children=[two])])
    form.funds.total = FundTotal(annual_budget=Decimal(100), executed=Decimal(executed), weight=Decimal(10))
    (found,) = what_if(form, DEMO, [DEMO])
    assert (found.total, found.worth, found.cap is not None) == (Decimal(total), Decimal(worth), is_capped)
