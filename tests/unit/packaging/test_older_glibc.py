"""Libraries that are made to start on an older glibc, what is said about them, and the lock they come from."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Load = Callable[[str], Any]

OLDEST_HASH = 0x06969197  # of "GLIBC_2.17", as every object dump of an arm64 library shows it


def library(symbols: dict[str, str]) -> bytes:
    """Write the parts of a library that name what it needs: symbols with their versions, all from libc.so.6."""
    versions = ["GLIBC_2.17", *sorted({version for version in symbols.values() if version != "GLIBC_2.17"})]
    texts = ["", "libc.so.6", *versions, *symbols]
    places = {text: len("\0".join(texts[:number]) + "\0") if number else 0 for number, text in enumerate(texts)}
    strings = ("\0".join(texts) + "\0").encode()
    table = struct.pack("<HHIII", 1, len(versions), places["libc.so.6"], 16, 0)
    for number, version in enumerate(versions):
        step = 16 if number < len(versions) - 1 else 0
        table += struct.pack("<IHHII", 1, 0, number + 2, places[version], step)
    dynsym = b"".join(struct.pack("<I20x", places[name]) for name in symbols)
    versym = b"".join(struct.pack("<H", versions.index(version) + 2) for version in symbols.values())
    parts = [(3, strings, 0, 0), (11, dynsym, 0, 0), (0x6FFFFFFF, versym, 0, 0), (0x6FFFFFFE, table, 0, 1)]
    body, sections = b"", b""
    for kind, content, link, info in parts:
        sections += struct.pack("<IIQQQQIIQQ", 0, kind, 0, 0, 64 + len(body), len(content), link, info, 1, 0)
        body += content
    head = b"\x7fELF\x02\x01".ljust(0x28, b"\0") + struct.pack("<Q", 64 + len(body))
    return head.ljust(0x3C, b"\0") + struct.pack("<HH", len(parts), 0) + body + sections


def needs(data: bytes) -> list[tuple[int, str]]:
    """Read the hash and the name of each version that such a library asks for."""
    (start,) = struct.unpack_from("<Q", data, 0x28)
    strings, table = (struct.unpack_from("<IIQQQQIIQQ", data, start + 64 * number) for number in (0, 3))
    entries = [struct.unpack_from("<IHHII", data, table[4] + 16 * number) for number in range(1, table[5] // 16)]
    names = data[strings[4] : strings[4] + strings[5]]
    return [(entry[0], names[entry[3] :].split(b"\0")[0].decode()) for entry in entries]


def test_newer_versions_are_asked_for_as_the_oldest(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "libQt6Gui.so.6"
    before = library({"open": "GLIBC_2.17", "exp": "GLIBC_2.29", "pthread_cond_clockwait": "GLIBC_2.30"})
    path.write_bytes(before)
    assert [name for _, name in needs(before)] == ["GLIBC_2.17", "GLIBC_2.29", "GLIBC_2.30"]
    assert load("installers.lower_glibc").lower(path)
    after = path.read_bytes()
    assert needs(after)[1:] == [(OLDEST_HASH, "GLIBC_2.17")] * 2
    assert len(after) == len(before)
    versym = before.index(struct.pack("<HHH", 2, 3, 4))
    assert struct.unpack_from("<HHH", after, versym) == (2, 3, 1)  # the last takes whichever function there is


def test_a_library_that_needs_nothing_newer_stays_as_it_is(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "libicu.so"
    path.write_bytes(library({"open": "GLIBC_2.17", "exp": "GLIBC_2.28"}))
    before = path.read_bytes()
    assert not load("installers.lower_glibc").lower(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("symbol", "version"),
    [("exp", "GLIBC_2.31"), ("twalk_r", "GLIBC_2.30"), ("pthread_create", "GLIBC_2.34")],
)
def test_what_is_not_known_to_be_harmless_is_an_error(load: Load, tmp_path: Path, symbol: str, version: str) -> None:
    path = tmp_path / "libnew.so"
    path.write_bytes(library({"open": "GLIBC_2.17", symbol: version}))
    with pytest.raises(ValueError, match=re.escape(version)):
        load("installers.lower_glibc").lower(path)


def test_the_papers_say_what_was_changed_when_and_how(load: Load) -> None:
    release = load("installers.product").Release("1.0.0", "c0ffee", 1700000000)  # 14 November 2023
    text = load("installers.older_glibc").notice(["libQt6Core.so.6"], release, load("installers.architecture").ARM64)
    assert all(word in text for word in ("libQt6Core.so.6", "2023-11-14", "lower_glibc.py", "6.7.3", "arm64"))
    sbom = load("installers.sbom")
    component = sbom.Component("qt-arm64", "6.7.3", "LGPL-3.0-only", changes="changed on 2023-11-14 by lower_glibc.py")
    (entry,) = json.loads(sbom.bill(release, [component]))["components"]
    assert entry["modified"] is True
    assert "lower_glibc.py" in entry["pedigree"]["notes"]


def test_the_lock_for_arm64_differs_only_with_a_reason(load: Load) -> None:
    lock = load("installers.lock_arm64")
    texts = {name: (lock.REQUIREMENTS / name).read_text(encoding="utf-8") for name in ("run.txt", "run-arm64.txt")}
    ours, theirs = lock.versions(texts["run-arm64.txt"]), lock.versions(texts["run.txt"])
    differing = {name for name in ours if ours[name] != theirs.get(name)}
    assert differing == {"pyside6-essentials", "shiboken6"}
    assert ours.keys() == theirs.keys()
    for name in differing:
        assert re.search(
            rf"^# {re.escape(theirs[name])} elsewhere\. \S.+\n{name}==", texts["run-arm64.txt"], re.MULTILINE
        )
    assert "://" not in texts["run-arm64.txt"]
    assert ours["pyside6-essentials"] == load("installers.architecture").ARM64.qt
    assert theirs["pyside6-essentials"] == load("installers.architecture").AMD64.qt


def test_a_difference_without_a_reason_is_an_error(load: Load) -> None:
    lock = load("installers.lock_arm64")
    why = lock.reasons("# Newer ones are too new.\na==1\n")
    assert lock.explained("a==1 \\\n    --hash\nb==5\n", {"a": "2", "b": "5"}, why) == (
        "# 2 elsewhere. Newer ones are too new.\na==1 \\\n    --hash\nb==5\n"
    )
    with pytest.raises(KeyError):
        lock.explained("b==4\n", {"b": "5"}, why)
