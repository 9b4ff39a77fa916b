"""The bill of materials in CycloneDX form, written from the locks and the names of what else goes in."""

from __future__ import annotations

import datetime
import json
import re
import uuid
from dataclasses import dataclass

from installers import product, pruning
from installers.product import Release

LICENCES = {
    "annotated-types": "MIT",
    "charset-normalizer": "MIT",
    "et-xmlfile": "MIT",
    "lxml": "BSD-3-Clause",
    "openpyxl": "MIT",
    "pdfminer-six": "MIT",
    "pdfplumber": "MIT",
    "pydantic": "MIT",
    "pydantic-core": "MIT",
    "pypdfium2": "BSD-3-Clause",
    "pyside6-essentials": "LGPL-3.0-only",
    "python-calamine": "MIT",
    "python-docx": "MIT",
    "shiboken6": "LGPL-3.0-only",
    "typing-extensions": "PSF-2.0",
    "typing-inspection": "MIT",
    "xlsxwriter": "BSD-2-Clause",
}


@dataclass(frozen=True)
class Component:
    """One thing of others that goes into a package."""

    name: str
    version: str
    licence: str
    hashes: tuple[str, ...] = ()
    note: str = ""
    changes: str = ""  # what was changed in it for our packages


def locked_components(lock: str, python: tuple[int, int] = (3, 11)) -> list[Component]:
    """Read a lock: the packages that it installs for a version of Python, with the hashes of all their files."""
    found = []
    for entry in re.split(r"\n(?=\S)", lock.strip()):
        head = re.match(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?: ; (?P<marker>[^\\\n]+))?", entry)
        if head is None or head["name"] in pruning.LEFT_OUT or not applies(head["marker"], python):
            continue
        name = head["name"]
        hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry))
        found.append(Component(name, head["version"], LICENCES[name], hashes))
    return found


def applies(marker: str | None, python: tuple[int, int]) -> bool:
    """Judge a marker of the lock; only comparisons of Python's version are known."""
    if marker is None:
        return True
    parts = re.fullmatch(r"python(?:_full)?_version (<|>=) '(\d+)\.(\d+)'", marker.strip())
    if parts is None:
        raise ValueError(f"unknown marker in the lock: {marker}")
    limit = (int(parts[2]), int(parts[3]))
    return python < limit if parts[1] == "<" else python >= limit


def bill(release: Release, components: list[Component]) -> str:
    """Write the bill; the same release has the same serial number."""
    serial = uuid.uuid5(uuid.NAMESPACE_URL, f"{product.APP_ID} {release.version} {release.commit}")
    date = datetime.datetime.fromtimestamp(release.date, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    own = {"type": "application", "bom-ref": product.PACKAGE, "name": product.PACKAGE, "version": release.version}
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"timestamp": date, "component": {**own, "description": product.NAME, "licenses": licences("MIT")}},
        "components": [as_component(component) for component in components],
        "dependencies": [{"ref": product.PACKAGE, "dependsOn": [reference(component) for component in components]}],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_component(component: Component) -> dict[str, object]:
    """Write one component as CycloneDX has it."""
    entry: dict[str, object] = {
        "type": "library",
        "bom-ref": reference(component),
        "name": component.name,
        "version": component.version,
        "licenses": licences(component.licence),
    }
    if component.note:
        entry["description"] = component.note
    if component.changes:
        entry["modified"] = True
        entry["pedigree"] = {"notes": component.changes}
    if component.hashes:
        # A lock knows one hash for each file that a version was published as, so they stand as properties.
        entry["properties"] = [{"name": "locked-sha256", "value": value} for value in component.hashes]
    return entry


def reference(component: Component) -> str:
    """Name a component inside the bill."""
    return f"{component.name}@{component.version}"


def licences(expression: str) -> list[dict[str, object]]:
    """Write a licence by its SPDX name."""
    return [{"license": {"id": expression}}]
