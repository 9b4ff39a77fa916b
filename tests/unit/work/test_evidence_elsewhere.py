"""A form kept in another folder names its evidence from there; the files stay where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval_gui.domain.form import Evidence, Form, Indicator
from selfeval_gui.domain.tree import level_three
from selfeval_gui.work.evidence_elsewhere import name_from, named_from


def form_with(*paths: str) -> Form:
    entries = [Evidence(id=f"e{number}", name="材料", path=path) for number, path in enumerate(paths)]
    leaf = Indicator(id="c", name="完成率", evidence=entries)
    second = Indicator(id="b", name="数量指标", children=[leaf])
    return Form(id="f", project_name="维修", indicators=[Indicator(id="a", name="产出指标", children=[second])])


def paths_in(form: Form) -> list[str]:
    return [entry.path for row in level_three(form.indicators) for entry in row.evidence]


def test_paths_lead_from_the_new_folder_to_the_same_files(tmp_path: Path) -> None:
    shared, outside = (tmp_path / "共享" / "a.pdf").as_posix(), "/另一处/b.pdf"
    form = form_with("材料/1.pdf", "2.pdf", "../共享/a.pdf", "", shared, outside, "材料/2020/3.tar.gz")
    name_from(form, tmp_path / "表", tmp_path / "别处")
    assert paths_in(form) == [
        "../表/材料/1.pdf",
        "../表/2.pdf",
        "../共享/a.pdf",
        "",
        "../共享/a.pdf",
        outside,
        "../表/材料/2020/3.tar.gz",
    ]


def test_far_away_they_are_named_whole_and_below_as_they_lie(tmp_path: Path) -> None:
    form = form_with("材料/1.pdf", "2.pdf")
    name_from(form, tmp_path / "表", tmp_path / "a" / "b" / "c")
    assert paths_in(form) == [(tmp_path / "表" / "材料" / "1.pdf").as_posix(), (tmp_path / "表" / "2.pdf").as_posix()]
    name_from(form, tmp_path / "a" / "b" / "c", tmp_path / "表" / "材料")
    assert paths_in(form) == ["1.pdf", "../2.pdf"]


def test_for_its_bytes_alone_the_form_is_as_it_was_afterwards(tmp_path: Path) -> None:
    form = form_with("材料/1.pdf", "")
    before, entries = form.model_dump(), next(iter(level_three(form.indicators))).evidence
    with pytest.raises(RuntimeError), named_from(form, tmp_path / "表", tmp_path / "别处"):
        assert paths_in(form) == ["../表/材料/1.pdf", ""]
        raise RuntimeError
    assert form.model_dump() == before
    assert next(iter(level_three(form.indicators))).evidence is entries


def test_names_that_are_no_files_stay(tmp_path: Path) -> None:
    form = form_with("..", "材料/", "材料/..")
    name_from(form, tmp_path / "表", tmp_path / "别处")
    assert paths_in(form) == ["..", "材料/", "材料/.."]
