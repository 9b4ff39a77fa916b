"""The sample forms that come with the program: people work on a copy, never on the originals."""

from pathlib import Path

from selfeval_gui.data import forms_dir
from selfeval_gui.domain.tree import new_id
from selfeval_gui.storage.codec import decode, freeze
from selfeval_gui.storage.errors import save_failed

FOLDER_NAME = "绩效自评示例 2020"


def copy_samples(chosen: Path) -> Path:
    """Copy the samples, each with a new id, into the chosen folder if it is empty or new, else into one in it.

    Return which.

    Raises
    ------
    SaveFailed
        if the system refuses.
    """
    originals = sorted((forms_dir() / "samples" / "2020").glob("*.json"))
    try:
        target = _empty_folder(chosen)
        for original in originals:
            form = decode(original.read_bytes())
            form.id = new_id()  # people type over samples: with one id everywhere they would meet as one form
            data = freeze(form)
            with (target / original.name).open("xb") as file:  # never over a file that is there
                file.write(data)
    except OSError as error:
        raise save_failed(error) from error
    return target


def _empty_folder(chosen: Path) -> Path:
    chosen.mkdir(parents=True, exist_ok=True)
    if not any(chosen.iterdir()):
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
