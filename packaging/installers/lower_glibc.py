"""Let libraries for arm64 that were linked on glibc 2.31 start on glibc 2.28, which UOS V20 has.

lower_glibc.py FOLDER     changes what lies below it, and prints the names of the files that it changed

Of the newer versions that Qt 6.7.3 and its ICU ask for, two matter, and only names of versions are changed, no code:
- GLIBC_2.29: exp, log, log2, pow. The old ones differ only in how they set errno; asked for as GLIBC_2.17.
- GLIBC_2.30: pthread_cond_clockwait. Asked for without a version, so that glibc's own or clockwait.c's is taken.
The version table (SHT_GNU_verneed) and the version of each symbol (SHT_GNU_versym) are edited in place; sizes and
places in the file stay. Anything newer is an error.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

VERNEED, VERSYM, DYNSYM = 0x6FFFFFFE, 0x6FFFFFFF, 11
OLDEST = b"GLIBC_2.17"
LOWERED = {b"GLIBC_2.29": {b"exp", b"exp2", b"log", b"log2", b"pow"}, b"GLIBC_2.30": {b"pthread_cond_clockwait"}}
UNVERSIONED = {b"GLIBC_2.30"}
NEWEST = 28
GLOBAL = 1  # the version number of a symbol without one


def elf_hash(name: bytes) -> int:
    """Hash a version's name as the loader does."""
    value = 0
    for byte in name:
        value = (value << 4) + byte
        value = (value ^ (value & 0xF0000000) >> 24) & 0x0FFFFFFF
    return value


def text_at(data: bytes | bytearray, place: int) -> bytes:
    """Read a name up to its end."""
    return bytes(data[place : data.index(0, place)])


def lower(path: Path) -> bool:
    """Edit one library; tell whether that was needed."""
    data = lowered(path)
    if data is not None:
        path.write_bytes(data)
    return data is not None


def lowered(path: Path) -> bytearray | None:
    """Read a library and change what it asks for; None if it asks for nothing newer."""
    data = bytearray(path.read_bytes())
    if data[:6] != b"\x7fELF\x02\x01":
        return None
    (table,) = struct.unpack_from("<Q", data, 0x28)
    (count,) = struct.unpack_from("<H", data, 0x3C)
    # name, type, flags, address, offset, size, link, info, alignment, size of an entry
    sections = [struct.unpack_from("<IIQQQQIIQQ", data, table + 64 * number) for number in range(count)]
    by_kind = {section[1]: section for section in sections}
    if VERNEED not in by_kind:
        return None
    needs = by_kind[VERNEED]
    strings = sections[needs[6]]
    old_name = data.find(OLDEST + b"\0", strings[4], strings[4] + strings[5]) - strings[4]
    numbers: dict[int, bytes] = {}  # of the versions to lower
    place = needs[4]
    for _ in range(needs[7]):
        _, entries, _, first, following = struct.unpack_from("<HHIII", data, place)
        entry = place + first
        for _ in range(entries):
            _, _, number, name, step = struct.unpack_from("<IHHII", data, entry)
            version = text_at(data, strings[4] + name)
            if version in LOWERED:
                if old_name < 0:
                    raise ValueError(f"{path.name} names no {OLDEST.decode()}")
                struct.pack_into("<I", data, entry, elf_hash(OLDEST))
                struct.pack_into("<I", data, entry + 8, old_name)
                numbers[number] = version
            elif version.startswith(b"GLIBC_2.") and int(version.split(b".")[1]) > NEWEST:
                raise ValueError(f"{path.name} needs {version.decode()}")
            entry += step
        place += following
    if not numbers:
        return None
    symbols, versions = by_kind[DYNSYM], by_kind[VERSYM]
    names = sections[symbols[6]]
    for index in range(versions[5] // 2):
        (number,) = struct.unpack_from("<H", data, versions[4] + 2 * index)
        asked = numbers.get(number & 0x7FFF)
        if asked is not None:
            (name,) = struct.unpack_from("<I", data, symbols[4] + 24 * index)
            symbol = text_at(data, names[4] + name)
            if symbol not in LOWERED[asked]:
                raise ValueError(
                    f"{path.name} needs {symbol.decode()}@{asked.decode()}, which is not known to be harmless"
                )
            if asked in UNVERSIONED:
                struct.pack_into("<H", data, versions[4] + 2 * index, GLOBAL)
    return data


if __name__ == "__main__":
    for library in sorted(Path(sys.argv[1]).rglob("*.so*")):
        if not library.is_symlink() and lower(library):
            print(library.name)
