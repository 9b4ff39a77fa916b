"""Files of other versions of the format: earlier ones open, newer minor ones lose nothing, newer major ones are refused."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from selfeval_gui.domain.ids import SCHEMA_VERSION
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage import json_text, store
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.migrate import STEPS, migrated

VERSIONS = Path(__file__).resolve().parents[2] / "data" / "versions"


def values(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_bytes())
    return read


def test_the_file_of_the_first_version_is_still_the_same() -> None:
    digest = hashlib.sha256((VERSIONS / "1.0.json").read_bytes()).hexdigest()
    assert digest == "266ff0451b7c4436e98edbd8aabfd883aed30f6c62679a09b9ac9cc487361bc6", (
        "files of earlier versions are never rewritten"
    )


def test_there_is_a_file_of_every_version_and_a_step_from_each() -> None:
    majors = {int(path.stem.split(".")[0]) for path in VERSIONS.glob("*.json")}
    present = int(SCHEMA_VERSION.split(".")[0])
    assert set(range(1, present + 1)) <= majors
    assert set(STEPS) == set(range(1, present))


def test_the_first_version_opens_with_all_it_holds(tmp_path: Path) -> None:
    form, known, data = store.load(VERSIONS / "1.0.json")
    leaf = form.indicators[0].children[0].children[0]
    assert (form.project_name, form.year, form.status, form.notes) == ("办公用房维修", 2020, "final", "备注")
    assert (leaf.name, leaf.weight, leaf.score, leaf.reason) == ("项目完成率", Decimal("12.50"), Decimal(10), "延期")
    assert form.funds.total.executed == Decimal("101.64")
    assert form.funds.parts.other.executed == Decimal("-5")
    assert (form.accepted[0].by, form.printed.execution_rate) == ("张三", Decimal("92.40"))
    assert form.rule_set_copy == {"id": "own-demo", "name": "自己的口径"}
    path = tmp_path / "表.json"
    path.write_bytes(data)
    store.save(form, path, known)
    assert values(path) == values(VERSIONS / "1.0.json")


def test_what_a_newer_minor_version_added_is_written_back(tmp_path: Path) -> None:
    form, known, data = store.load(VERSIONS / "1.7.json")
    path = tmp_path / "表.json"
    path.write_bytes(data)
    form.notes = "改过"
    store.save(form, path, known)
    assert values(path) == {**values(VERSIONS / "1.7.json"), "notes": "改过"}
    assert path.read_bytes() == data.replace("备注".encode(), "改过".encode()), "one line differs"


def test_a_newer_major_version_is_refused_and_not_touched(tmp_path: Path) -> None:
    data = (VERSIONS / "2.0.json").read_bytes()
    path = tmp_path / "表.json"
    path.write_bytes(data)
    with pytest.raises(UnreadableForm) as caught:
        store.load(path)
    assert storage_sentence(caught.value) == ("文件的格式版本是 2.0，请用新版本的程序打开。")
    assert path.read_bytes() == data


# ---- the mechanism, with versions that do not exist ------------------------------------------------------------------


def rename_unit(file: dict[str, Any]) -> dict[str, Any]:
    """From 1 to 2: `unit` is called `money`."""
    return {
        **{key: value for key, value in file.items() if key != "unit"},
        "money": file["unit"],
        "schema_version": "2.0",
    }


def wrap_name(file: dict[str, Any]) -> dict[str, Any]:
    """From 2 to 3: the name is a list."""
    return {**file, "name": [file["name"]], "schema_version": "3.0"}


def test_steps_follow_each_other_and_leave_the_file_alone() -> None:
    steps = {1: rename_unit, 2: wrap_name}
    file = {"schema_version": "1.0", "unit": "元", "name": "甲", "later": {"x": 1}}
    before = json.dumps(file)
    result = migrated(file, 1, 3, steps)
    assert result == {"schema_version": "3.0", "money": "元", "name": ["甲"], "later": {"x": 1}}
    assert migrated({"schema_version": "2.1", "name": "甲"}, 2, 3, steps) == {"schema_version": "3.0", "name": ["甲"]}
    assert json.dumps(file) == before
    assert migrated({"schema_version": "3.0"}, 3, 3, steps) == {"schema_version": "3.0"}
    assert migrated({"schema_version": "0.9"}, 0, 3, steps) is None


def test_the_reader_goes_by_the_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "_MAJOR", 2)
    monkeypatch.setattr(
        json_text, "migrated", lambda file, major, present: migrated(file, major, present, {1: rename_unit})
    )
    assert json_text.parse(b'{"schema_version": "1.3", "unit": 5}') == {"schema_version": "2.0", "money": 5}
    assert json_text.parse(b'{"schema_version": "2.9", "unit": 5}') == {"schema_version": "2.9", "unit": 5}
