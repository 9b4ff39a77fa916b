"""Write the lock for arm64: the versions of run.txt, but those that requirements/arm64.in names, with its reasons.

lock_arm64.py UV-WORD …     the words that start uv; `dev.py lock` calls this after it has written run.txt
"""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "packaging" / "requirements"
ENTRY = re.compile(r"^([a-z0-9._-]+)==([^ ;\\\n]+)", re.MULTILINE)


def versions(text: str) -> dict[str, str]:
    """Read the version of each package in a lock; of several, the first, which is for the Python that is packed."""
    return dict(reversed(ENTRY.findall(text)))


def reasons(text: str) -> dict[str, str]:
    """Read arm64.in: the line above each package says why its version differs."""
    lines = text.splitlines()
    pairs = itertools.pairwise(lines)
    return {found[1]: above.removeprefix("#").strip() for above, line in pairs if (found := ENTRY.match(line))}


def explained(lock: str, others: dict[str, str], why: dict[str, str]) -> str:
    """Put above each entry that differs from the other lock how, and why; a difference without a reason is an error."""

    def with_reason(entry: re.Match[str]) -> str:
        name, version = entry[1], entry[2]
        if others.get(name) == version:
            return entry[0]
        return f"# {others.get(name, 'nothing')} elsewhere. {why[name]}\n{entry[0]}"

    return ENTRY.sub(with_reason, lock)


def main(uv: list[str]) -> None:
    """Choose the versions, and write them with all hashes."""
    target, choices = REQUIREMENTS / "run-arm64.txt", REQUIREMENTS / "arm64.in"
    others = versions((REQUIREMENTS / "run.txt").read_text(encoding="utf-8"))
    why = reasons(choices.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        limits = Path(folder, "limits.txt")
        limits.write_text("".join(f"{name}=={others[name]}\n" for name in others if name not in why), encoding="utf-8")
        how = ["pip", "compile", "pyproject.toml", "--quiet", "--override", str(choices), "--constraint", str(limits)]
        how += ["--python-platform=aarch64-manylinux_2_31", "--python-version=3.11", "--generate-hashes"]
        subprocess.run([*uv, *how, "--no-header", "--no-annotate", "-o", str(target)], cwd=ROOT, check=True)
    target.write_text(explained(target.read_text(encoding="utf-8"), others, why), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
