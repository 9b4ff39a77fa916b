"""After an import the first new form is shown in three steps, so that the window answers in between."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from selfeval_gui.views.importing.first_form import FirstForm
from tests.helpers.desk import Desk


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"))


def test_a_form_is_read_and_its_models_are_made_before_it_is_shown(qtbot: QtBot, samples: Path) -> None:
    window, path = Desk(qtbot, samples).window, files(samples)[0]
    first = FirstForm(window.forms, window.current)
    first.begin(path)
    assert (window.forms.session_at(path), window.current.session) == (None, None)
    assert first.go_on()
    session = window.forms.session_at(path)
    assert session is not None
    assert window.current.session is None
    assert first.go_on()
    assert window.current.session is None
    assert first.go_on()
    assert (window.current.session, window.current.path) == (session, path)
    assert not first.go_on()


def test_a_form_that_the_user_has_chosen_meanwhile_stays(qtbot: QtBot, samples: Path) -> None:
    window, (path, chosen, *_others) = Desk(qtbot, samples).window, files(samples)
    first = FirstForm(window.forms, window.current)
    first.begin(path)
    first.go_on()
    window.current.show(chosen)
    while first.go_on():
        continue
    assert window.current.path == chosen


def test_a_file_that_was_spoilt_meanwhile_is_shown_as_such(qtbot: QtBot, samples: Path) -> None:
    window, path = Desk(qtbot, samples).window, files(samples)[0]
    first = FirstForm(window.forms, window.current)
    path.write_text("{", encoding="utf-8")
    first.begin(path)
    while first.go_on():
        continue
    assert (window.current.path, window.current.session) == (path, None)
    assert window.current.unreadable is not None
