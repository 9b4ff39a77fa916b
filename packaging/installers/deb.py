"""Build the .deb: CPython and Qt of its own below /opt/apps, packed by dpkg-deb."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path

from installers import checks, chroots, icons, older_glibc, product, program, qt, stdlib, tools
from installers.architecture import AMD64, Architecture
from installers.product import BUILD, PACKAGING, ROOT, Release

HERE = PACKAGING / "deb"
NO_NETWORK = PACKAGING / "no_network"
DEBIAN_PACKAGES = (
    "dpkg-dev",
    "binutils",
    "binutils-aarch64-linux-gnu",
    "patchelf",
    "xz-utils",
    *chroots.DEBIAN_PACKAGES,
    *icons.TOOLS,
)
BUILD_SUITE = chroots.DEBIAN["11"]

APP_FOLDER = f"opt/apps/{product.APP_ID}"  # as UOS has it; Debian does not mind
FILES = f"{APP_FOLDER}/files"
LICENCES = f"/{FILES}/app/{product.MODULE}/_data/licenses"
MODULES = "python/lib/python3.11"
# Small libraries of X that a PC without a network may lack, and one of CPython's whose name differs between systems.
CARRIED = (
    *("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-image.so.0", "libxcb-keysyms.so.1", "libxcb-render-util.so.0"),
    *("libxcb-util.so.1", "libxcb-xkb.so.1", "libxkbcommon.so.0", "libxkbcommon-x11.so.0"),
)
# What UOS' description of an application answers with yes or no.
PERMISSIONS = (
    *("autostart", "notification", "trayicon", "clipboard", "account", "bluetooth", "camera", "audio_record"),
    "installed_apps",
)
CARRIED_FOR_PYTHON = ("libffi.so.7",)


def build_packages(arch: Architecture) -> list[str]:
    """Name what is installed in the system that compiles."""
    lines = arch.build_packages.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def build_system(arch: Architecture) -> Path:
    """Return the Debian 11 system that CPython is compiled in and the small libraries are taken from."""
    foreign = arch.debian if arch.is_foreign else ""
    return chroots.prepared(arch.named("build"), BUILD_SUITE, build_packages(arch), foreign=foreign)


def python(arch: Architecture) -> Path:
    """Return the folder of the CPython for Linux, compiled once."""
    folder = BUILD / arch.named("python-linux")
    scripts = [HERE / name for name in ("fetch_source.sh", "build_python.sh", "glibc_compat.h")]
    scripts.append(arch.build_packages)
    inputs = [path.read_text(encoding="utf-8") for path in scripts]
    with tools.locked(folder.name):
        if not tools.is_made_from(folder, *inputs):
            source = BUILD / "python-source"
            tools.run("bash", scripts[0], source)
            compile_python(scripts[1], next(source.glob("*.dsc")), folder, arch)
            tools.mark_made_from(folder, *inputs)
    return folder


def compile_python(script: Path, description: Path, folder: Path, arch: Architecture) -> None:
    """Compile CPython from the source that a .dsc describes, and note which version that was."""
    words = [script, description, build_system(arch), folder]
    if arch.is_foreign:
        words += [Path(arch.triplet), python(AMD64)]
    mounts = 'mount --bind /proc "$3/proc"; mount --bind /dev "$3/dev"; exec bash "$@"'
    tools.run("unshare", "--mount", "sh", "-ec", mounts, "sh", *words)
    (folder / "version.txt").write_text(description.stem.partition("_")[2] + "\n", encoding="utf-8")


def third_party(arch: Architecture) -> Path:
    """Return the folder of the packages for Linux."""
    return program.packages_for(arch.named("linux"), arch.wheels, arch.lock)


def licences(arch: Architecture, release: Release) -> dict[str, Path]:
    """Collect the licence texts, and what says which libraries were changed."""
    packages = third_party(arch)
    changes = older_glibc.papers(packages, release, arch) if arch.is_lowered else {}
    return {"Python-LICENSE.txt": python(arch) / "LICENSE-Python.txt", **program.licence_files(packages), **changes}


def build_tree(root: Path, release: Release, arch: Architecture) -> None:
    """Lay out everything that is installed, checked and with fixed dates."""
    tools.empty_folder(root)
    files = root / FILES
    packages = third_party(arch)
    copy_python(python(arch), files / "python")
    sources = [path for path in program.program_files().values() if path.suffix == ".py"]
    qt.copy_linux_qt(packages, qt.modules_used(sources), files / "lib", needed_by)
    carry_libraries(files, arch)
    if arch.is_lowered:
        older_glibc.provide(files, build_system(arch), arch)
    for path in [path for kind in program.pure_and_others(packages) for path in kind]:
        program.copy_package(path, files / "lib" / path.name)
    program.copy_stand_ins(files / "lib")
    program.copy_program(files / "app", release, licences(arch, release))
    for folder in ("lib", "app", MODULES):
        program.compile_tree(files / folder, f"/{FILES}/{folder}/", keep_sources=True)
    for path in checks.linux_binaries(files):
        if "libQt6" not in path.name and "libicu" not in path.name:  # Qt's own bytes stay as Qt made them
            tools.run(f"{arch.triplet}-strip", "--strip-unneeded", path)
    complaints = [
        *checks.check_linux_tree(files, arch.newest_glibc),
        *checks.check_python(files),
        *program.network_in_sources(packages),
    ]
    if complaints:
        raise ValueError("the tree for Linux is not sound:\n" + "\n".join(complaints))
    write_system_files(root, release, arch)
    write_control_files(root, release, arch)
    set_modes(root)
    tools.set_dates(root, release.date)


def copy_python(source: Path, target: Path) -> None:
    """Copy CPython without networks and what else the program never uses."""
    library = source / "lib" / "python3.11"
    for path in tools.files_below(library):
        place = path.relative_to(library)
        if place.parts[0].startswith("config-3.11") or stdlib.is_left_out(place.with_suffix("").as_posix()):
            continue
        if place.parts[0] == "lib-dynload" and stdlib.is_compiled_part_left_out(path.name):
            continue
        tools.copy(path, target / "lib" / "python3.11" / place)
    program.replace_stdlib_modules([], NO_NETWORK, target / "lib" / "python3.11")
    tools.copy(source / "bin" / "python3.11", target / "bin" / "python3.11")
    path_file = target / "lib" / "python3.11" / "dist-packages" / "selfeval.pth"  # where Debian's CPython looks
    path_file.parent.mkdir()
    path_file.write_text("../../../../lib\n../../../../app\n", encoding="utf-8")


def needed_by(path: Path) -> list[str]:
    """Name the libraries that a binary needs."""
    return checks.needed_libraries(checks.linux_needs(path))


def carry_libraries(files: Path, arch: Architecture) -> None:
    """Copy the small libraries from Debian 11 beside those that need them."""
    system = build_system(arch)
    for names, target in ((CARRIED, files / "lib/PySide6/Qt/lib"), (CARRIED_FOR_PYTHON, files / "python/lib")):
        for name in names:
            tools.copy(chroots.library(system, arch.triplet, name), target / name)
            tools.run("patchelf", "--set-rpath", "$ORIGIN", target / name)
    for path in sorted((files / MODULES / "lib-dynload").glob("*.so")):
        tools.run("patchelf", "--set-rpath", "$ORIGIN/../..", path)


def write_system_files(root: Path, release: Release, arch: Architecture) -> None:
    """Write what lies outside /opt, and UOS' copies of it: the command, the desktop entry, the icons, the papers."""
    values = system_values(release, arch)
    tools.fill_in(HERE / "selfeval.sh", root / FILES / "bin" / product.COMMAND, values)
    (root / FILES / "bin" / product.COMMAND).chmod(0o755)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin" / product.COMMAND).symlink_to(f"/{FILES}/bin/{product.COMMAND}")
    for top in ("usr/share", f"{APP_FOLDER}/entries"):
        tools.fill_in(HERE / "selfeval.desktop", root / top / "applications" / f"{product.APP_ID}.desktop", values)
        themes = root / top / "icons" / "hicolor"
        for size, path in icons.draw(root.parent / f"{root.name}-icons").items():
            tools.copy(path, themes / f"{size}x{size}" / "apps" / f"{product.APP_ID}.png")
        tools.copy(icons.SVG, themes / "scalable" / "apps" / f"{product.APP_ID}.svg")
    info = {
        "appid": product.APP_ID,
        "name": product.NAME,
        "version": release.windows_version,
        "arch": [arch.debian],
        "permissions": {name: name == "clipboard" for name in PERMISSIONS},
    }
    text = json.dumps(info, ensure_ascii=False, indent=2) + "\n"
    (root / APP_FOLDER / "info").write_text(text, encoding="utf-8")
    tools.fill_in(HERE / "copyright", root / "usr/share/doc" / product.DEBIAN_PACKAGE / "copyright", values)


