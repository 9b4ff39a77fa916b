"""The About box of an installed copy: the commit it was built from, and the licences to read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QLabel, QListWidget, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from selfeval_gui.data import resources_dir
from selfeval_gui.views.window import about_dialog, licences_dialog
from selfeval_gui.views.window.about_dialog import AboutDialog
from selfeval_gui.views.window.licences_dialog import LicencesDialog


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the program believe that its data lie in an installed copy."""
    for module in (about_dialog, licences_dialog):
        monkeypatch.setattr(module, "resources_dir", lambda: tmp_path / "resources")
    (tmp_path / "licenses").mkdir()
    (tmp_path / "licenses" / "Python-LICENSE.txt").write_text("Python's words", encoding="utf-8")
    (tmp_path / "licenses" / "Qt-LGPL-3.txt").write_bytes("© Qt".encode("latin-1"))
    return tmp_path


def words_of(dialog: AboutDialog) -> str:
    labels = cast(list[QLabel], dialog.findChildren(QLabel))
    return "\n".join(label.text() for label in labels)


@pytest.mark.parametrize(("name", "shown"), [("0123456789abcdef", "0123456789ab\n"), ("0123456789abcdef+", "789ab+\n")])
def test_an_installed_copy_names_its_commit(qtbot: QtBot, installed: Path, name: str, shown: str) -> None:
    (installed / "build.json").write_text(json.dumps({"version": "1", "commit": name}), encoding="utf-8")
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    assert shown in words_of(dialog)


@pytest.mark.parametrize("text", ["", "[]", "{}", "{"])
def test_a_broken_note_of_the_build_stops_nobody(qtbot: QtBot, installed: Path, text: str) -> None:
    (installed / "build.json").write_text(text, encoding="utf-8")
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    assert "从源代码运行" in words_of(dialog)


def test_the_licences_can_be_read(qtbot: QtBot, installed: Path) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    button = dialog.findChild(QPushButton, "aboutLicences")
    assert button is not None
    button.click()
    shown = dialog.findChild(LicencesDialog)
    assert shown is not None
    names = shown.findChild(QListWidget, "licenceNames")
    text = shown.findChild(QPlainTextEdit, "licenceText")
    assert names is not None
    assert text is not None
    assert [names.item(row).text() for row in range(names.count())] == ["Python-LICENSE", "Qt-LGPL-3"]
    assert text.toPlainText() == "Python's words"
    names.setCurrentRow(1)
    assert text.toPlainText() == "© Qt"
    (installed / "licenses" / "Python-LICENSE.txt").unlink()
    names.setCurrentRow(0)
    assert "读不到这份许可证" in text.toPlainText()
    shown.reject()


def test_a_checkout_shows_its_own_licence() -> None:
    assert licences_dialog.licence_files() == [resources_dir().parent / "LICENSE"]
