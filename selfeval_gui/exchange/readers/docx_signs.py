"""Signs that Word keeps in other ways than as letters: symbols of a font, equations."""

from __future__ import annotations

from itertools import chain

from lxml import etree

from selfeval_gui.domain.raised import LOWERED, RAISED, raised
from selfeval_gui.exchange.readers.safe_xml import attribute, local_name

_PRIVATE = 0xF000  # where fonts of symbols have their signs
# The places of the signs in the fonts that office programs offer under 符号, as their makers publish them.
_SYMBOL = {
    **{0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0xB0: "°", 0xB7: "•"},
    **{0xAE: "→", 0xAD: "↑", 0xAC: "←", 0xAF: "↓", 0xD6: "√", 0xE5: "∑", 0x6D: "μ", 0xA2: "′"},
}
_WINGDINGS = {
    **{0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0x52: "☑", 0x78: "☒", 0xA8: "□", 0x6F: "□", 0x6E: "■", 0x6C: "●"},
    **{0x71: "❑", 0x72: "❒", 0xD8: "➢", 0xE0: "→", 0xAB: "★", 0x76: "❖", 0x75: "◆", 0x9F: "•", 0xA7: "▪"},
}
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x2A: "□", 0x30: "□", 0x97: "●"}
_PARTS = {  # of the equations that are written otherwise than one part after the other
    **{"f": {"num", "den"}, "sSup": {"e", "sup"}, "sSub": {"e", "sub"}, "sSubSup": {"e", "sub", "sup"}},
    **{"rad": {"deg", "e"}, "d": {"e"}, "nary": {"sub", "sup", "e"}},
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol(font: str, code: str) -> str:
    """Return a sign of a font; one that we do not know is named, as it must not vanish."""
    try:
        number = int(code, 16)
    except ValueError:
        return f"〔{font} {code}〕"
    place = number - _PRIVATE if _PRIVATE <= number <= _PRIVATE + 0xFF else number
    signs = _FONTS.get(font.lower(), {})
    if place in signs:
        return signs[place]
    is_letter = chr(number).isprintable() and number < _PRIVATE and number <= 0xFFFF
    return chr(number) if is_letter else f"〔{font} {code}〕"


def math_text(part: etree._Element) -> str:
    """Return an equation on one line: 3/4, 10⁴, √2."""
    name, inner = local_name(part), {local_name(each): math_text(each) for each in part}
    base, known = inner.get("e", ""), _PARTS.get(name)
    if known is not None and any(inner[each] for each in inner.keys() - known):
        known = None  # something within that nobody knows: all is said one after the other
    if name == "t":
        return part.text or ""
    if known is None:
        return (part.text or "").strip() + "".join(math_text(each) for each in part)
    if name == "f":
        return f"{_grouped(inner.get('num', ''))}/{_grouped(inner.get('den', ''))}"
    if name in {"sSup", "sSub", "sSubSup"}:
        low, high = inner.get("sub", ""), inner.get("sup", "")
        return base + (_moved(low, LOWERED, "_") if low else "") + (_moved(high, RAISED, "^") if high else "")
    if name == "rad":
        return f"{raised(inner.get('deg', ''))}√{_grouped(base)}"
    if name == "d":
        return _between(part)
    return f"{_sign_of(part)}{inner.get('sub', '')}{inner.get('sup', '')} {base}"


def _grouped(text: str) -> str:
    return text if text.isalnum() or len(text) < 2 else f"({text})"


def _moved(text: str, table: dict[int, int], mark: str) -> str:
    moved = text.translate(table)
    return f"{mark}({text})" if set(moved) & set(text) else moved


def _between(part: etree._Element) -> str:
    marks = {local_name(each): attribute(each, "val") for each in chain.from_iterable(part)}
    inside = ",".join(math_text(each) for each in part if local_name(each) == "e")
    return f"{marks.get('begChr', '(')}{inside}{marks.get('endChr', ')')}"


def _sign_of(part: etree._Element) -> str:
    return next((attribute(each, "val") for each in chain.from_iterable(part) if local_name(each) == "chr"), "∫")
