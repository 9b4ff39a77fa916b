"""Numbers and dates as the cells of a workbook show them."""

from datetime import date, datetime, time, timedelta

import pytest

from selfeval_gui.exchange.readers.date_format import shown_date
from selfeval_gui.exchange.readers.number_format import ShownNumber, around_text, shown_number


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        # words of a format
        *((8, '"≥"0"公里"', "≥8公里"), (30, '0"人次"', "30人次"), (96, '0"%"', "96%"), (4, 'G/通用格式"分"', "4分")),
        *((64.5, '0.0"万元"', "64.5万元"), (2, "0天", "2天")),
        # scaled by thousands: a comma behind the last digit
        *((2_345_600, "#,##0.0,", "2345.6"), (980_000, r"0\.0,", "98.0"), (980_000, "0!.0,", "98.0")),
        (1_250_000, '#,##0.00,"千元"', "1250.00千元"),
        # conditions, fractions
        *((36_000, '[>=10000]0!.0,"万";0', "3.6万"), (360, '[>=10000]0!.0,"万";0', "360")),
        *((0.4, "??/??", "2/5"), (2.25, "# ?/?", "2 1/4"), (3, "# ?/?", "3"), (0.5, "?/8", "4/8")),
        # marks of money, brackets and blanks are no part of a number; a sign is
        *((1234.5, '"¥"#,##0.00', "1234.50"), (1234.5, "[$¥-804]#,##0.00", "1234.50"), (-7, "0.0_);(0.0)", "-7.0")),
        *((-7, "#,##0_ ;[Red]\\-#,##0\\ ", "-7"), (7, "_ * #,##0_ ;_ * -#,##0_ ;_ * -_ ;_ @_ ", "7")),
        # words before a negative number stand for its sign; behind one, or in brackets, they do not
        *((-3, '0.0;"减少"0.0', "减少3.0"), (3, '"增加"0;"减少"0', "增加3"), (-3, '0"元";[Red]0"元"', "-3元")),
        *((-3, '0"元";("共"0"元")', "-共3元"), (-3, '0;-0"元"', "-3元")),
        # per cent, general, a zero that the format hides
        *((0.98, "0.00%", "98.00%"), (3.25, "General", "3.25"), (0, "0.00;-0.00;;@", "0"), (12.5, "0.0#", "12.5")),
    ],
)
def test_a_number_as_it_is_shown(value: float, code: str, text: str) -> None:
    assert shown_number(value, code).text == text


def test_a_rounded_number_keeps_the_stored_one() -> None:
    assert shown_number(48.127, '0.0"万元"') == ShownNumber("48.1万元", "48.127万元")
    assert shown_number(2_345_670, "0!.0,") == ShownNumber("234.6", "234.567")
    assert shown_number(1_234_567, "0,") == ShownNumber("1235", "1234.567")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        *(('yyyy"年"m"月"', "2023年4月"), ('m"月"d"日"', "4月5日"), ('yyyy"年"mm"月"dd"日"', "2023年04月05日")),
        *(('[DBNum1][$-804]yyyy"年"m"月"', "2023年4月"), ('yyyy"年"', "2023年"), ("yyyy", "2023")),
        *(("yyyy/m/d", "2023-04-05"), ("mmm-yy", "2023-04-05")),
    ],
)
def test_a_date_in_the_words_of_its_format(code: str, text: str) -> None:
    assert shown_date(date(2023, 4, 5), code) == text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("@", ("", "")),
        ('@"次"', ("", "次")),
        ('"不少于"@', ("不少于", "")),
        ('0;-0;0;"约"@\\户', ("约", "户")),
        ('[Red]"附："@', ("附：", "")),
        ("0.00", ("", "")),
        ('0"次"', ("", "")),  # for numbers alone
        ("General", ("", "")),
    ],
)
def test_words_around_a_text(code: str, words: tuple[str, str]) -> None:
    assert around_text(code) == words


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (datetime(2023, 4, 5, 9, 7), 'yyyy"年"m"月"d"日" h"时"mm"分"', "2023年4月5日 9时07分"),
        (datetime(2023, 4, 5, 9, 7), 'm"月"d"日"hh:mm', "4月5日09:07"),
        (datetime(2023, 4, 5, 15, 7), '[$-804]m"月"d"日"上午/下午h"时"', "4月5日下午3时"),
        (datetime(2023, 4, 5, 0, 7), 'AM/PMh"时"m"分"', "上午12时7分"),
        (time(9, 7, 5), 'h"时"mm"分"ss"秒"', "9时07分05秒"),
        (time(9, 7, 5), 'm"分"s"秒"', "7分5秒"),
        (time(9, 7), "hh:mm", "09:07:00"),
        (timedelta(hours=30, minutes=6), '[h]"小时"m"分"', "30小时6分"),
        (timedelta(hours=30, minutes=6, seconds=5), "[h]:mm:ss", "30:06:05"),
    ],
)
def test_a_time_in_the_words_of_its_format(value: date | time | timedelta, code: str, text: str) -> None:
    assert shown_date(value, code) == text
