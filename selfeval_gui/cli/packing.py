"""The command `pack`: a unit's forms as one package for its department."""

import argparse

from selfeval_gui.cli.reading import Outcome, put_out, put_out_json, read_all
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError, UnreadableForm
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.moments import present
from selfeval_gui.work.review.packing import pack


def run(options: argparse.Namespace, outcome: Outcome) -> None:
    """Write the package and print what is in it."""
    from selfeval_gui.paper.pdf_format import PDF  # brings Qt

    sources = [each for each in read_all([options.workspace], outcome) if not isinstance(each.known, UnreadableForm)]
    try:
        packed = pack(
            *(options.workspace, sources, options.unit, options.out, PDF, present(), unheard),
            with_evidence=options.evidence,
        )
    except StorageError as error:
        outcome.complain(str(options.workspace), storage_sentence(error))
        return
    if packed.package is None:
        text = _("没有实施单位是“{unit}”的自评表，没有传出。请核对单位名称。")
        outcome.complain(str(options.workspace), text.format(unit=options.unit))
        return
    for note in packed.notes:
        outcome.tell(packed.package.name, note)
    if any(form.errors for form in packed.forms):
        outcome.found_errors()
    forms = [{"file": form.source.label, "errors": form.errors} for form in packed.forms]
    if options.json:
        put_out_json({"package": str(packed.package), "round": packed.round, "forms": forms})
        return
    put_out(str(packed.package))
    for form in packed.forms:
        put_out(f"  {form.source.label}\t{form.errors}")
