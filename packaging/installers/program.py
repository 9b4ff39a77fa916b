"""The program's own files and the packages it stands on, laid out as they are installed."""

from __future__ import annotations

import fnmatch
import json
import shutil
import sys
import tomllib
from pathlib import Path

from installers import checks, product, pruning, tools
from installers.product import BUILD, LOCK, ROOT, Release

SKIPPED_PARTS = {"__pycache__"}
SKIPPED_NAMES = ("*.pyc", "*.lock", "*.swp", ".*")
LICENCE_NAMES = ("LICEN", "COPYING", "NOTICE")


def program_files(root: Path = ROOT) -> dict[str, Path]:
    """Map each file's place among the installed modules to its source, as the wheel of pyproject.toml has it."""
    wheel = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    renamed: dict[str, str] = wheel["wheel"]["sources"]
    excluded: list[str] = wheel["wheel"]["exclude"]
    found = {}
    for top in wheel["wheel"]["only-include"]:
        for path in tools.files_below(root / top):
            place = path.relative_to(root).as_posix()
            if not is_left_out(place, excluded):
                found[renamed.get(top, top) + place.removeprefix(top)] = path
    return found


def is_left_out(place: str, excluded: list[str]) -> bool:
    """Tell whether a file stays behind: by pyproject.toml's patterns, or as something a tool left lying there."""
    parts = place.split("/")
    if SKIPPED_PARTS & set(parts) or any(fnmatch.fnmatch(parts[-1], name) for name in SKIPPED_NAMES):
        return True
    return any(fnmatch.fnmatch("/" + place, pattern.replace("/**/", "/*")) for pattern in excluded)


def copy_program(target: Path, release: Release, licences: dict[str, Path]) -> None:
    """Put the program below a folder, with what it needs to say about itself in its About box."""
    for place, source in program_files().items():
        tools.copy(source, target / place)
    data = target / product.MODULE / "_data"
    facts = {"version": release.version, "commit": release.commit}
    (data / "build.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    for name, source in licences.items():
        tools.copy(source, data / "licenses" / name)


def packages_for(system: str, platforms: tuple[str, ...], lock: Path = LOCK) -> Path:
    """Install the locked packages for another system into a cached folder, without running any of them."""
    folder = BUILD / f"packages-{system}"
    inputs = (lock.read_text(encoding="utf-8"), *platforms)
    if not tools.is_made_from(folder, *inputs):
        tools.empty_folder(folder)
        asked = [word for platform in platforms for word in ("--platform", platform)]
        abis = [word for abi in ("cp311", "abi3", "none") for word in ("--abi", abi)]
        python = ("--python-version", "3.11", "--implementation", "cp", *abis)
        how = ("--quiet", "--no-deps", "--no-compile", "--only-binary", ":all:", "--require-hashes", "-r", lock)
        tools.run(*tools.pip(), "install", "--target", folder, *asked, *python, *how)
        tools.mark_made_from(folder, *inputs)
    return folder


def licence_files(packages: Path) -> dict[str, Path]:
    """Collect the licence texts of the installed packages under names that say whose they are.

    The wheels of Qt carry only a note on the commercial licence; the texts of the free one come from Debian.
    """
    found = {f"Qt-PySide6-{name}.txt": Path("/usr/share/common-licenses") / name for name in ("LGPL-3", "GPL-3")}
    for info in sorted(packages.glob("*.dist-info")):
        name = info.name.removesuffix(".dist-info")
        if name.rpartition("-")[0] in pruning.LEFT_OUT:
            continue
        for path in tools.files_below(info):
            place = path.relative_to(info).as_posix()
            if is_licence(place) and not pruning.is_licence_of_another_system(place):
                found[f"{name}-{place.removeprefix('licenses/').replace('/', '-')}"] = path
    found[f"{product.PACKAGE}-LICENSE.txt"] = ROOT / "LICENSE"
    return found


def is_licence(place: str) -> bool:
    """Tell licence texts from what else lies in a dist-info folder; they have a folder of their own there by now."""
    return place.startswith("licenses/") or place.upper().startswith(LICENCE_NAMES)


def copy_package(source: Path, target: Path) -> None:
    """Copy one package or module of site-packages without what only developers need."""
    for path in tools.files_below(source) if source.is_dir() else [source]:
        if pruning.is_needed_at_run_time(path.relative_to(source.parent).as_posix()):
            tools.copy(path, target / path.relative_to(source))


def pure_and_others(packages: Path) -> tuple[list[Path], list[Path]]:
    """Split site-packages, without Qt, into pure Python and what needs files: compiled parts, tables, templates."""
    entries = sorted(path for path in packages.iterdir() if is_package(path))
    pure = [path for path in entries if all(place.endswith(".py") for place in needed_files(path))]
    return pure, [path for path in entries if path not in pure]


def needed_files(entry: Path) -> list[str]:
    """List the files of a package that are installed, by their places in site-packages."""
    files = tools.files_below(entry) if entry.is_dir() else [entry]
    places = [path.relative_to(entry.parent).as_posix() for path in files]
    return [place for place in places if pruning.is_needed_at_run_time(place)]


def copy_stand_ins(target: Path) -> None:
    """Put the stand-ins for the packages that stay out where those would lie."""
    for path in tools.files_below(product.PACKAGING / "stand_ins"):
        if path.suffix == ".py":
            tools.copy(path, target / path.relative_to(product.PACKAGING / "stand_ins"))


def is_package(path: Path) -> bool:
    """Tell packages and modules that are installed from what pip leaves beside them."""
    if path.name in {"PySide6", "shiboken6", "bin", "__pycache__"} or path.name == tools.STAMP:
        return False
    return not path.name.endswith(".dist-info") and not pruning.is_left_out_package(path.name)


def compile_tree(folder: Path, shown_as: str, *, keep_sources: bool) -> None:
    """Compile all modules of a folder in a process of its own, so that nothing else colours the bytecode."""
    script = Path(__file__).with_name("compile_tree.py")
    kind = "beside" if keep_sources else "instead"
    tools.run(sys.executable, "-B", script, folder, shown_as, kind, PYTHONHASHSEED="0")


def replace_stdlib_modules(remove: list[Path], stand_ins: Path, library: Path) -> None:
    """Take modules out of an unpacked standard library and put the stand-ins for the network in."""
    for path in remove:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in tools.files_below(stand_ins):
        if path.suffix == ".py":
            tools.copy(path, library / path.relative_to(stand_ins))


def network_in_sources(packages: Path) -> list[str]:
    """Name what imports a network: nothing of ours may, of others' only what has a reason written down."""
    ours = {place: path for place, path in program_files().items() if place.endswith(".py")}
    theirs = {}
    for entry in packages.iterdir():
        if is_package(entry):
            theirs.update({place: packages / place for place in needed_files(entry) if place.endswith(".py")})
    allowed = checks.PYTHON_NETWORK_REASONS
    sources = {**ours, **{place: path for place, path in theirs.items() if place not in allowed}}
    return checks.network_imports({place: path.read_text(encoding="utf-8") for place, path in sources.items()})
