"""The first form that was taken in is shown where none was: step by step, and the window answers in between."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from selfeval_gui.app.open_forms import OpenForms
from selfeval_gui.storage.errors import UnreadableForm
from selfeval_gui.views.form.current_form import CurrentForm


class FirstForm:
    """Opens a form, makes its models and shows it, one at a time: all three at once take a tenth of a second."""

    def __init__(self, forms: OpenForms, current: CurrentForm) -> None:
        self._forms, self._current = forms, current
        self._steps: list[Callable[[], None]] = []

    def begin(self, path: Path) -> None:
        """Plan to show the form of a file, unless one is shown by then."""
        self._steps = [partial(step, path) for step in (self._open, self._model, self._show)]

    def go_on(self) -> bool:
        """Do the next step; False where there is none."""
        if not self._steps:
            return False
        self._steps.pop(0)()
        return True

    def _open(self, path: Path) -> None:
        with suppress(UnreadableForm):  # which the page says once it shows the file
            self._forms.open(path)

    def _model(self, path: Path) -> None:
        session = self._forms.session_at(path)
        if session is not None:
            self._current.document_of(session)

    def _show(self, path: Path) -> None:
        if self._current.session is None:
            self._current.show(path)
