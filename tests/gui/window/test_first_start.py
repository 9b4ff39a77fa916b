"""A first start, an empty folder, the samples: each page says what to do next and has the button for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.app.settings import WORKSPACE, Settings
from tests.conftest import digest
from tests.helpers.desk import Desk
from tests.helpers.samples import SAMPLES


def click(desk: Desk, name: str) -> None:
    button = desk.find(name, QPushButton)
    assert button.isVisible()
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def page(desk: Desk) -> str:
    names = ("welcomePage", "emptyPage", "noFormPage", "unreadablePage", "formPage")
    (shown,) = [each for each in desk.all(QWidget) if each.objectName() in names and each.isVisible()]
    return shown.objectName()


def test_first_start_offers_three_ways(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    assert page(desk) == "welcomePage"
    assert not desk.projects.isVisible()
    for name in ("OpenSamples", "OpenWorkspace", "New"):
        button = desk.find(f"welcomePage{name}", QPushButton)
        assert isinstance(button, QPushButton)
        assert button.isVisible()


def test_samples_are_copied_to_the_chosen_folder(qtbot: QtBot, tmp_path: Path) -> None:
    before = digest(SAMPLES)
    desk = Desk(qtbot)
    desk.notifier.folders = [tmp_path / "示例"]
    click(desk, "welcomePageOpenSamples")
    qtbot.waitUntil(lambda: desk.projects.model().rowCount() == 14)
    assert page(desk) == "noFormPage"
    desk.change("国际交流")
    desk.trigger("actionSave")
    qtbot.waitUntil(lambda: desk.session.is_clean)
    assert desk.session.path.parent == tmp_path / "示例"
    assert digest(SAMPLES) == before


def test_samples_never_overwrite(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "01 2020 年市科协办公用房维修项目.json").write_text("mine", encoding="utf-8")
    desk = Desk(qtbot)
    desk.notifier.folders = [tmp_path]
    desk.trigger("actionOpenSamples")
    qtbot.waitUntil(lambda: desk.window.place.root is not None)
    desk.wait_until_read()
    assert len(desk.names()) == 14
    assert (tmp_path / "01 2020 年市科协办公用房维修项目.json").read_text(encoding="utf-8") == "mine"
    assert not desk.window.place.root.is_relative_to(tmp_path)  # type: ignore[union-attr]
    assert str(desk.window.place.root) in desk.notifier.said[-1][1]


def test_samples_into_a_folder_that_refuses(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    desk = Desk(qtbot)
    desk.notifier.folders = [tmp_path / "file"]
    desk.trigger("actionOpenSamples")
    qtbot.waitUntil(lambda: bool(desk.notifier.said))
    assert desk.notifier.said[0][0] == "error"
    assert page(desk) == "welcomePage"


def test_a_home_without_documents_works(qtbot: QtBot, private_home: Path) -> None:
    assert not (private_home / "Documents").exists()
    desk = Desk(qtbot)
    desk.notifier.folders = [None, None]
    desk.trigger("actionOpenSamples")
    desk.trigger("actionOpenWorkspace")
    for asked, _choices in desk.notifier.asked:
        assert asked.endswith(f" {private_home}"), asked


def test_welcome_says_things_in_the_order_they_are_asked(qtbot: QtBot, tmp_path: Path) -> None:
    """新建 asks where first, 导入 asks what first; both say so, and each question says what it is for."""
    desk = Desk(qtbot)
    words = [label.text() for label in desk.all(QLabel, desk.find("welcomePage", QWidget))]
    (new,) = [text for text in words if text.startswith("先选存放的文件夹")]
    (take_in,) = [text for text in words if text.startswith("先选已有的")]
    assert "再填" in new
    assert "再选存放的文件夹" in take_in
    desk.notifier.folders = [None, None]
    click(desk, "welcomePageNew")
    assert desk.notifier.asked[-1][0].startswith("新建的自评表放在哪个文件夹？")
    (tmp_path / "表.txt").write_text("x", encoding="utf-8")
    desk.notifier.sources = [tmp_path / "表.txt"]
    click(desk, "welcomePageImport")
    assert [text.split("？")[0] for text, _choices in desk.notifier.asked[1:]] == [
        "导入哪些文件",
        "导入的自评表放在哪个文件夹",
    ]


@pytest.mark.parametrize("action", ["actionOpenSamples", "actionOpenWorkspace"])
def test_given_up_choosers_change_nothing(qtbot: QtBot, action: str) -> None:
    desk = Desk(qtbot)
    desk.notifier.folders = [None]
    desk.trigger(action)
    assert page(desk) == "welcomePage"


def test_empty_folder_invites(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    desk = Desk(qtbot, tmp_path / "leer")
    assert page(desk) == "emptyPage"
    (tmp_path / "leer" / "a.json").write_bytes((SAMPLES / "03 2020 年国际交流与合作项目.json").read_bytes())
    qtbot.waitUntil(lambda: page(desk) == "noFormPage")
    desk.choose("国际交流")
    assert page(desk) == "formPage"


def test_folder_of_the_last_time_comes_back(qtbot: QtBot, samples: Path) -> None:
    desk = Desk(qtbot, samples)
    desk.window.close()
    again = Desk(qtbot)
    again.wait_until_read()
    assert len(again.names()) == 14


def test_folder_of_the_last_time_that_is_gone_is_forgotten(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.set(WORKSPACE, str(tmp_path / "nowhere"))
    desk = Desk(qtbot, settings=settings)
    assert page(desk) == "welcomePage"


def test_broken_settings_are_said_once(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text("{", encoding="utf-8")
    desk = Desk(qtbot, settings=Settings(path))
    assert "settings-broken.json" in desk.notifier.said[0][1]
    assert Desk(qtbot, settings=Settings(path)).notifier.said == []
