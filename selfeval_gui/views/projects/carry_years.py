"""The years in the texts that 结转 takes over, each with a box: what is checked goes on with the form's year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from selfeval_gui.domain.tree import Tree
from selfeval_gui.domain.years import YearPlace, move_years, years_of
from selfeval_gui.i18n import _
from selfeval_gui.item_models.marks import plain_tooltip
from selfeval_gui.messages import field_place, node_place
from selfeval_gui.views.basics.rows import lay_rows

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form

_BEFORE, _AFTER = 8, 16  # characters that show around a year
_ROWS = 5
_Check = Qt.CheckState


class YearList(QListWidget):
    """Shows where years stand in a form; a choice is kept while the year or what is taken over changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("carryYears")
        lay_rows(self)
        self.setAccessibleName(_("文字里的年份，勾选的跟着改"))
        self._places: list[YearPlace] = []
        self._chosen: dict[tuple[str, int], bool] = {}
        self._step = 0
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # what is cut stands in the tool tip
        self.itemChanged.connect(self._note)

    def sizeHint(self) -> QSize:
        rows = min(_ROWS, max(1, self.count()))
        return QSize(super().sizeHint().width(), rows * self.sizeHintForRow(0) + 2 * self.frameWidth() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def forget(self) -> None:
        """Start anew with another form."""
        self._chosen.clear()

    def show_years(self, form: Form, own: int | None, step: int) -> None:
        """List the years in the texts of a form that was carried forward, as they will be some years later."""
        self._places, self._step = [] if own is None or not step else years_of(form, own), step
        tree = Tree(form.indicators)
        self.blockSignals(True)
        self.clear()
        for place in self._places:
            self.addItem(self._item(place, tree))
        self.blockSignals(False)
        self.setVisible(bool(self._places))
        self.updateGeometry()

    def move_chosen(self, form: Form) -> None:
        """Let the chosen years of the form listed go on; all others stay as they are."""
        rows = range(self.count())
        chosen = [self._places[row] for row in rows if self.item(row).checkState() == _Check.Checked]
        move_years(form, chosen, self._step)

    def _item(self, place: YearPlace, tree: Tree) -> QListWidgetItem:
        node, field = place.ref
        where = field_place(field)[-1:] if node is None else node_place(tree, node, field)[-2:]
        end = place.start + len(str(place.year))
        before = place.text[max(0, place.start - _BEFORE) : place.start]
        after = place.text[end : end + _AFTER]
        words = _("{place}：{before}{old}→{new}{after}").format(
            place=" / ".join(where), before=before, old=place.year, new=place.year + self._step, after=after
        )
        item = QListWidgetItem(" ".join(words.split()))
        key = ("/".join([str(node), field]), place.start)
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setToolTip(plain_tooltip(place.text) or "")
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        is_chosen = self._chosen.get(key, place.is_plain)
        item.setCheckState(_Check.Checked if is_chosen else _Check.Unchecked)
        return item

    def _note(self, item: QListWidgetItem) -> None:
        self._chosen[item.data(Qt.ItemDataRole.UserRole)] = item.checkState() == _Check.Checked
