"""一体化对接: which forms a finance system would take and why not, and the table that is uploaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.data import forms_dir
from selfeval_gui.i18n import _
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.store import write_export
from selfeval_gui.work.kind_store import KindFiles, KindStore
from selfeval_gui.work.reading import FormSource, name_of, read_each

if TYPE_CHECKING:
    from selfeval_gui.domain.destination import Destination, Refusal
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.tree import Tree
    from selfeval_gui.work.progress import Progress

_PRESETS = ("integration",)
_SENTENCES = {
    "size": _("“{where}”有 {is} 字节，系统只收 {most} 字节，约多 {over} 个汉字。"),
    "character": _("“{where}”里有系统不收的字符：{characters}"),
    "encoding": _("“{where}”里有系统的字符集没有的字：{characters}"),
    "twice": _("三级指标“{name}”出现 {count} 次，系统按名称对应，不能重名。"),
}


class Reason(NamedTuple):
    """Why a form would not be taken: the sentence, and the place it speaks of (node "" for a field of the form)."""

    sentence: str
    node: str
    field: str


class Looked(NamedTuple):
    """A form with the reasons against it, none where it can be uploaded; `form` is None for a file that is none."""

    path: Path
    name: str
    form: Form | None
    reasons: list[Reason]


class OwnDestinations(KindStore["Destination"]):
    """The user's own presets; a file that holds none raises BadDestination."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(KindFiles("destinations", presets, _read, _write, _named), folder)


@cache
def presets() -> Mapping[str, Destination]:
    """Return the presets that come with the program, by id."""
    return {name: _read((forms_dir() / "destinations" / f"{name}.json").read_bytes()) for name in _PRESETS}


def look_at(sources: Sequence[FormSource], destination: Destination, progress: Progress) -> list[Looked]:
    """Read every form and say whether the system would take it."""
    found = []
    for source, form in read_each(sources, progress):
        if isinstance(form, UnreadableForm):
            unread = Reason(_("文件读不了，不能上传。"), "", "")
            found.append(Looked(source.path, name_of(source), None, [unread]))
            continue
        name = form.project_name.strip() or name_of(source)
        found.append(Looked(source.path, name, form, reasons_of(form, destination)))
    return found


def reasons_of(form: Form, destination: Destination) -> list[Reason]:
    """Return why a system would not take a form, none where it would."""
    from selfeval_gui.domain.destination import refusals
    from selfeval_gui.domain.tree import Tree

    tree = Tree(form.indicators)
    return [_reason(each, tree) for each in refusals(form, destination)]


def write_upload(looked: Sequence[Looked], destination: Destination, target: Path, _progress: Progress) -> list[str]:
    """Write the forms that can be uploaded, in the order of the system's columns; return what was left out."""
    from selfeval_gui.exchange.reports.upload_book import render_upload  # brings XlsxWriter

    forms = [each.form for each in looked if each.form is not None and not each.reasons]
    write_export(target, render_upload(forms, destination), overwrite=True)
    told = _("“{name}”还不能上传，没有写进去。")
    return [told.format(name=each.name) for each in looked if each.reasons]


def _reason(refusal: Refusal, tree: Tree) -> Reason:
    from selfeval_gui.messages import field_place, node_place

    if refusal.node is None:
        where = " / ".join(field_place(refusal.field))
    else:
        where = " / ".join(node_place(tree, refusal.node, refusal.field))
    return Reason(_SENTENCES[refusal.code].format(where=where, **refusal.args), refusal.node or "", refusal.field)


def _read(data: bytes) -> Destination:
    from selfeval_gui.domain.destination import read_destination

    return read_destination(data)


def _write(destination: Destination) -> bytes:
    from selfeval_gui.domain.destination import write_destination

    return write_destination(destination)


def _named(destination: Destination, kind_id: str, name: str) -> Destination:
    return replace(destination, id=kind_id, name=name)
