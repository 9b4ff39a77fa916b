"""Which names are one unit's, or one project's: what people have said of them goes before how alike they look."""

from __future__ import annotations

from typing import Protocol

from selfeval_gui.rules.outline import bare


class UnitNames(Protocol):
    """What people have said of the names of units and projects; a register says it."""

    def of(self, name: str) -> str:
        """Return what the unit of a name is called."""

    def is_spelling(self, name: str) -> bool:
        """Tell whether somebody has said that the name is one of a unit's."""

    def stands_apart(self, name: str) -> bool:
        """Tell whether somebody has said that the name is no other unit's."""

    def project_names(self, unit: str, project: str) -> tuple[str, ...]:
        """Return all names that are said to be this project's, the one it is called by first."""


class NothingSaid:
    """Nobody has said anything of any name."""

    def of(self, name: str) -> str:
        """Return the name."""
        return name

    def is_spelling(self, _name: str) -> bool:
        """Tell that nobody has."""
        return False

    def stands_apart(self, _name: str) -> bool:
        """Tell that nobody has."""
        return False

    def project_names(self, _unit: str, project: str) -> tuple[str, ...]:
        """Return the name."""
        return (project,)


def unit_key(name: str, names: UnitNames) -> str:
    """Return what the names of one unit have in common, and those of no other."""
    return f"≠{name.strip()}" if names.stands_apart(name) else bare(names.of(name))


def project_key(unit: str, project: str, names: UnitNames) -> str:
    """Return what the names of one project of a unit have in common."""
    return bare(names.project_names(unit, project)[0])
