"""Files of earlier versions of the format as the present one: pure functions from values to values, one for each step.

A step takes what a file of one major version holds and returns what the next one would; the last leads to the present
version. It may neither ask nor guess, and keeps the keys it does not know. Values are those of JSON, not looked at yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Values = dict[str, Any]
Step = Callable[[Values], Values]

# From which major version: 1 is the first there was, so nothing leads to it.
STEPS: Mapping[int, Step] = {}


def migrated(values: Values, major: int, present: int, steps: Mapping[int, Step] = STEPS) -> Values | None:
    """Return a file's values in the present version; None where no way leads there from its major version."""
    for version in range(major, present):
        step = steps.get(version)
        if step is None:
            return None
        values = step(values)
    return values
