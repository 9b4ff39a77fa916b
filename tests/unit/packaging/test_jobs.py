"""The order in which builds and trials are done, two at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

Load = Callable[[str], Any]


def test_a_job_brings_along_what_it_needs(load: Load) -> None:
    jobs = load("trials.jobs")
    listed = [jobs.Job("bricks"), jobs.Job("walls", ("bricks",)), jobs.Job("roof", ("walls",)), jobs.Job("garden")]
    assert [job.name for job in jobs.with_needed(listed, ["roof", "weather"])] == ["bricks", "walls", "roof"]
    assert [job.name for job in jobs.with_needed(listed, ["garden", "bricks"])] == ["bricks", "garden"]


def test_two_are_done_at_once_and_none_before_its_time(load: Load) -> None:
    jobs = load("trials.jobs")
    together = threading.Barrier(2)
    done: list[str] = []

    def work(name: str) -> bool:
        if name in {"bricks", "garden"}:
            together.wait(timeout=100)  # either alone would wait in vain
        done.append(name)
        return True

    listed = [jobs.Job("bricks"), jobs.Job("walls", ("bricks",)), jobs.Job("garden"), jobs.Job("roof", ("walls",))]
    assert jobs.carry_out(listed, work, at_once=2) == []
    assert sorted(done) == ["bricks", "garden", "roof", "walls"]
    assert done.index("bricks") < done.index("walls") < done.index("roof")


def test_what_needs_a_failed_job_is_not_begun_and_all_else_is(load: Load) -> None:
    jobs = load("trials.jobs")
    done: list[str] = []

    def work(name: str) -> bool:
        done.append(name)
        return name != "walls"

    listed = [jobs.Job("walls"), jobs.Job("roof", ("walls",)), jobs.Job("chimney", ("roof",)), jobs.Job("garden")]
    assert jobs.carry_out(listed, work, at_once=1) == ["walls", "roof", "chimney"]
    assert done == ["walls", "garden"]


def test_every_trial_is_done_and_after_the_build_that_it_tries(load: Load) -> None:
    everything = load("trials.everything")
    needs = {job.name: job.after for job in everything.JOBS}
    windows = {"windows", "windows-32", "same-exe"}
    linux = {"debian-11", "debian-12", "debian-13", "same-deb"}
    arm64 = {"debian-11-arm64", "debian-12-arm64", "same-deb-arm64"}
    long = {"same-exe", "same-deb", "debian-12-arm64", "same-deb-arm64"}
    assert set(everything.TRIALS) == windows | linux | arm64 | {"same", "start"}
    assert set(everything.ALWAYS) == set(everything.TRIALS) - long
    assert {needs[name] for name in windows} == {("build-windows",)}
    assert {needs[name] for name in linux} == {("build-deb",)}
    assert needs["same"] == ("build-windows", "build-deb")
    assert {needs[name] for name in arm64} == {("build-deb-arm64",)}
    assert needs["build-deb-arm64"] == ("build-deb",)
