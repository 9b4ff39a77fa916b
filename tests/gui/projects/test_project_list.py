"""The list at the left as people use it: choose, search, sort, arrange its columns."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from selfeval_gui.app.settings import Settings
from selfeval_gui.commands.edit import type_into_cell
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.tree import level_three
from selfeval_gui.item_models.columns import ProjectColumn, Role
from selfeval_gui.views.basics import theme
from selfeval_gui.work.counts import Counts
from tests.helpers.desk import Desk


def test_making_a_row_current_opens_the_form(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    assert desk.session.form.project_name == "2020 年国际交流与合作项目"
    desk.projects.setFocus()
    qtbot.keyClick(desk.projects, Qt.Key.Key_Down)
    assert desk.session.form.project_name == "2020 年科技人才举荐与培育项目"
    assert "科技人才" in desk.window.windowTitle()


def test_list_follows_the_form(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.change("国际交流")
    assert desk.cell("国际交流", ProjectColumn.STATE) == "未保存"
    qtbot.waitUntil(lambda: "1 份未保存" in desk.label("projectSummary"))


def test_summary_line(qtbot: QtBot, samples: Path) -> None:
    (samples / "坏.json").write_bytes(b"")
    desk = Desk(qtbot, samples)
    qtbot.waitUntil(lambda: desk.label("projectSummary") == "15 份 · 14 份有警告 · 1 份无法读取")
    qtbot.keyClicks(desk.search, "zzz")
    qtbot.waitUntil(lambda: desk.label("projectSummary").startswith("显示 0 份，共 15 份"))


def test_the_summary_line_breaks_where_the_list_is_narrow(qtbot: QtBot, samples: Path) -> None:
    (samples / "坏.json").write_bytes(b"")
    desk = Desk(qtbot, samples)
    qtbot.waitUntil(lambda: desk.label("projectSummary") == "15 份 · 14 份有警告 · 1 份无法读取")
    line = desk.find("projectSummary", QLabel)
    desk.window.projects.setMaximumWidth(150)
    qtbot.waitUntil(lambda: line.width() <= 150)
    qtbot.waitUntil(lambda: line.height() >= line.heightForWidth(line.width()) >= 2 * line.fontMetrics().height())


def test_the_last_form_stays_in_sight_when_the_list_becomes_lower(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.window.showNormal()
    desk.window.resize(900, 600)
    view = desk.projects
    view.setCurrentIndex(view.model().index(view.model().rowCount() - 1, 0))
    view.scrollToBottom()
    desk.window.resize(900, 560)
    qtbot.waitUntil(lambda: desk.window.height() == 560)
    qtbot.waitUntil(lambda: view.viewport().rect().contains(view.visualRect(view.currentIndex())))
    view.scrollToTop()
    desk.window.resize(900, 540)
    qtbot.waitUntil(lambda: desk.window.height() == 540)
    assert view.verticalScrollBar().value() == 0, "who has scrolled away looks at something else"


def test_the_last_form_stays_in_sight_when_a_total_of_many_decimals_makes_the_rows_higher(
    qtbot: QtBot, samples: Path
) -> None:
    desk = Desk(qtbot, samples)
    desk.window.projects.setFixedWidth(160)
    last = desk.names()[-1]
    desk.choose(last)
    before = desk.projects.rowHeight(0)
    leaf = next(level_three(desk.session.form.indicators))
    type_into_cell(desk.window.pages.form_page().tree.indicator_model(), NodeId(leaf.id), "score", "1.123456")
    qtbot.waitUntil(lambda: desk.projects.rowHeight(0) > before)
    assert desk.projects.viewport().rect().contains(desk.projects.visualRect(desk.index(last)))


def test_search_narrows_while_typing_and_opens_nothing(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    before = desk.session
    desk.search.setText("科技")
    assert len(desk.names()) == 4
    assert desk.window.current.session is before
    assert not desk.projects.currentIndex().isValid()
    desk.choose("科技创新智库")
    assert desk.session.form.project_name == "2020 年科技创新智库建设项目"
    desk.search.clear()
    assert len(desk.names()) == 14
    assert desk.projects.currentIndex().data() == "2020 年科技创新智库建设项目"


def test_the_only_row_left_by_a_search_can_be_chosen(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    desk.search.setText("智库")
    desk.choose("智库")
    assert desk.session.form.project_name == "2020 年科技创新智库建设项目"


def test_unreadable_file_is_shown_with_its_reason(qtbot: QtBot, samples: Path) -> None:
    broken = samples / "00 坏.json"
    broken.write_bytes(b'{"schema_version": "9.0"}')
    desk = Desk(qtbot, samples)
    desk.choose("坏.json")
    assert desk.window.current.session is None
    assert "无法读取" in desk.label("unreadablePageHeading")
    assert str(broken) in desk.label("unreadablePageText")
    assert not desk.action("actionSave").isEnabled()
    assert not desk.action("actionDelete").isEnabled()
    assert broken.read_bytes() == b'{"schema_version": "9.0"}'
    desk.choose("国际交流")
    assert desk.session.form.project_name == "2020 年国际交流与合作项目"


def test_sorts_by_each_thing_a_row_says(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    first = desk.names()[0]
    desk.trigger("actionSortTotal")
    assert desk.column(ProjectColumn.TOTAL) == ["88", *["89"] * 3, *["90"] * 6, *["91"] * 4]
    desk.trigger("actionSortDescending")
    assert desk.column(ProjectColumn.TOTAL) == [*["91"] * 4, *["90"] * 6, *["89"] * 3, "88"]
    desk.trigger("actionSortFindings")
    assert desk.column(ProjectColumn.FINDINGS)[:2] == ["7", "6"], "the worst comes first"
    desk.trigger("actionSortFiles")
    assert desk.names()[0] == first
    offered = {action.objectName() for action in desk.find("projectOrder", QToolButton).menu().actions()}
    assert {"actionSortName", "actionSortUnit", "actionSortTotal", "actionSortGrade", "actionSortState"} <= offered


def test_order_is_remembered(qtbot: QtBot, samples: Path, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    desk = Desk(qtbot, samples, settings)
    desk.trigger("actionSortRate")
    desk.trigger("actionSortDescending")
    desk.window.close()

    again = Desk(qtbot, samples, Settings(settings.path))
    assert again.column(ProjectColumn.RATE)[0] == "100.00%"
    assert again.action("actionSortRate").isChecked()

    again.trigger("actionResetLayout")
    assert again.names()[0] == "2020 年市科协办公用房维修项目"


LONG = "2020 年上海市科学技术协会科技创新人才发展专项资金补助项目第{number:03d}号（含以前年度结转以及追加预算部分的绩效自评）"


def look(desk: Desk, place: QRect) -> bytes:
    """Return the pixels of a part of the list."""
    image = desk.projects.viewport().grab(place).toImage()
    return bytes(image.constBits())


def alike(folder: Path, count: int) -> None:
    """Write forms whose names begin and end alike."""
    one = json.loads(next(iter(sorted(folder.glob("*.json")))).read_text(encoding="utf-8"))
    for path in folder.glob("*.json"):
        path.unlink()
    for number in range(1, count + 1):
        form = one | {"id": f"zz{number:06d}", "project_name": LONG.format(number=number)}
        (folder / f"z{number:03d}.json").write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize("width", [418, 200])
def test_names_that_begin_alike_can_be_told_apart(qtbot: QtBot, samples: Path, width: int) -> None:
    alike(samples, 300)
    desk = Desk(qtbot, samples)
    view = desk.projects
    desk.window.projects.setFixedWidth(width)
    qtbot.waitUntil(lambda: desk.window.projects.width() == width)
    looks = set()
    for row in range(300):
        index = view.model().index(row, 0)
        view.scrollTo(index)
        place = view.visualRect(index)
        place.setHeight(place.height() * 2 // 3)  # the name, not the figures below it
        looks.add(look(desk, place))
    assert len(looks) == 300
    assert view.model().index(0, 0).data() == LONG.format(number=1), "whoever asks for the name gets all of it"


def test_a_row_says_all_to_a_screen_reader(qtbot: QtBot, samples: Path) -> None:
    """Numbers from the published form: 101.64 of 110, 91 points, two findings."""
    desk = Desk(qtbot, samples)
    spoken = desk.index("办公用房").data(Qt.ItemDataRole.AccessibleTextRole)
    for words in (
        "2020 年市科协办公用房维修项目",
        "上海市科学技术协会",
        "总分 91",
        "优",
        "92.40%",
        "2 个警告",
        "已保存",
    ):
        assert words in spoken


def test_figures_of_a_row_never_give_way(qtbot: QtBot, samples: Path) -> None:
    """At the least width the second line looks different for 1,234 findings and 1,235; the unit is what goes."""
    desk = Desk(qtbot, samples)
    desk.window.projects.setFixedWidth(desk.window.projects.minimumSizeHint().width())
    path = desk.index("办公用房").data(Role.PATH)
    looks = []
    for count in (1234, 1235):
        desk.window.model.put_counts([(path, Counts(0, count, 0))])
        looks.append(look(desk, desk.projects.visualRect(desk.index("办公用房"))))
    assert looks[0] != looks[1]


@pytest.mark.parametrize("width", [160, 200, 260])
def test_a_long_unit_never_runs_into_the_figures(qtbot: QtBot, samples: Path, width: int) -> None:
    path = next(samples.glob("*国际交流*"))
    form = json.loads(path.read_text(encoding="utf-8"))
    looks = []
    for number, unit in enumerate(("市", "上海市科学技术协会国际民间科技交流与合作促进中心")):
        folder = samples.parent / f"{number}"
        folder.mkdir()
        (folder / path.name).write_text(
            json.dumps(form | {"implementing_unit": unit}, ensure_ascii=False), encoding="utf-8"
        )
        desk = Desk(qtbot, folder)
        desk.window.projects.setFixedWidth(width)
        assert desk.window.projects.width() == width
        assert desk.cell("国际交流", ProjectColumn.UNIT) == unit
        place = desk.projects.visualRect(desk.index("国际交流"))
        figures = (
            desk.projects.fontMetrics().horizontalAdvance("90  优") + place.height() // 2
        )  # and the findings' sign
        place.setLeft(place.right() - figures)
        looks.append(look(desk, place))
    assert looks[0] == looks[1]


def test_units_that_begin_alike_can_be_told_apart(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.window.projects.setFixedWidth(260)
    metrics, row = desk.projects.fontMetrics(), desk.window.model.row_at(desk.index("国际交流"))
    assert row is not None
    looks = []
    for end in ("合作促进中心", "培训服务中心"):
        row.summary = row.summary._replace(implementing_unit=f"上海市科学技术协会国际民间科技交流与{end}")
        looks.append(look(desk, desk.projects.visualRect(desk.index("国际交流"))))
    assert metrics.horizontalAdvance(row.summary.implementing_unit) > 260
    assert looks[0] != looks[1]


@pytest.mark.parametrize("name", ["短名", LONG.format(number=1)])
def test_unit_and_a_total_of_many_decimals_are_both_read_in_a_narrow_list(
    qtbot: QtBot, samples: Path, name: str
) -> None:
    path = next(samples.glob("*国际交流*"))
    form = json.loads(path.read_text(encoding="utf-8")) | {"project_name": name}
    form["indicators"][0]["children"][0]["children"][0]["score"] = "14.123456"
    looks = []
    for end in ("合作促进中心", "培训服务中心"):
        form["implementing_unit"] = f"上海市科学技术协会国际民间科技交流与{end}"
        path.write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
        desk = Desk(qtbot, samples)
        desk.window.projects.setFixedWidth(160)
        metrics, place = desk.projects.fontMetrics(), desk.projects.visualRect(desk.index(name))
        assert desk.cell(name, ProjectColumn.TOTAL).endswith(".123456")
        above = QRect(place.left(), place.top(), place.width(), place.height() - metrics.height() - 4)
        looks.append((look(desk, above), look(desk, QRect(place.left(), above.bottom(), place.width(), 9))))
    assert looks[0][0] != looks[1][0], "the ends of the units"
    assert looks[0][1] == looks[1][1], "the figures"


def test_state_is_shown_only_where_there_is_something_to_say(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("市科协网站")

    place = desk.projects.visualRect(desk.index("国际交流"))
    saved = look(desk, place)
    changed = desk.change("国际交流")
    desk.choose("市科协网站")
    assert look(desk, place) != saved, "未保存"
    changed.stack.undo()
    assert look(desk, place) == saved


@pytest.mark.parametrize("width", [0, 160, 200, 260])
def test_the_sign_of_unsaved_stands_beside_what_is_lacking_in_a_narrow_list(
    qtbot: QtBot, samples: Path, width: int
) -> None:
    path = next(samples.glob("*国际交流*"))
    form = json.loads(path.read_text(encoding="utf-8"))
    form["indicators"][0]["children"][0]["children"][0]["weight"] = None
    path.write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    desk = Desk(qtbot, samples)
    desk.window.projects.setFixedWidth(width or desk.window.projects.minimumSizeHint().width())
    desk.choose("市科协网站")
    place = desk.projects.visualRect(desk.index("国际交流"))
    assert "还差" in desk.cell("国际交流", ProjectColumn.GRADE)
    signs = []
    for changed in (False, True):
        if changed:
            desk.change("国际交流")
            desk.choose("市科协网站")
        image = desk.projects.viewport().grab(place).toImage()
        tone = theme.color(theme.Tone.WARNING)
        spots = [(x, y) for x in range(image.width()) for y in range(image.height())]
        signs.append(sum(image.pixelColor(x, y) == tone for x, y in spots))
    assert signs[1] > signs[0], "未保存"


def test_a_final_form_says_so(qtbot: QtBot, samples: Path) -> None:
    path = next(samples.glob("*国际交流*"))
    path.write_text(path.read_text(encoding="utf-8").replace('"draft"', '"final"'), encoding="utf-8")
    desk = Desk(qtbot, samples)
    assert "定稿，已保存" in desk.index("国际交流").data(Qt.ItemDataRole.AccessibleTextRole)
    row = desk.window.model.row_of(path)
    other = desk.window.model.row_of(desk.index("办公用房").data(Role.PATH))
    assert row is not None
    assert other is not None
    assert (row.remark, other.remark) == ("定稿", "")


def test_outside_changes_appear(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    files = sorted(samples.glob("*.json"))
    shutil.copyfile(files[0], samples / "99 新.json")
    files[1].unlink()
    qtbot.waitUntil(
        lambda: desk.projects.model().rowCount() == 14 and "《全民科学素质纲要》" not in "".join(desk.names())
    )
    assert desk.index("99 新.json").isValid()


def test_context_menu_belongs_to_the_row_below(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    place = desk.projects.visualRect(desk.index("国际交流")).center()
    qtbot.mouseClick(desk.projects.viewport(), Qt.MouseButton.RightButton, pos=place)
    desk.projects.customContextMenuRequested.emit(place)
    menu = desk.find("menuProject", QMenu)
    assert menu.isVisible()
    assert desk.session.form.project_name == "2020 年国际交流与合作项目"
    assert {"actionRename", "actionDuplicate", "actionDelete", "actionShowInFolder"} <= {
        action.objectName() for action in menu.actions()
    }
    menu.close()


def test_search_by_key(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.trigger("actionSearchProjects")
    assert QApplication.focusWidget() in {desk.search, None}
