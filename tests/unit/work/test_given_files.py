"""Folders of units and archives, taken in: each form comes into the folder of its unit, and nothing gets out."""

from __future__ import annotations

import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from selfeval_gui import cli
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.tree import level_three
from selfeval_gui.exchange.documents.xlsx_writer import render_xlsx
from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage import store
from selfeval_gui.storage.codec import decode
from selfeval_gui.storage.store import save
from selfeval_gui.work.given_files import GivenFile, GivenFiles
from selfeval_gui.work.importing import read_files, write_new
from selfeval_gui.work.progress import unheard
from tests.helpers.evidence import with_evidence
from tests.helpers.storage_forms import small_form

pytestmark = pytest.mark.slow


def book(name: str, unit: str = "") -> bytes:
    form = small_form().model_copy(deep=True, update={"project_name": name, "implementing_unit": unit})
    return render_xlsx(form, presets()[form.template], rule_set_of(form))[0]


def archive(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def given(tmp_path: Path, *paths: Path) -> list[GivenFile]:
    room = tmp_path / "room"
    room.mkdir()
    return list(GivenFiles(room, lambda: None).below(paths))


def kept(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*.json"))
    return {path.relative_to(folder).as_posix(): store.load(path).form.project_name for path in files}


def test_a_folder_of_folders_keeps_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given_folder, to = tmp_path / "2023自评", tmp_path / "to"
    put(given_folder / "甲局" / "一科" / "a.xlsx", book("绿化", "甲局"))
    put(given_folder / "乙局" / "a.xlsx", book("路灯", "乙局"))
    put(given_folder / "总.xlsx", book("桥梁", "丙局"))
    assert cli.main(["import", str(given_folder), "--into", str(to), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert kept(to) == {"甲局/一科/绿化.json": "绿化", "乙局/路灯.json": "路灯", "桥梁.json": "桥梁"}
    assert sorted(form["file"] for row in rows for form in row["forms"]) == sorted(kept(to))


def test_of_several_folders_each_keeps_its_name(tmp_path: Path) -> None:
    for unit in ("甲局", "乙局"):
        put(tmp_path / unit / "a.xlsx", book("绿化", unit))
    files = given(tmp_path, tmp_path / "甲局", tmp_path / "乙局")
    assert [file.folder.as_posix() for file in files] == ["甲局", "乙局"]


@pytest.mark.parametrize("unit", ["", "农技站"])
@pytest.mark.parametrize("existing", ["new", "update"])
def test_the_same_name_in_two_units_is_two_forms(tmp_path: Path, unit: str, existing: str) -> None:
    folder, to = tmp_path / "from", tmp_path / "to"
    put(folder / "甲局" / "a.xlsx", book("绿化", unit and f"甲局{unit}"))
    put(folder / "乙局" / "a.xlsx", book("绿化", unit and f"乙局{unit}"))
    assert cli.main(["import", str(folder), "--into", str(to), "--existing", existing]) == 0
    assert kept(to) == {"甲局/绿化.json": "绿化", "乙局/绿化.json": "绿化"}
    assert cli.main(["import", str(folder), "--into", str(to), "--existing", "update"]) == 0
    assert len(kept(to)) == 2


def test_the_window_keeps_the_folders_too(tmp_path: Path) -> None:
    folder, to = tmp_path / "from", tmp_path / "to"
    to.mkdir()
    put(folder / "甲局" / "a.xlsx", book("绿化"))
    put(folder / "乙局" / "a.xlsx", book("绿化"))
    read = read_files([folder], to, unheard)
    assert [item.is_wanted for item in read.incoming] == [True, True]
    assert write_new(read.incoming, to, unheard).failed == []
    assert sorted(kept(to)) == ["乙局/绿化.json", "甲局/绿化.json"]


def test_an_archive_is_taken_apart_and_one_in_it(tmp_path: Path) -> None:
    inner = archive(**{"二科__b.xlsx": book("路灯", "甲局")})
    data = archive(
        **{"甲局__a.xlsx": book("绿化", "甲局"), "甲局__里.zip": inner, "甲局__~$a.xlsx": b"x", "说明.exe": b"MZ"}
    )
    to = tmp_path / "to"
    assert cli.main(["import", str(put(tmp_path / "报送.zip", data)), "--into", str(to)]) == 0
    assert kept(to) == {"甲局/绿化.json": "绿化", "甲局/二科/路灯.json": "路灯"}


def test_an_archive_called_as_its_only_folder_adds_none(tmp_path: Path) -> None:
    data = archive(**{"甲局__a.xlsx": b"1", "甲局__一科__b.xlsx": b"2"})
    files = given(tmp_path, put(tmp_path / "甲局.zip", data))
    assert [(file.name, file.folder.as_posix()) for file in files] == [
        ("甲局.zip/甲局/a.xlsx", "."),
        ("甲局.zip/甲局/一科/b.xlsx", "一科"),
    ]


def test_archives_three_deep_are_said(tmp_path: Path) -> None:
    deep = archive(**{"里.zip": archive(**{"最里.zip": archive(**{"a.xlsx": b"1"})})})
    (file,) = given(tmp_path, put(tmp_path / "外.zip", deep))
    assert "还套着多层压缩包" in file.trouble


@pytest.mark.parametrize("name", ["..__外.xlsx", "甲局__..__..__外.xlsx", "__外.xlsx", "C:__外.xlsx"])
def test_nothing_of_an_archive_gets_out_of_it(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    data = archive(**{name: book("绿化", "甲局")})
    to = tmp_path / "deep" / "to"
    assert cli.main(["import", str(put(tmp_path / "外.zip", data)), "--into", str(to)]) == 2
    said = capsys.readouterr().err
    assert "指向包外，可能不安全，没有导入。请让对方重新压缩后再发来。" in said
    assert not list(tmp_path.rglob("外.xlsx"))
    assert not list(tmp_path.rglob("*.json"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04", "不完整或已损坏"),
        (archive(**{"a.exe": b"MZ"}), "没有可以读取的文件"),
        (archive(**{"a.xlsx": b"\0" * (65 << 20)}), "解开后过大"),
    ],
    ids=["damaged", "nothing to read", "too large"],
)
def test_an_archive_that_is_not_read_is_said_and_stops_no_other(
    tmp_path: Path, data: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "from" / "a.zip", data)
    put(tmp_path / "from" / "b.xlsx", book("绿化", "甲局"))
    assert cli.main(["import", str(tmp_path / "from"), "--into", str(tmp_path / "to")]) == 2
    assert said in capsys.readouterr().err
    assert kept(tmp_path / "to") == {"绿化.json": "绿化"}


def test_forms_of_our_own_in_an_archive(tmp_path: Path) -> None:
    form = Form(id="abcd2345", project_name="绿化", year=2023)
    path = put(tmp_path / "a.json", b"")
    path.unlink()
    store.save(form, path, None)
    data = archive(**{"甲局__a.json": path.read_bytes()})
    path.unlink()
    assert cli.main(["import", str(put(tmp_path / "报.zip", data)), "--into", str(tmp_path / "to")]) == 0
    assert kept(tmp_path / "to") == {"甲局/绿化.json": "绿化"}


def test_of_a_units_package_the_forms_come_in_and_what_becomes_of_the_evidence_is_said(
    tmp_path: Path, sample_originals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unit = tmp_path / "unit"
    unit.mkdir()
    form = with_evidence(decode(min(sample_originals.glob("*.json")).read_bytes()), unit)
    save(form, unit / "表.json", expected=None)
    out = tmp_path / "out"
    assert cli.main(["pack", str(unit), "--unit", form.implementing_unit, "--out", str(out), "--evidence"]) in {0, 1}
    (package,) = out.glob("*.zip")
    capsys.readouterr()
    to = tmp_path / "to"
    assert cli.main(["import", str(package), "--into", str(to)]) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    count = sum(1 for row in level_three(form.indicators) for entry in row.evidence if entry.path)
    assert line == (
        f"{package.name}：这是单位传出的包，里面的 {count + 1} 个佐证材料文件没有导入。"  # and their list
        "要连同材料收下并核对，请用“审核 → 装入…”。"
    )
    assert [*kept(to).values()] == [form.project_name]
