"""Sentences of the import preview: why a repair was not done, what is remembered for a layout."""

from selfeval_gui.domain.fields import FUND_COLUMN_LABELS
from selfeval_gui.i18n import _
from selfeval_gui.import_messages import imported_field_label, short

_REPAIRS = {
    "number.one_cell": _("一个数字只能来自一个单元格。请只选一个单元格，或者按列归到各行的栏目。"),
    "number.invalid": _("“{text}”不是数字，不能归到这一栏，没有改动。可以归到备注，或者在右边直接填写。"),
    "number.too_long": _("“{text}”位数过多，或者换算后除不尽，没有改动。请在右边直接填写。"),
    "number.none_bare": _("选中的单元格里没有可以换算的数字，没有改动。请选已归位、没有写单位的数字。"),
    "year.invalid": _("“{text}”不是年度，没有改动。请在右边直接填写四位数的年度。"),
    "row.none": _("“{text}”所在的行还没有归到哪个指标或资金行，没有改动。请先把这一行的三级指标名称归位。"),
    "row.several": _("“{text}”所在的行有几个指标，分不清归到哪一个，没有改动。请在右边直接填写。"),
    "rows.two_numbers": _("两行的同一栏目里各有一个数字（{text}），不能合并，没有改动。请先移出其中一个。"),
    "rows.one": _("前面没有可以合并的指标行，没有改动。请选要并到上一行去的那一行。"),
    "name.none": _("左边和上方都没有可以作名称的字，没有改动。可以归到备注。"),
    "cells.none": _("没有选中原文件里有内容的单元格，没有改动。请先在左边的表里选。"),
    "layout.no_headings": _("这份表没有可以辨认的栏目一行，不能记住，没有改动。"),
    "layout.no_choices": _("这份表还没有可以记住的修正，没有改动。请先归到栏目或换算，再记住。"),
    "doubt.none": _("没有选中要核对的地方，没有改动。请先在上面的列表里选一条。"),
    "doubt.unmapped": _("“{text}”还没有归位，不能当作已核对。请先归到栏目、归到备注，或者另立一栏。"),
    "row.not_chosen": _("没有选中可以删去的内容，没有改动。请先在右边选一行。"),
}
_WAYS = {
    "notes": _("归到备注"),
    "own field": _("另立一栏“{target}”"),
    "printed": _("是表上印的字"),
    "away": _("移出栏目"),
    "by row": _("归到各行的“{target}”"),
    "field": _("归到“{target}”"),
    "numbers": _("数字{target}"),
}
_NUMBERS = {"shares": _("是比例"), "per cent": _("是百分数"), "元": _("以元为单位"), "万元": _("以万元为单位")}


def repair_sentence(code: str, text: str) -> str:
    """Return why something that was asked for in the preview was not done."""
    return _REPAIRS[code].format(text=short(text))


def choice_words(way: str, word: str, is_column: bool, target: str) -> str:
    """Return one choice that is remembered for a layout."""
    place = _("“{word}”一栏") if is_column else _("“{word}”旁边")
    shown = imported_field_label(target) if way in {"by row", "field"} else _NUMBERS.get(target, target)
    text = _("{place}：{what}").format(place=place.format(word=word), what=_WAYS[way])
    return text.format(target=FUND_COLUMN_LABELS.get(target, shown))


def layouts_sentence(name: str) -> str:
    """Return that a file of remembered layouts is not used."""
    return _(
        "本机记住的栏目中有一个文件（{name}）读不出来，没有使用；导入照常，要导入的内容没有变。请在预览里重新修正并记住。"
    ).format(name=name)
