"""Everything that was read, before any of it is kept: source and result side by side, doubts first."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from selfeval_gui.domain.differences import differences
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.scoring import totals
from selfeval_gui.exchange.layout.sheet import FieldRef
from selfeval_gui.exchange.readers.grid import SourceCell, place_of
from selfeval_gui.exchange.recognize.result import Remark
from selfeval_gui.i18n import _
from selfeval_gui.import_messages import doubt_sentence, place_words, unmapped_reason
from selfeval_gui.rules.rule_set import rule_set_for
from selfeval_gui.storage.taking_in import Existing
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.difference_text import difference_lines
from selfeval_gui.views.basics.theme import Tone
from selfeval_gui.views.importing.import_preview_parts import ImportPreviewParts
from selfeval_gui.work.importing import Incoming, Outside, ReadIn

_PLACE = Qt.ItemDataRole.UserRole  # an item's place in the list of what it stands for
Thing = str | Incoming | Outside  # why a file was not read, a form, or cells that belong to none


class ImportPreview(ImportPreviewParts):
    """Asks what is to be kept.

    Signals
    -------
    agreed(incoming)
        keep the forms that are wanted, as they are now.
    """

    agreed = Signal(object)

    def __init__(self, read: ReadIn, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._item: Incoming | None = None
        self._things: list[Thing] = []
        self._remarks: list[Remark | None] = []
        self._fill_list()
        self._connect()
        self.files.setCurrentRow(0)
        self._count()

    # ---- building ------------------------------------------------------------------------------------------------

    def _fill_list(self) -> None:
        for path, sentence in self._read.trouble:
            item = QListWidgetItem(theme.icon("error", Tone.ERROR), _("{name}（没有读取）").format(name=path.name))
            item.setToolTip(sentence)
            self._add_file(item, sentence)
        to_look_at, clean = theme.icon("warning", Tone.WARNING), theme.icon("ok", Tone.GOOD)
        names = Counter(incoming.form.project_name for incoming in self._read.incoming)
        for incoming in self._read.incoming:
            name = incoming.form.project_name or incoming.path.name
            item = QListWidgetItem(name if names[name] < 2 else f"{name}（{incoming.path.name}）")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if incoming.is_wanted else Qt.CheckState.Unchecked)
            needs_look = bool(incoming.found.doubts or incoming.found.unmapped)
            item.setIcon(to_look_at if needs_look else clean)
            item.setToolTip(str(incoming.path))
            self._add_file(item, incoming)
        for outside in self._read.outside:
            words = _("{name} 的其他内容（{count} 处）").format(name=outside.path.name, count=len(outside.cells))
            item = QListWidgetItem(theme.icon("hint", Tone.HINT), words)
            self._add_file(item, outside)

    def _add_file(self, item: QListWidgetItem, thing: Thing) -> None:
        item.setData(_PLACE, len(self._things))
        self._things.append(thing)
        self.files.addItem(item)

    def _connect(self) -> None:
        self.files.currentItemChanged.connect(self._show)
        self.files.itemChanged.connect(self._checked)
        self.doubts.currentItemChanged.connect(self._go_to_doubt)
        self.doubts.itemClicked.connect(self._go_to_doubt)
        self.source.cell_chosen.connect(self._cell_chosen)
        self.fields.field_chosen.connect(self._field_chosen)
        self.fields.field_model.edited.connect(self._edited)
        self.fields.field_model.refused.connect(self.place.setText)
        self.template_box.activated.connect(self._template_chosen)
        self.rule_set_box.activated.connect(self._rule_set_chosen)
        self.existing_box.activated.connect(self._existing_chosen)
        self.all_existing.clicked.connect(self._all_existing)
        self.keep_unmapped.toggled.connect(self._keep_toggled)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    # ---- one form ------------------------------------------------------------------------------------------------

    def _show(self, item: QListWidgetItem | None) -> None:
        thing = None if item is None else self._things[item.data(_PLACE)]
        self._item = thing if isinstance(thing, Incoming) else None
        self._clear_doubts()
        self.place.clear()
        if isinstance(thing, Incoming):
            self.source.source_model.show_form(thing.source, thing.found)
            self._list_doubts(thing)
        elif isinstance(thing, Outside):
            self.source.source_model.show_cells(thing.source, thing.cells)
            self._add_doubt(unmapped_reason("outside"), "hint", Tone.HINT, None)
        elif isinstance(thing, str):
            self._add_doubt(thing, "error", Tone.ERROR, None)
        self.source.setEnabled(not isinstance(thing, str))
        self.source.arrange()
        self.fields.field_model.show_form(None if self._item is None else self._item.found)
        self.fields.scrollToTop()
        self._show_choices()

    def _list_doubts(self, item: Incoming) -> None:
        for doubt in item.found.doubts:
            place = f"{place_words(place_of(item.source, doubt.cell))}  " if doubt.cell is not None else ""
            self._add_doubt(place + doubt_sentence(doubt.code, doubt.text), "warning", Tone.WARNING, doubt)
        for remark in item.found.unmapped:
            if remark.cell is not None:
                place, why = place_words(place_of(item.source, remark.cell)), unmapped_reason(remark.code)
                text = _("{place}  未归位：{text}（{why}）").format(
                    place=place, text=" ".join(remark.text.split())[:60], why=why
                )
                self._add_doubt(text, "error", Tone.ERROR, remark)
        if item.old is not None and item.choice is Existing.UPDATE:
            new = item.updated(item.old)
            for line in difference_lines(differences(item.old, new), item.old, new):
                self._add_doubt(_("更新：{line}").format(line=line), "hint", Tone.HINT, None)
        if not self.doubts.count():
            self._add_doubt(_("每个单元格都有去处，没有需要核对的地方。"), "ok", Tone.GOOD, None)

    def _clear_doubts(self) -> None:
        self.doubts.clear()
        self._remarks = []

    def _add_doubt(self, text: str, icon: str, tone: Tone, remark: Remark | None) -> None:
        item = QListWidgetItem(theme.icon(icon, tone), text)
        item.setData(_PLACE, len(self._remarks))
        self._remarks.append(remark)
        self.doubts.addItem(item)

    def _show_choices(self) -> None:
        item = self._item
        for box in (self.template_box, self.rule_set_box):
            box.setEnabled(item is not None)
        has_old = item is not None and item.existing is not None
        self.existing_box.setVisible(has_old)
        self.all_existing.setVisible(has_old)
        self.keep_unmapped.setVisible(item is not None and bool(item.found.unmapped))
        if item is not None:
            self.template_box.setCurrentIndex(self.template_box.findData(item.form.template))
            self.rule_set_box.setCurrentIndex(self.rule_set_box.findData(item.form.rule_set))
            self.existing_box.setCurrentIndex(self.existing_box.findData(item.choice.value))
            self.keep_unmapped.setChecked(item.keeps_unmapped)
        self._show_totals()

    def _show_totals(self) -> None:
        if self._item is None:
            self.totals.setText("")
            return
        form, rule_set = self._item.form, rule_set_for(self._item.form.rule_set)
        sums = totals(form, rule_set.total_basis, rule_set.scoring.execution_score)
        words = _("分值合计 {weight}（应为 {wanted}） · 得分合计 {score}")
        numbers = ("—" if each is None else format_plain(each) for each in (sums.weight, rule_set.total, sums.score))
        weight, wanted, score = numbers
        self.totals.setText(words.format(weight=weight, wanted=wanted, score=score))

    # ---- going from place to place -------------------------------------------------------------------------------

    def _go_to_doubt(self, item: QListWidgetItem | None) -> None:
        remark = None if item is None else self._remarks[item.data(_PLACE)]
        if remark is None or self._item is None:
            return
        cell, ref = remark.cell, remark.ref
        if cell is not None:
            self.source.go_to(cell)
            self.place.setText(self.source.source_model.place_text(cell))
            refs = self._item.found.mapped.get(cell.key, ())
            ref = ref if ref is not None else refs[0] if refs else None
        if ref is not None:
            self.fields.go_to(ref)

    def _cell_chosen(self, cell: SourceCell) -> None:
        self.place.setText(self.source.source_model.place_text(cell))
        refs = () if self._item is None else self._item.found.mapped.get(cell.key, ())
        if refs:
            self.fields.go_to(refs[0])

    def _field_chosen(self, ref: FieldRef) -> None:
        if self._item is None:
            return
        key = next((key for key, refs in self._item.found.mapped.items() if ref in refs), None)
        if key is not None:
            cell = next(each for each in self._item.source.grids[key[0]].cells if each.key == key)
            self.source.go_to(cell)
            self.place.setText(self.source.source_model.place_text(cell))

    # ---- choices -------------------------------------------------------------------------------------------------

    def _edited(self, ref: FieldRef) -> None:
        item = self.files.currentItem()
        if self._item is not None and ref == FieldRef(None, "project_name"):
            item.setText(self._item.form.project_name or self._item.path.name)
        self._show_totals()

    def _template_chosen(self, _row: int) -> None:
        if self._item is not None:
            self._item.form.template = self.template_box.currentData()

    def _rule_set_chosen(self, _row: int) -> None:
        if self._item is not None:
            self._item.form.rule_set = self.rule_set_box.currentData()
            self._show_totals()

    def _existing_chosen(self, _row: int) -> None:
        if self._item is not None:
            self._item.choice = Existing(self.existing_box.currentData())
            self._clear_doubts()
            self._list_doubts(self._item)
            self._count()

    def _all_existing(self, _checked: bool = False) -> None:
        for item in self._read.incoming:
            if item.existing is not None:
                item.choice = Existing(self.existing_box.currentData())
        self._count()

    def _keep_toggled(self, is_on: bool) -> None:
        if self._item is not None:
            self._item.keeps_unmapped = is_on

    def _checked(self, item: QListWidgetItem) -> None:
        thing = self._things[item.data(_PLACE)]
        if isinstance(thing, Incoming):
            thing.is_wanted = item.checkState() is Qt.CheckState.Checked
            self._count()

    def _wanted(self) -> list[Incoming]:
        return [item for item in self._read.incoming if item.is_wanted and item.choice is not Existing.SKIP]

    def _count(self) -> None:
        count = len(self._wanted())
        self.accept_button.setText(_("导入 {count} 份").format(count=count) if count else _("导入"))
        self.accept_button.setEnabled(count > 0)

    def accept(self) -> None:
        """Agree and close."""
        if self.accept_button.isEnabled():
            self.fields.setFocus()  # takes what stands in an open editor
            self.agreed.emit(self._wanted())
            super().accept()
