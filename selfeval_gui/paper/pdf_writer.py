"""Forms as one PDF: embedded fonts, text that can be searched and copied, bookmarks where there are several forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.cell_text import without_control_characters
from selfeval_gui.exchange.layout import lay_out
from selfeval_gui.exchange.template import Page, Template
from selfeval_gui.i18n import _
from selfeval_gui.paper.fonts import UNITS
from selfeval_gui.paper.metrics import Typesetter
from selfeval_gui.paper.pages import PaperPage, paginate
from selfeval_gui.paper.painter import foot_line, paint_page
from selfeval_gui.paper.pdf_parts import Bookmark, add_bookmarks, letters_in, mend_letters
from selfeval_gui.rules.rule_set import RuleSet

_POINTS_PER_INCH = 72
_CREATOR = "绩效自评"
_SHOWN_MISSING = 20


class PaperForm(NamedTuple):
    """A form to be put on paper: in which template, with which rule set's totals, marked 草稿 or not."""

    form: Form
    template: Template
    rule_set: RuleSet
    is_draft: bool = False


class Rendered(NamedTuple):
    """A PDF, and sentences about fonts and characters that this computer lacks."""

    data: bytes
    notes: list[str]


Report = Callable[[int, int, object], None]


def pages_of(paper: PaperForm, typesetter: Typesetter) -> list[PaperPage]:
    """Return the pages of a form, measured with the fonts that they are drawn with."""
    sheet = lay_out(paper.form, paper.template, paper.rule_set, typesetter.count_lines)
    return paginate(sheet, typesetter)


class PdfMaker:
    """Makes one PDF after the other; what it has set once, such as labels, it need not set again. For one thread."""

    def __init__(self) -> None:
        self._typesetters: dict[float, Typesetter] = {}

    def render(self, papers: Sequence[PaperForm], title: str = "", report: Report | None = None) -> Rendered:
        """Return the forms as one document; with page numbers over all, and bookmarks, if there are several.

        `report` is told after each form and may raise to stop.
        """
        setters = [self._typesetter(paper.template.line_height) for paper in papers]
        forms = []
        for done, (paper, setter) in enumerate(zip(papers, setters, strict=True), 1):
            forms.append(pages_of(paper, setter))
            if report is not None:
                report(done, 2 * len(papers), None)
        data = self._draw(papers, forms, title, report)
        if len(papers) > 1:
            starts = accumulate(map(len, forms), initial=0)
            titles = [_title(paper.form) or _("未命名项目") for paper in papers]
            data = add_bookmarks(data, list(map(Bookmark, titles, starts)))
        return Rendered(_mended(data, setters), _notes(setters))

    def _typesetter(self, line_height: float) -> Typesetter:
        return self._typesetters.setdefault(line_height, Typesetter(line_height))

    def _draw(
        self, papers: Sequence[PaperForm], forms: Sequence[Sequence[PaperPage]], title: str, report: Report | None
    ) -> bytes:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(_POINTS_PER_INCH * UNITS)
        writer.setCreator(_CREATOR)
        writer.setTitle(title or _title(papers[0].form))
        count, number = sum(map(len, forms)), 0
        painter = QPainter()
        for done, (paper, pages) in enumerate(zip(papers, forms, strict=True), 1):
            writer.setPageLayout(page_layout(paper.template.page))
            for page in pages:
                number += 1
                if number == 1:
                    painter.begin(writer)
                else:
                    writer.newPage()
                paint_page(painter, page, foot=foot_line(number, count) if count > 1 else "", is_draft=paper.is_draft)
            if report is not None:
                report(len(papers) + done, 2 * len(papers), None)
        painter.end()
        buffer.close()
        return bytes(QByteArray(buffer.data()).data())


def _title(form: Form) -> str:
    return " ".join(without_control_characters(form.project_name)[0].split())


def page_layout(page: Page) -> QPageLayout:
    """Return the paper for Qt, without margins: the page brings its own."""
    orientation = QPageLayout.Orientation
    lies = orientation.Portrait if page.orientation == "portrait" else orientation.Landscape
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), lies, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _mended(data: bytes, setters: Iterable[Typesetter]) -> bytes:
    """Let each shape be read as a letter that was written, where a font draws another letter just the same."""
    written = set().union(*(setter.characters for setter in setters))
    fonts = {name: font for setter in setters for name, font in setter.fonts.items()}.values()
    letters = {}
    for letter in letters_in(data) - written - {"\0"}:
        for font in fonts:
            (shape,) = font.glyphIndexesForString(letter) or (0,)
            same = {each for each in written if shape and list(font.glyphIndexesForString(each)) == [shape]}
            if same:
                letters[letter] = min(same)
                break
    return mend_letters(data, letters)


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
