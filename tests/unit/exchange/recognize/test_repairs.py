"""What a person repairs in the preview: cells go where they are told, and each stays in exactly one place."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, INDICATOR_FIELDS, FieldRef, get_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.readers.grid import Source, SourceCell
from selfeval_gui.exchange.recognize.account import NOTES, NotRepaired
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.recognize.repairs import Repairs
from selfeval_gui.exchange.recognize.result import FoundForm, Recognized
from selfeval_gui.exchange.recognize.row_repairs import Means, give_rows, read_as
from tests.helpers.conservation import faults
from tests.helpers.grids import HEADINGS, NAME, TITLE, left, sheet
from tests.helpers.odd_layouts import OddLayout, Role, accounts_of, as_source

_FIELDS = [
    FieldRef(None, name)
    for name in FORM_FIELDS
    if name not in {"rule_set", "status", "funds.unit"} and not name.startswith("printed")
]
FUNDS = "项目资金（万元）|年初预算数|全年预算数|全年执行数"


def repairs_of(*lines: str) -> Repairs:
    source = Source([sheet(0, *lines)], is_workbook=True)
    (found,) = recognize(source).forms
    return Repairs(source, found)


def cells(repairs: Repairs, *texts: str) -> list[SourceCell]:
    every = repairs.source.grids[0].cells
    return [next(cell for cell in every if cell.text == text) for text in texts]


def rows(found: FoundForm) -> list[tuple[str, str, str]]:
    return [(row.name, row.target, row.actual) for row in level_three(found.form.indicators)]


# ---- conservation ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(30))
def test_each_cell_stays_in_one_place_whatever_is_repaired(seed: int) -> None:
    random = Random(seed)
    layout = OddLayout(random)
    source = as_source(layout, random)
    accounts = accounts_of(layout, source)
    result = recognize(source)
    kept = {cell: odd for odd, cell in accounts}
    for _ in range(15):
        if not result.forms:
            return
        found = random.choice(result.forms)
        changed = found.copied()
        try:
            _repair(random, Repairs(source, changed), [cell for cell in kept if _is_entered(kept[cell].role)])
        except NotRepaired:
            continue
        result.forms[result.forms.index(found)] = changed
        assert faults(accounts, result) == []
    assert isinstance(result, Recognized)


def _is_entered(role: Role) -> bool:
    return role is Role.VALUE


def _repair(random: Random, repairs: Repairs, entered: list[SourceCell]) -> None:
    found = repairs.found
    unmapped = {remark.cell.key for remark in found.unmapped if remark.cell is not None}
    mine = [cell for cell in entered if cell.key in found.mapped or cell.key in unmapped]
    leaves = [NodeId(row.id) for row in level_three(found.form.indicators)]
    if not mine:
        raise NotRepaired("row.none")
    some = random.sample(mine, random.randint(1, min(3, len(mine))))
    way = random.randrange(8)
    if way == 0:
        repairs.give(some, random.choice(_FIELDS))
    elif way == 1 and leaves:
        repairs.give(some[:1], FieldRef(random.choice(leaves), random.choice(list(INDICATOR_FIELDS))))
    elif way == 2:
        give_rows(repairs, some, random.choice([*INDICATOR_FIELDS, "annual_budget", "executed"]))
    elif way == 3:
        repairs.take_away(some)
    elif way == 4:
        repairs.give_extra(some, "另立")
    elif way == 5:
        read_as(repairs, some, random.choice(list(Means)))
    elif way == 6 and leaves:
        repairs.delete_row(random.choice(leaves))
    elif len(leaves) > 1:
        place = random.randrange(len(leaves) - 1)
        repairs.merge_rows(leaves[place], leaves[place + 1])
    else:
        repairs.empty(random.choice([NOTES, *(FieldRef(None, EXTRA + name) for name in found.form.extra)]))


# ---- one by one --------------------------------------------------------------------------------------------------


def test_a_column_of_an_unknown_heading_is_given_to_a_field() -> None:
    headings = "一级指标|二级指标|三级指标|年度指标值|达到的数|分值|得分"
    repairs = repairs_of(
        TITLE, NAME, headings, "产出指标|数量指标|修渠|3公里|2公里|60|60", "产出指标|数量指标|植树|9棵|8棵|40|40"
    )
    assert set(left(repairs.found)) == {"2公里", "8棵"}
    give_rows(repairs, cells(repairs, "达到的数", "2公里", "8棵"), "actual")
    assert rows(repairs.found) == [("修渠", "3公里", "2公里"), ("植树", "9棵", "8棵")]
    assert left(repairs.found) == []


def test_what_a_field_held_is_listed_when_another_cell_takes_its_place() -> None:
    repairs = repairs_of(
        TITLE, "项目名称|甲桥|||实施单位|乙局", "丙处", HEADINGS, "产出指标|数量指标|修桥|1座|1座|100|100"
    )
    repairs.give(cells(repairs, "丙处"), FieldRef(None, "implementing_unit"))
    assert repairs.found.form.implementing_unit == "丙处"
    assert left(repairs.found) == ["乙局"]


def test_notes_hold_one_text_after_the_other() -> None:
    repairs = repairs_of(TITLE, NAME, "其一。", "其二。", HEADINGS, "产出指标|数量指标|修桥|1座|1座|100|100")
    repairs.give(cells(repairs, "其一。"), NOTES)
    repairs.give(cells(repairs, "其二。"), NOTES)
    assert repairs.found.form.notes == "其一。\n其二。"
    repairs.take_away(cells(repairs, "其一。"))
    assert (repairs.found.form.notes, left(repairs.found)) == ("其二。", ["其一。"])


def test_amounts_of_a_column_are_yuan() -> None:
    repairs = repairs_of(
        TITLE, NAME, FUNDS, "年度资金总额|1500000|1200000.5|90万元", HEADINGS, "产出指标|数量指标|修桥|1座|1座|100|100"
    )
    read_as(repairs, cells(repairs, "1500000", "1200000.5", "90万元"), Means.YUAN)
    total = repairs.found.form.funds.total
    assert (total.initial_budget, total.annual_budget, total.executed) == (
        Decimal("150"),
        Decimal("120.00005"),
        Decimal("90"),
    )


def test_an_amount_that_cannot_be_converted_exactly_is_refused() -> None:
    repairs = repairs_of(TITLE, NAME, FUNDS, "年度资金总额|1.005|2|2", HEADINGS, "产出指标|数量指标|桥|1座|1座|100|100")
    with pytest.raises(NotRepaired) as refused:
        read_as(repairs, cells(repairs, "1.005"), Means.YUAN)
    assert refused.value.code == "number.too_long"


@pytest.mark.parametrize(("means", "shown"), [(Means.SHARES, ("≥95%", "100%")), (Means.PER_CENT, ("≥0.95%", "1%"))])
def test_numbers_are_shares_or_per_cent(means: Means, shown: tuple[str, str]) -> None:
    repairs = repairs_of(TITLE, NAME, HEADINGS, "产出指标|质量指标|合格率|≥0.95|1|100|100")
    read_as(repairs, cells(repairs, "≥0.95", "1"), means)
    assert [(target, actual) for _name, target, actual in rows(repairs.found)] == [shown]


def test_a_row_is_deleted_with_its_cells_listed() -> None:
    repairs = repairs_of(
        TITLE, NAME, HEADINGS, "产出指标|数量指标|修渠|3公里|2公里|60|60", "产出指标|数量指标|植树|9棵|8棵|40|40"
    )
    second = [NodeId(row.id) for row in level_three(repairs.found.form.indicators)][1]
    repairs.delete_row(second)
    assert rows(repairs.found) == [("修渠", "3公里", "2公里")]
    assert [(each.code, each.text) for each in repairs.found.unmapped] == [
        ("deleted", text) for text in ("植树", "9棵", "8棵", "40", "40")
    ]


def test_a_row_cut_in_two_is_merged() -> None:
    repairs = repairs_of(
        *(TITLE, NAME, HEADINGS),
        *(
            "产出指标|数量指标|修建乡村|3公里|3公里|60|60",
            "产出指标|数量指标|道路|||||",
            "产出指标|数量指标|植树|9棵|9棵|40|40",
        ),
    )
    assert [name for name, *_rest in rows(repairs.found)] == ["修建乡村", "道路", "植树"]
    first, second, _third = (NodeId(row.id) for row in level_three(repairs.found.form.indicators))
    repairs.merge_rows(first, second)
    assert rows(repairs.found) == [("修建乡村道路", "3公里", "3公里"), ("植树", "9棵", "9棵")]


def test_columns_of_one_template_are_merged_with_their_rows() -> None:
    repairs = repairs_of(
        *(TITLE, NAME),
        "一级指标|二级指标|三级指标|年度指标值|全年预计完成情况|经费保障|制度保障|分值|得分",
        "产出指标|数量指标|修建乡村|3公里|年底前|√||60|60",
        "产出指标|数量指标|道路||能完成||√||",
    )
    first, second = (NodeId(row.id) for row in level_three(repairs.found.form.indicators))
    repairs.merge_rows(first, second)
    (row,) = level_three(repairs.found.form.indicators)
    assert (row.name, row.extra) == (
        "修建乡村道路",
        {"全年预计完成情况": "年底前能完成", "偏差原因": "经费保障、制度保障"},
    )


def test_two_rows_with_two_weights_are_not_merged() -> None:
    repairs = repairs_of(
        TITLE, NAME, HEADINGS, "产出指标|数量指标|修渠|3公里|2公里|60|60", "产出指标|数量指标|植树|9棵|8棵|40|40"
    )
    first, second = (NodeId(row.id) for row in level_three(repairs.found.form.indicators))
    with pytest.raises(NotRepaired) as refused:
        repairs.merge_rows(first, second)
    assert (refused.value.code, refused.value.text) == ("rows.two_numbers", "60、40")


def test_a_doubt_goes_when_it_is_answered() -> None:
    repairs = repairs_of(TITLE, NAME, HEADINGS, "产出指标|质量指标|合格率|≥95%|985%|十五|100")
    assert {each.code for each in repairs.found.doubts} >= {"target.implausible", "number.invalid"}
    (row,) = level_three(repairs.found.form.indicators)
    repairs.typed_over(FieldRef(NodeId(row.id), "actual"))
    assert "target.implausible" not in {each.code for each in repairs.found.doubts}
    repairs.give(cells(repairs, "十五"), NOTES)
    assert "number.invalid" not in {each.code for each in repairs.found.doubts}


def test_words_are_no_amount() -> None:
    repairs = repairs_of(TITLE, NAME, "另有说明", HEADINGS, "产出指标|质量指标|合格率|≥95%|98%|100|100")
    with pytest.raises(NotRepaired) as refused:
        repairs.give(cells(repairs, "另有说明"), FieldRef(None, "funds.total.executed"))
    assert refused.value.code == "number.invalid"


def test_a_name_between_rows_becomes_a_row() -> None:
    repairs = repairs_of(
        TITLE, NAME, HEADINGS, "产出指标|数量指标|修渠|3公里|2公里|60|60", "产出指标|数量指标|植树|9棵|8棵|40|40"
    )
    name = cells(repairs, "植树")
    second = [NodeId(row.id) for row in level_three(repairs.found.form.indicators)][1]
    repairs.delete_row(second)
    give_rows(repairs, name, "name")
    give_rows(repairs, cells(repairs, "9棵"), "target")
    assert rows(repairs.found) == [("修渠", "3公里", "2公里"), ("植树", "9棵", "")]
    assert get_field(repairs.found.form, "project_name") == "改造工程"
