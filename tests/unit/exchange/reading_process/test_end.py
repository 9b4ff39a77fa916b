"""The reading process ends with the program that started it, however that ends, and computes no longer than allowed."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from selfeval_gui.exchange.reading_process import memory_limit
from tests.helpers.samples import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and limits of Linux")

# A program that has begun to read something without an end and is killed in the midst of it.
PROGRAM = """
import subprocess, sys
reader = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdin=subprocess.PIPE)
reader.stdin.write(b'{"text": "a"}\\n')
reader.stdin.flush()
print(reader.pid, flush=True)
sys.stdin.read()
"""
READER = """
from selfeval_gui.exchange.reading_process import serve
serve._answer = lambda *_: [None for _ in iter(int, 1)]
serve.main()
"""


def test_it_ends_with_a_program_that_is_killed() -> None:
    command = [sys.executable, "-c", PROGRAM, READER]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        reader = int(program.stdout.readline())
        os.kill(reader, 0)
        program.kill()
    with suppress(ProcessLookupError):  # it is gone already
        watched = os.pidfd_open(reader)
        try:
            assert select.select([watched], [], [], 30)[0], "it still runs"
        finally:
            os.close(watched)


def test_it_computes_no_longer_than_allowed() -> None:
    code = (
        "from selfeval_gui.exchange.reading_process import serve\n"
        "serve.MOST_SECONDS = 1\n"
        "serve._answer = lambda *_: [None for _ in iter(int, 1)]\n"
        "serve.main()\n"
    )
    request = json.dumps({"text": "a"}).encode() + b"\n"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE) as reader:
        assert reader.stdin is not None
        reader.stdin.write(request)
        reader.stdin.flush()
        assert reader.wait(60) == -signal.SIGXCPU


def test_each_file_has_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    limits: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda _what, limit: limits.append(limit))
    used = resource.getrusage(resource.RUSAGE_SELF)
    memory_limit.limit_time(200)
    ((soft, _hard),) = limits
    assert used.ru_utime + used.ru_stime + 200 <= soft <= used.ru_utime + used.ru_stime + 202
