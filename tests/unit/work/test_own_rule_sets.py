"""The user's own rule sets: kept in the data folder, handed over and taken in; broken files stay and are left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from selfeval_gui.rules.rule_set import presets
from selfeval_gui.rules.rule_set_file import BadRuleSet, write_rule_set
from selfeval_gui.storage.user_data import data_folder
from selfeval_gui.work.own_rule_sets import OwnRuleSets

DEMO = presets()["regional-demo"]


def test_they_live_in_the_users_data_folder() -> None:
    own = OwnRuleSets()
    assert own.folder == data_folder() / "rule_sets"
    assert own.all() == {}
    made = own.copy_of(DEMO, "某县")
    own.keep(made)
    assert OwnRuleSets().all() == {made.id: made}
    assert [*own.known()] == [*presets(), made.id]
    own.keep(replace(made, name="某县 2025"))
    assert own.all()[made.id].name == "某县 2025"
    own.remove(made)
    assert own.all() == {}


def test_a_colleague_gets_a_file_and_has_the_same_rules(tmp_path: Path) -> None:
    made = OwnRuleSets().copy_of(DEMO, "某县")
    OwnRuleSets(tmp_path / "a").hand_over(made, tmp_path / "某县.json")
    there = OwnRuleSets(tmp_path / "b")
    assert there.take_in(tmp_path / "某县.json") == made
    assert there.all() == {made.id: made}


@pytest.mark.parametrize("name", ["mof-2020", "../../evil", "a/b"])
def test_a_name_that_is_taken_or_no_file_name_is_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.json").write_bytes(write_rule_set(replace(DEMO, id=name)))
    own = OwnRuleSets(tmp_path / "own")
    found = own.take_in(tmp_path / "x.json")
    assert found.id.startswith("own-")
    assert [*own.all()] == [found.id]
    assert found == replace(DEMO, id=found.id)


def test_a_broken_file_is_refused_and_left_out(tmp_path: Path) -> None:
    own = OwnRuleSets(tmp_path)
    (tmp_path / "own-x.json").write_text('{\n  "id": 1\n}', encoding="utf-8")
    assert own.all() == {}
    assert (tmp_path / "own-x.json").exists()
    with pytest.raises(BadRuleSet):
        own.take_in(tmp_path / "own-x.json")
