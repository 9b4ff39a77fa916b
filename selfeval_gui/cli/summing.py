"""The command `summary`: all forms of a workspace in one workbook, and as one JSON document where asked for."""

import argparse
from typing import Any

from pydantic_core import to_json

from selfeval_gui.cli.reading import Named, Outcome, digits, put_out, rate_of, read_all, sentence, totals_on
from selfeval_gui.domain.scoring import Basis
from selfeval_gui.exchange.reports.summary_rows import AMOUNTS, SummaryRow, summarize
from selfeval_gui.i18n import _
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.rules.together import check_together
from selfeval_gui.storage import store
from selfeval_gui.storage.errors import StorageError

_SUMMED = (
    *("project_name", "year", "department", "implementing_unit", "unit", *AMOUNTS, "execution_rate"),
    *("totals", "grade", "problems", "measures", "errors", "warnings", "hints"),
)


def run(options: argparse.Namespace, outcome: Outcome) -> None:
    """Write the workbook; forms that cannot be read are complained about and left out."""
    from selfeval_gui.exchange.reports.summary_book import render_summary  # brings openpyxl

    if options.out.suffix.lower() != ".xlsx":
        outcome.complain(str(options.out), _("汇总表是 Excel 文件，请给一个以 .xlsx 结尾的文件名。"))
        return
    read = {named.file: named for named in read_all(options.paths, outcome)}
    forms = {file: named.form for file, named in read.items() if named.form is not None}
    found = check_together(forms, rule_set_of)
    rows = {file: summarize(file, form, found.get(file, ())) for file, form in forms.items()}
    try:
        store.write_export(options.out, render_summary(list(rows.values())), overwrite=options.force)
    except StorageError as error:
        outcome.complain(str(options.out), sentence(error))
        return
    if options.json:
        document = [_summed(named, rows.get(file)) for file, named in read.items()]
        put_out(to_json(document, indent=2).decode("utf-8"))
    else:
        put_out(str(options.out))


def _summed(named: Named, row: SummaryRow | None) -> dict[str, Any]:
    form = named.form
    if form is None or row is None:
        return {"file": named.file, **dict.fromkeys(_SUMMED), "unreadable": named.unreadable}
    rule_set = rule_set_of(form)
    severities = [finding.severity.value for finding in row.findings]
    values = (
        *(form.project_name, form.year, form.department, form.implementing_unit, form.funds.unit),
        *(digits(getattr(form.funds.total, name)) for name in AMOUNTS),
        *(rate_of(form), {str(basis): totals_on(form, basis, rule_set) for basis in Basis}, row.grade),
        *(row.problems, row.measures, *map(severities.count, ("error", "warning", "hint"))),
    )
    return {"file": named.file, **dict(zip(_SUMMED, values, strict=True)), "unreadable": None}
