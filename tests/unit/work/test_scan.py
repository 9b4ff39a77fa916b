"""Reading a workspace: everything once, later only what differs, findings after the list."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from selfeval_gui.storage.errors import UnreadableFolder
from selfeval_gui.work import scan as scan_module
from selfeval_gui.work.counts import Counts
from selfeval_gui.work.progress import Cancelled, Turns
from selfeval_gui.work.scan import Complete, Counted, FreshFiles, Stamp, scan


class Reader:
    """Keeps what a scan reports."""

    def __init__(self) -> None:
        self.items: list[object] = []
        self.known: dict[str, Stamp] = {}
        self.counts: dict[Path, Counts] = {}

    def look(self, root: Path) -> list[str]:
        """Scan once more and return the names of the files that were read."""
        self.items = []
        scan(root, dict(self.known), set(map(str, self.counts)), self.report)
        return [summary.path.name for item in self.items if isinstance(item, FreshFiles) for summary in item.summaries]

    def report(self, _done: int, _total: int, item: object) -> None:
        self.items.append(item)
        if isinstance(item, FreshFiles):
            self.known |= {str(summary.path): (summary.modified, summary.size) for summary in item.summaries}
        elif isinstance(item, Counted):
            self.counts |= dict(item.counts)
        elif isinstance(item, Complete):
            for path in item.vanished:
                del self.known[str(path)]


def test_lists_in_order_then_counts(samples: Path) -> None:
    reader = Reader()
    assert reader.look(samples) == sorted(path.name for path in samples.iterdir())
    kinds = [type(item) for item in reader.items]
    assert kinds.index(Complete) < kinds.index(Counted)
    assert len(reader.counts) == 14
    assert sum(count.warnings for count in reader.counts.values()) > 14
    assert not any(count.errors for count in reader.counts.values())


def test_second_look_reads_only_what_differs(samples: Path) -> None:
    reader = Reader()
    reader.look(samples)
    assert reader.look(samples) == []
    changed = min(samples.iterdir())
    os.utime(changed, (1, 1))
    assert reader.look(samples) == [changed.name]


def test_vanished_and_new_files(samples: Path) -> None:
    reader = Reader()
    reader.look(samples)
    first = min(samples.iterdir())
    renamed = first.rename(samples / "99 新的.json")
    assert reader.look(samples) == [renamed.name]
    assert str(first) not in reader.known


def test_unreadable_file_is_listed_and_never_counted(samples: Path) -> None:
    (samples / "坏.json").write_bytes(b"{")
    reader = Reader()
    assert "坏.json" in reader.look(samples)
    assert samples / "坏.json" not in reader.counts


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFolder):
        scan(tmp_path / "nowhere", {}, set(), Reader().report)


def test_stops_when_told(samples: Path) -> None:
    def refuse(_done: int, _total: int, _item: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        scan(samples, {}, set(), refuse)


def test_no_batch_is_more_than_the_window_shows_in_one_go(samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_module, "_MOST_AT_ONCE", 4)
    monkeypatch.setattr(Turns, "pass_on", lambda _self: False)  # a quick machine, on which no batch is ever due
    reader = Reader()
    assert reader.look(samples) == sorted(path.name for path in samples.iterdir())
    assert [len(item.summaries) for item in reader.items if isinstance(item, FreshFiles)] == [4, 4, 4, 2]
