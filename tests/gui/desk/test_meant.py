"""Which forms an action for several means: what a search hides is never meant."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from tests.helpers.desk import Desk
from tests.helpers.dialogs import shown


def test_what_a_search_hides_is_not_summed_up(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.search.setText("国际交流")
    qtbot.waitUntil(lambda: len(desk.names()) == 1)
    desk.notifier.targets = [tmp_path / "汇总.xlsx"]
    desk.trigger("actionSummary")
    qtbot.waitUntil(lambda: bool(desk.notifier.said), timeout=20_000)
    assert desk.notifier.asked[0][0].startswith("汇总表（显示的 1 份）")
    table = CalamineWorkbook.from_path(tmp_path / "汇总.xlsx").get_sheet_by_index(0).to_python()
    assert "国际交流" in str(table[2]) and str(table[3][1]).startswith("合计 1 份")
    desk.search.setText("没有这样的表")
    qtbot.waitUntil(lambda: not desk.names())
    desk.trigger("actionSummary")
    assert desk.notifier.said[-1] == ("info", "现在没有显示的自评表。请先清空搜索，或换一个筛选。")
    desk.trigger("actionExportAll")
    assert not shown(desk, "exportDialog") and len(desk.notifier.said) == 3
