"""查找和替换: what is looked for, the list of places, which of them are replaced. It stays open beside the form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.domain.find import Hit, Query, occurrences
from selfeval_gui.i18n import _
from selfeval_gui.item_models.marks import plain_tooltip
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.pasted_text import LinePaste
from selfeval_gui.views.basics.quiet_widgets import PlainLabel
from selfeval_gui.views.basics.rows import lay_rows
from selfeval_gui.views.basics.tree_rows import rows_below, top_rows

if TYPE_CHECKING:
    from selfeval_gui.work.find_files import FoundTexts

_SIZE_EMS = (46, 30)
_AROUND = 14  # characters of the text before and after what was found
_PLACE = Qt.ItemDataRole.UserRole
_PLACE_WORDS = 2  # of a place are shown; the tooltip has all
_CHECKED = Qt.CheckState.Checked


class Chosen(NamedTuple):
    """The hits of one form that are to be replaced."""

    path: Path
    name: str
    hits: list[Hit]


class FindDialog(QDialog):
    """Asks and lists; others search and replace.

    Signals
    -------
    search_wanted(query, everywhere)
        look in the current form, or in the whole workspace.
    place_wanted(path, node, field)
        go there; node is "" for a field of the form.
    replace_wanted(chosen, text)
        put the text in place of what was found in these.
    stop_wanted()
        end the search or the replacing.
    """

    search_wanted = Signal(object, bool)
    place_wanted = Signal(object, str, str)
    replace_wanted = Signal(object, str)
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findDialog")
        self.setWindowTitle(_("查找和替换"))
        self.query: Query | None = None  # the one the list answers
        self._scope = False  # whether that was the whole folder
        self._is_filling = False
        self._replaces_found = False
        self.text, self.new_text = QLineEdit(self), QLineEdit(self)
        for edit in (self.text, self.new_text):
            LinePaste(edit)
        self.here = QRadioButton(_("当前自评表"), self)
        self.everywhere = QRadioButton(_("整个工作文件夹"), self)
        self.match_case = QCheckBox(_("区分大小写"), self)
        self.whole = QCheckBox(_("整格相同"), self)
        self.places = QTreeWidget(self)
        lay_rows(self.places)
        self._search = QPushButton(_("查找"), self)
        self._replace = QPushButton(_("替换"), self)
        self._close = QPushButton(_("关闭"), self)
        self._words = PlainLabel(parent=self)
        self._bar = QProgressBar(self)
        self._stop = QPushButton(_("停止"), self)
        self._name_widgets()
        self._lay_out()
        self._search.clicked.connect(self._search_clicked)
        self._replace.clicked.connect(self._replace_clicked)
        self._close.clicked.connect(self.reject)
        self._stop.clicked.connect(self.stop_wanted)
        self.text.textChanged.connect(self._update)
        for box in (self.match_case, self.whole, self.everywhere):
            box.toggled.connect(self._options_changed)
        self.places.itemActivated.connect(self._go)
        self.places.itemClicked.connect(self._go)
        self.places.itemChanged.connect(self._check_changed)
        self.show_busy("", 0, 0)
        self._update()

    # ---- asking --------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Take the keyboard, with what was looked for last ready to be typed over."""
        self.text.setFocus()
        self.text.selectAll()

    def search(self) -> None:
        """Ask for the search that the fields say."""
        if self.text.text():
            self.query, self._scope = self._asked(), self.everywhere.isChecked()
            self.search_wanted.emit(self.query, self.everywhere.isChecked())

    def _asked(self) -> Query:
        return Query(self.text.text(), self.match_case.isChecked(), self.whole.isChecked())

    def _is_answered(self) -> bool:
        """Tell whether the list answers what the fields say now."""
        return self.query == self._asked() and self._scope == self.everywhere.isChecked()

    def checked(self) -> list[Chosen]:
        """Return what is ticked in the list."""
        chosen = []
        for item in top_rows(self.places):
            hits = [each.data(0, _PLACE) for each in rows_below(item) if each.checkState(0) == _CHECKED]
            if hits:
                path, name = item.data(0, _PLACE)
                chosen.append(Chosen(path, name, hits))
        return chosen

    def reject(self) -> None:
        """Close, and end what runs."""
        self._replaces_found = False
        self.stop_wanted.emit()
        super().reject()

    def _search_clicked(self, _checked: bool = False) -> None:
        self.search()

    def _replace_clicked(self, _checked: bool = False) -> None:
        if not self._is_answered():
            self._replaces_found = True  # all that the search finds: nobody has seen a list to choose from
            self.search()
        elif chosen := self.checked():
            self.replace_wanted.emit(chosen, self.new_text.text())

    def _go(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        above = item.parent()
        if above is None:
            return
        hit: Hit = item.data(0, _PLACE)
        self.place_wanted.emit(above.data(0, _PLACE)[0], hit.node or "", hit.field)

    # ---- answering -----------------------------------------------------------------------------------------------

    def show_found(self, found: Sequence[FoundTexts], words: str) -> None:
        """List the places, all of them ticked."""
        self._is_filling = True
        self.places.clear()
        for form in found:
            count = self._count([spotted.hit for spotted in form.spotted])
            title = _("{name}（{count} 处）").format(name=form.name, count=count)
            item = QTreeWidgetItem([title])
            item.setData(0, _PLACE, (form.path, form.name))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable)
            item.setToolTip(0, plain_tooltip(str(form.path)) or "")
            for spotted in form.spotted:
                below = QTreeWidgetItem(
                    item, [" / ".join(spotted.place[-_PLACE_WORDS:]), self._excerpt(spotted.hit.text)]
                )
                below.setData(0, _PLACE, spotted.hit)
                below.setCheckState(0, _CHECKED)
                below.setToolTip(0, plain_tooltip(" / ".join(spotted.place)) or "")
                below.setToolTip(1, plain_tooltip(spotted.hit.text) or "")
            self.places.addTopLevelItem(item)
            item.setFirstColumnSpanned(True)
        self.places.expandAll()
        self._is_filling = False
        self.say(words)
        self._update()
        replaces, self._replaces_found = self._replaces_found, False
        if replaces and (chosen := self.checked()):
            self.replace_wanted.emit(chosen, self.new_text.text())

    def say(self, words: str) -> None:
        """Say what came out."""
        self._words.tell_news(words)

    def show_busy(self, words: str, done: int, total: int) -> None:
        """Show how far it is; an empty text means that nothing runs."""
        busy = bool(words)
        for widget in (self._bar, self._stop):
            widget.setVisible(busy)
        for button in (self._search, self._replace):
            button.setEnabled(not busy)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if busy:
            self._words.tell_news(words)
        else:
            self._update()

    def _excerpt(self, text: str) -> str:
        spans = [] if self.query is None else self.query.spans(text)
        if not spans:
            return text
        start, end = spans[0]
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        shown = f"{'…' if start > _AROUND else ''}{before}【{text[start:end]}】{after}"
        shown += "…" if end + _AROUND < len(text) else ""
        more = _("（这里 {count} 处）").format(count=len(spans)) if len(spans) > 1 else ""
        return " ".join(shown.split()) + more

    def _check_changed(self, _item: QTreeWidgetItem, _column: int) -> None:
        if not self._is_filling:
            self._update()

    def _options_changed(self, _is_on: bool) -> None:
        self._update()

    def _count(self, hits: Sequence[Hit]) -> int:
        return 0 if self.query is None else occurrences(self.query, hits)

    def _update(self, _text: str = "") -> None:
        is_answered = self._is_answered()
        count = sum(self._count(each.hits) for each in self.checked()) if is_answered else 0
        self._search.setEnabled(bool(self.text.text()))
        self._replace.setText(_("替换勾选的 {count} 处").format(count=count) if count else _("替换"))
        self._replace.setEnabled(count > 0 or (not is_answered and bool(self.text.text())))

    # ---- building ------------------------------------------------------------------------------------------------

    def _name_widgets(self) -> None:
        for name, words, widget in (
            ("findText", _("查找内容"), self.text),
            ("findNewText", _("替换为"), self.new_text),
            ("findHere", self.here.text(), self.here),
            ("findEverywhere", self.everywhere.text(), self.everywhere),
            ("findMatchCase", self.match_case.text(), self.match_case),
            ("findWhole", self.whole.text(), self.whole),
            ("findPlaces", _("找到的地方"), self.places),
            ("findSearch", self._search.text(), self._search),
            ("findReplace", self._replace.text(), self._replace),
            ("findClose", self._close.text(), self._close),
            ("findProgress", _("进度"), self._bar),
            ("findStop", self._stop.text(), self._stop),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        self._words.setObjectName("findWords")
        self._search.setDefault(True)

    def _lay_out(self) -> None:
        where, how = QHBoxLayout(), QHBoxLayout()
        self.here.setChecked(True)
        for line, widgets in ((where, (self.here, self.everywhere)), (how, (self.match_case, self.whole))):
            for widget in widgets:
                line.addWidget(widget)
            line.addStretch(1)
        form = QFormLayout()
        form.addRow(_("查找内容"), self.text)
        form.addRow(_("替换为"), self.new_text)
        form.addRow(_("范围"), where)
        form.addRow("", how)
        self.places.setHeaderHidden(True)
        self.places.setColumnCount(2)
        em = self.fontMetrics().horizontalAdvance("字")
        self.places.setColumnWidth(0, em * _SIZE_EMS[0] * 2 // 5)
        self._bar.setTextVisible(False)
        self._words.setWordWrap(True)
        progress = QHBoxLayout()
        progress.addWidget(self._words, 1)
        progress.addWidget(self._bar)
        progress.addWidget(self._stop)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self._search, self._replace, self._close):
            buttons.addWidget(button)
        page = QVBoxLayout(self)
        page.addLayout(form)
        page.addWidget(self.places, 1)
        page.addLayout(progress)
        page.addLayout(buttons)
        resize_on_screen(self, em * _SIZE_EMS[0], em * _SIZE_EMS[1])
