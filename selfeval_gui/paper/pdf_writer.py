"""Forms as one PDF: embedded fonts, text that can be searched and copied, bookmarks where there are several forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple, Self

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from selfeval_gui.exchange.cell_text import without_control_characters
from selfeval_gui.exchange.documents.formats import Rendered
from selfeval_gui.exchange.layout.booklet import BookletEntry, ContentsLine, contents_row, contents_sheet, listed
from selfeval_gui.exchange.templates.template import Template
from selfeval_gui.i18n import _
from selfeval_gui.paper.fonts import UNITS
from selfeval_gui.paper.metrics import Typesetter
from selfeval_gui.paper.pages import PaperPage, paginate
from selfeval_gui.paper.painter import foot_line, paint_page
from selfeval_gui.paper.pdf_parts import Bookmark, Link, bind, letters_in, mend_letters

_POINTS_PER_INCH = 72
_CREATOR = "绩效自评"
_SHOWN_MISSING = 20


def pages_of(entry: BookletEntry, typesetter: Typesetter) -> list[PaperPage]:
    """Return the pages of a form, its cover before them, measured with the fonts that they are drawn with."""
    return [*_cover_of(entry, typesetter), *_form_of(entry, typesetter)]


def _form_of(entry: BookletEntry, typesetter: Typesetter) -> list[PaperPage]:
    """Return the pages of the form itself: on an office's own paper as that is when filled."""
    paper = None if entry.is_evidence else entry.template.paper
    if paper is None:
        return paginate(entry.laid_out(typesetter.count_lines), typesetter)
    from selfeval_gui.exchange.own_paper.drawn import sheet_on_paper  # brings the readers

    drawn = sheet_on_paper(entry.form, entry.template, paper, entry.rule_set, typesetter.count_lines)
    return paginate(drawn, typesetter)


def _cover_of(entry: BookletEntry, typesetter: Typesetter) -> list[PaperPage]:
    cover = entry.cover(typesetter.count_lines)
    return [] if cover is None else paginate(cover, typesetter)


def pages_by() -> Callable[[BookletEntry], list[PaperPage]]:
    """Return a function that makes pages of one form after the other, and remembers what it has set."""
    return PdfMaker().pages


class PdfMaker:
    """Makes one PDF after the other; what it has set once, such as labels, it need not set again. For one thread."""

    def __init__(self) -> None:
        self._typesetters: dict[float, Typesetter] = {}

    def render(self, entry: BookletEntry) -> Rendered:
        """Return the form as a document; with page numbers if it takes more than one page."""
        setter = self._typesetter(entry.template)
        cover, form = _cover_of(entry, setter), _form_of(entry, setter)
        with _Document(_title(entry.title)) as document:
            for page in cover:
                document.add(page, "")
            for number, page in enumerate(form, 1):
                foot = foot_line(number, len(form)) if len(form) > 1 else ""
                document.add(page, foot, is_draft=entry.is_draft)
        return self._finished(document.data)

    def render_booklet(self, entries: Iterable[BookletEntry], written: Callable[[], None] | None = None) -> Rendered:
        """Return the forms as one document with bookmarks and page numbers, behind a page of contents that leads there.

        The entries are taken one by one, and `written` is called after each; there must be one at least.
        """
        bookmarks, lines, template = list[Bookmark](), list[ContentsLine](), None
        with _Document(_("绩效自评表合订本")) as document:
            for entry in entries:
                template = template or entry.template
                bookmarks.append(Bookmark(_title(entry.title) or _("（没有名称）"), document.page_count))
                lines.append(listed(entry))
                setter = self._typesetter(entry.template)
                for page in _form_of(entry, setter):
                    foot = foot_line(document.page_count + 1)
                    document.add(page, foot, is_draft=entry.is_draft)
                if written is not None:
                    written()
            contents = [] if template is None else self._contents(lines, bookmarks, template)
            first = document.page_count  # the contents are drawn last, when the page numbers are known
            for leaf in contents:
                document.add(leaf.paper, "")
        links = [
            Link(first + number, area, bookmarks[form].page)
            for number, leaf in enumerate(contents)
            for form, area in leaf.areas()
        ]
        bookmarks.insert(0, Bookmark(_("目录"), first))
        return self._finished(bind(document.data, bookmarks, links, len(contents)))

    def _contents(self, lines: list[ContentsLine], starts: list[Bookmark], template: Template) -> list[_ContentsPage]:
        setter = self._typesetter(template)
        sheet = contents_sheet(lines, template, setter.count_lines, [start.page + 1 for start in starts])
        return [_ContentsPage(paper) for paper in paginate(sheet, setter)]

    def pages(self, entry: BookletEntry) -> list[PaperPage]:
        """Return the pages of a form."""
        return pages_of(entry, self._typesetter(entry.template))

    def _typesetter(self, template: Template) -> Typesetter:
        return self._typesetters.setdefault(template.line_height, Typesetter(template.line_height))

    def _finished(self, data: bytes) -> Rendered:
        setters = [setter for setter in self._typesetters.values() if setter.characters]
        made = Rendered(_mended(data, setters), _notes(setters))
        for setter in setters:
            setter.begin()
        return made


