"""A 佐证材料清单 read back: ours exactly, an office's own by the words of its headings, and what matches nothing listed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from selfeval_gui.domain.evidence import TYPED, joined
from selfeval_gui.domain.form import Evidence, Form, Indicator, Survey
from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.reports.evidence_book import render_evidence_list
from selfeval_gui.storage.codec import decode
from selfeval_gui.work.evidence_list import EvidenceOfList, read_list
from selfeval_gui.work.evidence_pack import LIST_NAME, pack
from selfeval_gui.work.progress import Cancelled, unheard
from selfeval_gui.work.reading import FormSource
from selfeval_gui.work.reporting import write_evidence_list
from tests.helpers.evidence import with_evidence
from tests.helpers.review import run
from tests.helpers.samples import sample_files

pytestmark = pytest.mark.slow

HEADINGS = ("序号", "指标名称", "证明材料", "发文字号", "日期", "提供部门", "存放位置", "责任人", "备注")


def form() -> Form:
    def second(number: int, name: str, *rows: str) -> Indicator:
        children = [Indicator(id=f"r{number}{place}", name=row) for place, row in enumerate(rows)]
        return Indicator(id=f"s{number}", name=name, children=children)

    top = Indicator(
        id="a",
        name="产出指标",
        children=[
            second(1, "数量指标", "项目完成率", "按期完成"),
            second(2, "质量指标", "验收合格率", "按期完成"),
            second(3, "满意度指标", "职工满意度"),
        ],
    )
    return Form(id="f", project_name="维修", indicators=[top])


def sheet(path: Path, *rows: Sequence[object], merges: Sequence[str] = ()) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    for row in rows:
        page.append(row)
    for each in merges:
        page.merge_cells(each)
    book.save(path)
    return path


def listed(path: Path, folder: Path, of: Form | None = None) -> EvidenceOfList:
    return read_list(path, of or form(), folder, unheard)


def said(entry: Evidence) -> tuple[object, ...]:
    return (*(getattr(entry, name) for name in TYPED), entry.path, entry.size, entry.sha256)


@pytest.mark.parametrize("path", sample_files()[:4], ids=lambda path: path.stem[:2])
@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_our_own_list_says_what_it_was_made_from(path: Path, kind: str, tmp_path: Path) -> None:
    proven = with_evidence(decode(path.read_bytes()), tmp_path)
    target = tmp_path / f"清单.{kind}"
    assert write_evidence_list(FormSource(tmp_path / "表.json", known=proven), target, unheard) == []
    found = listed(target, tmp_path, decode(path.read_bytes()))
    assert (found.unmatched, found.refused) == ([], "")
    for row in level_three(proven.indicators):
        assert [*map(said, found.evidence[row.id])] == [*map(said, row.evidence)]
        assert found.surveys.get(row.id) == row.survey


def test_the_list_of_a_pack_finds_the_copies_beside_it(tmp_path: Path) -> None:
    (sample, *_rest) = sample_files()
    proven = with_evidence(decode(sample.read_bytes()), tmp_path)
    folder = pack(proven, tmp_path, tmp_path / "包", unheard).folder
    found = listed(folder / LIST_NAME, tmp_path / "别处", decode(sample.read_bytes()))
    for row in level_three(proven.indicators):
        for entry, old in zip(found.evidence[row.id], row.evidence, strict=True):
            assert (entry.sha256, entry.size, entry.name) == (old.sha256, old.size, old.name)
            assert not entry.path or entry.path.startswith("../包/")


def test_an_offices_own_headings_merges_and_columns(tmp_path: Path) -> None:
    (tmp_path / "验收.pdf").write_bytes(b"proof")
    path = sheet(
        tmp_path / "自己的.xlsx",
        ["2020年佐证材料目录"],
        HEADINGS,
        [1, "项目完成率", "验收单", "科协〔2020〕5号", "2020年3月", "办公室", "验收.pdf", "李雷", None],
        [2, None, "合同", None, None, None, "D:\\材料\\合同.pdf", None, "原件在档案室"],
        [3, "验收合格率", "检测报告", None, None, None, "纸质", None, None],
        merges=["B3:B4"],
    )
    found = listed(path, tmp_path)
    assert found.unmatched == [] and {*found.evidence} == {"r10", "r20"}
    first, second = found.evidence["r10"]
    assert (first.name, first.document, first.giver) == ("验收单", "科协〔2020〕5号 2020年3月", "办公室")
    assert (first.path, first.size, first.note) == ("验收.pdf", 5, "责任人：李雷")  # a column of no field is kept, too
    assert (second.path, second.sha256, second.note) == ("D:/材料/合同.pdf", "", "原件在档案室")
    (third,) = found.evidence["r20"]
    assert (third.name, third.path) == ("检测报告", "")


def test_what_matches_no_row_or_several_is_listed_whole(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "清单.xlsx",
        ("二级指标", "三级指标", "材料名称"),
        ("质量指标", "按期完成", "进度表"),
        ("", "按期完成", "计划"),
        ("质量指标", "没有这一行", "照片"),
        ("时效指标", "按期完成", "周报"),
    )
    found = listed(path, tmp_path)
    assert [entry.name for entry in found.evidence.pop("r21")] == ["进度表", "计划"]
    assert found.evidence == {}
    assert found.unmatched == [
        "Sheet!A4：表里没有三级指标“没有这一行”。没有这一行 照片",
        "Sheet!A5：表里有几个三级指标“按期完成”，不知道是哪一个。按期完成 周报",
    ]


def test_of_several_projects_only_this_ones_rows_count(tmp_path: Path) -> None:
    path = tmp_path / "两个.xlsx"
    book = Workbook()
    for page, project in ((book.worksheets[0], "维修"), (book.create_sheet(), "巡展")):
        for row in ((f"项目名称：{project}",), ("三级指标", "材料名称"), ("项目完成率", f"{project}的验收单")):
            page.append(row)
    book.save(path)
    found = listed(path, tmp_path)
    assert [entry.name for entry in found.evidence["r10"]] == ["维修的验收单"]
    assert found.unmatched == ["Sheet1!A3：是另一个项目“巡展”的。项目完成率 巡展的验收单"]


def test_counts_of_surveys_are_read(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "清单.xlsx",
        ("三级指标", "发放份数", "回收份数", "有效", "满意", "不满意"),
        ("职工满意度", "200份", 190, "一百八", 160, None),
    )
    found = listed(path, tmp_path)
    assert found.surveys == {"r30": Survey(sent=200, returned=190, satisfied=160)}
    assert found.unmatched == ["Sheet!A2：“职工满意度”的有效“一百八”不是份数，没有填。"]


def test_what_is_no_list_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = sheet(tmp_path / "别的.xlsx", ("姓名", "电话"), ("李雷", "1"))
    assert "没有找到佐证材料清单" in listed(path, tmp_path).refused
    (tmp_path / "坏的.xlsx").write_bytes(b"PK\x03\x04nothing")
    assert listed(tmp_path / "坏的.xlsx", tmp_path).refused
    assert listed(tmp_path / "没有.xlsx", tmp_path).refused


def test_who_imports_a_list_hears_where_it_belongs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "清单.xlsx"
    path.write_bytes(render_evidence_list([(with_evidence(form(), tmp_path), {})]))
    assert run("import", path, "--into", tmp_path) == 2
    assert "检查 → 读入佐证材料清单…" in capsys.readouterr().err


def test_reading_stops_where_it_is_told_to(tmp_path: Path) -> None:
    rows = [("项目完成率", f"材料 {number}") for number in range(50)]
    path = sheet(tmp_path / "清单.xlsx", ("三级指标", "材料名称"), *rows)

    def stop(_done: int, total: int, _item: object) -> None:
        if total:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_list(path, form(), tmp_path, stop)


def test_documents_join_by_name_and_nothing_typed_is_written_over() -> None:
    old = [
        Evidence(id="1", name="验收单", document="5号", path="a.pdf", size=1, sha256="x"),
        Evidence(id="2", name="合同"),
        Evidence(id="3", name="照片", path="b.jpg", size=2, sha256="y"),
    ]
    new = [
        Evidence(id="4", name="验 收单", document="6号", pages="3"),
        Evidence(id="5", name="合同", path="c.pdf", size=3, sha256="z"),
        Evidence(id="6", name="照片", path="包/01.jpg", size=2, sha256="y"),  # the same file under another name
        Evidence(id="7", name="照片", path="d.jpg"),
    ]
    found = joined(old, new)
    assert (found.added, found.filled) == (1, 2)
    assert found.differing == ["“验收单”的日期文号：表里是“5号”，清单是“6号”，没有改。"]
    first, second, third, fourth = found.entries
    assert (first.document, first.pages, first.path) == ("5号", "3", "a.pdf")
    assert (second.path, second.size, second.sha256) == ("c.pdf", 3, "z")
    assert third == old[2] and fourth.path == "d.jpg"
    assert joined(found.entries, new[1:])[1:] == (found.entries, 0, 0, [])  # again: nothing is doubled


def test_thousands_of_one_name_are_told_apart_by_their_files() -> None:
    files = [f"{number:04}.jpg" for number in range(4000)]
    old = [Evidence(id=file, name="照片", path=file) for file in files]
    new = [Evidence(id=f"n{file}", name="照 片", path=file, note=file) for file in reversed(files)]
    found = joined(old, new)  # each with each would be 16 million
    assert (found.added, found.filled, found.differing) == (0, 4000, [])
    assert [entry.note for entry in found.entries] == files
    assert {entry.note for entry in old} == {""}, "nobody changes an entry, another takes its place"


def test_what_a_list_adds_is_ready_before_the_window_takes_it(tmp_path: Path) -> None:
    path = sheet(tmp_path / "清单.xlsx", ("三级指标", "材料名称"), ("项目完成率", "验收单"), ("职工满意度", "问卷"))
    came = listed(path, tmp_path)
    assert {row: [entry.name for entry in each.entries] for row, each in came.ready.items()} == {
        row: [entry.name for entry in entries] for row, entries in came.evidence.items()
    }
    assert len(came.ready) == 2
