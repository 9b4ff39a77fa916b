"""What must hold for a tree before it is packed: no network, no library from nowhere, no glibc too new."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from installers import stdlib, tools

# DLLs that every Windows 10 has; whatever else is imported must be in the tree.
WINDOWS_DLLS = frozenset(
    """advapi32 authz bcrypt bcryptprimitives comctl32 comdlg32 crypt32 d2d1 d3d11 d3d12 d3d9 dwmapi dwrite dxgi
    gdi32 imm32 kernel32 mpr msvcrt ncrypt netapi32 ntdll ole32 oleaut32 pathcch propsys psapi rpcrt4 secur32 setupapi
    shell32 shlwapi uiautomationcore user32 userenv uxtheme version winmm winspool.drv ws2_32 wtsapi32""".split()
)
NETWORK_DLLS = frozenset("dnsapi iphlpapi mswsock rasapi32 webio winhttp wininet ws2_32 wsock32".split())
# Why a DLL with network functions may be imported nevertheless.
NETWORK_DLL_REASONS = {
    "python311.dll": "CPython starts Windows' socket library for the process; no module that uses it is installed",
    "qt6core.dll": "QtCore reads the machine's name and host table for QSysInfo; without Qt6Network it opens nothing",
    "pydantic_core": "Rust's standard library links sockets; pydantic-core has no code that opens one",
    "etree.": "libxml2, inside lxml, can read addresses; the parsers are told not to, and get bytes, not names",
}
# The same for Python; what these names lead to is in no_network/.
PYTHON_NETWORK_REASONS = {
    "typing_extensions.py": "asks asyncio whether a function is a coroutine, and guesses the type of a socket",
}
LINUX_LIBRARIES = frozenset(
    """ld-linux-aarch64.so.1 ld-linux-x86-64.so.2 libEGL.so.1 libGL.so.1 libGLX.so.0 libICE.so.6 libSM.so.6
    libOpenGL.so.0 libX11-xcb.so.1 libX11.so.6 libbz2.so.1.0
    libc.so.6 libcups.so.2 libdbus-1.so.3 libdl.so.2 libexpat.so.1 libfontconfig.so.1 libfreetype.so.6 libgcc_s.so.1
    libglib-2.0.so.0 libgthread-2.0.so.0 liblzma.so.5 libm.so.6 libpthread.so.0 librt.so.1 libstdc++.so.6 libutil.so.1
    libxcb-randr.so.0
    libxcb-render.so.0 libxcb-shape.so.0 libxcb-shm.so.0 libxcb-sync.so.1 libxcb-xfixes.so.0 libxcb.so.1 libz.so.1
    libzstd.so.1""".split()
)
UNCHECKED = b"\x01\0\0\0"  # the flags of bytecode that is never compared with its source
BANNED_FILES = re.compile(
    r"(^|/)(lib)?(Qt6?Network|Qt6?Web|Qt6?Qml|Qt6?Quick|libssl|libcrypto|_ssl|_socket|_hashlib|sqlite3)[^/]*$|/tls/|upx",
    re.I,
)


def banned_files(places: Iterable[str]) -> list[str]:
    """Name files that no package of ours may hold."""
    return [place for place in places if BANNED_FILES.search(place)]


def network_imports(sources: Mapping[str, str]) -> list[str]:
    """Name the imports of network modules in some Python sources, given by their names."""
    found = []
    for name, text in sources.items():
        for node in ast.walk(ast.parse(text)):
            modules = imported_modules(node)
            found += [f"{name}: {module}" for module in modules if is_network_module(module)]
    return found


def imported_modules(node: ast.AST) -> list[str]:
    """Name the modules of one import statement by their paths: "urllib/request"."""
    if isinstance(node, ast.Import):
        return [alias.name.replace(".", "/") for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [f"{node.module}.{alias.name}".replace(".", "/") for alias in node.names]
    return []


def is_network_module(module: str) -> bool:
    """Tell whether a module, or a name in it, belongs to the network."""
    names = (*stdlib.NETWORK, *stdlib.NETWORK_COMPILED, "PySide6/QtNetwork")
    return any(module == name or module.startswith(name + "/") for name in names)


def check_python(tree: Path) -> list[str]:
    """Name modules that would have to be compiled at a start, or whose bytecode would be checked then."""
    found = []
    for source in tree.rglob("*.py"):
        compiled = Path(importlib.util.cache_from_source(str(source)))
        is_ready = compiled.exists() and compiled.read_bytes()[:8] == importlib.util.MAGIC_NUMBER + UNCHECKED
        found += [] if is_ready else [f"{source.relative_to(tree).as_posix()}: not compiled"]
    return found


# ----------------------------------------------------------------------------------------------------------------------
# Windows


def windows_imports(path: Path) -> list[str]:
    """Name the DLLs that a Windows binary imports, in small letters."""
    text = tools.output("x86_64-w64-mingw32-objdump", "-p", path)
    return [line.split()[-1].lower() for line in text.splitlines() if "DLL Name:" in line]


def unknown_dlls(imports: Mapping[str, Iterable[str]]) -> list[str]:
    """Name imported DLLs that are neither in the tree nor part of Windows 10."""
    present = {place.rpartition("/")[2].lower() for place in imports}
    found = []
    for place, names in imports.items():
        for name in names:
            in_windows = name.startswith(("api-ms-win-", "ext-ms-")) or name.removesuffix(".dll") in WINDOWS_DLLS
            if name not in present and not in_windows:
                found.append(f"{place}: {name}")
    return found


def unexplained_network_dlls(imports: Mapping[str, Iterable[str]]) -> list[str]:
    """Name binaries that import Windows' network functions without a reason written down here."""
    found = []
    for place, names in imports.items():
        file_name = place.rpartition("/")[2].lower()
        networks = [name for name in names if name.removesuffix(".dll") in NETWORK_DLLS]
        if networks and not any(reason in file_name for reason in NETWORK_DLL_REASONS):
            found.append(f"{place}: {' '.join(networks)}")
    return found


