"""What a person can repair in the import preview: one menu, also beside each of its three lists, and keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from selfeval_gui.domain.fields import EXTRA, FieldRef
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.account import NOTES, NotRepaired
from selfeval_gui.exchange.recognize.layout_choices import (
    AWAY,
    BY_ROW,
    FIELD,
    NOTED,
    NUMBERS,
    OWN,
    PRINTED,
    LayoutChoice,
    choices_of,
    headings_of,
)
from selfeval_gui.exchange.recognize.repairs import Repairs, level_three_of, row_above
from selfeval_gui.exchange.recognize.row_repairs import Means, give_rows, name_beside, read_as
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.repair_messages import repair_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.views.importing.import_actions import ActionMaker
from selfeval_gui.views.importing.import_doubts import DoubtList
from selfeval_gui.views.importing.import_fields import FieldView
from selfeval_gui.views.importing.import_source import SourceView
from selfeval_gui.views.importing.import_steps import ImportSteps
from selfeval_gui.views.importing.import_targets import Target, target_menu
from selfeval_gui.work.own_layouts import OwnLayouts

_MEANS = (
    (Means.SHARES, "importShares", _("选中的数是比例：0.95 就是 95%"), "Ctrl+1"),
    (Means.PER_CENT, "importPerCent", _("选中的数是百分数：95 就是 95%"), "Ctrl+2"),
    (Means.YUAN, "importYuan", _("选中的数以元为单位"), "Ctrl+3"),
    (Means.WAN_YUAN, "importWanYuan", _("选中的数以万元为单位"), "Ctrl+4"),
)

Change = Callable[[Repairs], list[SourceCell] | None]  # returns the cells it took, where those are not all


class Views(NamedTuple):
    """The three lists of the preview."""

    source: SourceView
    fields: FieldView
    doubts: DoubtList


class ImportRepairs(QObject):
    """Asks `steps` to do what the user wants of the cells, rows and doubts that are chosen."""

    def __init__(self, dialog: QWidget, views: Views, steps: ImportSteps, for_doubts: list[QAction]) -> None:
        """`for_doubts` are actions that stand in the menus, too."""
        super().__init__(dialog)
        self._dialog, self._views, self._steps, self._for_doubts = dialog, views, steps, for_doubts
        self._action = ActionMaker(self, dialog)
        self.menu = QMenu(_("修正"), dialog)
        self.menu.setObjectName("importRepairMenu")
        self._undo = steps.group.createUndoAction(self, _("撤销"))
        self._redo = steps.group.createRedoAction(self, _("恢复"))
        for action, name, keys in (
            (self._undo, "importUndo", ["Ctrl+Z"]),
            (self._redo, "importRedo", ["Ctrl+Y", "Ctrl+Shift+Z"]),
        ):
            action.setObjectName(name)
            action.setShortcuts([QKeySequence(each) for each in keys])
        self._give = target_menu(dialog, self._given)
        self._give_at = self._action("importGive", _("归到栏目…"), "Ctrl+G", slot=self._show_targets)
        self._for_cells = self._actions_for_cells()
        self._for_rows = [
            self._action("importDelete", _("删去这一行或这一栏"), "Del", slot=self._delete, only_in=views.fields),
            self._action("importMerge", _("与上一行合并"), "Ctrl+M", slot=self._merge),
        ]
        self._keep = self._action("importRemember", _("记住这份表的修正，下次照办"), "Ctrl+R", slot=self._remember)
        self._fill()
        self._menus = dict(zip(views, self._context_menus(), strict=True))
        for view in views:
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(self._popup)

    def _actions_for_cells(self) -> list[QAction]:
        words = (
            ("importToNotes", _("归到备注"), "Ctrl+B", self._to_notes),
            ("importOwnField", _("另立一栏，用左边或上方的字作名称"), "Ctrl+E", self._to_own_field),
            ("importPrinted", _("是表上印的字"), "Ctrl+L", self._to_printed),
        )
        found = [self._action(name, text, key, slot=slot) for name, text, key, slot in words]
        source, words_away = self._views.source, _("移出栏目，列为未归位")
        take_away = self._action("importTakeAway", words_away, "Del", slot=self._take_away, only_in=source)
        means = [self._action(name, text, key, slot=self._read_as, data=each) for each, name, text, key in _MEANS]
        return [*found, take_away, *means]

    def _fill(self) -> None:
        self._dialog.addActions([self._undo, self._redo])
        self.menu.addActions([self._undo, self._redo])
        for group in ((self._give_at, *self._for_cells), self._for_rows, self._for_doubts, (self._keep,)):
            self.menu.addSeparator()
            self.menu.addActions(list(group))

    def _context_menus(self) -> list[QMenu]:
        menus = []
        for name, groups in (
            ("importSourceMenu", (self._for_cells, self._for_rows[1:])),
            ("importFieldMenu", (self._for_rows,)),
            ("importDoubtMenu", (self._for_doubts,)),
        ):
            menu = QMenu(self._dialog)
            menu.setObjectName(name)
            if name == "importSourceMenu":
                menu.addMenu(self._give)
            for group in groups:
                menu.addActions(group)
                menu.addSeparator()
            menu.addActions([self._undo, self._redo])
            menus.append(menu)
        return menus

    def _popup(self, place: QPoint) -> None:
        view = self.sender()
        if isinstance(view, SourceView | FieldView | DoubtList):
            self._menus[view].popup(view.viewport().mapToGlobal(place))

    def _sent(self) -> Any:
        """Return what the action triggered stands for."""
        action = self.sender()
        return action.data() if isinstance(action, QAction) else None

    # ---- cells ---------------------------------------------------------------------------------------------------

    def _show_targets(self, _checked: bool = False) -> None:
        view = self._views.source
        place = view.visualRect(view.currentIndex()).bottomLeft()
        self._give.popup(view.viewport().mapToGlobal(place))

    def _given(self, _checked: bool = False) -> None:
        self.give(Target(*self._sent()))

    def give(self, target: Target) -> None:
        """Give the chosen cells to a field."""
        cells = self._cells()

        def change(repairs: Repairs) -> list[SourceCell] | None:
            if target.by_row:
                return give_rows(repairs, cells, target.name)
            repairs.give(cells, FieldRef(None, target.name))
            return None

        way = (BY_ROW if target.by_row else FIELD, target.name)
        self._repair(_("归到栏目"), cells, change, way)

    def _to_notes(self, _checked: bool = False) -> None:
        cells = self._cells()
        self._repair(_("归到备注"), cells, lambda repairs: repairs.give(cells, NOTES), (NOTED, ""))

    def _to_own_field(self, _checked: bool = False) -> None:
        cells = self._cells()

        def change(repairs: Repairs) -> None:
            label = name_beside(repairs, cells[0])
            if label is None:
                raise NotRepaired("name.none")
            repairs.call_printed([label])
            repairs.give_extra(cells, label.text)

        self._repair(_("另立一栏"), cells, change, (OWN, ""))

    def _to_printed(self, _checked: bool = False) -> None:
        cells = self._cells()
        self._repair(_("是表上印的字"), cells, lambda repairs: repairs.call_printed(cells), (PRINTED, ""))

    def _take_away(self, _checked: bool = False) -> None:
        cells = self._cells()
        self._repair(_("移出栏目"), cells, lambda repairs: repairs.take_away(cells), (AWAY, ""))

    def _read_as(self, _checked: bool = False) -> None:
        cells, means = self._cells(), self._sent()
        self._repair(_("换算"), cells, lambda repairs: read_as(repairs, cells, means), (NUMBERS, means.value))

    def _cells(self) -> list[SourceCell]:
        return self._views.source.chosen_cells()

    def _repair(self, words: str, cells: list[SourceCell], change: Change, way: tuple[str, str]) -> None:
        found, reading = self._steps.as_read, self._steps.reading
        taken: list[SourceCell] = []

        def checked(repairs: Repairs) -> None:
            if not cells:
                raise NotRepaired("cells.none")
            taken[:] = change(repairs) or cells

        def choices() -> list[LayoutChoice]:
            return [] if found is None or reading is None else choices_of(reading.source, found, taken, way)

        self._steps.repair(words, checked, choices)

    def _remember(self, _checked: bool = False) -> None:
        """Keep the choices for the next file with these headings."""
        found, reading, choices = self._steps.as_read, self._steps.reading, self._steps.choices()
        headings = () if found is None or reading is None else headings_of(reading.source, found)
        if not headings or not choices:
            code = "layout.no_headings" if not headings else "layout.no_choices"
            self._steps.refused.emit(repair_sentence(code, ""))
            return
        try:
            OwnLayouts().remember(headings, choices)
        except StorageError as error:
            self._steps.refused.emit(storage_sentence(error))
        else:
            self._steps.refused.emit(_("已记住，下次栏目相同的表照此归位；在“表样…”里可以查看和忘掉。"))

    # ---- rows and fields -----------------------------------------------------------------------------------------

    def _delete(self, _checked: bool = False) -> None:
        ref = self._views.fields.current_ref()

        def change(repairs: Repairs) -> None:
            if ref is None:
                raise NotRepaired("row.not_chosen")
            if ref.node is not None:
                repairs.delete_row(ref.node)
            else:
                repairs.empty(ref)

        is_row = ref is not None and (ref.node is not None or ref.name.startswith(EXTRA))
        self._steps.repair(_("删去") if is_row else _("移出栏目"), change)

    def _merge(self, _checked: bool = False) -> None:
        cells, ref = self._cells(), self._views.fields.current_ref()
        is_source = self._views.source.hasFocus()

        def change(repairs: Repairs) -> None:
            rows = _rows_of(repairs, cells) if is_source else []
            last = rows[-1] if rows else None if ref is None else ref.node
            first = rows[0] if len(rows) > 1 else None if last is None else row_above(repairs, last)
            if first is None or last is None:
                raise NotRepaired("rows.one")
            repairs.merge_rows(first, last)

        self._steps.repair(_("合并两行"), change)


def _rows_of(repairs: Repairs, cells: list[SourceCell]) -> list[NodeId]:
    return level_three_of(repairs.tree, (ref for cell in cells for ref in repairs.found.mapped.get(cell.key, ())))
