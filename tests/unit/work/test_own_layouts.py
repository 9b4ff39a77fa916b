"""What a person chose for a layout is done again for the next file with the same headings, until it is forgotten."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.readers.grid import Source
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.layout_choices import (
    BY_ROW,
    FIELD,
    NOTED,
    NUMBERS,
    LayoutChoice,
    choices_of,
    headings_of,
)
from selfeval_gui.exchange.recognize.result import FoundForm
from selfeval_gui.exchange.recognize.row_repairs import Means
from selfeval_gui.work.importing import read_files
from selfeval_gui.work.own_layouts import OwnLayouts, Remembered, followed
from tests.helpers.grids import TITLE, left, sheet

HEADINGS = "一级指标|二级指标|三级指标|年度指标值|达到的数|分值|得分"
FUNDS = "项目资金（万元）|年初预算数|全年预算数|全年执行数"


def read(unit: str, executed: str, actual: str) -> tuple[Source, FoundForm]:
    lines = (TITLE, f"项目名称|修渠|||经手的处室|{unit}", FUNDS, f"年度资金总额|10|10|{executed}")
    source = Source([sheet(0, *lines, HEADINGS, f"产出指标|数量指标|修渠|3公里|{actual}|100|100")], is_workbook=True)
    (found,) = recognize(source).forms
    return source, found


def test_choices_are_done_again_for_the_same_headings(private_home: Path) -> None:
    source, found = read("甲处", "80000", "2公里")
    cells = {cell.text: cell for cell in source.grids[0].cells}
    choices = [
        *choices_of(source, found, [cells["2公里"]], (BY_ROW, "actual")),
        *choices_of(source, found, [cells["甲处"]], (FIELD, "implementing_unit")),
        *choices_of(source, found, [cells["80000"]], (NUMBERS, Means.YUAN.value)),
    ]
    assert choices == [
        LayoutChoice(BY_ROW, "达到的数", True, "actual"),
        LayoutChoice(FIELD, "经手的处室", False, "implementing_unit"),
        LayoutChoice(NUMBERS, "全年执行数", True, "元"),
    ]
    store = OwnLayouts()
    store.remember(headings_of(source, found), choices)
    other_source, other = read("乙处", "70000", "1公里")
    now = followed(other_source, other, Remembered(store.all()))
    assert now is not None
    assert [row.actual for row in level_three(now.form.indicators)] == ["1公里"]
    assert (now.form.implementing_unit, now.form.funds.total.executed) == ("乙处", Decimal("7"))
    assert left(now) == []
    assert now.doubts[0].code == "layout.followed"
    assert other.form.implementing_unit == ""
    (layout,) = store.all().values()
    store.remove(layout)
    assert followed(other_source, other, Remembered(store.all())) is None


def test_other_headings_are_another_layout(private_home: Path) -> None:
    source, found = read("甲处", "8", "2公里")
    store = OwnLayouts()
    store.remember(headings_of(source, found)[:-1], [LayoutChoice(NOTED, "达到的数", True)])
    assert followed(source, found, Remembered(store.all())) is None


@pytest.mark.parametrize(
    "damaged", ["", "[]", "{}", '{"id": "own-x", "name": "x", "headings": ["a"], "choices": [["?", "a", true, ""]]}']
)
def test_a_damaged_file_is_said_and_the_import_works(private_home: Path, tmp_path: Path, damaged: str) -> None:
    store = OwnLayouts()
    store.folder.mkdir(parents=True)
    (store.folder / "own-x.json").write_text(damaged, encoding="utf-8")
    workspace = tmp_path / "工作"
    workspace.mkdir()
    (tmp_path / "来表.txt").write_text(
        f"项目名称\t修渠\n{HEADINGS}\n产出指标|数量指标|修渠|3公里|2公里|100|100\n".replace("|", "\t"), encoding="utf-8"
    )
    result = read_files([tmp_path / "来表.txt"], workspace, lambda *_args: None)
    assert [item.form.project_name for item in result.incoming] == ["修渠"]
    ((path, sentence),) = result.trouble
    assert path.name == "own-x.json"
    assert "没有使用；导入照常" in sentence
