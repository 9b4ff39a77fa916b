"""The process that reads foreign files: one request a line on standard input, answers in lines on standard output.

Parsers of other people's formats crash, hang and eat memory when a file is made to do that to them; here they harm
nobody. A request is {"path": …} or {"html": …} or {"text": …}; the answers are {"progress": [done, total]},
{"alive": seconds of computing in the whole life of the process}, sent now and then, and, once,
{"source": …, "found": …, "date": …} or {"error": code, "args": {…}}. {"data": bytes as base64} is a file that lies in
another one. {"rows": bytes as base64, "suffix": …} asks for a list and is answered by {"rows": […]}.
{"path": …, "learn": number} learns the form of that number as a paper to fill and is answered by {"learned": …};
{"try": paper, "template": …, "rule_set": …} fills that paper for a trial, answered by {"differences": […]}.
{"clip": [html, text, fields, known]} is a clipboard to be pasted into the indicators, answered by {"pasted": …}.
"""

from __future__ import annotations

import gc
import json
import os
import struct
import sys
import zlib
from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread
from time import monotonic, process_time, sleep
from typing import Any

from pydantic_core import PydanticSerializationError, to_json

from selfeval_gui.exchange.pasting.clip_in import TooMuch, read_clip
from selfeval_gui.exchange.readers.any_file import Heard, read_source
from selfeval_gui.exchange.readers.file_kind import MAX_FILE_BYTES, UnreadableSource
from selfeval_gui.exchange.readers.grid import Source
from selfeval_gui.exchange.reading_process.memory_limit import limit_memory, limit_time
from selfeval_gui.exchange.reading_process.own_date import own_date
from selfeval_gui.exchange.reading_process.wire import pack_pasted, pack_recognized, pack_source
from selfeval_gui.exchange.recognize.forms import recognize
from selfeval_gui.storage.places import NotRegular, TooLarge, read_regular

Put = Callable[[dict[str, Any]], None]  # writes one answer
MOST_MEMORY = 1 << 30
MOST_SECONDS = 200  # of computing, for one file: more than the program ever waits
_SECONDS_TO_FINISH = 1.0  # the answer to the last request, which somebody may still read
_OBJECTS_BETWEEN_COLLECTIONS = 100_000  # a form makes some hundreds, hardly any of them in rings
_SECONDS_BETWEEN_REPORTS = 0.1
_SECONDS_BETWEEN_SIGNS = 0.5
# What parsers raise at damaged input. Anything else ends the process, which the program sees and says.
_PARSER_ERRORS = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, TypeError),
    *(ValueError, struct.error, zlib.error),
)


def main() -> int:
    """Answer requests until the input ends."""
    limit_memory(MOST_MEMORY)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints must not stand between the answers
    gc.freeze()  # what is loaded now is never garbage
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    requests: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(requests,), name="requests", daemon=True).start()
    one_at_a_time = Lock()

    def put(answer: dict[str, Any]) -> None:
        line = _line(answer)
        with one_at_a_time:
            answers.write(line)
            answers.flush()

    is_at_work = Event()
    Thread(target=_live, args=(put, is_at_work), name="signs of life", daemon=True).start()
    while line := requests.get():
        limit_time(MOST_SECONDS)
        put(_sign_of_life())
        is_at_work.set()
        answer = _answer(json.loads(line), put)
        is_at_work.clear()
        put(answer)
    return 0


def _live(put: Put, is_at_work: Event) -> None:
    """Tell the program now and then that the process is there."""
    while is_at_work.wait():
        sleep(_SECONDS_BETWEEN_SIGNS)
        put(_sign_of_life())


def _sign_of_life() -> dict[str, Any]:
    return {"alive": process_time()}


def _listen(requests: SimpleQueue[bytes]) -> None:
    """Pass requests on, and end the process with the program that sends them, in the midst of a file if need be."""
    for line in sys.stdin.buffer:
        requests.put(line)
    requests.put(b"")
    sleep(_SECONDS_TO_FINISH)
    os._exit(0)


def _answer(request: dict[str, Any], put: Put) -> dict[str, Any]:
    told = monotonic()

    def report(done: int, total: int) -> None:
        nonlocal told
        if monotonic() - told > _SECONDS_BETWEEN_REPORTS:
            put({"progress": [done, total]})
            told = monotonic()

    try:
        if "clip" in request:
            html, text, fields, known = request["clip"]
            return {"pasted": pack_pasted(read_clip(html, text, fields, known, partial(report, 0, 1)))}
        if "rows" in request:
            from selfeval_gui.exchange.readers.name_list import read_rows

            return {"rows": read_rows(b64decode(request["rows"]), request["suffix"])}
        if "learn" in request:
            from selfeval_gui.exchange.own_paper.learn import learn

            return {"learned": learn(_bytes_of(request, report)[0], request["learn"], report).model_dump(mode="json")}
        if "try" in request:
            return {"differences": _try(request, report)}
        source, date = _source(request, report)
        result = recognize(source, partial(report, 1, 1))
        return {"source": pack_source(source), "found": pack_recognized(result, source), "date": date}
    except TooMuch as error:
        return {"error": "clip.too_much", "args": {"rows": error.rows or 0}}
    except UnreadableSource as error:
        return {"error": error.code, "args": error.args_for_text}
    except MemoryError:
        return {"error": "source.too_much_memory", "args": {}}
    except _PARSER_ERRORS:
        return {"error": "source.damaged", "args": {}}


def _source(request: dict[str, Any], report: Any) -> tuple[Source, str]:  # noqa: ANN401
    """Return what is to be recognized, and when it was saved last."""
    if "html" in request:
        from selfeval_gui.exchange.readers.html_reader import source_of_html

        return source_of_html(request["html"]), ""
    if "text" in request:
        from selfeval_gui.exchange.readers.text_reader import source_of_text

        return source_of_text(request["text"]), ""
    if "data" in request:
        data = b64decode(request["data"])
        return read_source(data, report), _date(data, None)
    data, changed = _bytes_of(request, report)
    return read_source(data, report), _date(data, changed)


def _try(request: dict[str, Any], report: Any) -> list[str]:  # noqa: ANN401
    from selfeval_gui.exchange.own_paper.trial import trial_differences
    from selfeval_gui.exchange.templates.paper import Paper

    return trial_differences(Paper.model_validate(request["try"]), request["template"], request["rule_set"], report)


def _bytes_of(request: dict[str, Any], report: Heard) -> tuple[bytes, float]:
    """Return what the file of a request holds, and when it was changed."""
    path = Path(request["path"])
    try:
        data, info = read_regular(path, MAX_FILE_BYTES, partial(report, 0, 1))
    except TooLarge:
        raise UnreadableSource("source.too_large") from None
    except (NotRegular, FileNotFoundError, IsADirectoryError, NotADirectoryError, ValueError):
        raise UnreadableSource("source.not_a_file") from None
    except OSError:
        raise UnreadableSource("source.no_access") from None
    return data, info.st_mtime


def _date(data: bytes, changed: float | None) -> str:
    date = own_date(data)
    if date is None and changed is not None:
        date = datetime.fromtimestamp(changed, UTC)
    return "" if date is None else date.isoformat(timespec="seconds")


def _line(answer: dict[str, Any]) -> bytes:
    try:
        return to_json(answer) + b"\n"
    except PydanticSerializationError:  # half of a surrogate pair, which only the slower way can write
        return json.dumps(answer).encode("ascii") + b"\n"
