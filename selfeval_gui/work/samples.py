"""The sample forms that come with the program: people work on a copy, never on the originals."""

from pathlib import Path

from selfeval_gui.data import forms_dir
from selfeval_gui.domain.tree import new_id
from selfeval_gui.storage.errors import save_failed
from selfeval_gui.storage.places import is_there, whole_path

FOLDER_NAME = "绩效自评示例 2020"


def copy_samples(chosen: Path, workspace: Path | None = None) -> Path:
    """Copy the samples, each with a new id, into a folder of their own: the chosen one if it is new, else one in it.

    In a folder that holds forms they would be listed with these: there theirs is made beside that folder. Return which.

    Raises
    ------
    SaveFailed
        if the system refuses.
    """
    from selfeval_gui.storage.codec import decode, freeze  # brings the models, which the window starts without

    originals = sorted((forms_dir() / "samples" / "2020").glob("*.json"))
    try:
        target = _new_folder(_outside(chosen, workspace))
        for original in originals:
            form = decode(original.read_bytes())
            form.id = new_id()  # people type over samples: with one id everywhere they would meet as one form
            data = freeze(form)
            with (target / original.name).open("xb") as file:  # never over a file that is there
                file.write(data)
    except OSError as error:
        raise save_failed(error) from error
    return target


def _outside(chosen: Path, workspace: Path | None) -> Path:
    """Return the chosen folder, or the one around the workspace or around forms where it belongs to these."""
    if workspace is not None and whole_path(chosen).is_relative_to(whole_path(workspace)):
        return whole_path(workspace).parent
    return whole_path(chosen).parent if any(chosen.glob("*.json")) else chosen


def _new_folder(chosen: Path) -> Path:
    if not is_there(chosen):
        chosen.mkdir(parents=True)
        return chosen
    number = 1
    while True:
        target = chosen / (FOLDER_NAME if number == 1 else f"{FOLDER_NAME} ({number})")
        try:
            target.mkdir()
        except FileExistsError:
            number += 1
        else:
            return target
