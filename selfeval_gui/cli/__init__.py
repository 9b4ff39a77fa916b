"""The command line. Thin: it reads, asks the layers below, prints. It never imports widgets.

What a command needs is loaded when it runs.
"""

import argparse
import gc
import sys
from collections.abc import Callable
from pathlib import Path

from selfeval_gui.cli.reading import Outcome
from selfeval_gui.cli.review_commands import REVIEW_COMMANDS, add_review_commands, review_runner
from selfeval_gui.exchange.documents.formats import OFFICE_FORMATS
from selfeval_gui.i18n import _
from selfeval_gui.rules.rule_set import presets
from selfeval_gui.storage.taking_in import Existing


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a name may be no UTF-8
    options = _parser().parse_args(arguments)
    outcome = Outcome()
    gc.disable()  # thousands of forms, all of them still needed, take long to look through for garbage
    _runner(options.command)(options, outcome)
    return outcome.code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="selfeval", description=_("绩效自评表：列出、检查、导出、导入"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    listing = commands.add_parser("list", help=_("列出工作文件夹中的自评表"))
    listing.add_argument("paths", metavar="WORKSPACE", nargs=1, type=Path)
    listing.add_argument("--json", action="store_true", help=_("以 JSON 输出"))
    checking = commands.add_parser("check", help=_("检查自评表"))
    checking.add_argument("paths", metavar="PATH", nargs="+", type=Path)
    checking.add_argument("--rule-set", choices=presets(), help=_("按此口径检查，不管表中写的口径"))
    checking.add_argument("--expect", metavar="FILE", type=Path, help=_("应有自评表的项目名单（xlsx、csv 或每行一个）"))
    checking.add_argument("--report", metavar="FILE.xlsx", type=Path, help=_("另把检查结果写成一个 Excel 文件"))
    checking.add_argument("--force", action="store_true", help=_("覆盖已有的文件"))
    checking.add_argument("--json", action="store_true", help=_("以 JSON 输出"))
    exporting = commands.add_parser("export", help=_("导出自评表"))
    exporting.add_argument("paths", metavar="PATH", nargs="+", type=Path)
    exporting.add_argument("--to", choices=[*OFFICE_FORMATS, "pdf"], required=True, help=_("导出格式"))
    exporting.add_argument("--out", metavar="OUT", type=Path, required=True, help=_("目标文件或文件夹"))
    exporting.add_argument("--booklet", action="store_true", help=_("所有表合成一个文件（合订本）"))
    exporting.add_argument("--evidence", action="store_true", help=_("合订本里每份表后面附佐证材料清单"))
    exporting.add_argument("--template", metavar="ID", help=_("按此表样输出，不管表中写的表样；自建的表样也可写名称"))
    exporting.add_argument("--draft", action="store_true", help=_("印上“草稿”"))
    exporting.add_argument("--strict", action="store_true", help=_("有错误的表不导出"))
    exporting.add_argument("--force", action="store_true", help=_("覆盖已有的文件"))
    summing = commands.add_parser("summary", help=_("把工作文件夹中的自评表汇总成一个 Excel 文件"))
    summing.add_argument("paths", metavar="WORKSPACE", nargs=1, type=Path)
    summing.add_argument("--out", metavar="FILE.xlsx", type=Path, required=True, help=_("目标文件"))
    summing.add_argument("--force", action="store_true", help=_("覆盖已有的文件"))
    summing.add_argument("--json", action="store_true", help=_("另以 JSON 输出汇总的内容"))
    importing = commands.add_parser("import", help=_("导入 Excel、Word、PDF、网页、文本中的自评表"))
    importing.add_argument("paths", metavar="FILE", nargs="+", type=Path)
    importing.add_argument("--into", metavar="WORKSPACE", type=Path, required=True, help=_("导入到哪个工作文件夹"))
    existing = _("已有同一年度、项目、单位的表时：new 另存，update 更新，skip 跳过")
    importing.add_argument("--existing", choices=[each.value for each in Existing], default="new", help=existing)
    importing.add_argument("--json", action="store_true", help=_("以 JSON 输出"))
    add_review_commands(commands)
    _add_templates(commands)
    return parser


def _add_templates(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command `template` with what it can do."""
    doing = commands.add_parser("template", help=_("单位自己的表样：导入、列出、删除、交给同事"))
    kinds = doing.add_subparsers(required=True, metavar="ACTION", dest="action")
    learning = kinds.add_parser("learn", help=_("把单位自己的 Excel 或 Word 表学成表样"))
    learning.add_argument("file", metavar="FILE", type=Path)
    learning.add_argument("--form", metavar="N", type=int, default=1, help=_("文件里有几份表时，用第几份"))
    learning.add_argument("--name", metavar="NAME", help=_("表样的名称"))
    learning.add_argument("--leftovers", choices=["keep", "clear"], help=_("文件里原有的文字：keep 保留，clear 清空"))
    learning.add_argument("--json", action="store_true", help=_("以 JSON 输出"))
    kinds.add_parser("list", help=_("列出自带和自己的表样"))
    removing = kinds.add_parser("remove", help=_("删除自己的表样"))
    removing.add_argument("id", metavar="ID")
    giving = kinds.add_parser("give", help=_("把自己的表样存成文件，交给同事"))
    giving.add_argument("id", metavar="ID")
    giving.add_argument("file", metavar="FILE", type=Path)


def _runner(command: str) -> Callable[[argparse.Namespace, Outcome], None]:
    if command == "list":
        from selfeval_gui.cli.listing import run
    elif command == "check":
        from selfeval_gui.cli.checking import run
    elif command == "export":
        from selfeval_gui.cli.exporting import run
    elif command == "summary":
        from selfeval_gui.cli.summing import run
    elif command in REVIEW_COMMANDS:
        return review_runner(command)
    elif command == "template":
        from selfeval_gui.cli.templating import run
    else:
        from selfeval_gui.cli.importing import run
    return run
