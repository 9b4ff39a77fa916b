"""A zip file whose bytes depend on its parts alone: every entry carries the format's first day as its date."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo


class UndatedZip:
    """Takes the parts one by one."""

    def __init__(self) -> None:
        self._buffer = BytesIO()
        self._zip = ZipFile(self._buffer, "w")

    def add(self, name: str, data: bytes) -> None:
        """Add a part."""
        entry = ZipInfo(name)
        entry.compress_type = ZIP_STORED if name.endswith(".png") else ZIP_DEFLATED
        entry.external_attr = 0o600 << 16  # as for any file; unpacked, the parts could not be read otherwise
        self._zip.writestr(entry, data)

    def finish(self) -> bytes:
        """Return the bytes of the file."""
        self._zip.close()
        return self._buffer.getvalue()


def undated(data: bytes) -> bytes:
    """Return the zip file of these bytes without its dates."""
    made = UndatedZip()
    with ZipFile(BytesIO(data)) as source:
        for name in source.namelist():
            made.add(name, source.read(name))
    return made.finish()
