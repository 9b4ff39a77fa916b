"""What lies in dist/ beside the installers: the hashes, the licences, the bill of materials."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from installers import deb, product, sbom, tools, windows
from installers.product import DIST, Release
from installers.sbom import Component

SUMS = "SHA256SUMS"
WINDOWS_PYTHON = Component("cpython-windows", "3.11.9", "PSF-2.0", note="official embeddable runtime for Windows x64")
LIBXML2 = Component("libxml2", "2.14.6", "MIT", note="inside lxml, with libxslt 1.1.43")
QT = Component("qt", "6.8.3", "LGPL-3.0-only", note="Qt libraries inside PySide6-Essentials")


def components(*, for_windows: bool, for_linux: bool) -> list[Component]:
    """Name what of others goes into the packages that were built."""
    found = [*sbom.locked_components(product.LOCK.read_text(encoding="utf-8")), QT, LIBXML2]
    if for_windows:
        found += [WINDOWS_PYTHON, pdfium("windows", windows.third_party())]
    if for_linux:
        found.append(pdfium("linux", deb.third_party()))
        version = (deb.python() / "version.txt").read_text(encoding="utf-8").strip()
        found.append(
            Component("cpython-linux", version, "PSF-2.0", note="Debian's patched source, compiled on Debian 11")
        )
        carried = deb.carried_versions()
        found += [
            Component(name, carried[name], "MIT", note="from Debian 11, in the .deb only") for name in sorted(carried)
        ]
    return found


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
    names = [release.setup_name, release.portable_name, release.deb_name]
    present = [name for name in names if (DIST / name).exists()]
    bill = sbom.bill(release, components(for_windows=names[0] in present, for_linux=names[2] in present))
    (DIST / release.sbom_name).write_text(bill, encoding="utf-8")
    write_licences(licences(for_windows=names[0] in present, for_linux=names[2] in present), DIST / "licenses.zip")
    lines = [f"{tools.sha256(DIST / name)}  {name}\n" for name in sorted([*present, release.sbom_name, "licenses.zip"])]
    (DIST / SUMS).write_text("".join(lines), encoding="utf-8")
    for name in present:
        print(f"dist/{name}: {(DIST / name).stat().st_size / 1e6:.1f} MB")


def licences(*, for_windows: bool, for_linux: bool) -> dict[str, Path]:
    """Collect the licence texts of the packages that were built, as the installed programs hold them."""
    return {**(deb.licences() if for_linux else {}), **(windows.licences() if for_windows else {})}


def write_licences(texts: dict[str, Path], target: Path) -> None:
    """Pack the licence texts, which the installed program holds too."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, path in sorted(texts.items()):
            archive.writestr(zipfile.ZipInfo(f"licenses/{name}"), path.read_bytes(), zipfile.ZIP_DEFLATED)
