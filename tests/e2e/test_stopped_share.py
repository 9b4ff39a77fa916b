"""A share whose server is stopped: the system itself does not answer, as when a network goes away."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from selfeval_gui.app import by_folder, jobs, tasks, worker
from selfeval_gui.app.settings import Settings
from selfeval_gui.domain.form import Evidence
from selfeval_gui.domain.tree import level_three
from selfeval_gui.messages import finding_sentence
from selfeval_gui.storage import folder_probe
from selfeval_gui.storage.codec import decode
from selfeval_gui.storage.recovery import find_left_over
from selfeval_gui.storage.store import load, save
from selfeval_gui.views.form.form_bar import FormBar
from tests.helpers.desk import Desk
from tests.helpers.fuse_share import StoppedShare

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="FUSE is a thing of Linux")


@pytest.fixture
def share(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StoppedShare]:
    backing, place = tmp_path / "backing", tmp_path / "share"
    shutil.copytree(samples, backing)
    place.mkdir()
    share = StoppedShare(backing, place)
    if share.refused:
        share.end()
        pytest.skip(f"this system lets nobody mount a folder of their own: {share.refused}")
    monkeypatch.setattr(jobs, "PATIENCE_MS", 1500)
    monkeypatch.setattr(worker, "PATIENCE_S", 0.5)
    monkeypatch.setattr(by_folder, "PATIENCE_S", 0.5)
    monkeypatch.setattr(folder_probe, "PATIENCE_S", 0.5)
    yield share
    share.end()


def stopped_during_a_save(desk: Desk, share: StoppedShare) -> None:
    desk.change("国际交流", "typed")
    share.stop()
    desk.trigger("actionSave")
    desk.qtbot.waitUntil(lambda: bool(desk.window.forms.jobs.slow_ones), timeout=20_000)
    assert "没有应答" in desk.find("formBar", FormBar).text


def test_a_save_goes_elsewhere(qtbot: QtBot, tmp_path: Path, share: StoppedShare) -> None:
    desk = Desk(qtbot, share.place)
    before = next(share.backing.glob("*国际交流*")).read_bytes()
    stopped_during_a_save(desk, share)
    desk.type_notes("more")
    here = tmp_path / "here.json"
    desk.notifier.targets = [here]
    qtbot.mouseClick(desk.find("formBarSaveHere", QPushButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.session.is_clean, timeout=20_000)
    assert "typed" in load(here).form.notes
    assert "more" in load(here).form.notes
    assert next(share.backing.glob("*国际交流*")).read_bytes() == before


def test_the_window_closes_and_the_form_is_kept_on_this_machine(
    qtbot: QtBot, tmp_path: Path, share: StoppedShare
) -> None:
    desk = Desk(qtbot, share.place, Settings(tmp_path / "data" / "settings.json"))
    stopped_during_a_save(desk, share)
    desk.notifier.answers = ["leave"]
    assert desk.window.close()
    (record,) = find_left_over(tmp_path / "data" / "recovery").records
    assert decode(record.data).notes == "typed"


def test_a_save_is_done_when_the_share_answers_again(qtbot: QtBot, share: StoppedShare) -> None:
    desk = Desk(qtbot, share.place)
    stopped_during_a_save(desk, share)
    share.go_on()
    qtbot.waitUntil(lambda: desk.session.is_clean, timeout=20_000)
    assert load(next(share.backing.glob("*国际交流*"))).form.notes == "typed"
    assert desk.find("formBar", FormBar).text == ""


def test_another_folder_opens_meanwhile(qtbot: QtBot, samples: Path, share: StoppedShare) -> None:
    desk = Desk(qtbot, share.place)
    stopped_during_a_save(desk, share)
    desk.window.place.open(samples)
    desk.wait_until_read()
    assert len(desk.names()) == 14 + 1, "the form whose save hangs is still there"
    share.go_on()
    desk.wait_until_written()


def test_evidence_on_a_stopped_share_is_told_as_unread(
    qtbot: QtBot, samples: Path, share: StoppedShare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "LONG_MS", 100)
    monkeypatch.setattr(tasks, "STOP_MS", 100)
    path = next(samples.glob("*国际交流*"))
    form = decode(path.read_bytes())
    form.rule_set = "review-strict"
    row = next(level_three(form.indicators))
    (share.backing / "证明.pdf").write_bytes(b"1")
    row.evidence = [Evidence(id="e", name="证明", path=(share.place / "证明.pdf").as_posix(), size=1, sha256="0")]
    path.unlink()
    save(form, path, expected=None)
    desk = Desk(qtbot, samples)
    share.stop()
    desk.choose("国际交流")
    progress = desk.find("statusProgress", QWidget)
    qtbot.waitUntil(progress.isVisible)
    assert any("正在等文件夹应答" in label.text() for label in desk.all(QLabel, progress))
    desk.type_notes("goes on")
    qtbot.mouseClick(desk.find("progressCancel", QToolButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any("没有应答" in sentence for _kind, sentence in desk.notifier.said))
    found = [finding_sentence(each) for each in desk.session.findings if each.code == "evidence.changed"]
    assert found == ["材料“证明”的文件读不了，说不准还是不是登记时的那一份。请检查网络位置和权限。"]


def test_packing_from_a_stopped_share_can_be_stopped(
    qtbot: QtBot, samples: Path, tmp_path: Path, share: StoppedShare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "STOP_MS", 100)
    path = next(samples.glob("*国际交流*"))
    form = decode(path.read_bytes())
    (share.backing / "证明.pdf").write_bytes(b"1")
    proof = Evidence(id="e", name="证明", path=(share.place / "证明.pdf").as_posix(), size=1, sha256="0")
    next(level_three(form.indicators)).evidence = [proof]
    path.unlink()
    save(form, path, expected=None)
    desk = Desk(qtbot, samples)
    desk.choose("国际交流")
    out = tmp_path / "out"
    out.mkdir()
    desk.notifier.folders = [out]
    share.stop()
    desk.trigger("actionPackEvidence")
    progress = desk.find("statusProgress", QWidget)
    qtbot.waitUntil(progress.isVisible)
    qtbot.mouseClick(desk.find("progressCancel", QToolButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any("没有应答" in sentence for _kind, sentence in desk.notifier.said))
    share.go_on()
    qtbot.waitUntil(lambda: not [*out.iterdir()])
