"""抽评 as the user meets it: among which forms, by seed or by hand; what was drawn is told and marked on the desk."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from selfeval_gui.i18n import _
from selfeval_gui.storage.lock_file import user_name
from selfeval_gui.views.basics.action_table import REVIEW_LANE
from selfeval_gui.views.desk.desk import Desk
from selfeval_gui.views.review.at_rest import FormsAtRest
from selfeval_gui.views.review.desk_flow import DeskFlow
from selfeval_gui.work.review.moments import present

if TYPE_CHECKING:
    from selfeval_gui.domain.review.drawing import Drawable
    from selfeval_gui.domain.review.register import Drawing
    from selfeval_gui.views.review.draw_dialog import DrawWish
    from selfeval_gui.work.progress import Progress

_SEEDS = 1_000_000


class DrawFlow(QObject):
    """One drawing at a time.

    Signals
    -------
    drawn()
        other forms are marked now.
    """

    drawn = Signal()

    def __init__(self, desk: Desk, at_rest: FormsAtRest, page: DeskFlow, window: QWidget) -> None:
        super().__init__(window)
        self._place, self._tasks, self._notifier = desk.place, desk.tasks, desk.notifier
        self._at_rest, self._page, self._window = at_rest, page, window
        desk.actions.connect({"DrawForms": self.begin})

    def begin(self, _checked: bool = False) -> None:
        """Look which forms there are, then ask."""
        root = self._place.root
        if root is not None and REVIEW_LANE not in self._tasks.lanes and self._at_rest.are_saved(_("抽评")):
            self._tasks.run_long(
                partial(_drawable, root, self._page.meant_paths()),
                partial(self._ask, root),
                told=_("正在读各份表 {done} / {total}"),
                lane=REVIEW_LANE,
                only_reads=True,
            )

    def _ask(self, root: Path, forms: list[Drawable]) -> None:
        from secrets import randbelow

        from selfeval_gui.views.review.draw_dialog import DrawDialog

        if not forms:
            self._notifier.warn(_("没有可以抽评的自评表。"))
            return
        dialog = DrawDialog(forms, str(randbelow(_SEEDS)), self._window)
        dialog.wanted.connect(partial(self._draw, root, forms))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _draw(self, root: Path, forms: list[Drawable], wish: DrawWish) -> None:
        if REVIEW_LANE not in self._tasks.lanes:
            self._tasks.run(partial(_draw, root, forms, wish), self._told, lane=REVIEW_LANE)

    def _told(self, drawing: Drawing) -> None:
        from selfeval_gui.work.review.drawing import drawing_words

        self.drawn.emit()
        text = _("{words}：{count} 份。记在登记册里，审核台里点“抽评”只看这些。")
        self._notifier.info(text.format(words=drawing_words(drawing), count=len(drawing.forms)))


def _drawable(root: Path, wanted: set[Path] | None, progress: Progress) -> list[Drawable]:
    from selfeval_gui.work.review.drawing import drawable  # brings the models

    return drawable(root, wanted, present().date(), progress)


def _draw(root: Path, forms: list[Drawable], wish: DrawWish) -> Drawing:
    from selfeval_gui.work.review.drawing import choose, draw

    if wish.how == "随机":
        return draw(root, forms, wish.percent, wish.per, wish.seed, user_name(), present())
    return choose(root, forms, wish.reason, user_name(), present(), takes_back=wish.how == "取消")