def system_values(release: Release, arch: Architecture) -> dict[str, str]:
    """Give the values of the text files."""
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8").strip().splitlines()
    return {
        "NAME": product.NAME,
        "PACKAGE": product.DEBIAN_PACKAGE,
        "OLD_PACKAGE": product.OLD_DEBIAN_PACKAGE,
        "MODULE": product.MODULE,
        "COMMAND": product.COMMAND,
        "APP_ID": product.APP_ID,
        "VERSION": release.version,
        "ARCHITECTURE": arch.debian,
        "MORE_DEPENDS": "".join(f", {name}" for name in arch.more_depends),
        "GLIBC": ".".join(map(str, arch.newest_glibc)),
        "MAINTAINER": product.MAINTAINER,
        "DESCRIPTION": product.DESCRIPTION,
        "FILES": f"/{FILES}",
        "LICENCES": LICENCES,
        "LICENCE_TEXT": "\n".join(f" {line}" if line else " ." for line in licence),
    }


def write_control_files(root: Path, release: Release, arch: Architecture) -> None:
    """Write what dpkg reads: the description, the scripts, the hashes of all files."""
    files = [path for path in tools.files_below(root) if not path.is_symlink()]
    size = sum(path.stat().st_size for path in files) // 1024
    hashes = "".join(f"{md5(path)}  {path.relative_to(root).as_posix()}\n" for path in files)
    control = root / "DEBIAN"
    tools.fill_in(HERE / "control", control / "control", {**system_values(release, arch), "SIZE_KB": str(size)})
    (control / "md5sums").write_text(hashes, encoding="utf-8")
    for name in ("postinst", "postrm"):
        tools.copy(HERE / "postinst", control / name)
        (control / name).chmod(0o755)


