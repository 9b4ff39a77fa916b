"""A notifier that records what is said and answers from a list, so that no test ever meets a dialog."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from selfeval_gui.app.notifier import Choice, Offer

unexpected: list[
    str
] = []  # questions; what is raised within a window's closing, older versions of Qt for Python swallow


@dataclass
class RecordingNotifier:
    """Answers are taken in order; a question without an answer left fails the test."""

    said: list[tuple[str, str]] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    asked: list[tuple[str, list[str]]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    texts: list[str | None] = field(default_factory=list)
    folders: list[Path | None] = field(default_factory=list)
    targets: list[Path | None] = field(default_factory=list)
    sources: list[Path | None] = field(default_factory=list)

    def info(self, text: str, offer: Offer | None = None) -> None:
        self._say("info", text, offer)

    def warn(self, text: str, offer: Offer | None = None) -> None:
        self._say("warn", text, offer)

    def _say(self, kind: str, text: str, offer: Offer | None) -> None:
        self.said.append((kind, text))
        if offer is not None:
            self.offers.append(offer)

    def error(self, text: str, details: str = "") -> None:
        self.said.append(("error", text + details))

    def ask(self, text: str, choices: Sequence[Choice], details: str = "") -> str:
        self.asked.append((text + details, [choice.text for choice in choices]))
        if not self.answers:
            unexpected.append(text)
            raise AssertionError(f"an unexpected question: {text}")
        answer = self.answers.pop(0)
        assert answer in {choice.key for choice in choices}, (answer, choices)
        return answer

    def ask_text(self, title: str, label: str, text: str) -> str | None:
        self.asked.append((f"{title} {label} {text}", []))
        return self.texts.pop(0)

    def choose_folder(self, title: str, start: Path) -> Path | None:
        self.asked.append((f"{title} {start}", []))
        return self.folders.pop(0)

    def choose_source(self, title: str, start: Path, suffixes: Sequence[str]) -> Path | None:
        self.asked.append((f"{title} {start} {suffixes}", []))
        return self.sources.pop(0)

    def choose_sources(self, title: str, start: Path, suffixes: Sequence[str]) -> list[Path]:
        self.asked.append((f"{title} {start}", []))
        return [source for source in self.sources if source is not None]

    def choose_target(self, title: str, start: Path, suffix: str) -> Path | None:
        self.asked.append((f"{title} {start} {suffix}", []))
        return self.targets.pop(0)
