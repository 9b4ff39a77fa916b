"""Which packages of the lock, and which of their files, stay out of the installed program."""

from __future__ import annotations

import fnmatch

# Packages of the lock that nothing of ours needs; stand_ins/README.md says why, and what stands in for them.
LEFT_OUT = frozenset({"cffi", "cryptography", "pillow", "pycparser"})
LEFT_OUT_FOLDERS = frozenset({"PIL", "pillow.libs", "_cffi_backend", *LEFT_OUT})

# Read only by type checkers, compilers and people.
DEVELOPERS = (
    *("*.pyi", "*.pyc", "*.lib", "*.cmake", "*.h", "py.typed", "*.pyx", "*.pxd", "*.pxi", "README.txt"),
    *("*/__main__.py", "*/cli/*", "*/cli.py", "pypdfium2_cli/*"),
)
# pydantic's first version, which it carries for those who have not moved on, and its plugin for a type checker.
PAST = ("pydantic/v1/*", "pydantic/mypy.py")
# Of some folders only these files, and no folder in them: lxml's trees without its readers of web pages and schemas,
# and of the character maps of PDF files the Chinese ones; the other 6 MB are Japanese, Korean and Taiwanese.
KEPT_ONLY = {
    "lxml": ("__init__.py", "etree.*", "_elementpath.*"),
    "pdfminer/cmap": ("GB*", "UniGB*", "to-unicode-Adobe-GB1*"),
    "docx/templates": ("default.docx", "default-*.xml"),
}


def is_left_out_package(name: str) -> bool:
    """Tell whether an entry of site-packages belongs to a package that stays out: "PIL", "_cffi_backend.cp311….pyd"."""
    return name.split(".cp", maxsplit=1)[0] in LEFT_OUT_FOLDERS


def is_needed_at_run_time(place: str) -> bool:
    """Tell whether a file of a package is installed, by its place in site-packages: "lxml/etree.pyx"."""
    name = place.rpartition("/")[2]
    if any(fnmatch.fnmatch(place, pattern) or fnmatch.fnmatch(name, pattern) for pattern in (*DEVELOPERS, *PAST)):
        return False
    for folder, patterns in KEPT_ONLY.items():
        if place.startswith(folder + "/"):
            return place == f"{folder}/{name}" and any(fnmatch.fnmatch(name, pattern) for pattern in patterns)
    return True


def is_licence_of_another_system(place: str) -> bool:
    """Tell whether a licence text in a wheel is for builds of its library that we do not carry."""
    return any(part in {"android", "v8_xfa", "pbin_musl", "cibw_musl"} for part in place.split("/"))
