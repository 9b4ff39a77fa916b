"""Every field of the form by name, in one table: what it holds, what it is called, where it is looked for and kept.

A field of the form has a dotted name ("project_name", "funds.total.executed"), a field of an indicator a bare one
("weight"); "extra." stands before the name of a field that only some templates have, "own." before that of a column of
the indicators that only some have. Commands, cell editors, findings and the form page all speak in these names; labels,
columns, texts to search, what is carried forward, what is bare and the keys of a file follow from the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from functools import lru_cache, reduce
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from selfeval_gui.domain.goals import PART, goal_part
from selfeval_gui.domain.ids import EXTRA as EXTRA
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.numbers import format_typed
from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator

Value = str | int | Decimal | None
Group = Literal["info", "funds", "goals", "indicators", "total", "notes", "file"]
# What 结转 takes over: always, never, or where its dialog says so.
Carry = Literal["yes", "no", "targets", "weights", "goal"]

OWN = "own."
OWN_AMOUNT = "amount:"  # before the name of a column of amounts that only some templates have
BARE_AMOUNT = "金额"  # the name of the only amount of a row that a template adds
NEW_ROW = "children"  # in the place of a field: the name of a third-level row that is not there yet


class FieldKind(Enum):
    """What a field holds. AMOUNT is money in whatever unit a form has, IN_WAN_YUAN and IN_YUAN in a known one."""

    TEXT = "text"
    NUMBER = "number"
    WEIGHT = "weight"
    SCORE = "score"
    AMOUNT = "amount"
    IN_WAN_YUAN = "万元"
    IN_YUAN = "元"
    YEAR = "year"

    @property
    def is_number(self) -> bool:
        """Whether its values are `Decimal`."""
        return self not in {FieldKind.TEXT, FieldKind.YEAR}


class FieldRef(NamedTuple):
    """A field of an indicator, or of the form where `node` is None."""

    node: NodeId | None
    name: str


class Field(NamedTuple):
    """One field.

    `place` is where it stands, in the form's own words, its label last. `levels` are those on which a person types it,
    none for a field of the form. `carried` is what 结转 does with it. `is_long` is a text of several lines.
    `sets_target` is what a 绩效目标申报表 decides.
    """

    name: str
    kind: FieldKind
    group: Group
    place: tuple[str, ...]
    levels: tuple[int, ...] = ()
    is_required: bool = False
    carried: Carry = "no"
    is_long: bool = False
    sets_target: bool = False

    @property
    def label(self) -> str:
        """What the field is called beside its value or above its column."""
        return self.place[-1]

    @property
    def is_searched(self) -> bool:
        """Whether people write words in it: there 查找 looks, and a template's own words may be left over."""
        return self.kind is FieldKind.TEXT and self.group not in {"file", "funds"} and not amount_of(self.name)


# ---- the table ---------------------------------------------------------------------------------------------------

_TEXT, _NUMBER, _LEAF = FieldKind.TEXT, FieldKind.NUMBER, (LEVELS,)
_SCORES = {"weight": FieldKind.WEIGHT, "score": FieldKind.SCORE}
_FUNDS, _GOALS, _TOTAL, _INFO = _("项目资金"), _("年度总体目标"), _("总分"), _("项目信息")
FUND_ROW_LABELS = {
    "total": _("年度资金总额"),
    "parts.appropriation": _("当年财政拨款"),
    "parts.carried_over": _("上年结转资金"),
    "parts.other": _("其他资金"),
}
FUND_COLUMN_LABELS = {
    "initial_budget": _("年初预算数"),
    "annual_budget": _("全年预算数"),
    "executed": _("全年执行数"),
    "weight": _("分值"),
    "rate": _("执行率"),
    "score": _("得分"),
}
FUND_ROWS = tuple(FUND_ROW_LABELS)
FUND_AMOUNTS = ("initial_budget", "annual_budget", "executed")
AMOUNT_FIELDS = tuple(f"funds.{row}.{amount}" for row in FUND_ROWS for amount in FUND_AMOUNTS)


