"""Years in texts: which are the form's own, which a person has to judge, which are none."""

from __future__ import annotations

import pytest

from selfeval_gui.domain.years import with_years, years_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2020 年项目根据实际需求", [(2020, True)]),
        ("（2020年度）", [(2020, True)]),
        ("2020年1月至2020年12月", [(2020, True), (2020, True)]),
        ("2020.12.31前、2020-12-31前", [(2020, True), (2020, True)]),
        ("财预〔2020〕10号、沪财[2020]3号", [(2020, False), (2020, False)]),
        (
            "2020-2022年、2020 年至 2021 年、2018—2020 年",
            [(2020, False), (2022, False), *[(2020, False), (2021, False)], *[(2018, False), (2020, False)]],
        ),
        ("较2020年增长、比 2019 年", [(2020, False), (2019, False)]),
        ("以2020年为基数、2020年度—2021年度", [(2020, False), *[(2020, False), (2021, False)]]),
        ("2021年底前", [(2021, False)]),
        ("≥2020人次、2020个、达到2020", [(2020, False)] * 3),
        ("2020001 号、12020、1999 年、2030 年", []),
        ("２０２０年", []),
    ],
)
def test_years_found(text: str, found: list[tuple[int, bool]]) -> None:
    assert [(year, is_plain) for _start, year, is_plain in years_in(text, 2020)] == found


def test_only_the_places_named_go_on() -> None:
    text = "2020 年完成，2020 年验收"
    assert with_years(text, [0], 1) == "2021 年完成，2020 年验收"
    assert with_years(text, [0, 9], 2) == "2022 年完成，2022 年验收"
    assert with_years(text, [], 1) == text
