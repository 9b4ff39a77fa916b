"""Files changed at random, as a bad disk, a bad mail gateway or a bad person changes them."""

from __future__ import annotations

import io
import zipfile
from random import Random


def mutated(data: bytes, random: Random) -> bytes:
    """Return a file with a few changes: on its bytes as they are, or within one part of a package."""
    if data.startswith(b"PK") and random.random() < 0.7:
        return _with_mutated_part(data, random)
    return _mutated_bytes(data, random)


def _mutated_bytes(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice([1, 1, 2, 5, 20])):
        if not changed:
            break
        at = random.randrange(len(changed))
        end = min(len(changed), at + random.choice([1, 1, 4, 50, 500]))
        action = random.randrange(5)
        if action == 0:
            changed[at] ^= 1 << random.randrange(8)
        elif action == 1:
            del changed[at:end]
        elif action == 2:
            changed[at:at] = changed[at:end] * random.choice([1, 3, 50])
        elif action == 3:
            changed[at:end] = random.randbytes(end - at)
        elif random.random() < 0.3:
            del changed[at:]
    return bytes(changed)


def _with_mutated_part(data: bytes, random: Random) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
        names = source.namelist()
        chosen = random.choice(names)
        for name in names:
            part = source.read(name)
            if name != chosen:
                result.writestr(name, part)
            elif random.random() < 0.9:
                result.writestr(name, _mutated_bytes(part, random))
    return target.getvalue()
