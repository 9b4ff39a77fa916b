"""Start to a shown window with the 14 sample forms in the list, against a bare window with an empty QTreeView."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import monotonic

from bench.table import Row

ROUNDS = 9
GOAL = 3.0
ROOT = Path(__file__).resolve().parent.parent

BARE = """
import sys
from time import monotonic
from PySide6.QtWidgets import QApplication, QMainWindow, QTreeView

class Tree(QTreeView):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(monotonic(), flush=True)
        QApplication.exit()

application = QApplication([])
window = QMainWindow()
window.setCentralWidget(Tree())
window.show()
sys.exit(application.exec())
"""

OURS = """
import os
import sys
from pathlib import Path
from time import monotonic
from PySide6.QtCore import QObject, QEvent
from selfeval_gui.views import start

class Watch(QObject):
    # The first paint of the list that shows every row ends the measurement.
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.view.model().rowCount() == 14:
            print(monotonic(), flush=True)
            self.view.viewport().removeEventFilter(self)
            self.application.exit()
        return False

application = start.make_application([])
window = start.make_window(Path(sys.argv[1]))
watch = Watch()
watch.application = application
watch.view = window.findChild(QObject, "projectList")
watch.view.viewport().installEventFilter(watch)
window.show()
application.exec()
window.close()
os._exit(0)  # a worker that still reads then keeps nobody, as in the program
"""


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as home:
        samples = Path(home) / "samples"
        shutil.copytree(ROOT / "forms" / "samples" / "2020", samples)
        environment = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "HOME": home,
            "XDG_DATA_HOME": f"{home}/data",
            "XDG_CONFIG_HOME": f"{home}/config",
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": f"{home}/bytecode",  # compiled by the first round, as an installed copy is
            "PYTHONDONTWRITEBYTECODE": "",
        }
        _seconds([BARE], environment)
        _seconds([OURS, str(samples)], environment)
        ours, bare = [], []
        for _ in range(ROUNDS):  # taking turns, so that a busy moment of the machine meets both
            bare.append(_seconds([BARE], environment))
            ours.append(_seconds([OURS, str(samples)], environment))
    return [
        Row(
            "start to the window with 14 forms; peer: bare PySide6 window with an empty QTreeView",
            f"{median(ours) * 1000:.0f} ms",
            f"{median(bare) * 1000:.0f} ms",
            median(ours) / median(bare),
            GOAL,
        )
    ]


def _seconds(script: list[str], environment: dict[str, str]) -> float:
    start = monotonic()
    done = subprocess.run(
        [sys.executable, "-c", *script], env=environment, stdout=subprocess.PIPE, check=True, encoding="utf-8"
    )
    return float(done.stdout.split()[0]) - start
