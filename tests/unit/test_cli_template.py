"""The command `template`, and `export` on an office's own file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from selfeval_gui import cli
from selfeval_gui.work.own_templates import OwnTemplates
from tests.helpers.own_papers import document_bytes, workbook, workbook_bytes


def run(*arguments: str | Path) -> int:
    return cli.main([str(each) for each in arguments])


def learned(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> Any:
    run("template", "learn", path, "--json", *more)
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    path = tmp_path / "本市自评表.xlsx"
    path.write_bytes(workbook_bytes(workbook(carried_over=False)))
    return path


@pytest.fixture
def form(samples: Path) -> Path:
    path = min(samples.glob("*.json"))
    read = json.loads(path.read_text(encoding="utf-8"))
    read["funds"]["parts"]["carried_over"]["annual_budget"] = "8"
    path.write_text(json.dumps(read, ensure_ascii=False), encoding="utf-8")
    return path


def test_learned_listed_used_given_removed(
    blank: Path, form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = learned(blank, capsys, "--name", "本市")
    assert row["id"].startswith("own:")
    assert (row["conflicts"], row["leftovers"]) == ([], [])
    assert {"field": "project_name", "place": "自评表!B3", "heading": "项目名称", "label": "项目名称"} in row["places"]
    assert run("template", "list") == 0
    assert f"{row['id']}\t本市\txlsx" in capsys.readouterr().out
    target = tmp_path / "out.xlsx"
    assert run("export", form, "--to", "xlsx", "--template", row["id"], "--out", target) == 0
    told = capsys.readouterr().err
    assert "这张表样没有“上年结转资金”的位置，所填 8 万元不会出现在导出的表里。" in told
    assert load_workbook(target)["自评表"]["B3"].value == json.loads(form.read_text(encoding="utf-8"))["project_name"]
    assert run("export", form, "--to", "docx", "--template", row["id"], "--out", tmp_path / "out.docx") == 2
    assert run("export", form, "--to", "pdf", "--template", row["id"], "--out", tmp_path / "out.pdf") == 0
    told = capsys.readouterr().err
    assert "版面以 Excel 中为准" in told
    assert "这张表样没有“上年结转资金”的位置，所填 8 万元不会出现在导出的表里。" in told
    assert run("export", form, "--to", "xlsx", "--booklet", "--template", row["id"], "--out", tmp_path / "all") == 2
    given = tmp_path / "给同事.json"
    assert run("template", "give", row["id"], given) == 0
    assert run("template", "give", row["id"], given) == 2
    theirs = OwnTemplates(tmp_path / "theirs")
    assert theirs.take_in(given).id == row["id"]
    assert run("template", "remove", row["id"]) == 0
    assert run("template", "remove", row["id"]) == 2
    assert run("export", form, "--to", "xlsx", "--template", row["id"], "--out", tmp_path / "2.xlsx") == 2


def test_a_document_is_learned_and_filled(form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(document_bytes())
    row = learned(path, capsys)
    assert run("export", form, "--to", "docx", "--template", row["id"], "--out", tmp_path / "out.docx") == 0
    assert (tmp_path / "out.docx").stat().st_size > 0


def test_undecided_is_not_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = workbook()
    book["自评表"]["A20"] = "2019年第3号通知"
    path = tmp_path / "旧表.xlsx"
    path.write_bytes(workbook_bytes(book))
    assert run("template", "learn", path, "--json") == 1
    out = capsys.readouterr()
    assert json.loads(out.out)["id"] is None
    assert "--leftovers" in out.err
    assert OwnTemplates().all() == {}
    assert run("template", "learn", path, "--leftovers", "clear", "--json") == 0
    row = json.loads(capsys.readouterr().out)
    assert [each["decision"] for each in row["leftovers"]] == ["clear"]
    assert OwnTemplates().all()[row["id"]].paper is not None


def test_refused_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b", encoding="utf-8")
    assert run("template", "learn", path) == 2
    assert "请另存为 .xlsx 或 .docx" in capsys.readouterr().err
    assert run("template", "learn", tmp_path / "not there.xlsx") == 2


def test_a_form_that_carries_such_a_template_leaves_on_it(
    blank: Path, form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = learned(blank, capsys)
    own = OwnTemplates()
    template = own.all()[row["id"]]
    own.remove(template)
    read = json.loads(form.read_text(encoding="utf-8"))
    read |= {"template": row["id"], "template_copy": template.model_dump(mode="json", exclude_defaults=True)}
    form.write_text(json.dumps(read, ensure_ascii=False), encoding="utf-8")
    assert run("export", form, "--to", "xlsx", "--out", tmp_path / "a.xlsx") == 0
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["自评表"]
    capsys.readouterr()
    assert run("export", form, "--to", "docx", "--out", tmp_path / "a.docx") == 0
    assert "按通用版面输出" in capsys.readouterr().err


def test_a_form_whose_template_cannot_be_used_is_exported_with_a_sentence(
    form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read = json.loads(form.read_text(encoding="utf-8"))
    form.write_text(json.dumps(read | {"template": "own:zzzzzzzz"}, ensure_ascii=False), encoding="utf-8")
    for arguments in (("--out", tmp_path / "a.xlsx"), ("--booklet", "--out", tmp_path / "b.xlsx")):
        assert run("export", form, "--to", "xlsx", *arguments) == 0
        told = capsys.readouterr().err
        assert "表样“own:zzzzzzzz”不能用（表里没有随带这种表样）" in told
        assert "内容都在，没有改动" in told
