"""The findings of one form as a list: display = place and sentence, user role = code."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from selfeval_gui.app.session import Session
from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import Role
from selfeval_gui.item_models.marks import plain_tooltip
from selfeval_gui.item_models.row_changes import exchange
from selfeval_gui.messages import SEVERITY_LABELS, answer_sentence, cause_sentence, finding_place, finding_sentence
from selfeval_gui.rules.accepted import standing_below
from selfeval_gui.rules.facts import names_of
from selfeval_gui.rules.finding import Cause, Finding

Index = QModelIndex | QPersistentModelIndex

_TOP = QModelIndex()


class FindingModel(QAbstractListModel):
    """Rows are findings in the order of the paper."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._shown = list(session.shown)
        self._below: frozenset[Cause] | None = None  # what stands below another finding, once somebody has asked
        self._places = self._named_places()
        session.refreshed.connect(self._refresh)

    def finding_at(self, index: Index) -> Finding | None:
        """Return the finding of a row; None for a row that is not there."""
        return self._shown[index.row()] if index.isValid() and index.row() < len(self._shown) else None

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        finding = self.finding_at(index)
        if finding is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._line(finding)
        if role == Qt.ItemDataRole.ToolTipRole:
            cause = "" if finding.under is None else "\n" + cause_sentence(finding.under)
            return plain_tooltip(self._line(finding) + cause)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cause = "" if finding.under is None else cause_sentence(finding.under)
            return f"{self._label(finding)}：{self._line(finding)}{cause}"
        if role == Qt.ItemDataRole.UserRole:
            return finding.code
        if role == Role.SEVERITY:
            return finding.severity if finding.answer is None else None
        if role == Role.ACCEPTED:
            return finding.answer is not None
        if role == Role.FOLLOWS:
            return finding.identity in self._standing_below()
        if role == Role.NODE:
            return finding.node or ""
        if role == Role.FIELD:
            return finding.field
        return None

    def _label(self, finding: Finding) -> str:
        return SEVERITY_LABELS[finding.severity] if finding.answer is None else _("已接受")

    def _line(self, finding: Finding) -> str:
        line = self._sentence(finding)
        return line if finding.answer is None else line + answer_sentence(finding.answer)

    def _sentence(self, finding: Finding) -> str:
        if finding.node is not None and finding.node not in self.session.tree:
            return finding_sentence(finding)  # its row has just been removed; the findings follow with the next refresh
        return " / ".join(finding_place(finding, self.session.tree)) + "：" + finding_sentence(finding)

    def _refresh(self) -> None:
        """Take the new findings, row by row, so that the rows that stay keep selection and scroll.

        Those that read otherwise are announced: at each announcement a view lays all of its rows out again.
        """
        new = self.session.shown
        before, self._below = self._below, None
        changed = exchange(self, self._shown, new, _key)
        places, self._places = self._places, self._named_places()
        if new and places != self._places:
            changed = [0, len(new) - 1]
        elif before is not None and (other := before ^ self._standing_below()):
            changed += [row for row, each in enumerate(new) if each.identity in other]
        if changed:
            self.dataChanged.emit(self.index(min(changed)), self.index(max(changed)))

    def _named_places(self) -> list[object]:
        """Return what the places of findings are named by: the rows of two levels, and the names in each run below."""
        branches = [] if self.session.facts is None else self.session.facts.branches
        rows = (row for branch in branches for row in ((branch.top, None), *branch.seconds))
        return [(row.node, row.level, row.name, run and names_of(run)) for row, run in rows]

    def _standing_below(self) -> frozenset[Cause]:
        if self._below is None:
            self._below = standing_below(self._shown)
        return self._below


def _key(finding: Finding) -> tuple[str, str | None, str]:
    return finding.code, finding.node, finding.field
