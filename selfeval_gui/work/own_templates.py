"""The user's own templates (表样). Templates bring pydantic, which the window starts without."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from selfeval_gui.i18n import _
from selfeval_gui.work.kind_store import KindFiles, KindStore

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from selfeval_gui.domain.form import Form
    from selfeval_gui.exchange.templates.template import Template

_PAPER_FAULTS = {
    "newer": _("单位文件的信息由更新版本的程序存成，请先升级本程序"),
    "damaged": _("里面的单位文件不完整"),
    "no_table": _("它所说的工作表或表格，里面的单位文件没有"),
}
_LONGEST_NAME = 100  # as the model of a template holds

# By pydantic's names of what is wrong; of other faults only the part is said.
_FAULTS = {
    "json_invalid": _("文件不完整，或不是 JSON"),
    "extra_forbidden": _("{part} 一处本程序不认识，可能出自更新的版本"),
    "too_long": _("{part} 一处太多"),
}
_APART = _("{part} 一处与别的部分合不上")


class BadTemplate(ValueError):
    """A file that holds no usable template; the text says which part of it is at fault."""


class OwnTemplates(KindStore["Template"]):
    """Their store; a file that holds none raises BadTemplate."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(KindFiles("templates", _presets, _read, _write, _named), folder)


def template_fault(form: Form) -> str:
    """Return why the template that a form names cannot be used and which one it is shown in, "" where it can."""
    from selfeval_gui.exchange.templates.template import has_template, template_of

    if has_template(form):
        return ""
    copy = form.template_copy
    reason = _("表里没有随带这种表样")
    if copy is not None and copy.get("id") == form.template:
        try:
            _read(json.dumps(copy).encode("utf-8"))
        except BadTemplate as error:
            reason = _("{part} 一处读不出来").format(part=error) if str(error).isascii() else str(error)
    text = _("这份表的表样“{name}”不能用（{reason}），按“{shown}”显示；内容都在，没有改动。")
    name = copy.get("name") if copy is not None else None
    return text.format(name=str(name or form.template)[:_LONGEST_NAME], reason=reason, shown=template_of(form).name)


def copy_for_form(template: Template) -> dict[str, Any] | None:
    """Return what a form carries of its template, so that it opens anywhere; None for a preset."""
    return None if template.id in _presets() else template.model_dump(mode="json", exclude_defaults=True)


def _presets() -> Mapping[str, Template]:
    from selfeval_gui.exchange.templates.template import presets

    return presets()


def _read(data: bytes) -> Template:
    from pydantic import ValidationError

    from selfeval_gui.exchange.templates.template import read_template

    try:
        return read_template(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        known = _PAPER_FAULTS.get(str(first["msg"]).rpartition(" ")[2]) if "paper" in first["loc"] else None
        part = ".".join(map(str, first["loc"])) or str(first["msg"]).rpartition(" ")[2]
        said = _FAULTS.get(first["type"], "{part}" if first["loc"] else _APART)
        raise BadTemplate(known or said.format(part=part)) from None


def _write(template: Template) -> bytes:
    return template.model_dump_json(indent=2, exclude_defaults=True).encode("utf-8") + b"\n"


def _named(template: Template, kind_id: str, name: str) -> Template:
    from selfeval_gui.exchange.templates.paper import OWN_PAPER

    if template.paper is not None:
        kind_id = f"{OWN_PAPER}{kind_id.rpartition('-')[2]}"
    return template.model_copy(update={"id": kind_id, "name": name[:_LONGEST_NAME]})
