"""Whole files from the list: rename, duplicate, to the trash."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from selfeval_gui.app import trash
from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.item_models.columns import ProjectColumn
from selfeval_gui.storage.store import load
from selfeval_gui.storage.user_data import data_folder
from tests.helpers.desk import Desk


def test_rename_proposes_the_projects_name(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流")
    old = session.path
    desk.notifier.texts = ["2020 年国际交流与合作项目"]
    desk.trigger("actionRename")
    qtbot.waitUntil(lambda: session.path != old)
    assert desk.notifier.asked[0][0].endswith("2020 年国际交流与合作项目")
    assert session.path == samples / "2020 年国际交流与合作项目.json"
    assert not old.exists()
    assert not session.is_clean
    assert session.form.project_name == "2020 年国际交流与合作项目"
    desk.wait_until_read()
    assert len(desk.names()) == 14
    assert desk.projects.currentIndex().data() == "2020 年国际交流与合作项目"


@pytest.mark.parametrize("typed", [None, "", "  ", "03 2020 年国际交流与合作项目", "03 2020 年国际交流与合作项目.json"])
def test_rename_to_nothing_or_the_same(qtbot: QtBot, samples: Path, typed: str | None) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    desk.notifier.texts = [typed]
    desk.trigger("actionRename")
    assert not desk.window.forms.is_busy
    assert desk.session.path.name == "03 2020 年国际交流与合作项目.json"


def test_rename_to_a_name_windows_refuses_and_one_that_is_taken(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    desk.notifier.texts = ["a/b:c?", "01 2020 年市科协办公用房维修项目"]
    for _ in range(2):
        with qtbot.waitSignal(desk.window.forms.renamed):
            desk.trigger("actionRename")
    assert desk.session.path.name == "01 2020 年市科协办公用房维修项目 (2).json"
    assert len(list(samples.glob("*.json"))) == 14


def test_rename_that_fails_is_said(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    desk.session.path.unlink()
    desk.notifier.texts = ["新"]
    desk.trigger("actionRename")
    qtbot.waitUntil(lambda: bool(desk.notifier.said))
    assert desk.notifier.said[0][0] == "error"


def test_duplicate_goes_to_the_copy(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    original = desk.session
    desk.trigger("actionDuplicate")
    qtbot.waitUntil(lambda: desk.session is not original)
    assert desk.session.form.id != original.form.id
    assert desk.session.form.project_name == original.form.project_name
    qtbot.waitUntil(lambda: desk.projects.model().rowCount() == 15)
    assert desk.projects.currentIndex() == desk.index("项目 (2).json")


def test_duplicate_of_a_changed_form_holds_the_changes(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    original = desk.change("国际交流", "abc")
    desk.trigger("actionDuplicate")
    qtbot.waitUntil(lambda: desk.session is not original)
    assert load(desk.session.path).form.notes == "abc"
    assert load(original.path).form.notes == ""
    assert not original.is_clean


def test_delete_asks_and_uses_the_trash(qtbot: QtBot, samples: Path, private_home: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    path, content = desk.session.path, desk.session.path.read_bytes()
    desk.notifier.answers = ["delete"]
    desk.trigger("actionDelete")
    assert desk.notifier.asked[0][1] == ["移到回收站", "取消"]
    assert not path.exists()
    assert len(desk.names()) == 13
    assert desk.window.current.session is None
    assert not desk.projects.currentIndex().isValid()
    assert content in [each.read_bytes() for each in private_home.rglob("*.json")]
    assert desk.notifier.said == [("info", "“2020 年国际交流与合作项目”已移到回收站。")]


def with_versions(qtbot: QtBot, samples: Path) -> tuple[Desk, list[Path]]:
    """Return a window on a form that was saved twice, and the versions that were kept."""
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流")
    desk.trigger("actionSave")
    desk.qtbot.waitUntil(lambda: session.is_clean)
    desk.type_notes("y")
    assert desk.window.pages.form_page().commit_editors()
    desk.trigger("actionSave")
    desk.qtbot.waitUntil(lambda: session.is_clean)
    desk.wait_until_written()
    return desk, sorted((data_folder() / "versions").rglob("*.json"))


def test_deleting_says_that_versions_stay_and_leaves_them(qtbot: QtBot, samples: Path) -> None:
    desk, versions = with_versions(qtbot, samples)
    assert len(versions) == 2
    desk.notifier.answers = ["delete"]
    desk.trigger("actionDelete")
    assert "2 个历史版本留在这台电脑里" in desk.notifier.asked[-1][0]
    assert desk.notifier.asked[-1][1] == ["移到回收站", "一并删除", "取消"]
    assert all(version.exists() for version in versions)


def test_versions_are_deleted_with_their_form(qtbot: QtBot, samples: Path) -> None:
    desk, versions = with_versions(qtbot, samples)
    path = desk.session.path
    desk.notifier.answers = ["all"]
    desk.trigger("actionDelete")
    assert not path.exists()
    assert not any(version.exists() for version in versions)
    assert "和它的历史版本已删除" in desk.notifier.said[-1][1]


def test_delete_of_a_changed_form_says_so(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    session = desk.change("国际交流")
    desk.notifier.answers = ["cancel"]
    desk.trigger("actionDelete")
    assert "没保存的改动" in desk.notifier.asked[0][0]
    assert session.path.exists()
    assert desk.session is session


def test_delete_without_a_trash_does_nothing(qtbot: QtBot, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trash, "move_to_trash", lambda _path: False)
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    path = desk.session.path
    desk.notifier.answers = ["delete"]
    desk.trigger("actionDelete")
    assert path.exists()
    assert "回收站不可用" in desk.notifier.said[0][1]
    assert desk.session.path == path


def test_show_in_folder(qtbot: QtBot, samples: Path, opened_folders: list[str]) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    desk.trigger("actionShowInFolder")
    assert opened_folders == [str(samples)]


def test_copied_file_gets_its_own_id_with_a_notice(qtbot: QtBot, samples: Path) -> None:
    copy = samples / "复制来的.json"
    copy.write_bytes((samples / "03 2020 年国际交流与合作项目.json").read_bytes())
    desk = Desk(qtbot, samples)
    desk.choose("03 2020")
    old_id = desk.session.form.id
    session = desk.change("复制来的")
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: session.is_clean)
    assert load(copy).form.id != old_id
    assert any("编号相同" in text for _kind, text in desk.notifier.said)


def test_findings_of_the_list_follow_an_edit(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    before = int(desk.cell("国际交流", ProjectColumn.FINDINGS))
    type_into_field(desk.session, "department", "")
    assert int(desk.cell("国际交流", ProjectColumn.FINDINGS)) == before + 1
