"""Version, bill of materials, mirrors, and what trials read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from selfeval_gui import __version__

Load = Callable[[str], Any]

LOCK = """\
openpyxl==3.1.5 \\
    --hash=sha256:{a} \\
    --hash=sha256:{b}
shiboken6==6.8.3 ; python_full_version < '3.14' \\
    --hash=sha256:{a}
shiboken6==6.12.0 ; python_full_version >= '3.14' \\
    --hash=sha256:{b}
""".format(a="a" * 64, b="b" * 64)


def test_the_version_stands_in_one_place(load: Load) -> None:
    release = load("installers.product").this_release()
    assert release.version == __version__
    assert __version__ in release.setup_name
    assert __version__ in release.deb_name("arm64")


@pytest.mark.parametrize(("version", "four"), [("0.1.0", "0.1.0.0"), ("1.2", "1.2.0.0"), ("1.2.3.4.5+x9", "1.2.3.4")])
def test_windows_wants_four_numbers(load: Load, version: str, four: str) -> None:
    assert load("installers.product").Release(version, "", 0).windows_version == four


def test_the_date_can_be_given(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert load("installers.product").this_release().date == 1700000000


def test_the_lock_is_read_for_one_python(load: Load) -> None:
    found = load("installers.sbom").locked_components(LOCK)
    assert [(each.name, each.version, len(each.hashes)) for each in found] == [
        *(("openpyxl", "3.1.5", 2), ("shiboken6", "6.8.3", 1)),
    ]


def test_every_locked_package_has_a_known_licence(load: Load) -> None:
    lock = load("installers.product").LOCK.read_text(encoding="utf-8")
    assert {each.name for each in load("installers.sbom").locked_components(lock)} >= {"pydantic", "openpyxl"}


def test_an_unknown_marker_is_an_error(load: Load) -> None:
    with pytest.raises(ValueError, match="sys_platform"):
        load("installers.sbom").applies("sys_platform == 'win32'", (3, 11))


def test_the_bill_is_the_same_each_time(load: Load) -> None:
    sbom = load("installers.sbom")
    release = load("installers.product").Release("1.0.0", "c0ffee", 1700000000)
    bill = sbom.bill(release, sbom.locked_components(LOCK))
    assert bill == sbom.bill(release, sbom.locked_components(LOCK))
    document = json.loads(bill)
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.5")
    assert {each["name"] for each in document["components"]} == {"openpyxl", "shiboken6"}
    references = [each["bom-ref"] for each in document["components"]]
    assert document["dependencies"][0]["dependsOn"] == references


def test_the_mirror_is_the_one_that_apt_uses(load: Load) -> None:
    listing = "file:/a/ Other\nfile:/security/ Debian-Security\nfile:/mirror/ Debian\n"
    assert load("installers.chroots").mirror_in(listing) == "file:/mirror/"
    assert load("installers.chroots").mirror_in("file:/a/ Other\n") is None


def test_results_of_an_earlier_run_are_forgotten(load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everything, table = load("trials.everything"), load("trials.table")
    monkeypatch.setattr(everything, "FOLDER", tmp_path)
    for kind in ("json", "log"):
        (tmp_path / f"start.{kind}").write_text("[]", encoding="utf-8")
    everything.forget_results(["start", "windows"])
    assert list(tmp_path.iterdir()) == []
    assert [row.passed for row in table.read_rows(tmp_path / "start.json", tmp_path / "start.log")] == [False]


def test_a_trial_never_mounts_over_the_machine(load: Load, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="apart from the machine"):
        load("trials.sandbox").Sandbox(tmp_path, {})


def test_sockets_of_the_display_only(load: Load) -> None:
    foreign = load("trials.results").foreign_sockets
    good = (
        "12 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3\n"
        '12 connect(3, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X77"}, 20) = 0\n'
        '12 connect(4, {sa_family=AF_UNIX, sun_path="/run/dbus/system_bus_socket"}, 30) = -1\n'
        "12 +++ exited with 0 +++\n"
    )
    assert foreign(good) == []
    assert len(foreign(good + "13 socket(AF_INET, SOCK_STREAM, 0) = 5\n")) == 1
    assert len(foreign('12 connect(3, {sa_family=AF_UNIX, sun_path="/tmp/other"}, 20) = 0\n')) == 1


def test_an_exported_key_is_read(load: Load) -> None:
    text = (
        "Windows Registry Editor Version 5.00\n\n"
        '[HKEY_CURRENT_USER\\Software\\X]\n"DisplayName"="绩效自评"\n"Size"=dword:00000010\n\n'
        '[HKEY_CURRENT_USER\\Software\\X\\shell\\open]\n@="\\"C:\\\\a b\\\\x.exe\\" \\"%1\\""\n'
    )
    found = load("trials.wine").parse_registry(text, r"HKCU\Software\X")
    assert found["|DisplayName"] == "绩效自评"
    assert found["|Size"] == "dword:00000010"
    assert found["shell\\open|"] == '"C:\\a b\\x.exe" "%1"'


def test_a_trial_that_broke_off_fails(load: Load, tmp_path: Path) -> None:
    table = load("trials.table")
    trial = table.TrialTable("here")
    trial.check("a", True, "two\nlines")
    trial.write(tmp_path / "here.json")
    log = tmp_path / "here.log"
    rows = table.read_rows(tmp_path / "here.json", log)
    assert [row.passed for row in rows] == [True, False]
    assert rows[0].note == "two lines"
    assert table.show(rows).splitlines()[-1] == "1 passed, 1 failed"
    assert [row.passed for row in table.read_rows(tmp_path / "other.json", log)] == [False]
    trial.check(table.END, True)
    trial.write(tmp_path / "here.json")
    assert all(row.passed for row in table.read_rows(tmp_path / "here.json", log))


TRACE = """== preparing
mount: /x: permission denied.
Traceback (most recent call last):
  File "build.py", line 1, in <module>
