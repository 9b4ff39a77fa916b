"""Which installed font stands for a font that a template names, and the Qt application that fonts need."""

import sys
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from selfeval_gui.exchange.templates.parts import FontSpec

# Units of the page to a point. Fonts are set in whole units, so that a line breaks at the same place at every zoom.
UNITS = 20

# Other names of the same font, as Windows, WPS and the Chinese Linux systems install it.
_SAME = {
    "宋体": ("SimSun", "NSimSun", "新宋体", "宋体-简", "方正书宋_GBK", "FZShuSong-Z01"),
    "黑体": ("SimHei", "方正黑体_GBK", "FZHei-B01"),
    "仿宋": ("FangSong", "仿宋_GB2312", "FangSong_GB2312", "方正仿宋_GBK", "FZFangSong-Z02"),
    "楷体": ("KaiTi", "楷体_GB2312", "KaiTi_GB2312", "方正楷体_GBK", "FZKai-Z03"),
}
_SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "AR PL UMing CN")
_SANS = (
    *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "微软雅黑"),
    *("WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback"),
)
_LIKE = {"宋体": _SERIF, "仿宋": _SERIF, "楷体": ("AR PL UKai CN", *_SERIF)}


@cache
def use_fonts() -> QGuiApplication | None:
    """Make sure that fonts can be used; the application made for it, None where there is one, is kept for good.

    On Linux it needs no screen. On Windows the fonts come with the screen, which every session there has.
    """
    if QGuiApplication.instance() is not None:
        return None
    platform = [] if sys.platform == "win32" else ["-platform", "offscreen"]
    return QGuiApplication(["selfeval", *platform])


@cache
def families_for(name: str) -> tuple[str, ...]:
    """Return the installed families for a font's name, the best first; none where no Chinese font is installed."""
    there = set(QFontDatabase.families())
    wanted = (*same_font(name), *_LIKE.get(name, ()), *_SANS, *_SERIF)
    return tuple(family for family in dict.fromkeys(wanted) if family in there)


def same_font(name: str) -> tuple[str, ...]:
    """Return the names under which a font may be installed."""
    group = next((group for group in ((own, *others) for own, others in _SAME.items()) if name in group), ())
    return (name, *group)


def stand_in(name: str) -> str | None:
    """Return the family that stands for a font which is not installed, "" if there is none; None if it is there."""
    found = families_for(name)
    if not found:
        return ""
    return None if found[0] in same_font(name) else found[0]


@cache
def font_for(spec: FontSpec) -> QFont:
    """Return the font in units of the page, the same at every zoom."""
    font = QFont()
    font.setFamilies(list(families_for(spec.name)) or [spec.name])
    font.setPixelSize(max(1, round(spec.size * UNITS)))
    font.setBold(spec.bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
