"""Every file that is refused: its own code, its own sentence, and not a byte of it touched."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage import store
from selfeval_gui.storage.codec import encode
from selfeval_gui.storage.errors import StorageError, UnreadableForm, unreadable_folder, unreadable_form
from selfeval_gui.storage.json_text import MAX_BYTES
from selfeval_gui.storage.summary import read_summary
from tests.helpers.storage_faults import os_error
from tests.helpers.storage_forms import small_form

GOOD = encode(small_form())


def with_weight(literal: str) -> bytes:
    """The form with this JSON text as the weight of 项目完成率."""
    return GOOD.replace(b'"12.50"', literal.encode())


def with_year(literal: str) -> bytes:
    return GOOD.replace(b'"year": 2020', b'"year": ' + literal.encode())


def with_value(change: Callable[[dict[str, Any]], object]) -> bytes:
    raw = json.loads(GOOD)
    change(raw)
    return json.dumps(raw, ensure_ascii=False, indent=2).encode()


def nested(depth: int) -> bytes:
    return GOOD.replace(b'"notes": ""', b'"notes": "", "new": ' + b"[" * depth + b"]" * depth)


def deep_indicators(levels: int) -> bytes:
    node = '{"id": "d%d", "children": [%s]}'
    text = ""
    for level in range(levels):
        text = node % (level, text)
    return b'{"schema_version": "1.0", "id": "x", "indicators": [' + text.encode() + b"]}"


BAD = {
    "empty": (b"", "file.empty"),
    "blanks": (b" \r\n\t\n", "file.empty"),
    "a byte order mark alone": (b"\xef\xbb\xbf", "file.empty"),
    "zeros": (bytes(4096), "file.only_zeros"),
    "cut in a text": (GOOD[: GOOD.index("维修".encode())], "file.cut_short"),
    "cut in a character": (GOOD[: GOOD.index("维修".encode()) + 1], "file.cut_short"),
    "cut in a number": (b'{"schema_version": "1.0", "year": 20', "file.cut_short"),
    "cut before the last brace": (GOOD.rstrip(b"}\n"), "file.cut_short"),
    "cut after a byte order mark": (b"\xef\xbb\xbf" + GOOD[:100], "file.cut_short"),
    "gbk": (GOOD.decode().encode("gbk"), "file.not_utf8"),
    "utf-16": (GOOD.decode().encode("utf-16"), "file.not_utf8"),
    "a broken byte": (GOOD.replace("维".encode(), b"\xff"), "file.not_utf8"),
    "half a surrogate as bytes": (GOOD.replace("维".encode(), b"\xed\xa0\xbd"), "file.not_utf8"),
    "a table of text": ("年度\t项目\n2020\t维修\n".encode(), "file.not_json"),
    "a second form behind": (GOOD + GOOD, "file.not_json"),
    "a comma too many": (GOOD.replace(b'"notes": "",', b'"notes": "",,'), "file.not_json"),
    "a bare line break in a text": (GOOD.replace("维修".encode(), "维\n修".encode()), "file.not_json"),
    "a list": (b"[1, 2]", "file.not_a_form"),
    "null": (b"null", "file.not_a_form"),
    "other json": (b'{"name": "package", "version": "1.0"}', "file.not_a_form"),
    "a version that is a number": (GOOD.replace(b'"1.0"', b"1.0"), "file.not_a_form"),
    "a version that is a word": (GOOD.replace(b'"1.0"', b'"neu"'), "file.not_a_form"),
    "an older version than the first": (GOOD.replace(b'"1.0"', b'"0.9"'), "file.not_a_form"),
    "a newer version": (GOOD.replace(b'"1.0"', b'"2.0"'), "file.newer_version"),
    "a newer version with bare numbers": (with_weight("12.5").replace(b'"1.0"', b'"3.1"'), "file.newer_version"),
    "a weight of abc": (with_weight('"abc"'), "number.not_number"),
    "a weight with a unit": (with_weight('"15分"'), "number.not_number"),
    "a weight in full width": (with_weight('"１５"'), "number.not_number"),
    "an empty weight": (with_weight('""'), "number.not_number"),
    "a weight of NaN as text": (with_weight('"NaN"'), "number.not_finite"),
    "a weight of NaN": (with_weight("NaN"), "number.not_finite"),
    "a weight of Infinity": (with_weight("Infinity"), "number.not_finite"),
    "a weight of -Infinity": (with_weight("-Infinity"), "number.not_finite"),
    "a weight of -Infinity as text": (with_weight('"-Infinity"'), "number.not_finite"),
    "a weight of 1e400 as text": (with_weight('"1e400"'), "number.too_long"),
    "a weight of 1e400": (with_weight("1e400"), "number.too_long"),
    "a weight of sixteen digits": (with_weight('"1234567890123456"'), "number.too_long"),
    "a weight of seven places": (with_weight('"0.1234567"'), "number.too_long"),
    "a weight of 5000 digits": (with_weight("1" * 5000), "number.too_long"),
    "a weight of 15 without quotes": (with_weight("15"), "number.not_text"),
    "a weight of 15.5 without quotes": (with_weight("15.5"), "number.not_text"),
    "a weight of true": (with_weight("true"), "number.not_text"),
    "a weight that is a list": (with_weight("[]"), "number.not_text"),
    "a year as text": (with_year('"2020"'), "file.bad_value"),
    "a year with a fraction": (with_year("2020.0"), "file.bad_value"),
    "a year of 0": (with_year("0"), "file.bad_value"),
    "a year of NaN": (with_year("NaN"), "file.bad_value"),
    "a name that is a number": (with_value(lambda raw: raw.update(project_name=5)), "file.bad_value"),
    "a name that is null": (with_value(lambda raw: raw.update(project_name=None)), "file.bad_value"),
    "another unit": (with_value(lambda raw: raw["funds"].update(unit="美元")), "file.bad_value"),
    "another status": (with_value(lambda raw: raw.update(status="done")), "file.bad_value"),
    "indicators that are an object": (with_value(lambda raw: raw.update(indicators={})), "file.bad_value"),
    "indicators that are a text": (with_value(lambda raw: raw.update(indicators="")), "file.bad_value"),
    "an indicator that is a text": (with_value(lambda raw: raw["indicators"].append("x")), "file.bad_value"),
    "children that are null": (with_value(lambda raw: raw["indicators"][0].update(children=None)), "file.bad_value"),
    "an extra field that is a number": (with_value(lambda raw: raw.update(extra={"电话": 5})), "file.bad_value"),
    "an extra field with a line break in its name": (
        with_value(lambda raw: raw.update(extra={"电\n话": None})),
        "file.bad_value",
    ),
    "an unknown key with a line break": (
        GOOD.replace(b'"notes": ""', b'"notes": "", "n\\n": NaN'),
        "number.not_finite",
    ),
    "extra fields that are a list": (with_value(lambda raw: raw.update(extra=[])), "file.bad_value"),
    "an empty id": (with_value(lambda raw: raw.update(id="")), "file.bad_value"),
    "an id of 65 characters": (with_value(lambda raw: raw["indicators"][0].update(id="i" * 65)), "file.bad_value"),
    "no id": (with_value(lambda raw: raw.pop("id")), "file.value_missing"),
    "an indicator without id": (with_value(lambda raw: raw["indicators"][0].pop("id")), "file.value_missing"),
    "one id twice": (with_value(lambda raw: raw["indicators"][0].update(id="n3")), "form.double_id"),
    "four levels": (deep_indicators(4), "form.too_deep"),
    "three hundred levels": (deep_indicators(300), "form.too_deep"),
    "a key twice": (GOOD.replace(b'"notes": ""', b'"notes": "", "notes": "x"'), "file.double_key"),
    "a key of a row twice": (with_weight('"15", "weight": "15"'), "file.double_key"),
    "a deep unknown value": (nested(40), "file.too_nested"),
    "an endless unknown value": (nested(100_000), "file.too_nested"),
    "an unknown NaN": (GOOD.replace(b'"notes": ""', b'"notes": "", "new": [NaN]'), "number.not_finite"),
    "an unknown 1e400": (GOOD.replace(b'"notes": ""', b'"notes": "", "new": {"x": 1e400}'), "number.too_long"),
    "an unknown 1e400 of an indicator": (with_weight('"15", "new": 1e400'), "number.too_long"),
    "a deep unknown value of an indicator": (with_weight('"15", "new": ' + "[" * 40 + "]" * 40), "file.too_nested"),
    "an unknown number of many digits": (
        GOOD.replace(b'"notes": ""', b'"notes": "", "new": 0.12345678901234567890123'),
        "number.too_long",
    ),
    "an unknown number with an endless exponent": (
        GOOD.replace(b'"notes": ""', b'"notes": "", "new": 1e-99999999999999999999'),
        "number.too_long",
    ),
    "half an escaped character": (GOOD.replace("维".encode(), b"\\ud83d"), "file.broken_character"),
    "half an escaped character in a key": (
        GOOD.replace(b'"extra": {}', b'"extra": {"\\udc00": ""}'),
        "file.broken_character",
    ),
}


@pytest.mark.parametrize(("data", "code"), BAD.values(), ids=BAD)
def test_refused_with_its_code_and_not_touched(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "坏.json"
    path.write_bytes(data)
    before = path.stat()
    with pytest.raises(UnreadableForm) as caught:
        store.load(path)
    assert caught.value.code == code
    assert path.read_bytes() == data
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    sentence = storage_sentence(caught.value)
    assert re.search("[\u4e00-\u9fff]", sentence)
    assert sentence.endswith("。")
    assert "\n" not in sentence


@pytest.mark.parametrize(("data", "code"), BAD.values(), ids=BAD)
def test_the_list_says_the_same(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "坏.json"
    path.write_bytes(data)
    with pytest.raises(UnreadableForm) as caught:
        store.load(path)
    summary = read_summary(path)
    assert summary.unreadable is not None
    assert summary.unreadable.code == code
    assert summary.unreadable.args_for_text == caught.value.args_for_text
    assert (summary.size, summary.project_name) == (len(data), "")


def test_a_file_above_32_mb_is_refused_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.json"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    monkeypatch.delattr(os, "read")  # it is not even looked into
    with pytest.raises(UnreadableForm) as caught:
        store.load(path)
    assert caught.value.code == "file.too_large"
    assert MAX_BYTES == 32 * 1024 * 1024


def test_a_file_of_32_mb_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.json"
    path.write_bytes(GOOD.ljust(MAX_BYTES))
    assert store.load(path).form == small_form()


def test_a_vanished_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableForm) as caught:
        store.load(tmp_path / "没有.json")
    assert caught.value.code == "file.vanished"
    assert read_summary(tmp_path / "没有.json").size == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes and does not open folders")
def test_a_folder_and_a_pipe_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "夹.json").mkdir()
    os.mkfifo(tmp_path / "管.json")
    for name in ("夹.json", "管.json"):
        with pytest.raises(UnreadableForm) as caught:
            store.load(tmp_path / name)
        assert caught.value.code == "file.not_a_file"


@pytest.mark.parametrize("call", ["open", "read"])
@pytest.mark.parametrize(
    ("error", "code"),
    [
        (os_error(errno.EACCES), "file.no_permission"),
        (os_error(errno.EACCES, windows=32), "file.in_use"),
        (os_error(errno.EIO), "file.read_failed"),
        (os_error(errno.ENOENT), "file.vanished"),
    ],
)
def test_what_the_system_says_about_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str, call: str
) -> None:
    path = tmp_path / "表.json"
    path.write_bytes(GOOD)

    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(UnreadableForm) as caught:
        store.load(path)
    assert caught.value.code == code
    assert unreadable_form(error).code == code


# ---- the sentences ---------------------------------------------------------------------------------------------------

SOURCE = Path(store.__file__).parent
ALL_WORDS = {
    **{"field": "weight", "row": "项目完成率", "value": "abc", "version": "2.0", "key": "notes", "id": "n1"},
    **{"reason": "EIO", "detail": "Input/output error", "who": "张三"},
}


def codes_in_source() -> set[str]:
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("*.py"))
    text += (SOURCE.parent / "domain" / "form.py").read_text(encoding="utf-8")
    return set(re.findall(r'"((?:file|number|form|folder|save|changed)\.[a-z_0-9]+)"', text))


def test_every_code_has_a_sentence_of_its_own() -> None:
    codes = codes_in_source()
    assert {code for _, code in BAD.values()} <= codes
    sentences = {code: storage_sentence(StorageError(code, **ALL_WORDS)) for code in codes}
    assert len(set(sentences.values())) == len(codes) > 30
    assert not [sentence for sentence in sentences.values() if "{" in sentence]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (with_weight('"abc"'), "项目完成率 / 分值：“abc”不是数字。"),
        (GOOD.replace(b'"101.64"', b"NaN"), "项目资金 / 年度资金总额 / 全年执行数：“NaN”不是一个确定的数。"),
        (GOOD.replace(b'"110"', b"110"), "项目资金 / 年度资金总额 / 全年预算数：数字 110 没有写成文本，应加引号。"),
        (GOOD.replace(b'"1.0"', b'"2.3"'), "文件的格式版本是 2.3，请用新版本的程序打开。"),
        (with_year('"\\n{x}"'), "年度：不能是“ {x}”。"),
        (with_value(lambda raw: raw.update(project_name="长" * 100, year="长" * 100)), f"年度：不能是“{'长' * 39}…”。"),
    ],
)
def test_sentences_name_the_cell_and_what_stands_there(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "坏.json"
    path.write_bytes(data)
    error = read_summary(path).unreadable
    assert error is not None
    assert storage_sentence(error) == sentence


def test_a_reason_without_a_chinese_word_is_the_systems_own() -> None:
    known, unknown = os_error(errno.EIO), os_error(errno.EXDEV)
    for error, words in ((known, "磁盘读写出错"), (unknown, os.strerror(errno.EXDEV))):
        folder = unreadable_folder(error)
        assert words in storage_sentence(folder)
