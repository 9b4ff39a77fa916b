"""What stands where in layout L1, worked out from the transcribed truth alone: cells by address, and merges."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import Any

Truth = dict[str, Any]

FIRST_INDICATOR_ROW = 13


def expected_cells(truth: Truth) -> dict[str, str | float]:
    """Give every cell of a published form that is not blank; numbers as a spreadsheet holds them."""
    funds = truth["funds_total"]
    cells: dict[str, str | float] = {
        "A1": "财政项目支出绩效自评表",
        "A2": f"({truth['year']} 年度)",
        "A3": "项目名称",
        "C3": truth["project_name"],
        "A4": "主管部门",
        "C4": truth["department"],
        "E4": "实施单位",
        "F4": truth["implementing_unit"],
        "A5": "项目资金（万元）",
        **dict(zip(("D5", "E5", "F5"), ("年初预算数", "全年预算数", "全年执行数"), strict=True)),
        **dict(zip(("G5", "H5", "I5"), ("分值", "执行率", "得分"), strict=True)),
        **dict(zip(("B6", "B7"), ("年度资金总额", "其中：当年财政拨款"), strict=True)),
        **dict(zip(("B8", "B9"), ("上年结转资金", "其他资金"), strict=True)),
        "D6": float(funds["initial_budget"]),
        "E6": float(funds["annual_budget"]),
        "F6": float(funds["executed"]),
        "G6": float(funds["weight"]),
        "H6": float(Decimal(funds["execution_rate"].removesuffix("%")) / 100),
        "I6": float(funds["score"]),
        **dict.fromkeys(("G7", "I7", "G8", "I8", "G9", "I9"), "—"),
        "A10": "年度总体目标",
        "B10": "预期目标",
        "E10": "实际完成情况",
        "B11": truth["expected_goal"],
        "E11": truth["actual_outcome"],
        "A12": "绩效指标",
        **dict(zip(("B12", "C12", "D12"), ("一级指标", "二级指标", "三级指标"), strict=True)),
        **dict(zip(("E12", "F12"), ("年度指标值", "实际完成值"), strict=True)),
        **dict(zip(("G12", "H12", "I12"), ("分值", "得分", "偏差原因分析及改进措施"), strict=True)),
    }
    for column, level in (("B", "level1"), ("C", "level2")):
        cells |= {f"{column}{rows[0]}": name for name, rows in level_rows(truth, level)}
    for row, indicator in enumerate(truth["indicators"], FIRST_INDICATOR_ROW):
        texts = {
            "D": indicator["name"],
            "E": indicator["target"],
            "F": indicator["actual"],
            "I": indicator["deviation"],
        }
        cells |= {f"{column}{row}": text for column, text in texts.items() if text}
        cells |= {f"G{row}": float(indicator["weight"]), f"H{row}": float(indicator["score"])}
    last = last_row(truth)
    return cells | {
        f"A{last}": "总分",
        f"G{last}": float(truth["total_weight"]),
        f"H{last}": float(truth["total_score"]),
    }


def expected_merges(truth: Truth) -> set[str]:
    """Give the merges of L1: the fixed ones, and the level rows over two or more indicators."""
    last = last_row(truth)
    merges = {
        *("A1:I1", "A2:I2", "A3:B3", "C3:I3", "A4:B4", "C4:D4", "F4:I4"),
        *("A5:A9", "B5:C5", "B6:C6", "B7:C7", "B8:C8", "B9:C9"),
        *("A10:A11", "B10:D10", "E10:I10", "B11:D11", "E11:I11"),
        *(f"A12:A{last - 1}", f"A{last}:F{last}"),
    }
    for column, level in (("B", "level1"), ("C", "level2")):
        merges |= {f"{column}{rows[0]}:{column}{rows[-1]}" for _, rows in level_rows(truth, level) if len(rows) > 1}
    return merges


def level_rows(truth: Truth, level: str) -> list[tuple[str, list[int]]]:
    """Give (name, rows) of each level cell: neighbours of one name, under one level-1 name."""
    levels = ("level1", "level2")[: 1 + (level == "level2")]
    numbered = enumerate(truth["indicators"], FIRST_INDICATOR_ROW)
    groups = groupby(numbered, key=lambda each: [each[1][name] for name in levels])
    return [(names[-1], [row for row, _ in group]) for names, group in groups]


def last_row(truth: Truth) -> int:
    """Give the row of 总分."""
    return FIRST_INDICATOR_ROW + len(truth["indicators"])
