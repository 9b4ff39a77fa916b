"""Form files spoilt at random, and what the program must make of each: a form that can be written again, or a sentence."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from selfeval_gui.messages import finding_line, storage_sentence
from selfeval_gui.rules.check import check
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage import store
from selfeval_gui.storage.codec import decode, encode
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.summary import read_summary
from tests.helpers.samples import sample_files

# What breaks readers of JSON, numbers and text.
_TOKENS = (
    *(b"NaN", b"-Infinity", b"1e400", b"1e-400", b"-0", b"0x10", b"1.0.0", b"9" * 400, b"null", b"true", b"[]", b"{}"),
    *(
        b'"',
        b"\\",
        b"\\u0000",
        b"\\ud83d",
        b"\\udc00\\ud83d",
        b"\xed\xa0\xbd",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\0" * 64,
    ),
    *(
        b"[" * 2000,
        b'{"a":' * 500,
        b",,",
        b"//",
        b"1.0",
        b'"2.0"',
        b'"id"',
        b'"children"',
        b"\r\n",
        "　１５％".encode(),
    ),
    *(b'"1e5"', b'"-5"', b'"+.5"', b'"5."', b'"0.0000001"', b'"1234567890123456"', "“”".encode(), "\u202e".encode()),
)
_TEXTS = (
    "",
    " ",
    "无",
    "100%",
    "≥95%",
    "-5",
    "0",
    "1000000",
    "12.345678",
    "１５",
    "及时",
    "=cmd()",
    "<b>",
    "元",
    "draft",
)


@dataclass
class Tally:
    """What became of the inputs; `wrong` are those the program did not take as it must."""

    forms: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def _flip(data: bytearray, dice: random.Random) -> None:
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _put_byte(data: bytearray, dice: random.Random) -> None:
    data[dice.randrange(len(data))] = dice.randrange(256)


def _cut_out(data: bytearray, dice: random.Random) -> None:
    start = dice.randrange(len(data))
    del data[start : start + dice.choice((1, 2, 8, 100, 1000))]


def _cut_off(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(len(data)) :]


def _double(data: bytearray, dice: random.Random) -> None:
    start = dice.randrange(len(data))
    piece = data[start : start + dice.choice((1, 8, 100, 1000))]
    place = dice.randrange(len(data))
    data[place:place] = piece


def _put_in(data: bytearray, dice: random.Random) -> None:
    place = dice.randrange(len(data))
    data[place:place] = dice.choice(_TOKENS)


def _put_over(data: bytearray, dice: random.Random) -> None:
    """Replace one value of the JSON, whatever it is."""
    starts = [place for place in range(len(data) - 1) if data[place : place + 2] == b": "]
    if not starts:
        return
    start = dice.choice(starts) + 2
    end = min((place for place in (data.find(b",", start), data.find(b"\n", start)) if place >= 0), default=len(data))
    data[start:end] = dice.choice(_TOKENS)


def _put_double_line(data: bytearray, dice: random.Random) -> None:
    """Let one line stand twice, or in another place."""
    lines = data.split(b"\n")
    line = dice.choice(lines)
    if dice.random() < 0.5:
        lines.remove(line)
    lines.insert(dice.randrange(len(lines) + 1), line)
    data[:] = b"\n".join(lines)


def _splice(data: bytearray, dice: random.Random) -> None:
    """Go on in the middle of another sample."""
    other = dice.choice(_samples())
    data[dice.randrange(len(data)) :] = other[dice.randrange(len(other)) :]


def _retype(data: bytearray, dice: random.Random) -> None:
    """Put another text into one of the quoted values, as somebody with an editor would."""
    lines = bytes(data).split(b"\n")
    number = dice.randrange(len(lines))
    head, quote, rest = lines[number].partition(b': "')
    if quote:
        old = rest.rstrip(b',"').decode("utf-8", "replace")
        new = dice.choice((*_TEXTS, old[: len(old) // 2], old * 3, old + chr(dice.randrange(1, 0xD800))))
        lines[number] = head + quote + new.encode("utf-8", "replace") + (b'",' if rest.endswith(b",") else b'"')
    data[:] = b"\n".join(lines)


_CHANGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    *(_flip, _put_byte, _cut_out, _cut_off, _double, _put_in, _put_over, _put_double_line, _splice),
    *(_retype,) * 10,
)


def _samples() -> list[bytes]:
    return [path.read_bytes() for path in sample_files()]


def spoilt(seed: int) -> bytes:
    """Return a sample with one to four changes."""
    return spoil(sample_files()[seed % len(sample_files())].read_bytes(), random.Random(seed))


def spoil(whole: bytes, dice: random.Random) -> bytes:
    """Return bytes with one to four changes."""
    data = bytearray(whole)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 4))):
        if data:
            dice.choice(_CHANGES)(data, dice)
    return bytes(data)


def judge(data: bytes, tally: Tally) -> None:
    """Read, check and write what the bytes hold; anything but a form or a refusal with a sentence is wrong."""
    try:
        form = decode(data)
    except UnreadableForm as error:
        sentence = storage_sentence(error)
        if not sentence.endswith("。") or "\n" in sentence:
            tally.wrong.append(f"{error.code}: {sentence}")
        tally.refused[error.code] += 1
        return
    tally.forms += 1
    written = encode(form)  # reads it again and compares
    if encode(decode(written)) != written:
        tally.wrong.append("written twice, it differs")
    for finding in check(form, rule_set_of(form)):
        finding_line(finding, form)


def judge_file(path: Path, data: bytes, tally: Tally) -> None:
    """Look at a file as the project list and the window do; not a byte of it may change."""
    path.write_bytes(data)
    before = path.stat().st_mtime_ns
    unreadable = read_summary(path).unreadable
    try:
        store.load(path)
        code = None
    except UnreadableForm as error:
        code = error.code
    if (None if unreadable is None else unreadable.code) != code:
        tally.wrong.append(f"the list says {unreadable}, the window {code}")
    if path.read_bytes() != data or path.stat().st_mtime_ns != before:
        tally.wrong.append("the file was changed")


def fuzz(first: int, count: int, folder: Path) -> Tally:
    """Judge so many spoilt files; each tenth on the disk too."""
    tally = Tally()
    for seed in range(first, first + count):
        data = spoilt(seed)
        try:
            judge(data, tally)
            if seed % 10 == 0:
                judge_file(folder / "坏.json", data, tally)
        except Exception as error:  # whatever it is, it is what is looked for
            tally.wrong.append(f"seed {seed}: {type(error).__name__}: {error}")
    return tally
