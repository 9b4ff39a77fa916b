"""Differences between two versions of a form as lines for people: which field, from what, to what."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from selfeval_gui.domain.cells import is_cell
from selfeval_gui.domain.differences import Change, Difference, says_nothing
from selfeval_gui.domain.fields import ATTACHED, EXTRA, FORM_FIELDS, NEW_ROW
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import Tree
from selfeval_gui.i18n import _
from selfeval_gui.messages import field_place, node_place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selfeval_gui.domain.form import Form

_LONGEST = 40  # letters of a value
_SEEN_BEFORE = 10  # of what two long values have in common
_BLANK = _("空白")


def difference_lines(changes: Iterable[Difference], old: Form, new: Form) -> list[str]:
    """Return one line a difference."""
    before, after = Tree(old.indicators), Tree(new.indicators)
    return [_line(found, before, after) for found in changes]


def place_line(node: str, field: str, form: Form) -> str:
    """Return where a cell stands, as "产出指标 / 数量指标 / 完成率 / 得分"; a cell that is gone by its field alone."""
    return " / ".join(_place(NodeId(node) if node else None, field, Tree(form.indicators)))


def _line(found: Difference, before: Tree, after: Tree) -> str:
    if found.change is Change.OTHER and found.field == "accepted":
        return _("接受的检查结果：{old} 条 → {new} 条").format(old=found.old, new=found.new)
    if found.change is Change.OTHER and found.field == "template":
        return _("表样：{old} → {new}").format(old=found.old, new=found.new)
    if found.change is Change.OTHER:
        return _("本程序不显示的内容有变化")
    tree = before if found.change is Change.REMOVED else after
    place = _place(found.node, found.field, tree)
    if found.change is Change.CELL:
        old, new = _both_shortened(found.old, found.new)
        return _("{place}：{old} → {new}").format(place=" / ".join(place), old=old, new=new)
    row = " / ".join(place[:-1])
    if found.change is Change.ADDED:
        return _("增加指标：{row}").format(row=row)
    if found.change is Change.REMOVED:
        is_empty = found.node is not None and says_nothing(before.node(found.node))
        return (_("去掉空行：{row}") if is_empty else _("删除指标：{row}")).format(row=row)
    return _("移动指标：{row}").format(row=row)


def _place(node: NodeId | None, field: str, tree: Tree) -> list[str]:
    if node is not None and node in tree and is_cell(field):
        return node_place(tree, node, field)
    if node is not None and node in tree and field.partition(".")[0] in ATTACHED:
        return node_place(tree, node, field.partition(".")[0])
    if node is not None and node in tree and field == NEW_ROW:
        return [*node_place(tree, node, "name")[:-1], _("新的三级指标")]
    if node is None and (field in FORM_FIELDS or field.startswith(EXTRA)):
        return field_place(field)
    return [field]


def _both_shortened(old: str, new: str) -> tuple[str, str]:
    """Return two values on one line each, cut so that where they begin to differ is seen."""
    old, new = (" ".join(text.split()) for text in (old, new))
    same = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    if same < _LONGEST - _SEEN_BEFORE or not (old and new):
        return shortened(old), shortened(new)
    start = same - _SEEN_BEFORE
    return _from(old, start), _from(new, start)


def _from(text: str, start: int) -> str:
    return f"“…{text[start : start + _LONGEST]}{'…' * (len(text) > start + _LONGEST)}”"


def shortened(text: str) -> str:
    """Return a value on one line, in quotation marks, cut where it is long; 空白 for nothing."""
    plain = " ".join(text.split())
    if not plain:
        return _BLANK
    return f"“{plain[:_LONGEST]}…”" if len(plain) > _LONGEST else f"“{plain}”"
