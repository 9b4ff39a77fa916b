"""What is copied, listed, moved and deleted."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
PLACES = ["selfeval.exe", "lib/PySide6/Qt6Core.dll", "lib/表样/一.json", "runtime/python311.dll"]

Load = Callable[[str], Any]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with what belongs into the program and what does not."""
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert set(wheel["wheel"]) == {"only-include", "exclude", "sources"}  # the three that program.py reads
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for place in (
        *("selfeval_gui/__init__.py", "selfeval_gui/__pycache__/a.pyc", "selfeval_gui/.a.swp", "selfeval_gui/app/x.py"),
        *("forms/samples/2020/一 二.json", "forms/samples/make.py", "forms/samples/2020/一 二.json.lock"),
        *("resources/icons/app.svg", "tests/test_a.py", "README.md"),
    ):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text("", encoding="utf-8")
    return tmp_path


def test_the_program_is_what_the_wheel_holds(load: Load, checkout: Path) -> None:
    found = load("installers.program").program_files(checkout)
    assert set(found) == {
        "selfeval_gui/__init__.py",
        "selfeval_gui/app/x.py",
        "selfeval_gui/_data/forms/samples/2020/一 二.json",
        "selfeval_gui/_data/resources/icons/app.svg",
    }


def test_the_program_brings_its_forms(load: Load) -> None:
    found = load("installers.program").program_files()
    assert sum(place.startswith("selfeval_gui/_data/forms/samples/2020/") for place in found) == 14
    assert "selfeval_gui/__main__.py" in found


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        *(("QtCore.pyi", False), ("a/py.typed", False), ("a/qt.lib", False), ("PySide6/QtCore.pyd", True)),
        *(("a/__init__.py", True), ("lxml/etree.cp311-win_amd64.pyd", True), ("lxml/objectify.pyx", False)),
        *(("lxml/includes/libxml/tree.h", False), ("lxml/html/__init__.py", False), ("pypdfium2_cli/main.py", False)),
        *(("pdfminer/cmap/GBK-EUC-H.json.gz", True), ("pdfminer/cmap/90ms-RKSJ-H.json.gz", False)),
        *(("pydantic/v1/main.py", False), ("pydantic/mypy.py", False), ("pydantic/main.py", True)),
        *(("docx/templates/default.docx", True), ("docx/templates/default-docx-template/a.xml", False)),
    ],
)
def test_developers_files_stay_out(load: Load, name: str, needed: bool) -> None:
    assert load("installers.pruning").is_needed_at_run_time(name) is needed


@pytest.mark.parametrize("name", ["PIL", "cryptography", "_cffi_backend.cp311-win_amd64.pyd", "pillow.libs"])
def test_packages_that_have_a_stand_in_stay_out(load: Load, name: str) -> None:
    assert load("installers.pruning").is_left_out_package(name)
    assert not load("installers.pruning").is_left_out_package("pdfplumber")


def test_files_are_unpacked_apart_and_moved(load: Load) -> None:
    lists = load("installers.nsis_lists")
    text = lists.install_list(Path("/树"), PLACES)
    assert 'SetOutPath "$INSTDIR\\~new\\lib\\表样"\nFile "/树/lib/表样/一.json"\n' in text
    assert all("~new" in line for line in text.splitlines() if line.startswith("SetOutPath"))
    assert lists.move_list(PLACES).splitlines() == [
        *('!insertmacro MoveToPlace "lib"', '!insertmacro MoveToPlace "runtime"'),
        '!insertmacro MoveToPlace "selfeval.exe"',
    ]


def test_only_listed_files_and_empty_folders_are_deleted(load: Load) -> None:
    lines = load("installers.nsis_lists").uninstall_list(PLACES).splitlines()
    deletes = [line for line in lines if line.startswith("Delete ")]
    folders = [line for line in lines if line.startswith("RMDir ")]
    assert len(deletes) == len(PLACES)
    assert [*deletes, *folders] == lines
    assert not any("/r" in line or line == 'RMDir "$INSTDIR"' for line in folders)
    assert folders.index('RMDir "$INSTDIR\\lib\\PySide6"') < folders.index('RMDir "$INSTDIR\\lib"')


def test_every_file_is_asked_whether_it_is_in_use(load: Load) -> None:
    text = load("installers.nsis_lists").in_use_list(PLACES)
    assert re.findall(r'FileInUse "(.*)"', text) == sorted(place.replace("/", "\\") for place in PLACES)


def test_a_dollar_is_no_variable(load: Load) -> None:
    lists = load("installers.nsis_lists")
    assert "a$$b" in lists.install_list(Path("/t"), ["a$b.txt"])
    assert "a$$b" in lists.uninstall_list(["a$b.txt"])


def test_the_launcher_knows_sizes(load: Load) -> None:
    header = load("installers.windows").installed_files_header({"lib/a.dll": 5, "一.json": 7})
    assert '{ L"lib\\\\a.dll", 5ULL },' in header
    assert '{ L"一.json", 7ULL },' in header


def test_templates_are_filled_in_whole(load: Load, tmp_path: Path) -> None:
    tools = load("installers.tools")
    (tmp_path / "a").write_text("@NAME@ me@example @OTHER@\n", encoding="utf-8")
    with pytest.raises(ValueError, match="OTHER"):
        tools.fill_in(tmp_path / "a", tmp_path / "b", {"NAME": "表"})
    tools.fill_in(tmp_path / "a", tmp_path / "b", {"NAME": "表", "OTHER": "x"})
    assert (tmp_path / "b").read_text(encoding="utf-8") == "表 me@example x\n"


def test_the_desktop_entry_takes_no_type_over(load: Load) -> None:
    entry = (load("installers.deb").HERE / "selfeval.desktop").read_text(encoding="utf-8")
    assert "MimeType" not in entry
    assert "Exec=/usr/bin/@COMMAND@ %f" in entry


def test_the_installer_takes_no_type_over(load: Load) -> None:
    script = (load("installers.windows").HERE / "installer.nsi").read_text(encoding="utf-8")
    assert 'SupportedTypes" ".json"' in script
    assert not re.search(r"Classes\\\.json|OpenWithProgids|UserChoice", script)


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libxcb-util.so.1", "libxcb-util1"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libffi.so.7", "libffi7"),
    ],
)
def test_library_names_its_debian_package(load: Load, library: str, package: str) -> None:
    assert load("installers.deb").package_of(library) == package
