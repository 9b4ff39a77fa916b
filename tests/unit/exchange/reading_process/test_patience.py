"""A reading process is given up for what it computes or waits, never because others take the processor from it."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import count

import pytest

from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.reading_process import client
from selfeval_gui.exchange.reading_process.client import ReaderProcess
from selfeval_gui.exchange.reading_process.patience import Patience
from selfeval_gui.exchange.reading_process.used_time import seconds_used


def patient(system: float | None = None) -> Patience:
    """Have eight seconds and 180 in all; `system` is what the system says that the process computed."""
    return Patience(8, 180, lambda: system)


def lived(patience: Patience, *signs: tuple[float, float]) -> Patience:
    """Let signs of life come: what has been computed, and when."""
    for computed, now in signs:
        patience.alive(computed, now)
    return patience


@pytest.mark.parametrize("share", [0.1, 0.01, 0.004])
def test_who_gets_a_share_of_the_processor_has_as_much_longer(share: float) -> None:
    """A hundredth is left for a program of low priority beside twenty others; signs come twice a second."""
    end = round(8 / share)
    starved = lived(patient(), *((half / 2 * share, half / 2) for half in range(1, end * 2)))
    assert not starved.is_over(end)
    assert lived(starved, (8 + 2 * share, end + 2)).is_over(end + 2)


def test_turns_that_come_seldom_are_no_waiting() -> None:
    """The process runs 6 ms every second, and between two signs not at all."""
    starved = lived(patient(), *((half // 2 * 0.006, half / 2) for half in range(1, 100)))
    assert not starved.is_over(49.5)


def test_who_computes_all_the_time_is_given_up_in_time() -> None:
    busy = lived(patient(), *((half / 2, half / 2) for half in range(1, 18)))
    assert not busy.is_over(8.5)
    assert lived(busy, (9.0, 9.0)).is_over(9)


def test_who_waits_for_a_share_computes_nothing_and_is_given_up_by_the_clock() -> None:
    waiting = lived(patient(), *((1.0 + half / 10_000, half / 2) for half in range(1, 18)))
    assert not waiting.is_over(8.5)
    assert lived(waiting, (1.0018, 9.0), (1.0019, 9.5)).is_over(9.5)


def test_without_a_sign_the_clock_counts_and_the_start_may_take_three_times_as_long() -> None:
    assert not patient().is_over(24)
    assert patient().is_over(25)
    assert not lived(patient(), (0.5, 1)).is_over(9)
    assert lived(patient(), (0.5, 1)).is_over(10)


def test_without_a_sign_the_system_is_asked_what_was_computed() -> None:
    """A long search holds up the signs, too; on a busy machine it takes its time, and so does the start."""
    assert not lived(patient(system=8.0), (0.5, 1)).is_over(60)
    assert lived(patient(system=9.0), (0.5, 1)).is_over(60)
    assert lived(patient(system=0.5), (0.5, 1)).is_over(10)
    begun = Patience(8, 180, iter([0.1, 0.9]).__next__)
    assert not begun.is_over(60)
    assert Patience(8, 180, iter([0.1, 0.1]).__next__).is_over(60)


def test_progress_gives_all_of_it_back() -> None:
    patience = lived(patient(), (0.0, 1), (7.0, 8))
    patience.progress(8.5)
    assert not lived(patience, (13.0, 14)).is_over(14)
    assert lived(patience, (16.0, 17)).is_over(17)


def test_what_was_computed_before_the_progress_counts_in_all_only() -> None:
    """A page took 7 s without a sign; the sign comes after the progress."""
    patience = lived(Patience(8, 10, lambda: 7.0), (0.0, 0.5))
    patience.progress(7.5)
    assert not lived(patience, (7.1, 7.6), (9.9, 10)).is_over(10)
    assert lived(patience, (10.1, 10.5)).is_over(10.5)


def test_the_system_says_what_a_process_computed() -> None:
    code = "from time import process_time\nwhile process_time() < 0.3: pass\nprint(flush=True)\ninput()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        used = seconds_used(process.pid)
        process.communicate(b"\n")
    assert used is None if sys.platform == "darwin" else used is not None and 0.3 <= used < 0.6
    assert seconds_used(process.pid) is None


@pytest.mark.parametrize(
    ("computed", "ends"),
    [("n / 1000", "source.damaged"), ("n * 10", "source.too_slow")],
    ids=["40 ms, slowly", "60 s by the seventh sign"],
)
def test_the_program_listens_to_the_signs(monkeypatch: pytest.MonkeyPatch, computed: str, ends: str) -> None:
    """Of a process that sends forty of them, and then its answer."""
    last = json.dumps({"error": "source.damaged", "args": {}})
    code = f"""import json
for n in range(40):
    print(json.dumps({{"alive": {computed}}}), flush=True)
print({last!r}, flush=True)
input(), input()"""
    monkeypatch.setattr(client, "_command", lambda: [sys.executable, "-c", code])
    with ReaderProcess(patience=60) as reader, pytest.raises(UnreadableSource) as caught:
        reader.read_bytes(b"")
    assert caught.value.code == ends


def test_the_process_gives_signs_while_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    code = """from threading import Event
from selfeval_gui.exchange.reading_process import serve
read, sign, signs, are_enough = serve.read_source, serve._sign_of_life, [], Event()
def counted():
    signs.append(sign())
    len(signs) > 2 and are_enough.set()
    return signs[-1]
def slowly(*given):
    are_enough.wait()
    return read(*given)
serve._sign_of_life, serve.read_source, serve._SECONDS_BETWEEN_SIGNS = counted, slowly, 0.01
serve.main()"""
    heard: list[float] = []
    monkeypatch.setattr(client, "_command", lambda: [sys.executable, "-c", code])
    monkeypatch.setattr(Patience, "alive", lambda _self, computed, _now: heard.append(computed))
    with ReaderProcess(patience=60) as reader:
        reader.read_bytes("项目名称".encode())
    assert len(heard) > 2
    assert heard == sorted(heard)


def test_an_answer_that_lies_there_is_heard_though_this_program_got_no_processor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The machine slept for hours, or was busy with other things; the process answers half a second later."""
    last = json.dumps({"error": "source.damaged", "args": {}})
    code = f"""import json, time
print(json.dumps({{"alive": 0.1}}), flush=True)
time.sleep(0.5)
print({last!r}, flush=True)
input(), input()"""
    monkeypatch.setattr(client, "_command", lambda: [sys.executable, "-c", code])
    monkeypatch.setattr(client, "monotonic", count(0, 3600).__next__)
    with ReaderProcess() as reader, pytest.raises(UnreadableSource) as caught:
        reader.read_bytes(b"")
    assert caught.value.code == "source.damaged"
