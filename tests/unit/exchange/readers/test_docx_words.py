"""Words of a Word file as the page shows them, and what stands beside them set aside by its kind."""

import io
from zipfile import ZipFile

import pytest

from selfeval_gui.exchange.readers.docx_numbers import written
from selfeval_gui.exchange.readers.docx_reader import read_docx
from selfeval_gui.exchange.readers.docx_signs import symbol
from selfeval_gui.exchange.readers.grid import Source

_SPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.example/{prefix}"' for prefix in ("w", "m", "v", "mc", "wps", "pic", "a", "r")
)


def document(body: str, **parts: str) -> bytes:
    """Return a Word file whose only table cell holds this, with further parts by their names."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        table = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
        archive.writestr("word/document.xml", f"<w:document {_SPACES}><w:body>{table}</w:body></w:document>")
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {_SPACES}>{inner}</w:{name}>")
    return out.getvalue()


def shown(source: Source) -> str:
    """Return the text of the cell."""
    (cell,) = [cell for grid in source.grids if grid.aside is None for cell in grid.cells]
    return cell.text


def aside(source: Source) -> list[tuple[str, str, str]]:
    """Return kind, place and text of what stands beside it."""
    return [(grid.aside, grid.name, cell.text) for grid in source.grids if grid.aside for cell in grid.cells]


def run(text: str, marks: str = "") -> str:
    return f"<w:r><w:rPr>{marks}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*pieces: str) -> str:
    return f"<w:p>{''.join(pieces)}</w:p>"


RAISED = '<w:vertAlign w:val="superscript"/>'
LOWERED = '<w:vertAlign w:val="subscript"/>'
FRACTION = "<m:oMath><m:f><m:num><m:r><m:t>2</m:t></m:r></m:num><m:den><m:r><m:t>5</m:t></m:r></m:den></m:f></m:oMath>"
POWER = "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>ab</m:t></m:r></m:sup></m:sSup></m:oMath>"
ROOT = "<m:oMath><m:rad><m:deg/><m:e><m:r><m:t>a+b</m:t></m:r></m:e></m:rad></m:oMath>"
DROP_DOWN = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="2"/><w:listEntry w:val="优"/>'
    '<w:listEntry w:val="良"/><w:listEntry w:val="中"/></w:ddList></w:ffData></w:fldChar></w:r>'
    "<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>"
)
TICKED = '<w:r><w:fldChar><w:ffData><w:checkBox><w:checked w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r>'
TICKED_BY_WORD = "<w:sdt><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ((run("面积 2×10"), run("3", RAISED), run("m"), run("2", RAISED)), "面积 2×10³m²"),
        ((run("CO"), run("2", LOWERED), run("减排")), "CO₂减排"),
        ((run("商标"), run("TM", RAISED)), "商标TM"),  # no letters for that
        (('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>80%</w:t></w:r>',), "≥80%"),
        (('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>已验收</w:t></w:r>',), "☑已验收"),
        (('<w:r><w:sym w:font="Webdings" w:char="F041"/></w:r>',), "〔Webdings F041〕"),  # never in silence
        ((run("不低于"), FRACTION), "不低于2/5"),
        ((POWER,), "x^(ab)"),
        ((ROOT,), "√(a+b)"),
        ((DROP_DOWN,), "中"),
        ((TICKED, run("达成")), "☑达成"),
        ((TICKED_BY_WORD,), "☒"),
        (("<w:ins>", run("补记"), "</w:ins>"), "补记"),
        (("<w:r><w:unheardOf>新写法</w:unheardOf></w:r>",), "新写法"),  # a kind of run that nobody knows yet
    ],
)
def test_as_the_page_shows_it(pieces: tuple[str, ...], text: str) -> None:
    source = read_docx(document(paragraph(*pieces)))
    assert shown(source) == text
    assert aside(source) == []


@pytest.mark.parametrize(
    ("piece", "kind", "text"),
    [
        (run("内部意见", "<w:vanish/>"), "隐藏的文字", "内部意见"),
        (run("旧值", "<w:strike/>"), "划去的文字", "旧值"),
        (run("旧值", "<w:dstrike/>"), "划去的文字", "旧值"),
        ("<w:del><w:r><w:delText>删去的话</w:delText></w:r></w:del>", "已删除的文字", "删去的话"),
        ("<w:moveFrom>" + run("移走") + "</w:moveFrom>", "已删除的文字", "移走"),
        ("<w:r><w:pict><v:imagedata r:title='现场照片'/></w:pict></w:r>", "图片", "现场照片"),
        (
            "<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent><w:p><w:r><w:t>另附说明</w:t></w:r></w:p>"
            "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r>"
            "<w:t>另附说明</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            "文本框",
            "另附说明",
        ),
    ],
)
def test_what_is_no_text_of_the_cell(piece: str, kind: str, text: str) -> None:
    source = read_docx(document(paragraph(run("新值"), piece)))
    assert shown(source) == "新值"
    assert aside(source) == [(kind, "table 1 R1C1", text)]


def test_struck_off_means_not_struck() -> None:
    source = read_docx(document(paragraph(run("有效", '<w:strike w:val="0"/>'))))
    assert (shown(source), aside(source)) == ("有效", [])


def test_struck_runs_of_a_cell_are_one() -> None:
    source = read_docx(document(paragraph(run("旧", "<w:strike/>"), run("新"), run("值", "<w:strike/>"))))
    assert aside(source) == [("划去的文字", "table 1 R1C1", "旧值")]


def test_comment_footnote_header_and_watermark() -> None:
    comments = '<w:comment w:id="3"><w:p><w:r><w:t>请核对</w:t></w:r></w:p></w:comment>'
    header = "<w:p><w:r><w:t>内部资料</w:t></w:r><w:r><w:pict><v:textpath string='草稿'/></w:pict></w:r></w:p>"
    note = '<w:footnote w:id="1"><w:p><w:r><w:t>数据截至年底</w:t></w:r></w:p></w:footnote>'
    body = paragraph('<w:commentRangeStart w:id="3"/>', run("九成"), '<w:r><w:commentReference w:id="3"/></w:r>')
    source = read_docx(document(body, comments=comments, header1=header, footnotes=note))
    assert shown(source) == "九成"
    assert set(aside(source)) == {
        ("批注", "table 1 R1C1", "请核对"),
        ("脚注", "note 1", "数据截至年底"),
        ("页眉页脚", "header 1", "内部资料"),
        ("水印", "header 1", "草稿"),
    }


def level(depth: int, kind: str, text: str) -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'


LISTS = (
    f'<w:abstractNum w:abstractNumId="0">{level(0, "chineseCounting", "%1、")}{level(1, "decimal", "%1.%2")}</w:abstractNum>'
    '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="6"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)


def listed(text: str, number: int, depth: int = 0) -> str:
    mark = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return paragraph(mark, run(text))


def test_numbers_of_lists_are_shown() -> None:
    """Levels begin anew below each other; a list that begins anew, and one that is none."""
    lines = [listed("修缮", 5), listed("屋面", 5, 1), listed("外墙", 5, 1), listed("验收", 5), listed("消防", 5, 1)]
    lines += [listed("另计", 6), listed("平常", 0)]
    source = read_docx(document("".join(lines), numbering=LISTS))
    assert shown(source).split("\n") == [
        *("一、修缮", "一.1屋面", "一.2外墙", "二、验收", "二.1消防"),
        *("一、另计", "平常"),
    ]


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        *((10, "chineseCounting", "十"), (23, "chineseCounting", "二十三"), (20, "ideographDigital", "二十")),
        *((3, "decimalEnclosedCircle", "③"), (28, "lowerLetter", "bb"), (9, "upperRoman", "IX"), (4, "decimal", "4")),
    ],
)
def test_numbers_are_written_as_word_does(number: int, kind: str, text: str) -> None:
    assert written(number, kind) == text


def test_a_sign_without_a_number_is_named() -> None:
    assert symbol("Symbol", "zz") == "〔Symbol zz〕"
