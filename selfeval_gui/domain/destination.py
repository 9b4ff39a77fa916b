"""What a finance system takes of a form: sizes in bytes, characters it refuses, names that must differ. As data."""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from selfeval_gui.domain.cells import cells_of
from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, INDICATOR_FIELDS, OWN, get_field
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three

OF_ROWS = "indicator."  # before the name of a field of the indicators
OTHER_COLUMNS = ("level_1", "level_2", "target.sign", "target.number", "target.unit")
ENCODINGS = ("utf-8", "gbk", "gb18030")
_BYTES_OF_A_CHARACTER = {"utf-8": 3, "gbk": 2, "gb18030": 2}
_LONGEST_NAME = 100


class BadDestination(ValueError):
    """A file that holds no usable preset; the text is the key at fault."""


@dataclass(frozen=True)
class Destination:
    """A preset. Fields of the indicators are named "indicator.target", columns also as `OTHER_COLUMNS`.

    A column that only some templates have is "indicator.own." and its name, such a field of the form "extra." and its.
    """

    id: str
    name: str
    source: str
    encoding: str
    sizes: dict[str, int]
    forbidden: str
    forbidden_in: list[str]
    unique_names: bool
    columns: list[str]


@dataclass(frozen=True)
class Refusal:
    """Why a system would not take a form: `code` has a sentence, `node` is None for a field of the form."""

    code: str
    node: NodeId | None
    field: str
    args: dict[str, str] = dataclasses.field(default_factory=dict)


def read_destination(data: bytes) -> Destination:
    """Read a preset; BadDestination for what is none."""
    try:
        read: Any = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadDestination("JSON") from None
    names = [each.name for each in dataclasses.fields(Destination)]
    if not isinstance(read, dict):
        raise BadDestination("JSON")
    for name in (*names, *read):
        if name not in read or name not in names:
            raise BadDestination(str(name))
    whole = {
        "id": _is_text(read["id"]),
        "name": _is_text(read["name"]) and len(read["name"]) <= _LONGEST_NAME,
        "source": isinstance(read["source"], str),
        "encoding": read["encoding"] in ENCODINGS,
        "sizes": isinstance(read["sizes"], dict)
        and all(_is_field(key) and type(size) is int and size > 0 for key, size in read["sizes"].items()),
        "forbidden": isinstance(read["forbidden"], str),
        "forbidden_in": _are(read["forbidden_in"]),
        "unique_names": isinstance(read["unique_names"], bool),
        "columns": bool(read["columns"]) and _are(read["columns"], OTHER_COLUMNS),
    }
    for name, is_sound in whole.items():
        if not is_sound:
            raise BadDestination(name)
    return Destination(**read)


def write_destination(destination: Destination) -> bytes:
    """Return the preset as a file."""
    return json.dumps(asdict(destination), ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def refusals(form: Form, destination: Destination) -> Iterator[Refusal]:
    """Yield every reason why a system would not take the form, in the order of the paper."""
    for name in (*FORM_FIELDS, *(EXTRA + each for each in form.extra)):
        yield from _of_value(destination, None, name, name, get_field(form, name))
    rows = list(level_three(form.indicators))
    for row in rows:
        for name in cells_of((row,)):
            yield from _of_value(destination, NodeId(row.id), name, f"{OF_ROWS}{name}", get_field(row, name))
    if destination.unique_names:
        same: dict[str, list[NodeId]] = defaultdict(list)
        for row in rows:
            if row.name.strip():
                same[row.name.strip()].append(NodeId(row.id))
        for name, nodes in same.items():
            if len(nodes) > 1:
                yield Refusal("twice", nodes[1], "name", {"name": name, "count": str(len(nodes))})


def _of_value(
    destination: Destination, node: NodeId | None, field_name: str, key: str, value: object
) -> Iterator[Refusal]:
    if not isinstance(value, str) or not value:
        return
    most = destination.sizes.get(key)
    if most is not None:
        if not _is_held(value, destination.encoding):
            unknown = [each for each in dict.fromkeys(value) if not _is_held(each, destination.encoding)]
            yield Refusal("encoding", node, field_name, {"characters": " ".join(unknown)})
        size = _size(value, destination.encoding)
        if size > most:
            over = -(-(size - most) // _BYTES_OF_A_CHARACTER[destination.encoding])
            yield Refusal("size", node, field_name, {"is": str(size), "most": str(most), "over": str(over)})
    if key in destination.forbidden_in:
        refused = [each for each in dict.fromkeys(value) if each in destination.forbidden]
        if refused:
            yield Refusal("character", node, field_name, {"characters": " ".join(refused)})


def _size(text: str, encoding: str) -> int:
    return len(text.encode(encoding, "replace"))


def _is_held(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are(value: object, besides: Collection[str] = ()) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, str) and (_is_field(each) or each in besides) for each in value
    )


def _is_field(key: str) -> bool:
    """Tell whether this names a field of a form or of its indicators, those that only some templates have included."""
    name = key.removeprefix(OF_ROWS)
    if name in (INDICATOR_FIELDS if key.startswith(OF_ROWS) else FORM_FIELDS):
        return True
    before = OWN if key.startswith(OF_ROWS) else EXTRA
    return name.startswith(before) and bool(name.removeprefix(before).strip())
