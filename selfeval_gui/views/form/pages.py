"""The right side of the window: the form, or a page that says what to do while there is none.

The form page is made when the first form is opened, or in an idle moment before: the list shows sooner without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError, UnreadableForm
from selfeval_gui.views.basics.giving_area import GivingArea
from selfeval_gui.views.basics.invitation import Invitation
from selfeval_gui.views.basics.message_bar import MessageBar
from selfeval_gui.views.basics.panes import Part
from selfeval_gui.views.form.form_bar import FormBar

if TYPE_CHECKING:
    from selfeval_gui.views.form.form_page import FormPage


@runtime_checkable
class PartedPage(Protocol):
    """A page that F6 goes through part by part."""

    def parts(self) -> list[Part]:
        """Return the parts in the order of F6."""

    def isEnabled(self) -> bool: ...


class Pages(QWidget):
    """The message bar and the form's own bar above a stack of pages.

    Signals
    -------
    form_page_made(page)
        the form page exists from now on.
    covered(page)
        another page stands above the others now, None for none.
    """

    form_page_made = Signal(object)
    covered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = MessageBar(self)
        self.form_bar = FormBar(self)
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("pages")
        self._form: FormPage | None = None
        self._rooms: dict[QWidget, GivingArea] = {}  # round the pages that may need more than a small screen has
        self._cover: QWidget | None = None
        self.welcome = Invitation("welcomePage", self._stack)
        self.empty = Invitation("emptyPage", self._stack)
        self.none = Invitation("noFormPage", self._stack)
        self.unreadable = Invitation("unreadablePage", self._stack)
        for page in (self.welcome, self.empty, self.none, self.unreadable):
            self._stack.addWidget(page)
        self._below: QWidget = self.welcome
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.form_bar)
        column.addWidget(self._stack, 1)

    def form_page(self) -> FormPage:
        """Return the form page, made if it does not exist yet."""
        if self._form is None:
            from selfeval_gui.views.form.form_page import FormPage

            self._form = FormPage(self._stack)
            self._room_of(self._form)
            self.form_page_made.emit(self._form)
        return self._form

    def easy_width(self) -> int:
        """Return the width from which the form's header has its figures on one line."""
        if self._form is None:
            return 0
        bar = self._room_of(self._form).verticalScrollBar()
        return self._form.totals.easy_width() + 2 * self._form.totals.x() + bar.isVisible() * bar.width()

    def offer(self, actions: Mapping[str, QAction]) -> None:
        """Put the buttons on the pages."""
        new, folder, samples, take_in = (
            actions[f"action{name}"] for name in ("New", "OpenWorkspace", "OpenSamples", "Import")
        )
        self.welcome.say(_("绩效自评"), _("离线填写、检查、导出财政项目支出绩效自评表。数据只在本机。"))
        self.welcome.offer(
            (
                (samples, _("打开示例"), _("14 份 2020 年的真实自评表，放进您选的地方的一个新文件夹，随意试用")),
                (folder, _("打开文件夹"), _("放自评表的文件夹，里面的自评表都会列出来")),
                (new, _("新建自评表"), _("先选存放的文件夹，再填年度、名称、单位，选指标框架")),
                (take_in, _("导入"), _("先选已有的 Excel、Word、PDF，再选存放的文件夹，看过读出的内容才写入")),
            )
        )
        self.empty.offer(
            (
                (new, _("新建自评表"), _("从表样的指标框架开始")),
                (take_in, _("导入"), _("从已有的 Excel、Word、PDF 读取自评表，也可以把文件拖到这里")),
                (folder, _("打开文件夹"), _("换一个文件夹")),
                (samples, _("打开示例"), _("为示例新建一个文件夹")),
            )
        )
        self.none.say(_("在左边选一份自评表"), _("点一行就打开；换到另一份时，改动留在窗口里，不会丢。"))
        self.none.offer(((new, _("新建自评表"), _("从表样的指标框架开始")),))
        self.unreadable.offer(
            (
                (actions["actionTryAgain"], _("再打开一次"), _("修好、放开或连上之后")),
                (actions["actionShowInFolder"], _("打开所在文件夹"), _("用别的程序看看这个文件")),
            )
        )

    def show_welcome(self) -> None:
        """Show what a first start offers."""
        self._show(self.welcome)

    def show_empty(self, unreadable: StorageError | None) -> None:
        """Say that the workspace holds no form, or why it cannot be read."""
        if unreadable is None:
            self.empty.say(_("这个文件夹里还没有自评表"), "")
        else:
            reason = storage_sentence(unreadable)
            self.empty.say(_("打不开这个文件夹"), reason)
        self._show(self.empty)

    def show_none(self) -> None:
        """Ask for a form to be chosen."""
        self._show(self.none)

    def show_unreadable(self, path: Path, error: UnreadableForm) -> None:
        """Say why a file cannot be shown."""
        reason = storage_sentence(error)
        self.unreadable.say(
            _("无法读取这份自评表"), _("{reason}\n\n{path}\n\n这个文件没有动过。").format(reason=reason, path=path)
        )
        self._show(self.unreadable)

    def parts(self) -> list[Part]:
        """Return the parts of the page shown."""
        shown = self._stack.currentWidget()
        page: object = shown.widget() if isinstance(shown, GivingArea) else shown
        return page.parts() if isinstance(page, PartedPage) and page.isEnabled() else []

    def show_form(self) -> None:
        """Show the form."""
        self._show(self._room_of(self.form_page()))

    def _room_of(self, page: QWidget) -> GivingArea:
        """Return what holds a page in the stack, made with its first showing."""
        if page not in self._rooms:
            name = f"{page.objectName().removesuffix('Page')}Room"
            self._rooms[page] = GivingArea(page, name, self._stack)
            self._stack.addWidget(self._rooms[page])
        return self._rooms[page]

    # ---- a page above the others ---------------------------------------------------------------------------------

    def is_covered_by(self, page: QWidget | None) -> bool:
        """Tell whether this page stands above the one that the window would show."""
        return page is not None and self._cover is page

    def cover(self, page: QWidget) -> None:
        """Show a page above whatever the window shows meanwhile, until `uncover`."""
        self._cover = page
        self._stack.setCurrentWidget(self._room_of(page))
        self.covered.emit(page)

    def uncover(self) -> None:
        """Show what the window has to show."""
        self._cover = None
        self._stack.setCurrentWidget(self._below)
        self.covered.emit(None)

    def _show(self, page: QWidget) -> None:
        self._below = page
        if self._cover is None:
            self._stack.setCurrentWidget(page)
