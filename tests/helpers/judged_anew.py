"""What an open form shows after a step, beside what it would show if nothing were remembered from the last one."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.scoring import Basis, totals
from selfeval_gui.domain.tree import walk
from selfeval_gui.item_models.columns import INDICATOR_FIELD, Role
from selfeval_gui.item_models.document import Document
from selfeval_gui.rules.accepted import Cell, heaviest_first
from selfeval_gui.rules.check import check
from selfeval_gui.rules.finding import Finding
from selfeval_gui.storage.codec import decode

_names = count()


def assert_judged_anew(document: Document) -> None:
    """Compare findings, marks, totals and the list of findings with those of the form's bytes.

    They are judged under another name of the rule set, of which the checks cannot have seen a row before.
    """
    session, shown = document.session, document.findings
    session.tell_blanks()  # as on leaving a row that was only begun
    form, rule_set = decode(session.frozen()[0]), session.rule_set
    found = heaviest_first(check(form, replace(rule_set, name=f"{rule_set.name} {next(_names)}")))
    assert session.findings == found
    marks: dict[Cell, tuple[Finding, ...]] = {}
    for finding in found:
        if finding.answer is None:
            marks[finding.node, finding.field] = (*marks.get((finding.node, finding.field), ()), finding)
    assert session.marks == marks
    assert session.totals == {basis: totals(form, basis, rule_set.scoring.execution_score) for basis in Basis}
    assert [shown.finding_at(shown.index(row)) for row in range(shown.rowCount())] == found


class Announced:
    """Compares how the rows look with how they looked when a view was last told to look at them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._findings = _AnnouncedFindings(document)
        self._looks = self._look()
        self._told: set[NodeId] = set()
        self._all_told = False
        model = document.indicators
        model.dataChanged.connect(self._changed)
        model.layoutChanged.connect(self._tell_all)
        model.modelReset.connect(self._tell_all)

    def assert_told(self) -> None:
        """Fail if a row looks otherwise than before and no view was told."""
        self._findings.assert_told()
        before, self._looks = self._looks, self._look()
        if not self._all_told:
            changed = {node for node in before.keys() & self._looks if before[node] != self._looks[node]}
            assert changed <= self._told
        self._told, self._all_told = set(), False

    def _look(self) -> dict[NodeId, list[object]]:
        model = self._document.indicators
        return {
            NodeId(row.id): [model.index_of(NodeId(row.id), field).data(Role.LOOK) for field in INDICATOR_FIELD]
            for row, _level in walk(self._document.session.form.indicators)
        }

    def _changed(self, first: QModelIndex, last: QModelIndex, _roles: object = None) -> None:
        model = self._document.indicators
        for row in range(first.row(), last.row() + 1):
            node = model.node_at(model.index(row, 0, first.parent()))
            if node is not None:
                self._told.add(node)

    def _tell_all(self) -> None:
        self._all_told = True


class _AnnouncedFindings:
    """The same of the list of findings, for those that are listed before and after a step."""

    _ROLES = (Qt.ItemDataRole.AccessibleTextRole, Role.SEVERITY, Role.ACCEPTED, Role.FOLLOWS)

    def __init__(self, document: Document) -> None:
        self._model = document.findings
        self._told: list[QPersistentModelIndex] = []
        self._read = self._read_all()
        self._model.dataChanged.connect(self._changed)

    def assert_told(self) -> None:
        told, self._told = self._told, []
        for row, before in self._read:
            assert not row.isValid() or row in told or self._reads(row) == before
        self._read = self._read_all()

    def _read_all(self) -> list[tuple[QPersistentModelIndex, list[object]]]:
        rows = [QPersistentModelIndex(self._model.index(row)) for row in range(self._model.rowCount())]
        return [(row, self._reads(row)) for row in rows]

    def _reads(self, row: QPersistentModelIndex) -> list[object]:
        return [row.data(role) for role in self._ROLES]

    def _changed(self, first: QModelIndex, last: QModelIndex, _roles: object = None) -> None:
        self._told += [QPersistentModelIndex(self._model.index(row)) for row in range(first.row(), last.row() + 1)]
