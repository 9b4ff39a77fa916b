"""汇总 on the screen: grades, units and findings as bars, and the forms behind each of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QSplitter, QVBoxLayout, QWidget

from selfeval_gui.app.notifier import Notifier
from selfeval_gui.app.tasks import Background
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.i18n import _
from selfeval_gui.item_models.overview_model import OverviewEntry, OverviewModel
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.rows import lay_rows
from selfeval_gui.views.output.open_sources import listed_sources
from selfeval_gui.views.output.overview_tree import OverviewTree
from selfeval_gui.work.summing import SummedUp, sum_up

_SETTLE_MS = 600  # after the last change of the folder or of a form


class Overview(QWidget):
    """Reads the forms of the list in a worker while it is shown, again after each change.

    Signals
    -------
    form_wanted(path, node, field)
        the user wants to see a form, at that cell; both are "" for the form as such.
    drawn()
        the bars are up to date.
    """

    form_wanted = Signal(object, str, str)
    drawn = Signal()

    def __init__(self, projects: ProjectModel, notifier: Notifier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("overview")
        self._projects = projects
        self._notifier = notifier
        self._reading = Background(self)
        self._is_stale = True
        self._names: dict[str, str] = {}
        self._told = QuietLabel("", self, wraps=True)
        self._told.setObjectName("overviewTold")
        self.model = OverviewModel(self)
        self.tree = OverviewTree(self.model, self)
        self.forms = QListWidget(self)
        lay_rows(self.forms)
        self.forms.setObjectName("overviewForms")
        self.forms.setAccessibleName(_("涉及的自评表"))
        self._listed = QuietLabel(_("点一条横条，列出是哪些自评表；双击或按 Enter 打开。"), self, wraps=True)
        self._listed.setObjectName("overviewListed")
        self._workbook = QPushButton(_("汇总表（Excel）…"), self)
        self._workbook.setObjectName("overviewWorkbook")
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._lay_out()
        self.tree.entries_chosen.connect(self._list)
        self.tree.opened.connect(self._open_first)
        self.forms.itemActivated.connect(self._open)
        self._settle.timeout.connect(self._read)
        projects.tally_changed.connect(self.refresh)

    def _lay_out(self) -> None:
        below = QWidget(self)
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.addWidget(self._listed)
        lower.addWidget(self.forms, 1)
        lower.addWidget(self._workbook, 0, Qt.AlignmentFlag.AlignRight)
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.addWidget(self.tree)
        halves.addWidget(below)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 1)
        halves.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._told)
        column.addWidget(halves, 1)

    @property
    def workbook_button(self) -> QPushButton:
        """The button that writes what is shown into a workbook."""
        return self._workbook

    @property
    def is_busy(self) -> bool:
        """Whether what is shown is about to change."""
        return self._settle.isActive() or self._reading.is_busy

    def refresh(self) -> None:
        """Read the forms again, once they have been left alone for a moment."""
        self._is_stale = True
        if self.isVisible():
            self._settle.start()

    def stop(self) -> None:
        """End the work before the program goes."""
        self._settle.stop()
        self._reading.end()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._settle.stop()

    # ---- reading -------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        if self._reading.is_busy:  # it is asked for again when that is done
            return
        sources = listed_sources(self._projects, self._notifier)
        if sources is None:
            return
        self._is_stale = False
        self._told.tell_news(_("正在汇总…"))
        self._reading.begin(partial(sum_up, sources), self._show, stopped=self._ended, failed=self._broke)

    def _show(self, summed: SummedUp) -> None:
        from selfeval_gui.exchange.reports.summary_rows import average_score, counted, fund_sums, years_of

        rows = summed.rows
        self._names = {row.key: row.name_with_stage.strip() or Path(row.key).name for row in rows}
        self.tree.refill(rows)
        if not rows:
            self._told.tell_news(_("这个文件夹里还没有自评表。"))
        else:
            of_stage = counted(rows)
            mean, rate = average_score(of_stage, "score_alone"), fund_sums(of_stage).execution_rate
            parts = [
                _("{years} 年度").format(years=years_of(rows)),
                _("{count} 份").format(count=len(rows)),
                "" if mean is None else _("平均得分 {mean}").format(mean=format_plain(mean)),
                "" if rate is None else _("总执行率 {rate}%").format(rate=rate),
            ]
            self._told.tell_news(" · ".join(filter(None, parts)))
        self._ended()
        self.drawn.emit()

    def _ended(self) -> None:
        if self._is_stale and self.isVisible():
            self._settle.start()

    def _broke(self, _error: Exception) -> None:
        self._told.tell_news(_("这一次没有汇总成。"))

    # ---- the forms behind a bar ----------------------------------------------------------------------------------

    def _list(self, title: str, entries: tuple[OverviewEntry, ...]) -> None:
        self.forms.clear()
        for entry in entries:
            item = QListWidgetItem(self._names.get(entry.key, Path(entry.key).name), self.forms)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            item.setToolTip(entry.key)
        count = len({entry.key for entry in entries})
        self._listed.setText(_("{title}：{count} 份").format(title=title, count=count) if title else "")

    def _open_first(self) -> None:
        if self.forms.count():
            self.forms.setCurrentRow(0)
            self._open(self.forms.item(0))

    def _open(self, item: QListWidgetItem) -> None:
        entry = item.data(Qt.ItemDataRole.UserRole)
        self.form_wanted.emit(Path(entry.key), entry.node, entry.field)
