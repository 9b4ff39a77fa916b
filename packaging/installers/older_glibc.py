"""What lets the program start on a glibc older than Qt's: changed libraries, and a few beside them."""

from __future__ import annotations

from pathlib import Path

from installers import checks, chroots, lower_glibc, tools
from installers.architecture import Architecture
from installers.product import BUILD, PACKAGING, Release

FOLDER = "older"  # the launcher looks into it where the system's glibc is older than Qt's
SHIM = PACKAGING / "deb" / "clockwait.c"
CARRIED = ("libstdc++.so.6", "libgcc_s.so.1")
PAPER = "Qt-changed-libraries.txt"


def provide(files: Path, system: Path, arch: Architecture) -> None:
    """Change the versions that Qt asks for, and put beside it what the launcher loads where they are missing."""
    for path in checks.linux_binaries(files / "lib" / "PySide6"):
        lower_glibc.lower(path)
    for name in CARRIED:
        tools.copy(chroots.library(system, arch.triplet, name), files / FOLDER / name)
    tools.copy(SHIM, system / "root" / SHIM.name)
    shim = Path("root", SHIM.stem + ".so")
    how = ("-O2", "-Wall", "-shared", "-fPIC", f"-Wl,-soname,{shim.name}", "-o", f"/{shim}", f"/root/{SHIM.name}")
    chroots.run_inside(system, f"{arch.triplet}-gcc", *how, "-lpthread")
    tools.copy(system / shim, files / FOLDER / shim.name)


def changed_libraries(packages: Path, arch: Architecture) -> list[str]:
    """Name the libraries of Qt that are changed: of those that were fetched, the ones that the .deb carries."""
    carried = {path.name for path in tools.files_below(BUILD / arch.named("deb"))}
    fetched = [path for path in checks.linux_binaries(packages / "PySide6") if path.name in carried]
    return sorted(path.name for path in fetched if lower_glibc.lowered(path) is not None)


def papers(packages: Path, release: Release, arch: Architecture) -> dict[str, Path]:
    """Give what goes beside the licences: the notice, and the sources of what was changed and added."""
    notice_file = BUILD / arch.named("papers") / PAPER
    notice_file.parent.mkdir(parents=True, exist_ok=True)
    notice_file.write_text(notice(changed_libraries(packages, arch), release, arch), encoding="utf-8")
    sources = (Path(lower_glibc.__file__), SHIM)
    return {PAPER: notice_file, **{f"Qt-changed-libraries-{source.name}": source for source in sources}}


def notice(names: list[str], release: Release, arch: Architecture) -> str:
    """Write what the licence of Qt asks for: which files were changed, when, how, and that they can be replaced."""
    return (
        f"These libraries of Qt {arch.qt} for {arch.debian} were changed for this package on {release.day}:\n\n"
        + "".join(f"  {name}\n" for name in names)
        + "\nOnly names in their tables of versions were changed, no code, so that they start on glibc 2.28 too: by\n"
        "the script lower_glibc.py, which lies beside this text with clockwait.c, the source of the one function that\n"
        "older systems lack. The unchanged libraries are those of the package PySide6-Essentials of the same version;\n"
        "they, or others that you built from Qt's source, can be put in the place of these files.\n"
    )