def _fund(row: str, column: str, carried: Carry = "no") -> Field:
    place = (_FUNDS, FUND_ROW_LABELS[row], FUND_COLUMN_LABELS[column])
    is_required = (row, column) == ("total", "executed")
    kind = _SCORES.get(column, FieldKind.AMOUNT)
    return Field(f"funds.{row}.{column}", kind, "funds", place, is_required=is_required, carried=carried)


def _table(*fields: Field) -> dict[str, Field]:
    return {field.name: field for field in fields}


INDICATOR_FIELDS = _table(
    Field("name", _TEXT, "indicators", (_("指标名称"),), (1, 2, LEVELS), is_required=True, carried="yes"),
    Field(
        "target", _TEXT, "indicators", (_("年度指标值"),), _LEAF, is_required=True, carried="targets", sets_target=True
    ),
    Field("actual", _TEXT, "indicators", (_("实际完成值"),), _LEAF, is_required=True),
    Field("weight", FieldKind.WEIGHT, "indicators", (_("分值"),), _LEAF, is_required=True, carried="weights"),
    Field("score", FieldKind.SCORE, "indicators", (_("得分"),), _LEAF),
    Field("reason", _TEXT, "indicators", (_("偏差原因分析及改进措施"),), _LEAF, is_long=True),
)
# What belongs to a row besides its cells.
ATTACHED = {"evidence": _("佐证材料"), "survey": _("满意度调查")}
FORM_FIELDS = _table(
    Field("project_name", _TEXT, "info", (_("项目名称"),), is_required=True, carried="yes"),
    Field("year", FieldKind.YEAR, "info", (_("年度"),), is_required=True, carried="yes"),
    Field("department", _TEXT, "info", (_("主管部门"),), is_required=True, carried="yes"),
    Field("implementing_unit", _TEXT, "info", (_("实施单位"),), is_required=True, carried="yes"),
    Field("rule_set", _TEXT, "file", (_("口径"),), carried="yes"),
    Field("status", _TEXT, "file", (_("状态"),)),
    Field("funds.unit", _TEXT, "funds", (_FUNDS, _("金额单位")), carried="yes", sets_target=True),
    *(_fund(row, amount) for row in FUND_ROWS for amount in FUND_AMOUNTS),
    _fund("total", "weight", carried="yes"),
    _fund("total", "score"),
    Field(
        *("expected_goal", _TEXT, "goals", (_GOALS, _("预期目标"))),
        is_required=True,
        carried="goal",
        is_long=True,
        sets_target=True,
    ),
    Field("actual_outcome", _TEXT, "goals", (_GOALS, _("实际完成情况")), is_required=True, is_long=True),
    Field("notes", _TEXT, "notes", (_("备注"),), is_long=True),
    Field("printed.execution_rate", _NUMBER, "funds", (_FUNDS, FUND_ROW_LABELS["total"], FUND_COLUMN_LABELS["rate"])),
    Field("printed.total_weight", _NUMBER, "total", (_TOTAL, INDICATOR_FIELDS["weight"].label)),
    Field("printed.total_score", _NUMBER, "total", (_TOTAL, INDICATOR_FIELDS["score"].label)),
)
INDICATOR_TEXTS, INDICATOR_NUMBERS = (
    tuple(field.name for field in INDICATOR_FIELDS.values() if field.kind.is_number is is_number)
    for is_number in (False, True)
)
# Words in the names of fields that templates and offices add, for what came out and not what was planned.
_OUTCOMES = (
    *("结论", "等级", "总分", "得分", "评分", "总体评价", "综合评价", "评语", "意见", "结果", "成效"),
    *(
        "情况说明",
        "完成情况",
        "完成值",
        "完成率",
        "执行数",
        "执行率",
        "执行情况",
        "偏差",
        "原因",
        "问题",
        "建议",
        "改进",
        "整改",
    ),
)


def field_of(name: str) -> Field:
    """Return what is known of a field of the form, one that a template adds included; KeyError for no field."""
    return _extra_field(name.removeprefix(EXTRA)) if name.startswith(EXTRA) else FORM_FIELDS[name]


