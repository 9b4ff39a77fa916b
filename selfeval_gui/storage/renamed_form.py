"""Where a form is kept whose file was renamed: for what was written about it under the name before."""

from __future__ import annotations

from pathlib import Path

from selfeval_gui.storage.fingerprint import fingerprint_of_file


def where_it_is_now(path: Path, known: str | None, data: bytes) -> Path:
    """Return the file that a form is kept in by now; the one it was kept in where no other file is that form.

    `known` is the fingerprint of what it held, `data` the form as it was to be saved there. A rename changes no byte,
    so the file is known by what it held; saved since, by its id and project.
    """
    if _may_be_there(path):
        return path
    beside = _forms_beside(path)
    same = [each for each in beside if _fingerprint_of(each) == known]
    if not same:
        same = [each for each in beside if _is_same_form(each, data)]
    return same[0] if len(same) == 1 else path


def _may_be_there(path: Path) -> bool:
    """Tell whether it is there, or that cannot be told: then nothing is looked for elsewhere."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        pass
    return True


def _forms_beside(path: Path) -> list[Path]:
    try:
        return sorted(each for each in path.parent.iterdir() if each.suffix.lower() == path.suffix.lower())
    except OSError:
        return []


def _fingerprint_of(path: Path) -> str:
    try:
        return fingerprint_of_file(path)
    except OSError:
        return ""


def _is_same_form(path: Path, data: bytes) -> bool:
    from selfeval_gui.domain.update_from import key_of, may_be_one, project_key
    from selfeval_gui.storage.codec import decode
    from selfeval_gui.storage.summary import read_summary

    form, there = decode(data), read_summary(path)
    if there.unreadable is not None or there.form_id != form.id:
        return False
    return may_be_one(project_key(there.year, there.project_name, there.implementing_unit), key_of(form))
