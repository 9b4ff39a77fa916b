"""复核表, 问题清单 and 评审意见表 as another reader reads them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.review.entries import Opinion, Person, Rescored, UnitAnswer
from selfeval_gui.domain.tree import new_id
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.materials import Material, WrittenMaterials, write_materials
from selfeval_gui.work.review.moments import moment
from selfeval_gui.work.review.reviewing import add_opinion, add_remarks, answer, new_remark, rescore, settle
from tests.helpers.review import form_of, put, rewrite, rows_of

WANG, LI = Person(name="王芳"), Person(name="李雷")
NOW, TODAY = datetime(2021, 3, 1, 9, tzinfo=UTC), date(2021, 3, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "w"


@pytest.fixture
def form(folder: Path, sample_originals: Path) -> Form:
    form = form_of(min(sample_originals.glob("*.json")), "科技馆", "展厅更新")
    rows_of(form)[1].target, rows_of(form)[1].actual = "≥12场", "12场"
    put(folder / "科技馆", form)
    return form


def judged(form: Form, row: int, score: str, note: str, by: Person = WANG, minute: int = 0) -> Rescored:
    node = rows_of(form)[row]
    place = [node.name]
    said = {"node": node.id, "place": place, "actual": "10场", "rule": "按比例", "percent": Decimal(80), "note": note}
    at = moment(NOW.replace(minute=minute))
    return Rescored.model_validate({"id": new_id(), "at": at, "by": by, "score": Decimal(score), **said})


def written(folder: Path, out: Path, *materials: Material, wanted: set[Path] | None = None) -> WrittenMaterials:
    return write_materials(folder, wanted, materials or list(Material), out, TODAY, unheard)


def sheet(path: Path, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()


def test_rescoring_row_by_row_and_its_summary(folder: Path, form: Form, tmp_path: Path) -> None:
    first, second = rows_of(form)[:2]
    assert second.weight is not None and second.score is not None
    rescore(folder, form, [judged(form, 1, str(second.score - 2), "实际只有10场")])
    written(folder, tmp_path, Material.RESCORING)
    lines = sheet(tmp_path / "复核表.xlsx", "展厅更新")
    heading = next(place for place, line in enumerate(lines) if line[0] == "一级指标")
    assert lines[heading] == [
        *("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "计量单位", "权重"),
        *("自评完成值", "自评得分", "复核完成值", "复核得分", "复核指标偏差", "备注"),
    ]
    assert lines[1][0] == "2020 年度　展厅更新　科技馆"
    execution = lines[heading + 1]
    assert (execution[0], execution[6:9], execution[10:12]) == ("预算执行", [10, "92.40%", 10], [10, 0])
    unjudged, changed = lines[heading + 2], lines[heading + 3]
    assert unjudged[2] == first.name and unjudged[8] == unjudged[10] == float(first.score) and unjudged[9] == ""
    assert changed[3:6] == ["≥", "12", "场"] and changed[7:10] == ["12场", float(second.score), "10场"]
    assert changed[10:] == [float(second.score) - 2, -2, "按比例；80%；实际只有10场"]
    # Seed 1 is worth 91 of 100, the execution row beside it.
    (total,) = [line for line in lines if line[0] == "合计"]
    assert [total[6], total[8], total[10], total[11]] == [100, 91, 89, -2]
    summary = sheet(tmp_path / "复核表.xlsx", "复核汇总")
    assert summary[2] == ["项目名称", "自评得分", "复核得分", "偏差", "主要偏差原因"]
    assert summary[3] == ["展厅更新", 91, 89, -2, f"{second.name}（-2 分）：实际只有10场"]


def test_two_reviewers_and_a_row_that_is_gone_stay_in_sight(folder: Path, form: Form, tmp_path: Path) -> None:
    rescore(folder, form, [judged(form, 0, "5", "一"), judged(form, 0, "6", "二", LI, 5), judged(form, 2, "1", "三")])
    gone = rows_of(form)[2]
    for level_one in form.indicators:
        for level_two in level_one.children:
            level_two.children = [row for row in level_two.children if row.id != gone.id]
    rewrite(next(folder.rglob("展厅更新.json")), indicators=form.indicators)
    written(folder, tmp_path, Material.RESCORING)
    lines = sheet(tmp_path / "复核表.xlsx", "展厅更新")
    (row,) = [line for line in lines if line[2] == rows_of(form)[0].name]
    assert row[10] == 6 and "各人的复核得分不一致（王芳：5、李雷：6），用的是最后写的" in row[12]
    assert lines[-1][2] == gone.name and lines[-1][12] == "表里已经没有这一行，没有计入；三"
    assert lines[-2][0] == "合计"


def test_every_remark_with_its_answer_and_state(folder: Path, form: Form, tmp_path: Path) -> None:
    row = rows_of(form)[1]
    remarks = [
        new_remark(form, FieldRef(NodeId(row.id), "actual"), "请核对场次", "必须改", WANG, NOW),
        new_remark(form, None, "=请补充总体说明", "请说明", LI, NOW.replace(minute=1)),
        new_remark(form, None, "可以再写细些", "建议", LI, NOW.replace(minute=2)),
    ]
    add_remarks(folder, form, remarks)
    at = moment(NOW.replace(minute=3))
    said = UnitAnswer.model_validate({"id": new_id(), "at": at, "how": "已说明", "text": "见附件"})
    answer(folder, form, [(remarks[1].id, said)])
    settle(folder, form, [remarks[2].id], LI, NOW)
    next(folder.rglob("展厅更新.json")).unlink()  # a remark outlives its form
    assert written(folder, tmp_path).notes == [
        *("“复核表.xlsx”没有内容可写，没有写出。", "“评审意见表.xlsx”没有内容可写，没有写出。"),
    ]
    lines = sheet(tmp_path / "问题清单.xlsx", "问题清单")
    assert lines[1] == ["序号", "单位", "项目", "位置", "原内容", "意见", "性质", "答复", "状态"]
    place = lines[2][3].split(" / ")
    assert place[-2:] == [row.name, "实际完成值"] and lines[2][4:] == ["12场", "请核对场次", "必须改", "", "未答复"]
    assert lines[3][3:] == ["整份表", "", "=请补充总体说明", "请说明", "已说明：见附件", "已答复，未了结"]
    assert lines[4][8] == "已了结" and [line[0] for line in lines[2:]] == [1, 2, 3]
    assert lines[2][1:3] == ["科技馆", "展厅更新（表已经不在了）"]


def test_opinions_beside_the_own_score(folder: Path, form: Form, tmp_path: Path) -> None:
    for by, score in ((WANG, "88.5"), (LI, None)):
        words = {"completeness": "完整", "adequacy": "充分", "objectivity": "基本客观"}
        number = None if score is None else Decimal(score)
        said = {"id": new_id(), "at": moment(NOW), "by": by, "score": number, **words}
        add_opinion(folder, form, Opinion.model_validate(said))
    assert [target.name for target in written(folder, tmp_path).targets] == ["评审意见表.xlsx"]
    lines = sheet(tmp_path / "评审意见表.xlsx", "评审意见表")
    assert lines[1][6:] == ["自评得分", "评审得分", "偏差", "评审人"]
    assert lines[2] == [1, "科技馆", "展厅更新", "完整", "充分", "基本客观", 91, 88.5, -2.5, "王芳"]
    assert lines[3][6:] == [91, "", "", "李雷"]
    assert written(folder, tmp_path, Material.OPINIONS, wanted=set()).targets == []
