"""What was learned of an office's own file, before it is kept: its places in colour, to correct, decide and name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.i18n import _
from selfeval_gui.import_messages import conflict_sentence, not_placed_sentence, paper_field_label
from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.pasted_text import LinePaste
from selfeval_gui.views.basics.push_button import push_button
from selfeval_gui.views.basics.quiet_widgets import CutLabel, PlainLabel, SignedLabel, StillBox
from selfeval_gui.views.presets.learn_views import BlankView, FieldList
from selfeval_gui.views.presets.leftover_list import CLEAR, KEEP, LeftOverList
from selfeval_gui.work.own_paper import Decisions

if TYPE_CHECKING:
    from selfeval_gui.exchange.own_paper.learned import Learned, ShownCell
    from selfeval_gui.exchange.templates.paper import At

_SIZE_EMS, _LINES = 84, 34  # letters, lines: a window of 1366×768 shows all of it


class LearnPaperDialog(QDialog):
    """The file at the left, fields and leftover texts at the right. It keeps nothing: its flow tries and does.

    Signals
    -------
    form_wanted(number)
        another form of the file is to be shown.
    agreed(decisions)
        what a person decided, to be tried.
    """

    form_wanted = Signal(int)
    agreed = Signal(object)

    def __init__(self, learned: Learned, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("learnPaperDialog")
        self.setWindowTitle(_("导入本单位的表样"))
        self._learned = learned
        self._is_waiting = False
        self.view = BlankView(self)
        self.place = CutLabel("", self)
        self.place.setObjectName("learnPlace")
        self.fields = FieldList(self)
        self.left = LeftOverList(self)
        self.forms = StillBox(self)
        self.forms.setObjectName("learnForm")
        self.forms.setAccessibleName(_("文件里的哪一份表"))
        self.name = QLineEdit(learned.title or name, self)
        self.name.setObjectName("learnName")
        self.name.setAccessibleName(_("表样名称"))
        LinePaste(self.name)
        self.problem = SignedLabel(theme.severity_icon(Severity.WARNING), self)
        self.problem.text.setObjectName("learnProblem")
        self._lay_out()
        self.view.chosen.connect(self._cell_chosen)
        self.view.picked.connect(self._put)
        self.fields.itemSelectionChanged.connect(self._field_chosen)
        self.fields.dropped.connect(self._take_away)
        self.left.gone_to.connect(self._go_to)
        self.left.field_wanted.connect(self._belongs)
        self.left.end_wanted.connect(self._end_at)
        self.left.decided.connect(self._decided)
        self.forms.activated.connect(self._form_chosen)
        self._show(begins=True)

    def show_learned(self, learned: Learned) -> None:
        """Show another form of the file."""
        self._learned = learned
        self.left.forget()
        self.wait(False)
        self._show(begins=True)

    def wait(self, is_waiting: bool) -> None:
        """Take no second order while one is carried out."""
        self._is_waiting = is_waiting
        self.accept_button.setEnabled(not is_waiting)
        self.forms.setEnabled(not is_waiting)

    def say(self, sentence: str) -> None:
        """Say why it was not kept; "" for nothing."""
        self.problem.tell(sentence)

    def accept(self) -> None:
        """Hand over what was decided, if there is nothing left to decide."""
        if self._is_waiting:
            return
        undecided = self.left.undecided
        if self._learned.conflicts:
            self._tell_conflicts()
        elif undecided:
            self.say(
                _("还有 {count} 处文字没有决定保留还是清空，请先在右下的表里逐处决定。").format(count=len(undecided))
            )
            self.left.table.selectRow(0)
            self.left.table.setFocus()
        elif not self.name.text().strip():
            self.say(_("请填写表样名称。"))
            self.name.setFocus()
        else:
            self.say("")
            self.wait(True)
            kept, cleared = self.left.of(KEEP), self.left.of(CLEAR)
            self.agreed.emit(Decisions(self._learned, self.name.text().strip(), kept, cleared))

    # ---- showing -------------------------------------------------------------------------------------------------

    def _show(self, *, begins: bool = False) -> None:
        from selfeval_gui.exchange.own_paper.correct import fields_of

        learned, field = self._learned, self.fields.field()
        scrolled = self.view.verticalScrollBar().value(), self.view.horizontalScrollBar().value()
        at = None if begins else self._at()
        free = [each for each in learned.no_place if not each.startswith("indicator.")]
        self.left.show_left(learned.leftovers, free)
        self.view.blank.show_learned(learned, self._undecided())
        self.view.arrange()
        if not begins:
            self.view.verticalScrollBar().setValue(scrolled[0])
            self.view.horizontalScrollBar().setValue(scrolled[1])
            self._go_to(at)
        self.fields.show_learned(learned, fields_of(learned))
        self.fields.go_to(field)
        self.forms.clear()
        self.forms.addItems([each or _("第 {number} 份").format(number=n) for n, each in enumerate(learned.forms, 1)])
        self.forms.setCurrentIndex(learned.number)
        self._forms_row.setVisible(len(learned.forms) > 1)
        self.problem.hide()
        if learned.conflicts:
            self._tell_conflicts()

    def _tell_conflicts(self) -> None:
        told = [
            conflict_sentence(x.code, x.place, self._conflict_text(x.code, x.text)) for x in self._learned.conflicts
        ]
        self.say(_("现在还不能存：{reasons}").format(reasons="".join(told[:2])))

    def _conflict_text(self, code: str, text: str) -> str:
        return paper_field_label(text) if code == "twice" else text

    def _undecided(self) -> list[At]:
        return [each.at for each in self.left.undecided if each.at is not None]

    # ---- going from place to place -------------------------------------------------------------------------------

    def _at(self) -> At | None:
        cell = self.view.current_cell()
        return None if cell is None else cell.at

    def _go_to(self, at: At | None) -> None:
        cell = None if at is None else self._learned.cell_at(at)
        if cell is not None:
            self.view.go_to(cell)
            self.place.setText(self.view.blank.place_text(cell))

    def _cell_chosen(self, cell: ShownCell) -> None:
        self.place.tell_news(self.view.blank.place_text(cell))

    def _field_chosen(self) -> None:
        field, paper = self.fields.field(), self._learned.paper
        at = next((each.at for each in paper.places if each.field == field), None)
        column = next((x for x in paper.block.columns if f"indicator.{x.field}" == field), None)
        if column is not None:
            at = (*paper.block.rows[0], column.first)
        self._go_to(at)

    # ---- correcting ----------------------------------------------------------------------------------------------

    def _put(self, _what: object = None) -> None:
        from selfeval_gui.exchange.own_paper.correct import put

        cell, field = self.view.current_cell(), self.fields.field()
        if cell is None or not field:
            self.say(_("请先在右边选一个栏目，再在左边选一格。"))
            return
        self._change(put, field, cell.at)

    def _belongs(self, at: At, field: str) -> None:
        from selfeval_gui.exchange.own_paper.correct import put

        self._change(put, field, at)

    def _take_away(self, _checked: bool = False) -> None:
        from selfeval_gui.exchange.own_paper.correct import take_away

        if self.fields.field():
            self._change(take_away, self.fields.field())

    def _end_at(self, at: At | None) -> None:
        from selfeval_gui.exchange.own_paper.correct import end_at

        if at is not None:
            self._change(end_at, at)

    def _change(self, what: Callable[..., Learned], *arguments: object) -> None:
        from selfeval_gui.exchange.own_paper.correct import NotPlaced

        try:
            self._learned = what(self._learned, *arguments)
        except NotPlaced as error:
            self.left.decided.emit()
            self.say(not_placed_sentence(error.code, error.text))
        else:
            self._show()

    def _decided(self) -> None:
        self.view.blank.show_learned(self._learned, self._undecided())
        self.view.arrange()
        self._go_to(next((each.at for each in self.left.undecided), self._at()))

    def _form_chosen(self, number: int) -> None:
        if number != self._learned.number:
            self.wait(True)
            self.form_wanted.emit(number)

    # ---- putting together ----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        letter, line = self.fontMetrics().horizontalAdvance("国"), self.fontMetrics().lineSpacing()
        left, right = QWidget(self), QWidget(self)
        words = _(
            "绿色的格会填入栏目；选右边一个栏目，再双击左边一格（或按 Enter），就换到那一格。黄色的字要决定怎么办。"
        )
        hint = PlainLabel(words, self)
        hint.setWordWrap(True)
        end = push_button(self, "learnEnd", _("指标到所选的行为止"), self._end_clicked)
        end.setToolTip(_("指标各行从表头下面到这一行，填表时逐行重写；下面的行原样不动"))
        below = QHBoxLayout()
        below.addWidget(self.place, 1)
        below.addWidget(end)
        of_file = QVBoxLayout(left)
        of_file.setContentsMargins(0, 0, 0, 0)
        of_file.addWidget(hint)
        of_file.addWidget(self.view, 1)
        of_file.addLayout(below)
        ways = QHBoxLayout()
        ways.addWidget(push_button(self, "learnPut", _("放到所选的格"), self._put))
        ways.addWidget(push_button(self, "learnTakeAway", _("没有位置"), self._take_away))
        ways.addStretch(1)
        of_fields = QVBoxLayout(right)
        of_fields.setContentsMargins(0, 0, 0, 0)
        of_fields.addWidget(self.fields, 1)
        of_fields.addLayout(ways)
        beside = QSplitter(Qt.Orientation.Vertical, self)
        beside.addWidget(right)
        beside.addWidget(self.left)
        beside.setSizes([line * 16, line * 12])
        across = QSplitter(Qt.Orientation.Horizontal, self)
        across.addWidget(left)
        across.addWidget(beside)
        across.setSizes([letter * 48, letter * 36])
        for splitter in (beside, across):
            splitter.setChildrenCollapsible(False)
        self._forms_row = QWidget(self)
        of_forms = QHBoxLayout(self._forms_row)
        of_forms.setContentsMargins(0, 0, 0, 0)
        which = PlainLabel(_("文件里有几份表，以这一份为样"), self)
        which.setBuddy(self.forms)
        of_forms.addWidget(which)
        of_forms.addWidget(self.forms, 1)
        buttons = QDialogButtonBox(self)
        self.accept_button = buttons.addButton(_("存为表样"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setObjectName("learnAccept")
        buttons.addButton(_("取消"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("learnCancel")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        last = QHBoxLayout()
        caption = PlainLabel(_("表样名称"), self)
        caption.setBuddy(self.name)
        last.addWidget(caption)
        last.addWidget(self.name, 1)
        last.addWidget(buttons)
        page = QVBoxLayout(self)
        page.addWidget(self._forms_row)
        page.addWidget(across, 1)
        page.addWidget(self.problem)
        page.addLayout(last)
        resize_on_screen(self, _SIZE_EMS * letter, _LINES * line)

    def _end_clicked(self, _checked: bool = False) -> None:
        self._end_at(self._at())
