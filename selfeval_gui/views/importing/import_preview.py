"""Everything that was read, before any of it is kept: source and result side by side, doubts first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.scoring import totals
from selfeval_gui.exchange.readers.grid import Source, SourceCell
from selfeval_gui.exchange.reading_process.reading import Reading
from selfeval_gui.exchange.recognize.result import Found, Remark
from selfeval_gui.i18n import _
from selfeval_gui.rules.rule_set import rule_set_for
from selfeval_gui.storage.taking_in import Existing
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import CutLabel, PlainLabel
from selfeval_gui.views.basics.tips import set_text_tip
from selfeval_gui.views.importing.cell_opening import CellOpening
from selfeval_gui.views.importing.import_choices import ImportChoices
from selfeval_gui.views.importing.import_doubts import DoubtList
from selfeval_gui.views.importing.import_fields import FieldView
from selfeval_gui.views.importing.import_files import FileList, Thing
from selfeval_gui.views.importing.import_source import SourceView
from selfeval_gui.work.incoming import Incoming, Outside, ReadIn

_WIDTH, _HEIGHT = 84, 36  # letters, lines: a window of 1366×768 shows all parts


class ImportPreview(QDialog):
    """Files at the left, doubts on top, below them source and result, then the choices for the form shown.

    Signals
    -------
    agreed(incoming)
        keep the forms that are wanted, as they are now.
    """

    agreed = Signal(object)

    def __init__(self, read: ReadIn, parent: QWidget | None = None, may_drop: Callable[[], bool] | None = None) -> None:
        """`may_drop` asks whether what was typed here may go; it goes unasked without it."""
        super().__init__(parent)
        self.setObjectName("importPreview")
        self.setWindowTitle(_("导入预览"))
        self._read = read
        self._thing: Thing | None = None
        self._item: Incoming | None = None
        self._reading: Reading | None = None  # of the file shown, once its cells are here
        self._found: Found | None = None  # the form shown, with them
        self._cells = CellOpening(self, parent or self)
        self._may_drop, self._is_typed = may_drop, False
        self.files = FileList(read, self)
        self.source = SourceView(self)
        self.place = CutLabel("", self)
        self.fields = FieldView(self)
        self.doubts = DoubtList(self)
        self.totals = QuietLabel("", self)
        self.choices = ImportChoices(self)
        self.keep_unmapped = QCheckBox(_("把未归位的内容写入备注"), self)
        buttons = QDialogButtonBox(self)
        self.accept_button = buttons.addButton(_("导入"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        for name, widget in (
            ("importPlace", self.place),
            ("importTotals", self.totals),
            ("importKeepUnmapped", self.keep_unmapped),
            ("importAccept", self.accept_button),
            ("importCancel", cancel),
        ):
            widget.setObjectName(name)
        self._lay_out(buttons)
        self._cells.opened.connect(self._show_cells)
        self.finished.connect(self._cells.end)
        self.files.chosen.connect(self._show)
        self.files.wanted_changed.connect(self._count)
        self.doubts.chosen.connect(self._go_to_doubt)
        self.source.chosen.connect(self._cell_chosen)
        self.fields.chosen.connect(self._field_chosen)
        self.fields.field_model.edited.connect(self._edited)
        self.fields.field_model.refused.connect(self.place.tell_news)
        self.choices.rule_set_chosen.connect(self._show_totals)
        self.choices.existing_chosen.connect(self._existing_chosen)
        self.choices.all_like_this.connect(self._all_existing)
        self.keep_unmapped.toggled.connect(self._keep_toggled)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.files.setCurrentRow(0)
        self._count()

    @property
    def is_opening(self) -> bool:
        """Whether the cells of the file shown are still to come."""
        return self._cells.is_busy

    def _lay_out(self, buttons: QWidget) -> None:
        letter, line = self.fontMetrics().horizontalAdvance("国"), self.fontMetrics().lineSpacing()
        left, right = QWidget(self), QWidget(self)
        for page, parts in (
            (left, (PlainLabel(_("原文件（绿：已归位，黄：要核对，红：未归位）"), self), self.source, self.place)),
            (right, (PlainLabel(_("导入结果"), self), self.fields, self.totals)),
        ):
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            for part in parts:
                column.addWidget(part, 1 if part in {self.source, self.fields} else 0)
        side_by_side = self._split(Qt.Orientation.Horizontal, (left, letter * 38), (right, letter * 28))
        upright = self._split(Qt.Orientation.Vertical, (self.doubts, line * 8), (side_by_side, line * 22))
        upright.setStretchFactor(1, 1)
        across = self._split(Qt.Orientation.Horizontal, (self.files, letter * 16), (upright, letter * 66))
        across.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.addWidget(across, 1)
        whole.addWidget(self.choices)
        bottom = QHBoxLayout()
        bottom.addWidget(self.keep_unmapped)
        bottom.addStretch(1)
        bottom.addWidget(buttons)
        whole.addLayout(bottom)
        self.resize(_WIDTH * letter, _HEIGHT * line)

    def _split(self, orientation: Qt.Orientation, *parts: tuple[QWidget, int]) -> QSplitter:
        splitter = QSplitter(orientation, self)
        for part, _size in parts:
            splitter.addWidget(part)
        splitter.setSizes([size for _part, size in parts])
        splitter.setChildrenCollapsible(False)
        return splitter

    # ---- one form ------------------------------------------------------------------------------------------------

    def _show(self, thing: Thing | None) -> None:
        """Show what is known without the cells; those come in a moment."""
        self._thing = thing
        self._item = thing if isinstance(thing, Incoming) else None
        self._hide_cells()
        self.fields.field_model.show_form(*((None,) if self._item is None else (self._item.found, self._item.repaired)))
        self.fields.scrollToTop()
        self.choices.show_item(self._item)
        self.keep_unmapped.setVisible(self._item is not None and self._item.unmapped > 0)
        if self._item is not None:
            self.keep_unmapped.setChecked(bool(self._item.notes))
        self._show_totals()
        self._cells.want(thing.shelf if isinstance(thing, Incoming | Outside) else None)

    def _hide_cells(self) -> None:
        self._reading = self._found = None
        self.place.clear()
        self.doubts.show_thing(self._thing)
        self.source.source_model.show_cells(Source([]), [])
        self.source.setEnabled(False)
        self.keep_unmapped.setEnabled(False)

    def _show_cells(self, reading: Reading) -> None:
        self._reading = reading
        model = self.source.source_model
        if self._item is not None:
            self._found = self._item.opened(reading)
            model.show_form(reading.source, self._found)
        else:
            found = reading.found
            model.show_cells(reading.source, [*found.outside, *(cell for each in found.omitted for cell in each.cells)])
        self.source.arrange()
        self.source.setEnabled(True)
        self.keep_unmapped.setEnabled(True)
        self.doubts.show_thing(self._thing, reading)

    def _show_totals(self) -> None:
        if self._item is None:
            self.totals.setText("")
            return
        form, rule_set = self._item.form, rule_set_for(self._item.form.rule_set)
        sums = totals(form, rule_set.total_basis, rule_set.scoring.execution_score)
        words = _("分值合计 {weight}（应为 {wanted}） · 得分合计 {score}")
        numbers = ("—" if each is None else format_plain(each) for each in (sums.weight, rule_set.total, sums.score))
        weight, wanted, score = numbers
        self.totals.tell_news(words.format(weight=weight, wanted=wanted, score=score))

    # ---- going from place to place -------------------------------------------------------------------------------

    def _go_to_doubt(self, remark: Remark) -> None:
        if self._found is None:
            return
        cell, ref = remark.cell, remark.ref
        if cell is not None:
            self.source.go_to(cell)
            self.place.setText(self.source.source_model.place_text(cell))
            refs = self._found.mapped.get(cell.key, ())
            ref = ref if ref is not None else refs[0] if refs else None
        if ref is not None:
            self.fields.go_to(ref)

    def _cell_chosen(self, cell: SourceCell) -> None:
        self.place.setText(self.source.source_model.place_text(cell))
        refs = () if self._found is None else self._found.mapped.get(cell.key, ())
        if refs:
            self.fields.go_to(refs[0])

    def _field_chosen(self, ref: FieldRef) -> None:
        if self._found is None or self._reading is None:
            return
        key = next((key for key, refs in self._found.mapped.items() if ref in refs), None)
        if key is not None:
            cell = next(each for each in self._reading.source.grids[key[0]].cells if each.key == key)
            self.source.go_to(cell)
            self.place.setText(self.source.source_model.place_text(cell))

    # ---- choices -------------------------------------------------------------------------------------------------

    def _edited(self, ref: FieldRef) -> None:
        self._is_typed = True
        if self._item is not None:
            self._item.repaired.add(ref)
            if ref == FieldRef(None, "project_name"):
                self.files.name_current(self._item)
        self._show_totals()

    def _existing_chosen(self) -> None:
        self.doubts.show_thing(self._item, self._reading)
        self._count()

    def _all_existing(self) -> None:
        for item in self._read.incoming:
            if item.existing is not None and not item.is_typed_over:
                item.choice = self.choices.existing_choice()
        self._count()

    def _keep_toggled(self, is_on: bool) -> None:
        if self._item is not None and self._found is not None and self._reading is not None:
            self._item.notes = self._item.unmapped_text(self._reading.source, self._found) if is_on else ""

    def _wanted(self) -> list[Incoming]:
        return [item for item in self._read.incoming if item.is_wanted and item.choice is not Existing.SKIP]

    def _count(self) -> None:
        count = len(self._wanted())
        self.accept_button.setText(_("导入 {count} 份").format(count=count) if count else _("导入"))
        self.accept_button.setEnabled(count > 0)
        set_text_tip(self.accept_button, "" if count else _("没有要导入的表：在左边勾选，或者把“跳过”换成别的。"))

    def reject(self) -> None:
        """Close without keeping anything; what was typed goes only after a question."""
        if not self._is_typed or self._may_drop is None or self._may_drop():
            super().reject()

    def accept(self) -> None:
        """Agree and close."""
        if self.accept_button.isEnabled():
            self.fields.setFocus()  # takes what stands in an open editor
            self.agreed.emit(self._wanted())
            super().accept()
