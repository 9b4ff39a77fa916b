"""Papers of office programs drawn by chance, with elements that no program knows among the known ones."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin
from random import Random

from tests.helpers import hostile

SPACES = " ".join(f'xmlns:{name}="http://schemas.example/{name}"' for name in "w m v mc wps pic a r q x d".split())


class Paper:
    """Draws the XML of one paper; `words` are all that were put into it, none within another."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.words: list[str] = []

    def word(self) -> str:
        self.words.append(f"词{len(self.words):03}尾")
        return self.words[-1]

    def some(self, *makers: Callable[[], str], most: int = 4) -> str:
        return "".join(self.random.choice(makers)() for _ in range(self.random.randint(1, most)))

    def within(self, inner: str, *names: str) -> str:
        """Put something into an element that readers know, or into one that they cannot know."""
        name = self.random.choice([*names, f"q:new{self.random.randint(1, 99)}"])
        return f"<{name}>{inner}</{name}>"


class WordPaper(Paper):
    """A document's body, and the parts beside it."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.comments: list[str] = []
        self._depth = 0  # of tables and boxes within each other
        self.body = self.some(self.block, most=5)
        for _ in range(self.random.randint(0, 2)):
            self.spoken()  # of what is gone
        self.header, self.note, self.chart = self.some(self.paragraph), self.some(self.paragraph), self.word()

    def data(self) -> bytes:
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": hostile.CONTENT_TYPES,
            "word/document.xml": f"<w:document {SPACES}><w:body>{self.body}<w:sectPr/></w:body></w:document>",
            "word/comments.xml": f"<w:comments {SPACES}>{''.join(self.comments)}</w:comments>",
            "word/header1.xml": f"<w:hdr {SPACES}>{self.header}</w:hdr>",
            "word/footnotes.xml": f"<w:footnotes {SPACES}><w:footnote>{self.note}</w:footnote></w:footnotes>",
            "word/charts/chart1.xml": f"<q:c {SPACES}><a:p><a:r><a:t>{self.chart}</a:t></a:r></a:p></q:c>",
        }
        return hostile.zipped(parts)

    def comment(self) -> str:
        return f'<w:comment w:id="{len(self.comments)}"><w:p>{self.run()}</w:p></w:comment>'

    def block(self) -> str:
        self._depth += 1
        kinds = [self.paragraph, self.paragraph, self.loose, *([self.table] * (self._depth < 4))]
        inner = self.random.choice(kinds)()
        self._depth -= 1
        return inner if self.random.random() < 0.6 else self.within(inner, "w:ins", "w:sdt", "w:customXml", "w:del")

    def loose(self) -> str:
        return self.random.choice([self.run, self.equation, lambda: f"<q:text>{self.word()}</q:text>"])()

    def table(self) -> str:
        def cell() -> str:
            made = f"<w:tc><w:tcPr/>{self.some(self.block, self.paragraph, most=2)}</w:tc>"
            return made if self.random.random() < 0.7 else self.within(made, "w:sdt", "w:ins")

        def row() -> str:
            mark = self.random.choice(["", "", "<w:trPr><w:del/></w:trPr>"])
            made = f"<w:tr>{mark}{self.some(cell, most=2)}</w:tr>"
            return made if self.random.random() < 0.7 else self.within(made, "w:sdt", "w:ins")

        return f"<w:tbl><w:tblPr/>{self.some(row, most=2)}</w:tbl>"

    def paragraph(self) -> str:
        return f"<w:p>{self.some(self.piece)}</w:p>"

    def piece(self) -> str:
        self._depth += 1
        kinds = [self.run, self.run, self.equation, self.spoken, self.deleted, *([self.box] * (self._depth < 4))]
        inner = self.random.choice(kinds)()
        self._depth -= 1
        return inner if self.random.random() < 0.6 else self.within(inner, "w:hyperlink", "w:ins", "w:fldSimple")

    def run(self) -> str:
        mark = self.random.choice(["", "", "<w:vanish/>", "<w:strike/>", '<w:vertAlign w:val="superscript"/>'])
        inner = self.within(self.word(), "w:t", "w:t", "a:t")
        if self.random.random() < 0.2:
            inner += f"<w:ruby><w:rt>{self.run_bare()}</w:rt><w:rubyBase>{self.run_bare()}</w:rubyBase></w:ruby>"
        return f"<w:r><w:rPr>{mark}</w:rPr>{inner}</w:r>"

    def run_bare(self) -> str:
        return f"<w:r><w:t>{self.word()}</w:t></w:r>"

    def equation(self) -> str:
        def sign() -> str:
            return self.within(f"<m:t>{self.word()}</m:t>", "m:r")

        kinds = {"f": ("num", "den"), "sSup": ("e", "sup"), "d": ("e", "e"), "rad": ("deg", "e"), "nary": ("sub", "e")}
        name = self.random.choice([*kinds])
        parts = "".join(f"<m:{part}>{sign()}</m:{part}>" for part in kinds[name])
        odd = f"<q:odd>{sign()}</q:odd>" if self.random.random() < 0.3 else ""
        return f"<m:oMath><m:{name}>{parts}{odd}</m:{name}>{sign()}</m:oMath>"

    def box(self) -> str:
        inner = f"<wps:txbx><w:txbxContent>{self.some(self.paragraph, self.table, most=2)}</w:txbxContent></wps:txbx>"
        twice = f"<mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent>"
        return f"<w:r>{self.random.choice([inner, twice])}</w:r>"

    def spoken(self) -> str:
        number = len(self.comments)
        self.comments.append(self.comment())
        return f'<w:r><w:commentReference w:id="{number}"/></w:r>'

    def deleted(self) -> str:
        words = f"<w:r><w:delText>{self.word()}</w:delText></w:r>"
        return f"<{(name := self.random.choice(['w:del', 'w:moveFrom']))}>{words}</{name}>"


class ExcelPaper(Paper):
    """The rows of a sheet, the shared texts, and the parts beside them."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.texts: list[str] = []
        rows = range(1, self.random.randint(2, 6))
        self.rows = "".join(f'<row r="{row}">{self.some(lambda: self.cell(), most=5)}</row>' for row in rows)
        self.margin, self.note, self.thread, self.button, self.drawn, self.chart = (self.word() for _ in range(6))

    def data(self) -> bytes:
        shape = f"<d:sp><d:txBody><a:p><a:r><a:t>{self.drawn}</a:t></a:r></a:p></d:txBody></d:sp>"
        button = (
            f"<v:shape><v:textbox><div>{self.button}<br></div></v:textbox><x:ClientData ObjectType='Button'/></v:shape>"
        )
        parts = {
            "comments": f"<c {SPACES}><comment ref='A1'><text><q:r><t>{self.note}</t></q:r></text></comment></c>",
            "threadedComment": f"<c><threadedComment ref='B9'><text>{self.thread}</text></threadedComment></c>",
            "drawing": f"<d:wsDr {SPACES}><d:oneCellAnchor><q:new>{shape}</q:new></d:oneCellAnchor></d:wsDr>",
            "vmlDrawing": f"<xml {SPACES}>{button}</xml>",
        }
        margin = f"<headerFooter><oddHeader>&amp;C{self.margin}</oddHeader></headerFooter>"
        sheet = f"{self.rows}</sheetData>{margin}<sheetData>".replace("<row ", f"<row {SPACES} ")
        texts = "".join(self.texts).replace("<si>", f"<si {SPACES}>")
        chart = f"<q:c {SPACES}><q:title><a:p><a:r><a:t>{self.chart}</a:t></a:r></a:p></q:title></q:c>"
        return hostile.xlsx_with(sheet, parts, texts=texts, further={"xl/charts/chart3.xml": chart})

    def cell(self) -> str:
        return self.random.choice([self.shared, self.own, self.odd])()

    def runs(self) -> str:
        def run() -> str:
            mark = self.random.choice(["", "<rPr><strike/></rPr>", '<rPr><vertAlign val="subscript"/></rPr>'])
            return self.within(f"{mark}<t>{self.word()}</t>", "r", "r")

        return self.random.choice([lambda: f"<t>{self.word()}</t>", lambda: self.some(run), self.new])()

    def new(self) -> str:
        return self.within(self.word(), "t")

    def shared(self) -> str:
        self.texts.append(f"<si>{self.runs()}</si>")
        return f'<c t="s"><v>{len(self.texts) - 1}</v></c>'

    def own(self) -> str:
        kind = self.random.choice(["inlineStr", "inlineStr", "n", "unknown"])
        return f'<c t="{kind}"><is>{self.runs()}</is></c>'

    def odd(self) -> str:
        kind = self.random.choice(["str", "e", "d", "n", "unknown"])
        return f'<c t="{kind}">{self.within(self.word(), "v", "v")}</c>'


