"""A checkout on a newcomer's machine: what is copied there, and what lets pip reach its packages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Load = Callable[[str], Any]


def test_a_copy_holds_what_a_clone_would(load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout = load("trials.checkout")
    root = tmp_path / "root"
    for name in ("dev.py", "tests/test_a.py", ".venv/bin/python", ".git/HEAD", "build/x", "forms/__pycache__/a.pyc"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    (root / ".gitignore").write_text("# made\n.venv/\n__pycache__/\n\nbuild/\n", encoding="utf-8")
    monkeypatch.setattr(checkout, "ROOT", root)
    checkout.copy_checkout(tmp_path / "copy")
    found = {
        path.relative_to(tmp_path / "copy").as_posix() for path in (tmp_path / "copy").rglob("*") if path.is_file()
    }
    assert found == {"dev.py", "tests/test_a.py", ".gitignore"}


def test_settings_of_pip_and_of_the_line_are_passed_on(load: Load) -> None:
    environment = {"PIP_INDEX_URL": "a", "https_proxy": "b", "SSL_CERT_FILE": "c", "HOME": "d", "PATH": "e"}
    assert set(load("trials.checkout").passed_on(environment)) == {"PIP_INDEX_URL", "https_proxy", "SSL_CERT_FILE"}


def test_places_that_settings_name_are_found(load: Load, tmp_path: Path) -> None:
    folder = tmp_path / "pip"
    folder.mkdir()
    (folder / "pip.conf").write_text(
        "[global]\nindex-url = file:///mirror/simple\nextra-index-url = file:///own\nfind-links =\n    /wheels\n    https://example.org/%41\n",
        encoding="utf-8",
    )
    single = tmp_path / "single.conf"
    single.write_text("[install]\nconstraint = /limits.txt\n", encoding="utf-8")
    named = load("trials.checkout").named_places(
        {"PIP_CERT": "/cert.pem", "PIP_TIMEOUT": "3"}, [str(folder), str(single)]
    )
    assert named == ["/cert.pem", "/mirror", "/own", "/wheels", "/limits.txt"]


def test_a_place_within_another_is_shared_once(load: Load, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").touch()
    places = [str(tmp_path / "a" / "b"), str(tmp_path / "a"), str(tmp_path / "a"), str(tmp_path / "none")]
    assert load("trials.checkout").existing(places) == [tmp_path / "a"]


def test_a_mount_point_is_made_for_a_file_and_for_a_folder(load: Load, tmp_path: Path) -> None:
    place = load("installers.chroots").mount_point
    (tmp_path / "file").touch()
    system = tmp_path / "my system"
    assert place(system, tmp_path / "file") == f"'{system}{tmp_path}/file'"
    place(system, tmp_path)
    assert (system / tmp_path.relative_to("/") / "file").is_file()
