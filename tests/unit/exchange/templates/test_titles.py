"""What is the title of a paper form: by its end, with a unit or a year behind it, and not longer than a title is."""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.templates.titles import is_monitoring_title, is_target_title, is_title, is_title_again

NAME, END = "某某水库除险加固工程", "项目支出绩效自评表"


@pytest.mark.parametrize(
    "behind", ["", " 单位：万元", "　金额单位：元", "，单位：万元 ", "2023年度", "（2023年度）", " 2023年度 单位：万元"]
)
def test_unit_and_year_behind_a_title_are_none_of_it(behind: str) -> None:
    assert is_title(f"{END}{behind}")


@pytest.mark.parametrize("behind", ["填写说明", " 单位：房屋管理中心办公室", "202", "单位"])
def test_other_words_behind_it_make_it_none(behind: str) -> None:
    assert not is_title(f"{END}{behind}")


@pytest.mark.parametrize(("length", "is_one"), [(79, True), (80, True), (81, False)])
def test_eighty_characters_are_the_longest_title(length: int, is_one: bool) -> None:
    """A project's name in front of it has forty at most, what sums a report up in a sentence more."""
    title = (NAME * 8)[: length - len(END)] + END
    assert (len(title), is_title(title)) == (length, is_one)
    plan = (NAME * 8)[: length - 5] + "目标申报表"
    assert is_target_title(plan) is is_one


@pytest.mark.parametrize("text", [(NAME * 8)[:80], f"{(NAME * 7)[:70]}{END} 单位：万元"])
def test_a_title_of_usual_length_is_looked_at_with_its_unit(text: str) -> None:
    assert is_title(text) is text.endswith("万元")


def test_blanks_between_a_long_title_and_its_unit_do_not_hide_it() -> None:
    assert is_title(f"{(NAME * 7)[:70]}{END}{' ' * 40}单位：万元")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("绩效运行监控表", True), (f"{(NAME * 7)[:70]}运行监控表{' ' * 40}单位：万元", True), (NAME * 40, False)],
)
def test_the_title_of_a_report_during_the_year(text: str, is_one: bool) -> None:
    assert is_monitoring_title(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_again"), [(f"{END}（续）", True), (f"{END}(续表)", True), (f"续表 {END}", True), (END, False)]
)
def test_a_title_that_goes_on(text: str, is_again: bool) -> None:
    assert is_title_again(text) is is_again
