"""A stream of an OLE compound file, the container of Microsoft's old binary documents, by its name."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_HEADER = 512
_IN_HEADER = 109  # places of sectors with the chains, which the header itself holds
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_LAST_SECTOR = 0xFFFFFFFA  # numbers above it mark the end of a chain and the like


class BrokenContainer(Exception):
    """The container is not whole."""


def stream_of(data: bytes, *names: str) -> bytes:
    """Return the first stream that has one of these names; `BrokenContainer` if there is none, or it cannot be read."""
    try:
        return _Container(data).stream({name.lower() for name in names})
    except (struct.error, IndexError, OverflowError):
        raise BrokenContainer from None


class _Container:
    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if not 7 <= shift <= 16 or not 2 <= small_shift <= shift:
            raise BrokenContainer
        self._size, self._small_size = 1 << shift, 1 << small_shift
        self._most = len(data) // self._small_size + 2
        self._next = self._numbers(self._sectors_of_chains())
        (directory,) = struct.unpack_from("<I", data, 48)
        (self._least,) = struct.unpack_from("<I", data, 56)
        self._entries = list(self._directory(self._chain(directory)))

    def stream(self, names: set[str]) -> bytes:
        """Return a stream; `BrokenContainer` if it is not there."""
        for name, kind, start, size in self._entries:
            if kind == _STREAM and name.lower() in names:
                return self._small(start)[:size] if size < self._least else self._chain(start)[:size]
        raise BrokenContainer

    def _sectors_of_chains(self) -> list[int]:
        found = [*struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76)]
        (more,) = struct.unpack_from("<I", self._data, 68)
        each = self._size // 4
        while more < _LAST_SECTOR and len(found) < self._most:
            numbers = struct.unpack_from(f"<{each}I", self._data, (more + 1) * self._size)
            found += numbers[:-1]
            more = numbers[-1]
        return [number for number in found if number < _LAST_SECTOR]

    def _numbers(self, sectors: list[int]) -> list[int]:
        whole = b"".join(self._sector(number) for number in sectors[: self._most])
        return [*struct.unpack_from(f"<{len(whole) // 4}I", whole)]

    def _sector(self, number: int) -> bytes:
        start = max(self._size, _HEADER) + number * self._size
        return self._data[start : start + self._size]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in self._followed(start, self._next))

    def _small(self, start: int) -> bytes:
        root = next((entry for entry in self._entries if entry[1] == _ROOT), None)
        (first,) = struct.unpack_from("<I", self._data, 60)
        if root is None:
            raise BrokenContainer
        holder, table = self._chain(root[2]), self._chain(first)
        following = [*struct.unpack_from(f"<{len(table) // 4}I", table)]
        size = self._small_size
        return b"".join(holder[number * size : (number + 1) * size] for number in self._followed(start, following))

    def _followed(self, start: int, following: list[int]) -> Iterator[int]:
        """Yield the sectors of a chain; `BrokenContainer` for one without an end."""
        number, steps = start, 0
        while number < _LAST_SECTOR:
            steps += 1
            if steps > self._most:
                raise BrokenContainer
            yield number
            number = following[number]

    def _directory(self, data: bytes) -> Iterator[tuple[str, int, int, int]]:
        for place in range(0, len(data) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", data, place + 64)
            start, size = struct.unpack_from("<II", data, place + 116)
            name = data[place : place + max(0, min(length, 64) - 2)]
            yield name.decode("utf-16-le", "replace"), kind, start, size
