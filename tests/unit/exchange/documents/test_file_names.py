"""Names of exported files by a pattern."""

from __future__ import annotations

import pytest

from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.documents.file_names import DEFAULT_PATTERN, file_stem
from selfeval_gui.rules.shape import Stage
from selfeval_gui.storage.workspace import safe_file_name

FORM = Form(id="f", year=2024, project_name="道路 养护", department="交通局", implementing_unit="养护中心")


@pytest.mark.parametrize(
    ("pattern", "stem"),
    [
        (DEFAULT_PATTERN, "道路 养护"),
        ("{年度}{实施单位}{项目名称}", "2024养护中心道路 养护"),
        ("{年度}-{主管部门}-{项目名称}", "2024-交通局-道路 养护"),
        ("{year}{unit}{project}", "2024养护中心道路 养护"),
        ("{year}-{department}-{project}（终稿）", "2024-交通局-道路 养护（终稿）"),
        ("自评表", "自评表 道路 养护"),
        ("{project}{0}{}", "道路 养护{0}{}"),
        ("", "道路 养护"),
    ],
)
def test_places_are_filled_in(pattern: str, stem: str) -> None:
    assert file_stem(FORM, pattern) == stem


def test_what_is_blank_leaves_nothing() -> None:
    assert file_stem(Form(id="f", project_name="项目"), "{year} {unit} {project}") == "项目"
    assert file_stem(Form(id="f"), "{year} {project}") == ""


def test_a_name_with_braces_is_no_pattern() -> None:
    assert file_stem(Form(id="f", year=2024, project_name="{year}"), "{year} {project}") == "2024 {year}"


@pytest.mark.parametrize("name", ['/\\:*?[]<>|"', "长" * 200, "CON", "a.", " ", "\x00\n", "\ud800", "😀" * 100])
def test_hard_names_become_files_of_windows(name: str) -> None:
    made = safe_file_name(file_stem(Form(id="f", year=2024, project_name=name), "{year}{project}"), (), ".docx")
    assert made.endswith(".docx")
    assert not set('<>:"/\\|?*\x00\n') & set(made)
    assert len(made) <= 255
    assert made.encode("utf-8")


def test_the_three_forms_of_a_projects_year_are_three_files() -> None:
    assert file_stem(FORM, "{项目名称}", Stage.RESULT) == FORM.project_name
    assert file_stem(FORM, "{项目名称}", Stage.MONITOR) == f"{FORM.project_name}（运行监控）"
    assert file_stem(FORM, "{项目名称}", Stage.PLAN) == f"{FORM.project_name}（目标申报）"
    assert file_stem(FORM, "{阶段} {项目名称}", Stage.PLAN) == f"目标申报 {FORM.project_name}"
    assert file_stem(FORM, "{阶段} {项目名称}", Stage.RESULT) == f"自评 {FORM.project_name}"