def check_windows_tree(tree: Path) -> list[str]:
    """Say what is wrong with a tree for Windows."""
    binaries = [path for path in tools.files_below(tree) if path.suffix.lower() in {".dll", ".pyd", ".exe"}]
    imports = {path.relative_to(tree).as_posix(): windows_imports(path) for path in binaries}
    places = [path.relative_to(tree).as_posix() for path in tools.files_below(tree)]
    return [*banned_files(places), *unknown_dlls(imports), *unexplained_network_dlls(imports)]


# ----------------------------------------------------------------------------------------------------------------------
# Linux


def objdump_for(path: Path) -> str:
    """Name the objdump that knows a binary's processor, by the number in its head."""
    with path.open("rb") as file:
        return "aarch64-linux-gnu-objdump" if file.read(19)[18:] == b"\xb7" else "x86_64-linux-gnu-objdump"


def linux_needs(path: Path) -> str:
    """Return what objdump says about a Linux binary; empty for anything else."""
    done = subprocess.run(
        [objdump_for(path), "-p", str(path)], capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    return done.stdout if done.returncode == 0 else ""


def needed_libraries(dump: str) -> list[str]:
    """Name the libraries that a binary needs."""
    return re.findall(r"^ +NEEDED +(\S+)$", dump, re.MULTILINE)


def newest_glibc(dump: str) -> tuple[int, int]:
    """Give the newest version of glibc that a binary asks for."""
    versions = re.findall(r"\bGLIBC_(\d+)\.(\d+)", dump)
    return max(((int(major), int(minor)) for major, minor in versions), default=(0, 0))


def linux_complaints(dumps: Mapping[str, str], newest: tuple[int, int]) -> list[str]:
    """Say what is wrong with Linux binaries, given what objdump says about each."""
    present = {place.rpartition("/")[2] for place in dumps}
    found = []
    for place, dump in dumps.items():
        missing = [name for name in needed_libraries(dump) if name not in present and name not in LINUX_LIBRARIES]
        found += [f"{place}: needs {name}" for name in missing]
        if newest_glibc(dump) > newest:
            found.append(f"{place}: needs glibc {newest_glibc(dump)}")
    return found


def linux_binaries(tree: Path) -> list[Path]:
    """Find the libraries and programs of a tree by their first bytes."""
    found = []
    for path in tools.files_below(tree):
        if not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    found.append(path)
    return found


def check_linux_tree(tree: Path, newest: tuple[int, int]) -> list[str]:
    """Say what is wrong with a tree for Linux."""
    dumps = {path.relative_to(tree).as_posix(): linux_needs(path) for path in linux_binaries(tree)}
    places = [path.relative_to(tree).as_posix() for path in tools.files_below(tree)]
    return [*banned_files(places), *linux_complaints(dumps, newest)]
