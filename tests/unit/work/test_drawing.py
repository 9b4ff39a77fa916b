"""抽评: how many of each group, the same again by the same seed, by hand with a reason, kept in the register's file."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from selfeval_gui.domain.review.drawing import Drawable, drawn_by_seed, how_many, standing_drawings
from selfeval_gui.storage.review.reviews import read_register
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.desk_rows import draw_desk
from selfeval_gui.work.review.drawing import choose, draw, drawable, drawing_words
from tests.helpers.review import form_of, list_file, put, run

NOW, TODAY = datetime(2021, 3, 1, 9, tzinfo=UTC), date(2021, 3, 1)
FIFTEEN = Decimal(15)


def some(department: str, count: int, year: int = 2020) -> list[Drawable]:
    return [
        Drawable(f"{department}{n}", f"{department}项目{n}", f"单位{n % 3}", department, year) for n in range(count)
    ]


@pytest.mark.parametrize(
    ("count", "percent", "drawn"),
    [(60, 15, 9), (10, 15, 2), (3, 15, 0), (4, 15, 1), (7, 50, 4), (5, 0, 0), (5, 100, 5), (0, 15, 0)],
)
def test_halves_count_up(count: int, percent: int, drawn: int) -> None:
    # 60 × 15 % = 9; 10 × 15 % = 1.5; 3 × 15 % = 0.45; 4 × 15 % = 0.6; 7 × 50 % = 3.5
    assert how_many(count, Decimal(percent)) == drawn
    assert len(drawn_by_seed(some("甲", count), Decimal(percent), "全部", "1")) == drawn


def test_each_group_gives_its_share_and_the_order_of_files_decides_nothing() -> None:
    forms = [*some("甲", 20), *some("乙", 7), *some("丙", 3)]
    chosen = drawn_by_seed(forms, FIFTEEN, "主管部门", "42")
    assert Counter(form.department for form in chosen) == {"甲": 3, "乙": 1}  # 3, 1.05 and 0.45
    again = drawn_by_seed(reversed(forms), FIFTEEN, "主管部门", " 42 ")
    assert {form.form for form in again} == {form.form for form in chosen}
    renamed = [form._replace(form=f"x{n}") for n, form in enumerate(forms)]
    assert [form.project_name for form in drawn_by_seed(renamed, FIFTEEN, "主管部门", "42")] == [
        form.project_name for form in chosen
    ]
    others = {tuple(f.form for f in drawn_by_seed(forms, FIFTEEN, "主管部门", str(seed))) for seed in range(20)}
    assert len(others) > 10
    twice = [*some("甲", 10), *(form._replace(form=f"{form.form}b") for form in some("甲", 10))]
    assert len(drawn_by_seed(twice, FIFTEEN, "全部", "42")) == 2, "a project counts once"


@pytest.fixture
def folder(tmp_path: Path, sample_originals: Path) -> Path:
    sample, folder = min(sample_originals.glob("*.json")), tmp_path / "w"
    for number in range(10):
        put(folder / "科技馆", form_of(sample, "科技馆", f"项目{number}"))
    return folder


def marked(folder: Path) -> set[str]:
    return {row.project_name for row in draw_desk(folder, TODAY, unheard).rows if row.drawn}


def test_a_drawing_stands_in_the_register_and_a_later_one_takes_its_place(folder: Path, tmp_path: Path) -> None:
    forms = drawable(folder, None, TODAY, unheard)
    drawing = draw(folder, forms, FIFTEEN, "实施单位", "2021", "王芳", NOW)
    assert drawing_words(drawing) == "王芳按种子 2021 从 10 份里抽取，按实施单位 15%"
    raw = json.loads((folder / "审核" / "名单.json").read_text(encoding="utf-8"))
    first = {each["project_name"] for each in raw["drawings"][0]["forms"]}
    assert len(first) == 2 and marked(folder) == first and raw["drawings"][0]["seed"] == "2021"
    by_hand = next(form for form in forms if form.project_name not in first)
    choose(folder, [by_hand], "群众有反映", "李雷", NOW.replace(hour=10))
    assert marked(folder) == {*first, by_hand.project_name}
    second = draw(folder, forms, FIFTEEN, "实施单位", "7", "王芳", NOW.replace(hour=11))
    assert marked(folder) == {*(each.project_name for each in second.forms), by_hand.project_name}
    same = draw(folder, forms, FIFTEEN, "实施单位", "2021", "王芳", NOW.replace(hour=12))
    assert {each.project_name for each in same.forms} == first
    choose(folder, [by_hand], "已经查清", "李雷", NOW.replace(hour=13), takes_back=True)
    assert marked(folder) == first
    # A new list from the bureau keeps what was drawn; nobody is missing for a register that only holds drawings.
    assert (
        run("register", folder, "--from", list_file(tmp_path / "l.xlsx", ("单位", "项目名称"), ("科技馆", "项目0")))
        == 0
    )
    assert marked(folder) == first and len(standing_drawings(read_register(folder))) == 2
