"""The program's own small files spoilt at random: settings, locks, recovery, templates, rule sets, versions.

Whatever stands in them, nothing but a named error comes out, and no file hides another that is whole.
"""

from __future__ import annotations

import json
import random
import secrets
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from selfeval_gui.app import settings as remembered
from selfeval_gui.app.settings import Setting, Settings, impersonal
from selfeval_gui.exchange.templates.template import presets as templates
from selfeval_gui.rules.rule_set import presets as rule_sets
from selfeval_gui.rules.rule_set_file import write_rule_set
from selfeval_gui.storage.backups import Backups
from selfeval_gui.storage.codec import encode
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.fingerprint import fingerprint
from selfeval_gui.storage.lock import Locker, Taken
from selfeval_gui.storage.lock_file import Holder, bytes_of, lock_file
from selfeval_gui.storage.recovery import Pending, ProgramRun, Record
from selfeval_gui.views.keeping.recovery_dialog import _lines, _texts
from selfeval_gui.work.history import read_history
from selfeval_gui.work.kind_store import KindStore
from selfeval_gui.work.left_over import look_for_left_over
from selfeval_gui.work.own_rule_sets import OwnRuleSets
from selfeval_gui.work.own_templates import OwnTemplates
from tests.helpers.fuzzing import spoil
from tests.helpers.fuzzing_reviews import try_learned, try_package, try_reviews
from tests.helpers.storage_forms import small_form

DATA = encode(small_form())
_NOW = datetime(2021, 3, 1, tzinfo=UTC)
_VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1e308,
    10**400,
    "",
    "\0",
    "\ud800",
    "a" * 5000,
    "/",
    "..",
    "=1",
    [],
    [[]],
    {},
    {"a": None},
)
_SETTINGS = [each for each in vars(remembered).values() if isinstance(each, Setting)]


def retyped(data: bytes, dice: random.Random) -> bytes:
    """Return a JSON file with one to three of its values of another type, or gone."""
    whole = json.loads(data)
    for _ in range(dice.choice((1, 1, 2, 3))):
        owners = [each for each in _containers(whole) if each]
        if not owners:
            break
        owner = dice.choice(owners)
        key: Any = dice.choice(list(owner)) if isinstance(owner, dict) else dice.randrange(len(owner))
        if dice.random() < 0.2:
            del owner[key]
        else:
            owner[key] = deepcopy(dice.choice(_VALUES))
    return json.dumps(whole).encode()


def _containers(value: Any) -> list[Any]:
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else None
    return [] if inner is None else [value, *(found for each in inner for found in _containers(each))]


def _spoilt(data: bytes, dice: random.Random) -> bytes:
    return retyped(data, dice) if dice.random() < 0.7 else spoil(data, dice)


# ---- one kind of file each ------------------------------------------------------------------------------------------


def settings_file(dice: random.Random) -> bytes:
    """Return spoilt settings."""
    values = {each.key: each.default or "x" for each in _SETTINGS}
    return _spoilt(json.dumps(values).encode(), dice)


def lock_content(dice: random.Random) -> bytes:
    """Return a spoilt lock."""
    return _spoilt(bytes_of(Holder("李四", "PC-2", 7, "ab" * 8, _NOW)), dice)


def recovery_content(dice: random.Random, path: Path) -> bytes:
    """Return a spoilt recovery file, in most cases with a checksum that is right."""
    head = {
        "recovery": 1,
        "path": str(path),
        "form_id": "f0000001",
        "fingerprint": fingerprint(b"old"),
        "written": _NOW.isoformat(),
        "pending": dice.choice((None, ["n3", "score", "9。"])),
    }
    head_bytes, data = json.dumps(head).encode(), DATA
    if dice.random() < 0.7:
        head_bytes = _spoilt(head_bytes, dice)
    else:
        data = _spoilt(data, dice)
    content = head_bytes + b"\n" + data
    return (fingerprint(content) if dice.random() < 0.9 else "0").encode() + b"\n" + content


