"""The frame of a reason: 事实 · 原因 · 措施 · 时限. Its parts become one ordinary text, and are found again in it.

What is not filled in stays visibly open in the text, 【原因：　】, where the check for left-over texts finds it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from selfeval_gui.i18n import _

FACT, CAUSE, MEASURE, DEADLINE = "fact", "cause", "measure", "deadline"
PART_LABELS: Mapping[str, str] = MappingProxyType(
    {FACT: _("事实"), CAUSE: _("原因"), MEASURE: _("措施"), DEADLINE: _("时限")}
)
_COLON = "："
_ENDS = "。；;！!？?"
_PART_OF = {label: part for part, label in PART_LABELS.items()}
_HEAD = re.compile(rf"(?:^|(?<=[{_ENDS}\n】]))\s*(【?)({'|'.join(PART_LABELS.values())})[：:]")
_OPEN = re.compile(rf"\s*【({'|'.join(PART_LABELS.values())})[：:]\s*】\s*")


def framed(parts: Mapping[str, str]) -> str:
    """Return the parts as one text; the fact stands without its label, what is blank stays open."""
    return "".join(_part(name, parts.get(name, "").strip()) for name in PART_LABELS)


def parts_of(text: str) -> dict[str, str]:
    """Return the parts of a text that `framed` made, or somebody typed so; any other text is all of it the cause."""
    found = list(_HEAD.finditer(text))
    names = [_PART_OF[each[2]] for each in found]
    parts = dict.fromkeys(PART_LABELS, "")
    before = text[: found[0].start()].strip() if found else text.strip()
    in_order = names == [name for name in PART_LABELS if name in names]
    if not found or not in_order or (before and (FACT in names)):
        return parts | {CAUSE: text.strip()}
    parts[FACT if CAUSE in names else CAUSE] = before  # with no cause named, what stands first is the cause
    ends = [*(each.start() for each in found[1:]), len(text)]
    for name, head, end in zip(names, found, ends, strict=True):
        is_open = _OPEN.fullmatch(text, head.start(), end)
        if head[1] and not is_open:
            return dict.fromkeys(PART_LABELS, "") | {CAUSE: text.strip()}
        parts[name] = "" if is_open else text[head.end() : end].strip()
    return parts


def is_framed(text: str) -> bool:
    """Tell whether a text has labelled parts."""
    return parts_of(text)[CAUSE] != text.strip()


def _part(name: str, text: str) -> str:
    label = PART_LABELS[name]
    if not text:
        return f"【{label}{_COLON}　】"
    words = text if text[-1] in _ENDS else f"{text}。"
    return words if name == FACT else f"{label}{_COLON}{words}"
