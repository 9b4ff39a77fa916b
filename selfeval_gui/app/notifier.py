"""The one way to speak to the user. The window's implementation is `views.basics.qt_notifier`; tests use a recorder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Choice:
    """A button of a question: a key for the program, a verb for the user; a final one is never Enter's answer."""

    key: str
    text: str
    is_final: bool = False  # what it does away with does not come back


@dataclass(frozen=True)
class Offer:
    """What may be done about a message at once: a verb for the button, and the doing."""

    text: str
    act: Callable[[], object]


class Notifier(Protocol):
    """Messages, questions and file choosers. All text is plain text, never markup."""

    def info(self, text: str, offer: Offer | None = None) -> None:
        """Say something good to know, without stopping the user."""

    def warn(self, text: str, offer: Offer | None = None) -> None:
        """Say something the user should know, without stopping them."""

    def error(self, text: str, details: str = "") -> None:
        """Say what happened, what it means for the data and what to do; wait until it is read."""

    def ask(self, text: str, choices: Sequence[Choice], details: str = "") -> str:
        """Return the key of the chosen button; the last choice stands for closing the question."""

    def ask_text(self, title: str, label: str, text: str) -> str | None:
        """Return a line of text, None when the user gives up."""

    def choose_folder(self, title: str, start: Path) -> Path | None:
        """Return a folder, None when the user gives up."""

    def choose_source(self, title: str, start: Path, suffixes: Sequence[str]) -> Path | None:
        """Return a file to read, with one of the suffixes, None when the user gives up."""

    def choose_sources(self, title: str, start: Path, suffixes: Sequence[str]) -> list[Path]:
        """Return files to read, none when the user gives up."""

    def choose_target(self, title: str, start: Path, suffix: str) -> Path | None:
        """Return a file to write, with the suffix; the chooser has asked before an existing one is named."""