class PdfPaper(Paper):
    """A page with words in and beside ruled cells, level and slanted, and notes upon it."""

    def data(self) -> bytes:
        drawn = [self._text(40, 800, "绩效指标"), self._text(240, 800, "分值")]
        for row in range(self.random.randint(3, 12)):
            for column in range(3):
                x, y = 40 + 180 * column, 740 - 50 * row
                if self.random.random() < 0.5:
                    drawn.append(f"{x} {y} 170 40 re S")
                if self.random.random() < 0.8:
                    place = x + self.random.choice([4, 30]), y + self.random.choice([3, 15, 26])
                    drawn.append(self._text(*place, self.word(), self.random.choice([0, 0, 0, 0, 2, 40])))
        kinds = ["/Text /Contents", "/FreeText /Contents", "/Highlight /Contents", "/Widget /V", "/New /Contents"]
        notes = "".join(
            f"<< /Type /Annot /Rect [9 9 99 99] /Subtype {kind} <feff{self.word().encode('utf-16-be').hex()}> >>"
            for kind in self.random.sample(kinds, self.random.randint(1, 5))
        )
        parent = (
            f"<< /Subtype /Widget /Rect [9 9 99 99] /Parent << /V <feff{self.word().encode('utf-16-be').hex()}> >> >>"
        )
        return hostile.pdf_of(["\n".join(drawn)], notes + parent)

    def _text(self, x: int, y: int, text: str, slant: int = 0) -> str:
        size, grey = self.random.choice([6, 10, 12]), self.random.choice(["0", "0", "0.5", "0.9"])
        turn = " ".join(
            f"{each:.4f}"
            for each in (cos(radians(slant)), sin(radians(slant)), -sin(radians(slant)), cos(radians(slant)))
        )
        return f"BT {grey} g /F2 {size} Tf {turn} {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
