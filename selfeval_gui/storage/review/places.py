"""Where a workspace keeps what is known of its forms: the folder 审核 at its root, and the names in it."""

from __future__ import annotations

import re
from pathlib import Path

from selfeval_gui.domain.late_pattern import LatePattern
from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.storage.places import is_file, is_folder, is_there

FOLDER_NAME = "审核"
REGISTER_NAME = "名单.json"
REVIEWS_NAME = "意见"
RECEIVED_NAME = "收件"
EVIDENCE_NAME = "佐证材料"
SENT_NAME = "传出.json"
RETURNS_NAME = "退回.json"
LEAVING_NAME = "退回中"
_RETURNED = "退回"

_PLAIN_ID = LatePattern(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)


def review_folder(workspace: Path) -> Path:
    """Return the folder, whether it is there or not."""
    return workspace / FOLDER_NAME


def is_review_folder(folder: Path) -> bool:
    """Tell whether a folder of that name is the program's: another one is the user's own."""
    return any(is_file(folder / name) for name in (REGISTER_NAME, SENT_NAME, RETURNS_NAME)) or any(
        is_folder(folder / name) for name in (REVIEWS_NAME, RECEIVED_NAME)
    )


def refuse_own_folder(workspace: Path) -> None:
    """Raise SaveFailed "review.folder_taken" where forms of the user's own would vanish from the list."""
    folder = review_folder(workspace)
    if is_there(folder) and not is_review_folder(folder) and any(folder.rglob("*.json")):
        raise SaveFailed("review.folder_taken")


def safe_id(form_id: str) -> str:
    """Return an id as it can be part of a path: ids of foreign files may be anything, "../x" too."""
    from hashlib import sha256

    return form_id if _PLAIN_ID.made.fullmatch(form_id) else f"id-{sha256(form_id.encode()).hexdigest()[:24]}"


def register_file(workspace: Path) -> Path:
    """Return the file of the register."""
    return review_folder(workspace) / REGISTER_NAME


def sent_file(workspace: Path) -> Path:
    """Return the file of a unit's own rounds."""
    return review_folder(workspace) / SENT_NAME


def returns_file(workspace: Path) -> Path:
    """Return the file of the packages that a department has returned."""
    return review_folder(workspace) / RETURNS_NAME


def reviews_folder(workspace: Path) -> Path:
    """Return the folder with what is known of each form."""
    return review_folder(workspace) / REVIEWS_NAME


def leaving_folder(workspace: Path) -> Path:
    """Return the folder with the packages that are being returned."""
    return review_folder(workspace) / LEAVING_NAME


def review_file(workspace: Path, form_id: str) -> Path:
    """Return the file with what is known of a form."""
    return reviews_folder(workspace) / f"{safe_id(form_id)}.json"


def received_file(workspace: Path, form_id: str, round_number: int) -> Path:
    """Return the file of a form as it came in."""
    return review_folder(workspace) / RECEIVED_NAME / safe_id(form_id) / f"{round_number}.json"


def evidence_folder(workspace: Path, form_id: str) -> Path:
    """Return the folder with the evidence that came with a form."""
    return review_folder(workspace) / EVIDENCE_NAME / safe_id(form_id)


def department_copy(workspace: Path, form_id: str, number: int) -> Path:
    """Return the file of a form as the department had it when it returned it the n-th time."""
    return review_folder(workspace) / RECEIVED_NAME / safe_id(form_id) / f"{_RETURNED}-{number}.json"
