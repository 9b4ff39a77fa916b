"""The time of an entry as files keep it, the same wherever it is written."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(now: datetime) -> str:
    """Return a time of the world's clock as text that sorts like time."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def present() -> datetime:
    """Return the time now, with the zone of this machine."""
    return datetime.now(UTC).astimezone()
