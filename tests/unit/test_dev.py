"""dev.py: what it would install and run, tried without a network; the real thing runs at each submission."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

import dev

CONDITION = r"[a-z_]+ [<>=!]+ '[A-Za-z0-9.]+'"
REQUIREMENT = re.compile(rf"(?P<name>[a-z0-9-]+)==(?P<version>[0-9.]+)(?P<marker> ; {CONDITION}(?: and {CONDITION})*)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


class Recorder:
    """Stands in for subprocess: notes commands, gives the exit codes and the output it was told."""

    CalledProcessError = subprocess.CalledProcessError

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.failing = ""

    def run(self, command: list[str], **_options: object) -> None:
        if self.call(command):
            raise subprocess.CalledProcessError(1, command)

    def call(self, command: list[str], **_options: object) -> int:
        self.commands.append(command)
        if "venv" in command:
            self.make_venv(Path(command[-1]))
        return 1 if self.failing and self.failing in command else 0

    def make_venv(self, folder: Path) -> None:
        packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
        packages.mkdir(parents=True, exist_ok=True)
        dev.venv_python(folder).parent.mkdir(exist_ok=True)
        dev.venv_python(folder).touch()
        (folder / dev.STAMP.name).unlink(missing_ok=True)

    def asked_for(self, *words: str) -> int:
        """Count the commands that hold these words."""
        return sum(set(words) <= set(command) for command in self.commands)


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    monkeypatch.setattr(dev, "subprocess", recorder)
    return recorder


@pytest.fixture
def checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, recorder: Recorder) -> Path:
    """Give dev.py an empty checkout with two small locks, on a machine that has all system packages."""
    root = tmp_path / "绩效 自评"
    locks = root / "packaging" / "requirements"
    locks.mkdir(parents=True)
    for name in dev.INCLUDES:
        (locks / f"{name}.txt").write_text(f"{name}==1\n", encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", root)
    monkeypatch.setattr(dev, "VENV", root / ".venv")
    monkeypatch.setattr(dev, "STAMP", root / ".venv" / dev.STAMP.name)
    monkeypatch.setattr(dev, "LOCKS", locks)
    monkeypatch.setattr(dev, "provide_system_packages", lambda: None)
    return root


# ----------------------------------------------------------------------------------------------------------------------
# The interpreter


def test_an_old_python_can_read_the_file() -> None:
    ast.parse(Path(dev.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer is needed; this is 3\.9\."):
        dev.main(["test"])


@pytest.mark.parametrize("arguments", [[], ["--help"], ["tset"]])
def test_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(arguments) == 2
    assert "dev.py run" in capsys.readouterr().err


def test_every_command_is_explained() -> None:
    assert all(f"dev.py {name} " in str(dev.__doc__) for name in dev.COMMANDS)


# ----------------------------------------------------------------------------------------------------------------------
# System packages


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch, recorder: Recorder) -> Recorder:
    """A Debian on which only one library is missing."""
    listing = "".join(f"installed {name} \n" for name in (*dev.QT_LIBRARIES[1:], dev.CHINESE_FONT))
    monkeypatch.setattr(dev, "query_dpkg", lambda: listing)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "base_prefix", "/opt/python")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    return recorder


def test_a_package_counts_if_another_provides_it() -> None:
    listing = (
        "installed libglib2.0-0t64 libglib2.0-0 (= 2.84.3-1)\n"
        "installed libegl1 libegl1-x11, libegl-dev\n"
        "config-files libgl1 \n"
        "not-installed libxcb-xkb1 \n"
    )
    names = dev.installed_names(listing)
    assert {"libglib2.0-0t64", "libglib2.0-0", "libegl1", "libegl-dev"} <= names
    assert not {"libgl1", "libxcb-xkb1"} & names


def test_root_installs_what_is_missing(debian: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    dev.provide_system_packages()
    assert debian.commands == [
        ["apt-get", "update"],
        ["apt-get", "install", "--no-install-recommends", "libgl1", "--yes"],
    ]


def test_others_are_told_the_one_line(debian: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(SystemExit) as stop:
        dev.provide_system_packages()
    assert str(stop.value).splitlines()[-1] == "  apt-get install --no-install-recommends libgl1"
    assert debian.commands == []


def test_a_complete_system_is_left_alone(debian: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "QT_LIBRARIES", dev.QT_LIBRARIES[1:])
    dev.provide_system_packages()
    assert debian.commands == []


def test_another_system_is_left_alone(debian: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    dev.provide_system_packages()
    assert debian.commands == []


def test_any_chinese_font_will_do(debian: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "query_dpkg", lambda: "")
    monkeypatch.setattr(dev, "has_chinese_font", lambda: True)
    assert dev.missing_system_packages() == [*dev.QT_LIBRARIES]
    monkeypatch.setattr(dev, "has_chinese_font", lambda: False)
    assert dev.missing_system_packages() == [*dev.QT_LIBRARIES, dev.CHINESE_FONT]


def test_a_system_python_without_ensurepip_needs_its_package(debian: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert dev.missing_system_packages() == ["libgl1", "python3-venv"]


# ----------------------------------------------------------------------------------------------------------------------
# The virtual environment


def test_a_second_run_installs_nothing(checkout: Path, recorder: Recorder) -> None:
    dev.prepare("run")
    assert recorder.asked_for("pip", "--require-hashes", str(dev.lock_file("run"))) == 1
    recorder.commands.clear()
    dev.prepare("run")
    assert recorder.commands == []


def test_the_tools_come_on_top_of_the_runtime(checkout: Path, recorder: Recorder) -> None:
    dev.prepare("run")
    dev.prepare("dev")
    dev.prepare("run")
    assert recorder.asked_for("venv") == 1
    assert recorder.asked_for("pip") == 2


def test_a_changed_lock_makes_it_anew(checkout: Path, recorder: Recorder) -> None:
    dev.prepare("dev")
    dev.lock_file("dev").write_text("dev==2\n", encoding="utf-8")
    recorder.commands.clear()
    dev.prepare("run")
    assert recorder.asked_for("venv") == 1
    assert recorder.asked_for("pip") == 1


def test_another_python_makes_it_anew(checkout: Path, recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    dev.prepare("run")
    monkeypatch.setattr(sys, "version_info", (3, 99, 0, "final", 0))
    dev.prepare("run")
    assert recorder.asked_for("venv") == 2


def test_a_broken_install_is_made_anew(checkout: Path, recorder: Recorder) -> None:
    recorder.failing = "--require-hashes"
    with pytest.raises(SystemExit, match="Failed: "):
        dev.main(["run"])
    recorder.failing = ""
    dev.prepare("run")
    assert recorder.asked_for("venv") == 2


def test_a_checkout_that_moved_still_imports(checkout: Path) -> None:
    dev.prepare("run")
    (path_file,) = (checkout / ".venv").rglob("checkout.pth")
    line = path_file.read_text(encoding="utf-8").strip()
    assert line.isascii()
    assert (path_file.parent / line).resolve() == checkout


def test_an_environment_in_use_is_not_pulled_away(
    checkout: Path, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(checkout / ".venv"))
    with pytest.raises(SystemExit, match="deactivate"):
        dev.prepare("run")
    assert recorder.commands == []


# ----------------------------------------------------------------------------------------------------------------------
# Commands


def tools(recorder: Recorder) -> list[str]:
    return [" ".join(command[2:4]) for command in recorder.commands if command[1] == "-m" and command[2] != "venv"]


def test_test_runs_every_check(checkout: Path, recorder: Recorder) -> None:
    dev.prepare("dev")
    recorder.commands.clear()
    assert dev.main(["test", "-k", "word"]) == 0
    assert tools(recorder) == ["ruff check", "ruff format", "mypy", "pytest -n"]
    assert recorder.commands[-1][-2:] == ["-k", "word"]


@pytest.mark.parametrize(("failing", "last"), [("check", "ruff check"), ("mypy", "mypy"), ("pytest", "pytest -n")])
def test_test_stops_at_the_first_failure(checkout: Path, recorder: Recorder, failing: str, last: str) -> None:
    recorder.failing = failing
    assert dev.main(["test"]) == 1
    assert tools(recorder)[-1] == last


def test_quick_leaves_tests_out_but_no_check(checkout: Path, recorder: Recorder) -> None:
    dev.prepare("dev")
    recorder.commands.clear()
    assert dev.main(["test", "--quick", "-x"]) == 0
    assert tools(recorder) == ["ruff check", "ruff format", "mypy", "pytest -n"]
    assert recorder.commands[-1][-3:] == ["tests/unit", "--quick", "-x"]


def debians(recorder: Recorder) -> list[list[str]]:
    """The words that building and trying packages was started with."""
    return [command[3:] for command in recorder.commands if command[2].endswith("build.py")]


def test_everywhere_is_here_and_in_two_newer_debians(checkout: Path, recorder: Recorder) -> None:
    assert dev.main(["test", "--everywhere", "--quick"]) == 0
    assert recorder.asked_for("pytest", "tests/unit") == 1
    assert debians(recorder) == [["checkout", "13", "--quick"], ["checkout", "testing", "--quick"]]


@pytest.mark.parametrize(("failing", "tried"), [("mypy", 0), ("13", 1), ("testing", 2)])
def test_everywhere_stops_at_the_first_failure(checkout: Path, recorder: Recorder, failing: str, tried: int) -> None:
    recorder.failing = failing
    assert dev.main(["test", "--everywhere"]) == 1
    assert len(debians(recorder)) == tried


def test_a_clean_debian_alone(checkout: Path, recorder: Recorder) -> None:
    assert dev.main(["test", "--debian", "12", "-k", "word"]) == 0
    assert debians(recorder) == [["checkout", "12", "-k", "word"]]
    assert recorder.asked_for("pytest") == 0


def test_run_hands_on_arguments_and_exit_code(checkout: Path, recorder: Recorder) -> None:
    recorder.failing = "list"
    assert dev.main(["run", "list", "folder"]) == 1
    assert recorder.commands[-1][1:] == ["-m", "selfeval_gui", "list", "folder"]


# ----------------------------------------------------------------------------------------------------------------------
# The locks


def locked(name: str) -> dict[str, list[str]]:
    """Read a lock: requirement → the lines below it."""
    found: dict[str, list[str]] = {}
    for line in dev.lock_file(name).read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            found[list(found)[-1]].append(line.strip(" \\"))
        else:
            found[line.removesuffix(" \\")] = []
    return found


@pytest.mark.parametrize("name", dev.INCLUDES)
def test_a_lock_holds_versions_markers_and_hashes_only(name: str) -> None:
    lines = locked(name)
    assert lines
    assert [line for line in lines if not REQUIREMENT.fullmatch(line)] == []
    assert all(hashes and all(map(HASH.fullmatch, hashes)) for hashes in lines.values())


def test_the_development_lock_holds_the_runtime_lock() -> None:
    assert locked("run").items() <= locked("dev").items()


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((Path(dev.__file__).parent / "pyproject.toml").read_text(encoding="utf-8"))
    for name, wanted in (
        ("run", project["project"]["dependencies"]),
        ("dev", project["dependency-groups"]["dev"]),
    ):
        present = {requirement.partition("==")[0] for requirement in locked(name)}
        assert {re.split(r"[^A-Za-z0-9-]", requirement)[0].lower() for requirement in wanted} <= present


def test_qt_is_the_version_that_the_packages_carry() -> None:
    chosen = [line for line in locked("run") if line.startswith("pyside6-essentials==")]
    assert "pyside6-essentials==6.8.3 ; python_full_version < '3.14'" in chosen
    assert len(chosen) == 2
