"""`import` as scripts use it: files of every kind into a workspace, an account of every cell, bad files beside good ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from selfeval_gui import cli
from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.documents.docx_writer import render_docx
from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
from selfeval_gui.exchange.recognize.layout_choices import BY_ROW, LayoutChoice
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage import store
from selfeval_gui.storage.backups import Backups
from selfeval_gui.storage.lock import Lock, Locker
from selfeval_gui.storage.lock_file import lock_file
from selfeval_gui.storage.user_data import data_folder
from selfeval_gui.work.own_layouts import OwnLayouts
from tests.helpers import hostile
from tests.helpers.imports import COMPUTED, facts, truth_of
from tests.helpers.samples import ROOT

pytestmark = pytest.mark.slow

RAW = ROOT / "tests" / "data" / "seeds" / "000_914ea823f2d07eb4.txt"


def run(*arguments: str | Path) -> int:
    return cli.main([str(each) for each in arguments])


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def export(form_file: Path, target: Path) -> Path:
    form = store.load(form_file).form
    target.write_bytes(render_xlsx(form, presets()[form.template], rule_set_of(form))[0])
    return target


def test_the_raw_text_becomes_14_files(
    tmp_path: Path, seeds: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", RAW, "--into", tmp_path / "新", "--json") == 0
    (row,) = printed(capsys)
    assert row["file"] == RAW.name
    assert {(form["template"], form["rule_set"], form["basis"]) for form in row["forms"]} == {
        ("mof-2020", "shanghai-2020", "indicators_only")
    }
    forms = [store.load(tmp_path / "新" / form["file"]).form for form in row["forms"]]
    assert [facts(form) for form in forms] == [truth_of(seed) for seed in seeds]
    assert row["unmapped"] == []
    assert {"place", "text", "code", "field"} == set(row["doubts"][0])
    assert row["doubts"][0]["place"] == "line 23"
    assert row["unreadable"] is None


def test_an_export_comes_back_equal(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    original = min(samples.glob("*.json"))
    book = export(original, tmp_path / "一.xlsx")
    assert run("import", book, "--into", tmp_path / "to", "--json") == 0
    (row,) = printed(capsys)
    assert row["doubts"] == row["unmapped"] == []
    back = store.load(tmp_path / "to" / row["forms"][0]["file"]).form
    assert facts(back) == facts(store.load(original).form) | COMPUTED
    assert back.id == store.load(original).form.id


def test_a_bad_file_stops_no_other_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "from"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes((ROOT / "docs" / "pictures" / "window.png").read_bytes())
    (folder / "b.txt").write_bytes(RAW.read_bytes())
    (folder / "c.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument\0".encode("utf-16-le"))
    (folder / "d.html").write_text("<p>没有表格</p><table></table>", encoding="utf-8")
    assert run("import", folder, "--into", tmp_path / "to", "--json") == 2
    captured = capsys.readouterr()
    rows = json.loads(captured.out)
    assert [(row["file"], len(row["forms"])) for row in rows] == [
        *(("a.xlsx", 0), ("b.txt", 14)),
        *(("c.doc", 0), ("d.html", 0)),
    ]
    assert captured.err.splitlines() == [
        f"{row['file']}：{row['unreadable']}" for row in rows if row["unreadable"] is not None
    ]
    assert "图片" in rows[0]["unreadable"]
    assert ".docx" in rows[2]["unreadable"]
    assert len(list((tmp_path / "to").glob("*.json"))) == 14


def test_existing_forms_are_skipped(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = bytes_of(samples)
    assert run("import", RAW, "--into", samples, "--existing", "skip", "--json") == 0
    assert [form["existing"] for form in printed(capsys)[0]["forms"]] == ["skipped"] * 14
    assert bytes_of(samples) == before


def test_existing_forms_stay_beside_new_ones(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = bytes_of(samples)
    assert run("import", RAW, "--into", samples, "--json") == 0
    assert [form["existing"] for form in printed(capsys)[0]["forms"]] == ["created"] * 14
    after = bytes_of(samples)
    assert {name: after[name] for name in before} == before
    assert len(after) == 28


def test_a_new_form_beside_the_same_one_gets_an_id_of_its_own(samples: Path) -> None:
    path = min(samples.glob("*.json"))
    before = set(samples.iterdir())
    assert run("import", path, "--into", samples) == 0
    (new,) = set(samples.iterdir()) - before
    old_form, new_form = store.load(path).form, store.load(new).form
    assert new_form.id != old_form.id
    assert new_form.model_copy(update={"id": old_form.id}) == old_form


def test_existing_forms_are_updated_and_nothing_typed_is_lost(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = min(samples.glob("*.json"))
    book = export(path, tmp_path / "back.xlsx")
    loaded = store.load(path)
    form = loaded.form
    form.notes = "已电话核实。"
    row = form.indicators[0].children[0].children[0]
    row.actual, row.reason = "98%", ""
    store.save(form, path, loaded.fingerprint)
    assert run("import", book, "--into", samples, "--existing", "update", "--json") == 0
    assert printed(capsys)[0]["forms"][0]["existing"] == "updated"
    after = store.load(path).form
    assert after.notes == "已电话核实。"
    assert after.indicators[0].children[0].children[0].actual == "100%"
    assert after.id == form.id
    assert [node.id for node in after.indicators] == [node.id for node in form.indicators]


def test_an_update_keeps_the_file_as_it_was_among_the_versions(samples: Path, private_home: Path) -> None:
    path = min(samples.glob("*.json"))
    loaded = store.load(path)
    book = export(path, private_home / "back.xlsx")
    loaded.form.actual_outcome = "改过的文字"
    store.save(loaded.form, path, loaded.fingerprint)
    before = path.read_bytes()
    assert run("import", book, "--into", samples, "--existing", "update") == 0
    assert path.read_bytes() != before
    (version,) = Backups(data_folder() / "versions").versions(path, loaded.form.id)
    assert version.path.read_bytes() == before
    assert version.path.is_relative_to(private_home)


def test_no_update_of_a_form_that_somebody_has_open(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = min(samples.glob("*.json"))
    given = tmp_path / "given.json"
    given.write_text(form.read_text(encoding="utf-8").replace("101.64", "101.65"), encoding="utf-8")
    before = form.read_bytes()
    colleague = Locker(tmp_path / "other", user="李雷", host="别的电脑")
    assert isinstance(colleague.take(form), Lock)
    command = ["import", str(given), "--into", str(samples), "--existing", "update"]
    assert cli.main(command) == 2
    assert "李雷（别的电脑）正打开着这份表，没有写入。" in capsys.readouterr().err
    assert form.read_bytes() == before
    colleague.release(Lock(lock_file(form), is_new=False))
    assert cli.main(command) == 0
    assert form.read_bytes() != before


def test_no_update_without_a_version(
    samples: Path, private_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = min(samples.glob("*.json"))
    book = export(path, private_home / "back.xlsx")
    loaded = store.load(path)
    loaded.form.actual_outcome = "改过的文字"
    store.save(loaded.form, path, loaded.fingerprint)
    before = bytes_of(samples)
    (private_home / "a file").write_text("", encoding="utf-8")
    monkeypatch.setenv("SELFEVAL_DATA", str(private_home / "a file" / "data"))
    assert run("import", book, "--into", samples, "--existing", "update") == 2
    assert bytes_of(samples) == before
    assert "back.xlsx" in capsys.readouterr().err


def test_a_word_export_with_another_spelling_is_still_that_form(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = min(samples.glob("*.json"))
    form = store.load(path).form
    form.project_name = "２０２０年 市科协 办公用房维修项目"
    book = tmp_path / "back.docx"
    book.write_bytes(render_docx(form, presets()[form.template], rule_set_of(form))[0])
    assert run("import", book, "--into", samples, "--existing", "update", "--json") == 0
    (row,) = printed(capsys)[0]["forms"]
    assert (row["existing"], row["file"]) == ("updated", path.name)
    assert store.load(path).form.project_name == "２０２０年 市科协 办公用房维修项目"


def test_our_own_json_comes_in(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = min(samples.glob("*.json"))
    assert run("import", path, "--into", tmp_path / "to", "--json") == 0
    (row,) = printed(capsys)
    assert store.load(tmp_path / "to" / row["forms"][0]["file"]).form == store.load(path).form


def test_sentences_without_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", RAW, "--into", tmp_path) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "2020 年市科协办公用房维修项目" in lines[0]
    assert any(line.startswith("  ? 第 25 行 ") for line in lines)


def test_remembered_layouts_are_followed_and_that_is_said(
    tmp_path: Path, private_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside one whose file is damaged, which is said, too, and stops nothing."""
    headings = ("一级指标", "二级指标", "三级指标", "年度指标值", "达到的数", "分值", "得分")
    table = "\n".join(("项目名称\t修渠", "\t".join(headings), "产出指标\t数量指标\t修渠\t3公里\t2公里\t100\t100"))
    (tmp_path / "来表.txt").write_text(table, encoding="utf-8")
    layouts = OwnLayouts()
    layouts.remember(headings, [LayoutChoice(BY_ROW, "达到的数", True, "actual")])
    (layouts.folder / "own-x.json").write_text("[]", encoding="utf-8")
    assert run("import", tmp_path / "来表.txt", "--into", tmp_path / "到") == 0
    said = capsys.readouterr()
    (path,) = (tmp_path / "到").glob("*.json")
    assert [row.actual for row in level_three(store.load(path).form.indicators)] == ["2公里"]
    assert "按本机记住的栏目归位" in said.out
    assert "own-x.json" in said.err