class _ContentsPage(NamedTuple):
    """A page of contents."""

    paper: PaperPage

    def areas(self) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
        """Yield the form that each line leads to, counted from 0, and the line's place as a PDF has it."""
        scale, height = self.paper.scale, self.paper.height
        left = min(piece.left for piece in self.paper.pieces) * scale
        for piece in self.paper.pieces:
            if piece.cell.column == 1 and piece.cell.row >= contents_row(0):
                top, bottom = piece.top * scale, (piece.top + piece.height) * scale
                yield piece.cell.row - contents_row(0), (left, height - bottom, self.paper.width - left, height - top)


class _Document:
    """A PDF that is being drawn, page after page; `data` are its bytes once it is left."""

    def __init__(self, title: str) -> None:
        self.page_count = 0
        self.data = b""
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setResolution(_POINTS_PER_INCH * UNITS)
        self._writer.setCreator(_CREATOR)
        self._writer.setTitle(title)
        self._painter = QPainter()

    def add(self, page: PaperPage, foot: str, *, is_draft: bool = False) -> None:
        """Draw a page on a sheet of paper that lies as the page does."""
        self._writer.setPageLayout(page_layout(page))
        if self.page_count:
            self._writer.newPage()
        else:
            self._painter.begin(self._writer)
        self.page_count += 1
        paint_page(self._painter, page, foot=foot, is_draft=is_draft)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """End the drawing, also one that was stopped: Qt ends the program where a painter outlives its paper."""
        if self._painter.isActive():
            self._painter.end()
        self._buffer.close()
        self.data = bytes(QByteArray(self._buffer.data()).data())


def _title(words: str) -> str:
    return " ".join(without_control_characters(words)[0].split())


def page_layout(page: PaperPage) -> QPageLayout:
    """Return the paper for Qt, without margins: the page brings its own."""
    return _layout(page.width < page.height)


@cache
def _layout(is_upright: bool) -> QPageLayout:
    orientation = QPageLayout.Orientation
    lies = orientation.Portrait if is_upright else orientation.Landscape
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), lies, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _mended(data: bytes, setters: Iterable[Typesetter]) -> bytes:
    """Let each shape be read as a letter that was written, where a font draws another letter just the same."""
    written = {each for setter in setters for each in setter.characters if _is_noted(each)}
    wrong = letters_in(data) - written - {"\0"}
    letters: dict[str, str] = {}
    for font in {name: font for setter in setters for name, font in setter.fonts.items()}.values() if wrong else ():
        right = "".join(sorted(written, reverse=True))  # of two letters of one shape the first remains below
        by_shape = dict(zip(font.glyphIndexesForString(right), right, strict=False))
        for letter in wrong:
            shape = next(iter(font.glyphIndexesForString(letter)), 0)
            if shape and shape in by_shape:
                letters.setdefault(letter, by_shape[shape])
    return mend_letters(data, letters)


def _is_noted(character: str) -> bool:
    """Tell whether Qt notes which letter a shape stands for: one of the first 65,536, and a whole one."""
    return character < "\ud800" or "\udfff" < character <= "\uffff"


def _notes(setters: Iterable[Typesetter]) -> list[str]:
    listed = list(setters)
    notes = []
    for name, other in {name: other for setter in listed for name, other in setter.stand_ins.items()}.items():
        if other:
            notes.append(_("这台电脑没有字体“{name}”，用“{other}”代替。").format(name=name, other=other))
        else:
            notes.append(
                _("这台电脑没有“{name}”，也没有别的中文字体，PDF 里的字可能显示不出来。请导出 Excel 或 Word。").format(
                    name=name
                )
            )
    missing = sorted(set().union(*(setter.missing for setter in listed)))
    if missing:
        notes.append(
            _("这台电脑的字体里没有这些字：{characters}。PDF 里它们是方框，Excel 和 Word 文件里不受影响。").format(
                characters=" ".join(missing[:_SHOWN_MISSING])
            )
        )
    return notes
