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
    packing = commands.add_parser("pack", help=_("传出：把一个单位的自评表打成包"))
    packing.add_argument("workspace", metavar="WORKSPACE", type=Path)
    packing.add_argument("--unit", metavar="NAME", required=True, help=_("实施单位"))
    packing.add_argument("--out", metavar="DIR", type=Path, required=True, help=_("放到哪个文件夹"))
    packing.add_argument("--evidence", action="store_true", help=_("附上佐证材料，编号复制进包里"))
    receiving = commands.add_parser("receive", help=_("装入：单位交来的包、文件夹、Excel、Word、PDF、答复"))
    receiving.add_argument("paths", metavar="PATH", nargs="+", type=Path)
    receiving.add_argument("--into", metavar="WORKSPACE", type=Path, required=True, help=_("装入到哪个工作文件夹"))
    reviewing = commands.add_parser("review", help=_("看各单位、各项目走到了哪一步"))
    reviewing.add_argument("workspace", metavar="WORKSPACE", type=Path)
    returning = commands.add_parser("return", help=_("退回：每个单位一包意见和表"))
    returning.add_argument("workspace", metavar="WORKSPACE", type=Path)
    returning.add_argument("--unit", metavar="NAME", help=_("只退这个单位的"))
    returning.add_argument("--out", metavar="DIR", type=Path, required=True, help=_("放到哪个文件夹"))
    returning.add_argument("--findings", choices=["error", "warning"], help=_("先把检查结果变成意见"))
    for parser in (registering, packing, receiving, returning, reviewing):
        parser.add_argument("--json", action="store_true", help=_("以 JSON 输出"))


def review_runner(command: str) -> Callable[[argparse.Namespace, Outcome], None]:
    """Return what runs one of the commands."""
    if command == "register":
        from selfeval_gui.cli.registering import run
    elif command == "pack":
        from selfeval_gui.cli.packing import run
    elif command == "receive":
        from selfeval_gui.cli.receiving import run
    elif command == "return":
        from selfeval_gui.cli.returning import run
    else:
        from selfeval_gui.cli.reviewing import run
    return run
