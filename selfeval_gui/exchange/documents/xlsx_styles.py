"""The styles part of a workbook: each look of a cell once, however many sheets use it."""

from collections.abc import Callable
from xml.sax.saxutils import quoteattr

from selfeval_gui.exchange.layout.sheet import AT_THE_LEFT, BOXED, GENERAL, Style, font_of
from selfeval_gui.exchange.templates.template import Fonts, FontSpec

_NAMES = {
    Style.TITLE: "自评表标题",
    Style.SUBTITLE: "自评表年度",
    Style.LABEL: "自评表栏目",
    Style.TEXT: "自评表文字",
    Style.CENTRED: "自评表内容",
    Style.NUMBER: "自评表数字",
    Style.LINE: "自评表表外文字",
    Style.LINK: "自评表目录",
}
_FIRST_FREE_FORMAT = 164  # numbers below belong to Excel
_BUILT_IN = {GENERAL: 0, "0": 1, "0.00": 2, "0.00%": 10}
_LINK_COLOUR = "FF0563C1"
_SIDES = "".join(f'<{side} style="thin"><color auto="1"/></{side}>' for side in ("left", "right", "top", "bottom"))

Look = tuple[Style, str, bool]  # style, number format, whether the text would otherwise act as a formula


class Styles:
    """Numbers the looks of cells in the order of their first use."""

    def __init__(self, fonts: Fonts) -> None:
        # The width of columns counts in digits of the first font, that of the style Normal. By default it is Calibri,
        # which another language's Excel replaces, and the page would be of another width.
        self._fonts: dict[str, int] = {_font(fonts.body): 0}
        self._formats: dict[str, int] = {}
        self._named: dict[str, tuple[int, str]] = {"Normal": (0, _xf(0, 0, 0))}
        self._looks: dict[str, int] = {_xf(0, 0, 0, "0"): 0}

    def for_fonts(self, fonts: Fonts) -> Callable[[Look], int]:
        """Return a function that gives the number of a look in these fonts."""
        numbers: dict[Look, int] = {}

        def number_of(look: Look) -> int:
            number = numbers.get(look)
            if number is None:
                number = numbers[look] = self._number(look, fonts)
            return number

        return number_of

    def part(self) -> str:
        """Return the XML of the part."""
        formats = "".join(f'<numFmt numFmtId="{i}" formatCode={quoteattr(code)}/>' for code, i in self._formats.items())
        named = [xf for _, xf in self._named.values()]
        names = "".join(
            f'<cellStyle name={quoteattr(name)} xfId="{number}"{_built_in(number)}/>'
            for name, (number, _) in self._named.items()
        )
        return (
            '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            + (_counted("numFmts", [formats], len(self._formats)) if formats else "")
            + _counted("fonts", list(self._fonts))
            + '<fills count="2"><fill><patternFill patternType="none"/></fill>'
            + '<fill><patternFill patternType="gray125"/></fill></fills>'
            + '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
            + f"<border>{_SIDES}<diagonal/></border></borders>"
            + _counted("cellStyleXfs", named)
            + _counted("cellXfs", list(self._looks))
            + _counted("cellStyles", [names], len(self._named))
            + "</styleSheet>"
        )

    def _number(self, look: Look, fonts: Fonts) -> int:
        style, number_format, is_quoted = look
        is_link = style is Style.LINK
        font = self._fonts.setdefault(_font(font_of(style, fonts), is_link=is_link), len(self._fonts))
        format_id = _BUILT_IN.get(number_format)
        if format_id is None:
            format_id = self._formats.setdefault(number_format, _FIRST_FREE_FORMAT + len(self._formats))
        border = 1 if style in BOXED else 0
        named, _ = self._named.setdefault(
            _NAMES[style], (len(self._named), _xf(font, 0, border, alignment=_alignment(style)))
        )
        xf = _xf(font, format_id, border, str(named), _alignment(style), is_quoted=is_quoted)
        return self._looks.setdefault(xf, len(self._looks))


def _font(spec: FontSpec, *, is_link: bool = False) -> str:
    """Return a font; the elements stand in the order that Excel demands."""
    bold = "<b/>" if spec.bold else ""
    line, tint = ("<u/>", f'<color rgb="{_LINK_COLOUR}"/>') if is_link else ("", "")
    return f'<font>{bold}{line}<sz val="{spec.size:g}"/>{tint}<name val={quoteattr(spec.name)}/></font>'


def _xf(
    font: int, number_format: int, border: int, named: str = "", alignment: str = "", *, is_quoted: bool = False
) -> str:
    of_style = f' xfId="{named}"' if named else ""
    quoted = ' quotePrefix="1"' if is_quoted else ""
    applied = ' applyAlignment="1"' if alignment else ""
    return (
        f'<xf numFmtId="{number_format}" fontId="{font}" fillId="0" borderId="{border}"{of_style}'
        f' applyNumberFormat="1" applyFont="1" applyBorder="1"{applied}{quoted}>{alignment}</xf>'
    )


def _alignment(style: Style) -> str:
    # A number too wide for its column would show as ####; it is made smaller instead.
    fitted = 'shrinkToFit="1"' if style is Style.NUMBER else 'wrapText="1"'
    across = "left" if style in AT_THE_LEFT else "center"
    return f'<alignment horizontal="{across}" vertical="center" {fitted}/>'


def _counted(tag: str, parts: list[str], count: int | None = None) -> str:
    return f'<{tag} count="{len(parts) if count is None else count}">{"".join(parts)}</{tag}>'


def _built_in(number: int) -> str:
    return ' builtinId="0"' if number == 0 else ""
