"""The samples are the truth of the 14 published forms, made by the script and by nothing else."""

import json
from pathlib import Path
from typing import Any

from forms.make_samples import main, sample_from_truth
from forms.make_schema import schema_text
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import level_three, walk
from selfeval_gui.storage.codec import decode
from tests.helpers.samples import ROOT, sample_files

TRUTH = ROOT / "tests" / "data" / "seeds" / "forms_2020_truth.json"


def rows_of(form: Form) -> list[dict[str, str]]:
    """Flatten a form the way the truth is written: one row a level-3 indicator, with the names of its levels."""
    names: dict[str, tuple[str, str]] = {}
    for level1 in form.indicators:
        for level2 in level1.children:
            for leaf in level2.children:
                names[leaf.id] = (level1.name, level2.name)
    return [
        {
            "level1": names[leaf.id][0],
            "level2": names[leaf.id][1],
            "name": leaf.name,
            "target": leaf.target,
            "actual": leaf.actual,
            "weight": str(leaf.weight),
            "score": str(leaf.score),
            "deviation": leaf.reason,
        }
        for leaf in level_three(form.indicators)
    ]


def test_every_text_amount_weight_and_score_equals_the_truth(seeds: list[dict[str, Any]]) -> None:
    forms = [decode(path.read_bytes()) for path in sample_files()]
    assert len(forms) == len(seeds) == 14
    for form, seed in zip(forms, seeds, strict=True):
        assert rows_of(form) == seed["indicators"]
        total = form.funds.total
        assert {
            "initial_budget": str(total.initial_budget),
            "annual_budget": str(total.annual_budget),
            "executed": str(total.executed),
            "weight": str(total.weight),
            "score": str(total.score),
            "execution_rate": f"{form.printed.execution_rate}%",
        } == seed["funds_total"]
        assert (form.printed.total_weight, form.printed.total_score) == (
            int(seed["total_weight"]),
            int(seed["total_score"]),
        )
        for field in ("year", "project_name", "department", "implementing_unit", "expected_goal", "actual_outcome"):
            assert getattr(form, field) == seed[field]
        assert form.funds.unit == seed["funds_unit"]
    assert sum(len(rows_of(form)) for form in forms) == 108


def test_neighbours_of_one_level_share_a_row(seeds: list[dict[str, Any]]) -> None:
    outline = [(node.id, level, node.name) for node, level in walk(sample_from_truth(seeds[0]).indicators)]
    assert outline[:4] == [
        ("s01-1", 1, "产出指标"),
        ("s01-1-1", 2, "数量指标"),
        ("s01-1-1-1", 3, "项目完成率"),
        ("s01-1-2", 2, "质量指标"),
    ]
    assert ("s01-2-1-3", 3, "重大事故情况") in outline


def test_the_script_makes_the_samples_byte_for_byte(tmp_path: Path) -> None:
    main(str(TRUTH), str(tmp_path))
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in sample_files()}


def test_the_schema_is_the_one_of_the_models() -> None:
    assert (ROOT / "resources" / "form.schema.json").read_text(encoding="utf-8") == schema_text()


def test_the_samples_follow_the_schema() -> None:
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(json.loads(schema_text()))
    for path in sample_files():
        assert list(validator.iter_errors(json.loads(path.read_bytes()))) == []
    broken = json.loads(sample_files()[0].read_bytes())
    broken["indicators"][0]["children"][0]["children"][0]["weight"] = "abc"
    assert len(list(validator.iter_errors(broken))) == 1
