"""佐证材料清单 as Word: the same lines as the workbook has, and the counts of surveys with the value they make."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from selfeval_gui.domain.form import Evidence
from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage.codec import decode, encode
from selfeval_gui.work.progress import Cancelled, unheard
from selfeval_gui.work.reading import FormSource
from selfeval_gui.work.reporting import write_evidence_list
from tests.helpers.evidence import with_evidence
from tests.helpers.samples import sample_files


def test_every_document_stands_in_the_table(tmp_path: Path) -> None:
    form = with_evidence(decode(sample_files()[0].read_bytes()), tmp_path)
    rows = [*level_three(form.indicators)]
    target = tmp_path / "清单.docx"
    assert write_evidence_list(FormSource(tmp_path / "表.json", data=encode(form)), target, unheard) == []
    document = Document(BytesIO(target.read_bytes()))
    assert document.paragraphs[0].text == "佐证材料清单"
    table, survey = document.tables
    lines = [[cell.text for cell in row.cells] for row in table.rows]
    assert lines[0][:5] == ["序号", "二级指标", "三级指标", "材料名称", "日期文号"]
    assert len(lines) == 1 + len(rows) + 1  # the heading, and one on paper
    assert lines[2][3:9] == ["会议纪要", "沪科协〔2020〕5号", "", "情况说明", "", "纸质"]
    assert [line[8] for line in lines[1:] if line[8] != "纸质"] == [row.evidence[0].path for row in rows]
    counts = [cell.text for cell in survey.rows[1].cells]
    assert counts[-8:] == ["", "200", "190", "180", "160", "11", "9", "95%"]


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_long_list_says_how_far_it_is_and_stops(kind: str, tmp_path: Path) -> None:
    form = with_evidence(decode(sample_files()[0].read_bytes()), tmp_path)
    row = next(iter(level_three(form.indicators)))
    row.evidence = [Evidence(id=str(number), name=f"材料 {number}") for number in range(10_000)]
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int, _item: object) -> None:
        told.append((done, total))
        if done > 100:
            raise Cancelled

    source = FormSource(tmp_path / "表.json", known=form)
    with pytest.raises(Cancelled):
        write_evidence_list(source, tmp_path / f"清单.{kind}", stop)
    rows = 10_000 + len([*level_three(form.indicators)]) - 1
    assert told[0] == (0, rows) and told[-1][1] == rows
    assert not (tmp_path / f"清单.{kind}").exists()
