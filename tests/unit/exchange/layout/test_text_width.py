from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QTextLayout, QTextOption

from selfeval_gui.exchange.layout.text_width import count_lines
from selfeval_gui.exchange.templates.parts import FontSpec

FONT = FontSpec(name="宋体", size=10)
EM = 10.2  # points that one CJK character of that font takes, 2 % of tolerance included


@pytest.mark.parametrize(
    ("text", "ems", "lines"),
    [
        ("", 4, 1),
        ("四个汉字", 4, 1),
        ("五个汉字了", 4, 2),
        ("四个汉字四个汉字", 4, 2),
        ("四个汉字四个汉字多", 4, 3),
        ("一\n二\r\n三", 4, 3),
        ("一\n\n三\n", 4, 4),
        ("四个汉字，四个汉字", 4, 3),  # the comma may not begin a line and takes the character before it along
        ("三个字（括号）", 4, 2),  # 三个字 | （括号）
        ("三个字（括号里的", 4, 3),  # 三个字 | （括号里 | 的
        ("abcdefgh abcdefgh", 6, 2),  # each word 5 em and a half, the blank goes with the first
        ("年年年abcdef", 6, 2),  # the word of 3.7 em does not fit behind three characters
        ("一二三四五六七八abcdefghijklmnopqrst", 8, 4),  # a word of 13 em is broken, its lines three quarters full
        ("汉", 0.5, 1),  # what is wider than the line stands on it alone
        ("汉字", 0.5, 2),
    ],
)
def test_count_lines(text: str, ems: float, lines: int) -> None:
    assert count_lines(text, FONT, ems * EM) == lines


def test_a_larger_font_takes_more_lines() -> None:
    assert count_lines("十个汉字十个汉字十个", FontSpec(name="宋体", size=10), 10 * EM) == 1
    assert count_lines("十个汉字十个汉字十个", FontSpec(name="宋体", size=20), 10 * EM) == 2


PHRASES = (
    *(
        "年度指标值",
        "实际完成情况良好，",
        "率",
        "及时。",
        "第三方机构开展的",
        "“全国科普日”活动",
        "《纲要》；",
        "（二期）",
        "——共 3 次",
    ),
    *(
        "2020 年",
        "12、",
        "100%",
        "≥95%，",
        "1,234.5 万元",
        "A4",
        " ",
        "\n",
        "(1) ",
        "“TELL+科学”",
        "GB/T 7714-2015 ",
        "20℃",
        "5 µg/m³",
    ),
)


@given(phrases=st.lists(st.sampled_from(PHRASES), max_size=60), width=st.floats(60, 330))
def test_never_fewer_lines_than_a_real_font_takes(qapp: QGuiApplication, phrases: list[str], width: float) -> None:
    text = "".join(phrases)
    assert count_lines(text, FONT, width) >= lines_by_qt(text, width)


def lines_by_qt(text: str, width: float) -> int:
    """Count the lines of Qt's own layout in this machine's sans serif at 10 points, its CJK characters 1 em wide."""
    font = QFont("sans-serif")
    font.setPixelSize(100)
    em = QFontMetricsF(font).horizontalAdvance("汉")
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    total = 0
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(option)
        layout.beginLayout()
        lines = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width / FONT.size * em)
            line.setPosition(QPointF(0, 0))
            lines += 1
        layout.endLayout()
        total += max(lines, 1)
    return total
