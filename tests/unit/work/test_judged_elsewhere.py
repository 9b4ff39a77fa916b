"""The same case judged to another per cent elsewhere, and a note that says another per cent than the field."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.review.entries import Person, Rescored
from selfeval_gui.domain.review.judgements import deducted_otherwise
from selfeval_gui.domain.tree import new_id
from selfeval_gui.work.review.judged_elsewhere import judged_elsewhere
from selfeval_gui.work.review.moments import moment
from selfeval_gui.work.review.reviewing import rescore
from tests.helpers.review import form_of, put, rows_of

NOW = datetime(2021, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def forms(tmp_path: Path, sample_originals: Path) -> tuple[Form, Form]:
    sample = min(sample_originals.glob("*.json"))
    first, second = form_of(sample, "科技馆", "展厅更新"), form_of(sample, "图书馆", "馆藏保护")
    for form in (first, second):
        put(tmp_path, form)
    return first, second


def judge(folder: Path, form: Form, percent: int, minute: int = 0, **said: Any) -> None:
    row = rows_of(form)[0]
    place = ["产出指标", "数量指标", row.name, "指标名称"]
    by, at = Person(name="王芳"), moment(NOW.replace(minute=minute))
    entry = {"id": new_id(), "at": at, "by": by, "node": row.id, "place": place, "percent": Decimal(percent)}
    rescore(folder, form, [Rescored.model_validate({"actual": "80%", "rule": "按比例", **entry, **said})])


def test_another_per_cent_for_the_same_case_is_told_with_names(tmp_path: Path, forms: tuple[Form, Form]) -> None:
    first, second = forms
    judge(tmp_path, first, 80)
    judge(tmp_path, second, 60)
    name = rows_of(first)[0].name
    assert judged_elsewhere(tmp_path, second.id) == [
        f"“{name}”这里是 60%，“展厅更新”里同样的情形王芳给的是 80%，请核对。"
    ]
    judge(tmp_path, second, 80, minute=1)  # the last word counts
    assert judged_elsewhere(tmp_path, second.id) == []


@pytest.mark.parametrize("other", [{"actual": "70%"}, {"rule": "只写方向"}, {"place": ["别的指标", "指标名称"]}])
def test_another_value_rule_or_indicator_is_another_case(
    tmp_path: Path, forms: tuple[Form, Form], other: dict[str, Any]
) -> None:
    first, second = forms
    judge(tmp_path, first, 80)
    judge(tmp_path, second, 60, **other)
    assert judged_elsewhere(tmp_path, second.id) == []


def test_rows_without_rule_and_value_are_not_compared(tmp_path: Path, forms: tuple[Form, Form]) -> None:
    for form, percent in zip(forms, (80, 60), strict=True):
        judge(tmp_path, form, percent, actual="", rule="")
    assert judged_elsewhere(tmp_path, forms[1].id) == []
    assert judged_elsewhere(tmp_path, "unknown1") == []


@pytest.mark.parametrize(
    ("note", "percent", "deducted"),
    [
        ("没有佐证，扣 30%", 60, 30),
        ("扣分20％", 70, 20),
        ("没有佐证，扣 30%", 70, None),
        ("完成率 80%", 60, None),  # says nothing of a deduction
        ("先扣10%，再扣20%", 70, None),  # two deductions may make one
        ("扣 30 分", 60, None),
    ],
)
def test_a_note_that_says_another_deduction(note: str, percent: int, deducted: int | None) -> None:
    said = deducted_otherwise(note, Decimal(percent))
    assert said == (None if deducted is None else Decimal(deducted))
