"""The findings below the tree: what was found, the way to its place, and what can be done about it at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from selfeval_gui.commands.fixes import Fix, needs_row
from selfeval_gui.i18n import _
from selfeval_gui.item_models.marks import counted, plain_tooltip, worst
from selfeval_gui.rules.accepted import can_accept, still_open
from selfeval_gui.rules.finding import Finding
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.announcing import announce
from selfeval_gui.views.basics.quiet_widgets import CutLabel, PlainLabel
from selfeval_gui.views.form.finding_list import ActionButton, FindingList

if TYPE_CHECKING:
    from selfeval_gui.item_models.finding_model import FindingModel

FixFor = Callable[[Finding], Fix | None]

_ADOPTABLE = {"rate.mismatch", "total.mismatch"}
_NOTHING_FOUND = _("没有发现问题")
_GONE_THROUGH = 4  # findings in sight for one who goes through them
_LONGEST_FIX = 28  # characters of a preview on its button; the tooltip has all of it


class FindingsPanel(QWidget):
    """Counts, list and buttons.

    Signals
    -------
    place_wanted(node, field)
        go to the cell of a finding.
    adoption_wanted(field)
        let the computed value stand for what the paper printed in this "printed.…" field.
    fix_wanted(fix)
        carry out a quick fix as it was previewed.
    explanation_wanted(finding)
        say why a finding is told, what the rule says, what to write.
    acceptance_wanted(finding), withdrawal_wanted(finding)
        answer for a finding with a reason, or let it count again.
    room_wanted(height)
        be as high as this, since somebody is going to go through the findings.
    """

    place_wanted = Signal(str, str)
    adoption_wanted = Signal(str)
    fix_wanted = Signal(object)
    explanation_wanted = Signal(object)
    acceptance_wanted = Signal(object)
    withdrawal_wanted = Signal(object)
    room_wanted = Signal(int)

    def __init__(self, fix_for: FixFor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingsPanel")
        self._model: FindingModel | None = None
        self._fix_for = fix_for
        self._fix: Fix | None = None
        self._counted: FindingModel | None = None
        self.list = FindingList(self)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._sign = QLabel(self)
        self._counts = PlainLabel(parent=self)
        self._counts.setObjectName("findingCounts")
        self._explanation = CutLabel(parent=self)
        self._explanation.setObjectName("scoreExplanation")
        self._explanation.name_by(_("得分怎么来"))
        self._go_action = self._action(_("定位"), _("到这一条所指的单元格（双击或回车也可以）"), self._go_clicked)
        self._explain_action = self._action(
            _("怎么改…"), _("为什么提示这一条，规定是什么，怎么改（Shift+F1）"), self._explain_clicked
        )
        self._adopt_action = self._action(
            _("采用计算值"), _("不再保留原表上印的数，只用按各行计算的数；可以撤销"), self._adopt_clicked
        )
        self._fix_action = self._action("", "", self._fix_clicked)
        self._accept_action = self._action(_("接受…"), "", self._accept_clicked)
        self._withdraw_action = self._action(_("撤回接受"), _("这一条重新计数"), self._withdraw_clicked)
        head = QHBoxLayout()
        head.setContentsMargins(4, 2, 0, 0)
        head.addWidget(self._sign)
        head.addWidget(self._counts)
        head.addSpacing(self.fontMetrics().height())
        head.addWidget(self._explanation, 1)
        for action, name in (
            (self._fix_action, "findingFix"),
            (self._adopt_action, "findingAdopt"),
            (self._accept_action, "findingAccept"),
            (self._withdraw_action, "findingWithdraw"),
            (self._explain_action, "findingExplain"),
            (self._go_action, "findingGo"),
        ):
            head.addWidget(ActionButton(action, name, self.list, self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.list.chosen.connect(self.refresh)
        self.list.opened.connect(self._go_to_current)
        self.show_model(None)

    def show_model(self, model: FindingModel | None) -> None:
        """Show another form's findings, or none."""
        if self._model is not None:
            self._model.session.refreshed.disconnect(self.refresh)
        self._model = model
        old = self.list.selectionModel()
        self.list.setModel(model)
        if old is not None:
            old.deleteLater()
        if model is not None:
            model.session.refreshed.connect(self.refresh)
        self.refresh()

    def current_finding(self) -> Finding | None:
        """Return the finding chosen in the list."""
        return None if self._model is None else self._model.finding_at(self.list.currentIndex())

    def explain(self, text: str) -> None:
        """Show how the score of the row at hand comes about, "" for no row."""
        self._explanation.setText(text)

    def check(self) -> None:
        """Say everything, blank cells that are only begun to be filled in included, and take the keyboard."""
        if self._model is not None:
            self._model.session.tell_blanks()
            self.list.setCurrentIndex(self._model.index(0))
            rows = min(_GONE_THROUGH, self._model.rowCount())
            self.room_wanted.emit(self.height() - self.list.height() + self.list.height_of(rows))
            self.list.setFocus()

    def refresh(self) -> None:
        """Show counts and buttons as the findings are now."""
        found = [] if self._model is None else self._model.session.shown
        to_fill = 0 if self._model is None else len(self._model.session.findings) - len(found)
        waiting = still_open(found)
        heaviest = worst(waiting)
        side = self.fontMetrics().height()
        icon = theme.icon("ok", theme.Tone.GOOD) if heaviest is None else theme.severity_icon(heaviest)
        self._sign.setPixmap(icon.pixmap(side, side))
        self._sign.setVisible(self._model is not None and (heaviest is not None or not to_fill))
        nothing = "" if self._model is None else _NOTHING_FOUND
        accepted = [_("{count} 个已接受").format(count=len(found) - len(waiting))] if len(waiting) < len(found) else []
        blank = [_("待填 {count}").format(count=to_fill)] if to_fill else []
        self._tell_counts(" · ".join(counted(waiting) + accepted + blank) or nothing)
        finding = self.current_finding()
        self._go_action.setVisible(bool(found))
        self._explain_action.setVisible(finding is not None)
        adoptable = finding is not None and finding.code in _ADOPTABLE
        self._adopt_action.setVisible(adoptable)
        if finding is not None and adoptable:
            self._adopt_action.setText(_("采用计算值 {value}").format(value=finding.expected or ""))
        self._offer_acceptance(finding)
        self.refresh_fix()

    def _tell_counts(self, counts: str) -> None:
        """Show the counts, and have those that a step changed read out."""
        is_news = self._model is self._counted and counts != self._counts.text()
        self._counts.setText(counts)
        self._counted = self._model
        if is_news:
            announce(self.list, counts)

    def _offer_acceptance(self, finding: Finding | None) -> None:
        answered = finding is not None and finding.answer is not None
        can = finding is not None and can_accept(finding)
        self._withdraw_action.setVisible(answered)
        self._accept_action.setVisible(finding is not None and not answered)
        self._accept_action.setEnabled(can)
        self._accept_action.setToolTip(_("写明理由，让这一条不再计数") if can else _("错误不能接受，请改正"))

    def refresh_fix(self) -> None:
        """Preview the fix of the finding at hand; to be called when another row of the tree is chosen, too."""
        finding = self.current_finding()
        self._fix = None if finding is None else self._fix_for(finding)
        waits_for_row = finding is not None and needs_row(finding)
        self._fix_action.setVisible(self._fix is not None or waits_for_row)
        self._fix_action.setEnabled(self._fix is not None)
        if self._fix is not None:
            preview = self._fix.preview
            short = preview if len(preview) <= _LONGEST_FIX else "…" + preview[1 - _LONGEST_FIX :]
            self._fix_action.setText(short.replace("&", "&&"))
            self._fix_action.setToolTip(plain_tooltip(_("{preview}；可以撤销").format(preview=preview)) or "")
        elif waits_for_row:
            self._fix_action.setText(_("差额给选中的行"))
            self._fix_action.setToolTip(_("先在指标表里选中一行，差额就加在它的分值上"))

    def _action(self, text: str, tip: str, slot: Callable[[bool], None]) -> QAction:
        """Return an action of the list's context menu; a button beside the counts does the same."""
        action = QAction(text, self)
        action.setToolTip(tip)
        action.triggered.connect(slot)
        self.list.addAction(action)
        return action

    def _go_to_current(self) -> None:
        finding = self.current_finding()
        if finding is not None:
            self.place_wanted.emit(finding.node or "", finding.field)

    def _go_clicked(self, _checked: bool = False) -> None:
        if self._model is not None and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0))
        self._go_to_current()

    def _explain_clicked(self, _checked: bool = False) -> None:
        finding = self.current_finding()
        if finding is not None:
            self.explanation_wanted.emit(finding)

    def _adopt_clicked(self, _checked: bool = False) -> None:
        finding = self.current_finding()
        if finding is not None and finding.code in _ADOPTABLE:
            self.adoption_wanted.emit(finding.field)

    def _accept_clicked(self, _checked: bool = False) -> None:
        finding = self.current_finding()
        if finding is not None:
            self.acceptance_wanted.emit(finding)

    def _withdraw_clicked(self, _checked: bool = False) -> None:
        finding = self.current_finding()
        if finding is not None:
            self.withdrawal_wanted.emit(finding)

    def _fix_clicked(self, _checked: bool = False) -> None:
        if self._fix is not None:
            self.fix_wanted.emit(self._fix)
