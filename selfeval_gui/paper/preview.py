"""Pages as images, with the places on them that lead to a field. The preview's thread owns the `Previewer`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QColor, QImage, QPainter

from selfeval_gui.domain.amounts import kind_in
from selfeval_gui.domain.cells import cell_field
from selfeval_gui.domain.fields import NEW_ROW, FieldRef, set_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import NotANumber
from selfeval_gui.domain.tree import Tree, new_id
from selfeval_gui.domain.typed_fields import NotAYear, parse_field
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.exchange.templates.template import template_of
from selfeval_gui.paper.fonts import UNITS
from selfeval_gui.paper.metrics import Typesetter
from selfeval_gui.paper.pages import PaperPage
from selfeval_gui.paper.painter import foot_line, paint_page
from selfeval_gui.paper.pdf_writer import pages_of
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage.codec import decode

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator

_PAPER = "#ffffff"


class FieldArea(NamedTuple):
    """A place of a page that shows a field, in points from the upper left corner."""

    left: float
    top: float
    width: float
    height: float
    field: FieldRef

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies inside."""
        return 0 <= x - self.left < self.width and 0 <= y - self.top < self.height


class Leaf(NamedTuple):
    """A page of the preview: its size in points and its spots."""

    width: float
    height: float
    spots: tuple[FieldArea, ...]


class Request(NamedTuple):
    """What the preview wants: the form's bytes where it has changed, and images of some pages."""

    data: bytes | None
    is_draft: bool
    scale: float  # pixels to a point
    pages: tuple[int, ...]
    pending: tuple[str, str, str] | None = None  # node, field and text of an open editor, shown as if it were kept


class PreviewPages(NamedTuple):
    """The pages there are now, and the images asked for."""

    leaves: tuple[Leaf, ...]
    images: dict[int, QImage]
    request: Request


class Previewer:
    """Keeps the pages of the form seen last, so that scrolling and zooming only draw. `pause` is called in between."""

    def __init__(self, pause: Callable[[], None]) -> None:
        self._pause = pause
        self._setters: dict[float, Typesetter] = {}
        self._pages: list[PaperPage] = []
        self._leaves: tuple[Leaf, ...] = ()

    def answer(self, request: Request) -> PreviewPages:
        """Lay out the form, if it is a new one, and draw what is wanted."""
        if request.data is not None:
            form = decode(request.data)
            if request.pending is not None:
                _type_in(form, *request.pending)
            self._pause()
            template = template_of(form)
            setter = self._setters.setdefault(template.line_height, Typesetter(template.line_height))
            self._pages = pages_of(BookletEntry(form, template, rule_set_of(form)), setter)
            self._pause()
            self._leaves = tuple(map(_leaf, self._pages))
        images = {}
        for number in request.pages:
            if number < len(self._pages):
                self._pause()
                images[number] = self._image(number, request)
        return PreviewPages(self._leaves, images, request)

    def _image(self, number: int, request: Request) -> QImage:
        page, scale = self._pages[number], request.scale
        image = QImage(round(page.width * scale), round(page.height * scale), QImage.Format.Format_RGB32)
        image.fill(QColor(_PAPER))
        painter = QPainter(image)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale / UNITS, scale / UNITS)
        count = len(self._pages)
        paint_page(painter, page, foot=foot_line(number + 1, count) if count > 1 else "", is_draft=request.is_draft)
        painter.end()
        return image


def _type_in(form: Form, node: str, field: str, text: str) -> None:
    """Put the text of an open editor into the form; what is no number yet is left as it was."""
    from selfeval_gui.domain.form import Indicator

    part: Form | Indicator = Tree(form.indicators).node(NodeId(node)) if node else form
    if isinstance(part, Indicator) and field == NEW_ROW:
        part.children.append(Indicator(id=new_id(), name=text))
        return
    kind = cell_field(field).kind if node else kind_in(form, field)
    with suppress(NotANumber, NotAYear):
        set_field(part, field, parse_field(kind, text))


def _leaf(page: PaperPage) -> Leaf:
    spots = []
    for piece in page.pieces:
        if piece.cell.field is not None:
            left, top, width, height = (size * page.scale for size in piece[1:5])
            spots.append(FieldArea(left, top, width, height, piece.cell.field))
    return Leaf(page.width, page.height, tuple(spots))
