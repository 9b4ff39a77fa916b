"""Everything that was read, before any of it is kept: source and result side by side, doubts first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QWidget,
)

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.scoring import totals
from selfeval_gui.exchange.readers.grid import Source, SourceCell
from selfeval_gui.exchange.reading_process.reading import Reading
from selfeval_gui.exchange.recognize.result import FoundForm, ReaderRemark
from selfeval_gui.i18n import _
from selfeval_gui.rules.rule_set import rule_set_for
from selfeval_gui.rules.shape import shape_of
from selfeval_gui.storage.taking_in import Existing
from selfeval_gui.views.basics.push_button import push_button
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import CutLabel
from selfeval_gui.views.basics.tips import set_text_tip
from selfeval_gui.views.importing.cell_opening import CellOpening
from selfeval_gui.views.importing.import_choices import ImportChoices
from selfeval_gui.views.importing.import_doubts import DoubtList
from selfeval_gui.views.importing.import_fields import FieldView
from selfeval_gui.views.importing.import_files import FileList, Thing
from selfeval_gui.views.importing.import_going import ImportGoing
from selfeval_gui.views.importing.import_layout import Parts, lay_bottom, lay_out
from selfeval_gui.views.importing.import_repairs import ImportRepairs, Views
from selfeval_gui.views.importing.import_source import SourceView
from selfeval_gui.views.importing.import_steps import ImportSteps, answer_basis
from selfeval_gui.work.incoming import Incoming, Outside, ReadIn


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
        self._found: FoundForm | None = None  # the form shown, with them
        self._cells = CellOpening(self, parent or self)
        self._may_drop = may_drop
        self.files = FileList(read, self)
        self.doubts = DoubtList(self)
        self.source = SourceView(self)
        self.place = CutLabel("", self)
        self.fields = FieldView(self)
        self.totals = QuietLabel("", self)
        self.choices = ImportChoices(self)
        self.steps = ImportSteps(self)
        self.going = ImportGoing(self, self.files, self.doubts, self.steps)
        views = Views(self.source, self.fields, self.doubts)
        self.repairs = ImportRepairs(self, views, self.steps, self.going.actions)
        self.repair_button = push_button(self, "importRepair", _("修正"), self._show_menu)
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
        lay_out(self, Parts(self.files, self.doubts, self.source, self.place, self.fields, self.totals, self.choices))
        lay_bottom(self, [self.keep_unmapped], [self.repair_button, buttons])
        self._cells.opened.connect(self._show_cells)
        self.finished.connect(self._cells.end)
        self.finished.connect(self._let_go)
        self.files.chosen.connect(self._show)
        self.files.wanted_changed.connect(self._count)
        self.doubts.chosen.connect(self._go_to_doubt)
        self.source.chosen.connect(self._cell_chosen)
        self.fields.chosen.connect(self._field_chosen)
        self.fields.field_model.edited.connect(self._edited)
        self.fields.field_model.refused.connect(self.place.tell_news)
        self.steps.refused.connect(self.place.tell_news)
        self.going.told.connect(self.place.tell_news)
        self.steps.changed.connect(self._repaired)
        self.choices.template_chosen.connect(self._template_chosen)
        self.choices.rule_set_chosen.connect(self._rule_set_chosen)
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

    # ---- one form ------------------------------------------------------------------------------------------------

    def _show(self, thing: Thing | None) -> None:
        """Show what is known without the cells; those come in a moment."""
        self._thing = thing
        self._item = thing if isinstance(thing, Incoming) else None
        self._hide_cells()
        self.fields.field_model.show_form(None if self._item is None else self._item.found)
        self.fields.scrollToTop()
        self.choices.show_item(self._item)
        self.keep_unmapped.setVisible(self._item is not None and self._item.unmapped > 0)
        if self._item is not None:
            self.keep_unmapped.setChecked(bool(self._item.notes))
        self._show_totals()
        self._cells.want(thing.shelf if isinstance(thing, Incoming | Outside) else None)

    def _hide_cells(self) -> None:
        self._reading = self._found = None
        self.steps.show(None, None)
        self.fields.setEnabled(False)
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
            self.steps.show(self._item, reading)
        else:
            found = reading.found
            model.show_cells(reading.source, [*found.outside, *(cell for each in found.omitted for cell in each.cells)])
        self.source.arrange()
        self.source.setEnabled(True)
        self.fields.setEnabled(True)
        self.keep_unmapped.setEnabled(True)
        self.doubts.show_thing(self._thing, reading)

    def _show_totals(self) -> None:
        if self._item is None:
            self.totals.setText("")
            return
        form, rule_set = self._item.form, rule_set_for(self._item.form.rule_set)
        sums, shape = totals(form, rule_set.total_basis, rule_set.scoring.execution_score), shape_of(form)
        numbers = ("—" if each is None else format_plain(each) for each in (sums.weight, rule_set.total, sums.score))
        weight, wanted, score = numbers
        weights = _("分值合计 {weight}（应为 {wanted}）").format(weight=weight, wanted=wanted)
        parts = {"weight": weights, "score": _("得分合计 {score}").format(score=score)}
        # Of a kind of form without points nothing is missing.
        self.totals.tell_news(" · ".join(words for field, words in parts.items() if field not in shape.lacks))

    # ---- going from place to place -------------------------------------------------------------------------------

    def _go_to_doubt(self, remark: ReaderRemark) -> None:
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
        if self._item is not None:
            self.steps.note(_("填写"), lambda repairs: repairs.typed_over(ref))
            if ref == FieldRef(None, "project_name"):
                self.files.name_current(self._item)

    def _repaired(self, is_anew: bool) -> None:
        """Show the form as it is after a step."""
        if self._item is None or self._reading is None:
            return
        self._found = self._item.opened(self._reading)
        model, ref = self.fields.field_model, self.fields.current_ref()
        self.source.source_model.show_fates(self._found)
        if is_anew:
            model.show_form(self._item.found)
            if ref is not None:
                self.fields.go_to(ref)
            self.files.name_current(self._item)
            self.choices.show_item(self._item)
        else:
            model.show_doubts(self._item.found)
        self.doubts.show_thing(self._item, self._reading)
        self.files.show_state()
        self.keep_unmapped.setVisible(self._item.unmapped > 0)
        self._keep_toggled(self.keep_unmapped.isChecked())
        self._show_totals()

    def _template_chosen(self) -> None:
        self.steps.note(_("选择表样"))

    def _rule_set_chosen(self) -> None:
        self.steps.note(_("选择口径"), answer_basis)

    def _show_menu(self) -> None:
        self.repairs.menu.popup(self.repair_button.mapToGlobal(QPoint(0, 0)))

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

    def _let_go(self) -> None:
        """Hold nothing of what was read once closed: parts of a dialog name each other, and are looked for late."""
        self.files.let_go()
        self._show(None)
        self._read = ReadIn([], [], [])

    def reject(self) -> None:
        """Close without keeping anything; what was typed goes only after a question."""
        self.fields.setFocus()  # what stands in an open editor was typed, too
        if not self.steps.is_anything_done or self._may_drop is None or self._may_drop():
            super().reject()

    def accept(self) -> None:
        """Agree and close."""
        if self.accept_button.isEnabled():
            self.fields.setFocus()  # takes what stands in an open editor
            self.agreed.emit(self._wanted())
            super().accept()
