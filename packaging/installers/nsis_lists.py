"""The lists that installer.nsi includes: what to unpack, move, ask and delete. Only what is listed is ever touched."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

NEW = "~new"


def quoted(text: str) -> str:
    """Write a string as NSIS reads it."""
    return '"' + text.replace("$", "$$").replace('"', '$\\"') + '"'


def in_folder(*parts: str) -> str:
    """Write a path below the installation as NSIS reads it."""
    inner = "\\".join(part.replace("/", "\\").replace("$", "$$") for part in parts if part not in {"", "."})
    return f'"$INSTDIR\\{inner}"' if inner else '"$INSTDIR"'


def folders_of(places: Iterable[str]) -> list[str]:
    """Name all folders that hold the files, deepest first."""
    found = {str(parent) for place in places for parent in PurePosixPath(place).parents} - {"."}
    return sorted(found, key=lambda folder: (-folder.count("/"), folder))


def install_list(tree: Path, places: Iterable[str]) -> str:
    """Unpack the files of a tree, folder by folder, below the folder of what is new."""
    lines = []
    current = None
    for place in sorted(places, key=lambda place: (str(PurePosixPath(place).parent), place)):
        folder = str(PurePosixPath(place).parent)
        if folder != current:
            lines.append(f"SetOutPath {in_folder(NEW, folder)}")
            current = folder
        lines.append(f"File {quoted(str(tree / place))}")
    return as_file(lines)


def move_list(places: Iterable[str]) -> str:
    """Move what was unpacked to its place, one step for each entry of the top folder."""
    tops = sorted({place.split("/")[0] for place in places})
    return as_file([f"!insertmacro MoveToPlace {quoted(top)}" for top in tops])


def in_use_list(places: Iterable[str]) -> str:
    """Ask of every file whether it is in use: a program that runs, or a file that somebody else holds."""
    return as_file([f"!insertmacro FileInUse {quoted(place.replace('/', chr(92)))}" for place in sorted(places)])


def uninstall_list(places: Iterable[str]) -> str:
    """Delete exactly these files, then the folders if they are empty."""
    ordered = sorted(places)
    deletes = [f"Delete {in_folder(place)}" for place in ordered]
    return as_file([*deletes, *(f"RMDir {in_folder(folder)}" for folder in folders_of(ordered))])


def as_file(lines: list[str]) -> str:
    """Join lines to what makensis reads."""
    return "".join(line + "\n" for line in lines)
