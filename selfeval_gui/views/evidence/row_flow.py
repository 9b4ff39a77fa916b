"""Evidence of the rows at hand: the list in 详情, what is dropped on a row, documents that go to another row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QUrl
from PySide6.QtGui import QDesktopServices

from selfeval_gui.domain.evidence import NamedFile, named_files
from selfeval_gui.domain.fields import INDICATOR_FIELDS
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.i18n import _
from selfeval_gui.storage.evidence_files import place_of
from selfeval_gui.views.evidence.file_watch import FileWatch
from selfeval_gui.views.evidence.row_drops import DropSpot, RowDrops
from selfeval_gui.work import evidence as files
from selfeval_gui.work.evidence import Presence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from selfeval_gui.app.notifier import Notifier
    from selfeval_gui.app.tasks import Tasks
    from selfeval_gui.item_models.document import Document
    from selfeval_gui.views.form.evidence_list import Dragged
    from selfeval_gui.views.form.form_page import FormPage
    from selfeval_gui.views.sheet.paper_panel import PaperPanel
    from selfeval_gui.views.sheet.paper_view import PaperView
    from selfeval_gui.views.tree.indicator_tree import IndicatorTree

LANE = "evidence"
_TROUBLE = {
    Presence.GONE: _("文件已经不在登记的位置。可以用“检查 → 重新找材料…”找到它。"),
    Presence.MOVED: _("文件挪了地方，登记的位置上已经没有了。用“检查 → 重新找材料…”把位置改过来。"),
    Presence.UNREAD: _("文件读不了，没有打开。请检查网络位置和权限。"),
    Presence.CHANGED: _("文件和登记时的不一样了，打开的是现在的内容，请核对。"),
}


class RowFlow(QObject):
    """Carries out what is wanted of single documents."""

    def __init__(self, notifier: Notifier, tasks: Tasks, watch: FileWatch, parent: QObject) -> None:
        super().__init__(parent)
        self._notifier, self._tasks, self._watch = notifier, tasks, watch
        self._page: FormPage | None = None
        watch.looked.connect(self._show_states)

    def take_page(self, page: FormPage) -> None:
        """Connect the form page, and the paper once there is one."""
        self._page = page
        listed = page.detail.evidence
        listed.open_wanted.connect(self.open)
        listed.move_wanted.connect(self._choose_row)
        listed.remove_wanted.connect(self._remove)
        tree = page.tree
        self._watch_drops(RowDrops(tree, tree.indicator_model, partial(_in_tree, tree)))
        if page.ways.panel is not None:
            self._take_paper(page.ways.panel)
        page.ways.paper_made.connect(self._take_paper)

    def _take_paper(self, panel: PaperPanel) -> None:
        self._watch_drops(RowDrops(panel.view, panel.view.indicator_model, partial(_on_paper, panel.view)))

    def _watch_drops(self, drops: RowDrops) -> None:
        drops.files_dropped.connect(self._add)
        drops.evidence_dropped.connect(self._move)

    def _show_states(self) -> None:
        if self._page is not None:
            self._page.detail.evidence.show_states(self._watch.states)

    def _document(self) -> Document | None:
        """Return the form at hand where it may be changed, with all that was typed in it."""
        document = None if self._page is None or not self._page.commit_editors() else self._page.document
        return document if document is not None and document.session.stack.accepts() else None

    # ---- more and fewer -----------------------------------------------------------------------------------------

    def _add(self, node: str, paths: list[Path]) -> None:
        document = self._document()
        if document is not None:
            self.register(paths, document.session.path.parent, partial(self.take, document, NodeId(node)))

    def register(self, paths: Sequence[Path], folder: Path, done: Callable[[files.Added], None]) -> None:
        """Make entries for files and folders, beside whatever else is going on; a form in `folder` will name them."""
        work, told = partial(files.entries_for, paths, folder), _("正在登记材料 {done} / {total}")
        self._tasks.run_long(work, done, told=told, total=len(paths), lane=LANE, only_reads=True)

    def take(self, document: Document, node: NodeId, added: files.Added) -> None:
        """Let a row have what was made for it, as a step, and say so."""
        from selfeval_gui.commands.evidence import add_evidence

        if added.entries and node in document.session.tree and document.session.stack.accepts():
            add_evidence(document.indicators, node, added.entries)
            name = document.session.tree.node(node).name.strip()
            told = _("{count} 份材料登记在“{name}”下面，可以撤销。文件留在原处。")
            self._notifier.info(told.format(count=len(added.entries), name=name))
        self.tell_unread(added)

    def tell_unread(self, added: files.Added) -> None:
        """Say which files could not be read when they were to be added."""
        if added.unread:
            names = "、".join(path.name for path, _error in added.unread[:3])
            told = _("{names} 等 {count} 个文件读不了，没有登记。")
            self._notifier.warn(told.format(names=names, count=len(added.unread)))

    def _remove(self, node: str, entries: list[str]) -> None:
        from selfeval_gui.commands.evidence import remove_evidence

        document = self._document()
        if document is not None and node in document.session.tree:
            remove_evidence(document.indicators, NodeId(node), entries)

    # ---- to another row -----------------------------------------------------------------------------------------

    def _choose_row(self, node: str, entries: list[str]) -> None:
        from selfeval_gui.views.evidence.other_row_dialog import OtherRowDialog

        document = self._document()
        if document is not None and node in document.session.tree:
            dialog = OtherRowDialog(document.session.form, NodeId(node), len(entries), self._page)
            dialog.agreed.connect(partial(self._give, document, NodeId(node), entries))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _move(self, dragged: Dragged, node: str, both: bool) -> None:
        document = self._document()
        if document is not None and document.session.form.id == dragged.form:
            self._give(document, dragged.row, dragged.entries, node, both)

    def _give(self, document: Document, old: NodeId, entries: list[str], new: str, both: bool) -> None:
        from selfeval_gui.commands.evidence import move_evidence

        tree = document.session.tree
        if old in tree and new in tree and document.session.stack.accepts():
            move_evidence(document.indicators, old, entries, NodeId(new), both=both)

    # ---- opening ------------------------------------------------------------------------------------------------

    def open(self, written: str) -> None:
        """Open a file as the form names it, once somebody has looked how it stands."""
        document = None if self._page is None else self._page.document
        if document is None:
            return
        folder = document.session.path.parent
        named = [file for file in named_files(document.session.form) if file.path == written]
        named = named or [NamedFile(written, "", None)]  # of an entry that is not in the form yet
        work, done = partial(files.file_states, named[:1], folder), partial(self._open, place_of(written, folder))
        self._tasks.run_long(work, done, told="", only_reads=True)

    def _open(self, place: Path, states: Mapping[NamedFile, Presence]) -> None:
        (state,) = states.values()
        if state in {Presence.THERE, Presence.CHANGED}:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
        if state in _TROUBLE:
            self._notifier.warn(_("“{name}”：{why}").format(name=place.name, why=_TROUBLE[state]))


def _in_tree(tree: IndicatorTree, point: QPoint) -> DropSpot | None:
    model, index = tree.indicator_model(), tree.indexAt(point)
    node = None if model is None else model.node_at(index)
    if node is None:
        return None
    line = tree.visualRect(index)
    return DropSpot(node, QRect(0, line.top(), tree.viewport().width(), line.height()))


def _on_paper(paper: PaperView, point: QPoint) -> DropSpot | None:
    model = paper.paper_model()
    ref = None if model is None else model.ref_at(paper.indexAt(point))
    if model is None or ref is None or ref.node is None:
        return None
    from selfeval_gui.exchange.templates.template import template_of  # brings the models

    place = QRect()
    for field in (*INDICATOR_FIELDS, *template_of(model.session.form).own_fields):
        place = place.united(paper.visualRect(model.index_of(ref.node, field)))
    return DropSpot(ref.node, place)
