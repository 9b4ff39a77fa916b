"""The page 各表之间: what forms share, the rows that take part, two of the forms side by side. It asks; a flow does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from selfeval_gui.app.department import Department
from selfeval_gui.finding_kinds import FINDING_KINDS
from selfeval_gui.i18n import _
from selfeval_gui.item_models.department_model import MemberColumn, MemberModel, SharedModel
from selfeval_gui.rules.shared import ACROSS_FIELDS, MISSING, OF_LIST, Shared, SharingRow
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.invitation import Invitation
from selfeval_gui.views.basics.panes import Part
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import CutLabel, PlainLabel, StillBox
from selfeval_gui.views.basics.status import StatusProgress
from selfeval_gui.views.basics.two_parts import TwoParts, beside
from selfeval_gui.views.department.compared_form import ComparedForm
from selfeval_gui.views.department.department_tables import MemberTable, SharedTable
from selfeval_gui.views.form.finding_list import ActionButton

_TABLES_SHARE = 3  # of eight parts of the height; the forms have the rest


class DepartmentPage(QWidget):
    """Shows what `Department` finds.

    Signals
    -------
    member_chosen()
        another row takes the left side, or the same one has changed; `current_member` and `current_shared` tell.
    edit_wanted(key, node, field)
        the user wants to change a cell of a form.
    back_wanted(), home_wanted()
        the user wants to go to the form at the left; back to the form they came from.
    """

    member_chosen = Signal()
    edit_wanted = Signal(str, str, str)
    back_wanted = Signal()
    home_wanted = Signal()

    def __init__(self, department: Department, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("departmentPage")
        self.setAccessibleName(_("各表之间"))
        self._department = department
        self.shared = SharedModel(department, self)
        self.members = MemberModel(department, self)
        self.shared_table = SharedTable(self.shared, self)
        self.member_table = MemberTable(self.members, self)
        self.left, self.right = ComparedForm("Left", self), ComparedForm("Right", self)
        self.progress = StatusProgress(self)
        self.progress.setObjectName("departmentProgress")
        for stop in cast(list[QToolButton], self.progress.findChildren(QToolButton)):
            stop.setObjectName("departmentStop")
        self.accept_action = self._action(_("接受…"), "departmentAccept", _("写明理由，让选中的这一行不再计数"))
        self.withdraw_action = self._action(_("撤回接受"), "departmentWithdraw", _("选中的这一行重新计数"))
        self.units_action = self._action(_("单位名称…"), "departmentUnits", _("说明几个名称是不是同一个单位"))
        self.projects_action = self._action(
            _("项目名称…"), "departmentProjects", _("说明几个名称是同一个项目，名单上的名称也在内")
        )
        for table in (self.shared_table, self.member_table):
            table.addAction(actions["actionExplain"])
        self.shared_table.addActions([self.units_action, self.projects_action])
        self._lay_out(actions)
        self.shared_table.chosen.connect(self._shared_chosen)
        self.member_table.chosen.connect(self.member_chosen)
        self.shared_table.opened.connect(self.member_table.setFocus)
        self.member_table.opened.connect(self._edit_member)
        self.left.edit_wanted.connect(self._edit_left)
        self.right.edit_wanted.connect(self._edit_right)
        self._kinds.activated.connect(self.refresh)
        department.changed.connect(self.refresh)
        department.reading_changed.connect(self._reading_changed)
        department.progressed.connect(self._progressed)
        self.progress.cancelled.connect(department.cancel)

    def parts(self) -> list[Part]:
        """Return the parts of the page for F6."""
        sides = [Part(side, side.tree.arrive) for side in (self.left, self.right)]
        return [Part(table, table.setFocus) for table in (self.shared_table, self.member_table)] + sides

    # ---- what is chosen ------------------------------------------------------------------------------------------

    @property
    def current_shared(self) -> Shared | None:
        """What forms share, as chosen."""
        return self.shared.row_at(self.shared_table.currentIndex())

    @property
    def current_member(self) -> SharingRow | None:
        """The row that stands at the left."""
        return self.members.row_at(self.member_table.currentIndex())

    # ---- showing -------------------------------------------------------------------------------------------------

    def refresh(self, _row: int = 0) -> None:
        """Show what is shared now; what is chosen stays chosen as long as it is there."""
        found = self._department.shared()
        kind = self._kinds.currentData()
        self.shared_table.take([each for each in found if not kind or each.code == kind])
        waiting = sum(not each.is_settled for each in found)
        words = {"forms": self._department.count, "count": waiting}
        told = _("{forms} 份自评表，{count} 项待处理") if waiting else _("{forms} 份自评表，没有待处理的")
        told = _("已读 {forms} 份自评表") if self._department.is_reading and not waiting else told
        self._summary.tell_news(told.format(**words))
        self._shared_chosen()
        unread = 0 if self._department.is_reading else self._department.unread
        self._rest.setVisible(bool(unread))
        self._rest.setText(_("还有 {count} 份没有读，接着读").format(count=unread))

    def show_list_name(self, name: str) -> None:
        """Name the list of projects that forms are compared with, "" for none."""
        self._list_name.setText(_("项目名单：{name}").format(name=name) if name else "")
        self._forget_list.setVisible(bool(name))

    def _shared_chosen(self) -> None:
        shared = self.current_shared
        self.member_table.take([] if shared is None else self._department.members(shared))
        self.member_table.setColumnHidden(MemberColumn.SHARE, shared is None or shared.code != "across.scores")
        self.member_chosen.emit()
        self._choose_lower()

    def show_answers(self) -> None:
        """Offer what can be done about the chosen row."""
        member = self.current_member
        self.accept_action.setVisible(member is not None and member.answer is None)
        self.withdraw_action.setVisible(member is not None and member.answer is not None)

    def _choose_lower(self) -> None:
        """Show the two forms, or say why there are none."""
        shared = self.current_shared
        if shared is None:
            self._say_nothing()
            self._lower.setCurrentWidget(self._nothing)
        elif shared.code == MISSING:
            name = shared.what[0]
            self._missing.say(
                _("“{name}”没有自评表").format(name=name), _("名单上有这个项目，工作文件夹里没有它的表。")
            )
            self._lower.setCurrentWidget(self._missing)
        else:
            self._lower.setCurrentWidget(self._pair)
        self.show_answers()

    def _say_nothing(self) -> None:
        """Say that nothing was found, but not before all forms have been read."""
        if self._department.is_reading:
            self._nothing.say(_("正在比较各份表"), _("读完之后才知道有没有问题。"))
        else:
            self._nothing.say(
                _("各表之间没有发现问题"), _("没有得分悬殊的相同完成情况，没有雷同的原因，没有照抄的指标值。")
            )

    def _reading_changed(self, reading: bool) -> None:
        if not reading:
            self.progress.clear()  # `changed` follows

    def _progressed(self, done: int, total: int) -> None:
        told = _("正在读 {done} / {total}").format(done=done, total=total)
        self.progress.show_progress(told, done, total)

    # ---- asking --------------------------------------------------------------------------------------------------

    def _edit_member(self) -> None:
        member = self.current_member
        if member is not None:
            self.edit_wanted.emit(member.key, member.node, member.field)

    def _edit_left(self, node: str, field: str) -> None:
        self._edit(self.left, node, field)

    def _edit_right(self, node: str, field: str) -> None:
        self._edit(self.right, node, field)

    def _edit(self, side: ComparedForm, node: str, field: str) -> None:
        if side.document is not None:
            self.edit_wanted.emit(str(side.document.session.path), node, field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.home_wanted.emit()
        else:
            super().keyPressEvent(event)

    # ---- putting together ----------------------------------------------------------------------------------------

    def _action(self, text: str, name: str, tip: str) -> QAction:
        action = QAction(text, self)
        action.setToolTip(tip)
        action.setProperty("button", name)
        self.member_table.addAction(action)
        return action

    def _lay_out(self, actions: Mapping[str, QAction]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.addWidget(self._head(actions))
        upper = QSplitter(Qt.Orientation.Horizontal, self)
        upper.addWidget(self.shared_table)
        upper.addWidget(self._member_panel(actions["actionExplain"]))
        upper.setStretchFactor(0, 3)
        upper.setStretchFactor(1, 2)
        self._pair = QSplitter(Qt.Orientation.Horizontal, self)
        self._pair.addWidget(self.left)
        self._pair.addWidget(self.right)
        self._nothing, self._missing = Invitation("nothingShared", self), Invitation("missingForm", self)
        self._nothing.offer(((actions["actionProjectList"], _("选择项目名单"), _("看看名单上哪些项目还没有自评表")),))
        self._missing.offer(((actions["actionNew"], _("新建自评表"), _("在工作文件夹里为它新建一份")),))
        self._lower = QStackedWidget(self)
        for widget in (self._pair, self._nothing, self._missing):
            self._lower.addWidget(widget)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.setChildrenCollapsible(False)
        parts.addWidget(upper)
        parts.addWidget(self._lower)
        parts.setStretchFactor(0, _TABLES_SHARE)
        parts.setStretchFactor(1, 8 - _TABLES_SHARE)
        column.addWidget(parts, 1)

    def _head(self, actions: Mapping[str, QAction]) -> TwoParts:
        back = QPushButton(_("返回自评表"), self)
        back.setObjectName("departmentBack")
        back.setToolTip(_("到左边这份自评表；按 Esc 回到原来那份"))
        back.setAutoDefault(False)
        back.clicked.connect(self.back_wanted)
        self._summary = CutLabel(parent=self)
        self._summary.setObjectName("departmentSummary")
        self._kinds = StillBox(self)
        self._kinds.setObjectName("departmentKinds")
        self._kinds.setAccessibleName(_("显示哪些检查结果"))
        self._kinds.addItem(_("全部检查结果"), "")
        for code in (*ACROSS_FIELDS, MISSING, *OF_LIST):
            self._kinds.addItem(theme.icon("hint", theme.Tone.HINT), FINDING_KINDS[code], code)
        shown = PlainLabel(_("显示"), self)
        shown.setBuddy(self._kinds)
        self._rest = QPushButton(self)
        self._rest.setObjectName("departmentGoOn")
        self._rest.setAutoDefault(False)
        self._rest.clicked.connect(self._go_on)
        self._list_name = QuietLabel("", self)
        self._list_name.setObjectName("projectListName")
        self._forget_list = QToolButton(self, autoRaise=True)
        self._forget_list.setObjectName("projectListForget")
        self._forget_list.setDefaultAction(actions["actionForgetProjectList"])
        left = beside(self, back, self._summary, shown, self._kinds)
        buttons = (
            ActionButton(actions[f"action{name}"], f"department{name}", self.shared_table, self)
            for name in ("ProjectList", "ExportAllFindings")
        )
        # What is shown while forms are read stands in the shorter part: together with the other it would be too wide.
        right = beside(self, self.progress, self._rest, self._list_name, self._forget_list, *buttons)
        return TwoParts(left, right, self)

    def _member_panel(self, explain: QAction) -> QWidget:
        panel = QWidget(self)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.member_table, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        for action in (self.units_action, self.projects_action, self.accept_action, self.withdraw_action):
            row.addWidget(ActionButton(action, str(action.property("button")), self.member_table, panel))
        row.addWidget(ActionButton(explain, "departmentExplain", self.member_table, panel))
        column.addLayout(row)
        return panel

    def _go_on(self, _checked: bool = False) -> None:
        self._department.go_on()
