"""The checks of a finished tree: each passes what is good and sees what is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Load = Callable[[str], Any]


@pytest.mark.parametrize(
    "place",
    [
        *("lib/PySide6/Qt6Network.dll", "lib/PySide6/QtNetwork.pyd", "files/lib/PySide6/Qt/lib/libQt6Network.so.6"),
        *("runtime/_ssl.pyd", "runtime/_socket.pyd", "lib-dynload/_socket.cpython-311-x86_64-linux-gnu.so"),
        *("runtime/libcrypto-3.dll", "lib/PySide6/plugins/tls/qopensslbackend.dll", "lib/PySide6/Qt6Qml.dll"),
    ],
)
def test_networks_are_banned(load: Load, place: str) -> None:
    assert load("installers.checks").banned_files([place]) == [place]


@pytest.mark.parametrize("place", ["lib/PySide6/Qt6Core.dll", "lib/PySide6/QtWidgets.pyd", "python/lib/socket.py"])
def test_the_rest_is_not(load: Load, place: str) -> None:
    assert load("installers.checks").banned_files([place]) == []


@pytest.mark.parametrize(
    "text",
    ["import socket", "from urllib.request import urlopen", "import http.client", "from PySide6 import QtNetwork"],
)
def test_network_imports_are_seen(load: Load, text: str) -> None:
    assert load("installers.checks").network_imports({"a.py": text})


@pytest.mark.parametrize(
    "text", ["import urllib.parse", "from PySide6 import QtCore", "from . import socket", "import json"]
)
def test_other_imports_pass(load: Load, text: str) -> None:
    assert load("installers.checks").network_imports({"a.py": text}) == []


def test_every_dll_comes_from_somewhere(load: Load) -> None:
    checks = load("installers.checks")
    imports = {
        "selfeval.exe": ["kernel32.dll", "api-ms-win-crt-runtime-l1-1-0.dll"],
        "lib/PySide6/QtCore.pyd": ["Qt6Core.dll".lower(), "user32.dll"],
        "lib/PySide6/Qt6Core.dll": ["icuuc.dll"],
    }
    assert checks.unknown_dlls(imports) == ["lib/PySide6/Qt6Core.dll: icuuc.dll"]


def test_network_dlls_need_a_reason(load: Load) -> None:
    checks = load("installers.checks")
    imports = {"runtime/python311.dll": ["ws2_32.dll"], "lib/new.dll": ["ws2_32.dll", "user32.dll"]}
    assert checks.unexplained_network_dlls(imports) == ["lib/new.dll: ws2_32.dll"]


DUMP = """
Dynamic Section:
  NEEDED               libQt6Core.so.6
  NEEDED               {other}
Version References:
  required from libc.so.6:
    0x09691a75 0x00 05 GLIBC_2.2.5
    0x0d696918 0x00 04 GLIBC_2.{newest}
"""


def test_linux_libraries_and_glibc(load: Load) -> None:
    checks = load("installers.checks")
    good = {"lib/libQt6Core.so.6": "", "lib/a.so": DUMP.format(other="libc.so.6", newest=28)}
    assert checks.linux_complaints(good, (2, 28)) == []
    bad = {"lib/a.so": DUMP.format(other="libxcb-glx.so.0", newest=34)}
    assert checks.linux_complaints(bad, (2, 28)) == [
        *("lib/a.so: needs libQt6Core.so.6", "lib/a.so: needs libxcb-glx.so.0", "lib/a.so: needs glibc (2, 34)"),
    ]


def test_bytecode_must_be_there_and_never_checked(load: Load, tmp_path: Path) -> None:
    checks = load("installers.checks")
    (tmp_path / "a.py").write_text("x = 1\n", encoding="utf-8")
    assert checks.check_python(tmp_path) == ["a.py: not compiled"]
    load("installers.program").compile_tree(tmp_path, "app/", keep_sources=True)
    assert checks.check_python(tmp_path) == []
    first = next(tmp_path.rglob("*.pyc")).read_bytes()
    load("installers.program").compile_tree(tmp_path, "app/", keep_sources=True)
    assert next(tmp_path.rglob("*.pyc")).read_bytes() == first


@pytest.mark.parametrize(
    ("module", "left_out"),
    [
        *(("http/client", True), ("asyncio/base_events", True), ("urllib/request", True), ("urllib/parse", False)),
        *(("socketserver", True), ("json/decoder", False), ("unittest/mock", True), ("email/utils", False)),
    ],
)
def test_standard_library(load: Load, module: str, left_out: bool) -> None:
    assert load("installers.stdlib").is_left_out(module) is left_out


@pytest.mark.parametrize(
    ("name", "left_out"),
    [
        ("_socket.cpython-311-x86_64-linux-gnu.so", True),
        ("_ssl.pyd", True),
        ("_decimal.pyd", False),
        ("_lzma.pyd", False),
    ],
)
def test_compiled_parts(load: Load, name: str, left_out: bool) -> None:
    assert load("installers.stdlib").is_compiled_part_left_out(name) is left_out


def test_only_imported_qt_modules_are_shipped(load: Load, tmp_path: Path) -> None:
    qt = load("installers.qt")
    (tmp_path / "a.py").write_text("from PySide6.QtSvg import QSvgRenderer\nimport json\n", encoding="utf-8")
    assert qt.modules_used([tmp_path / "a.py"]) == ["QtCore", "QtGui", "QtPrintSupport", "QtSvg", "QtWidgets"]
    (tmp_path / "a.py").write_text("from PySide6 import QtNetwork\n", encoding="utf-8")
    with pytest.raises(ValueError, match="QtNetwork"):
        qt.modules_used([tmp_path / "a.py"])


def test_libraries_bring_their_libraries(load: Load, tmp_path: Path) -> None:
    needs = {"start.so": ["a", "system"], "a": ["b"], "b": ["a"]}
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    target = tmp_path / "target"
    load("installers.qt").copy_needed([tmp_path / "start.so"], tmp_path, target, lambda path: needs[path.name])
    assert sorted(path.name for path in target.iterdir()) == ["a", "b"]


def test_a_pattern_that_matches_nothing_is_an_error(load: Load, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="qwindows"):
        load("installers.qt").copy_matching(tmp_path, ["platforms/qwindows.dll"], tmp_path / "out")


@pytest.mark.slow
def test_printing_is_shipped(load: Load) -> None:
    """The dialog asks for Qt's printing by its own module, and on Linux for a plugin."""
    qt = load("installers.qt")
    used = qt.modules_used((Path(__file__).resolve().parents[3] / "selfeval_gui").rglob("*.py"))
    assert {"QtPrintSupport", "QtGui", "QtSvg", "QtWidgets"} <= set(used)
    assert qt.PRINTING_PLUGINS["QtPrintSupport"] == ("printsupport/*",)
