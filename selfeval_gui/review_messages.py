"""Every sentence about what goes between units and their department: lists, packages, what is not taken in and why."""

from __future__ import annotations

from selfeval_gui.i18n import _

_LISTS = {
    "list.no_money_unit": _("名单没有写明金额单位，预算按{text}记；不对请在表头写明后再登记一次。"),
    "list.no_name": _("第 {row} 行既没有单位也没有项目名称，没有登记：{text}"),
    "list.twice": _("第 {row} 行的项目“{text}”在同一单位下已有一行，没有重复登记。"),
    "list.bad_year": _("第 {row} 行的年度“{text}”看不懂，没有登记年度。"),
    "list.bad_day": _("第 {row} 行的截止日期“{text}”看不懂，没有登记。"),
    "list.bad_budget": _("第 {row} 行的预算“{text}”不是一个金额，预算留空。"),
}


def list_sentence(code: str, row: int, text: str) -> str:
    """Return what is doubtful in a row of a list."""
    return _LISTS[code].format(row=row, text=text)
