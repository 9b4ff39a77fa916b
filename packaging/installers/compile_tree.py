"""Compile a folder of modules: compile_tree.py FOLDER SHOWN_AS beside|instead.

The bytecode is never checked against the source at start, nor its date looked at: an installed file does not change.
"beside" fills __pycache__; "instead" leaves x.pyc in the place of x.py, as a zip of modules needs it.
"""

import importlib.util
import py_compile
import sys
from pathlib import Path


def compile_tree(folder: Path, shown_as: str, kind: str) -> None:
    """Compile in a fixed order; SHOWN_AS stands before the names of files in error reports."""
    for source in sorted(folder.rglob("*.py")):
        target = (
            source.with_suffix(".pyc") if kind == "instead" else Path(importlib.util.cache_from_source(str(source)))
        )
        shown = shown_as + source.relative_to(folder).as_posix()
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(str(source), str(target), shown, doraise=True, optimize=0, invalidation_mode=mode)
        if kind == "instead":
            source.unlink()


if __name__ == "__main__":
    compile_tree(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
