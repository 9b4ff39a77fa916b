"""The command line as scripts use it: documents on standard output, sentences on standard error, exit codes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from selfeval_gui import cli
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.storage.codec import decode
from tests.helpers.samples import ROOT
from tests.helpers.xlsx_reading import is_draft


def run(*arguments: str | Path) -> int:
    return cli.main([str(each) for each in arguments])


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def first(folder: Path) -> Path:
    return min(folder.glob("*.json"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_list_gives_the_14_forms_in_order(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", samples, "--json") == 0
    rows = printed(capsys)
    assert [row["file"] for row in rows] == sorted(path.name for path in samples.glob("*.json"))
    assert [row["score_total"] for row in rows] == "91 89 90 89 89 90 90 91 91 90 91 90 90 88".split()
    assert rows[0] == {
        "file": "01 2020 年市科协办公用房维修项目.json",
        "project_name": "2020 年市科协办公用房维修项目",
        "year": 2020,
        "department": "上海市科学技术协会",
        "implementing_unit": "上海市科学技术协会",
        "score_total": "91",
        "grade": "优",
        "execution_rate": "92.40",
        "errors": 0,
        "warnings": 2,
        "hints": 0,
        "unreadable": None,
    }


def test_check_gives_totals_on_both_bases_and_findings(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", samples, "--json") == 0
    rows = printed(capsys)
    assert len(rows) == 14
    assert {row["weight_total"] for row in rows} == {"100"}
    assert [row["grade"] for row in rows].count("优") == 10
    row = rows[0]
    assert row["rule_set"] == "shanghai-2020"
    assert row["execution_rate"] == "92.40"
    assert row["totals"] == {
        "indicators_only": {"weight": "100", "score": "91", "grade": "优"},
        "with_execution": {"weight": "110", "score": "101", "grade": "优"},
    }
    assert [each for each in row["findings"] if not each["code"].startswith("across.")] == [
        {
            "code": "execution.score",
            "severity": "warning",
            "where": ["项目资金", "年度资金总额", "得分"],
            "message": "执行率得分填的是 10，按执行率 × 分值应为 9.24。",
            "expected": "9.24",
            "actual": "10",
            "others": [],
            "under": None,
        },
        {
            "code": "band.degree_word",
            "severity": "warning",
            "where": ["效益指标", "可持续影响指标", "长效机制", "得分"],
            "message": "“较为健全”属于部分达成，应得分值的 60%–80%（6.6–8.8 分），现在得 6/11，为 55%。",
            "expected": "6.6–8.8",
            "actual": "6",
            "others": [],
            "under": None,
        },
    ]


def test_check_under_another_rule_set_finds_errors(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", samples, "--rule-set", "mof-2020", "--json") == 1
    for row in printed(capsys):
        totals = [each for each in row["findings"] if each["code"] == "weight.total"]
        assert [(each["where"], each["expected"], each["actual"]) for each in totals] == [
            (["总分", "分值"], "100", "110")
        ]
        assert (row["rule_set"], row["weight_total"]) == ("mof-2020", "110")


def across(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in row["findings"] if each["code"].startswith("across.")]


def test_check_of_a_workspace_looks_across_its_forms(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", samples, "--json") == 0
    rows = printed(capsys)
    by_file = {row["file"]: across(row) for row in rows}
    assert sum(map(len, by_file.values())) == 2 * 14 + 7 + 5 + 4
    for file, found in by_file.items():
        for finding in found:
            assert finding["others"] == sorted(finding["others"])
            assert file not in finding["others"]
            for other in finding["others"]:
                back = [each for each in by_file[other] if each["code"] == finding["code"]]
                assert any(file in each["others"] for each in back), "it stands in every form it names"
    second = next(row for row in rows if row["file"].startswith("02 "))
    (borrowed, _) = (each for each in second["findings"] if each["code"] == "across.target")
    assert borrowed["where"] == ["效益指标", "社会效益指标", "公民科学素质提升情况", "年度指标值"]
    assert borrowed["severity"] == "hint"
    assert [file[:2] for file in borrowed["others"]] == ["05"]
    assert "2020 年市科协办公用房维修项目" in borrowed["message"]
    assert all(each["others"] == [] for row in rows for each in row["findings"] if each not in across(row))


def test_check_of_two_files_looks_across_them_and_of_one_does_not(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = sorted(samples.glob("*.json"))
    run("check", files[0], "--json")
    assert across(printed(capsys)[0]) == []
    run("check", files[8], files[0], "--json")
    rows = printed(capsys)
    assert [[each["code"] for each in across(row)] for row in rows] == [["across.reason"] * 2] * 2
    assert [across(row)[0]["others"] for row in rows] == [[files[8].name], [files[0].name]]


def test_check_says_which_expected_projects_have_no_form(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = tmp_path / "名单.csv"
    expected.write_text("项目名称,单位\n国际交流与合作项目,甲\n两新项目,乙\n", encoding="gb18030")
    assert run("check", samples, "--expect", expected, "--json") == 0
    rows = printed(capsys)
    assert [row["file"] for row in rows] == sorted(row["file"] for row in rows)
    (row,) = (row for row in rows if row["file"] == "名单.csv")
    assert len(rows) == 15
    assert row["findings"] == [
        {
            "code": "across.missing",
            "severity": "hint",
            "where": ["项目名称"],
            "message": "名单上的项目“两新项目”（乙）没有自评表。",
            "expected": "两新项目",
            "actual": None,
            "others": [],
            "under": None,
        }
    ]
    assert set(row) == set(rows[0])
    expected.write_text("项目名称,单位\n国际交流与合作项目,甲\n两新项目,乙\n三新项目,丙\n", encoding="gb18030")
    assert run("check", samples, "--expect", expected) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if "没有自评表" in line]
    assert [line.partition("名单上的项目")[2] for line in told] == [
        "“两新项目”（乙）没有自评表。",
        "“三新项目”（丙）没有自评表。",
    ]


@pytest.mark.parametrize("name", ["没有.csv", "坏的.xlsx"])
def test_a_list_that_cannot_be_read_stops_nothing(
    name: str, samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "坏的.xlsx").write_bytes(b"PK")
    assert run("check", samples, "--expect", tmp_path / name, "--json") == 2
    out, err = capsys.readouterr()
    assert len(json.loads(out)) == 14
    assert err.count("\n") == 1
    assert name in err


def test_check_of_one_file_names_it_and_reads_like_a_page(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = first(samples)
    assert run("check", path) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{path.name}\t91\t优"
    assert lines[1] == "  警告\t项目资金 / 年度资金总额 / 得分：执行率得分填的是 10，按执行率 × 分值应为 9.24。"


def test_what_follows_from_a_finding_stands_under_it_in_the_text(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two rows of the third form lose points though they are met, and so have no reason; one loses them by its words."""
    (third,) = samples.glob("03*.json")
    assert run("check", third) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("\t")[0] for line in lines[1:]] == [*["  警告"] * 4, "    警告", "  警告", "    警告"]
    followers = [line for line in lines if line.startswith("    ")]
    assert all("没有写偏差原因" in line for line in followers)


