"""Words of OpenDocument files (.ods, .odt) as the screen shows them, and what stands beside them by its kind."""

from __future__ import annotations

import pytest

from selfeval_gui.exchange.readers.any_file import read_source
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.grid import Source
from tests.helpers import hostile

_NAMES = "office text table style draw fo xlink dc"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(f'xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in _NAMES.split())
STYLES = (
    '<style:style style:name="T1"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="T2"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="T3"><style:text-properties style:text-position="-33% 58%"/></style:style>'
    '<style:style style:name="T4"><style:text-properties style:text-line-through-style="none"/></style:style>'
)
BOX = (
    "<draw:frame draw:name='框'><draw:text-box><text:p>另附</text:p><text:p>两页</text:p></draw:text-box></draw:frame>"
)
COMMENT = "<office:annotation><dc:creator>王</dc:creator><dc:date>2023-01-01</dc:date><text:p>请核对</text:p></office:annotation>"


def document(kind: str, body: str, **parts: str) -> bytes:
    """Return a file whose body holds this."""
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    name = {"text": "text", "spreadsheet": "spreadsheet"}[kind]
    more = {f"{part}.xml": text for part, text in parts.items()}
    return hostile.zipped({"mimetype": f"application/vnd.oasis.opendocument.{name}", "content.xml": content, **more})


def read(kind: str, body: str, **parts: str) -> Source:
    return read_source(document(kind, body, **parts), lambda _done, _total: None)


def in_cell(kind: str, inner: str) -> Source:
    row = f"<table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row>"
    return read(kind, f"<table:table table:name='甲'>{row}</table:table>")


def shown(source: Source) -> list[str]:
    return [cell.text for grid in source.grids if grid.aside is None for cell in grid.cells]


def asides(source: Source) -> list[tuple[str, str, str]]:
    return [(grid.aside, grid.name, cell.text) for grid in source.grids if grid.aside for cell in grid.cells]


@pytest.mark.parametrize("kind", ["text", "spreadsheet"])
@pytest.mark.parametrize(
    ("inner", "text", "beside"),
    [
        ("<text:p>造林<text:s text:c='2'/>三<text:tab/>亩<text:line-break/>整</text:p>", "造林  三\t亩\n整", []),
        ("<text:p>5×10<text:span text:style-name='T2'>4</text:span>株</text:p>", "5×10⁴株", []),
        ("<text:p>CO<text:span text:style-name='T3'>2</text:span></text:p>", "CO₂", []),
        ("<text:p><text:span text:style-name='T1'>旧</text:span>新</text:p>", "新", [("划去的文字", "旧")]),
        ("<text:p text:style-name='T1'>旧<text:span text:style-name='T4'>新</text:span></text:p>", "新", [("划去的文字", "旧")]),
        (f"<text:p>九成{COMMENT}</text:p>", "九成", [("批注", "请核对")]),
        (f"<text:p>正文{BOX}</text:p>", "正文", [("文本框", "另附\n两页")]),
        ("<text:p>图<draw:frame draw:name='现场'><draw:image/></draw:frame></text:p>", "图", [("图片", "现场")]),
        ("<text:p>见<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>年底数</text:p></text:note-body></text:note></text:p>", "见", [("脚注", "年底数")]),
    ],
)  # fmt: skip
def test_a_cell(kind: str, inner: str, text: str, beside: list[tuple[str, str]]) -> None:
    source = in_cell(kind, inner)
    place = "甲!A1" if kind == "spreadsheet" else "table 1 R1C1"
    assert shown(source) == [text]
    assert asides(source) == [(name, place, words) for name, words in beside]


def test_comments_and_shapes_of_a_sheet() -> None:
    shapes = f"<table:shapes>{BOX}</table:shapes>"
    row = f"<table:table-row><table:table-cell/><table:table-cell table:style-name='T1'>{COMMENT}<text:p>作废</text:p></table:table-cell></table:table-row>"
    source = read("spreadsheet", f"<table:table table:name='甲'>{shapes}{row}</table:table>")
    assert shown(source) == []
    assert asides(source) == [
        ("批注", "甲!B1", "请核对"),
        ("划去的文字", "甲!B1", "作废"),
        ("文本框", "甲", "另附\n两页"),
    ]


def test_a_text_document_in_its_order_with_merges_and_inner_tables() -> None:
    def cell(inner: str, more: str = "") -> str:
        return f"<table:table-cell {more}>{inner}</table:table-cell>"

    inner = f"<table:table><table:table-row>{cell('<text:p>内</text:p>')}</table:table-row></table:table>"
    first = cell("<text:p>项目名称</text:p>", 'table:number-columns-spanned="2" table:number-rows-spanned="2"')
    listed = "<text:list><text:list-item><text:p>一</text:p></text:list-item><text:list-item><text:p>二</text:p></text:list-item></text:list>"
    rows = f"<table:table-header-rows><table:table-row>{first}<table:covered-table-cell/>{cell(listed + inner)}</table:table-row></table:table-header-rows>"
    rows += f"<table:table-row><table:covered-table-cell table:number-columns-repeated='2'/>{cell('<text:p>尾</text:p>')}</table:table-row>"
    deleted = "<text:tracked-changes><text:changed-region><text:deletion><text:p>删去</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    body = f"{deleted}<text:h>标题</text:h><text:section><text:p>说明</text:p></text:section><table:table>{rows}</table:table>"
    styles = f"<office:document-styles {SPACES}><style:header><text:p>内部资料</text:p></style:header></office:document-styles>"
    source = read("text", body, styles=styles)
    cells = [(grid.name, *cell[1:6]) for grid in source.grids if grid.aside is None for cell in grid.cells]
    assert cells == [
        ("paragraph", 0, 0, 0, 0, "标题"),
        ("paragraph", 1, 0, 1, 0, "说明"),
        ("table 1", 0, 0, 1, 1, "项目名称"),
        ("table 1", 0, 2, 0, 2, "一\n二"),
        ("table 1", 1, 2, 1, 2, "尾"),
        ("table 2", 0, 0, 0, 0, "内"),
    ]
    assert asides(source) == [("已删除的文字", "change 1", "删去"), ("页眉页脚", "header 1", "内部资料")]


@pytest.mark.parametrize(("opening", "closing"), [("text:section", "text:section"), ("table:table><table:table-row><table:table-cell", "table:table-cell></table:table-row></table:table")])  # fmt: skip
def test_without_end_it_is_refused(opening: str, closing: str) -> None:
    with pytest.raises(UnreadableSource, match=r"source\.nested"):
        read("text", f"<{opening}>" * 120 + f"</{closing}>" * 120)