@pytest.mark.parametrize("missing", ["nothing.xlsx", "nothing.json"])
def test_a_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str], missing: str) -> None:
    assert run("import", tmp_path / missing, "--into", tmp_path / "to", "--json") == 2
    assert printed(capsys)[0]["unreadable"]
    assert list((tmp_path / "to").iterdir()) == []


def test_hostile_files_leave_the_workspace_as_it_is(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "from"
    folder.mkdir()
    for name, data in {
        "bomb.xlsx": hostile.xlsx_bomb(),
        "far.xlsx": hostile.xlsx_with_far_cell(),
        "laughs.docx": hostile.docx_with_laughs(),
        "outside.docx": hostile.docx_with_outside_entity(),
        "nested.html": hostile.html_with_nested_tables(2000),
        "scan.pdf": hostile.pdf([""]),
        "empty.json": b"",
    }.items():
        (folder / name).write_bytes(data)
    before = bytes_of(samples)
    assert run("import", folder, "--into", samples, "--existing", "update") == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert [line.partition("：")[0] for line in captured.err.splitlines()] == sorted(
        path.name for path in folder.iterdir()
    )
    assert "root:" not in captured.err
    assert bytes_of(samples) == before


def book_of(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)
    return path


def test_a_list_of_projects_is_named_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    headings: list[object] = ["序号", "项目名称", "实施单位", "年初预算数", "自评得分"]
    book = book_of(tmp_path / "汇总.xlsx", ["全区项目一览"], headings, [1, "桥梁检测", "公路站", 20, 96])
    assert run("import", book, "--into", tmp_path / "to", "--json") == 2
    captured = capsys.readouterr()
    (row,) = json.loads(captured.out)
    assert (row["forms"], row["unmapped"]) == ([], [])
    assert [(each["kind"], each["place"]) for each in row["omitted"]] == [("一览表", "Sheet!A1")]
    assert len(captured.err.strip().splitlines()) == 1
    assert "一览表“全区项目一览”" in captured.err
    assert not list((tmp_path / "to").glob("*.json"))


def test_of_thousands_of_cells_without_a_place_the_first_are_printed_and_json_has_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "长.txt"
    source.write_text("\n".join(f"行{number}\t值" for number in range(150)), encoding="utf-8")
    assert run("import", source, "--into", tmp_path / "新") == 2
    told = capsys.readouterr().out.splitlines()
    assert (len(told), told[-1].strip()) == (201, "… 还有 100 处没有归位；全部用 --json 列出")
    assert run("import", source, "--into", tmp_path / "新", "--json") == 2
    (row,) = printed(capsys)
    assert len(row["unmapped"]) == 300


def test_a_text_with_more_columns_than_a_sheet_can_have_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "宽.csv"
    source.write_text("\n".join([",".join(["一级指标"] * 20_000)] * 3), encoding="utf-8")
    assert run("import", source, "--into", tmp_path / "新") == 2
    out, complaints = capsys.readouterr()
    assert (out, "已用区域过大" in complaints) == ("", True)
