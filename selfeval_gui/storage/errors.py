"""What can go wrong with form files. Each error names its case by a code; `messages.storage_sentence` has the words."""

import errno

from selfeval_gui.storage.places import NotRegular, TooLarge

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_PERMISSION = {errno.EACCES, errno.EPERM}
_VANISHED = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN}
_HELD_BY_ANOTHER = {32, 33}  # Windows: sharing violation, lock violation
_BY_WINDOWS_CODE = {
    19: "save.read_only",  # the medium is write-protected
    39: "save.disk_full",
    112: "save.disk_full",
    53: "save.folder_vanished",  # network path not found, name deleted, share not found
    64: "save.folder_vanished",
    67: "save.folder_vanished",
    123: "save.name_refused",
    206: "save.name_too_long",
}


class StorageError(Exception):
    """Something about keeping forms did not work.

    `code` names the case, `args_for_text` holds the values its sentence needs, as plain text.
    """

    def __init__(self, code: str, **args_for_text: str) -> None:
        super().__init__(code, args_for_text)
        self.code = code
        self.args_for_text = args_for_text


class UnreadableForm(StorageError):
    """The file cannot be read as a form, or not completely. It is never opened in part and never touched."""


class UnreadableReview(StorageError):
    """A file of 审核, or of a package, cannot be read as what it is, or not completely. It is never touched."""


class UnreadableFolder(StorageError):
    """The workspace itself is not there or cannot be listed."""


class SaveFailed(StorageError):
    """Nothing was written: the file is what it was before, byte for byte."""


class ReplaceRefused(SaveFailed):
    """The folder lets nobody put another file in this one's place; writing into the file itself may work."""


class ChangedOutside(StorageError):
    """Nothing was written: the file is not the one that was read: it differs, is gone, or exists though it must not."""


def unreadable_form(error: OSError) -> UnreadableForm:
    """Name what the system said when a form file was opened or read."""
    if isinstance(error, NotRegular | IsADirectoryError):
        return UnreadableForm("file.not_a_file")
    if isinstance(error, TooLarge):
        return UnreadableForm("file.too_large")
    if windows_code(error) in _HELD_BY_ANOTHER:
        return UnreadableForm("file.in_use")
    if error.errno in _NO_PERMISSION:
        return UnreadableForm("file.no_permission")
    if error.errno in _VANISHED:
        return UnreadableForm("file.vanished")
    return UnreadableForm("file.read_failed", **_system_words(error))


def unreadable_folder(error: OSError) -> UnreadableFolder:
    """Name what the system said when a workspace was listed."""
    if error.errno in _NO_PERMISSION:
        return UnreadableFolder("folder.no_permission")
    if error.errno in _VANISHED:
        return UnreadableFolder("folder.vanished")
    return UnreadableFolder("folder.read_failed", **_system_words(error))


def save_failed(error: OSError) -> SaveFailed:
    """Name what the system said when a file was written, placed or renamed."""
    if isinstance(error, NotRegular):
        return SaveFailed("save.not_a_file")
    code = _BY_WINDOWS_CODE.get(windows_code(error) or 0)
    if code is not None:
        return SaveFailed(code)
    if windows_code(error) in _HELD_BY_ANOTHER:
        return SaveFailed("save.in_use")
    if error.errno in _DISK_FULL:
        return SaveFailed("save.disk_full")
    if error.errno == errno.EROFS:
        return SaveFailed("save.read_only")
    if error.errno in _NO_PERMISSION:
        return SaveFailed("save.no_permission")
    if error.errno in _VANISHED:
        return SaveFailed("save.folder_vanished")
    if error.errno == errno.ENAMETOOLONG:
        return SaveFailed("save.name_too_long")
    return SaveFailed("save.other", **_system_words(error))


def windows_code(error: OSError) -> int | None:
    """Return the error's Windows number; None on other systems, where the attribute does not exist."""
    return getattr(error, "winerror", None)


def _system_words(error: OSError) -> dict[str, str]:
    """Give the error's symbol ("EIO"), for which there may be a Chinese word, and the system's own words."""
    return {"reason": errno.errorcode.get(error.errno or 0, ""), "detail": error.strerror or str(error)}
