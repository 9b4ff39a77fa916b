"""The user's own rule sets: one JSON file each in the user's data folder, and files handed over by colleagues."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui.domain.tree import new_id
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.storage import store
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.user_data import data_folder

if TYPE_CHECKING:
    from selfeval_gui.rules.rule_set import RuleSet

_OWN = "own-"


class OwnRuleSets:
    """Reads and writes the folder; what is broken in it is left out and stays as it is."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data_folder() / "rule_sets"

    def all(self) -> dict[str, RuleSet]:
        """Return the user's rule sets by id, in the order of their names."""
        read = []
        if self.folder.is_dir():
            read = [found for path in sorted(self.folder.glob("*.json")) if (found := self._read(path)) is not None]
        return {each.id: each for each in sorted(read, key=lambda each: each.name)}

    def known(self) -> dict[str, RuleSet]:
        """Return the presets and then the user's own, by id."""
        return {**presets(), **self.all()}

    def keep(self, rule_set: RuleSet) -> None:
        """Write the rule set, over one of the same id.

        Raises
        ------
        SaveFailed, ChangedOutside
            if the system refuses.
        """
        from selfeval_gui.rules.rule_set_file import write_rule_set

        store.write_export(self._path(rule_set.id), write_rule_set(rule_set), overwrite=True)

    def remove(self, rule_set: RuleSet) -> None:
        """Delete its file; OSError if the system refuses."""
        self._path(rule_set.id).unlink(missing_ok=True)

    def take_in(self, path: Path) -> RuleSet:
        """Keep the rule set of a colleague's file; one that is called like a preset gets an id of its own.

        Raises
        ------
        BadRuleSet, StorageError
            if the file holds no usable rule set, or cannot be read or kept.
        """
        from selfeval_gui.rules.rule_set_file import read_rule_set

        found = read_rule_set(store.read(path)[0])
        if found.id in presets() or not _is_file_name(found.id):
            found = copy_of(found, found.name)
        self.keep(found)
        return found

    def hand_over(self, rule_set: RuleSet, path: Path) -> None:
        """Write the rule set to a file for a colleague; SaveFailed if the system refuses."""
        from selfeval_gui.rules.rule_set_file import write_rule_set

        store.write_export(path, write_rule_set(rule_set), overwrite=True)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def _read(self, path: Path) -> RuleSet | None:
        from selfeval_gui.rules.rule_set_file import BadRuleSet, read_rule_set

        with suppress(BadRuleSet, StorageError):
            found = read_rule_set(store.read(path)[0])
            return found if found.id not in presets() and found.id == path.stem else None
        return None


def copy_of(rule_set: RuleSet, name: str) -> RuleSet:
    """Return the same rules under another name and an id of their own."""
    return replace(rule_set, id=f"{_OWN}{new_id()}", name=name)


def _is_file_name(text: str) -> bool:
    return text.replace("-", "").replace("_", "").isalnum() and len(text) <= 64
