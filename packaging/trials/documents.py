"""Documents of every kind, written and read by the packed libraries inside the packed Python."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Protocol

from installers import tools

from trials.open_documents import WORDS
from trials.results import FORMS
from trials.table import TrialTable

SCRIPT = Path(__file__).with_name("open_documents.py")
# PDF files that anybody may read but not change, as offices send them: encrypted without a password.
ENCRYPTED = {"aes-128.pdf": ("128", "--use-aes=y"), "aes-256.pdf": ("256",)}
KINDS = ("a.docx", "a.html", "a.pdf", "a.txt", "a.xlsx", *ENCRYPTED)


class Python(Protocol):
    """A packed Python, and the words that start the program."""

    @property
    def PROGRAM(self) -> tuple[str, ...]:
        """Name the program as it starts itself."""

    def run(self, *words: str) -> str:
        """Run a script and return what it printed."""

    def place(self, path: Path) -> str:
        """Write a path as the program sees it."""


def trial(table: TrialTable, folder: Path, python: Python) -> None:
    """Write, encrypt, read; every module of the program is imported on the way."""
    home = folder / "文档"
    home.mkdir(parents=True)
    shutil.copy(SCRIPT, home / SCRIPT.name)
    files = home / "documents"
    script = python.place(home / SCRIPT.name)
    printed = python.run(script, "write", python.place(home) + "/documents")
    if not table.check("documents are written in the packed Python", (files / "a.pdf").exists(), printed[-300:]):
        return
    for name, words in ENCRYPTED.items():
        tools.run("qpdf", "--encrypt", "", "owner", *words, "--", files / "a.pdf", files / name)
    printed = python.run(script, "read", python.place(home) + "/documents", *python.PROGRAM)
    answer = home / "documents.json"
    if not table.check("and read", answer.exists(), printed[-300:]):
        return
    facts = json.loads(answer.read_text(encoding="utf-8"))
    table.check_empty("every module of the program can be imported there", facts["failed"])
    for kind in KINDS:
        table.check_equal(f"{kind} holds what was written", facts["found"].get(kind), list(WORDS))
    table.check_equal("the program can start itself", facts["listed"], FORMS)
