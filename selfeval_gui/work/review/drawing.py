"""抽评 kept in the register: by seed or by hand, each drawing added to those before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.review.drawing import Drawable, Per, drawn_by_seed
from selfeval_gui.domain.review.register import Drawing, DrawnForm, Register
from selfeval_gui.domain.review.states import State
from selfeval_gui.domain.tree import new_id
from selfeval_gui.i18n import _
from selfeval_gui.storage.review.reviews import change_register
from selfeval_gui.work.review.desk import look_at
from selfeval_gui.work.review.moments import moment

if TYPE_CHECKING:
    from selfeval_gui.work.progress import Progress


def drawable(folder: Path, wanted: Collection[Path] | None, today: date, progress: Progress) -> list[Drawable]:
    """Return the readable forms among these, None for all, that somebody expects; raises as `look_at`."""
    return [
        Drawable(each.form.id, each.form.project_name, each.unit or "", each.form.department, each.form.year)
        for each in look_at(folder, today, progress).forms
        if each.form is not None and each.state is not State.EXEMPT and (wanted is None or each.path in wanted)
    ]


def draw(
    folder: Path, forms: Sequence[Drawable], percent: Decimal, per: Per, seed: str, by: str, now: datetime
) -> Drawing:
    """Draw by a seed and write it down.

    Raises
    ------
    UnreadableReview, SaveFailed
        if the register cannot be read or written: it is as it was. So with `choose`.
    """
    chosen = drawn_by_seed(forms, percent, per, seed)
    said = {"how": "随机", "seed": seed, "percent": percent, "per": per, "among": [form.form for form in forms]}
    return _write(folder, said, chosen, by, now)


def choose(
    folder: Path, forms: Sequence[Drawable], reason: str, by: str, now: datetime, *, takes_back: bool = False
) -> Drawing:
    """Choose forms by hand, or take back that they are chosen."""
    return _write(folder, {"how": "取消" if takes_back else "指定", "reason": reason}, forms, by, now)


def _write(folder: Path, said: dict[str, Any], forms: Sequence[Drawable], by: str, now: datetime) -> Drawing:
    drawn = [DrawnForm(form=f.form, project_name=f.project_name, unit=f.unit, year=f.year) for f in forms]
    drawing = Drawing.model_validate({"id": new_id(), "at": moment(now), "by": by, **said, "forms": drawn})

    def add(register: Register | None) -> Register:
        known = Register(id=new_id()) if register is None else register
        return known.model_copy(update={"drawings": [*known.drawings, drawing]})

    change_register(folder, add)
    return drawing


def drawing_words(drawing: Drawing) -> str:
    """Return how a drawing came about, with its seed."""
    name = drawing.by or _("未署名")
    if drawing.how == "随机":
        percent = "" if drawing.percent is None else format_plain(drawing.percent)
        words = {
            "name": name,
            "per": drawing.per,
            "percent": percent,
            "seed": drawing.seed,
            "count": len(drawing.among),
        }
        return _("{name}按种子 {seed} 从 {count} 份里抽取，按{per} {percent}%").format(**words)
    text = _("{name}取消：{reason}") if drawing.how == "取消" else _("{name}指定：{reason}")
    return text.format(name=name, reason=drawing.reason)
