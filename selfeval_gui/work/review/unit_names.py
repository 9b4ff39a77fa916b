"""同一个单位, 同一个项目: what people say of names, kept in the register, where other spellings stand already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.storage.errors import ChangedOutside, StorageError
from selfeval_gui.storage.review.reviews import change_register, read_register

if TYPE_CHECKING:
    from selfeval_gui.domain.review.register import Register, RegisterNames


class Said(NamedTuple):
    """The register before and after something was said; before None where there was none."""

    before: Register | None
    after: Register


def unit_names_of(workspace: Path) -> RegisterNames:
    """Return the names of units as the workspace's register has them.

    Raises
    ------
    UnreadableReview
        if there is a register that cannot be read whole.
    """
    from selfeval_gui.domain.review.register import RegisterNames  # brings the models, which the window starts without

    return RegisterNames(read_register(workspace))


def unit_names_near(paths: Iterable[Path]) -> RegisterNames | None:
    """Return the names as the nearest register around all these files has them; None where none can be read."""
    from selfeval_gui.domain.review.register import RegisterNames

    folders = {path.absolute().parent for path in paths}
    first = min(folders, default=None)
    for folder in () if first is None else (first, *first.parents):
        if all(each.is_relative_to(folder) for each in folders):
            with suppress(StorageError):
                register = read_register(folder)
                if register is not None:
                    return RegisterNames(register)
    return None


def say(workspace: Path, names: Sequence[str], *, are_one: bool) -> Said:
    """Write down that names are one unit's, or each another's; raises as `register_from`."""
    from selfeval_gui.domain.review.register import said_apart, said_same

    return _said(workspace, lambda known: said_same(known, names) if are_one else said_apart(known, names))


def say_of_projects(workspace: Path, unit: str, names: Sequence[str], *, are_one: bool) -> Said:
    """Write down that names are one project's of a unit, or no longer; raises as `register_from`."""
    from selfeval_gui.domain.review.register import said_other_projects, said_same_project

    say_so = said_same_project if are_one else said_other_projects
    return _said(workspace, lambda known: say_so(known, unit, names))


def _said(workspace: Path, say_so: Callable[[Register], Register]) -> Said:
    from selfeval_gui.domain.review.register import Register
    from selfeval_gui.domain.tree import new_id

    before: list[Register | None] = []

    def change(old: Register | None) -> Register:
        before[:] = [old]
        return say_so(Register(id=new_id()) if old is None else old)

    after = change_register(workspace, change)
    return Said(before[-1], after)


def take_back(workspace: Path, said: Said) -> Register:
    """Write the register as it was before; ChangedOutside where somebody has changed it since."""

    def change(old: Register | None) -> Register:
        if old != said.after:
            raise ChangedOutside("changed.register")
        if said.before is not None:
            return said.before
        return said.after.model_copy(update={"units": [], "same_projects": []})

    return change_register(workspace, change)
