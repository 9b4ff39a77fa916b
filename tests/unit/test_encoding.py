"""Text is UTF-8 everywhere, whatever the system prefers: in our files, at every open, on standard output."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("selfeval_gui", "forms", "resources", "docs", "tests", "bench", "packaging", ".ci")
TEXT = {".py", ".json", ".md", ".toml", ".txt", ".svg", ".sh", ".yml", ".nsi", ".po", ".pot"}


def texts() -> list[Path]:
    """Find our text files. Test data may be broken on purpose."""
    top = [path for path in ROOT.iterdir() if path.is_file()]
    below = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.suffix in TEXT]
    return [path for path in (*top, *below) if ROOT / "tests" / "data" not in path.parents]


def flaws(content: bytes) -> list[str]:
    """Say what is wrong with the bytes of a text file."""
    found = []
    if content.startswith(b"\xef\xbb\xbf"):
        found.append("byte order mark")
    if b"\r" in content:
        found.append("carriage return")
    if content and not content.endswith(b"\n"):
        found.append("no line end at the end")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        found.append("not UTF-8")
    return found


def test_text_files_are_plain_utf8() -> None:
    found = {path.relative_to(ROOT).as_posix(): flaws(path.read_bytes()) for path in texts()}
    assert {path: flaw for path, flaw in found.items() if flaw} == {}


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfa\n", b"a\r\n", b"a", "绩效\n".encode("gbk")])
def test_flaws_are_seen(content: bytes) -> None:
    assert flaws(content)
    assert not flaws("绩效\n".encode())


# ----------------------------------------------------------------------------------------------------------------------
# Every open says its encoding. The warning below sees what runs; this sees what no test runs.


def opens_without_encoding(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and opens_text(node) and not names_encoding(node):
            yield node.lineno


def opens_text(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in {"read_text", "write_text"}:
        return True
    modes = [value for argument in (*call.args, *(word.value for word in call.keywords)) if (value := mode(argument))]
    if isinstance(call.func, ast.Name) and name == "open" and not modes:
        return True
    return name in {"open", "fdopen"} and any("b" not in value for value in modes)


def mode(argument: ast.expr) -> str:
    """Give the argument if it is the mode of an open, else nothing."""
    value = argument.value if isinstance(argument, ast.Constant) else ""
    return value if isinstance(value, str) and value and set(value) <= set("rwaxbt+") else ""


def names_encoding(call: ast.Call) -> bool:
    """Tell whether an open says how letters are written; a member of an archive, which has none, says force_zip64."""
    return any(word.arg in {"encoding", "force_zip64", None} for word in call.keywords)


@pytest.mark.parametrize(
    "line",
    ["open(path)", "open(path, 'w')", "path.open('r')", "os.fdopen(fd, 'w')", "p.read_text()", "p.write_text(text)"],
)
def test_open_without_encoding_is_seen(line: str) -> None:
    assert list(opens_without_encoding(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    ["open(path, 'rb')", "open(path, encoding='utf-8')", "path.open('xb')", "os.open(path, flags)", "store.open(path)"],
)
def test_other_open_is_let_through(line: str) -> None:
    assert not list(opens_without_encoding(ast.parse(line)))


@pytest.mark.slow
def test_every_open_names_its_encoding() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in texts()
        if path.suffix == ".py"
        for line in opens_without_encoding(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_the_run_warns_of_a_missing_encoding(tmp_path: Path) -> None:
    if not sys.flags.warn_default_encoding:
        pytest.skip("only under python3 dev.py test, which sets PYTHONWARNDEFAULTENCODING")
    (tmp_path / "a").touch()
    with pytest.raises(EncodingWarning):
        (tmp_path / "a").read_text(encoding=None)


# ----------------------------------------------------------------------------------------------------------------------
# Standard output, as a Chinese Windows console and a bare Unix shell would have it


@pytest.mark.parametrize(
    "surroundings",
    [{"PYTHONIOENCODING": "gbk"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}],
    ids=["gbk", "c"],
)
def test_json_is_utf8_on_every_system(surroundings: dict[str, str], samples: Path) -> None:
    command = [sys.executable, "-m", "selfeval_gui", "list", str(samples), "--json"]
    result = subprocess.run(command, env={**os.environ, **surroundings}, capture_output=True, check=False)
    assert result.returncode == 0, result.stderr
    names = [row["project_name"] for row in json.loads(result.stdout.decode("utf-8"))]
    assert len(names) == 14
    assert all("�" not in name for name in names)
