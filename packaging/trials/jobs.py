"""Jobs that wait for one another, some at once: each begins when those that it needs have ended well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """A piece of work, and the names of those that must have ended well before."""

    name: str
    after: tuple[str, ...] = ()


def with_needed(jobs: Sequence[Job], names: Iterable[str]) -> list[Job]:
    """Choose jobs by their names, and those that they need, in the given order; other names are passed over."""
    chosen = set(names)
    for job in reversed(jobs):  # whatever a job needs stands before it
        if job.name in chosen:
            chosen.update(job.after)
    return [job for job in jobs if job.name in chosen]


def carry_out(jobs: Sequence[Job], work: Callable[[str], bool], *, at_once: int) -> list[str]:
    """Do the jobs, the first that may begin first; return the names of those that failed or could not begin."""
    waiting, good, failed = list(jobs), set[str](), list[str]()
    running: dict[Future[bool], Job] = {}
    with ThreadPoolExecutor(at_once) as pool:
        while waiting or running:
            lost = [job for job in waiting if set(job.after) & set(failed)]
            failed += [job.name for job in lost]
            ready = [job for job in waiting if good.issuperset(job.after)]
            begun = ready[: at_once - len(running)]
            running.update({pool.submit(work, job.name): job for job in begun})
            waiting = [job for job in waiting if job not in (*lost, *begun)]
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                job = running.pop(future)
                if future.result():
                    good.add(job.name)
                else:
                    failed.append(job.name)
    return failed