subprocess.CalledProcessError: Command '['mount']' returned non-zero exit status 32.
"""


@pytest.mark.parametrize(
    ("log", "words"),
    [
        (TRACE, ("CalledProcessError", "mount: /x: permission denied.")),
        ("   PASS here        a (0.1 s)\nTraceback (most recent call last):\n  x\nKeyError: 'b'\n", ("KeyError: 'b'",)),
        ("python3: can't open file '/tmp/clone/packaging/build.py'\n", ("can't open file '/tmp/clone",)),
        ("", ("it said nothing",)),
    ],
)
def test_a_trial_that_broke_off_says_why(load: Load, tmp_path: Path, log: str, words: tuple[str, ...]) -> None:
    (tmp_path / "here.log").write_text(log, encoding="utf-8")
    (row,) = load("trials.table").read_rows(tmp_path / "here.json", tmp_path / "here.log")
    assert not row.passed
    assert all(word in row.note for word in (*words, "here.log"))
    assert "PASS" not in row.note


def test_a_trial_that_was_not_started_has_the_log_of_what_went_before(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = load("trials.everything")
    monkeypatch.setattr(everything, "FOLDER", tmp_path)
    for log in ("job-build-deb.log", "job-debian-12.log", "debian-12.log"):  # each is written after the one before
        (tmp_path / log).touch()
        assert everything.log_of("debian-12").name == log
    assert everything.log_of("debian-11").name == "job-build-deb.log"


def test_what_a_trial_wrote_is_named(load: Load) -> None:
    before = {"a": (1, 1), "b": (2, 2), "gone": (3, 3)}
    after = {"a": (1, 1), "b": (2, 3), "data/new": (1, 1)}
    assert load("trials.portable").changed(before, after) == ["b", "data/new"]


@pytest.mark.parametrize(
    ("name", "expected"), [("Qt6Core.dll", True), ("x.pyd", True), ("selfeval.exe", False), ("a.py", False)]
)
def test_binaries_of_others(load: Load, name: str, expected: bool) -> None:
    assert load("trials.originals").is_of_others(Path("there", name)) is expected
