"""What goes between units and department, and templates learned from offices' own papers, spoilt at random."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from selfeval_gui.domain.review.content import content_hash
from selfeval_gui.domain.review.entries import Leaving, Person
from selfeval_gui.domain.review.package import PackageList, hash_of_list
from selfeval_gui.exchange.own_paper.fill import fill
from selfeval_gui.exchange.own_paper.learn import learn
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.templates.template import Template, presets
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage import store, workspace
from selfeval_gui.storage.codec import encode
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.review.archives import Member, make_archive
from selfeval_gui.storage.review.kept_files import encode_kept
from selfeval_gui.storage.review.places import leaving_folder, review_file
from selfeval_gui.work.exporting import _DRAWING_ERRORS
from selfeval_gui.work.own_templates import BadTemplate, OwnTemplates
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.desk import look_at
from selfeval_gui.work.review.receiving import receive
from selfeval_gui.work.review.reviewing import add_remarks, new_decision, new_remark
from tests.helpers.fuzzing import spoil as spoil_bytes
from tests.helpers.own_papers import workbook, workbook_bytes
from tests.helpers.storage_forms import small_form

Spoil = Callable[[bytes, random.Random], bytes]
_NOW = datetime(2021, 3, 1, 9, tzinfo=UTC)
_BY = Person(name="王芳")


def package(dice: random.Random, spoil: Spoil) -> bytes:
    """Return a unit's package of which the list, the form, or the archive itself is spoilt."""
    form = small_form()
    form.actual_outcome = "改过"
    data = encode(form)
    if dice.random() < 0.3:
        data = spoil(data, dice)
    listed = {"id": form.id, "file": "自评表/表.json", "sha256": sha256(data).hexdigest(), "hash": content_hash(form)}
    made = PackageList.model_validate(
        {"unit": form.implementing_unit, "round": 1, "at": "2021-03-01T09:00:00Z", "forms": [listed]}
    )
    made.hash = hash_of_list(made)
    said = encode_kept(made)
    if dice.random() < 0.6:
        said = spoil(said, dice)
        if dice.random() < 0.6:
            said = _sealed(said)
    archive = make_archive([Member("清单.json", said), Member("自评表/表.json", data)])
    return spoil_bytes(archive, dice) if dice.random() < 0.3 else archive


def _sealed(said: bytes) -> bytes:
    """Return a spoilt list with the hash that it should have, as one who forges it would; as it is where none fits."""
    try:
        raw = json.loads(said)
        plain = {key: value for key, value in raw.items() if key != "hash"}
        hashed = sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    except (ValueError, AttributeError, RecursionError):
        return said
    return json.dumps({**raw, "hash": hashed}).encode()


def try_package(folder: Path, dice: random.Random, spoil: Spoil) -> None:
    """Receive a spoilt package: the form stands as before or as sent, and what is known of it can be read."""
    place = folder / "工作"
    place.mkdir()
    path = workspace.create(place, small_form()).path
    (folder / "来.zip").write_bytes(package(dice, spoil))
    taken = receive([folder / "来.zip"], place, _NOW, unheard)
    assert all(each.why.endswith("。") for each in taken.forms if each.why)
    assert store.load(path).form.actual_outcome in {small_form().actual_outcome, "改过"} or taken.forms
    assert look_at(place, _NOW.date(), unheard).unreadable == []


def try_reviews(folder: Path, dice: random.Random, spoil: Spoil) -> None:
    """Look at a workspace of which a review and the note of a package are spoilt; other forms are as they are."""
    place = folder / "工作"
    place.mkdir()
    form, other = small_form(), small_form().model_copy(update={"id": "f0000009", "project_name": "别的项目"})
    for each in (form, other):
        workspace.create(place, each)
        add_remarks(place, each, [new_remark(each, None, "请说明", "必须改", _BY, _NOW)])
    review = review_file(place, form.id)
    if dice.random() < 0.7:
        review.write_bytes(spoil(review.read_bytes(), dice))
    leaving = Leaving(
        folder=str(folder),
        stem="表",
        fingerprint="0",
        decisions={form.id: new_decision(form, "已退回", _BY, _NOW, None)},
    )
    leaving_folder(place).mkdir()
    (leaving_folder(place) / "a.json").write_bytes(spoil(encode_kept(leaving), dice))
    (folder / "表.zip").write_bytes(make_archive([Member("a.txt", b"a")]))
    desk = look_at(place, _NOW.date(), unheard)
    (whole,) = [each for each in desk.forms if each.form is not None and each.form.id == other.id]
    assert whole.open_remarks == 1


@cache
def learned_template() -> Template:
    """Return a template learned from an office's own workbook."""
    learned = learn(workbook_bytes(workbook()), 0)
    return presets()[learned.template].model_copy(update={"id": "own-a", "name": "本局表样", "paper": learned.paper})


def try_learned(folder: Path, dice: random.Random, spoil: Spoil) -> None:
    """Take in and fill a spoilt template of an office's own: a named refusal, or a filled file."""
    store_ = OwnTemplates(folder / "own")
    bad = folder / "来.json"
    bad.write_bytes(spoil(learned_template().model_dump_json().encode(), dice))
    try:
        taken = store_.take_in(bad)
    except (BadTemplate, StorageError):
        return
    if taken.paper is not None:
        form = small_form()
        with suppress(UnreadableSource, *_DRAWING_ERRORS):  # which an export tells in a sentence, and goes on
            assert fill(form, taken.paper, rule_set_of(form)).data
