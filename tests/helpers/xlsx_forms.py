"""Forms for the tests of Excel export: the samples, one with long text in every field, one of a single text."""

from __future__ import annotations

from decimal import Decimal
from itertools import count

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage.codec import decode
from tests.helpers.samples import sample_files

LONG = 700
_SENTENCE = "部分环节实际开展时间与计划时间存在偏差，进度管理有待加强（2020年共3次，较上年增加1次）；完成率为92.4%，"


def sample_forms() -> list[Form]:
    """Give the 14 samples in the order of their publication."""
    return [decode(path.read_bytes()) for path in sample_files()]


def different_forms(number: int) -> list[Form]:
    """Give so many forms made from the samples, of which no two have a name, a text or an amount in common."""
    samples, forms = sample_forms(), []
    for place in range(number):
        form = samples[place % len(samples)].model_copy(deep=True)
        form.id = f"d{place}"
        form.project_name += f"（第 {place} 号）"
        form.expected_goal, form.actual_outcome = f"{place} {form.expected_goal}", f"{place} {form.actual_outcome}"
        for amount in ("initial_budget", "annual_budget", "executed"):
            setattr(form.funds.total, amount, (getattr(form.funds.total, amount) or Decimal(0)) + place)
        for leaf in level_three(form.indicators):
            leaf.name = f"{leaf.name}{place}"
            leaf.reason = leaf.reason and f"{leaf.reason}（{place}）"
        forms.append(form)
    return forms


def long_text(length: int = LONG) -> str:
    """Give running text of that many characters."""
    return (_SENTENCE * (length // len(_SENTENCE) + 1))[:length]


def long_form() -> Form:
    """A form with 700 characters in each long field, longer than a spreadsheet row can be high."""
    text = long_text()
    numbers = count(1)
    leaves = [
        [
            Indicator(
                id=f"leaf-{next(numbers)}",
                name="灾害防御学术活动参与人次与覆盖面",
                target="不少于 1200 人次",
                actual="基本达到预期的较为健全程度",
                weight=Decimal("12.5"),
                score=Decimal("12.25"),
                reason=text,
            )
            for _ in range(2)
        ]
        for _ in range(2)
    ]
    level_two = [
        Indicator(id=f"two-{place}", name="服务对象满意度指标", children=below) for place, below in enumerate(leaves, 1)
    ]
    form = Form(
        id="long-form",
        year=2024,
        project_name=text,
        department="上海市科学技术协会",
        implementing_unit="上海市科学技术协会信息中心",
        expected_goal=text,
        actual_outcome=text,
        indicators=[Indicator(id="one", name="满意度指标", children=level_two)],
    )
    form.funds.total.annual_budget = Decimal("123456789.123456")
    form.funds.total.executed = Decimal("113456789.12")
    form.funds.total.weight = Decimal(10)
    return form


def wide_form(indicators: int = 60) -> Form:
    """A form of many level-3 indicators, three to a level-2 row and five of these to a level-1 row."""
    leaves = [
        Indicator(
            id=f"leaf-{n}",
            name=f"第 {n} 项指标完成率",
            target="100%",
            actual=f"{n}%",
            weight=Decimal(1),
            score=Decimal(1),
        )
        for n in range(1, indicators + 1)
    ]
    twos = [
        Indicator(id=f"two-{start}", name=f"数量指标{start}", children=leaves[start : start + 3])
        for start in range(0, indicators, 3)
    ]
    ones = [
        Indicator(id=f"one-{start}", name=f"产出指标{start}", children=twos[start : start + 5])
        for start in range(0, len(twos), 5)
    ]
    return Form(id="wide-form", year=2024, project_name="指标很多的项目", indicators=ones)
