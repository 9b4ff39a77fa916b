"""How the forms write a reason that they have in common, kept up to date one form at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from selfeval_gui.rules.near_texts import nearest_to


class Writings:
    """By the reason as it is compared: each way to write it, with the forms that do."""

    def __init__(self) -> None:
        self._forms: dict[str, dict[str, dict[str, None]]] = {}

    def change(self, key: str, old: Mapping[str, str], new: Mapping[str, str]) -> None:
        """Take in how a form writes its reasons now, and how it wrote them before."""
        if old == new:
            return
        for common, text in old.items():
            if new.get(common) != text:
                texts = self._forms[common]
                del texts[text][key]
                if not texts[text]:
                    del texts[text]
                if not texts:
                    del self._forms[common]
        for common, text in new.items():
            if old.get(common) != text:
                self._forms.setdefault(common, {}).setdefault(text, {})[key] = None

    def nearest(self, written: str, family: Iterable[str]) -> tuple[str, str] | None:
        """Return another way to write one of these reasons that differs least, and the first form that does so."""
        others = {text: forms for common in family for text, forms in self._forms.get(common, {}).items()}
        others.pop(written, None)
        if not others:
            return None
        nearest = nearest_to(written, others)
        return nearest, min(others[nearest])
