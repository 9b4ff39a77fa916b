"""A 佐证材料清单 taken into the form at hand: chosen, read by a worker, matched by name, what did not match listed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from selfeval_gui.domain.evidence import copy_for_reading
from selfeval_gui.i18n import _
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.evidence.row_flow import LANE

if TYPE_CHECKING:
    from selfeval_gui.item_models.document import Document
    from selfeval_gui.views.form.form_page import FormPage
    from selfeval_gui.work.evidence_list import EvidenceOfList


class ListFlow(QObject):
    """One list at a time."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._notifier, self._tasks = desk.notifier, desk.tasks
        self._page: FormPage | None = None
        desk.actions.connect({"ReadEvidence": self._choose})

    def take_page(self, page: FormPage) -> None:
        """Take the form page, which is made later than the window."""
        self._page = page

    def _choose(self, _checked: bool = False) -> None:
        from selfeval_gui.work.evidence_list import LIST_KINDS, read_list

        document = None if self._page is None or not self._page.commit_editors() else self._page.document
        if document is None:
            return
        folder = document.session.path.parent
        chosen = self._notifier.choose_sources(_("选择佐证材料清单"), folder, LIST_KINDS)
        if chosen:
            form = copy_for_reading(document.session.form)
            self._tasks.run_long(
                partial(read_list, chosen[0], form, folder),
                partial(self._take, document),
                told=_("正在读佐证材料清单 {done} / {total}"),
                lane=LANE,
                stopped=self._stopped,
                only_reads=True,
            )

    def _take(self, document: Document, listed: EvidenceOfList) -> None:
        from selfeval_gui.commands.evidence import take_list

        if listed.refused:
            self._notifier.error(listed.refused)
            return
        if not document.session.stack.accepts():
            return
        came = take_list(document.indicators, listed.evidence, listed.surveys, listed.ready)
        told = _("从清单登记了 {added} 份材料，补填了 {filled} 份，在 {rows} 个三级指标下面；可以撤销。")
        said = told.format(added=came.added, filled=came.filled, rows=came.rows)
        if not came.rows:
            said = _("清单里没有这份表还没登记的材料，什么也没有改。")
        left = [*listed.unmatched, *came.differing]
        if left:
            words = _("{said}\n有 {count} 处没有登记，逐条列在下面。")
            self._notifier.error(words.format(said=said, count=len(left)), "\n".join(left))
        else:
            self._notifier.info(said)

    def _stopped(self) -> None:
        self._notifier.info(_("已停止，没有登记清单里的材料。"))
