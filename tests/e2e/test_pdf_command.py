"""`export --to pdf` as a script runs it: a process of its own, without a screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from selfeval_gui.exchange.templates.template import presets
from selfeval_gui.work.own_templates import OwnTemplates
from tests.helpers.pdf_reading import bookmarks_of, letters_of

pytestmark = pytest.mark.timeout(120)
ROOT = Path(__file__).resolve().parents[2]
NO_SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in NO_SCREEN}
    command = [sys.executable, "-m", "selfeval_gui", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=100, check=False)


def text_of(path: Path) -> str:
    return "".join(letter.character for page in letters_of(path.read_bytes()) for letter in page)


def test_a_file_for_each_form(samples: Path, tmp_path: Path) -> None:
    done = run("export", samples, "--to", "pdf", "--out", tmp_path / "out", "--draft")
    assert done.returncode == 0, done.stderr.decode()
    made = sorted((tmp_path / "out").glob("*.pdf"))
    assert len(made) == 14
    assert len(done.stdout.decode("utf-8").splitlines()) == 14
    text = text_of(tmp_path / "out" / "2020 年国际交流与合作项目.pdf")
    assert "2020年国际交流与合作项目" in text
    assert "草稿" in text


def test_one_booklet(samples: Path, tmp_path: Path) -> None:
    (samples / "坏.json").write_bytes(b"")
    target = tmp_path / "全部.pdf"
    done = run("export", samples, "--to", "pdf", "--out", target, "--booklet", "--template", "sichuan-0013zp")
    assert done.returncode == 2
    assert len(bookmarks_of(target.read_bytes())) == 15
    assert text_of(target).count("度量单位") >= 14
    before = target.read_bytes()
    assert run("export", samples, "--to", "pdf", "--out", target, "--booklet").returncode == 2
    assert target.read_bytes() == before


def test_a_template_of_the_offices_own(samples: Path, tmp_path: Path) -> None:
    """It is found in the user's data folder, by its name as the window shows it."""
    own = OwnTemplates().copy_of(presets()["mof-2020"], "本局表样")
    labels = own.labels.model_copy(update={"title": "本局的自评表"})
    OwnTemplates().keep(own.model_copy(update={"labels": labels}))
    for number, wanted in enumerate((own.id, "本局表样")):
        out = tmp_path / f"{number}.pdf"
        done = run("export", min(samples.glob("*.json")), "--to", "pdf", "--out", out, "--template", wanted)
        assert done.returncode == 0, done.stderr.decode()
        assert text_of(out).startswith("本局的自评表")
    done = run("export", samples, "--to", "docx", "--out", tmp_path / "out", "--template", "别局表样")
    assert done.returncode == 2
    assert f"{own.id}（本局表样）" in done.stderr.decode("utf-8")
