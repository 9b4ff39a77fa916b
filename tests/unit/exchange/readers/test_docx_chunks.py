"""Files that a Word document holds in the place of paragraphs: read where they stand, named where they cannot be."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest

from selfeval_gui.exchange.readers.any_file import read_source
from selfeval_gui.exchange.readers.grid import Aside, Source
from selfeval_gui.exchange.recognize.forms import recognize
from tests.helpers.imports import rows, unaccounted

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
_PAGE = """<html><body><p>附在中间的一页</p><table>
<tr><td>项目名称<td>渠道清淤<td>实施单位<td>河道站
<tr><td>一级指标<td>二级指标<td>三级指标<td>指标值<td>实际完成值<td>分值<td>得分
<tr><td>产出指标<td>数量指标<td>清淤长度<td>9公里<td>9公里<td>100<td>100
</table></body></html>"""


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def document(body: str, **files: bytes) -> bytes:
    """Return a Word document whose files are named by their relations; `page_html` is word/page.html, called rpage."""
    held = io.BytesIO()
    names = {name: name.replace("_", ".") for name in files}
    relations = "".join(f'<Relationship Id="r{name}" Type="{_KIND}" Target="{names[name]}"/>' for name in files)
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    with ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {_W} {_R}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{space}">{relations}</Relationships>')
        for name, data in files.items():
            archive.writestr(f"word/{names[name]}", data)
    return held.getvalue()


def chunk(name: str) -> str:
    return f'<w:altChunk r:id="r{name}"/>'


def read(data: bytes) -> Source:
    source = read_source(data, lambda _done, _total: None)
    assert unaccounted(source, recognize(source)) == []
    return source


def shown(source: Source) -> list[tuple[str, str]]:
    return [(grid.name, cell.text) for grid in source.grids for cell in grid.cells if grid.aside is None]


@pytest.mark.parametrize("wrapped", ["{}", "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"])
def test_a_page_is_read_where_it_stands(wrapped: str) -> None:
    title = paragraph("2023年度项目支出绩效自评表")
    body = title + wrapped.format(chunk("page_html")) + paragraph("填表人：赵某")
    source = read(document(body, page_html=_PAGE.encode()))
    texts = [text for _name, text in shown(source)]
    assert texts[:3] == ["2023年度项目支出绩效自评表", "附在中间的一页", "项目名称"]
    assert texts[-1] == "填表人：赵某"
    (found,) = recognize(source).forms
    assert (found.form.year, found.form.project_name) == (2023, "渠道清淤")
    assert rows(found.form) == [("产出指标", "数量指标", "清淤长度", "9公里", "9公里", "100", "100", "")]


def test_tables_and_paragraphs_are_counted_on() -> None:
    table = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
    inner = document(paragraph("里一") + table.format(paragraph("里表")) + paragraph("里二"))
    body = paragraph("外一") + table.format(paragraph("外表")) + chunk("inner_docx") + paragraph("外二")
    source = read(document(body, inner_docx=inner))
    assert shown(source) == [
        *[("paragraph", "外一"), ("table 1", "外表"), ("paragraph", "里一"), ("table 2", "里表")],
        *[("paragraph", "里二"), ("paragraph", "外二")],
    ]
    lines = [cell.row for grid in source.grids for cell in grid.cells if grid.name == "paragraph"]
    assert lines == sorted(set(lines))


def test_one_in_a_cell_follows_its_table() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{paragraph('格里')}{chunk('page_html')}</w:tc></w:tr></w:tbl>"
    assert ("paragraph", "附在中间的一页") in shown(read(document(cell, page_html=_PAGE.encode())))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("text_txt", "一段说明\r\n又一段".encode("gb18030"), ["一段说明", "又一段"]),
        (
            "page_mht",
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=X\r\n\r\n--X\r\n"
            b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            b"<p>=E4=B8=80=E9=A1=B5</p>\r\n--X--\r\n",
            ["一页"],
        ),
    ],
)
def test_other_kinds(name: str, data: bytes, words: list[str]) -> None:
    assert [text for _name, text in shown(read(document(chunk(name), **{name: data})))] == words


def asides(source: Source) -> list[tuple[Aside, str]]:
    return [(grid.aside, grid.cells[0].text) for grid in source.grids if grid.aside is not None]


def test_what_stands_beside_the_text_of_a_document_within() -> None:
    struck = "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>旧数</w:t></w:r></w:p>"
    assert asides(read(document(chunk("inner_docx"), inner_docx=document(struck)))) == [(Aside.STRUCK, "旧数")]


@pytest.mark.parametrize("body", [chunk("note_rtf"), paragraph("只有这一段")])
def test_one_that_is_not_read_is_named(body: str) -> None:
    assert asides(read(document(body, note_rtf=rb"{\rtf1 x}"))) == [(Aside.FILE, "note.rtf")]


def test_a_third_document_is_named() -> None:
    third = document(paragraph("第三层"))
    second = document(paragraph("第二层") + chunk("third_docx"), third_docx=third)
    source = read(document(paragraph("第一层") + chunk("second_docx"), second_docx=second))
    assert [text for _name, text in shown(source)] == ["第一层", "第二层"]
    assert asides(source) == [(Aside.FILE, "third.docx")]
