"""Garbage is collected in the window's thread, between two events: what is Qt's may be taken apart nowhere else."""

import gc
import subprocess
import sys
import weakref

import pytest

from selfeval_gui.work.collector import LeftBehind, collect_what_is_due, keep_out_of_collections
from tests.helpers.samples import ROOT

GARBAGE_OF_QT = """
import gc, sys, threading, weakref
from PySide6.QtCore import QTimer
from selfeval_gui.app.worker import Worker
from selfeval_gui.views import start

application = start.make_application([])
gone, threads = [], set()
gc.callbacks.append(lambda phase, _: threads.add(threading.current_thread() is threading.main_thread()))
for _ in range(200):
    timer = QTimer()
    timer.me = timer
    gone.append(weakref.ref(timer))
timer = None

def work(report):
    kept = [[number] for number in range(100_000)]
    for number in range(100_000):
        ring = [number]
        ring.append(ring)
    return len(kept)

worker = Worker(work, application)
look = QTimer(interval=20)
worker_has_ended = []

def end():
    if worker_has_ended and not any(ref() for ref in gone):
        application.quit()

look.timeout.connect(end)
worker.succeeded.connect(worker_has_ended.append)
look.start()
worker.start()
application.exec()
print(worker_has_ended, threads, gc.isenabled())
"""


def test_only_the_event_loop_takes_windows_and_timers_apart() -> None:
    command = [sys.executable, "-X", "faulthandler", "-c", GARBAGE_OF_QT]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "[100000] {True} False\n"), done.stderr


def test_only_what_is_due_is_collected() -> None:
    before = [each["collections"] for each in gc.get_stats()]
    gc.collect()
    collect_what_is_due()
    few = [each["collections"] for each in gc.get_stats()]
    assert few == [*before[:2], before[2] + 1], "nothing was due"
    many = [[number] for number in range(gc.get_threshold()[0] + 1)]
    collect_what_is_due()
    assert [each["collections"] for each in gc.get_stats()] == [few[0] + 1, *few[1:]]
    assert len(many) > 1


class Ring:
    """Names itself, as a window does whose slots do."""

    def __init__(self) -> None:
        self.me = self


@pytest.mark.slow
def test_what_was_kept_out_of_collections_while_it_was_used_goes_later(monkeypatch: pytest.MonkeyPatch) -> None:
    used = Ring()
    gone = weakref.ref(used)
    keep_out_of_collections()
    del used
    gc.collect()
    assert gone() is not None, "no common collection looks there"
    LeftBehind().look()
    assert gone() is None
    left_behind = LeftBehind()
    left_behind.note()
    looks = [each["collections"] for each in gc.get_stats()]
    kept = [[number] for number in range(1000)]
    keep_out_of_collections()
    left_behind.look()
    assert [each["collections"] for each in gc.get_stats()] == looks, "that little waits for more"
    monkeypatch.setattr(gc, "get_freeze_count", lambda: 10**9)
    left_behind.look()
    assert [each["collections"] for each in gc.get_stats()] == [*looks[:2], looks[2] + 1]
    assert len(kept) == 1000
