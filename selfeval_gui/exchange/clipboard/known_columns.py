"""Which field each column of a copied block holds, for this program alone."""

from collections.abc import Sequence

from selfeval_gui.domain.fields import OWN

COLUMNS = "application/x-selfeval-columns"
_MOST = 4096  # bytes


def pack_columns(fields: Sequence[str]) -> bytes:
    """Return fields as bytes."""
    return "\n".join(fields).encode("utf-8")


def unpack_columns(data: bytes, known: Sequence[str]) -> tuple[str, ...]:
    """Return the fields; none where the bytes name another one than those known and a template's own."""
    fields = tuple(data[:_MOST].decode("utf-8", errors="replace").split("\n"))
    return fields if all(field in known or field.startswith(OWN) for field in fields) else ()
