"""Pausing the garbage collector: nested and from two threads it goes on when the last one is done."""

from __future__ import annotations

import gc
import threading

import pytest

from selfeval_gui.storage.collector import collector_paused


def test_it_goes_on_after_the_last_pause_and_after_an_error() -> None:
    with collector_paused():
        with collector_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="x"), collector_paused():
        raise ValueError("x")
    assert gc.isenabled()


def test_two_threads_do_not_wake_it_for_each_other() -> None:
    inside, leave = threading.Event(), threading.Event()

    def other() -> None:
        with collector_paused():
            inside.set()
            leave.wait()

    thread = threading.Thread(target=other)
    thread.start()
    inside.wait()
    with collector_paused():
        pass
    assert not gc.isenabled()
    leave.set()
    thread.join()
    assert gc.isenabled()
