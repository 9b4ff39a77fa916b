"""Which files of Qt are shipped: the modules that the program imports, a few plugins, the Chinese texts."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from pathlib import Path

from installers import pruning, tools

ALWAYS = {"QtCore", "QtGui", "QtWidgets", "QtPrintSupport"}
FORBIDDEN = {"QtNetwork", "QtWebSockets", "QtWebEngineCore", "QtWebEngineWidgets", "QtQml", "QtQuick"}
PACKAGE_FILES = ("__init__.py", "_config.py", "_git_pyside_version.py", "support/*.py")
TRANSLATIONS = ("qtbase_zh_CN.qm",)

WINDOWS_FILES = ("pyside6.abi3.dll", "msvcp140*.dll", "vcruntime140*.dll")
WINDOWS_PLUGINS = (
    *("platforms/qwindows.dll", "platforms/qoffscreen.dll", "styles/*.dll", "iconengines/qsvgicon.dll"),
    *("imageformats/qico.dll", "imageformats/qjpeg.dll", "imageformats/qsvg.dll"),
)
# Debugging aids of the compiler that shiboken brings along and does not load.
WINDOWS_NOT_NEEDED = ("vcamp", "vcomp", "vccorlib", "concrt")

LINUX_FILES = ("libpyside6.abi3.so*",)
LINUX_PLUGINS = (
    *("platforms/libqxcb.so", "platforms/libqoffscreen.so"),
    *("platforminputcontexts/libibusplatforminputcontextplugin.so",),
    *("platforminputcontexts/libcomposeplatforminputcontextplugin.so",),
    *("platformthemes/libqxdgdesktopportal.so", "iconengines/libqsvgicon.so"),
    *("imageformats/libqico.so", "imageformats/libqjpeg.so", "imageformats/libqsvg.so"),
)
PRINTING_PLUGINS = {"QtPrintSupport": ("printsupport/*",)}  # inside Qt6PrintSupport itself on Windows

Needed = Callable[[Path], Iterable[str]]


def modules_used(sources: Iterable[Path]) -> list[str]:
    """Name the modules of Qt that some Python files import; a network module among them is an error."""
    found = set(ALWAYS)
    for source in sources:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            found.update(modules_imported(node))
    if found & FORBIDDEN:
        raise ValueError(f"the program is offline and small: it may not import {sorted(found & FORBIDDEN)}")
    return sorted(found)


def modules_imported(node: ast.AST) -> set[str]:
    """Name the modules of Qt in one import statement."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [f"{node.module}.{alias.name}" for alias in node.names]
    else:
        return set()
    return {name.split(".")[1] for name in names if name.startswith("PySide6.Qt")}


def copy_matching(source: Path, patterns: Iterable[str], target: Path) -> list[Path]:
    """Copy what matches the patterns; a pattern without any match is an error, for then Qt has changed."""
    copied = []
    for pattern in patterns:
        matching = sorted(source.glob(pattern))
        if not matching:
            raise FileNotFoundError(f"nothing like {pattern} in {source.name}")
        for path in matching:
            tools.copy(path, target / path.relative_to(source))
            copied.append(target / path.relative_to(source))
    return copied


def copy_windows_qt(packages: Path, modules: list[str], target: Path) -> None:
    """Put PySide6 and shiboken6 for Windows below a folder."""
    source = packages / "PySide6"
    own = [name for module in modules for name in (f"{module}.pyd", f"Qt6{module.removeprefix('Qt')}.dll")]
    copy_matching(source, (*PACKAGE_FILES, *WINDOWS_FILES, *own), target / "PySide6")
    copy_matching(source / "plugins", WINDOWS_PLUGINS, target / "PySide6" / "plugins")
    copy_matching(source / "translations", TRANSLATIONS, target / "PySide6" / "translations")
    copy_shiboken(packages, target)


def copy_shiboken(packages: Path, target: Path) -> None:
    """Put shiboken6 below a folder, without its build files."""
    for path in tools.files_below(packages / "shiboken6"):
        place = path.relative_to(packages).as_posix()
        if pruning.is_needed_at_run_time(place) and not path.name.lower().startswith(WINDOWS_NOT_NEEDED):
            tools.copy(path, target / path.relative_to(packages))


def copy_linux_qt(packages: Path, modules: list[str], target: Path, needed: Needed) -> None:
    """Put PySide6 and shiboken6 for Linux below a folder, with those of Qt's libraries that they need in turn."""
    source = packages / "PySide6"
    binaries = copy_matching(source, (*LINUX_FILES, *(f"{module}.abi3.so" for module in modules)), target / "PySide6")
    printing = [pattern for module in modules for pattern in PRINTING_PLUGINS.get(module, ())]
    plugins = target / "PySide6" / "Qt" / "plugins"
    binaries += copy_matching(source / "Qt" / "plugins", (*LINUX_PLUGINS, *printing), plugins)
    copy_matching(source, PACKAGE_FILES, target / "PySide6")
    translations = target / "PySide6" / "Qt" / "translations"
    copy_matching(source / "Qt" / "translations", TRANSLATIONS, translations)
    copy_needed(binaries, source / "Qt" / "lib", target / "PySide6" / "Qt" / "lib", needed)
    copy_shiboken(packages, target)


def copy_needed(binaries: Iterable[Path], source: Path, target: Path, needed: Needed) -> None:
    """Copy the libraries of a folder that some binaries need, and those that these need."""
    waiting = list(binaries)
    seen: set[str] = set()
    while waiting:
        for name in sorted(set(needed(waiting.pop())) - seen):
            seen.add(name)
            if (source / name).exists():
                tools.copy(source / name, target / name)
                waiting.append(target / name)
