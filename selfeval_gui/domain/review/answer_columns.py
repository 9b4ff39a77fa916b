"""The words of 退回意见.xlsx: its columns and the choices of an answer, for who writes it and who reads it back."""

from __future__ import annotations

from selfeval_gui.i18n import _

# The last column is hidden and names the remark.
COLUMNS = {
    "number": _("编号"),
    "project": _("项目"),
    "place": _("位置"),
    "quoted": _("原内容"),
    "text": _("意见"),
    "kind": _("性质"),
    "suggested": _("应为"),
    "how": _("答复"),
    "said": _("说明"),
    "remark": _("意见编号"),
}
CHOICES = (_("已改"), _("不改"), _("已说明"))
BETWEEN_PLACES = " / "