def kind_content(dice: random.Random, *, is_template: bool) -> bytes:
    """Return a spoilt template or rule set of the user's own, in most cases with the id of its file."""
    if is_template:
        template = dice.choice(list(templates().values()))
        return _spoilt(template.model_copy(update={"id": "own-a"}).model_dump_json().encode(), dice)
    return _spoilt(write_rule_set(replace(dice.choice(list(rule_sets().values())), id="own-a")), dice)


def _try_settings(folder: Path, dice: random.Random) -> None:
    path = folder / "settings.json"
    path.write_bytes(settings_file(dice))
    settings = Settings(path)
    for each in _SETTINGS:
        value = settings.get(each)
        assert type(value) is type(each.default), each.key
    settings.set(remembered.WORKSPACE, "/x")
    settings.write()
    assert Settings(path).get(remembered.WORKSPACE) == "/x"
    assert "/x" not in json.dumps(impersonal(path))


def _try_lock(folder: Path, dice: random.Random) -> None:
    form = folder / "表.json"
    form.write_bytes(DATA)
    lock = lock_file(form)
    lock.write_bytes(lock_content(dice))
    locker = Locker(folder / "home")
    taken = locker.take(form)
    locker.look(form)
    if isinstance(taken, Taken):
        taken = locker.take_over(form, taken)
    assert taken is not None
    assert not isinstance(taken, Taken), "what a person takes over is theirs"
    locker.release(taken)
    locker.end()
    assert not lock.exists()
    assert form.read_bytes() == DATA


def _try_recovery(folder: Path, dice: random.Random) -> None:
    root, form = folder / "recovery", folder / "表.json"
    run = ProgramRun(root)
    whole = Record(form, "f0000001", None, _NOW, Pending("n3", "score", "9"), DATA)
    run.write(whole)
    run.end(keep=True)
    for _ in range(3):
        (run.folder / f"{secrets.token_hex(16)}.recovery").write_bytes(recovery_content(dice, form))
    found = look_for_left_over(root)
    assert any(each.record.data == DATA and each.record.pending == whole.pending for each in found.forms)
    for each in found.forms:
        _texts(each), _lines(each)
    found.left_over.release()


def _try_kinds(folder: Path, dice: random.Random) -> None:
    is_template = dice.random() < 0.5
    store: KindStore[Any] = OwnTemplates(folder / "own") if is_template else OwnRuleSets(folder / "own")
    whole = store.copy_of(next(iter(store.presets().values())), "完好的")
    store.keep(whole)
    bad = store.folder / "own-a.json"
    bad.write_bytes(kind_content(dice, is_template=is_template))
    assert whole.id in store.all()
    try:
        taken = store.take_in(bad)
    except (ValueError, StorageError):
        return
    assert taken.id in store.known()


def _try_versions(folder: Path, dice: random.Random) -> None:
    backups, form = Backups(folder / "versions"), folder / "表.json"
    form.write_bytes(encode(small_form().model_copy(update={"notes": "先"})))
    kept = backups.keep(form, small_form().id)
    assert kept is not None
    name = dice.choice(("000002-20210301T000000000000Z.json", "000002-99999999T999999999999Z.json", "x.json", "-.json"))
    kept.path.with_name(name).write_bytes(_spoilt(DATA, dice))
    history = read_history(backups, form, DATA)
    assert any(each.form.notes == "先" for each in history.versions)


_TRIES: tuple[Callable[[Path, random.Random], None], ...] = (
    *(_try_settings, _try_lock, _try_recovery, _try_kinds, _try_versions),
    *(partial(each, spoil=_spoilt) for each in (try_package, try_reviews, try_learned)),
)


def fuzz_home(first: int, count: int, folder: Path) -> list[str]:
    """Try so many spoilt files, of each kind in turn; return what was not taken as it must."""
    wrong = []
    for seed in range(first, first + count):
        place = folder / str(seed)
        place.mkdir()
        attempt = _TRIES[seed % len(_TRIES)]
        try:
            attempt(place, random.Random(seed))
        except Exception as error:  # whatever it is, it is what is looked for
            name = attempt.func.__name__ if isinstance(attempt, partial) else attempt.__name__
            wrong.append(f"{name}, seed {seed}: {type(error).__name__}: {error}"[:300])
    return wrong
