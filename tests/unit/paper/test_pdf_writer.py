"""The PDF as other programs read it: every character in its cell, bookmarks, page numbers, what a font lacks."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.exchange.documents.formats import Rendered
from selfeval_gui.exchange.layout.booklet import BookletEntry
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.sheet import shown
from selfeval_gui.exchange.own_paper.learn import learn
from selfeval_gui.exchange.own_paper.trial import differences_in
from selfeval_gui.exchange.readers.any_file import read_source, unheard
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.exchange.templates.template import framework, presets, template_of
from selfeval_gui.paper import fonts
from selfeval_gui.paper.metrics import Typesetter
from selfeval_gui.paper.pages import Piece
from selfeval_gui.paper.pdf_writer import PdfMaker, pages_of
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers.own_papers import form_of
from tests.helpers.pdf_reading import Letter, bookmarks_of, letters_of, links_of, sizes_of, text_of
from tests.helpers.twelve_blanks import BLANKS, without_lines
from tests.helpers.xlsx_forms import long_form, sample_forms, wide_form

pytestmark = pytest.mark.usefixtures("qapp")
needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")
SAMPLES = sample_forms()
FORMS = {form.id: form for form in (*SAMPLES, long_form(), wide_form(60), Form(id="empty"))}
FORMS["new"] = Form(id="new", indicators=framework(presets()["mof-2020"]))


def paper(form: Form, template: str | None = None, *, is_draft: bool = False) -> BookletEntry:
    chosen = template_of(form) if template is None else presets()[template]
    return BookletEntry(form, chosen, rule_set_of(form), is_draft)


def render(*papers: BookletEntry) -> Rendered:
    """Return one form as a document, several as a booklet."""
    return PdfMaker().render(*papers) if len(papers) == 1 else PdfMaker().render_booklet(papers)


def squeezed(text: str) -> str:
    return "".join(text.split())


def inside(letters: list[Letter], piece: Piece, scale: float) -> str:
    """Return the letters in a piece of the page, line by line."""
    left, top = piece.left * scale, piece.top * scale
    right, bottom = left + piece.width * scale, top + piece.height * scale
    found = [each for each in letters if left < each.x < right and top < each.y < bottom]
    found.sort(key=lambda each: (round(each.y / 6), each.x))
    return "".join(each.character for each in found)


@pytest.mark.parametrize("template", [None, *presets()])
@pytest.mark.parametrize("name", ["s01", "s02", "long-form", "wide-form", "empty"])
def test_every_character_stands_in_its_cell(name: str, template: str | None) -> None:
    page_of = paper(FORMS[name], template)
    letters = letters_of(render(page_of).data)
    pages = pages_of(page_of, Typesetter(page_of.template.line_height))
    assert len(letters) == len(pages)
    found: dict[object, list[str]] = {}
    for page, on_page in zip(pages, letters, strict=True):
        for piece in page.pieces:
            found.setdefault(piece.cell, []).append(inside(on_page, piece, page.scale))
    sheet = lay_out(page_of.form, page_of.template, page_of.rule_set, Typesetter(1.3).count_lines)
    for cell in sheet.cells:
        text = Counter(squeezed(shown(cell)))
        assert any(Counter(part) == text for part in found[cell]) or Counter("".join(found[cell])) == text, cell


@needs_pdftotext
@pytest.mark.parametrize("name", FORMS)
def test_pdftotext_finds_every_character(name: str, tmp_path: Path) -> None:
    page_of = paper(FORMS[name])
    (tmp_path / "a.pdf").write_bytes(render(page_of).data)
    there = Counter(squeezed(text_of(tmp_path / "a.pdf")))
    sheet = lay_out(page_of.form, page_of.template, page_of.rule_set)
    assert not Counter("".join(squeezed(shown(cell)) for cell in sheet.cells)) - there


@needs_pdftotext
def test_text_is_copied_as_it_was_typed(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(render(paper(SAMPLES[0])).data)
    text = text_of(tmp_path / "a.pdf")
    assert "2020 年市科协办公用房维修项目" in text
    assert "\t" not in text
    assert not re.search("[\u2e80-\u2fdf]", text)  # radicals that look like 一, 人, 大


def test_one_form_has_neither_bookmarks_nor_page_number() -> None:
    data = render(paper(SAMPLES[0])).data
    assert bookmarks_of(data) == []
    assert "第1页" not in "".join(letter.character for letter in letters_of(data)[0])


def test_booklet_has_bookmarks_and_page_numbers() -> None:
    data = render(*map(paper, SAMPLES)).data
    texts = ["".join(letter.character for letter in on_page) for on_page in letters_of(data)]
    marks = bookmarks_of(data)
    assert marks[0] == ("目录", 0)
    assert [title for title, _page in marks[1:]] == [form.project_name for form in SAMPLES]
    assert [page for _title, page in marks] == sorted({page for _title, page in marks})
    for (_title, page), form in zip(marks[1:], SAMPLES, strict=True):
        assert squeezed(form.project_name) in texts[page]
    for number, on_page in enumerate(letters_of(data)):
        foot = "".join(letter.character for letter in on_page if letter.y > 842 - 34)
        assert foot == (f"第{number}页" if number else "")


def test_the_contents_of_a_booklet_name_the_pages_and_lead_there() -> None:
    data = render(*map(paper, SAMPLES)).data
    contents = letters_of(data)[0]
    starts = [page for _title, page in bookmarks_of(data)[1:]]
    links = links_of(data, 0)
    assert [target for _area, target in links] == starts
    for form, ((left, top, right, bottom), target) in zip(SAMPLES, links, strict=True):
        line = "".join(each.character for each in contents if left < each.x < right and top < each.y < bottom)
        assert squeezed(form.project_name) in line
        assert line.endswith(str(target)), "the number at the foot of that page"


def test_contents_of_many_pages_stand_in_front_of_a_lying_form() -> None:
    template = presets()["mof-2020"]
    lying = template.model_copy(update={"page": template.page.model_copy(update={"orientation": "landscape"})})
    form = Form(id="x", project_name="名称很长的项目" * 6)
    data = render(*[BookletEntry(form, lying, rule_set_of(form))] * 60).data
    sizes = sizes_of(data)
    front = sizes.index((842, 595))
    assert front >= 2
    assert set(sizes[front:]) == {(842, 595)}
    assert set(sizes[:front]) == {(595, 842)}
    targets = [target for page in range(front) for _area, target in links_of(data, page)]
    assert targets == [page for _title, page in bookmarks_of(data)[1:]]
    assert targets[0] == front
    for page in range(front):
        assert "".join(letter.character for letter in letters_of(data)[page]).count("页码") == 1


def test_papers_of_a_booklet_lie_as_their_templates_say() -> None:
    template = presets()["mof-2020"]
    lying = template.model_copy(update={"page": template.page.model_copy(update={"orientation": "landscape"})})
    form = SAMPLES[0]
    data = render(paper(form), BookletEntry(form, lying, rule_set_of(form)), paper(form)).data
    sizes = sizes_of(data)
    assert sizes[0] == sizes[1] == sizes[-1] == (595, 842)
    assert set(sizes[2:-1]) == {(842, 595)}


def test_names_for_bookmarks_that_are_no_names() -> None:
    forms = [Form(id="a"), Form(id="b", project_name="(a\\b)\n<c>\x00𠮷")]
    marks = bookmarks_of(render(*map(paper, forms)).data)
    assert marks == [("目录", 0), ("（没有名称）", 1), ("(a\\b) <c>𠮷", 2)]


def test_draft_stands_across_every_page() -> None:
    form = SAMPLES[1]
    plain, draft = (letters_of(render(paper(form, is_draft=is_draft)).data) for is_draft in (False, True))
    assert len(plain) == len(draft) == 2
    for before, after in zip(plain, draft, strict=True):
        more = Counter(letter.character for letter in after) - Counter(letter.character for letter in before)
        assert more == {"草": 3, "稿": 3}


def test_text_is_cut_short_by_nothing_it_holds() -> None:
    reason = "一\x00二\t三\r\n四\u2028五\ud800六 & < > ( ) \\ 完"
    leaf = Indicator(id="3", name="=1+1", reason=reason)
    form = Form(id="a", indicators=[Indicator(id="1", children=[Indicator(id="2", children=[leaf])])])
    text = "".join(letter.character for letter in letters_of(render(paper(form)).data)[0])
    for character in squeezed("一二三四五六&<>()\\完=1+1"):
        assert character in text


def test_a_character_no_font_has_is_named() -> None:
    form = Form(id="a", project_name="中文\u0378文")  # a place that Unicode has given to nobody
    notes = render(paper(form)).notes
    assert any("\u0378" in note and "方框" in note for note in notes), notes
    assert not any("方框" in note for note in render(paper(SAMPLES[0])).notes)


def test_of_words_that_need_several_fonts_only_the_missing_letter_is_named() -> None:
    """Beside it stand letters that a font has, one of them beyond the first 65,536."""
    sheet = paper(SAMPLES[0].model_copy(update={"project_name": "林\U0001f600甲\U00100123乙 a"}))
    (note,) = [note for note in render(sheet).notes if "方框" in note]
    assert "\U00100123" in note
    assert not {"林", "甲", "乙"} & set(note.partition("：")[2].partition("。")[0])


def test_a_font_that_is_not_there_is_named_with_its_stand_in() -> None:
    template = presets()["mof-2020"]
    odd = template.fonts.model_copy(update={"body": template.fonts.body.model_copy(update={"name": "华文不存在"})})
    form = SAMPLES[0]
    notes = render(BookletEntry(form, template.model_copy(update={"fonts": odd}), rule_set_of(form))).notes
    assert any("没有字体“华文不存在”，用“" in note for note in notes)


def test_no_chinese_font_at_all_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "families_for", lambda _name: ())
    fonts.font_for.cache_clear()
    notes = render(paper(Form(id="a"))).notes
    fonts.font_for.cache_clear()
    assert any("也没有别的中文字体" in note and "Excel" in note for note in notes)


def test_the_work_can_be_stopped_between_forms() -> None:
    seen: list[int] = []

    def written() -> None:
        seen.append(1)
        if len(seen) == 3:
            raise KeyboardInterrupt

    maker = PdfMaker()
    with pytest.raises(KeyboardInterrupt):
        maker.render_booklet(map(paper, SAMPLES), written)
    assert len(seen) == 3
    assert bookmarks_of(maker.render_booklet(map(paper, SAMPLES)).data)[14] == (SAMPLES[13].project_name, 24)


def test_what_one_document_lacks_is_not_said_of_the_next() -> None:
    maker = PdfMaker()
    assert any("\u0378" in note for note in maker.render(paper(Form(id="a", project_name="\u0378"))).notes)
    assert not any("\u0378" in note for note in maker.render(paper(SAMPLES[0])).notes)
    assert any("\u0378" in note for note in maker.render(paper(Form(id="a", project_name="\u0378"))).notes)


def test_several_pages_of_one_form_are_numbered() -> None:
    feet = [
        [each.character for each in page if each.y > 842 - 34] for page in letters_of(render(paper(SAMPLES[1])).data)
    ]
    assert ["".join(foot) for foot in feet] == ["第1页，共2页", "第2页，共2页"]


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("workbook with lines, lying", (842, 595)),
        ("document of three rows", (595, 842)),
        ("workbook without lines", (595, 842)),
        ("workbook of three rows", (595, 842)),
        ("workbook with merged reasons", (595, 842)),
    ],
)
def test_an_offices_own_file_is_drawn_as_it_is_filled_and_reads_back_equal(name: str, size: tuple[int, int]) -> None:
    blank = {**BLANKS, "workbook without lines": without_lines}[name]
    own, form = learn(blank()).paper, form_of(14)
    template = presets()["central-2016"].model_copy(update={"id": "own:aaaaaaaa", "paper": own})
    page_of = BookletEntry(form, template, rule_set_of(form))
    assert set(sizes_of(render(page_of).data)) == {size}
    assert set(sizes_of(render(page_of, page_of).data)[1:]) == {size}  # behind the contents
    back = recognize(read_source(render(page_of).data, unheard)).forms
    assert [list(differences_in(form, each.form, own)) for each in back] == [[]]
    assert any(
        piece.cell.field == FieldRef(None, "project_name")
        for page in pages_of(page_of, Typesetter(1.3))
        for piece in page.pieces
    )


@pytest.mark.parametrize(
    "ending", ["。2. 后面的事。", "。\n2. 后面的事。", "。 (2) 后面的事。", "。\n（二）后面的事。"]
)
def test_an_item_comes_back_in_its_line_wherever_the_paper_ends_one(ending: str) -> None:
    row = Indicator(id="c", name="场次", target="1场")
    tree = [Indicator(id="a", name="产出指标", children=[Indicator(id="b", name="数量指标", children=[row])])]
    goals = ["前" * length + ending for length in range(24, 30)]
    forms = [Form(id="a", project_name="甲", expected_goal=goal, indicators=tree) for goal in goals]
    found = recognize(read_source(render(*map(paper, forms)).data, unheard)).forms
    assert [each.form.expected_goal for each in found] == goals
