"""Days as people write them, each with the days that a person would find in a calendar, and texts that name none."""

from datetime import date

import pytest

from selfeval_gui.domain.days import due_and_done, read_days


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        # the words of the issue and their like
        ("2025年8月31日前", (2025, 8, 31), (2025, 8, 31)),
        ("9月", (2025, 9, 1), (2025, 9, 30)),
        ("第三季度", (2025, 7, 1), (2025, 9, 30)),
        ("6月30日前完成验收并投入使用", (2025, 6, 30), (2025, 6, 30)),
        ("9月30日前发放完毕", (2025, 9, 30), (2025, 9, 30)),
        # within a year
        ("年内", (2025, 1, 1), (2025, 12, 31)),
        ("年内完成", (2025, 1, 1), (2025, 12, 31)),
        ("本年度内", (2025, 1, 1), (2025, 12, 31)),
        ("当年完成", (2025, 1, 1), (2025, 12, 31)),
        ("2024年度", (2024, 1, 1), (2024, 12, 31)),
        ("每年6月", (2025, 6, 1), (2025, 6, 30)),
        # what goes on is done at its end
        ("5-9月", (2025, 9, 1), (2025, 9, 30)),
        ("5月至9月", (2025, 9, 1), (2025, 9, 30)),
        ("2024年5—9月", (2024, 9, 1), (2024, 9, 30)),
        ("2024年10月至2025年3月", (2025, 3, 1), (2025, 3, 31)),
        ("2025.3-2025.10", (2025, 10, 1), (2025, 10, 31)),
        ("2025-03-01至2025-06-30", (2025, 6, 30), (2025, 6, 30)),
        ("3月1日～6月30日", (2025, 6, 30), (2025, 6, 30)),
        ("一至三季度", (2025, 7, 1), (2025, 9, 30)),
        ("10月中旬至11月上旬", (2025, 11, 1), (2025, 11, 10)),
    ],
)
def test_a_text_names_the_days_of_the_calendar(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert read_days(text, 2025) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "text",
    [
        *("", "及时", "全年", "年度", "当年", "每月5日前", "汛期前", "12-2月", "11月至次年2月", "二、三季度"),
        *("3-5天", "5-9", "2-3次", "15-20日", "年内2次", "2月30日", "9月30日前完成20公里"),
    ],
)
def test_other_texts_name_none(text: str) -> None:
    assert read_days(text, 2025) is None


@pytest.mark.parametrize(
    ("target", "actual", "is_late"),
    [
        ("年内完成", "2026年1月", True),
        ("年内完成", "12月30日", False),
        ("5-9月", "10月", True),
        ("5-9月", "6-9月", False),
        ("6月底前", "5-9月", True),
        ("每月5日前", "每月8日", True),
        ("每月10日前发放", "每月10日", False),
        ("次月10日前", "次月15日发放", True),
        ("每月5日前", "12月5日", None),  # of one month nothing is said
        ("每月5日前", "次月3日", None),
    ],
)
def test_two_texts_are_held_against_each_other(target: str, actual: str, is_late: bool | None) -> None:
    days = due_and_done(target, actual, 2025)
    assert (None if days is None else days[1].first > days[0].last) is is_late
