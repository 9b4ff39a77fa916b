"""A library of kinds (口径, 表样), the program's and the user's own: listed, shown, and what can be done with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.i18n import _
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.rows import lay_rows
from selfeval_gui.work.kind_store import FormKind


class ListedKind(NamedTuple):
    """One kind in the list; `is_own` if the user may change it."""

    kind: FormKind
    is_own: bool


class LibraryLook(NamedTuple):
    """How a library looks: what a kind is called, the stem of object names, its size and its list's part, in 字.

    `ways` are further ways to a new kind: what is wanted, the words of its button and its tip.
    """

    noun: str
    stem: str
    size: tuple[int, int]
    list_width: int
    ways: tuple[tuple[str, str, str], ...] = ()


class LibraryDialog(QDialog):
    """List at the left, the chosen kind at the right. It asks; its flow does.

    Signals
    -------
    wanted(what, kind)
        `what` is "use", "copy", "edit", "delete", "export", "import" or a further way; the kind is the one chosen.
    """

    wanted = Signal(str, object)

    def __init__(self, look: LibraryLook, shown: Sequence[QWidget], parent: QWidget | None) -> None:
        """Lay the dialog out: the first widget shows the chosen kind, the others stand below."""
        super().__init__(parent)
        self.setObjectName(f"{look.stem}sDialog")
        self.setWindowTitle(look.noun)
        self._kinds: list[ListedKind] = []
        self.list = QListWidget(self)
        lay_rows(self.list)
        self.list.setObjectName(f"{look.stem}List")
        self.list.setAccessibleName(look.noun)
        self.list.setWordWrap(True)
        across = QSplitter(Qt.Orientation.Horizontal, self)
        across.addWidget(self.list)
        across.addWidget(shown[0])
        across.setStretchFactor(1, 1)
        page = QVBoxLayout(self)
        page.addWidget(across, 1)
        for widget in shown[1:]:
            page.addWidget(widget)
        page.addLayout(self._buttons_of(look))
        self._needs_none = {"import", *(what for what, _text, _tip in look.ways)}
        self.list.currentRowChanged.connect(self._chosen)
        em = self.fontMetrics().horizontalAdvance("字")
        resize_on_screen(self, em * look.size[0], em * look.size[1])
        across.setSizes([em * look.list_width, em * (look.size[0] - look.list_width)])

    def _buttons_of(self, look: LibraryLook) -> QHBoxLayout:
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        noun = look.noun
        for what, text, tip in (
            ("use", _("用于当前表"), _("当前自评表改用这种{noun}；可以撤销").format(noun=noun)),
            ("copy", _("复制一份…"), _("以它为底，另建一种可以修改的{noun}").format(noun=noun)),
            ("edit", _("编辑…"), _("修改自己的{noun}；程序自带的请先复制").format(noun=noun)),
            ("delete", _("删除"), _("删除自己的{noun}；用过它的表里各有一份，不受影响").format(noun=noun)),
            ("export", _("导出…"), _("存成 JSON 文件，交给同事")),
            ("import", _("导入…"), _("读入同事给的 JSON 文件")),
            *look.ways,
        ):
            button = QPushButton(text, self)
            button.setObjectName(f"{look.stem}{what.capitalize()}")
            button.setToolTip(tip)
            button.setProperty("what", what)
            button.setAutoDefault(False)
            button.clicked.connect(self._clicked)
            self._buttons[what] = button
            row.addWidget(button)
        row.addStretch()
        close = QPushButton(_("关闭"), self)
        close.setObjectName(f"{look.stem}sClose")
        close.clicked.connect(self.reject)
        row.addWidget(close)
        return row

    def show_kinds(self, kinds: Iterable[ListedKind], chosen: str, *, has_form: bool) -> None:
        """List these kinds and show the chosen one; without a form there is nothing to use it for."""
        self._kinds = list(kinds)
        self.list.clear()
        for kind, is_own in self._kinds:
            origin = _("自建") if is_own else _("自带")
            QListWidgetItem(_("{name}　{kind}").format(name=kind.name, kind=origin), self.list)
        self._buttons["use"].setVisible(has_form)
        row = next((row for row, each in enumerate(self._kinds) if each.kind.id == chosen), 0)
        self.list.setCurrentRow(row)

    def show_kind(self, kind: Any) -> None:
        """Show one kind at the right."""
        raise NotImplementedError

    def _current(self) -> ListedKind | None:
        row = self.list.currentRow()
        return self._kinds[row] if 0 <= row < len(self._kinds) else None

    def _chosen(self, _row: int) -> None:
        listed = self._current()
        for what, button in self._buttons.items():
            is_own = listed is not None and listed.is_own
            button.setEnabled(
                what in self._needs_none or (is_own if what in {"edit", "delete"} else listed is not None)
            )
        if listed is not None:
            self.show_kind(listed.kind)

    def _clicked(self, _checked: bool = False) -> None:
        listed = self._current()
        self.wanted.emit(str(self.sender().property("what")), None if listed is None else listed.kind)
