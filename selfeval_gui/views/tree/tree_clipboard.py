"""Copy, cut and paste in the indicator tree: cells and whole rows, with spreadsheets, Word and other forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from selfeval_gui.commands import structure
from selfeval_gui.commands.insert import insert_copies
from selfeval_gui.commands.paste import overlay, paste_over, write_into
from selfeval_gui.domain.cells import cell_field, is_cell
from selfeval_gui.domain.fields import FieldKind, get_field, set_field, show_field
from selfeval_gui.domain.ids import LEVELS, NodeId
from selfeval_gui.domain.tree import level_three, new_id
from selfeval_gui.exchange.templates.parts import split_own
from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import INDICATOR_FIELD, NUMBER_COLUMNS, Role
from selfeval_gui.item_models.indicator_model import IndicatorModel
from selfeval_gui.item_models.typed_text import paste_problem, read_typed
from selfeval_gui.views.basics.action_table import ActionSpec
from selfeval_gui.views.cells.paste_spot import PasteSpot
from selfeval_gui.views.tree.indicator_tree import IndicatorTree
from selfeval_gui.views.tree.paste_reader import ClipReader
from selfeval_gui.views.tree.row_planting import RowPlanter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selfeval_gui.exchange.clipboard.html_out import CopiedCell
    from selfeval_gui.exchange.pasting.clip_in import PastedTable, TooMuch
    from selfeval_gui.exchange.pasting.paste_plan import PastePlan
    from selfeval_gui.exchange.readers.file_kind import UnreadableSource

    Chosen = Sequence[tuple[NodeId, list[int]]]

SPECS = tuple(
    ActionSpec(f"action{name}", text, tip, keys, icon, only_here=True)
    for name, text, tip, keys, icon in (
        ("Cut", _("剪切"), _("剪切选中的单元格；选中整行时连同下级一起剪切"), ("Ctrl+X", "Shift+Del"), "cut"),
        ("Copy", _("复制"), _("复制选中的单元格；选中整行时连同下级一起复制"), ("Ctrl+C", "Ctrl+Ins"), "copy"),
        ("Paste", _("粘贴"), _("粘贴单元格、表格或整行"), ("Ctrl+V", "Shift+Ins"), "paste"),
    )
)


class TreeClipboard(QObject):
    """Carries between the tree and the clipboard.

    Signals
    -------
    said(sentence)
        why something could not be pasted.
    """

    said = Signal(str)

    def __init__(self, tree: IndicatorTree) -> None:
        super().__init__(tree)
        self._tree = tree
        self._spot = PasteSpot(INDICATOR_FIELD, None, None, 0)  # of the paste that is under way
        self.reader = ClipReader(tree)
        self.reader.read.connect(self._take_reading)
        self.reader.refused.connect(self._refuse)
        self.planter = RowPlanter(tree)

    def stop(self) -> None:
        """Stop reading and planting, and wait, before the program goes."""
        self.reader.wait()
        self.planter.stop()

    # ---- copy and cut --------------------------------------------------------------------------------------------

    def copy(self) -> bool:
        """Put what is chosen into the clipboard; False if nothing is."""
        model, chosen = self._tree.indicator_model(), list(self._tree.chosen.cells())
        if model is None or not chosen:
            return False
        from selfeval_gui.exchange.clipboard.html_out import write_html
        from selfeval_gui.exchange.clipboard.tabbed_text import text_of_cells
        from selfeval_gui.exchange.clipboard.whole_rows import ROWS, pack

        tree, nodes = model.session.tree, _whole_rows(model, chosen)
        rows = _as_on_paper(model, nodes) or _block(model, chosen)
        data = QMimeData()
        data.setText(text_of_cells([[cell.text for cell in row] for row in rows]))
        data.setHtml(write_html(rows))
        if nodes:
            data.setData(ROWS, pack([tree.node(node) for node in nodes], tree.level(nodes[0])))
        QGuiApplication.clipboard().setMimeData(data)
        return True

    def cut(self) -> None:
        """Copy, then clear the cells or take the whole rows out."""
        model, chosen = self._tree.indicator_model(), list(self._tree.chosen.cells())
        if model is None or not self.copy():
            return
        nodes = _whole_rows(model, chosen)
        if nodes:
            structure.remove(model, nodes)
        else:
            self._tree.clear_selected()

    # ---- paste ---------------------------------------------------------------------------------------------------

    def paste(self, spot: PasteSpot | None = None) -> None:
        """Paste rows of a form, a table, or a text, whichever the clipboard holds: where the tree is, or at a spot."""
        model, data = self._tree.indicator_model(), QGuiApplication.clipboard().mimeData()
        if self.reader.is_busy or self.planter.is_busy or model is None or data is None:
            return
        from selfeval_gui.exchange.clipboard.known_columns import COLUMNS, unpack_columns
        from selfeval_gui.exchange.clipboard.whole_rows import ROWS
        from selfeval_gui.exchange.pasting.paste_plan import PASTE_FIELDS

        self._spot = self._own_spot() if spot is None else spot
        if data.hasFormat(ROWS):
            self._paste_rows(model, bytes(data.data(ROWS).data()))
        elif data.hasUrls() or not (data.hasText() or data.hasHtml()):
            no_text = data.hasUrls() or data.hasImage()
            self.said.emit(_("剪贴板里是图片或文件，不能粘贴到指标表。") if no_text else _("剪贴板是空的。"))
        else:
            html, text = data.html() if data.hasHtml() else "", data.text()
            known = unpack_columns(bytes(data.data(COLUMNS).data()), PASTE_FIELDS) if data.hasFormat(COLUMNS) else ()
            self.reader.start(html, text, self._spot.fields, known)

    def _own_spot(self) -> PasteSpot:
        here = max(0, self._tree.currentIndex().column())
        node, parent, tree = self._tree.current_node(), self._tree.entry_parent(), self._tree.indicator_model()
        level = LEVELS if parent is not None or tree is None else tree.session.tree.level(node)
        if tree is None:
            return PasteSpot(INDICATOR_FIELD[here:], node, parent, level)
        shown = [field for column, field in enumerate(tree.columns.fields) if column >= here and tree.shows(column)]
        return PasteSpot(shown, node, parent, level)

    def _paste_rows(self, model: IndicatorModel, data: bytes) -> None:
        from selfeval_gui.exchange.clipboard.whole_rows import NoRows, unpack

        try:
            rows, level = unpack(data)
        except NoRows:
            self.said.emit(_("剪贴板里的指标读不出来，没有粘贴。"))
            return
        if not insert_copies(model, rows, level, self._anchor()):
            self.said.emit(_("这里没有放这一级指标的地方；请先添加它的上级。"))

    def _take_reading(self, reading: PastedTable) -> None:
        """Paste what was read, where the current cell is."""
        model = self._tree.indicator_model()
        if model is None:
            return
        if reading.plan is not None:
            self._paste_table(model, reading.plan, reading.outside)
        elif reading.text is not None:
            self._paste_into_cells(model, reading.text)
        else:
            self.said.emit(_("剪贴板里没有文字，没有粘贴。"))

    def _refuse(self, error: TooMuch | UnreadableSource) -> None:
        from selfeval_gui.exchange.pasting.clip_in import MOST_ROWS, TooMuch
        from selfeval_gui.import_messages import clipboard_sentence

        if not isinstance(error, TooMuch):
            self.said.emit(_("没有粘贴，自评表没有改动。{why}").format(why=clipboard_sentence(error.code)))
            return
        if error.rows is None:
            self.said.emit(_("剪贴板里的内容太大，没有粘贴；请分几次复制。"))
            return
        words = _("剪贴板里的表格有 {rows} 行，一次最多粘贴 {most} 行，没有粘贴；请分几次复制。")
        self.said.emit(words.format(rows=error.rows, most=MOST_ROWS))

    def _paste_into_cells(self, model: IndicatorModel, text: str) -> None:
        """Put the text into the selected cells; a long text with its line ends stays in one."""
        from selfeval_gui.exchange.cell_text import without_control_characters

        clean, removed = without_control_characters(text)
        clean = clean.removesuffix("\n")
        if self._tree.entry_parent() == self._spot.parent is not None:
            self._tree.put(self._tree.currentIndex(), read_typed(FieldKind.TEXT, clean))
            return
        if self._spot.is_blank:
            self._paste_into_new_row(model, clean)
            return
        cells = self._tree.chosen.editable_cells()
        if not cells:
            self.said.emit(self._why_not_here())
            return
        kinds = {cell_field(field).kind for _node, field in cells}
        wrong = next((kind for kind in kinds if read_typed(kind, clean).problem), None)
        if wrong is not None:
            self.said.emit(paste_problem(wrong, clean))
            return
        with self._tree.writing():
            write_into(model, cells, clean)
        if removed:
            self.said.emit(_("粘贴时去掉了 {count} 个看不见的控制字符。").format(count=removed))

    def _why_not_here(self) -> str:
        if self._tree.currentIndex().data(Role.REFUSAL):
            return _("层级的名称不能用粘贴来改，没有粘贴。要改名，请按 F2 或双击。")
        return _("这个单元格是算出来的，不能粘贴。")

    def _paste_table(self, model: IndicatorModel, plan: PastePlan, outside: str) -> None:
        """Paste a block that fits without a question; show every other table first."""
        current, tree = self._spot.node, model.session.tree
        clean = not (plan.problems or plan.dropped_columns or plan.removed_characters or outside or plan.left_out_rows)
        if current is not None and clean and not plan.makes_rows:
            laid = overlay(tree, plan, current)
            if tree.level(current) == LEVELS and not laid.extra:
                with self._tree.writing():
                    paste_over(model, laid)
                return
        if self._spot.is_blank and clean:
            self.planter.plant(model, plan.rows, self._spot.parent)
            return
        from selfeval_gui.views.tree.paste_preview_dialog import PastePreview

        preview = PastePreview(plan, tree, current, outside, self._tree)
        preview.agreed.connect(self._agreed)
        preview.finished.connect(preview.deleteLater)
        preview.open()

    def _anchor(self) -> NodeId | None:
        """Return the row behind or below which new rows go."""
        return self._spot.parent if self._spot.node is None else self._spot.node

    def _paste_into_new_row(self, model: IndicatorModel, text: str) -> None:
        """Make a blank row of the paper an indicator that holds the text."""
        from selfeval_gui.domain.form import Indicator

        here = split_own(self._spot.fields[0])[0]
        field = here if is_cell(here) else "name"
        typed = read_typed(cell_field(field).kind, text)
        if typed.problem:
            self.said.emit(paste_problem(cell_field(field).kind, text))
            return
        row = Indicator(id=new_id())
        set_field(row, field, typed.value)
        insert_copies(model, [row], self._spot.level, self._spot.parent)

    def _agreed(self, plan: PastePlan, as_rows: bool) -> None:
        model, current = self._tree.indicator_model(), self._spot.node
        if model is None:
            return
        if as_rows:
            self.planter.plant(model, plan.rows, self._anchor())
        elif current is not None:
            paste_over(model, overlay(model.session.tree, plan, current))


# ---- what is copied --------------------------------------------------------------------------------------------------


def _whole_rows(model: IndicatorModel, chosen: Chosen) -> list[NodeId]:
    """Return the topmost chosen rows if all are chosen whole and of one level; none otherwise."""
    if any(len(columns) < len(model.columns.fields) for _node, columns in chosen):
        return []
    nodes = model.session.tree.topmost({node for node, _columns in chosen})
    return nodes if len({model.session.tree.level(node) for node in nodes}) == 1 else []


def _as_on_paper(model: IndicatorModel, nodes: Sequence[NodeId]) -> list[list[CopiedCell]]:
    """Return what stands below level-1 and level-2 rows, the names of all parents first and merged."""
    from selfeval_gui.exchange.clipboard.html_out import CopiedCell, merged_down

    tree = model.session.tree
    if not nodes or tree.level(nodes[0]) == LEVELS:
        return []
    paths = [tree.path(NodeId(leaf.id)) for node in nodes for leaf in level_three([tree.node(node)], tree.level(node))]
    columns = [column for column in range(len(model.columns.fields)) if model.shows(column)]
    rows = [
        [*(CopiedCell(step.name) for step in path[:-1]), *_copied(model, NodeId(path[-1].id), columns)]
        for path in paths
    ]
    return merged_down(rows, [[step.id for step in path[:-1]] for path in paths])


def _block(model: IndicatorModel, chosen: Chosen) -> list[list[CopiedCell]]:
    """Return the chosen cells as a rectangle; what is not chosen in it is blank."""
    columns = sorted({column for _node, row in chosen for column in row if model.shows(column)})
    return [
        [cell if column in row else cell._replace(text="") for column, cell in zip(columns, cells, strict=True)]
        for node, row in chosen
        for cells in [_copied(model, node, columns)]
    ]


def _copied(model: IndicatorModel, node: NodeId, columns: Sequence[int]) -> list[CopiedCell]:
    """Return cells of a row: what is typed there, or what is computed."""
    from selfeval_gui.exchange.clipboard.html_out import CopiedCell

    copied = []
    for column in columns:
        field = model.columns.fields[column]
        if model.is_editable(node, column):
            text = show_field(get_field(model.session.tree.node(node), field))
        else:
            text = str(model.index_of(node, field).data(Qt.ItemDataRole.DisplayRole) or "")
        copied.append(CopiedCell(text, column in NUMBER_COLUMNS))
    return copied
