"""The workspace (工作文件夹) as last seen: reads it in a worker and follows what other programs do in it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from selfeval_gui.app.tasks import Background
from selfeval_gui.storage.errors import UnreadableFolder
from selfeval_gui.work.collector import keep_out_of_collections
from selfeval_gui.work.scan import Complete, Counted, FreshFiles, Stamp, scan

_MANY = 200  # files that came; a workspace that is looked at again brings few
_PATIENCE_MS = 10_000  # without a word from the worker
_TICKS = 10  # of the patience: a window that is busy itself for long, on a slow machine, uses up one at the most
_SETTLE_MS = 300  # programs that save write several times; look once they are done


class Folder(QObject):
    """Tells of the files in a folder and below it. Only files whose time or size differs are read again.

    Signals
    -------
    opened()
        another folder is the workspace; whatever was listed was in the last one.
    listed(summaries)
        a batch of new or changed files, in the order of their paths.
    vanished(paths)
        files that were listed and are gone.
    completed()
        every file is listed.
    counted(counts)
        a batch of (path, Counts) of files read in full.
    unreadable(error)
        UnreadableFolder: the workspace cannot be listed now, or does not answer. What was listed before stays.
    """

    opened = Signal()
    listed = Signal(list)
    vanished = Signal(list)
    completed = Signal()
    counted = Signal(list)
    unreadable = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.root: Path | None = None
        self._known: dict[str, Stamp] = {}
        self._counted: set[str] = set()
        self._collectable = 0  # files listed since all that stays was kept out of collections
        self._scan = Background(self)
        self._again = self._is_listed = self._is_silent = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self.look_soon)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.look)
        self._ticks = 0
        self._patience = QTimer(self, interval=_PATIENCE_MS // _TICKS)
        self._patience.timeout.connect(self._tick)

    @property
    def is_busy(self) -> bool:
        """Whether files are being read or counted."""
        return self._scan.is_busy

    @property
    def is_listing(self) -> bool:
        """Whether files that are there may be missing in the list."""
        return self._scan.is_busy and not self._is_listed and not self._is_silent

    def open(self, root: Path) -> None:
        """Show another folder; everything known of the last one is forgotten."""
        self.root = root
        self._known.clear()
        self._counted.clear()
        self._scan.abandon()  # which may hang, in a folder that does not answer
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)
        self.opened.emit()
        self.look()

    def forget(self, path: Path) -> None:
        """Read a file again at the next look, for the list does not show what it holds."""
        self._known.pop(str(path), None)
        self.look_soon()

    def look_soon(self, _path: str = "") -> None:
        """Look again once things have settled."""
        self._settle.start()

    def look(self) -> None:
        """Look at the folder now, or as soon as the present look is done."""
        if self.root is None:
            return
        if self._scan.is_busy:
            self._again = True
            self._scan.cancel()
            return
        self._again = self._is_listed = False
        self._scan.begin(
            partial(scan, self.root, dict(self._known), frozenset(self._counted)),
            self._ended,
            progress=partial(self._take, self.root),
            stopped=self._ended,
            failed=self._failed,
            expected=UnreadableFolder,
        )
        self._wait_anew()

    def stop(self) -> None:
        """End the work before the program goes."""
        self.root = None
        self._settle.stop()
        self._patience.stop()
        self._scan.end()

    def _take(self, root: Path, _done: int, _total: int, item: object) -> None:
        if self.root != root:
            return
        self._hear()
        if isinstance(item, FreshFiles):
            for summary in item.summaries:
                name = str(summary.path)
                self._known[name] = (summary.modified, summary.size)
                # An unreadable file has no findings to count: it is done with until it changes.
                (self._counted.discard if summary.unreadable is None else self._counted.add)(name)
            self.listed.emit(item.summaries)
            self._collectable += len(item.summaries)
            if self._collectable > _MANY:
                keep_out_of_collections()  # of a share's 100,000 rows each would hold up the window for 0.1 s
                self._collectable = 0
        elif isinstance(item, Complete):
            for path in item.vanished:
                self._known.pop(str(path), None)
                self._counted.discard(str(path))
            self._is_listed = True
            self.vanished.emit(item.vanished)
            self.completed.emit()
            self._watch(item.folders)
        elif isinstance(item, Counted):
            self._counted.update(str(path) for path, _ in item.counts)
            self.counted.emit(item.counts)

    def _failed(self, error: Exception) -> None:
        self._ended()
        if self.root is not None and isinstance(error, UnreadableFolder):
            self.unreadable.emit(error)

    def _hear(self) -> None:
        """Take note that the folder answers."""
        self._is_silent = False
        self._wait_anew()

    def _wait_anew(self) -> None:
        self._ticks = 0
        self._patience.start()

    def _tick(self) -> None:
        self._ticks += 1
        if self._ticks < _TICKS:
            return
        self._patience.stop()
        self._is_silent = self._scan.is_busy
        if self._is_silent:
            self.unreadable.emit(UnreadableFolder("folder.no_answer"))

    def _ended(self, _result: object = None) -> None:
        self._hear()
        self._patience.stop()
        if self._again:
            self.look()

    def _watch(self, folders: list[str]) -> None:
        """Watch the folders that hold forms; a watcher only hints, `look` finds out."""
        watched = set(self._watcher.directories())
        fresh = [folder for folder in folders if folder not in watched]
        if fresh:
            self._watcher.addPaths(fresh)
