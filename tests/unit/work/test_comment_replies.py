"""Answers written to the comments of a returned copy: in Word and Excel, in notes and threads, saved by LibreOffice."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment

from selfeval_gui.domain.fields import FieldRef
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.review.entries import Person
from selfeval_gui.storage import store
from selfeval_gui.storage.review.reviews import read_reviews
from selfeval_gui.work.review.moments import present
from selfeval_gui.work.review.reviewing import add_remarks, new_remark
from tests.helpers.producers import convert
from tests.helpers.review import asked, form_of, put, rows_of, run

pytestmark = pytest.mark.slow

Ask = pytest.CaptureFixture[str]
TEXTS = ("人数与附件不符", "请说明进度")
NAME = "展厅更新"
REPLY = "不改：附件没有错"


class Returned:
    """A department with a form that it has remarked on twice and returned."""

    def __init__(self, folder: Path, sample: Path, capsys: Ask) -> None:
        self.workspace, self._capsys = folder / "w", capsys
        self.form = store.load(put(self.workspace, form_of(sample, "科技馆", NAME))).form
        refs = (FieldRef(NodeId(rows_of(self.form)[0].id), "actual"), FieldRef(None, "actual_outcome"))
        by = Person(name="王芳")
        made = [new_remark(self.form, *each, "必须改", by, present()) for each in zip(refs, TEXTS, strict=True)]
        add_remarks(self.workspace, self.form, made)
        (package,) = asked(capsys, "return", self.workspace, "--out", folder / "out")["packages"]
        self.copies = Path(package["file"]).with_suffix("")

    def receive(self, copy: Path) -> str:
        """Take in a copy; return what is said about it."""
        self._capsys.readouterr()
        assert run("receive", copy, "--into", self.workspace) == 0
        return self._capsys.readouterr().err

    def answers(self) -> list[list[tuple[str, str]]]:
        review = read_reviews(self.workspace).by_form[self.form.id]
        return [[(each.how, each.text) for each in remark.answers] for remark in review.remarks]


@pytest.fixture
def returned(tmp_path: Path, sample_originals: Path, capsys: Ask) -> Returned:
    return Returned(tmp_path, min(sample_originals.glob("*.json")), capsys)


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Change the parts of a package of Office in its place."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def noted(returned: Returned, change: Callable[[dict[str, str]], None]) -> Path:
    """Rewrite the notes of the Excel copy, given by their cells; "name" is that with the project's name."""
    path = returned.copies / f"{NAME}.xlsx"
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    cells = {cell.coordinate: cell for row in sheet.iter_rows() for cell in row if not isinstance(cell, MergedCell)}
    texts = {name: cell.comment.text for name, cell in cells.items() if cell.comment is not None}
    change(texts)
    if "name" in texts:
        texts[next(name for name, cell in cells.items() if cell.value == NAME)] = texts.pop("name")
    for name, cell in cells.items():
        cell.comment = Comment(texts[name], "李雷") if name in texts else None
    book.save(path)
    return path


def replied_in_note(texts: dict[str, str]) -> None:
    first = next(name for name, text in texts.items() if text.startswith("1."))
    texts[first] += f"\n{REPLY}"


def replied_in_word(parts: dict[str, bytes]) -> None:
    """Answer the first comment as Word does: a comment of its own whose parent the first is."""
    comments = parts["word/comments.xml"].decode("utf-8")
    word14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    comments = comments.replace("<w:comments ", f"<w:comments {word14} ", 1)
    comments = comments.replace("<w:p>", '<w:p w14:paraId="0000000A">', 1)
    reply = f'<w:p w14:paraId="0000000B"><w:r><w:t>{REPLY}</w:t></w:r></w:p>'
    comments = comments.replace(
        "</w:comments>", f'<w:comment w:id="77" w:author="李雷">{reply}</w:comment></w:comments>'
    )
    parts["word/comments.xml"] = comments.encode("utf-8")
    parts["word/commentsExtended.xml"] = (
        b'<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        b'<w15:commentEx w15:paraId="0000000A" w15:done="0"/>'
        b'<w15:commentEx w15:paraId="0000000B" w15:paraIdParent="0000000A" w15:done="0"/></w15:commentsEx>'
    )
    body = parts["word/document.xml"]
    for mark in (
        b'<w:commentRangeStart w:id="%s"/>',
        b'<w:commentRangeEnd w:id="%s"/>',
        b'<w:commentReference w:id="%s"/>',
    ):
        body = body.replace(mark % b"0", mark % b"0" + mark % b"77")
    parts["word/document.xml"] = body
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
    types = parts["[Content_Types].xml"].decode("utf-8")
    override = f'<Override PartName="/word/commentsExtended.xml" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = types.replace("</Types>", override).encode("utf-8")
    names = parts["word/_rels/document.xml.rels"].decode("utf-8")
    related = (
        '<Relationship Id="rId977" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended"'
        ' Target="commentsExtended.xml"/></Relationships>'
    )
    parts["word/_rels/document.xml.rels"] = names.replace("</Relationships>", related).encode("utf-8")


