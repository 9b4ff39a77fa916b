"""Every key of the program by the part it works in, from the tables of the actions themselves."""

from collections.abc import Mapping

from PySide6.QtGui import QKeySequence

from selfeval_gui.i18n import _
from selfeval_gui.views.basics import action_table
from selfeval_gui.views.form import evidence_list
from selfeval_gui.views.tree import tree_actions, tree_clipboard

_BETWEEN = "、"


def keys_by_heading() -> Mapping[str, list[tuple[str, str]]]:
    """Return headings with what can be done there and its keys; what has no key is left out."""
    parts = {
        _("整个窗口"): [spec for spec in action_table.SPECS if not spec.only_here],
        _("项目列表"): [spec for spec in action_table.SPECS if spec.only_here],
        _("指标表"): (*tree_actions.SPECS, *tree_clipboard.SPECS),
        _("详情里的佐证材料"): evidence_list.SPECS,
    }
    return {
        heading: [(spec.text.removesuffix("…"), _BETWEEN.join(map(_native, spec.keys))) for spec in specs if spec.keys]
        for heading, specs in parts.items()
    }


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
