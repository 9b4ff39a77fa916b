"""A child process that renames, exports or imports in turns until it is killed: WORK HOME TARGET FIRST SECOND."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.storage import store
from selfeval_gui.storage.backups import Backups
from selfeval_gui.storage.lock import Locker
from selfeval_gui.storage.renaming import rename_with_versions
from selfeval_gui.storage.taking_in import Existing, KnownForms
from selfeval_gui.work.import_by_command import keep
from selfeval_gui.work.incoming import Incoming


def rename(home: Path, target: Path, _sources: list[Path]) -> None:
    """Rename to and fro, the versions along."""
    backups, form_id = Backups(home / "versions"), None
    path = next(path for path in target.parent.iterdir() if path.suffix == ".json")
    form_id = store.load(path).form.id
    print("working", flush=True)
    for name in itertools.cycle(("乙", "甲")):
        path = rename_with_versions(backups, path, form_id, name)


def export(_home: Path, target: Path, sources: list[Path]) -> None:
    """Write an export over the last one."""
    versions = [source.read_bytes() for source in sources]
    print("working", flush=True)
    for data in itertools.cycle(versions):
        store.write_export(target, data, overwrite=True)


def take_in(home: Path, target: Path, sources: list[Path]) -> None:
    """Bring the form up to date with one version after the other."""
    backups, locker = Backups(home / "versions"), Locker(home)
    forms = [store.load(source).form for source in sources]
    known = KnownForms.of(target.parent)
    print("working", flush=True)
    for form in itertools.cycle(forms):
        item = Incoming(target, FoundForm(form.model_copy(deep=True)))
        kept = keep(item, target.parent, Existing.UPDATE, known, backups, locker)
        assert kept.is_update, kept


WORK = {"rename": rename, "export": export, "import": take_in}

if __name__ == "__main__":
    WORK[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]), [Path(name) for name in sys.argv[4:]])