def test_a_negative_weight_loads_and_is_a_finding(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(first(samples), '"weight": "15"', '"weight": "-5"')
    assert run("check", first(samples), "--json") == 1
    findings = printed(capsys)[0]["findings"]
    assert ("weight.invalid", "-5") in [(each["code"], each["actual"]) for each in findings]


BAD = {
    "empty": b"",
    "cut short": b'{"schema_version": "1.0", "id": "a", "indicators": [',
    "not UTF-8": '{"schema_version": "1.0", "id": "自评"}'.encode("gb18030"),
    "not a form": b'{"name": "package", "version": "1.0.0"}',
    "newer": b'{"schema_version": "2.0", "id": "a"}',
    "number": b'{"schema_version": "1.0", "id": "a", "indicators": [{"id": "b", "weight": "abc"}]}',
}


def test_bad_files_are_told_and_the_others_go_on(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, data in BAD.items():
        (samples / f"x {name}.json").write_bytes(data)
    assert run("list", samples, "--json") == 2
    out, err = capsys.readouterr()
    rows = json.loads(out)
    assert len(rows) == 14 + len(BAD)
    sentences = {row["file"]: row["unreadable"] for row in rows if row["unreadable"]}
    assert set(sentences) == {f"x {name}.json" for name in BAD}
    assert len(set(sentences.values())) == len(BAD)
    assert sorted(err.splitlines()) == sorted(f"{file}：{sentence}" for file, sentence in sentences.items())
    assert {name: (samples / f"x {name}.json").read_bytes() for name in BAD} == BAD
    assert run("check", samples, "--json") == 2, "2 wins over 1"


def test_a_path_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", tmp_path / "没有.json", "--json") == 2
    assert capsys.readouterr().err.startswith("没有.json：")


def test_an_empty_workspace_is_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", tmp_path, "--json") == 0
    assert printed(capsys) == []
    assert run("check", tmp_path, "--json") == 0
    assert printed(capsys) == []


def test_files_below_are_named_with_slashes(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (samples / "下级").mkdir()
    shutil.move(first(samples), samples / "下级" / "a.json")
    run("list", samples, "--json")
    assert "下级/a.json" in [row["file"] for row in printed(capsys)]


def test_usage_is_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        run("check")
    assert stop.value.code == 2


def sheet(path: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def test_export_of_a_workspace_makes_a_workbook_a_form(samples: Path, tmp_path: Path) -> None:
    out = tmp_path / "导出" / "2020"
    assert run("export", samples, "--to", "xlsx", "--out", out) == 0
    made = sorted(out.iterdir())
    assert len(made) == 14
    assert (out / "2020 年市科协办公用房维修项目.xlsx") in made
    assert sheet(out / "2020 年市科协办公用房维修项目.xlsx")[2][2] == "2020 年市科协办公用房维修项目"


def test_export_of_one_form_into_a_file(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "一份.XLSX"
    assert run("export", first(samples), "--to", "xlsx", "--out", target) == 0
    assert sheet(target)[0][0] == "财政项目支出绩效自评表"
    before = target.read_bytes()
    assert run("export", first(samples), "--to", "xlsx", "--out", target) == 2
    assert target.read_bytes() == before
    assert str(target) in capsys.readouterr().err
    assert run("export", first(samples), "--to", "xlsx", "--out", target, "--force") == 0


def test_many_forms_do_not_go_into_one_file(samples: Path, tmp_path: Path) -> None:
    assert run("export", samples, "--to", "xlsx", "--out", tmp_path / "all.xlsx") == 2
    assert not (tmp_path / "all.xlsx").exists()


def test_strict_leaves_forms_with_errors_out(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(first(samples), '"weight": "15"', '"weight": "12"')
    assert run("export", samples, "--to", "xlsx", "--out", tmp_path / "out", "--strict") == 1
    assert len(list((tmp_path / "out").iterdir())) == 13
    assert capsys.readouterr().err.startswith(first(samples).name)


def test_names_that_differ_only_in_what_windows_refuses_stay_apart(samples: Path, tmp_path: Path) -> None:
    two = sorted(samples.glob("*.json"))[:2]
    for path, name in zip(two, ("甲/乙", "甲／乙"), strict=True):
        document = json.loads(path.read_bytes())
        document["project_name"] = name
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    assert run("export", *two, "--to", "xlsx", "--out", tmp_path / "out") == 0
    assert len(list((tmp_path / "out").iterdir())) == 2


def word(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_export_to_word(samples: Path, tmp_path: Path) -> None:
    assert run("export", samples, "--to", "docx", "--out", tmp_path / "out") == 0
    made = sorted((tmp_path / "out").iterdir())
    assert len(made) == 14
    assert "2020 年市科协办公用房维修项目" in word(tmp_path / "out" / "2020 年市科协办公用房维修项目.docx")


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_booklet(samples: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"合订.{kind}"
    assert run("export", samples, "--to", kind, "--out", target, "--booklet") == 0
    if kind == "xlsx":
        names = CalamineWorkbook.from_path(target).sheet_names
        assert (names[0], len(names)) == ("目录", 15)
    else:
        assert len(Document(str(target)).tables) == 28
    before = target.read_bytes()
    assert run("export", samples, "--to", kind, "--out", target, "--booklet") == 2
    assert target.read_bytes() == before
    assert run("export", samples, "--to", kind, "--out", tmp_path / "新", "--booklet") == 0
    assert [path.name for path in (tmp_path / "新").iterdir()] == [f"绩效自评表合订本.{kind}"]


def test_strict_leaves_forms_with_errors_out_of_a_booklet(samples: Path, tmp_path: Path) -> None:
    change(first(samples), '"weight": "15"', '"weight": "12"')
    target = tmp_path / "a.xlsx"
    assert run("export", samples, "--to", "xlsx", "--out", target, "--booklet", "--strict") == 1
    assert len(CalamineWorkbook.from_path(target).sheet_names) == 14


def test_another_template(samples: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    assert run("export", first(samples), "--to", "xlsx", "--out", target, "--template", "sichuan-0013zp") == 0
    assert [value for value in sheet(target)[0] if value] == ["报表编号："]


def test_a_template_that_is_not_there(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", samples, "--to", "xlsx", "--out", tmp_path / "out", "--template", "没有") == 2
    assert not (tmp_path / "out").exists()
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("没有：没有这种表样，什么也没有导出。可用的有：mof-2020（项目支出绩效自评表")


def test_what_is_true_of_every_file_is_said_once(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in samples.glob("*.json"):
        change(path, '"department": "上海', '"department": "\\u0001上海')
    assert run("export", samples, "--to", "xlsx", "--out", tmp_path / "out") == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert "等 14 个文件：" in line
    assert str(tmp_path / "out") in line


@pytest.mark.parametrize("draft", [True, False])
def test_draft(samples: Path, tmp_path: Path, draft: bool) -> None:
    options = ["--draft"] if draft else []
    assert run("export", first(samples), "--to", "docx", "--out", tmp_path / "a.docx", *options) == 0
    header = Document(str(tmp_path / "a.docx")).sections[0].header
    assert ("草稿" in "".join(each.text for each in header.paragraphs)) == draft
    assert run("export", first(samples), "--to", "xlsx", "--out", tmp_path / "a.xlsx", *options) == 0
    assert is_draft(tmp_path / "a.xlsx") == draft


def test_a_template_of_ones_own_comes_with_the_form(samples: Path, tmp_path: Path) -> None:
    path = first(samples)
    document = json.loads(path.read_bytes())
    own = presets()["mof-2020"].model_dump(mode="json") | {"id": "own-x", "name": "本单位"}
    own["labels"]["title"] = "本单位的自评表"
    path.write_text(json.dumps(document | {"template": "own-x", "template_copy": own}), encoding="utf-8")
    assert run("export", path, "--to", "xlsx", "--out", tmp_path / "a.xlsx") == 0
    assert sheet(tmp_path / "a.xlsx")[0][0] == "本单位的自评表"


# ---- accepted findings -----------------------------------------------------------------------------------------------


def test_accepted_findings_are_listed_as_such_and_count_no_more(samples: Path, capsys) -> None:
    path = sorted(samples.glob("*.json"))[0]
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["accepted"] = [
        {"code": "execution.score", "node": None, "field": "funds.total.score", "reason": "已核实", "by": "张三"}
    ]
    path.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    assert cli.main(["check", str(path), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert [finding.get("accepted") for finding in row["findings"]] == [{"by": "张三", "reason": "已核实"}, None]
    assert cli.main(["check", str(path)]) == 0
    assert "已接受（张三：已核实）" in capsys.readouterr().out
    assert cli.main(["list", str(path.parent), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["warnings"] == 1


def test_there_is_no_grade_before_the_weights_make_the_total(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = first(samples)
    change(path, '"weight": "15"', '"weight": "12"')
    assert run("list", samples, "--json") == 0
    assert printed(capsys)[0]["grade"] is None
    assert run("check", path, "--json") == 1
    (row,) = printed(capsys)
    assert (row["weight_total"], row["score_total"], row["grade"]) == ("97", "91", None)
    assert row["totals"]["indicators_only"] == {"weight": "97", "score": "91", "grade": "优"}  # 91 / 97 = 93.81%
    assert run("check", sorted(samples.glob("*.json"))[1], "--rule-set", "mof-2020", "--json") == 1
    assert printed(capsys)[0]["grade"] is None  # 110 with the execution row
    assert run("summary", samples, "--out", tmp_path / "汇总.xlsx", "--json") == 0
    assert [row["grade"] for row in printed(capsys)][:2] == [None, "良"]
    table = CalamineWorkbook.from_path(tmp_path / "汇总.xlsx").get_sheet_by_index(0).to_python()
    assert [line[10] for line in table[2:4]] == ["还差 3", "良"]


def test_summary_writes_a_workbook_and_says_it_as_json(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (samples / "坏.json").write_bytes(b"")
    target = tmp_path / "汇总.xlsx"
    assert run("summary", samples, "--out", target, "--json") == 2
    rows = printed(capsys)
    assert [row["file"] for row in rows] == sorted(path.name for path in samples.glob("*.json"))
    assert rows[0]["totals"]["with_execution"] == {"weight": "110", "score": "101", "grade": "优"}
    assert (rows[0]["unit"], rows[0]["executed"], rows[0]["execution_rate"]) == ("万元", "101.64", "92.40")
    assert rows[0]["problems"].startswith("项目完成及时性（扣 4 分）：部分环节工作进度管理有待加强。")
    assert rows[-1]["unreadable"]
    table = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert [line[1] for line in table[2:16]] == [row["project_name"] for row in rows[:-1]]


def test_summary_overwrites_only_when_told(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "汇总.xlsx"
    target.write_bytes(b"old")
    assert run("summary", samples, "--out", target) == 2
    assert target.read_bytes() == b"old"
    assert run("summary", samples, "--out", target, "--force") == 0
    assert target.read_bytes() != b"old"
    assert run("summary", samples, "--out", tmp_path / "汇总.csv") == 2
    assert ".xlsx" in capsys.readouterr().err
    assert not (tmp_path / "汇总.csv").exists()


def test_summary_of_an_empty_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "a.xlsx"
    assert run("summary", tmp_path, "--out", target, "--json") == 0
    assert printed(capsys) == []
    assert target.exists()


# ---- the report ------------------------------------------------------------------------------------------------------


def test_check_writes_its_findings_as_a_workbook_too(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, names = tmp_path / "检查.xlsx", tmp_path / "名单.txt"
    names.write_text("两新项目", encoding="utf-8")
    (samples / "坏的.json").write_bytes(b"{")
    assert run("check", samples, "--expect", names, "--report", target, "--json") == 2
    found = [finding for row in printed(capsys) for finding in row["findings"]]
    rows = sheet(target)
    assert rows[1][0] == "14 份自评表：错误 0，警告 55，提示 45"
    assert rows[2][0].startswith("读不了：坏的.json")
    assert len(rows[4:]) == len(found) == 41 + 14 + 45  # fourteen forms are not on the list
    assert sorted(row[5].split("\n")[0] for row in rows[4:]) == sorted(finding["message"] for finding in found)
    assert {row[3] for row in rows[4:]} == {" / ".join(finding["where"]) for finding in found}


def test_a_report_overwrites_nothing_unasked(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "检查.xlsx"
    target.write_bytes(b"mine")
    assert run("check", first(samples), "--report", target) == 2
    assert target.read_bytes() == b"mine"
    assert str(target) in capsys.readouterr().err
    assert run("check", first(samples), "--report", target, "--force") == 0
    assert sheet(target)[0][0] == "绩效自评检查结果"
    assert run("check", first(samples), "--report", tmp_path / "检查.pdf") == 2
    assert not (tmp_path / "检查.pdf").exists()


# ---- places that cannot be looked at ---------------------------------------------------------------------------------


def test_a_path_that_cannot_be_looked_at_keeps_no_other_from_its_turn(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = tmp_path / ("很长" * 2500)
    below_a_file = first(samples) / "below"
    assert run("check", long, below_a_file, samples, "--json") == 2
    said = capsys.readouterr()
    assert len(json.loads(said.out)) == 14 + 2
    assert said.err.count("\n") == 2
    assert "Traceback" not in said.err
    assert run("export", long, first(samples), "--to", "xlsx", "--out", tmp_path / "out") == 2
    assert len(list((tmp_path / "out").iterdir())) == 1
    assert run("import", long, first(samples), "--into", tmp_path / "in") == 2
    assert len(list((tmp_path / "in").iterdir())) == 1


def test_a_target_that_cannot_be_looked_at_is_one_sentence(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = tmp_path / ("很长" * 2500)
    for command in (
        ("export", samples, "--to", "xlsx", "--out", long, "--booklet"),
        ("export", first(samples), "--to", "docx", "--out", long / "a.docx"),
        ("summary", samples, "--out", long / "a.xlsx", "--force"),
        ("check", first(samples), "--report", long / "a.xlsx", "--force"),
        ("import", first(samples), "--into", long),
    ):
        assert run(*command) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert "文件名或路径太长，没有保存" in line


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names there are always characters")
def test_a_folder_whose_name_is_no_utf_8(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb2\xe2\xca\xd4"))
    shutil.copytree(samples, odd)
    assert run("list", odd) == 0
    capsys.readouterr()
    command = [sys.executable, "-m", "selfeval_gui", "export", first(odd), "--to", "xlsx", "--out", odd / "out"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8").endswith(".xlsx\n")
    assert len(list((odd / "out").iterdir())) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes and devices among its files")
def test_a_device_as_target_is_refused_and_stays_one(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    device, pipe = tmp_path / "device.xlsx", tmp_path / "pipe.xlsx"
    device.symlink_to("/dev/zero")
    os.mkfifo(pipe)
    for target in (device, pipe):
        before = target.stat()
        for command in (
            ("summary", samples, "--out", target, "--force"),
            ("export", first(samples), "--to", "xlsx", "--out", target, "--force"),
            ("check", samples, "--report", target, "--force"),
        ):
            assert run(*command) == 2
            assert "不是普通文件" in capsys.readouterr().err
        assert (target.stat().st_mode, target.stat().st_rdev) == (before.st_mode, before.st_rdev)
    assert run("import", device, pipe, first(samples), "--into", tmp_path / "in", "--json") == 2
    assert [row["unreadable"] is None for row in printed(capsys)] == [True, False, False]


LISTS = {
    "序号在前.csv": [
        "序号,预算批复数（元）,实施单位,项目名称,年度",
        "1,1100000,{unit},{building},2020",
        "2,5,乙所,两新项目,2020",
    ],
    "单位在前.csv": ["预算单位,项目,批复金额(万元)", "{unit},{building},110", "乙所,两新项目,0.0005"],
    "单位在表上.csv": [
        "（单位：万元）,,",
        "项目名称,金额,单位名称",
        "{building},110.00,{unit}",
        "两新项目,0.0005,乙所",
    ],
}


@pytest.mark.parametrize(("name", "rows"), LISTS.items(), ids=list(LISTS))
def test_a_list_with_its_columns_in_any_order(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, rows: list[str]
) -> None:
    forms = [decode(path.read_bytes()) for path in sorted(samples.glob("*.json"))]
    building = next(form for form in forms if "办公用房" in form.project_name)
    words = {"unit": building.implementing_unit, "building": building.project_name.removeprefix("2020 年")}
    expected = tmp_path / name
    expected.write_text("\n".join(row.format(**words) for row in rows), encoding="gb18030")
    assert run("check", samples, "--expect", expected, "--json") == 0
    found = [each for row in printed(capsys) for each in row["findings"] if each["code"].startswith("list.")]
    assert [each["code"] for each in found] == ["list.extra"] * 13
    assert {(each["severity"], each["under"], *each["where"]) for each in found} == {("warning", None, "项目名称")}
    expected.write_text(expected.read_text(encoding="gb18030").replace("11", "12"), encoding="gb18030")
    assert run("check", samples, "--expect", expected, "--json") == 0
    (other,) = (each for row in printed(capsys) for each in row["findings"] if each["code"] == "list.budget")
    assert (other["where"][-1], other["expected"], other["actual"]) == ("全年预算数", "120", "110")
    assert run("check", samples, "--expect", expected, "--report", tmp_path / "结果.xlsx") == 0
