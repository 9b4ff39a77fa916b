"""Start the window: the application with Chinese buttons and fonts, the window, the event loop."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from selfeval_gui import __version__
from selfeval_gui.app.worker import end_workers
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.chinese import MissingWords
from selfeval_gui.views.basics.visible_frames import FrameKeeper
from selfeval_gui.views.basics.visible_selection import VisibleSelection
from selfeval_gui.work.collector import collect_what_is_due, keep_out_of_collections

if TYPE_CHECKING:
    from selfeval_gui.views.main_window import MainWindow

APPLICATION_ID = "org.selfeval.gui"
_TURN_S = 0.001  # how long a worker may keep the interpreter while the window waits; Python's own 5 ms are felt
_COLLECTION_MS = 1000


def open_window(path: Path | None = None) -> int:
    """Show the window on a workspace or a form's file, and return the exit code once it is closed."""
    application = make_application(sys.argv[:1])
    window = make_window(path)
    window.crashes.begin()
    window.pages.form_page_made.connect(keep_out_of_collections)  # what is loaded by then lives as long as the program
    window.show()
    return run_to_the_end(application, window)


def run_to_the_end(application: QApplication, window: MainWindow) -> int:
    """Run the event loop and return the exit code; a worker that hangs by then keeps nobody, the program just ends."""
    code = application.exec()
    window.crashes.hook.remove()
    if not end_workers(window, 0):  # say on a share that does not answer; to destroy its thread would be a crash
        os._exit(code)
    return code


def _collect_in_this_thread(application: QApplication) -> None:
    """Keep the garbage collector out of the workers' threads, and of whatever Qt is about."""
    gc.disable()
    timer = QTimer(application, interval=_COLLECTION_MS)
    timer.timeout.connect(collect_what_is_due)
    timer.start()


def make_application(arguments: list[str]) -> QApplication:
    """Return the application, speaking Chinese; the one that is there already if there is one."""
    sys.setswitchinterval(_TURN_S)
    present = cast(QApplication | None, QApplication.instance())
    application = present or QApplication(arguments)
    application.setApplicationName("selfeval_gui")
    application.setApplicationDisplayName("绩效自评")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(APPLICATION_ID)
    speak_chinese(application)
    theme.use_chinese_font(application)
    if present is None:
        FrameKeeper(application)
        VisibleSelection(application)
        _collect_in_this_thread(application)
    return application


def make_window(path: Path | None = None) -> MainWindow:
    """Return the window, not shown yet."""
    from selfeval_gui.views.main_window import MainWindow  # all of it; the collector is off by now and holds up nothing

    keep_out_of_collections()
    return MainWindow(path)


def speak_chinese(application: QApplication) -> None:
    """Give Qt's own buttons and choosers Chinese words, numbers and dates Chinese forms."""
    chinese = QLocale(QLocale.Language.Chinese, QLocale.Script.SimplifiedChineseScript, QLocale.Country.China)
    QLocale.setDefault(chinese)
    if application.findChild(QTranslator, "qtbase") is not None:
        return
    application.installTranslator(MissingWords(application))
    translator = QTranslator(application)
    translator.setObjectName("qtbase")
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
