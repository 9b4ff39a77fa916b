"""One open form: its value, undo stack, findings and place on disk. Changes come from commands only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from selfeval_gui.app.form_stack import FormStack
from selfeval_gui.domain.fields import EXTRA, FORM_FIELDS, Value, set_field
from selfeval_gui.domain.tree import Tree

if TYPE_CHECKING:
    from selfeval_gui.app.evidence_folders import EvidenceFolders
    from selfeval_gui.domain.evidence import NamedFile
    from selfeval_gui.domain.form import Accepted, Form
    from selfeval_gui.domain.ids import NodeId
    from selfeval_gui.domain.scoring import Basis, Totals
    from selfeval_gui.rules.accepted import Cell
    from selfeval_gui.rules.facts import Facts
    from selfeval_gui.rules.finding import Finding
    from selfeval_gui.rules.rule_set import RuleSet


_MANY_DOCUMENTS = 1_000  # of a form: to copy the form without them takes longer than to write fewer


class Session(QObject):
    """An open form.

    Signals
    -------
    field_changed(field)
        a command wrote a field of the form (not of an indicator).
    refreshed()
        after each step of the undo stack: `findings` and everything computed is up to date.
    touched(node, field)
        after `refreshed`: the cell the last step changed; node is "" for a field of the form.
    clean_changed(clean)
        the form became equal to its file, or differs from it now.
    path_changed()
        the form is kept in another file now.
    replacing(), replaced()
        the whole form is about to be another value, and is one; the tree is another object then.
    read_only_changed()
        the form may be changed here from now on, or may not.
    """

    field_changed = Signal(str)
    refreshed = Signal()
    touched = Signal(str, str)
    clean_changed = Signal(bool)
    path_changed = Signal()
    replacing = Signal()
    replaced = Signal()
    read_only_changed = Signal()

    def __init__(self, form: Form, path: Path, fingerprint: str | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self.tree = Tree(form.indicators)
        self.path = path
        self.fingerprint = fingerprint
        self._filed_status = form.status
        self.base: bytes | None = None  # the file as it was loaded or saved last: what a merge starts from
        self.findings: list[Finding] = []
        self.shown: list[Finding] = []  # those but for blank cells that somebody is only beginning to fill in
        self._faults: Mapping[NamedFile, str] = {}  # of files that rows name as evidence, as far as somebody looked
        self._held: set[str] = set()  # the rows of these, "" for the fields of the form
        self.marks: Mapping[Cell, tuple[Finding, ...]] = {}  # those that nobody has accepted, by cell
        self._remarks: list[Finding] = []  # of reviewers, that stand at their cells beside the findings
        self.totals: Mapping[Basis, Totals] = {}
        self.facts: Facts | None = None  # those of the last check
        self._written: set[NodeId] | None = set()  # rows the step under way has named, None where it was more
        self.revision = 0  # grows with each step, also with a letter that joins the last one
        self._is_taken = False  # by somebody else, who has the form open
        self.template_fault = ""  # why its own template cannot be used, as long as that keeps the form read-only
        self._folders: EvidenceFolders | None = None  # once the form was saved in another one
        self.stack = FormStack(self)
        self._touched: tuple[str, str] | None = None
        self.stack.indexChanged.connect(self._step_done)
        self.stack.cleanChanged.connect(self.clean_changed)
        self._check()

    @property
    def rule_set(self) -> RuleSet:
        """The rule set the form is judged by."""
        from selfeval_gui.rules.of_form import rule_set_of  # the models load with the first form, not with the window

        return rule_set_of(self.form)

    @property
    def is_clean(self) -> bool:
        """Whether the form equals its file."""
        return self.stack.isClean()

    @property
    def is_leading(self) -> bool:
        """Whether `touched` is still to name the cell that the last step changed."""
        return self._touched is not None

    @property
    def is_changed_final(self) -> bool:
        """Whether the form was final in its file, still says so, and is another one now."""
        return self._filed_status == self.form.status == "final" and not self.is_clean

    @property
    def is_read_only(self) -> bool:
        """Whether the form may only be looked at here: somebody else has it open, or its template cannot be used."""
        return self.stack.is_locked

    def set_read_only(self, read_only: bool) -> None:
        """Let the form be changed here, or not; what was changed and not saved stays as it is."""
        self._is_taken = read_only
        is_locked = read_only or bool(self.template_fault)
        if is_locked != self.stack.is_locked:
            self.stack.is_locked = is_locked
            self.read_only_changed.emit()

    def hold_for_template(self, fault: str) -> None:
        """Let the form only be looked at while its own template cannot be used; "" lets it be changed all the same."""
        self.template_fault = fault
        self.set_read_only(self._is_taken)

    def apply_field(self, field: str, value: Value) -> None:
        """Write a field of the form; called by commands only."""
        set_field(self.form, field, value)
        self.field_changed.emit(field)
        self.touch(None, field)

    def replace(self, form: Form) -> None:
        """Be another value, under the id of the file; called by commands only."""
        form.id = self.form.id
        self.replacing.emit()
        self.form = form
        self.tree = Tree(form.indicators)
        self.note_written(None)
        self.replaced.emit()
        for field in ("template", *FORM_FIELDS, *(EXTRA + name for name in form.extra)):
            self.field_changed.emit(field)

    def apply_rule_set(self, name: str, copy: dict[str, Any] | None) -> None:
        """Write which rule set judges the form, and its copy if it is no preset; called by commands only."""
        self.form.rule_set_copy = copy
        self.apply_field("rule_set", name)

    def apply_template(self, name: str, copy: dict[str, Any] | None) -> None:
        """Write in which template the form is shown, and its copy if it is no preset; called by commands only."""
        self.form.template, self.form.template_copy = name, copy
        self.field_changed.emit("template")
        self.touch(None, "template")

    def apply_accepted(self, accepted: list[Accepted]) -> None:
        """Write who accepted which findings; called by commands only."""
        self.form.accepted = accepted

    def note_written(self, nodes: Collection[NodeId] | None) -> None:
        """Take note that cells of these rows were written, or None for more than cells.

        Where a step notes rows alone, the next check looks at no others; where it notes nothing, at all of them.
        """
        self._written = None if nodes is None or self._written is None else self._written.union(nodes)

    def touch(self, node: NodeId | None, field: str) -> None:
        """Remember the cell a command changed, for the view to go to after the step."""
        self._touched = (node or "", field)

    def frozen(self) -> tuple[bytes, int]:
        """Return the form's bytes, for a worker to check, and the step of the stack they were taken at."""
        from selfeval_gui.storage.codec import freeze

        return freeze(self.form), self.stack.index()

    def frozen_later(self) -> Callable[[], bytes]:
        """Return what makes the form's bytes as they are now, for a worker to call.

        Where rows have many documents the worker does all of it, from a copy that is made in a tenth of the time;
        SaveFailed may come there, too.
        """
        from selfeval_gui.domain.evidence import all_entries, copy_for_reading
        from selfeval_gui.storage.codec import freeze

        if len(all_entries(self.form)) > _MANY_DOCUMENTS:
            return partial(freeze, copy_for_reading(self.form))
        return partial(bytes, freeze(self.form))

    def read_anew(self, fingerprint: str, data: bytes) -> None:
        """Take note of what the file holds since another program changed it."""
        self.fingerprint, self.base = fingerprint, data

    def saved_as(self, path: Path, fingerprint: str, step: int) -> None:
        """Take note of a successful save; clean only if nothing changed since the copy was taken at `step`."""
        self.fingerprint = fingerprint
        self.tell_blanks()
        if path != self.path:
            self._moved_to(path.parent)
            self.path = path
            self.path_changed.emit()
        if self.stack.index() == step:
            self._filed_status = self.form.status
            self.stack.setClean()

    def _moved_to(self, folder: Path) -> None:
        """Take note that the form's evidence is named from another folder now; older steps name it from before."""
        from selfeval_gui.app.evidence_folders import EvidenceFolders

        if folder != self.path.parent:
            self._folders = self._folders or EvidenceFolders(self.path.parent)
            self._folders.note(self.form, folder)

    def _step_done(self, _index: int) -> None:
        self.revision += 1
        if self._folders is not None:
            follow = self._folders.lead if self.stack.is_repeating else self._folders.note
            follow(self.form, self.path.parent)
        self._check()
        self.refreshed.emit()
        if self._touched is not None:
            touched, self._touched = self._touched, None
            self.touched.emit(*touched)

    def _check(self) -> None:
        from selfeval_gui.rules.accepted import by_cell, heaviest_first
        from selfeval_gui.rules.check import check_facts
        from selfeval_gui.rules.facts import facts_of
        from selfeval_gui.rules.finding import BLANKS

        rule_set = self.rule_set
        written, self._written = self._written or None, set()
        self.facts = facts = facts_of(self.form, rule_set.scoring.execution_score, self.facts, written)
        self.findings = heaviest_first(check_facts(facts, rule_set, self._faults))
        self.shown = list(self.findings)
        if self._held:
            self.shown = [each for each in self.shown if each.code not in BLANKS or (each.node or "") not in self._held]
        self.marks = by_cell([*self.shown, *self._remarks])
        self.totals = facts.totals

    def take_faults(self, faults: Mapping[NamedFile, str]) -> None:
        """Take note of what is wrong with files that rows name as evidence; no change of the form."""
        if faults != self._faults:
            self._faults = faults
            self._check()
            self.refreshed.emit()

    def show_remarks(self, remarks: list[Finding]) -> None:
        """Show what reviewers want at their cells, beside the findings; the form itself is as it was."""
        if remarks != self._remarks:
            self._remarks = remarks
            self._check()
            self.refreshed.emit()

    def hold_blanks(self, node: str) -> None:
        """Say nothing yet of blank cells of a row, "" for the form's fields: somebody begins to fill it in."""
        self._held.add(node)
        if node in self.tree or not node:
            self._check()
            self.refreshed.emit()

    def tell_blanks(self, besides: Collection[str | None] = ()) -> None:
        """Say all of blank cells, but for those in rows that somebody is still in."""
        told = {node for node in self._held if node not in besides}
        if told:
            self._held -= told
            self._check()
            self.refreshed.emit()
