"""The quick look at a file takes what the whole look takes and refuses what it refuses: years, ids, numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from selfeval_gui.domain.form import Form, Indicator
from selfeval_gui.storage import store
from selfeval_gui.storage.codec import encode
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.storage.summary import read_summary


@pytest.mark.parametrize(
    ("key", "value", "is_whole"),
    [
        *(("year", 0, False), ("year", 1, True), ("year", 9999, True), ("year", 10000, False), ("year", None, True)),
        *(("year", -1, False), ("year", "2020", False), ("year", True, False)),
        *(("id", "", False), ("id", "a" * 64, True), ("id", "a" * 65, False), ("id", "one", True)),
        *(("status", "draft", True), ("status", "final", True), ("status", "done", False)),
        *(("notes", 5, False), ("notes", None, False), ("extra", {"电话": "1"}, True), ("extra", {"电话": 1}, False)),
        *(("accepted", [1], False), ("schema_version", "2.0", False)),
    ],
)
def test_both_looks_agree(tmp_path: Path, key: str, value: Any, is_whole: bool) -> None:
    raw = json.loads(encode(Form(id="f", indicators=[Indicator(id="one", name="产出指标")])))
    raw[key] = value
    if (key, value) == ("id", "one"):
        raw["indicators"][0]["id"] = "two"
    path = tmp_path / "a.json"
    path.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    assert (read_summary(path).unreadable is None) == is_whole
    if is_whole:
        assert store.load(path).form.id == read_summary(path).form_id
    else:
        with pytest.raises(UnreadableForm):
            store.load(path)
