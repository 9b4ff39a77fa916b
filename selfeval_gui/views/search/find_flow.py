"""查找和替换 in the window: searches the form at hand or every form, replaces with one undo step a form.

A form that is not open is opened to be changed and stays open, changed and unsaved: no file is written here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from selfeval_gui.app.notifier import Choice
from selfeval_gui.app.slices import Slices
from selfeval_gui.app.tasks import Background
from selfeval_gui.domain.words import NumberOrder, by_numbers
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError, UnreadableFolder, UnreadableForm
from selfeval_gui.views.basics.left_alone import refused_words, unread_words
from selfeval_gui.views.desk.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from selfeval_gui.domain.find import Query
    from selfeval_gui.views.search.find_dialog import Chosen, FindDialog
    from selfeval_gui.work.find_files import FoundInFiles, FoundTexts


class FindFlow(QObject):
    """Owns the dialog while it is open, and remembers what was looked for last."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._folder, self._forms, self._current = desk.place.folder, desk.forms, desk.current
        self._notifier, self._window = desk.notifier, window
        self._dialog: FindDialog | None = None
        self._last = "", ""
        self._reading = Background(self)
        self._slices: Slices | None = None
        self._found: list[FoundTexts] = []
        self._unread: list[str] = []
        self._refused: list[str] = []  # forms that others have open
        self._replaced = self._changed_forms = 0
        desk.actions.connect({"Find": self.show})

    def show(self, _checked: bool = False) -> None:
        """Show the dialog beside the form."""
        if self._dialog is None:
            from selfeval_gui.views.search.find_dialog import FindDialog

            self._dialog = FindDialog(self._window)
            for field, text in zip((self._dialog.text, self._dialog.new_text), self._last, strict=True):
                field.setText(text)
            self._dialog.search_wanted.connect(self._search)
            self._dialog.place_wanted.connect(self._go)
            self._dialog.replace_wanted.connect(self._replace)
            self._dialog.stop_wanted.connect(self._stop)
            self._dialog.finished.connect(self._closed)
        self._dialog.here.setEnabled(self._current.session is not None)
        if self._current.session is None:
            self._dialog.everywhere.setChecked(True)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        self._dialog.begin()

    def _closed(self, _result: int) -> None:
        if self._dialog is not None:
            self._last = self._dialog.text.text(), self._dialog.new_text.text()
            self._dialog.deleteLater()
            self._dialog = None

    @property
    def is_busy(self) -> bool:
        """Whether something is searched or replaced."""
        return self._reading.is_busy or self._slices is not None

    def stop(self) -> None:
        """End what runs; what is replaced stays replaced, and each form's undo takes it back."""
        self._reading.end()
        if self._slices is not None:
            self._slices.stop()

    def _stop(self) -> None:
        """Show what was found so far, without waiting for a folder that may not answer."""
        was_searching = self._reading.is_busy
        self._reading.abandon()
        if self._slices is not None:
            self._slices.stop()
        elif was_searching:
            self._show_found()

    # ---- search --------------------------------------------------------------------------------------------------

    def _search(self, query: Query, everywhere: bool) -> None:
        if self.is_busy or not self._current.commit() or self._dialog is None:
            return
        from selfeval_gui.work.find_files import find_in_files, find_in_form

        self._found, self._unread = [], []
        session = self._current.session
        if not everywhere:
            if session is not None:
                found = find_in_form(session.path, session.form, query)
                self._found = [found] if found.spotted else []
            self._show_found()
            return
        root = self._folder.root
        if root is None:
            return
        open_paths = {each.path for each in self._forms.sessions}
        self._reading.begin(
            partial(find_in_files, root, open_paths, query),
            partial(self._files_searched, query),
            progress=self._progress,
            stopped=self._show_found,
            failed=partial(self._search_failed, query),
            expected=UnreadableFolder,
        )
        self._dialog.show_busy(_("正在查找…"), 0, 0)

    def _progress(self, done: int, total: int, _item: object) -> None:
        if self._dialog is not None and total:
            self._dialog.show_busy(_("正在查找…"), done, total)

    def _files_searched(self, query: Query, found: FoundInFiles) -> None:
        self._found, self._unread = found.found, [path.name for path in found.unread]
        self._run(self._search_open(query), self._open_searched)

    def _search_open(self, query: Query) -> Iterator[object]:
        """Search the forms in memory, a form at a step: what they hold now, not what their files hold."""
        from selfeval_gui.work.find_files import find_in_form

        root = self._folder.root
        for session in self._forms.sessions:
            if root is not None and session.path.is_relative_to(root):
                found = find_in_form(session.path, session.form, query)
                self._found += [found] if found.spotted else []
            yield None

    def _open_searched(self) -> None:
        self._slices = None
        self._show_found()

    def _search_failed(self, query: Query, error: StorageError) -> None:
        """Say that the files were not searched; the forms in memory are."""
        self._notifier.error(storage_sentence(error))
        self._run(self._search_open(query), self._open_searched)

    def _show_found(self) -> None:
        from selfeval_gui.domain.find import occurrences

        if self._dialog is None:
            return
        from selfeval_gui.work.find_files import MOST_HITS

        self._found.sort(key=_path_of)
        count = 0
        shown: list[FoundTexts] = []
        for found in self._found:
            if count < MOST_HITS:
                shown.append(found._replace(spotted=found.spotted[: MOST_HITS - count]))
                count += len(shown[-1].spotted)
        query = self._dialog.query
        hits = [spotted.hit for found in shown for spotted in found.spotted]
        total = 0 if query is None else occurrences(query, hits)
        words = _("找到 {count} 处，在 {forms} 份表里。").format(count=total, forms=len(shown))
        if not shown:
            words = _("没有找到。")
        if count >= MOST_HITS:
            words += _("只列出前 {most} 个单元格，处理完再查找一次。").format(most=MOST_HITS)
        self._dialog.show_busy("", 0, 0)
        self._dialog.show_found(shown, words + unread_words(self._unread, _("没有查找")))

    # ---- places --------------------------------------------------------------------------------------------------

    def _go(self, path: Path, node: str, field: str) -> None:
        if self._current.show(path):
            self._current.go_to(node, field)

    # ---- replace -------------------------------------------------------------------------------------------------

    def _replace(self, chosen: list[Chosen], new: str) -> None:
        from selfeval_gui.domain.find import occurrences

        query = None if self._dialog is None else self._dialog.query
        if query is None or self.is_busy or not self._current.commit():
            return
        count = sum(occurrences(query, each.hits) for each in chosen)
        if len(chosen) > 1:
            text = _("在 {forms} 份表里把 {count} 处“{old}”换成“{new}”？没打开的表会打开，改完不自动保存。")
            question = text.format(forms=len(chosen), count=count, old=query.text, new=new)
            names = "\n".join(each.name for each in chosen)
            answers = [Choice("replace", _("替换")), Choice("cancel", _("取消"))]
            if self._notifier.ask(question, answers, names) != "replace":
                return
        self._unread, self._refused, self._replaced, self._changed_forms = [], [], 0, 0
        self._run(self._replace_in(chosen, query, new), self._replaced_all)

    def _replace_in(self, chosen: list[Chosen], query: Query, new: str) -> Iterator[object]:
        """Replace, a form at a step."""
        from selfeval_gui.commands.find_replace import replace_hits

        for each in chosen:
            try:
                session = self._forms.open(each.path)
            except UnreadableForm:
                self._unread.append(each.path.name)
            else:
                count = replace_hits(self._current.document_of(session).indicators, each.hits, query, new)
                self._replaced += count
                self._changed_forms += count > 0
                self._refused += [each.path.name] if session.is_read_only else []
            yield None

    def _replaced_all(self) -> None:
        """Say what was done, and search again: what is left can be seen."""
        self._slices = None
        words = _("替换了 {count} 处，涉及 {forms} 份表，保存以后才写进文件；每份表可以各自撤销。")
        said = words.format(count=self._replaced, forms=self._changed_forms)
        if not self._replaced:
            said = _("没有替换。")
        said += unread_words(self._unread, _("没有改")) + refused_words(self._refused)
        self._notifier.info(said)
        if self._dialog is not None:
            self._dialog.show_busy("", 0, 0)
            self._dialog.show_found([], said)

    def _run(self, steps: Iterator[object], then: object) -> None:
        self._slices = Slices(steps, self)
        self._slices.done.connect(then)
        self._slices.done.connect(self._slices.deleteLater)
        if self._dialog is not None:
            self._dialog.show_busy(_("正在处理…"), 0, 0)
        self._slices.start()


def _path_of(found: FoundTexts) -> NumberOrder:
    return by_numbers(str(found.path))
