"""The layouts (本机记住的栏目) for which a person's choices in the import preview are remembered on this machine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from selfeval_gui.domain.tree import new_id
from selfeval_gui.exchange.own_paper.remembered_places import by_places
from selfeval_gui.exchange.readers.grid import Source
from selfeval_gui.exchange.recognize.layout_choices import WAYS, LayoutChoice, follow, headings_of
from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.exchange.templates.paper import Paper
from selfeval_gui.work.kind_store import KindFiles, KindStore
from selfeval_gui.work.own_templates import OwnTemplates

_LONGEST_NAME = 60


class BadLayout(ValueError):
    """A file that holds no remembered layout."""


class OwnLayout(NamedTuple):
    """What is remembered of one; it is known by its headings."""

    id: str
    name: str
    headings: tuple[str, ...]
    choices: tuple[LayoutChoice, ...]
    source: str = ""


class OwnLayouts(KindStore[OwnLayout]):
    """Their store; a file that holds none raises BadLayout."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(KindFiles("layouts", _no_presets, _read, _write, _named), folder)

    def remember(self, headings: tuple[str, ...], choices: list[LayoutChoice]) -> OwnLayout:
        """Keep the choices for these headings, after those that were kept before."""
        old = self.of(headings)
        name = "、".join(headings)[:_LONGEST_NAME]
        kept = (*old.choices, *choices) if old is not None else tuple(choices)
        layout = OwnLayout(f"own-{new_id()}" if old is None else old.id, name, headings, tuple(dict.fromkeys(kept)))
        self.keep(layout)
        return layout

    def of(self, headings: tuple[str, ...]) -> OwnLayout | None:
        """Return what is remembered for these headings."""
        return next((each for each in self.all().values() if each.headings == headings), None)


class Remembered(NamedTuple):
    """What this machine knows of files like one that is read: choices by headings, and offices' own files learned."""

    layouts: Mapping[str, OwnLayout]
    papers: Sequence[tuple[str, Paper]] = ()

    @classmethod
    def here(cls) -> Remembered:
        """Return all of it."""
        templates = OwnTemplates().all().values()
        return cls(OwnLayouts().all(), [(each.name, each.paper) for each in templates if each.paper is not None])


def followed(source: Source, found: FoundForm, remembered: Remembered) -> FoundForm | None:
    """Return a form as what is remembered of its paper would have it; None where nothing is known or changes anything.

    The choices of the import preview come first: they were made last.
    """
    headings = headings_of(source, found) if remembered.layouts else ()
    layout = next((x for x in remembered.layouts.values() if x.headings == headings), None) if headings else None
    if layout is not None:
        return follow(source, found, layout.choices, layout.name)
    placed = (by_places(source, found, paper, name) for name, paper in remembered.papers)
    return next((each for each in placed if each is not None), None)


def _no_presets() -> Mapping[str, OwnLayout]:
    return {}


def _read(data: bytes) -> OwnLayout:
    try:
        read = json.loads(data.decode("utf-8-sig"))
        choices = tuple(
            LayoutChoice(str(w), str(word), bool(is_column), str(t)) for w, word, is_column, t in read["choices"]
        )
        layout = OwnLayout(str(read["id"]), str(read["name"]), tuple(map(str, read["headings"])), choices)
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise BadLayout(str(error)) from None
    if not layout.headings or any(choice.way not in WAYS for choice in choices):
        raise BadLayout(layout.name)
    return layout


def _write(layout: OwnLayout) -> bytes:
    data = layout._asdict() | {"choices": [list(choice) for choice in layout.choices]}
    return json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def _named(layout: OwnLayout, kind_id: str, name: str) -> OwnLayout:
    return layout._replace(id=kind_id, name=name[:_LONGEST_NAME])
