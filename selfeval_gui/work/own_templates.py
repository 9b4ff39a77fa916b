"""The user's own templates (表样): one JSON file each in the user's data folder, and files from colleagues."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selfeval_gui.domain.tree import new_id
from selfeval_gui.storage import store
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.user_data import data_folder

if TYPE_CHECKING:
    from selfeval_gui.exchange.templates.template import Template

_OWN = "own-"


class BadTemplate(ValueError):
    """A file that holds no usable template; the text says which part of it is at fault."""


class OwnTemplates:
    """Reads and writes the folder; what is broken in it is left out and stays as it is."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data_folder() / "templates"

    def all(self) -> dict[str, Template]:
        """Return the user's templates by id, in the order of their names."""
        read = []
        if self.folder.is_dir():
            read = [found for path in sorted(self.folder.glob("*.json")) if (found := self._read(path)) is not None]
        return {each.id: each for each in sorted(read, key=lambda each: each.name)}

    def known(self) -> dict[str, Template]:
        """Return the presets and then the user's own, by id."""
        from selfeval_gui.exchange.templates.template import (
            presets,  # brings the models, which the window starts without
        )

        return {**presets(), **self.all()}

    def keep(self, template: Template) -> None:
        """Write the template, over one of the same id; SaveFailed or ChangedOutside if the system refuses."""
        store.write_export(self.folder / f"{template.id}.json", write_template(template), overwrite=True)

    def remove(self, template: Template) -> None:
        """Delete its file; OSError if the system refuses."""
        (self.folder / f"{template.id}.json").unlink(missing_ok=True)

    def take_in(self, path: Path) -> Template:
        """Keep the template of a colleague's file; one that is called like a preset gets an id of its own.

        Raises
        ------
        BadTemplate, StorageError
            if the file holds no usable template, or cannot be read or kept.
        """
        from pydantic import ValidationError

        from selfeval_gui.exchange.templates.template import presets, read_template

        try:
            found = read_template(store.read(path)[0])
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            raise BadTemplate(".".join(map(str, first["loc"])) or str(first["msg"])) from None
        if found.id in presets() or not _is_file_name(found.id):
            found = copy_of(found, found.name)
        self.keep(found)
        return found

    def hand_over(self, template: Template, path: Path) -> None:
        """Write the template to a file for a colleague; SaveFailed if the system refuses."""
        store.write_export(path, write_template(template), overwrite=True)

    def _read(self, path: Path) -> Template | None:
        from pydantic import ValidationError

        from selfeval_gui.exchange.templates.template import presets, read_template

        with suppress(ValidationError, StorageError):
            found = read_template(store.read(path)[0])
            return found if found.id not in presets() and found.id == path.stem else None
        return None


def copy_of(template: Template, name: str) -> Template:
    """Return the same paper under another name and an id of its own."""
    return template.model_copy(update={"id": f"{_OWN}{new_id()}", "name": name})


def copy_for_form(template: Template) -> dict[str, Any] | None:
    """Return what a form carries of its template, so that it opens anywhere; None for a preset."""
    from selfeval_gui.exchange.templates.template import presets

    return None if template.id in presets() else template.model_dump(mode="json", exclude_defaults=True)


def write_template(template: Template) -> bytes:
    """Return the bytes of a file that holds the template."""
    return template.model_dump_json(indent=2, exclude_defaults=True).encode("utf-8") + b"\n"


def _is_file_name(text: str) -> bool:
    return text.replace("-", "").replace("_", "").isalnum() and len(text) <= 64
