"""What typed text means, and why it cannot be kept, as a sentence for the hint beside it."""

from typing import NamedTuple

from selfeval_gui.domain.fields import FieldKind, NotAYear, Value, parse_field
from selfeval_gui.domain.numbers import MAX_DIGITS, MAX_PLACES, NotANumber, NumberTooLong, SeveralNumbers
from selfeval_gui.i18n import _

_SHOWN = 20


class Typed(NamedTuple):
    """A text once it was read: its value, or what is wrong with it ("" where it can be kept)."""

    value: Value
    problem: str


def read_typed(kind: FieldKind, text: str) -> Typed:
    """Read what was typed into a field of this kind."""
    try:
        return Typed(parse_field(kind, text), "")
    except NumberTooLong:
        words = _("数字太长：最多 {digits} 位数字，其中小数最多 {places} 位。")
    except SeveralNumbers:
        words = _("“{text}”里不止一个数字，请只留一个；按 Esc 恢复原来的内容。")
    except NotANumber:
        words = _("“{text}”不是数字，请改成数字，如 15 或 92.4；按 Esc 恢复原来的内容。")
    except NotAYear:
        words = _("“{text}”不是年度，请写四位数字，如 2020；按 Esc 恢复原来的内容。")
    return Typed(None, words.format(text=_short(text), digits=MAX_DIGITS, places=MAX_PLACES))


def paste_problem(text: str) -> str:
    """Return why a text was not pasted into cells for numbers."""
    try:
        parse_field(FieldKind.NUMBER, text)
    except NumberTooLong:
        return read_typed(FieldKind.NUMBER, text).problem + _("没有粘贴。")
    except SeveralNumbers:
        return _("“{text}”里不止一个数字，没有粘贴。请一个单元格只放一个数字。").format(text=_short(text))
    except NotANumber:
        pass
    return _("“{text}”不是数字，没有粘贴。这里要填数字，如 15 或 92.4。").format(text=_short(text))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"
