"""佐证材料清单 as Word: the same lines as the workbook has, and the counts of surveys with the value they make."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from docx import Document

from selfeval_gui.domain.tree import level_three
from selfeval_gui.storage.codec import decode, encode
from selfeval_gui.work.reading import FormSource
from selfeval_gui.work.reporting import write_evidence_list
from tests.helpers.evidence import with_evidence
from tests.helpers.samples import sample_files


def test_every_document_stands_in_the_table(tmp_path: Path) -> None:
    form = with_evidence(decode(sample_files()[0].read_bytes()), tmp_path)
    rows = [*level_three(form.indicators)]
    target = tmp_path / "清单.docx"
    assert write_evidence_list(FormSource(tmp_path / "表.json", data=encode(form)), target) == []
    document = Document(BytesIO(target.read_bytes()))
    assert document.paragraphs[0].text == "佐证材料清单"
    table, survey = document.tables
    lines = [[cell.text for cell in row.cells] for row in table.rows]
    assert lines[0][:4] == ["序号", "二级指标 / 三级指标", "材料名称", "日期文号"]
    assert len(lines) == 1 + len(rows) + 1  # the heading, and one on paper
    assert lines[2][2:8] == ["会议纪要", "沪科协〔2020〕5号", "", "情况说明", "", "纸质"]
    assert [line[7] for line in lines[1:] if line[7] != "纸质"] == [row.evidence[0].path for row in rows]
    assert [cell.text for cell in survey.rows[1].cells][1:] == ["", "200", "190", "180", "160", "11", "9", "95%"]
