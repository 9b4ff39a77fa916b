"""Build for Windows x64, on Linux and without Wine: the tree of files, the installer, the portable zip."""

from __future__ import annotations

import os
import shutil
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

from installers import checks, icons, nsis_lists, product, program, qt, stdlib, tools
from installers.product import BUILD, PACKAGING, Release

HERE = PACKAGING / "windows"
NO_NETWORK = PACKAGING / "no_network"
DEBIAN_PACKAGES = (
    *("nsis", "gcc-mingw-w64-x86-64-win32", "binutils-mingw-w64-x86-64", "osslsigncode", "unzip", "ca-certificates"),
    *icons.TOOLS,
)
LAUNCHERS = {f"{product.COMMAND}.exe": ("-mwindows",), f"{product.COMMAND}-cli.exe": ("-mconsole", "-DCONSOLE")}
# What python311.dll looks modules up in. The file also keeps it from reading any setting of the machine.
SEARCH_PATH = "python311.zip\n.\n..\\lib.zip\n..\\lib\n..\\app\n"
HARDENING = "-Wl,--dynamicbase,--nxcompat,--high-entropy-va,--no-insert-timestamp"
WIZARD_SIZE = (328, 628)  # twice what NSIS asks for, for screens with small dots
SPARE_KB = 20_000  # the uninstaller, and what moving may take for a moment


def runtime(copy_of_it: Path | None) -> Path:
    """Return the folder of the checked Windows CPython, fetched once."""
    folder = BUILD / "runtime-windows"
    script = HERE / "fetch_runtime.sh"
    if not tools.is_made_from(folder, script.read_text(encoding="utf-8")):
        tools.run("bash", script, tools.pip()[0], folder, *([copy_of_it] if copy_of_it else []))
        tools.mark_made_from(folder, script.read_text(encoding="utf-8"))
    return folder


def third_party() -> Path:
    """Return the folder of the packages for Windows."""
    return program.packages_for("windows", ("win_amd64",))


def licences() -> dict[str, Path]:
    """Collect the licence texts; the runtime must have been fetched."""
    return {"Python-LICENSE.txt": BUILD / "runtime-windows" / "LICENSE.txt", **program.licence_files(third_party())}


def build_tree(tree: Path, release: Release, runtime_folder: Path) -> None:
    """Lay out everything that is installed, checked and with fixed dates."""
    work = tools.empty_folder(tree.parent / f"{tree.name}-work")
    tools.empty_folder(tree)
    packages = third_party()
    copy_runtime(runtime_folder, tree / "runtime", work)
    sources = [path for path in program.program_files().values() if path.suffix == ".py"]
    qt.copy_windows_qt(packages, qt.modules_used(sources), tree / "lib")
    copy_packages(packages, tree, work)
    program.copy_program(tree / "app", release, licences())
    for folder in ("lib", "app"):
        program.compile_tree(tree / folder, folder + "/", keep_sources=True)
    build_launchers(tree, release, work)
    complaints = [*checks.check_windows_tree(tree), *checks.check_python(tree), *program.network_in_sources(packages)]
    if complaints:
        raise ValueError("the tree for Windows is not sound:\n" + "\n".join(complaints))
    for name in LAUNCHERS:
        sign(tree / name)
    tools.set_dates(tree, release.date)


def copy_runtime(source: Path, target: Path, work: Path) -> None:
    """Copy CPython without networks and what else the program never uses."""
    for path in sorted(source.iterdir()):
        left_out = path.name in stdlib.UNUSED_WINDOWS_FILES or stdlib.is_compiled_part_left_out(path.name)
        if path.is_file() and not left_out and path.name not in {"python311.zip", tools.STAMP}:
            tools.copy(path, target / path.name)
    (target / "python311._pth").write_text(SEARCH_PATH, encoding="utf-8")
    library = work / "stdlib"
    with zipfile.ZipFile(source / "python311.zip") as archive:
        archive.extractall(library)
    for path in tools.files_below(library):
        if stdlib.is_left_out(path.relative_to(library).with_suffix("").as_posix()):
            path.unlink()
    program.replace_stdlib_modules([], NO_NETWORK, library)
    program.compile_tree(library, "", keep_sources=False)
    write_module_zip(library, target / "python311.zip")


def copy_packages(packages: Path, tree: Path, work: Path) -> None:
    """Put packages that need files into a folder, all others into one zip: few files install and start quickly."""
    pure, others = program.pure_and_others(packages)
    for path in others:
        program.copy_package(path, tree / "lib" / path.name)
    zipped = work / "lib"
    for path in pure:
        program.copy_package(path, zipped / path.name)
    program.copy_stand_ins(zipped)
    program.compile_tree(zipped, "lib/", keep_sources=False)
    write_module_zip(zipped, tree / "lib.zip")


