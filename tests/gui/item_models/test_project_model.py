"""The model of the project list, under Qt's model tester, filled with the samples."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies
from PySide6.QtCore import QObject, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from selfeval_gui.app.session import Session
from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.item_models.columns import ProjectColumn, Role
from selfeval_gui.item_models.project_model import ProjectModel
from selfeval_gui.item_models.project_order import BY_PATH, Order
from selfeval_gui.item_models.project_row import ProjectRow
from selfeval_gui.rules.finding import Severity
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.store import load
from selfeval_gui.storage.summary import Summary, read_summary
from selfeval_gui.work.counts import Counts

_FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


class Lists:
    """The list, and a tester that watches it."""

    def __init__(self, folder: Path, parent: QObject) -> None:
        self.files = sorted(folder.glob("*.json"))
        self.model = ProjectModel(parent)
        self.model.put([read_summary(path) for path in self.files])
        self.tester = QAbstractItemModelTester(self.model, _FATAL, self.model)

    def column(self, column: int, role: int = Qt.ItemDataRole.DisplayRole) -> list[object]:
        return [self.model.index(row, column).data(role) for row in range(self.model.rowCount())]

    def names(self) -> list[object]:
        return self.column(ProjectColumn.NAME)

    def cell(self, path: Path, column: int, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.model.index_of(path).siblingAtColumn(column).data(role)

    def open(self, path: Path) -> Session:
        loaded = load(path)
        session = Session(loaded.form, path, loaded.fingerprint, self.model)
        self.model.attach(session)
        return session


@pytest.fixture
def lists(samples: Path, qapp: QApplication) -> Lists:
    return Lists(samples, qapp)


def test_shows_what_the_truth_says(lists: Lists) -> None:
    assert lists.column(ProjectColumn.TOTAL) == "91 89 90 89 89 90 90 91 91 90 91 90 90 88".split()
    assert lists.column(ProjectColumn.YEAR) == ["2020"] * 14
    assert lists.column(ProjectColumn.GRADE).count("优") == 10
    assert lists.column(ProjectColumn.RATE)[:3] == ["92.40%", "99.93%", "95.74%"]
    assert lists.names()[0] == "2020 年市科协办公用房维修项目"
    assert lists.column(ProjectColumn.STATE) == ["已保存"] * 14


def test_no_grade_before_the_weights_make_the_total(lists: Lists) -> None:
    session = lists.open(lists.files[0])
    session.form.indicators[0].children[0].children[0].weight = Decimal(12)  # of 15
    lists.model.refresh(session)
    assert lists.cell(lists.files[0], ProjectColumn.GRADE) == "还差 3"
    lists.model.sort(ProjectColumn.GRADE)
    assert lists.column(ProjectColumn.GRADE)[:2] == ["还差 3", "良"]


def test_totals_show_equally_many_decimals(lists: Lists, samples: Path) -> None:
    session = lists.open(lists.files[0])
    leaf = session.form.indicators[0].children[0].children[0]
    leaf.score = load(lists.files[0]).form.funds.total.annual_budget
    type_into_field(session, "notes", "x")
    leaf.score = None
    type_into_field(session, "notes", "y")
    assert set(map(len, map(str, lists.column(ProjectColumn.TOTAL)))) == {2}
    session.form.funds.total.score = None
    type_into_field(session, "rule_set", "mof-2020")
    assert set(map(len, map(str, lists.column(ProjectColumn.TOTAL)))) == {5}


def test_findings_say_count_and_worst_kind(lists: Lists) -> None:
    path = lists.files[0]
    assert lists.cell(path, ProjectColumn.FINDINGS) == ""
    lists.model.put_counts([(path, Counts(1, 2, 3))])
    assert lists.cell(path, ProjectColumn.FINDINGS) == "6"
    assert lists.cell(path, ProjectColumn.FINDINGS, Role.SEVERITY) == Severity.ERROR
    assert lists.cell(path, ProjectColumn.FINDINGS, Role.COUNTS) == Counts(1, 2, 3)
    assert lists.cell(path, ProjectColumn.FINDINGS, Qt.ItemDataRole.ToolTipRole) == "1 个错误，2 个警告，3 个提示"
    lists.model.put_counts([(path, Counts())])
    assert lists.cell(path, ProjectColumn.FINDINGS) == "无"


def test_unreadable_file_says_why(lists: Lists, samples: Path) -> None:
    broken = samples / "00 坏.json"
    broken.write_bytes(b"")
    lists.model.put([read_summary(broken)])
    assert lists.names()[0] == "00 坏.json"
    assert "文件是空的" in str(lists.cell(broken, ProjectColumn.NAME, Qt.ItemDataRole.ToolTipRole))
    assert "文件是空的" in str(lists.cell(broken, ProjectColumn.NAME, Qt.ItemDataRole.AccessibleTextRole))
    assert lists.cell(broken, ProjectColumn.TOTAL) == ""
    assert lists.model.tally().unreadable == 1


def test_open_form_shows_as_it_is(lists: Lists) -> None:
    path = lists.files[0]
    session = lists.open(path)
    assert lists.cell(path, ProjectColumn.FINDINGS) == str(len(session.findings))
    type_into_field(session, "project_name", "新名称")
    assert lists.cell(path, ProjectColumn.NAME) == "新名称"
    assert lists.cell(path, ProjectColumn.STATE) == "未保存"
    assert lists.model.tally().unsaved == 1
    session.stack.undo()
    assert lists.cell(path, ProjectColumn.STATE) == "已保存"
    lists.model.put_counts([(path, Counts(9, 9, 9))])
    assert lists.cell(path, ProjectColumn.FINDINGS) == str(len(session.findings))


def test_file_of_an_open_form_that_goes_stays_in_the_list(lists: Lists) -> None:
    path = lists.files[0]
    session = lists.open(path)
    lists.model.take_out([path, lists.files[1]])
    assert lists.model.rowCount() == 13
    assert lists.cell(path, ProjectColumn.STATE) == "文件不在"
    lists.model.detach(session)
    assert lists.model.rowCount() == 12


def test_rows_come_in_the_order_of_their_paths(lists: Lists) -> None:
    summaries = [read_summary(path) for path in lists.files]
    lists.model.clear()
    lists.model.put(summaries[8:])
    lists.model.put([summaries[3], summaries[1], summaries[7]])
    lists.model.put(summaries[:6])
    assert [row.path for row in lists.model.rows] == [path for path in lists.files if path != lists.files[6]]


@pytest.mark.parametrize("column", list(ProjectColumn))
@pytest.mark.parametrize("direction", list(Qt.SortOrder))
def test_sorts_by_each_column(lists: Lists, column: ProjectColumn, direction: Qt.SortOrder) -> None:
    kept = QPersistentModelIndex(lists.model.index(5, 0))
    name = kept.data()
    lists.model.sort(column, direction)
    assert kept.data() == name
    if column != ProjectColumn.NAME:
        keys = [row.sort_key(column) for row in lists.model.rows]
        assert keys == sorted(keys, reverse=direction is Qt.SortOrder.DescendingOrder)
    lists.model.sort(BY_PATH)
    assert [row.path for row in lists.model.rows] == lists.files


def test_names_sort_as_a_chinese_list_does(lists: Lists) -> None:
    for path, name in zip(lists.files, ("中医", "10 号", "北京", "上海", "9 号"), strict=False):
        type_into_field(lists.open(path), "project_name", name)
    lists.model.sort(ProjectColumn.NAME)
    shown = [name for name in lists.names() if not str(name).startswith("2020")]
    assert shown == ["9 号", "10 号", "北京", "上海", "中医"]


def test_stays_sorted_when_rows_come_and_change(lists: Lists, samples: Path) -> None:
    lists.model.sort(ProjectColumn.TOTAL)
    best = lists.open(lists.files[0])
    best.form.indicators[0].children[0].children[0].score = None
    type_into_field(best, "notes", "x")
    assert lists.model.rows[0].session is best
    lists.model.take_out([lists.files[4]])
    lists.model.put([read_summary(lists.files[4])])
    keys = [row.sort_key(ProjectColumn.TOTAL) for row in lists.model.rows]
    assert keys == sorted(keys)
    lists.model.sort(ProjectColumn.FINDINGS, Qt.SortOrder.DescendingOrder)
    lists.model.put_counts([(path, Counts(number, 0, 0)) for number, path in enumerate(lists.files)])
    assert lists.model.rows[0].path == lists.files[-1]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 14),
        ("科技", 4),
        ("科技 智库", 1),
        ("智库　科技", 1),
        ("２０２０", 14),
        ("zzz", 0),
        ("上海市", 14),
        ("09", 1),
        ("JSON", 14),
    ],
)
def test_filters_by_every_word(lists: Lists, text: str, count: int) -> None:
    lists.model.set_search(text)
    assert lists.model.rowCount() == count
    lists.model.set_search("")
    assert lists.model.rowCount() == 14


def test_save_as_leaves_a_row_for_the_old_file(lists: Lists, samples: Path) -> None:
    session = lists.open(lists.files[0])
    session.saved_as(samples / "98 新.json", "", -1)
    lists.model.move(session)
    assert lists.model.rowCount() == 15
    row = lists.model.row_of(samples / "98 新.json")
    old = lists.model.row_of(lists.files[0])
    assert row is not None
    assert row.session is session
    assert old is not None
    assert old.session is None


def summary_of_row(folder: Path, number: int, name: str, score: str | None, *, broken: bool = False) -> Summary:
    reason = UnreadableForm("file.not_json") if broken else None
    total = None if score is None else Decimal(score)
    path = folder / f"{number:03d}.json"
    return Summary(path, 1.0, 1, project_name=name, score_total=total, weight_total=Decimal(100), unreadable=reason)


def test_a_folder_read_in_order_is_placed_batch_by_batch(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    model, placed, place_for = ProjectModel(), [], Order.place_for
    folder = Path("/forms").absolute()

    def counted(self: Order, row: ProjectRow, rows: Sequence[ProjectRow]) -> int:
        placed.append(row.key)
        return place_for(self, row, rows)

    monkeypatch.setattr(Order, "place_for", counted)
    for first in range(0, 300, 100):
        model.put([summary_of_row(folder, number, "甲", "90") for number in range(first, first + 100)])
        for number in (0, first, first + 99):
            assert model.index_of(folder / f"{number:03d}.json").row() == number
    assert placed == [str(folder / f"{first:03d}.json") for first in (0, 100, 200)]
    assert [row.path.stem for row in model.rows] == [f"{number:03d}" for number in range(300)]
    assert model.tally().forms == 300


@pytest.mark.parametrize("apart", [1, 2, 3])
def test_many_rows_go_in_one_step_and_the_current_one_stays(qapp: QApplication, apart: int) -> None:
    model, folder, steps = ProjectModel(), Path("/forms").absolute(), []
    tester = QAbstractItemModelTester(model, _FATAL)
    model.put([summary_of_row(folder, number, "甲", "90") for number in range(300)])
    current = QPersistentModelIndex(model.index_of(folder / "299.json"))
    model.rowsRemoved.connect(lambda _parent, first, last: steps.append(last - first + 1))
    gone = range(100, 100 + 50 * apart, apart)
    model.take_out([folder / f"{number:03d}.json" for number in gone])
    kept = [f"{number:03d}" for number in range(300) if number not in gone]
    assert steps == [50]
    assert [model.index(row, 0).data(Role.PATH).stem for row in range(model.rowCount())] == kept
    assert (current.row(), current.data(Role.PATH).stem) == (249, "299")
    assert model.tally().forms == 250
    assert tester.model() is model


@pytest.mark.parametrize("direction", Qt.SortOrder)
@pytest.mark.parametrize("column", [BY_PATH, ProjectColumn.NAME, ProjectColumn.TOTAL, ProjectColumn.FINDINGS])
@given(data=strategies.data())
@settings(max_examples=8, deadline=None)
def test_order_and_tally_hold_whatever_comes_and_goes(
    qapp: QApplication, column: int, direction: Qt.SortOrder, data: strategies.DataObject
) -> None:
    model, folder = ProjectModel(), Path("/forms").absolute()
    model.sort(column, direction)
    there: dict[int, tuple[str, str | None, bool, Counts]] = {}
    numbers = strategies.lists(strategies.integers(0, 25), max_size=20, unique=True)
    scores = strategies.sampled_from([None, "9", "90", "100"])
    for _ in range(data.draw(strategies.integers(1, 4))):
        come = {
            number: (data.draw(strategies.sampled_from("乙甲丙")), data.draw(scores), data.draw(strategies.booleans()))
            for number in data.draw(numbers)
        }
        model.put([summary_of_row(folder, number, *row[:2], broken=row[2]) for number, row in come.items()])
        there |= {number: (*row, Counts()) for number, row in come.items()}
        counted = {
            number: Counts(data.draw(strategies.integers(0, 2)), 1, 0)
            for number in data.draw(numbers)
            if number in there
        }
        model.put_counts([(folder / f"{number:03d}.json", counts) for number, counts in counted.items()])
        there |= {number: (*there[number][:3], counts) for number, counts in counted.items()}
        gone = data.draw(numbers)
        model.take_out([folder / f"{number:03d}.json" for number in gone])
        there = {number: row for number, row in there.items() if number not in gone}

    def rank(number: int) -> float:
        name, score, broken, counts = there[number]
        if column == ProjectColumn.NAME:
            return "丙甲乙".index(name)  # bǐng, jiǎ, yǐ
        if column == ProjectColumn.TOTAL:
            return -1 if broken or score is None else float(score)
        if column == ProjectColumn.FINDINGS:
            return -1 if broken else counts.errors * 10 + counts.warnings
        return number

    descending = direction == Qt.SortOrder.DescendingOrder and column != BY_PATH
    expected = sorted(sorted(there), key=rank, reverse=descending)
    assert [int(model.index(row, 0).data(Role.PATH).stem) for row in range(model.rowCount())] == expected
    errors = sum(counts.errors > 0 for *_, counts in there.values())
    warnings = sum(counts.warnings > 0 for *_, counts in there.values())
    assert model.tally() == (len(there), errors, warnings, sum(broken for _, _, broken, _ in there.values()), 0)
