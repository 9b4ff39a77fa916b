"""The summary printed by LibreOffice: one page wide, nothing cut, the chart with its bars."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from selfeval_gui.exchange.reports.summary_book import render_summary
from selfeval_gui.exchange.reports.summary_rows import SummaryRow, summarize
from selfeval_gui.rules.check_many import check_many
from selfeval_gui.rules.of_form import rule_set_of
from tests.helpers.xlsx_forms import long_form, sample_forms
from tests.helpers.xlsx_printing import PrintedPage, missing_tools, print_documents

pytestmark = [
    pytest.mark.timeout(280),
    pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}"),
]


@pytest.fixture(scope="module")
def rows() -> list[SummaryRow]:
    forms = {form.id: form for form in (*sample_forms(), long_form())}
    found = dict(check_many(forms, rule_set_of))
    return [summarize(key, form, found.get(key, ())) for key, form in forms.items()]


@pytest.fixture(scope="module")
def pages(rows: list[SummaryRow], tmp_path_factory: pytest.TempPathFactory) -> list[PrintedPage]:
    folder: Path = tmp_path_factory.mktemp("summary") / "out"
    return print_documents({"汇总": render_summary(rows)}, ".xlsx", folder)["汇总"]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_character_is_on_the_paper(rows: list[SummaryRow], pages: list[PrintedPage]) -> None:
    there = Counter(squeezed("".join(word.text for page in pages for word in page.words)))
    texts = [text for row in rows for text in (row.project_name, row.department, row.problems, row.measures)]
    assert not Counter(squeezed("".join(texts))) - there


def test_one_page_wide(pages: list[PrintedPage]) -> None:
    sizes = [(round(page.width), round(page.height)) for page in pages]
    assert set(sizes) == {(842, 595), (595, 842)}
    first = [page for page, size in zip(pages, sizes, strict=True) if size == (842, 595)]
    for page in first:
        words = {squeezed(word.text) for word in page.words}
        assert any("序号" in word for word in words), "a page without its headings"
        assert any("改进措施" in word for word in words), "the last column on another page"


def test_the_chart_is_drawn(pages: list[PrintedPage]) -> None:
    words = [word.text for page in pages for word in page.words]
    assert any("各单位等级分布" in word for word in words)
