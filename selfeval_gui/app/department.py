"""The view across the forms of the workspace (各表之间): read once by a worker, kept right by each edit and each file.

Open forms count as they are in the window, the others as their files hold them. While nobody looks, it only takes note
of what to look at later.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from selfeval_gui.app.folder import Folder
from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.app.tasks import Background
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.rules.finding import Severity
from selfeval_gui.rules.shared import MISSING, OF_LIST, Shared, SharingRow

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.domain.wanted import Wanted
    from selfeval_gui.rules.across import Across
    from selfeval_gui.rules.finding import Finding
    from selfeval_gui.rules.project_list import Head, ListCompared
    from selfeval_gui.rules.rule_set import RuleSet
    from selfeval_gui.rules.unit_names import UnitNames
    from selfeval_gui.storage.summary import Summary


class Department(QObject):
    """What the forms of the workspace share, and which projects of a list have no form.

    Signals
    -------
    changed()
        `shared` may be different now.
    progressed(done, total)
        so many of the files to read have been read.
    reading_changed(reading)
        files began to be read, or that has ended.
    """

    changed = Signal()
    progressed = Signal(int, int)
    reading_changed = Signal(bool)

    def __init__(self, folder: Folder, forms: OpenForms, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._forms = forms
        self._index: Across | None = None
        self._waiting: dict[str, None] = {}  # files to read, in their order
        self._reading: dict[str, None] = {}
        self._seen: dict[Session, int] = {}  # the step at which an open form was looked at last
        self._expected: list[Wanted] = []
        self._names: UnitNames | None = None
        self._compared: tuple[list[Wanted], dict[str, Head], ListCompared] | None = None  # list, forms, outcome
        self._is_open = self._is_halted = False
        self._reader = Background(self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        folder.listed.connect(self._listed)
        folder.vanished.connect(self._vanished)
        forms.opened.connect(self._opened)
        forms.closed.connect(self._closed)
        forms.moved.connect(self._moved)

    # ---- what there is to see ------------------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many forms are compared."""
        return 0 if self._index is None else len(self._index)

    @property
    def expected(self) -> list[Wanted]:
        """The list of projects, [] without one."""
        return list(self._expected)

    @property
    def unread(self) -> int:
        """How many files there are that have not been looked at."""
        return len(self._waiting) + len(self._reading)

    @property
    def is_reading(self) -> bool:
        """Whether files are being read."""
        return self._reader.is_busy

    def shared(self) -> list[Shared]:
        """Return what the forms share, then the projects of the list that have no form, and what differs from it."""
        return [] if self._index is None else [*self._index.shared(), *self._beside_the_list(self._index)]

    def members(self, of: Shared) -> list[SharingRow]:
        """Return the rows that take part; their keys are the paths of the forms."""
        if self._index is None or of.code == MISSING:
            return []
        if of.code in OF_LIST:
            key, field = of.what[:2]
            if key not in self._index:
                return []
            severity, answer = self._index.severity(of.code, key), self._index.answer(of.code, key, None)
            return [SharingRow(key, NodeId(""), field, severity, answer=answer)]
        return self._index.members(of)

    def project_name(self, key: str) -> str:
        """Return what a form is about, "" for one that is gone."""
        return self._index.project_name(key) if self._index is not None and key in self._index else ""

    def finding(self, of: Shared, member: SharingRow, rule_set: RuleSet) -> Finding | None:
        """Return the finding that a row takes part by; None once it is gone."""
        if self._index is None or member.key not in self._index:
            return None
        if of.code in OF_LIST:
            from selfeval_gui.rules.project_list import finding_of, unpack

            return finding_of(unpack(of.code, of.what), rule_set)
        found = self._index.findings(member.key, rule_set)
        return next((each for each in found if each.code == of.code and (each.node or "") == member.node), None)

    def _beside_the_list(self, index: Across) -> list[Shared]:
        from selfeval_gui.rules.project_list import compare, missing_findings, pack

        heads = index.heads()
        if self._compared is None or self._compared[:2] != (self._expected, heads):
            self._compared = self._expected, heads, compare(self._expected, heads, self._names)
        found = self._compared[2]
        missing = [
            Shared(MISSING, (each.expected or "", each.args["unit"], each.args["year"]), 0, each.severity)
            for each in missing_findings(found, (index.severity(MISSING, key) for key in heads))
        ]
        differing = [
            Shared(each.code, pack(key, each), 1, index.severity(each.code, key))
            for key, several in found.differing.items()
            for each in several
        ]
        open_or_settled = (
            each._replace(is_settled=index.answer(each.code, each.what[0], None) is not None) for each in differing
        )
        return [*missing, *(each for each in open_or_settled if each.severity is not Severity.OFF)]

    def heads(self) -> dict[str, Head]:
        """Return what a list of projects may say of each form that is compared."""
        return {} if self._index is None else self._index.heads()

    # ---- what to compare -----------------------------------------------------------------------------------------

    def expect(self, projects: list[Wanted]) -> None:
        """Compare with another list of projects, [] for none."""
        self._expected = projects
        self.changed.emit()

    def know_units(self, names: UnitNames | None) -> None:
        """Take names of units to be one unit's as people have said; None where they have said nothing."""
        self._names, self._compared = names, None
        if self._index is not None:
            from selfeval_gui.rules.unit_names import NothingSaid

            self._index.know(names or NothingSaid())
            self.changed.emit()

    def open(self) -> None:
        """Somebody looks: read what was not read yet, and follow every change from now on."""
        from selfeval_gui.rules.across import Across  # the checks come with the first form, not with the window

        self._is_open, self._is_halted = True, False
        if self._index is None:
            self._index = Across()
            self.know_units(self._names)
        self._look()

    def rest(self) -> None:
        """Nobody looks any more; what is being read goes on."""
        self._is_open = False

    def go_on(self) -> None:
        """Read the rest after a stop."""
        self._is_halted = False
        self._read()

    def cancel(self) -> None:
        """Stop reading; the rest stays unread until it is asked for."""
        self._is_halted = True
        self._reader.cancel()

    def clear(self) -> None:
        """Forget the forms of the last workspace, and the list of projects with them."""
        self._index = None
        self._waiting.clear()
        self._seen.clear()
        self._expected, self._names = [], None
        self._is_open, self._is_halted = False, True
        if self.is_reading:
            self._reader.abandon()
            self._end()

    def stop(self) -> None:
        """End the work before the program goes."""
        self._is_open = False
        self._waiting.clear()
        self._reader.end()

    # ---- files ---------------------------------------------------------------------------------------------------

    def _listed(self, summaries: list[Summary]) -> None:
        for summary in summaries:
            name = str(summary.path)
            if summary.unreadable is not None:
                self._drop(name)
            elif self._forms.session_at(summary.path) is None:
                self._waiting[name] = None
        self._soon.start()

    def _vanished(self, paths: list[Path]) -> None:
        for path in paths:
            self._drop(str(path))
        self._soon.start()

    def _drop(self, name: str) -> None:
        self._waiting.pop(name, None)
        if self._index is not None and name in self._index:
            self._index.drop(name)

    def _read(self) -> None:
        from selfeval_gui.work.across_reading import draw_digests

        if self.is_reading or not self._waiting or not self._is_open or self._is_halted:
            return
        self._reading, self._waiting = self._waiting, {}
        self._reader.begin(
            partial(draw_digests, list(self._reading)),
            self._ended,
            progress=self._take,
            stopped=self._stopped,
            failed=self._end,
        )
        self.reading_changed.emit(True)

    def _take(self, done: int, total: int, item: object) -> None:
        from selfeval_gui.work.across_reading import Drawn

        if self._index is None or not isinstance(item, Drawn):
            return
        for name, digest in item.digests:
            self._reading.pop(name, None)
            if digest is None:
                self._drop(name)
            elif self._forms.session_at(Path(name)) is None:  # an open form counts as it is in the window
                self._index.take(name, digest)
        self.progressed.emit(done, total)

    def _stopped(self) -> None:
        self._waiting = {**self._reading, **self._waiting}
        self._ended()

    def _ended(self, _result: object = None) -> None:
        self._end()
        self._read()  # what came meanwhile

    def _end(self, _error: Exception | None = None) -> None:
        self._reading = {}
        self.reading_changed.emit(False)
        self.changed.emit()

    # ---- open forms ----------------------------------------------------------------------------------------------

    def _opened(self, session: Session) -> None:
        session.refreshed.connect(self._stepped)

    def _stepped(self) -> None:
        self._soon.start()

    def _closed(self, session: Session) -> None:
        session.refreshed.disconnect(self._stepped)
        if self._seen.pop(session, 0):  # it was changed: its file may hold something else
            self._waiting[str(session.path)] = None
        self._soon.start()

    def _moved(self, session: Session, old_path: Path) -> None:
        self._seen.pop(session, None)
        self._drop(str(old_path))
        if self._forms.probe.is_file(old_path):  # saved under another name
            self._waiting[str(old_path)] = None
        self._soon.start()

    def _look(self) -> None:
        """Take in the open forms that have changed, and read the files that have."""
        if not self._is_open or self._index is None or self._folder.root is None:
            return
        for session in self._forms.sessions:
            is_here = session.path.is_relative_to(self._folder.root)
            if is_here and self._seen.get(session) != session.revision:
                self._seen[session] = session.revision
                self._waiting.pop(str(session.path), None)
                self._index.put(str(session.path), session.form, session.rule_set)
        self._read()
        self.changed.emit()
