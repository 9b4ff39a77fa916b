"""Fingerprints: two files with the same one are the same byte for byte. Guards a file changed by another program."""

import hashlib
import os
from pathlib import Path

from selfeval_gui.storage.places import open_regular


def fingerprint(data: bytes) -> str:
    """Return the SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def fingerprint_of_file(path: Path) -> str:
    """Return the fingerprint of what the file holds now; OSError if it cannot be read, or is a pipe or a device."""
    with os.fdopen(open_regular(path), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
