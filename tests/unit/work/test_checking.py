"""Many forms read and checked: each once, by its key, stopped between two of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval_gui.domain.wanted import Wanted
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.storage.codec import decode
from selfeval_gui.work.checking import check_sources
from selfeval_gui.work.progress import Cancelled, unheard
from selfeval_gui.work.reading import FormSource
from tests.helpers.evidence import with_evidence
from tests.helpers.samples import sample_files


def test_forms_stand_by_their_keys_and_what_is_not_one_beside_them(samples: Path) -> None:
    first, second, third = sorted(samples.glob("*.json"))[:3]
    second.write_bytes(b"{")
    checked = check_sources(
        [FormSource(first), FormSource(second, label="乙"), FormSource(third, key="3")], [Wanted("没有的")], unheard
    )
    assert list(checked.sources) == [str(first), str(second), "3"]
    assert list(checked.forms) == list(checked.findings) == [str(first), "3"]
    assert [(source.label, error.code) for source, error in checked.unreadable] == [("乙", "file.cut_short")]
    assert [each.expected for each in checked.missing] == ["没有的"]


def test_an_open_form_goes_before_its_file(samples: Path) -> None:
    path = min(samples.glob("*.json"))
    data = path.read_bytes().replace("办公用房".encode(), "食堂".encode())
    (form,) = check_sources([FormSource(path, data)], (), unheard).forms.values()
    assert form.project_name == "2020 年市科协食堂维修项目"


def test_another_rule_set_goes_before_the_forms_own() -> None:
    source = FormSource(sample_files()[0])
    own, other = (
        {
            finding.code
            for findings in check_sources([source], (), unheard, judged).findings.values()
            for finding in findings
        }
        for judged in (None, lambda _form: presets()["mof-2020"])
    )
    assert "weight.total" not in own  # 100 points without the execution row, as Shanghai counts
    assert "weight.total" in other  # 110 with it, as the ministry counts


def test_it_can_be_stopped_while_forms_are_compared() -> None:
    form = decode(sample_files()[0].read_bytes())
    sources = [FormSource(Path(), known=form, key=f"{number:03}") for number in range(120)]
    told: list[int] = []

    def stop_after_reading(done: int, _total: int, _item: object) -> None:
        told.append(done)
        if len(told) > len(sources):
            raise Cancelled

    with pytest.raises(Cancelled):
        check_sources(sources, (), stop_after_reading)
    assert told == [*range(1, 121), 120]


def test_the_files_of_evidence_are_looked_at_where_the_rule_set_wants_it(tmp_path: Path) -> None:
    form = with_evidence(decode(sample_files()[0].read_bytes()), tmp_path)
    source = FormSource(tmp_path / "表.json", known=form)
    missing, *_rest = sorted((tmp_path / "材料").rglob("*.pdf"))
    missing.unlink()

    def codes(rule_set: str) -> list[str]:
        (found,) = check_sources([source], (), unheard, lambda _form: presets()[rule_set]).findings.values()
        return [each.code for each in found if each.code == "evidence.changed"]

    assert codes("review-strict") == ["evidence.changed"]
    assert codes("mof-2020") == []
