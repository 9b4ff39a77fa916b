"""Fingerprints: two files with the same one are the same byte for byte. Guards a file changed by another program."""

import os
from pathlib import Path

from selfeval_gui.storage.places import open_regular


def fingerprint(data: bytes) -> str:
    """Return the SHA-256 of the bytes, in hexadecimal."""
    from hashlib import sha256

    return sha256(data).hexdigest()


def fingerprint_of_file(path: Path) -> str:
    """Return the fingerprint of what the file holds now; OSError if it cannot be read, or is a pipe or a device."""
    from hashlib import file_digest

    with os.fdopen(open_regular(path), "rb") as file:
        return file_digest(file, "sha256").hexdigest()
