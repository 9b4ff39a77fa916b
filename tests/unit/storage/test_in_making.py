"""Folders in the making: nothing half made stays, what a killed program left goes, what is another's never does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from selfeval_gui.storage.errors import SaveFailed
from selfeval_gui.storage.in_making import MARK, folder_in_making

_MAKER = """
import sys, pathlib
from selfeval_gui.storage.in_making import folder_in_making
with folder_in_making(pathlib.Path(sys.argv[1])) as made:
    (made.path / "01.pdf").write_bytes(b"1")
    print("made", flush=True)
    sys.stdin.readline()
    made.finish(pathlib.Path(sys.argv[1], "包"))
"""


def maker(parent: Path) -> subprocess.Popen[bytes]:
    """Start another program that makes a folder, and goes on when it is told to."""
    started = subprocess.Popen(
        [sys.executable, "-c", _MAKER, str(parent)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert started.stdout is not None
    assert started.stdout.readline().strip() == b"made"
    return started


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_finished_has_its_name_and_nothing_else(tmp_path: Path) -> None:
    with folder_in_making(tmp_path) as made:
        (made.path / "a").write_bytes(b"1")
        made.finish(tmp_path / "包")
    assert left_in(tmp_path) == ["包"]
    assert left_in(tmp_path / "包") == ["a"]


def test_what_is_not_finished_goes(tmp_path: Path) -> None:
    (tmp_path / "包").mkdir()
    (tmp_path / "包" / "x").write_bytes(b"1")
    with pytest.raises(SaveFailed), folder_in_making(tmp_path) as made:
        (made.path / "a").write_bytes(b"1")
        made.finish(tmp_path / "包")
    assert left_in(tmp_path) == ["包"]


def test_what_a_killed_program_left_goes_with_the_next(tmp_path: Path) -> None:
    killed = maker(tmp_path)
    killed.kill()
    killed.communicate()
    (left,) = left_in(tmp_path)
    assert left_in(tmp_path / left) == [MARK, "01.pdf"]
    with folder_in_making(tmp_path) as made:
        assert left_in(tmp_path) == [made.path.name] != [left]
    assert left_in(tmp_path) == []


def test_what_another_program_is_making_is_left_alone(tmp_path: Path) -> None:
    other = maker(tmp_path)
    with folder_in_making(tmp_path) as made:
        assert len(left_in(tmp_path)) == 2
        made.finish(tmp_path / "我的")
    other.communicate(b"go on\n")
    assert left_in(tmp_path) == ["包", "我的"]
    assert left_in(tmp_path / "包") == ["01.pdf"]


def test_what_looks_alike_and_has_no_mark_of_this_machine_stays(tmp_path: Path) -> None:
    for name in (".selfeval-abcdefgh.tmp", ".selfeval-bcdefghi.tmp", ".别的"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "材料.pdf").write_bytes(b"1")
    (tmp_path / ".selfeval-bcdefghi.tmp" / MARK).write_text("another machine", encoding="utf-8")
    (tmp_path / ".别的" / MARK).write_text("another machine", encoding="utf-8")
    with folder_in_making(tmp_path):
        pass
    assert left_in(tmp_path) == [".selfeval-abcdefgh.tmp", ".selfeval-bcdefghi.tmp", ".别的"]