def write_module_zip(folder: Path, target: Path) -> None:
    """Pack modules without compressing: that starts quicker, and the installer compresses the whole better."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in tools.files_below(folder):
            archive.writestr(zipfile.ZipInfo(path.relative_to(folder).as_posix()), path.read_bytes())


def build_launchers(tree: Path, release: Release, work: Path) -> None:
    """Compile the two launchers, which know every file that must be there."""
    sizes = {path.relative_to(tree).as_posix(): path.stat().st_size for path in tools.files_below(tree)}
    (work / "installed_files.h").write_text(installed_files_header(sizes), encoding="utf-8")
    icons.write_ico(icons.draw(work / "icons"), work / "app.ico")
    icons.write_bitmap(HERE / "wizard.svg", *WIZARD_SIZE, work / "wizard.bmp")
    for name, flags in LAUNCHERS.items():
        values = resource_values(release, name)
        tools.fill_in(HERE / "launcher.manifest", work / "launcher.manifest", values)
        tools.fill_in(HERE / "launcher.rc", work / "launcher.rc", values)
        tools.run("x86_64-w64-mingw32-windres", "-c", "65001", "-i", "launcher.rc", "-o", "launcher.o", cwd=work)
        names = [f'-DAPP_ID=L"{product.APP_ID}"', f'-DAPP_MODULE=L"{product.MODULE}"', "-I."]
        compiler = ("x86_64-w64-mingw32-gcc", "-municode", "-Os", "-s", "-Wall", "-Wextra", "-Werror", HARDENING)
        files = (HERE / "launcher.c", "launcher.o", "-o", tree / name, "-lshell32", "-luser32")
        tools.run(*compiler, *flags, *names, *files, cwd=work)
    tools.set_dates(work, release.date)  # the pictures go into the installer with their dates


def installed_files_header(sizes: Mapping[str, int]) -> str:
    """Write the list of files and sizes that the launcher compares."""
    backslash = "\\\\"  # two in C are one
    rows = [f'    {{ L"{place.replace("/", backslash)}", {size}ULL }},\n' for place, size in sorted(sizes.items())]
    return "static const struct installed_file installed_files[] = {\n" + "".join(rows) + "};\n"


def resource_values(release: Release, file_name: str) -> dict[str, str]:
    """Give the values of a launcher's version resource and manifest."""
    return {
        "APP_ID": product.APP_ID,
        "NAME": product.NAME,
        "PUBLISHER": product.PUBLISHER,
        "COPYRIGHT": product.COPYRIGHT,
        "COMMAND": product.COMMAND,
        "FILE_NAME": file_name,
        "VERSION": release.version,
        "WINDOWS_VERSION": release.windows_version,
        "VERSION_COMMAS": release.windows_version.replace(".", ","),
    }


def build_setup(tree: Path, release: Release, target: Path, *, quick: bool = False) -> None:
    """Pack the tree into an installer; a quick one for tests is large."""
    work = tree.parent / f"{tree.name}-work"
    files = tools.files_below(tree)
    places = [path.relative_to(tree).as_posix() for path in files]
    lists = {
        "INSTALL_LIST": nsis_lists.install_list(tree, places),
        "MOVE_LIST": nsis_lists.move_list(places),
        "IN_USE_LIST": nsis_lists.in_use_list(places),
        "UNINSTALL_LIST": nsis_lists.uninstall_list(places),
    }
    for name, text in lists.items():
        (work / f"{name}.nsh").write_text(text, encoding="utf-8-sig")
    size = sum(path.stat().st_size for path in files) // 1024
    values = {
        **resource_values(release, target.name),
        **{name: str(work / f"{name}.nsh") for name in lists},
        "PACKAGE": product.PACKAGE,
        "OUT_FILE": str(target),
        "ICON": str(work / "app.ico"),
        "SIDE_PICTURE": str(work / "wizard.bmp"),
        "SIZE_KB": str(size),
        "NEEDED_KB": str(size + SPARE_KB),
        "NEEDED_MB": str((size + SPARE_KB) // 1024),
        **({"QUICK": "1"} if quick else {}),
        **({"SIGN_COMMAND": f"bash {HERE / 'sign.sh'}"} if is_signing() else {}),
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    defines = [f"-D{name}={value}" for name, value in values.items()]
    tools.run(
        "makensis",
        "-V2",
        "-WX",
        "-INPUTCHARSET",
        "UTF8",
        *defines,
        HERE / "installer.nsi",
        SOURCE_DATE_EPOCH=str(release.date),
    )
    sign(target)


def build_portable(tree: Path, release: Release, target: Path) -> None:
    """Pack the tree into a zip that runs where it is unpacked and keeps the user's data there."""
    folder = f"{product.PACKAGE}-{release.version}"
    date = time.gmtime(max(release.date, product.EARLIEST_ZIP_DATE))[:6]
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        for path in [*tools.files_below(tree), HERE / "portable.txt"]:
            place = path.relative_to(tree if tree in path.parents else HERE).as_posix()
            entry = zipfile.ZipInfo(f"{folder}/{place}", date)
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)


def is_signing() -> bool:
    """Tell whether a certificate was given for our own files."""
    return bool(os.environ.get("SIGN_PFX"))


def sign(path: Path) -> None:
    """Sign one of our own files, if there is a certificate."""
    if is_signing():
        tools.run("bash", HERE / "sign.sh", path)


def remove_work(tree: Path) -> None:
    """Remove a tree and what it was made with."""
    shutil.rmtree(tree, ignore_errors=True)
    shutil.rmtree(tree.parent / f"{tree.name}-work", ignore_errors=True)
