"""Find a text in the files of a workspace. For a worker; forms that are open are searched where they are open."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.domain.find import Hit, Query, find
from selfeval_gui.domain.tree import Tree
from selfeval_gui.messages import field_place, node_place
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.store import load, read
from selfeval_gui.storage.workspace import find_forms
from selfeval_gui.work.progress import Progress, Turns

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

MOST_HITS = 2000
_BATCH = 20  # files between two reports of progress


class Spotted(NamedTuple):
    """A hit with its place in the form's own words."""

    hit: Hit
    place: list[str]


class FoundTexts(NamedTuple):
    """The hits of one form."""

    path: Path
    name: str
    spotted: list[Spotted]


class FoundInFiles(NamedTuple):
    """The forms that hold the text, and the files that could not be read."""

    found: list[FoundTexts]
    unread: list[Path]


def find_in_form(path: Path, form: Form, query: Query) -> FoundTexts:
    """Return the hits of a form."""
    tree = Tree(form.indicators)
    spotted = [
        Spotted(hit, field_place(hit.field) if hit.node is None else node_place(tree, hit.node, hit.field))
        for hit in find(form, query)
    ]
    return FoundTexts(path, form.project_name.strip() or path.name, spotted)


def find_in_files(root: Path, without: Collection[Path], query: Query, progress: Progress) -> FoundInFiles:
    """Search the workspace but for some files; no more once there are `MOST_HITS`.

    Raises
    ------
    UnreadableFolder
        if the workspace cannot be listed.
    """
    found: list[FoundTexts] = []
    unread: list[Path] = []
    hits, turns = 0, Turns(progress)
    paths = [path for path in find_forms(root) if path not in without]
    for done, path in enumerate(paths):
        turns.pass_on()
        if done % _BATCH == 0:
            progress(done, len(paths), None)
        try:
            if _may_hold(path, query):
                in_form = find_in_form(path, load(path).form, query)
                hits += len(in_form.spotted)
                found += [in_form] if in_form.spotted else []
        except UnreadableForm:
            unread.append(path)
        if hits >= MOST_HITS:
            break
    return FoundInFiles(found, unread)


def _may_hold(path: Path, query: Query) -> bool:
    """Tell whether reading the file in full is worth it: whether its bytes hold the text as JSON writes it."""
    text = read(path)[0].decode("utf-8", errors="replace")
    if "\\u" in text:
        return True
    written = json.dumps(query.text, ensure_ascii=False)[1:-1]
    return Query(written, query.match_case).pattern.search(text) is not None
