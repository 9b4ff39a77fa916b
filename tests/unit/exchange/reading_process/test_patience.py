"""A reading process is given up for what it computes or waits, never because others take the processor from it."""

from __future__ import annotations

import json
import sys

import pytest

from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.reading_process import client
from selfeval_gui.exchange.reading_process.client import ReaderProcess
from selfeval_gui.exchange.reading_process.patience import Patience


def lived(patience: Patience, *signs: tuple[float, float]) -> Patience:
    """Let signs of life come: what has been computed, and when."""
    for computed, now in signs:
        patience.alive(computed, now)
    return patience


def test_who_gets_a_tenth_of_the_processor_has_ten_times_as_long() -> None:
    starved = lived(Patience(8, 0), *((second / 10, float(second)) for second in range(1, 81)))
    assert not starved.is_over(80)
    assert lived(starved, (8.2, 82)).is_over(82)


def test_who_computes_all_the_time_is_given_up_in_time() -> None:
    busy = lived(Patience(8, 0), *((float(second), float(second)) for second in range(1, 9)))
    assert not busy.is_over(8)
    assert lived(busy, (10.0, 10.0)).is_over(10)


def test_who_waits_for_a_share_computes_nothing_and_is_given_up_by_the_clock() -> None:
    waiting = lived(Patience(8, 0), *((1.0, float(second)) for second in range(1, 9)))
    assert not waiting.is_over(8.5)
    assert lived(waiting, (1.0, 10.0)).is_over(10)


def test_without_a_sign_the_clock_counts_and_the_start_may_take_three_times_as_long() -> None:
    assert not Patience(8, 0).is_over(24)
    assert Patience(8, 0).is_over(25)
    assert not lived(Patience(8, 0), (0.5, 1)).is_over(9)
    assert lived(Patience(8, 0), (0.5, 1)).is_over(10)


def test_progress_gives_all_of_it_back() -> None:
    patience = lived(Patience(8, 0), (0.0, 1), (7.0, 8))
    patience.progress(8.5)
    assert not lived(patience, (13.0, 14)).is_over(14)
    assert lived(patience, (16.0, 17)).is_over(17)


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
