"""改口径 and 改实施单位 for several forms, as the user meets it: which, to what, then a worker saves each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.action_table import REVIEW_LANE
from selfeval_gui.views.basics.pasted_text import LinePaste
from selfeval_gui.views.basics.quiet_widgets import StillBox
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.review.at_rest import FormsAtRest
from selfeval_gui.work.own_rule_sets import OwnRuleSets

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form
    from selfeval_gui.work.change_many import ChangedMany
    from selfeval_gui.work.progress import Progress

Change = Callable[["Form"], "Form"]


class ChangeManyFlow(QObject):
    """One lot at a time.

    Signals
    -------
    changed()
        forms may say something else now.
    """

    changed = Signal()

    def __init__(self, desk: Desk, at_rest: FormsAtRest, window: QWidget) -> None:
        super().__init__(window)
        self._meant, self._tasks, self._notifier = desk.meant, desk.tasks, desk.notifier
        self._at_rest, self._window, self._own = at_rest, window, OwnRuleSets()
        desk.actions.connect({"RuleSetMany": self._ask_rule_set, "UnitMany": self._ask_unit})

    def _ask_rule_set(self, _checked: bool = False) -> None:
        box, known = StillBox(self._window), self._own.known()
        for key, rule_set in known.items():
            box.addItem(rule_set.name, key)

        def change() -> Change:
            from selfeval_gui.commands.rule_set import copy_of

            rule_set = known[box.currentData()]
            return partial(_with, rule_set=rule_set.id, rule_set_copy=copy_of(rule_set))

        self._ask(_("改口径"), _("口径"), box, change)

    def _ask_unit(self, _checked: bool = False) -> None:
        line = QLineEdit(self._window)
        LinePaste(line)
        rows = self._meant.rows()
        line.setText(rows[0].summary.implementing_unit if rows else "")

        def change() -> Change:
            return partial(_with, implementing_unit=line.text().strip())

        self._ask(_("改实施单位"), _("实施单位"), line, change)

    def _ask(self, title: str, label: str, field: QWidget, change: Callable[[], Change]) -> None:
        from selfeval_gui.views.review.change_many_dialog import ChangeManyDialog

        is_free = REVIEW_LANE not in self._tasks.lanes and self._at_rest.are_saved(title)
        rows = self._meant.rows_or_word() if is_free else []
        if not rows:
            field.deleteLater()
            return
        dialog = ChangeManyDialog([row.summary for row in rows], title, label, field, self._window)
        dialog.wanted.connect(partial(self._change, change))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _change(self, change: Callable[[], Change], paths: list[Path]) -> None:
        self._at_rest.put_away()
        self._tasks.run_long(
            partial(_change_many, paths, change()),
            self._told,
            told=_("正在改 {done} / {total}"),
            total=len(paths),
            lane=REVIEW_LANE,
            stopped=self._stopped,
        )

    def _told(self, made: ChangedMany) -> None:
        self._end()
        said = _("改好并保存了 {count} 份").format(count=len(made.done))
        said += _("，{count} 份本来就是").format(count=made.same) if made.same else ""
        if made.refused:
            whys = [f"{path.stem}：{why}" for path, why in made.refused]
            said += _("，{count} 份没有改：").format(count=len(whys))
            self._notifier.warn("\n".join([said, *whys]))
        else:
            self._notifier.info(said + _("。"))

    def _stopped(self) -> None:
        self._end()
        self._notifier.warn(_("已停止：改好的是完整的，其余没有动。"))

    def _end(self) -> None:
        self._at_rest.take_up()
        self.changed.emit()


def _with(form: Form, **values: object) -> Form:
    return form.model_copy(update=values)


def _change_many(paths: list[Path], change: Change, progress: Progress) -> ChangedMany:
    from selfeval_gui.work.change_many import change_many  # brings the models

    return change_many(paths, change, progress)
