"""Every package built a second time, in another folder: it must have the same bytes, and not too many.

To press a package takes minutes. So what is always tried presses both trees quickly, which tells as well whether a tree
or a packer differs from one time to the next; the bytes of the release itself are compared where there is time.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from installers import deb, tools, windows
from installers.architecture import AMD64, Architecture
from installers.product import BUILD, DIST, Release

from trials.table import TrialTable

LIMITS = {"exe": 45e6, "deb": 42e6}


def trial_quickly(release: Release, table: TrialTable) -> None:
    """Build the trees of both systems again, and compare what the first and the second are packed to."""
    first, again = tools.empty_folder(BUILD / "same-first"), tools.empty_folder(BUILD / "same-again")
    windows.build_tree(again / "windows", release, windows.runtime(None))
    deb.build_tree(again / "deb", release, AMD64)
    setup, portable, package = release.setup_name, release.portable_name, release.deb_name(AMD64.debian)
    for folder, trees in ((first, BUILD), (again, again)):
        windows.build_setup(trees / "windows", release, folder / setup, quick=True)
        deb.build_deb(trees / "deb", release, folder / package, quick=True)
    windows.build_portable(again / "windows", release, again / portable)
    compare(table, setup, first, again)
    compare(table, portable, DIST, again)
    compare(table, package, first, again)
    for name in (setup, portable, package):
        check_size(table, name)
    for folder in (first, again):
        shutil.rmtree(folder)


def trial_windows(release: Release, table: TrialTable) -> None:
    """Build the installer for Windows as it is released."""
    again = tools.empty_folder(BUILD / "again-same-exe")
    windows.build_tree(again / "tree", release, windows.runtime(None))
    windows.build_setup(again / "tree", release, again / release.setup_name)
    compare(table, release.setup_name, DIST, again)


def trial_deb(release: Release, table: TrialTable, arch: Architecture) -> None:
    """Build a .deb as it is released."""
    again = tools.empty_folder(BUILD / arch.named("again-same-deb"))
    name = release.deb_name(arch.debian)
    deb.build_tree(again / "tree", release, arch)
    deb.build_deb(again / "tree", release, again / name)
    compare(table, name, DIST, again)
    check_size(table, name)


def compare(table: TrialTable, name: str, first: Path, again: Path) -> None:
    """Note whether two files of one name have the same bytes."""
    same = tools.sha256(first / name) == tools.sha256(again / name)
    table.check(f"{name}: the same bytes when built again", same)


def check_size(table: TrialTable, name: str) -> None:
    """Note how large a file of the release is."""
    size = (DIST / name).stat().st_size
    limit = LIMITS.get(name.rpartition(".")[2])
    table.check(f"{name}: small enough", limit is None or size <= limit, f"{size / 1e6:.1f} MB")
