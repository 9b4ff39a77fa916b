"""PDF files that are encrypted: those that anybody may read are read, the others are said to have a password."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from selfeval_gui.exchange.readers.file_kind import UnreadableSource
from selfeval_gui.exchange.readers.pdf_reader import read_pdf
from tests.helpers.samples import ROOT
from tests.helpers.sealed_pdf import KINDS, sealed_pdf

LINES = ["绩效指标", "分值", "项目名称"]
STAND_INS = ROOT / "packaging" / "stand_ins"
# In a process of its own, for a checkout has the real package.
SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from selfeval_gui.exchange.readers.pdf_reader import read_pdf
cells = read_pdf(Path(sys.argv[2]).read_bytes()).grids[0].cells
print(ascii([cell.text for cell in cells]))
import cryptography, PIL
assert all("stand_ins" in module.__file__ for module in (cryptography, PIL))
"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_anybody_may_read(kind: str) -> None:
    (grid,) = read_pdf(sealed_pdf(LINES, kind)).grids
    assert [cell.text for cell in grid.cells] == LINES


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_with_a_password(kind: str) -> None:
    with pytest.raises(UnreadableSource, match=r"source\.password"):
        read_pdf(sealed_pdf(LINES, kind, "secret"))


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_read_without_a_cipher_of_our_own(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed_pdf(LINES, kind))
    command = [sys.executable, "-c", SCRIPT, str(STAND_INS), str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=ROOT)
    assert done.stdout.strip() == ascii(LINES), done.stderr
