"""A child process that saves two versions of a file in turns until it is killed: TARGET FIRST SECOND.

Imports the writing alone, so that it starts in no time.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from selfeval_gui.storage import atomic
from selfeval_gui.storage.fingerprint import fingerprint


def main(target: Path, versions: list[bytes]) -> None:
    expected = fingerprint(target.read_bytes())
    print("saving", flush=True)
    for data in itertools.cycle(versions):
        atomic.write(target, data, expected)
        expected = fingerprint(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name).read_bytes() for name in sys.argv[2:]])
