"""Run every benchmark of this folder, or those named, and print one table: `python -m bench [NAME…]`."""

import importlib
import sys
from pathlib import Path

from bench.table import Row, print_table

_NOT_A_BENCHMARK = {"__init__", "__main__", "peers_xlsx", "table"}


def main(names: list[str]) -> None:
    present = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in _NOT_A_BENCHMARK)
    unknown = set(names) - set(present)
    if unknown:
        sys.exit(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(present)}")
    rows: list[Row] = []
    for name in names or present:
        print(f"{name} …", file=sys.stderr, flush=True)
        rows += importlib.import_module(f"bench.{name}").run()
    print_table(rows)


if __name__ == "__main__":
    main(sys.argv[1:])
