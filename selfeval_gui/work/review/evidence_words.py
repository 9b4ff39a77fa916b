"""Frames of words for remarks on evidence, which offices word differently: `forms/evidence_remarks.json`."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from selfeval_gui.data import forms_dir

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Evidence, Form, Indicator

_PLACE = re.compile(r"\{(三级指标|实际完成值|材料名称|日期文号|年度)\}")
_BLANK = "【　】"  # as in a reason that is being written: to be filled in, and seen if it is not


class Frame(NamedTuple):
    """A remark in the making: its kind and its words."""

    kind: str
    text: str


@cache
def frames() -> dict[str, Frame]:
    """Return the frames as they are in the file, by "missing", "mismatch" and "outdated"."""
    read = json.loads((forms_dir() / "evidence_remarks.json").read_text(encoding="utf-8"))
    return {name: Frame(**each) for name, each in read.items()}


def frame_for(name: str, form: Form, row: Indicator, entry: Evidence | None) -> Frame:
    """Return a frame filled with what the row and the document say; what they do not say stands as a blank."""
    values = {
        "三级指标": row.name,
        "实际完成值": row.actual,
        "材料名称": "" if entry is None else entry.name,
        "日期文号": "" if entry is None else entry.document,
        "年度": "" if form.year is None else str(form.year),
    }
    frame = frames()[name]
    return frame._replace(text=_PLACE.sub(lambda found: values[found[1]].strip() or _BLANK, frame.text))
