"""Kill a department's work at a random moment: each form stands as before it or as after it, never between."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.review.content import content_hash
from selfeval_gui.domain.review.states import State
from selfeval_gui.storage import store, workspace
from selfeval_gui.storage.review.archives import read_archive
from selfeval_gui.storage.review.reviews import read_reviews
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.department_version import department_version
from selfeval_gui.work.review.desk import look_at
from selfeval_gui.work.review.receiving import receive
from selfeval_gui.work.review.reviewing import add_remarks, new_remark
from tests.helpers.review_worker import BY, NOW, return_all
from tests.helpers.storage_forms import small_form
from tests.helpers.storage_kills import ROOT, kill_after

LATEST_KILL = 0.25  # seconds after the child began with its second workspace
FORMS = ("甲", "乙", "丙")
LATER = datetime(2021, 3, 2, 9, tzinfo=UTC)


def make_pattern(folder: Path) -> None:
    """Make a workspace of three forms with a remark each, and the same forms as units send them anew."""
    for number, name in enumerate(FORMS):
        form = small_form().model_copy(deep=True, update={"id": f"f000000{number}", "project_name": f"{name}项目"})
        form.implementing_unit = f"{name}单位"
        for place in ("workspace", "sent", "out"):
            (folder / place).mkdir(parents=True, exist_ok=True)
        workspace.create(folder / "workspace", form)
        add_remarks(folder / "workspace", form, [new_remark(form, None, "请说明", "必须改", BY, NOW)])
        form.actual_outcome = "改过的说法。" * 50
        workspace.create(folder / "sent", form)


def make_returned(folder: Path) -> Path:
    """Make a unit with three forms, which its department has remarked on and changed; return the package for it."""
    unit, department = folder / "unit", folder / "department"
    for place in (unit, department):
        place.mkdir(parents=True)
    for number, name in enumerate(FORMS):
        form = small_form().model_copy(deep=True, update={"id": f"f000000{number}", "project_name": f"{name}项目"})
        form.implementing_unit = "科技馆"
        workspace.create(unit, form)
        form.actual_outcome = "部门改过的说法"
        workspace.create(department, form)
        add_remarks(department, form, [new_remark(form, None, text, "必须改", BY, NOW) for text in ("一", "二")])
    return_all(department)
    (package,) = (folder / "out").glob("*.zip")
    return package


def look_at_unit(unit: Path, before: Path) -> int:
    """Return how many forms are returned; AssertionError where one is so in part, or its own file is another."""
    returned = 0
    for path in before.glob("*.json"):
        assert (unit / path.name).read_bytes() == path.read_bytes()
        form = _form(path)
        review = read_reviews(unit).by_form.get(form.id)
        if review is None or not review.returned:
            assert review is None or not review.remarks
            continue
        assert [each.text for each in review.remarks] == ["一", "二"]
        version = department_version(unit, path, form)
        assert version is not None and version.form.actual_outcome == "部门改过的说法"
        returned += 1
    return returned


def states(folder: Path) -> dict[str, State]:
    """Return where each project stands."""
    return {str(each.project_name): each.state for each in look_at(folder, NOW.date(), unheard).forms}


def look(work: str, place: Path) -> bool:
    """Look at what a killed child left; AssertionError where it is between. True if it was met half done."""
    folder = place / "workspace"
    if work == "return":
        return _look_at_returned(place)
    if work == "accept":
        found = list(states(folder).values())
        assert set(found) <= {State.ACCEPTED, State.IN_REVIEW}, found
        return len(set(found)) > 1
    sent = {form.id: content_hash(form) for form in map(_form, (place / "sent").glob("*.json"))}
    kept = {form.id: content_hash(form) for form in map(_form, folder.glob("*.json"))}
    assert kept.keys() == sent.keys()
    is_half = any(path.suffix == ".tmp" for path in folder.rglob("*")) or 0 < sum(
        kept[each] == sent[each] for each in sent
    ) < len(sent)
    taken = receive([place / "sent"], folder, LATER, unheard)
    again = {form.id: content_hash(form) for form in map(_form, folder.glob("*.json"))}
    assert again == sent, [(each.verdict, each.why) for each in taken.forms]
    desk = look_at(folder, NOW.date(), unheard)
    assert [each.round for each in desk.forms] == [2] * len(FORMS), [each.round for each in desk.forms]
    return is_half


def _look_at_returned(place: Path) -> bool:
    """Every package has its decision and its files beside it, and no decision is there without one."""
    found = states(place / "workspace")
    packages = {path.name.partition("单位")[0]: path for path in (place / "out").glob("*.zip")}
    for name in FORMS:
        state, package = found[f"{name}项目"], packages.get(name)
        assert (state is State.RETURNED) == (package is not None), (name, state, package)
        if package is not None:
            members = {member.name: member.data for member in read_archive(package.read_bytes())}
            beside = {
                path.name: path.read_bytes() for path in package.with_suffix("").iterdir() if path.suffix != ".tmp"
            }
            assert beside == members
    return 0 < len(packages) < len(FORMS)


def _form(path: Path) -> Form:
    return store.load(path).form


def kill_review(folder: Path, work: str, rounds: int) -> int:
    """Kill one child a round at "return", "receive" or "accept"; return how many were met half done.

    The child has the home of its parent, as a person who begins again has.
    """
    pattern = folder / "pattern"
    make_pattern(pattern)
    dice, met = random.Random(rounds), 0
    for number in range(rounds):
        place = folder / f"round{number}"
        place.mkdir()
        command = [sys.executable, "-m", "tests.helpers.review_worker", work, str(pattern), str(place)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline().strip() == b"working"
            kill_after(child, dice.uniform(0, LATEST_KILL))
        done = sorted((each for each in place.iterdir() if each.suffix != ".new"), key=lambda each: int(each.name))
        met += sum([look(work, each) for each in done[1:]])
        shutil.rmtree(place)
    return met
