"""The user's own rule sets (口径). What reads and writes them brings pydantic, which the window starts without."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from selfeval_gui.rules.rule_set import presets
from selfeval_gui.work.kind_store import KindFiles, KindStore

if TYPE_CHECKING:
    from pathlib import Path

    from selfeval_gui.rules.rule_set import RuleSet


class OwnRuleSets(KindStore["RuleSet"]):
    """Their store; a file that holds none raises BadRuleSet."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(KindFiles("rule_sets", presets, _read, _write, _named), folder)


def _read(data: bytes) -> RuleSet:
    from selfeval_gui.rules.rule_set_file import read_rule_set

    return read_rule_set(data)


def _write(rule_set: RuleSet) -> bytes:
    from selfeval_gui.rules.rule_set_file import write_rule_set

    return write_rule_set(rule_set)


def _named(rule_set: RuleSet, kind_id: str, name: str) -> RuleSet:
    return replace(rule_set, id=kind_id, name=name)
