"""区域汇总: the forms of a 转移支付's projects read, and the region's form made from them on its paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.work.reading import FormSource, read_each

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.domain.region import Names, Way
    from selfeval_gui.work.progress import Progress

_TEMPLATE = "transfer-region"
_HEADS = ("department", "implementing_unit")


def read_projects(sources: Sequence[FormSource], progress: Progress) -> dict[Path, Form]:
    """Return the forms that can be read, by their files."""
    return {each.path: form for each, form in read_each(sources, progress) if not isinstance(form, UnreadableForm)}


def region_of(forms: Sequence[Form], ways: Mapping[Names, Way], project_name: str) -> Form:
    """Return the region's form with the heads in which all projects agree; NumberTooLong as `region_form` raises it."""
    from selfeval_gui.domain.region import region_form  # brings the models
    from selfeval_gui.exchange.templates.template import presets

    form = region_form(forms, ways, forms[0].funds.unit)
    form.template, form.rule_set, form.project_name = _TEMPLATE, presets()[_TEMPLATE].rule_set, project_name.strip()
    for field in _HEADS:
        said = {getattr(each, field).strip() for each in forms}
        setattr(form, field, said.pop() if len(said) == 1 else "")
    return form
