"""What is said of forms that something was to be done with, and that were left as they are."""

from collections.abc import Sequence

from selfeval_gui.i18n import _

_MOST_NAMED = 5


def unread_words(names: Sequence[str], what: str) -> str:
    """Say which forms could not be read, and `what` was not done therefore; "" for none."""
    return _said(_("有 {count} 份表打不开，{what}：{names}。"), names, what)


def refused_words(names: Sequence[str]) -> str:
    """Say which forms others have open; "" for none."""
    return _said(_("有 {count} 份表别人正打开着，这里只读，没有改：{names}。"), names)


def _said(words: str, names: Sequence[str], what: str = "") -> str:
    listed = "、".join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")
    return words.format(count=len(names), names=listed, what=what) if names else ""
