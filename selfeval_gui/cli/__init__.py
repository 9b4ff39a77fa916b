"""The command line. Thin: it reads, asks the layers below, prints. It never imports widgets."""

import argparse
import gc
import sys
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from selfeval_gui.cli import checking, exporting, importing, summing
from selfeval_gui.cli.reading import Named, Outcome, put_out, rate_of, read_all, totals_on
from selfeval_gui.i18n import _
from selfeval_gui.rules.accepted import still_open
from selfeval_gui.rules.check import check
from selfeval_gui.rules.finding import Severity
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.rules.rule_set import presets


def main(arguments: list[str], own_templates: exporting.TemplatesOfOnesOwn = dict) -> int:
    """Run one command and return its exit code; `own_templates` finds the user's own, where one is wanted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    options = _parser().parse_args(arguments, argparse.Namespace(own_templates=own_templates))
    outcome = Outcome()
    gc.disable()  # thousands of forms, all of them still needed, take long to look through for garbage
    options.run(options, outcome)
    return outcome.code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="selfeval", description=_("绩效自评表：列出、检查、导出、导入"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    listing = commands.add_parser("list", help=_("列出工作文件夹中的自评表"))
    listing.add_argument("paths", metavar="WORKSPACE", nargs=1, type=Path)
    listing.add_argument("--json", action="store_true", help=_("以 JSON 输出"))
    listing.set_defaults(run=_list)

    judging = commands.add_parser("check", help=_("检查自评表"))
    judging.add_argument("paths", metavar="PATH", nargs="+", type=Path)
    judging.add_argument("--rule-set", choices=presets(), help=_("按此口径检查，不管表中写的口径"))
    judging.add_argument("--expect", metavar="FILE", type=Path, help=_("应有自评表的项目名单（xlsx、csv 或每行一个）"))
    judging.add_argument("--report", metavar="FILE.xlsx", type=Path, help=_("另把检查结果写成一个 Excel 文件"))
    judging.add_argument("--force", action="store_true", help=_("覆盖已有的文件"))
    judging.add_argument("--json", action="store_true", help=_("以 JSON 输出"))
    judging.set_defaults(run=checking.run)

    exporting.add_arguments(commands.add_parser("export", help=_("导出自评表")))

    summing_up = commands.add_parser("summary", help=_("把工作文件夹中的自评表汇总成一个 Excel 文件"))
    summing_up.add_argument("paths", metavar="WORKSPACE", nargs=1, type=Path)
    summing_up.add_argument("--out", metavar="FILE.xlsx", type=Path, required=True, help=_("目标文件"))
    summing_up.add_argument("--force", action="store_true", help=_("覆盖已有的文件"))
    summing_up.add_argument("--json", action="store_true", help=_("另以 JSON 输出汇总的内容"))
    summing_up.set_defaults(run=summing.run)

    importing.add_to(commands)
    return parser


# ---- list --------------------------------------------------------------------------------------------------------

_LISTED = (
    *("project_name", "year", "department", "implementing_unit", "score_total", "grade", "execution_rate"),
    *("errors", "warnings", "hints"),
)


def _list(options: argparse.Namespace, outcome: Outcome) -> None:
    rows = [_listed(named) for named in read_all(options.paths, outcome)]
    if options.json:
        put_out(to_json(rows, indent=2).decode("utf-8"))
        return
    for row in rows:
        if row["unreadable"] is None:
            total, name = row["score_total"] or "—", row["grade"] or "—"
            counts = f"{row['errors']}/{row['warnings']}/{row['hints']}"
            put_out(f"{row['file']}\t{row['year'] or ''}\t{total}\t{name}\t{counts}")


def _listed(named: Named) -> dict[str, Any]:
    form = named.form
    if form is None:
        return {"file": named.file, **dict.fromkeys(_LISTED), "unreadable": named.unreadable}
    rule_set = rule_set_of(form)
    sums = totals_on(form, rule_set.total_basis, rule_set)
    severities = [finding.severity for finding in still_open(check(form, rule_set))]
    values = (
        *(form.project_name, form.year, form.department, form.implementing_unit),
        *(sums["score"], sums["grade"], rate_of(form)),
        *map(severities.count, Severity),
    )
    return {"file": named.file, **dict(zip(_LISTED, values, strict=True)), "unreadable": None}
