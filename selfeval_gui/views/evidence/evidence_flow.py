"""佐证材料 as the user meets it: documents of the current row, files found again, and all of it packed in a folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from selfeval_gui.domain.evidence import copy_for_reading, uses
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.i18n import _
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.evidence.file_watch import FileWatch
from selfeval_gui.views.evidence.list_flow import ListFlow
from selfeval_gui.views.evidence.row_flow import LANE, RowFlow
from selfeval_gui.work import evidence as files

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session
    from selfeval_gui.domain.form import Evidence, Survey
    from selfeval_gui.item_models.document import Document
    from selfeval_gui.views.evidence.evidence_dialog import Agreement, EvidenceDialog
    from selfeval_gui.views.form.form_page import FormPage
    from selfeval_gui.work.evidence_pack import PackedFiles


class EvidenceFlow(QObject):
    """Carries out what is wanted of the evidence of the form at hand."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._notifier, self._tasks = desk.notifier, desk.tasks
        self._page: FormPage | None = None
        self._dialog: EvidenceDialog | None = None
        self._watch = FileWatch(desk.tasks, self)
        self._watch.looked.connect(self._show_states)
        self._rows = RowFlow(desk.notifier, desk.tasks, self._watch, self)
        desk.actions.connect({"Evidence": self._show, "FindEvidence": self._find, "PackEvidence": self._pack})
        self._lists = ListFlow(desk, self)
        desk.forms.moved.connect(self._kept_elsewhere)

    def take_page(self, page: FormPage) -> None:
        """Take the form page, which is made later than the window."""
        self._page = page
        self._rows.take_page(page)
        self._lists.take_page(page)
        page.refreshed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        document = None if self._page is None else self._page.document
        self._watch.follow(None if document is None else document.session)

    def _kept_elsewhere(self, session: Session, _old_path: Path) -> None:
        """Show how the form names its files from the folder that it is in now."""
        if self._page is not None and self._page.document is not None and self._page.document.session is session:
            self._page.detail.show_current()
            self._follow()

    def _document(self) -> Document | None:
        """Return the form at hand, with all that was typed in it."""
        return self._page.document if self._page is not None and self._page.commit_editors() else None

    # ---- one row ------------------------------------------------------------------------------------------------

    def _show(self, _checked: bool = False) -> None:
        from selfeval_gui.views.evidence.evidence_dialog import EvidenceDialog

        document = self._document()
        node = None if self._page is None else self._page.tree.current_node()
        if document is None:
            return
        session = document.session
        if node is None or node not in session.tree or session.tree.level(node) != LEVELS:
            self._notifier.warn(_("请先在指标表里选一个三级指标，佐证材料登记在它下面。"))
            return
        dialog = EvidenceDialog(
            session.tree.node(node), session.rule_set.evidence.survey, uses(session.form), self._page
        )
        self._dialog = dialog
        dialog.files_wanted.connect(partial(self._add, document, node))
        dialog.folder_wanted.connect(partial(self._add_folder, document, node))
        dialog.open_wanted.connect(self._rows.open)
        dialog.agreed.connect(partial(self._agree, document, node))
        dialog.finished.connect(self._forget)
        dialog.open()
        self._show_states()
        self._watch.look_again()

    def _forget(self, _result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _show_states(self) -> None:
        if self._dialog is not None:
            self._dialog.show_states(self._watch.states)

    def _add(self, document: Document, node: NodeId, paths: list[Path] | None) -> None:
        folder = document.session.path.parent
        chosen = paths or self._notifier.choose_sources(_("添加材料"), folder, ())
        if chosen and self._dialog is not None:
            done = partial(self._added, self._dialog.answer, document, node)
            self._rows.register(chosen, folder, done)

    def _add_folder(self, document: Document, node: NodeId) -> None:
        chosen = self._notifier.choose_folder(_("添加文件夹"), document.session.path.parent)
        if chosen is not None:
            self._add(document, node, [chosen])

    def _added(self, answer: Agreement, document: Document, node: NodeId, added: files.Added) -> None:
        """Give documents to the dialog; to the row, where 确定 came before all of them were read."""
        if answer.is_agreed:
            self._rows.take(document, node, added)
        elif self._dialog is not None and self._dialog.answer is answer:
            self._dialog.add_entries(added.entries)
            self._rows.tell_unread(added)

    def _agree(
        self, document: Document, node: NodeId, evidence: list[Evidence], survey: Survey | None, actual: str
    ) -> None:
        from selfeval_gui.commands.evidence import set_evidence

        if node in document.session.tree and document.session.stack.accepts():
            set_evidence(document.indicators, node, evidence, survey, actual)

    # ---- the whole form -----------------------------------------------------------------------------------------

    def _find(self, _checked: bool = False) -> None:
        document = self._document()
        if document is None:
            return
        folder = document.session.path.parent
        searched = self._notifier.choose_folder(_("在哪个文件夹里重新找材料"), folder)
        if searched is not None:
            form = copy_for_reading(document.session.form)
            self._tasks.run_long(
                partial(files.find_again, form, folder, searched),
                partial(self._found, document),
                told=_("正在重新找材料，看过 {done} 个文件"),
                lane=LANE,
                only_reads=True,
            )

    def _found(self, document: Document, searched: files.Searched) -> None:
        from selfeval_gui.commands.evidence import point_to

        if not searched.missing:
            self._notifier.info(_("登记的文件都在原处，没有要找的。"))
            return
        same = {key: here for key, here in searched.found.items() if here.is_same}
        count = point_to(document.indicators, same) if document.session.stack.accepts() else 0
        told = [_("找到 {count} 份不在原处的材料，位置已改；可以撤销。").format(count=count)] if count else []
        if others := len(searched.found) - len(same):
            words = _("有 {count} 份只是文件名相同，内容不一样，没有改，请自己核对后重新添加。")
            told.append(words.format(count=others))
        left = [entry for key, entry in searched.missing.items() if key not in searched.found]
        if left:
            told.append(_("有 {count} 份在那个文件夹里没有找到。").format(count=len(left)))
        if count == len(searched.missing):
            self._notifier.info("".join(told))
            return
        open_ones = [entry for key, entry in searched.missing.items() if key not in same]
        lines = (_("{name}：{path}").format(name=entry.name.strip(), path=entry.path) for entry in open_ones)
        self._notifier.error("".join(told), "\n".join(lines))

    def _pack(self, _checked: bool = False) -> None:
        from selfeval_gui.work.evidence_pack import pack_in

        document = self._document()
        if document is None:
            return
        session = document.session
        parent = self._notifier.choose_folder(_("佐证材料打包到哪个文件夹"), session.path.parent)
        if parent is not None:
            name = _("佐证材料 {name}").format(name=session.form.project_name)
            form = copy_for_reading(session.form)
            self._tasks.run_long(
                partial(pack_in, parent, name, form, session.path.parent),
                self._packed,
                told=_("正在复制材料，已完成 {done}%"),
                lane=LANE,
                stopped=self._stopped,
            )

    def _packed(self, packed: PackedFiles) -> None:
        told = _("{count} 份材料和清单已放进：{folder}").format(count=packed.copied, folder=packed.folder)
        if packed.problems:
            words = _("{told}\n有 {count} 份要看一看，逐条列在下面，清单的备注里也有。")
            self._notifier.error(words.format(told=told, count=len(packed.problems)), "\n".join(packed.problems))
        else:
            self._notifier.info(told)

    def _stopped(self) -> None:
        self._notifier.info(_("已停止，没有留下打了一半的文件夹。"))