def replied_in_thread(parts: dict[str, bytes]) -> None:
    """Answer the first comment as newer Excels do: a thread, and a note that says there is one."""
    notes = next(name for name in parts if re.fullmatch(r"xl/comments\d*\.xml|xl/comments/comment\d+\.xml", name))
    cell = re.search(r'<comment ref="(\w+)"(?:(?!</comment>).)*1\. \[', parts[notes].decode("utf-8"), re.DOTALL)
    assert cell is not None
    asked_for, reply = f"1. [必须改] {TEXTS[0]}", REPLY
    parts["xl/threadedComments/threadedComment1.xml"] = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        f'<threadedComment ref="{cell[1]}" id="{{A}}"><text>{asked_for}</text></threadedComment>'
        f'<threadedComment ref="{cell[1]}" id="{{B}}" parentId="{{A}}"><text>{reply}</text></threadedComment>'
        "</ThreadedComments>"
    ).encode()
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    related = (
        '<Relationship Id="rId977" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"'
        ' Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    parts[rels] = parts[rels].replace(b"</Relationships>", related.encode())


def in_word(returned: Returned) -> Path:
    return rewritten(returned.copies / f"{NAME}.docx", replied_in_word)


def in_note(returned: Returned) -> Path:
    return noted(returned, replied_in_note)


def in_thread(returned: Returned) -> Path:
    return rewritten(returned.copies / f"{NAME}.xlsx", replied_in_thread)


def saved_again(copy: Path, folder: Path) -> Path:
    kind = copy.suffix.removeprefix(".")
    target = folder / copy.name
    data = convert({"copy": copy.read_bytes()}, kind, kind, folder)["copy"]
    target.write_bytes(data)
    return target


@pytest.mark.parametrize("answer", [in_word, in_note, in_thread])
def test_a_reply_is_an_answer_to_its_remark(returned: Returned, answer: Callable[[Returned], Path]) -> None:
    assert returned.receive(answer(returned)) == ""
    assert returned.answers() == [[("不改", "附件没有错")], []]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("answer", [in_word, in_note])
def test_a_reply_is_read_from_what_libreoffice_saved(
    returned: Returned, tmp_path: Path, answer: Callable[[Returned], Path]
) -> None:
    assert returned.receive(saved_again(answer(returned), tmp_path / "office")) == ""
    assert returned.answers() == [[("不改", "附件没有错")], []]


def test_the_word_copy_has_the_comments_of_the_sheet(returned: Returned) -> None:
    with ZipFile(BytesIO((returned.copies / f"{NAME}.docx").read_bytes())) as archive:
        comments = archive.read("word/comments.xml").decode("utf-8")
        body = archive.read("word/document.xml").decode("utf-8")
    for number, text in enumerate(TEXTS, 1):
        assert f"{number}. [必须改] {text}" in comments
    first = rows_of(returned.form)[0].actual
    assert re.search(rf'commentRangeStart w:id="\d"/><w:r><w:t xml:space="preserve">{re.escape(first)}</w:t>', body)


def test_moved_deleted_and_changed_comments_are_named(returned: Returned) -> None:
    def change(texts: dict[str, str]) -> None:
        (first, said), (second, _other) = sorted(texts.items(), key=lambda each: each[1])
        texts["name"] = said + "\n已改"
        del texts[first]
        texts[second] = "2. [必须改] 进度不用说明"
        texts["A1"] = "李雷：\n电话 123"

    told = returned.receive(noted(returned, change))
    assert "编号 1 的批注挪到了" in told and "原来在“产出指标 / 数量指标 / 项目完成率 / 实际完成值”" in told
    assert "编号 2 的批注和发出时的文字不同，没有当作答复：“进度不用说明”" in told
    assert "电话 123" in told
    assert returned.answers() == [[("已改", "")], []]


def test_a_comment_that_was_deleted_is_named_and_its_remark_stays(returned: Returned) -> None:
    def change(texts: dict[str, str]) -> None:
        del texts[next(name for name, text in texts.items() if text.startswith("1."))]

    assert f"编号 1 的意见“{TEXTS[0]}”的批注在交回的文件里删掉了" in returned.receive(noted(returned, change))
    assert returned.answers() == [[], []]
