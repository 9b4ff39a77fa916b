"""The command `summary`: all forms of a workspace in one workbook, and as one JSON document where asked for."""

import argparse
from typing import Any

from selfeval_gui.cli.reading import Outcome, digits, put_out, put_out_json, rate_of, read_all, totals_on
from selfeval_gui.domain.fields import FUND_AMOUNTS
from selfeval_gui.domain.form import Form
from selfeval_gui.domain.scoring import Basis
from selfeval_gui.exchange.reports.summary_rows import SummaryRow
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.rules.of_form import rule_set_of
from selfeval_gui.storage.errors import StorageError, UnreadableForm
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.summing import sum_up, write_summed

_SUMMED = (
    *("project_name", "year", "department", "implementing_unit", "unit", *FUND_AMOUNTS, "execution_rate"),
    *("totals", "grade", "problems", "measures", "errors", "warnings", "hints"),
)


def run(options: argparse.Namespace, outcome: Outcome) -> None:
    """Write the workbook; forms that cannot be read are complained about and left out."""
    if options.out.suffix.lower() != ".xlsx":
        outcome.complain(str(options.out), _("汇总表是 Excel 文件，请给一个以 .xlsx 结尾的文件名。"))
        return
    sources = [source._replace(key=source.label) for source in read_all(options.paths, outcome)]
    rows = sum_up(sources, unheard).rows
    try:
        write_summed(rows, options.out, overwrite=options.force)
    except StorageError as error:
        outcome.complain(str(options.out), storage_sentence(error))
        return
    if not options.json:
        put_out(str(options.out))
        return
    document, summed = [], {row.key: row for row in rows}
    for source in sources:
        form, values = source.known, {"file": source.label, **dict.fromkeys(_SUMMED), "unreadable": None}
        if isinstance(form, UnreadableForm):
            values["unreadable"] = storage_sentence(form)
        elif form is not None:
            values |= _summed(form, summed[source.key])
        document.append(values)
    put_out_json(document)


def _summed(form: Form, row: SummaryRow) -> dict[str, Any]:
    rule_set = rule_set_of(form)
    severities = [finding.severity.value for finding in row.findings]
    values = (
        *(form.project_name, form.year, form.department, form.implementing_unit, form.funds.unit),
        *(digits(getattr(form.funds.total, name)) for name in FUND_AMOUNTS),
        *(rate_of(form), {str(basis): totals_on(form, basis, rule_set) for basis in Basis}, row.grade),
        *(row.problems, row.measures, *map(severities.count, ("error", "warning", "hint"))),
    )
    return dict(zip(_SUMMED, values, strict=True))
