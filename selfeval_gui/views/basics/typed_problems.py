"""Why typed text cannot be kept, as a sentence for the hint beside it."""

from selfeval_gui.domain.fields import Kind, NotAYear, parse_field
from selfeval_gui.domain.numbers import MAX_DIGITS, MAX_PLACES, NotANumber, NumberTooLong
from selfeval_gui.i18n import _

_SHOWN = 20


def typed_problem(kind: Kind, text: str) -> str | None:
    """Return what is wrong with the text for a field of this kind; None where it can be kept."""
    try:
        parse_field(kind, text)
    except NumberTooLong:
        return _("数字太长：最多 {digits} 位数字，其中小数最多 {places} 位。").format(
            digits=MAX_DIGITS, places=MAX_PLACES
        )
    except NotANumber:
        return _("“{text}”不是数字，请改成数字，如 15 或 92.4；按 Esc 恢复原来的内容。").format(text=_short(text))
    except NotAYear:
        return _("“{text}”不是年度，请写四位数字，如 2020；按 Esc 恢复原来的内容。").format(text=_short(text))
    return None


def paste_problem(text: str) -> str:
    """Return why a text was not pasted into cells for numbers."""
    try:
        parse_field(Kind.NUMBER, text)
    except NumberTooLong:
        return (typed_problem(Kind.NUMBER, text) or "") + _("没有粘贴。")
    except NotANumber:
        pass
    return _("“{text}”不是数字，没有粘贴。这里要填数字，如 15 或 92.4。").format(text=_short(text))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else plain[: _SHOWN - 1] + "…"
