"""A start reaches a window whatever stands in the program's own folder: settings, recovery, locks, templates, rule sets."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from selfeval_gui.app.settings import FILE_NAME, Settings
from selfeval_gui.storage import user_data
from selfeval_gui.storage.lock_file import lock_file
from tests.helpers.desk import Desk
from tests.helpers.fuzzing_home import kind_content, lock_content, recovery_content, settings_file

SEEDS = range(12)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_start_reaches_a_window_and_a_form(qtbot: QtBot, samples: Path, seed: int) -> None:
    dice, data = random.Random(seed), user_data.data_folder()
    (form,) = samples.glob("*国际交流*.json")
    for path, content in (
        (data / FILE_NAME, settings_file(dice)),
        (data / "templates" / "own-a.json", kind_content(dice, is_template=True)),
        (data / "rule_sets" / "own-a.json", kind_content(dice, is_template=False)),
        *((data / "recovery" / "ab" / f"{number}.recovery", recovery_content(dice, form)) for number in range(4)),
        (data / "running" / "ab.running", b""),
        (lock_file(form), lock_content(dice)),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    desk = Desk(qtbot, samples, Settings())
    qtbot.waitUntil(lambda: desk.window.recovery.has_looked and not desk.window.recovery.is_looking)
    assert desk.window.isVisible()
    assert len(desk.names()) == 14
    desk.choose("国际交流")
    assert desk.session.path == form
