"""The commands between units and their department, and what each of them is told."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from selfeval_gui.cli.reading import Outcome

REVIEW_COMMANDS = ("register", "pack", "receive", "return", "review")


def add_review_commands(commands: Any) -> None:  # noqa: ANN401 — argparse names the type of its own no better
    """Add the commands to the parser."""
    registering = commands.add_parser("register", help=_("登记名单：哪些单位要报哪些项目"))
    registering.add_argument("workspace", metavar="WORKSPACE", type=Path)
    registering.add_argument("--from", metavar="LIST", dest="list_file", type=Path, required=True, help=_("名单文件"))
    for parser in (registering,):
        parser.add_argument("--json", action="store_true", help=_("以 JSON 输出"))


def review_runner(command: str) -> Callable[[argparse.Namespace, Outcome], None]:
    """Return what runs one of the commands."""
    from selfeval_gui.cli.registering import run

    return run
