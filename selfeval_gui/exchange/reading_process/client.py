"""The program's side of the reading process: starts it, asks it, ends it when it must."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from base64 import b64encode
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic_core import from_json

from selfeval_gui.exchange.readers.any_file import Heard, unheard
from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.reading_process.patience import Patience
from selfeval_gui.exchange.reading_process.reading import Reading, reading_of
from selfeval_gui.exchange.reading_process.used_time import seconds_used
from selfeval_gui.exchange.reading_process.wire import unpack_pasted

if TYPE_CHECKING:
    from selfeval_gui.exchange.own_paper.learned import Learned
    from selfeval_gui.exchange.pasting.clip_in import PastedTable
    from selfeval_gui.exchange.templates.paper import Paper

PATIENCE = 8.5  # seconds of computing, or of waiting for a share, without progress
PATIENCE_IN_ALL = 180.0  # seconds of computing for a file, whatever it reports meanwhile
_LAST_STOP = 1800.0  # seconds of waiting for a file
_LOOK = 0.1  # seconds between two looks at whether the work is cancelled
_LONGEST_LOOK = 0.2  # seconds that count of one: in more the machine slept, or had no time for this program either
_GOODBYE = 2.0


class ReaderProcess:
    """Reads one file after the other; a process that had to be ended is replaced at the next file.

    To be used by one thread at a time, and closed (`with`).
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()
        self._listener: threading.Thread | None = None
        self.computed = 0.0  # seconds, as the process says at the begin of each file and now and then

    def __enter__(self) -> ReaderProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def is_running(self) -> bool:
        """Whether the process has been started and not ended."""
        return self._process is not None and self._process.poll() is None

    def read(self, path: Path, report: Heard = unheard) -> Reading:
        """Read a file; `report(done, total)` is called while it goes on and may raise to stop it.

        Raises
        ------
        UnreadableSource
            for whatever cannot be read, with its code.
        """
        return self.ask({"path": os.fspath(path)}, report)

    def ask(self, request: dict[str, Any], report: Heard = unheard) -> Reading:
        """Send a request as `serve` describes it, and wait for its answer. Raises as `read` does."""
        answer, line = self._answer_or_refusal(request, report)
        try:
            return reading_of(answer, line)
        except (LookupError, TypeError, ValueError, ValidationError):
            self.kill()
            raise UnreadableSource("source.crashed") from None

    def rows(self, data: bytes, suffix: str) -> list[list[str]]:
        """Return the rows of a list, by its bytes and the suffix of its file. Raises as `read` does."""
        request = {"rows": b64encode(data).decode("ascii"), "suffix": suffix}
        rows = self._answer_or_refusal(request, unheard)[0].get("rows", ())
        return [[*map(str, row)] for row in rows]

    def read_bytes(self, data: bytes, report: Heard = unheard) -> Reading:
        """Read what a file would hold, as one of an archive. Raises as `read` does."""
        return self.ask({"data": b64encode(data).decode("ascii")}, report)

    def read_clip(
        self, html: str, text: str, fields: list[str], known: Sequence[str] = (), report: Heard = unheard
    ) -> PastedTable:
        """Read a clipboard as `pasting.clip_in` does. Raises as that and as `read` does."""
        from selfeval_gui.exchange.pasting.clip_in import TooMuch

        try:
            answer, _line = self._answer_or_refusal({"clip": [html, text, fields, list(known)]}, report)
            return unpack_pasted(answer.get("pasted"))
        except UnreadableSource as error:
            if error.code != "clip.too_much":
                raise
            raise TooMuch(int(error.args_for_text["rows"]) or None) from None
        except ValidationError:
            self.kill()
            raise UnreadableSource("source.crashed") from None

    def learn(self, path: Path, number: int, report: Heard = unheard) -> Learned:
        """Learn the form of a number, from 0, in an office's own file as a paper to fill. Raises as `read` does."""
        from selfeval_gui.exchange.own_paper.learned import Learned

        answer, _line = self._answer_or_refusal({"path": os.fspath(path), "learn": number}, report)
        try:
            return Learned.model_validate(answer.get("learned"))
        except ValidationError:
            self.kill()
            raise UnreadableSource("source.crashed") from None

    def trial_differences(self, paper: Paper, template: str, rule_set: str, report: Heard = unheard) -> list[str]:
        """Fill a paper for a trial and return the fields that did not come back. Raises as `read` does."""
        request = {"try": paper.model_dump(mode="json"), "template": template, "rule_set": rule_set}
        return [*map(str, self._answer_or_refusal(request, report)[0].get("differences", ()))]

    def close(self) -> None:
        """Let the process end."""
        process = self._process
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(_GOODBYE)
        except subprocess.TimeoutExpired:
            process.kill()
        self._bury()

    def kill(self) -> None:
        """End the process at once; the next file starts another."""
        if self._process is not None:
            self._process.kill()
            self._bury()

    def _bury(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.wait()
        if self._listener is not None:
            self._listener.join()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # it broke with what was not yet written
                    continue

    def _answer_or_refusal(self, request: dict[str, Any], report: Heard) -> tuple[dict[str, Any], bytes]:
        """Return the answer, and the line that it came in."""
        is_done = False
        try:
            answer, line = self._answer(request, report)
            is_done = True
        finally:
            if not is_done:
                self.kill()
        if "error" in answer:
            raise UnreadableSource(str(answer["error"]), **answer.get("args", {}))
        return answer, line

    def _answer(self, request: dict[str, Any], report: Heard) -> tuple[dict[str, Any], bytes]:
        process = self._running()
        try:
            if process.stdin is not None:
                process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
                process.stdin.flush()
        except OSError:
            raise UnreadableSource("source.crashed") from None
        patience = Patience(self._patience, PATIENCE_IN_ALL, partial(seconds_used, process.pid))
        looked, waited = monotonic(), 0.0
        done, total = 0, 1
        while True:
            report(done, total)
            line = self._next_line()  # what was said is heard first: this program may have got no processor itself
            now = monotonic()
            waited += min(now - looked, _LONGEST_LOOK)
            looked = now
            if line is not None:
                answer = _heard(line)
                if "alive" in answer:
                    self.computed = float(answer["alive"])
                    patience.alive(self.computed, waited)
                elif "progress" in answer:
                    patience.progress(waited)
                    done, total = answer["progress"]
                else:
                    return answer, line
            if patience.is_over(waited) or waited > _LAST_STOP:
                raise UnreadableSource("source.too_slow")

    def _next_line(self) -> bytes | None:
        try:
            return self._answers.get(timeout=_LOOK)
        except queue.Empty:
            return None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self.is_running:
            return self._process
        self._bury()
        self._answers = queue.Queue()
        try:
            process = subprocess.Popen(
                _command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            raise UnreadableSource("source.no_process") from None
        self._process = process
        self._listener = threading.Thread(target=_listen, args=(process.stdout, self._answers), daemon=True)
        self._listener.start()
        return process


def _heard(line: bytes) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = from_json(line)
    except ValueError:  # nothing, too: the process has ended
        raise UnreadableSource("source.crashed") from None
    return answer


def _listen(answers: IO[bytes] | None, into: queue.Queue[bytes]) -> None:
    """Pass every line on; an empty one says that there will be no more."""
    for line in answers or ():
        into.put(line)
    into.put(b"")


def _command() -> list[str]:
    """Return how this program starts itself: through Python, or through its own launcher, which adds the module."""
    if not Path(sys.executable).stem.lower().startswith("python"):
        return [sys.executable, "read-source"]
    # -P: what lies in the folder that the user stands in is no module of ours.
    flags = ["-I" if sys.flags.isolated else "-P", *(["-B"] if sys.dont_write_bytecode else [])]
    return [sys.executable, *flags, "-m", "selfeval_gui", "read-source"]


def _environment() -> dict[str, str]:
    """Return the environment in which the process finds this very package, wherever it was started from.

    Models are made without looking through all installed packages for plugins, a sixth of the time of a start.
    """
    here = str(Path(__file__).resolve().parents[2])
    paths = [here, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYDANTIC_DISABLE_PLUGINS": "__all__"}