def md5(path: Path) -> str:
    """Hash a file as dpkg --verify expects it."""
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def set_modes(root: Path) -> None:
    """Let everybody read everything and nobody but root write; what was a program stays one."""
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or (os.access(path, os.X_OK) and is_program(path)) else 0o644)


def is_program(path: Path) -> bool:
    """Tell programs and scripts from libraries."""
    return path.parent.name in {"bin", "DEBIAN"}


def build_deb(root: Path, release: Release, target: Path, *, quick: bool = False) -> None:
    """Pack the tree: with xz, for the dpkg of UOS 20 and Kylin V10 reads nothing newer; a quick one for tests is large.

    Two threads always, since one thread would write other bytes.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    how = ("-Znone",) if quick else ("-Zxz", "-z6", "--threads-max=2")
    tools.run("dpkg-deb", "--root-owner-group", *how, "--build", root, target, SOURCE_DATE_EPOCH=str(release.date))


def carried_versions(arch: Architecture) -> dict[str, str]:
    """Give the Debian package and version of each library that is carried along."""
    listing = (build_system(arch) / "var/lib/dpkg/status").read_text(encoding="utf-8")
    versions = dict(
        re.findall(
            rf"^Package: (\S+)$(?:(?!^$).)*?^Architecture: {arch.debian}$(?:(?!^$).)*?^Version: (\S+)$",
            listing,
            re.MULTILINE | re.DOTALL,
        )
    )
    packages = [package_of(name) for name in (*CARRIED, *CARRIED_FOR_PYTHON)]
    return {package: versions[package] for package in packages}


def package_of(library: str) -> str:
    """Name Debian's package of a library: "libxcb-util.so.1" is in libxcb-util1, "libxkbcommon-x11.so.0" in -x11-0."""
    name, _, number = library.partition(".so.")
    return f"{name}-{number}" if name[-1].isdigit() else name + number
