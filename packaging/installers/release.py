"""What lies in dist/ beside the installers: the hashes, the licences, the bill of materials."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from installers import architecture, deb, older_glibc, product, sbom, tools, windows
from installers.architecture import AMD64, Architecture
from installers.product import DIST, Release
from installers.sbom import Component

SUMS = "SHA256SUMS"
WINDOWS_PYTHON = Component("cpython-windows", "3.11.9", "PSF-2.0", note="official embeddable runtime for Windows x64")
LIBXML2 = Component("libxml2", "2.14.6", "MIT", note="inside lxml, with libxslt 1.1.43")


def components(release: Release, *, for_windows: bool, for_linux: list[Architecture]) -> list[Component]:
    """Name what of others goes into the packages that were built."""
    found = [*sbom.locked_components(product.LOCK.read_text(encoding="utf-8")), qt(AMD64, ""), LIBXML2]
    if for_windows:
        found += [WINDOWS_PYTHON, pdfium("windows", windows.third_party())]
    for arch in for_linux:
        found += linux_components(release, arch)
    return list(dict.fromkeys(found))


def linux_components(release: Release, arch: Architecture) -> list[Component]:
    """Name what goes into one .deb; a library that was changed for it is named with the date and the means."""
    packages = deb.third_party(arch)
    names = older_glibc.changed_libraries(packages, arch) if arch.is_lowered else []
    changes = (
        f"changed on {release.day} by lower_glibc.py (names of versions only): {', '.join(names)}" if names else ""
    )
    version = (deb.python(arch) / "version.txt").read_text(encoding="utf-8").strip()
    python_note = "Debian's patched source, compiled on Debian 11"
    carried = deb.carried_versions(arch)
    carried_note = f"from Debian 11, in the .deb for {arch.debian} only"
    return [
        *sbom.locked_components(arch.lock.read_text(encoding="utf-8")),
        qt(arch, changes),
        pdfium(arch.named("linux"), packages),
        Component(arch.named("cpython-linux"), version, "PSF-2.0", note=python_note),
        *(Component(arch.named(name), carried[name], "MIT", note=carried_note) for name in sorted(carried)),
    ]


def qt(arch: Architecture, changes: str) -> Component:
    """Name the Qt of one processor."""
    note = "Qt libraries inside PySide6-Essentials"
    return Component(arch.named("qt"), arch.qt, "LGPL-3.0-only", note=note, changes=changes)


def pdfium(system: str, packages: Path) -> Component:
    """Name the PDFium inside pypdfium2, which notes its number there."""
    facts = json.loads((packages / "pypdfium2_raw" / "version.json").read_text(encoding="utf-8"))
    version = ".".join(str(facts[part]) for part in ("major", "minor", "build", "patch"))
    note = "inside pypdfium2, with the libraries that its licences name"
    return Component(f"pdfium-{system}", version, "BSD-3-Clause", note=note)


def write_papers(release: Release) -> None:
    """Write licences, bill and hashes for all installers of this version that lie in dist/."""
    with tools.locked("papers"):
        write_papers_alone(release)


def write_papers_alone(release: Release) -> None:
    """Do it while nobody else does."""
    debs = {release.deb_name(name): arch for name, arch in architecture.BY_NAME.items()}
    names = [release.setup_name, release.portable_name, *debs]
    present = [name for name in names if (DIST / name).exists()]
    linux = [arch for name, arch in debs.items() if name in present]
    bill = sbom.bill(release, components(release, for_windows=names[0] in present, for_linux=linux))
    (DIST / release.sbom_name).write_text(bill, encoding="utf-8")
    write_licences(licences(release, for_windows=names[0] in present, for_linux=linux), DIST / "licenses.zip")
    lines = [f"{tools.sha256(DIST / name)}  {name}\n" for name in sorted([*present, release.sbom_name, "licenses.zip"])]
    (DIST / SUMS).write_text("".join(lines), encoding="utf-8")
    for name in present:
        print(f"dist/{name}: {(DIST / name).stat().st_size / 1e6:.1f} MB")


def licences(release: Release, *, for_windows: bool, for_linux: list[Architecture]) -> dict[str, Path]:
    """Collect the licence texts of the packages that were built, as the installed programs hold them."""
    found = {}
    for arch in for_linux:
        found.update(deb.licences(arch, release))
    return {**found, **(windows.licences() if for_windows else {})}


def write_licences(texts: dict[str, Path], target: Path) -> None:
    """Pack the licence texts, which the installed program holds too."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, path in sorted(texts.items()):
            archive.writestr(zipfile.ZipInfo(f"licenses/{name}"), path.read_bytes(), zipfile.ZIP_DEFLATED)