@lru_cache(maxsize=4096)  # asked of every field at every check
def amount_of(name: str) -> str:
    """Return which amount of a row of 项目资金 a field holds, "executed" for one; "" for no amount.

    An amount that a template adds is "amount:" and the name of its column.
    """
    amount = name.rpartition(".")[2]
    return amount if amount.startswith(OWN_AMOUNT) else amount.partition(" ")[0] if _has_amount(amount) else ""


def _has_amount(name: str) -> bool:
    return name.partition(" ")[0] in FUND_AMOUNTS


def whole_of(name: str) -> str:
    """Return the field of the amount of which this one is a part; "" for a total and for what is no amount."""
    amount = amount_of(name)
    row = name.removeprefix(EXTRA).removeprefix("funds.").removesuffix(f".{amount}") if amount else "total"
    if PART in row:
        return f"{EXTRA}{row.rpartition(PART)[0]}.{amount}"
    if row == "total":
        return ""
    return f"{EXTRA}total.{amount}" if amount.startswith(OWN_AMOUNT) else f"funds.total.{amount}"


def is_part_of_funds(name: str) -> bool:
    """Tell whether a field is an amount of a row below 年度资金总额, one of a template's own among them."""
    return bool(amount_of(name)) and not name.startswith("funds.total.")


@lru_cache(maxsize=1024)
def _extra_field(name: str) -> Field:
    if amount_of(name):
        row, _dot, amount = name.rpartition(".")
        is_own = amount.startswith(OWN_AMOUNT)
        column = amount.removeprefix(OWN_AMOUNT) if is_own else FUND_COLUMN_LABELS.get(amount)
        label = name if column is None else f"{FUND_ROW_LABELS.get(row, row)} {column}".removesuffix(f" {BARE_AMOUNT}")
        return Field(EXTRA + name, _TEXT, "info", (_INFO, label))
    if goal_part(name):
        own = FORM_FIELDS[goal_part(name)]
        return own._replace(name=EXTRA + name, place=(_GOALS, name), is_required=False)
    carried: Carry = "no" if any(word in name for word in _OUTCOMES) else "yes"
    return Field(EXTRA + name, _TEXT, "info", (_INFO, name), carried=carried, is_long=True)


# ---- values ------------------------------------------------------------------------------------------------------


def get_field(part: Form | Indicator, name: str) -> Value:
    """Return the value of a field of the form or of an indicator; None for an extra field the form does not have.

    A column that a template adds is "" in a row that does not fill it.
    """
    if name.startswith(EXTRA):
        extra: dict[str, str] = part.extra
        return extra.get(name.removeprefix(EXTRA))
    if name.startswith(OWN):
        return part.extra.get(name.removeprefix(OWN), "")
    owner: Any = part
    value: Value = reduce(getattr, name.split("."), owner) if "." in name else getattr(owner, name)
    return value


def set_field(part: Form | Indicator, name: str, value: Value) -> None:
    """Write a value of the field's own kind, as `parse_field` returns it; None takes an extra field away."""
    if name.startswith(EXTRA):
        extra: dict[str, Value] = part.extra  # type: ignore[assignment]
        if value is None:
            extra.pop(name.removeprefix(EXTRA), None)
        else:
            extra[name.removeprefix(EXTRA)] = value
        return
    if name.startswith(OWN):
        key = name.removeprefix(OWN)
        if is_blank(value):
            part.extra.pop(key, None)
        else:
            part.extra[key] = str(value)
        return
    *path, last = name.split(".")
    owner: Any = reduce(getattr, path, part)
    setattr(owner, last, value)


def is_blank(value: Value) -> bool:
    """Tell whether a field holds nothing; 0 is something."""
    return value is None or value == ""


def form_fields(form: Form) -> Iterator[Field]:
    """Yield the fields of this form in the order of the form page, those that templates add behind the head."""
    for field in FORM_FIELDS.values():
        if field.name == "rule_set":
            yield from map(_extra_field, form.extra)
        yield field


def kind_of(name: str) -> FieldKind:
    """Return what a field of the form holds."""
    return FieldKind.TEXT if name.startswith(EXTRA) else FORM_FIELDS[name].kind


def show_field(value: Value) -> str:
    """Return the text an editor starts with: numbers with the places they were typed with, blank for None."""
    if isinstance(value, Decimal):
        return format_typed(value)
    return "" if value is None else str(value)
