"""What every command needs: the forms of the paths given, the exit code, sums and digits as they are printed."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from selfeval_gui.domain.form import Form
from selfeval_gui.domain.numbers import format_plain
from selfeval_gui.domain.scoring import Basis, execution_rate, grade, totals
from selfeval_gui.messages import storage_sentence
from selfeval_gui.rules.rule_set import RuleSet
from selfeval_gui.storage import store, workspace
from selfeval_gui.storage.errors import StorageError

DONE, FOUND_ERRORS, NOT_DONE = 0, 1, 2


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


@dataclass(frozen=True)
class Named:
    """A form, or why it could not be read, under its name relative to the path that was given."""

    file: str
    form: Form | None
    unreadable: str | None = None


def read_all(paths: Iterable[Path], outcome: Outcome) -> list[Named]:
    """Read every form of the paths, sorted by name; what cannot be read is complained about and kept as such."""
    return sorted((named for path in paths for named in _read(path, outcome)), key=lambda named: named.file)


def _read(path: Path, outcome: Outcome) -> Iterator[Named]:
    try:
        found = list(workspace.find_forms(path)) if path.is_dir() else [path]
    except StorageError as error:
        outcome.complain(str(path), sentence(error))
        return
    for file in found:
        name = path.name if file == path else file.relative_to(path).as_posix()
        # A system that does not read its file names as UTF-8 gives bytes in disguise, which cannot be printed.
        shown = os.fsencode(name).decode("utf-8", "replace")
        try:
            yield Named(shown, store.load(file).form)
        except StorageError as error:
            outcome.complain(shown, sentence(error))
            yield Named(shown, None, sentence(error))


def sentence(error: StorageError) -> str:
    """Return why a file or folder could not be read or written."""
    return storage_sentence(error.code, **error.args_for_text)


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


def totals_on(form: Form, basis: Basis, rule_set: RuleSet) -> dict[str, str | None]:
    """Return weight, score and grade on a basis as they are printed."""
    sums = totals(form, basis, rule_set.scoring.execution_score)
    name = grade(sums, rule_set.grade_scale)
    return {"weight": digits(sums.weight), "score": digits(sums.score), "grade": name}
