"""The self-test of an installed copy: it ends with its verdict, whatever still works beside it."""

import json
import subprocess
import sys
from pathlib import Path

from tests.helpers.samples import ROOT

# A reading that never ends, as on a file server that does not answer, is under way when the steps are done.
_HANGING = """
import sys
from threading import Event
from selfeval_gui import self_test
from selfeval_gui.app.worker import Worker

def hang(test):
    Worker(lambda report: Event().wait(), test._window).start()
    test.finish()

self_test.SelfTest._listed = hang
sys.exit(self_test.main(sys.argv[1:]))
"""


def test_work_that_hangs_at_the_end_does_not_crash_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HANGING, str(tmp_path)], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))["ok"]
