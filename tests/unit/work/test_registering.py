"""The register from a bureau's list, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from selfeval_gui.storage.workspace import find_forms
from tests.helpers.old_workbook import OldCell, old_workbook
from tests.helpers.review import asked, list_file, run

HEAD = ("项目名称", "预算单位", "批复预算（元）", "单位代码", "联系人", "联系电话", "其他写法", "是否免报")


def test_columns_may_stand_in_any_order_and_below_a_title(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = (
        ("2020年度绩效自评项目名单",),
        HEAD,
        ("展厅更新", "市科技馆", 1200000, "001", "王芳", "021-1", "科技馆、上海科技馆", ""),
        ("科普巡展", "市科技馆", "80万元", "", "", "", "", "是"),
        ("合计", "", 2000000),
        ("馆藏保护", "市图书馆", "", "002", "", "", "", ""),
    )
    answer = asked(capsys, "register", tmp_path, "--from", list_file(tmp_path / "list.xlsx", *rows))
    assert [(each["unit"], each["code"], each["contact"], each["others"]) for each in answer["units"]] == [
        ("市科技馆", "001", "王芳", ["科技馆", "上海科技馆"]),
        ("市图书馆", "002", "", []),
    ]
    assert [
        (project["project_name"], project["budget"], project["budget_unit"], project["exempt"])
        for unit in answer["units"]
        for project in unit["projects"]
    ] == [
        ("展厅更新", "1200000", "元", False),
        ("科普巡展", "800000", "元", True),
        ("馆藏保护", None, "元", False),
    ]
    kept = json.loads((tmp_path / "审核" / "名单.json").read_text(encoding="utf-8"))
    assert (kept["schema"], kept["version"]) == ("selfeval.register", "1.0")


def test_a_csv_in_the_encoding_of_chinese_windows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "list.csv"
    source.write_bytes("单位,项目名称,预算(万元)\n科技馆,展厅更新,120\n".encode("gb18030"))
    answer = asked(capsys, "register", tmp_path, "--from", source)
    assert answer["units"][0]["projects"][0]["budget"] == "120"


def test_a_workbook_of_excel_97(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = (("单位", "项目名称", "预算(万元)"), ("科技馆", "展厅更新", 120.0))
    cells = [OldCell(row, column, value) for row, line in enumerate(rows) for column, value in enumerate(line)]
    source = tmp_path / "list.xls"
    source.write_bytes(old_workbook(cells))
    answer = asked(capsys, "register", tmp_path, "--from", source)
    (project,) = answer["units"][0]["projects"]
    assert (project["project_name"], project["budget"], project["budget_unit"]) == ("展厅更新", "120", "万元")


def test_what_cannot_be_a_list_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("register", tmp_path, "--from", list_file(tmp_path / "list.xlsx", ("甲", "乙"), (1, 2))) == 2
    assert not (tmp_path / "审核").exists()
    assert "表头要有" in capsys.readouterr().err


def test_doubtful_rows_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = (("单位", "项目名称", "预算"), ("科技馆", "展厅更新", "约百万"), ("科技馆", "展厅更新", 5))
    assert run("register", tmp_path, "--from", list_file(tmp_path / "list.xlsx", *rows)) == 0
    told = capsys.readouterr().err
    assert "第 2 行的预算“约百万”" in told and "第 3 行的项目“展厅更新”" in told and "没有写明金额单位" in told


def test_a_new_list_keeps_what_people_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = list_file(
        tmp_path / "1.xlsx", HEAD, ("展厅", "科技馆", 1, "", "王芳", "", "市科技馆", "是"), ("旧", "科技馆")
    )
    second = list_file(tmp_path / "2.xlsx", ("单位", "项目名称"), ("科技馆", "展厅"), ("科技馆", "新"))
    asked(capsys, "register", tmp_path, "--from", first)
    assert run("register", tmp_path, "--from", second, "--json") == 0
    out, told = capsys.readouterr()
    unit = json.loads(out)["units"][0]
    assert (unit["contact"], unit["others"]) == ("王芳", ["市科技馆"])
    assert [(each["project_name"], each["exempt"]) for each in unit["projects"]] == [("展厅", True), ("新", False)]
    assert "“旧”（科技馆）不在新名单上" in told


@pytest.mark.slow
def test_a_damaged_register_is_refused_and_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = list_file(tmp_path / "list.xlsx", ("单位", "项目名称"), ("科技馆", "展厅"))
    asked(capsys, "register", tmp_path, "--from", source)
    kept = tmp_path / "审核" / "名单.json"
    for wrong in (
        b"{",
        b"{}",
        kept.read_bytes().replace(b'"1.0"', b'"2.0"'),
        kept.read_bytes().replace(b"[", b"7,", 1),
    ):
        kept.write_bytes(wrong)
        assert run("register", tmp_path, "--from", source) == 2
        assert "名单.json" in capsys.readouterr().err
        assert kept.read_bytes() == wrong


def test_nothing_of_ours_is_listed_as_a_form(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = list_file(samples / "list.xlsx", ("单位", "项目名称"), ("科技馆", "展厅"))
    asked(capsys, "register", samples, "--from", source)
    assert len(asked(capsys, "list", samples)) == 14


def test_a_folder_of_the_users_own_is_left_alone(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = samples / "审核"
    own.mkdir()
    form = min(samples.glob("*.json"))
    form.rename(own / form.name)
    assert own / form.name in list(find_forms(samples))
    source = list_file(samples / "list.xlsx", ("单位", "项目名称"), ("科技馆", "展厅"))
    assert run("register", samples, "--from", source) == 2
    assert "改名" in capsys.readouterr().err
    assert [path.name for path in own.iterdir()] == [form.name]


def test_only_the_folder_at_the_root_is_ours(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deep = samples / "科技馆" / "审核"
    deep.mkdir(parents=True)
    (deep / "意见").mkdir()
    form = min(samples.glob("*.json"))
    form.rename(deep / form.name)
    assert len(asked(capsys, "list", samples)) == 14
