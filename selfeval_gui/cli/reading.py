"""What every command needs: the forms of the paths given, the exit code, sums and digits as they are printed."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from pydantic_core import to_json

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.scoring import Basis, Totals, execution_rate, grade, totals
from selfeval_gui.domain.words import by_numbers
from selfeval_gui.messages import storage_sentence
from selfeval_gui.rules.rule_set import RuleSet
from selfeval_gui.storage import workspace
from selfeval_gui.storage.errors import StorageError, UnreadableForm, save_failed
from selfeval_gui.storage.places import is_folder
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.reading import FormSource, read_each

DONE, FOUND_ERRORS, NOT_DONE = 0, 1, 2

T = TypeVar("T")


@dataclass
class Outcome:
    """The exit code so far: 2 wins over 1 wins over 0."""

    code: int = field(default=DONE)

    def found_errors(self) -> None:
        """Note that a form has errors."""
        self.code = max(self.code, FOUND_ERRORS)

    def complain(self, file: str, sentence: str) -> None:
        """Say what could not be read or written; the others go on."""
        self.code = NOT_DONE
        self.tell(file, sentence)

    def tell(self, file: str, sentence: str) -> None:
        """Say something about a file on standard error, in one line."""
        if sys.stderr is not None:
            print(f"{file}：{sentence}", file=sys.stderr)


def work_in(folder: Path, outcome: Outcome, work: Callable[[], T]) -> T | None:
    """Make a folder, if it is not there, and do some work in it; None where that fails, which is complained about."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return work()
    except StorageError as error:
        outcome.complain(str(folder), storage_sentence(error))
    except OSError as error:
        outcome.complain(str(folder), storage_sentence(save_failed(error)))
    return None


def read_all(paths: Iterable[Path], outcome: Outcome) -> list[FormSource]:
    """Read every form of the paths, sorted by name; what cannot be read is complained about and kept as such."""
    sources = []
    for path in paths:
        for source, form in read_each(list(_sources(path, outcome)), unheard):
            if isinstance(form, UnreadableForm):
                outcome.complain(source.label, storage_sentence(form))
            sources.append(source._replace(known=form))
    return sorted(sources, key=lambda source: by_numbers(source.label))


def _sources(path: Path, outcome: Outcome) -> Iterator[FormSource]:
    """Yield the form files of a path, labelled relative to it."""
    try:
        found = list(workspace.find_forms(path)) if is_folder(path) else [path]
    except StorageError as error:
        outcome.complain(str(path), storage_sentence(error))
        return
    for file in found:
        yield FormSource(file, label=printable(path.name if file == path else file.relative_to(path).as_posix()))


def printable(name: str) -> str:
    """Return a file's name for print: a system that reads names not as UTF-8 gives bytes in disguise."""
    return os.fsencode(name).decode("utf-8", "replace")


def rate_of(form: Form) -> str | None:
    """Return the execution rate as it is printed."""
    rate = execution_rate(form.funds.total)
    return None if rate is None else str(rate)


def digits(number: Decimal | None) -> str | None:
    """Return plain digits, None for a blank."""
    return None if number is None else format_plain(number)


def put_out(text: str) -> None:
    """Print a line on standard output, where there is one."""
    if sys.stdout is not None:
        print(text)


def put_out_json(rows: object) -> None:
    """Print one JSON document on standard output, as the bytes it is written in: of a department it is large."""
    if sys.stdout is None:
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(to_json(rows, indent=2))
    sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()


def totals_on(form: Form, basis: Basis, rule_set: RuleSet) -> dict[str, str | None]:
    """Return weight, score and grade on a basis as they are printed."""
    return as_printed(totals(form, basis, rule_set.scoring.execution_score), rule_set)


def as_printed(sums: Totals, rule_set: RuleSet) -> dict[str, str | None]:
    """Return sums of weight and score with their grade as they are printed."""
    name = grade(sums, rule_set.grade_scale)
    return {"weight": digits(sums.weight), "score": digits(sums.score), "grade": name}
