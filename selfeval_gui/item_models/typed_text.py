"""What typed text means, and why it cannot be kept, as a sentence for the hint beside it."""

from typing import NamedTuple

from selfeval_gui.domain.fields import FieldKind, Value, show_field
from selfeval_gui.domain.numbers import (
    MAX_DIGITS,
    MAX_PLACES,
    NotANumber,
    NumberTooLong,
    PerCent,
    SeveralNumbers,
    money_behind,
)
from selfeval_gui.domain.typed_fields import NotAYear, parse_field
from selfeval_gui.i18n import _

_SHOWN = 20
_AMOUNTS = {FieldKind.IN_WAN_YUAN, FieldKind.IN_YUAN}
_TOO_LONG = _("数字太长：最多 {digits} 位数字，其中小数最多 {places} 位。")
_TOO_FINE = _("“{text}”换算成{unit}以后太长：最多 {digits} 位数字，其中小数最多 {places} 位。请四舍五入以后再填。")
_PER_CENT = {
    FieldKind.WEIGHT: _("“{text}”超过 100%，不能作分值；请写分数，如 15。"),
    FieldKind.SCORE: _("“{text}”是百分比，得分要写分数，如 13.5。"),
}
_NO_AMOUNT = _("“{text}”是百分比，这里要填金额，如 92.4；执行率由程序按金额算出。")


class Typed(NamedTuple):
    """A text once it was read: its value, or what is wrong with it ("" where it can be kept).

    `note` says what became of it where the value is not what one sees in the text: 1016400元换算为 101.64 万元.
    """

    value: Value
    problem: str = ""
    note: str = ""


def read_typed(kind: FieldKind, text: str) -> Typed:
    """Read what was typed into a field of this kind."""
    try:
        value = parse_field(kind, text)
    except NumberTooLong:
        words = _TOO_FINE if _other_unit(kind, text) else _TOO_LONG
    except PerCent:
        words = _PER_CENT.get(kind, _NO_AMOUNT)
    except SeveralNumbers:
        words = _("“{text}”里不止一个数字，请只留一个；按 Esc 恢复原来的内容。")
    except NotANumber:
        words = _("“{text}”不是数字，请改成数字，如 15 或 92.4；按 Esc 恢复原来的内容。")
    except NotAYear:
        words = _("“{text}”不是年度，请写四位数字，如 2020；按 Esc 恢复原来的内容。")
    else:
        return Typed(value, note=_conversion(kind, text, value))
    return Typed(None, words.format(text=_short(text), digits=MAX_DIGITS, places=MAX_PLACES, unit=kind.value))


def paste_problem(kind: FieldKind, text: str) -> str:
    """Return why a text was not pasted into cells of this kind."""
    try:
        parse_field(kind, text)
    except (NumberTooLong, PerCent):
        return read_typed(kind, text).problem + _("没有粘贴。")
    except SeveralNumbers:
        return _("“{text}”里不止一个数字，没有粘贴。请一个单元格只放一个数字。").format(text=_short(text))
    except NotANumber:
        pass
    return _("“{text}”不是数字，没有粘贴。这里要填数字，如 15 或 92.4。").format(text=_short(text))


def _conversion(kind: FieldKind, text: str, value: Value) -> str:
    if not _other_unit(kind, text):
        return ""
    words = _("{text}换算为 {number} {unit}")
    return words.format(text=_short(text), number=show_field(value), unit=kind.value)


def _other_unit(kind: FieldKind, text: str) -> bool:
    return kind in _AMOUNTS and money_behind(text) not in {"", kind.value}


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"
