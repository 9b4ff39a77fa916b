"""The modules of packaging/ are imported as build.py imports them; their folder is no package of the project."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

PACKAGING = Path(__file__).resolve().parents[3] / "packaging"


@pytest.fixture(scope="session")
def load() -> Iterator[Callable[[str], Any]]:
    """Import a module of packaging/ by its dotted name."""
    pytest.importorskip("fcntl", reason="packages are built on Linux only")
    sys.path.insert(0, str(PACKAGING))
    yield importlib.import_module
    sys.path.remove(str(PACKAGING))
