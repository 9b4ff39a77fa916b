"""汇总 of the accepted forms: what counts, by year and unit, beside last year and the review; what is open stands in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.review.entries import Opinion, Person
from selfeval_gui.domain.tree import new_id
from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.work.progress import Cancelled, unheard
from selfeval_gui.work.review.moments import moment
from selfeval_gui.work.review.reviewing import add_opinion, decide
from selfeval_gui.work.review.summing import write_review_summary
from tests.helpers.review import form_of, list_file, put, rewrite, rows_of, run

WANG, LI = Person(name="王芳"), Person(name="李雷")
NOW, TODAY = datetime(2021, 3, 1, 9, tzinfo=UTC), date(2021, 3, 1)
NAMES = "序号 年度 单位 项目 预算 执行 执行率 自评 等级 上年 比上年 评审 偏差 状态 说明".split()
Line = dict[str, Any]


@pytest.fixture
def sample(sample_originals: Path) -> Path:
    return min(sample_originals.glob("*.json"))


@pytest.fixture
def put_form(tmp_path: Path, sample: Path) -> Callable[..., Form]:
    def made(unit: str, project: str, year: int = 2020, *, accepted: bool = True, **changes: Any) -> Form:
        form = form_of(sample, unit, project, year)
        for name, value in changes.items():
            setattr(form.funds if name == "funds_unit" else form, name.removeprefix("funds_"), value)
        put(tmp_path / "w" / unit / str(year), form)
        if accepted:
            decide(tmp_path / "w", form, "通过", WANG, NOW, None)
        return form

    return made


def opinion(folder: Path, form: Form, by: Person, score: str, minute: int = 0) -> None:
    at = moment(NOW.replace(minute=minute))
    add_opinion(folder, form, Opinion(id=new_id(), at=at, by=by, score=Decimal(score)))


def summary(folder: Path, tmp_path: Path, *, accepted_only: bool = True, wanted: set[Path] | None = None) -> list[Line]:
    target = tmp_path / "汇总.xlsx"
    write_review_summary(folder, wanted, target, TODAY, unheard, accepted_only=accepted_only)
    rows = CalamineWorkbook.from_path(target).get_sheet_by_name("按单位汇总").to_python()
    return [dict(zip(NAMES, row, strict=True)) for row in rows]


def line(lines: list[Line], **wanted: Any) -> Line:
    (found,) = [each for each in lines if all(each[name] == value for name, value in wanted.items())]
    return found


def test_forms_by_year_and_unit_with_subtotals_and_one_unit_of_money(
    tmp_path: Path, put_form: Callable[..., Form]
) -> None:
    put_form("科技馆", "展厅更新")
    in_yuan = put_form("图书馆", "馆藏保护", accepted=False)
    for row in (
        in_yuan.funds.total,
        *(getattr(in_yuan.funds.parts, name) for name in type(in_yuan.funds.parts).model_fields),
    ):
        for name in ("initial_budget", "annual_budget", "executed"):
            value = getattr(row, name)
            setattr(row, name, None if value is None else value * 10000)
    in_yuan.funds.unit = "元"
    rewrite(next((tmp_path / "w").rglob("馆藏保护.json")), funds=in_yuan.funds)
    decide(tmp_path / "w", in_yuan, "通过", WANG, NOW, None)
    put_form("科技馆", "科普巡展", 2019)
    lines = summary(tmp_path / "w", tmp_path)
    texts = [each["序号"] for each in lines]
    assert "只汇总了通过的 3 份。" in texts and "金额一律为万元，其中 1 份按元填报，已经折算。" in texts
    # Seed 1: 110 and 101.64 万元, 92.4 %, 91 points.
    assert [(each["单位"], each["年度"]) for each in lines if isinstance(each["序号"], float)] == [
        *(("科技馆", 2019), ("图书馆", 2020), ("科技馆", 2020)),
    ]
    assert [each["单位"] for each in lines[4:]] == [
        *("科技馆", "科技馆小计 1 份", "2019 年度合计 1 份"),
        *("图书馆", "图书馆小计 1 份", "科技馆", "科技馆小计 1 份", "2020 年度合计 2 份"),
        "合计 3 份，得分为平均",
    ]
    library = line(lines, 项目="馆藏保护")
    assert (library["预算"], library["执行"], library["执行率"]) == (110, 101.64, 0.924)
    year = line(lines, 单位="2020 年度合计 2 份")
    assert (year["预算"], year["执行"], year["执行率"], year["自评"]) == (220, 203.28, 0.924, 91)
    assert line(lines, 单位="合计 3 份，得分为平均")["预算"] == 330


def test_last_year_and_the_review_stand_beside_the_own_score(tmp_path: Path, put_form: Callable[..., Form]) -> None:
    form = put_form("科技馆", "2020 年展厅更新")
    before = put_form("科技馆", "2019 年展厅更新", 2019, accepted=False)
    rows_of(before)[0].score -= Decimal("2.5")
    rewrite(next((tmp_path / "w").rglob("2019 年展厅更新.json")), indicators=before.indicators)
    opinion(tmp_path / "w", form, WANG, "87.5")
    found = line(summary(tmp_path / "w", tmp_path), 项目="2020 年展厅更新")
    assert [found[name] for name in ("自评", "上年", "比上年", "评审", "偏差")] == [91, 88.5, 2.5, 87.5, -3.5]
    assert found["说明"] == ""
    opinion(tmp_path / "w", form, LI, "90", minute=5)
    lines = summary(tmp_path / "w", tmp_path)
    said = "评审得分不一致（王芳：87.5、李雷：90），用的是最后写的"
    assert line(lines, 项目="2020 年展厅更新", 序号=1)["评审"] == 90
    assert [each["说明"] for each in lines if each["项目"] == "2020 年展厅更新"] == [said, said]


def test_what_does_not_count_stands_in_the_summary(tmp_path: Path, put_form: Callable[..., Form]) -> None:
    folder = tmp_path / "w"
    put_form("科技馆", "展厅更新")
    put_form("科技馆", "科普巡展")
    put_form("科技馆", "青少年活动", accepted=False)
    rewrite(next(folder.rglob("科普巡展.json")), notes="改了")
    for _copy in range(2):
        put_form("图书馆", "馆藏保护", accepted=False)
    (folder / "坏.json").write_text("{", encoding="utf-8")
    listed = list_file(tmp_path / "l.xlsx", ("单位", "项目名称"), ("图书馆", "阅读推广"), ("图书馆", "馆藏保护"))
    assert run("register", folder, "--from", listed) == 0
    lines = summary(folder, tmp_path)
    below = lines[[each["单位"] for each in lines].index("没有计入、需要核对的") + 1 :]
    assert {(each["项目"], each["说明"].split("：")[0]) for each in below} == {
        ("阅读推广", "还没有报"),
        ("馆藏保护", "同一项目有几份，都没有计入"),
        ("科普巡展", "通过后又改，没有计入"),
        ("青少年活动", "还没有通过（待审），没有计入"),
        ("坏.json", "读不了，没有计入"),
    }
    assert len(below) == 6 and line(lines, 单位="合计 1 份，得分为平均")["预算"] == 110

    every = summary(folder, tmp_path, accepted_only=False)
    assert line(every, 单位="合计 3 份，得分为平均")["预算"] == 330
    assert "汇总了 3 份，其中 2 份还没有通过，见“状态”一栏。" in [each["序号"] for each in every]
    assert line(every, 项目="青少年活动", 序号=3)["状态"] == "待审"
    assert "还没有通过（待审），已计入" in [each["说明"] for each in every]
    chosen = summary(folder, tmp_path, wanted=set())
    assert "这一次没有选中，没有计入（通过）" in [each["说明"] for each in chosen]


def test_sums_are_not_called_usable_while_the_scale_is_in_doubt(tmp_path: Path, put_form: Callable[..., Form]) -> None:
    form = put_form("科技馆", "展厅更新", accepted=False)
    form.funds.total.executed = Decimal(1016400)  # 元 in a form in 万元
    rewrite(next((tmp_path / "w").rglob("展厅更新.json")), funds=form.funds)
    decide(tmp_path / "w", form, "通过", WANG, NOW, None)
    lines = summary(tmp_path / "w", tmp_path)
    assert lines[-3]["单位"] == "合计 1 份，得分为平均；有金额单位存疑的，核对以前不能使用"
    assert "有 1 份的金额单位存疑，核对以前金额的合计不能使用。" in [each["序号"] for each in lines]
    assert lines[-1]["项目"] == "展厅更新" and "核对以前合计不能使用" in lines[-1]["说明"]


def test_nothing_is_written_where_it_is_stopped_or_refused(tmp_path: Path, put_form: Callable[..., Form]) -> None:
    put_form("科技馆", "展厅更新")

    def stop(_done: int, _total: int, _item: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_review_summary(tmp_path / "w", None, tmp_path / "a.xlsx", TODAY, stop)
    (tmp_path / "b.xlsx").mkdir()
    with pytest.raises(SaveFailed):
        write_review_summary(tmp_path / "w", None, tmp_path / "b.xlsx", TODAY, unheard)
    assert not (tmp_path / "a.xlsx").exists()
