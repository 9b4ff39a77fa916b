"""The command `return`: a package of remarks for every unit."""

import argparse

from selfeval_gui.cli.reading import Outcome, put_out, put_out_json
from selfeval_gui.domain.review.entries import Person
from selfeval_gui.i18n import _
from selfeval_gui.messages import storage_sentence
from selfeval_gui.storage.errors import StorageError
from selfeval_gui.storage.lock_file import user_name
from selfeval_gui.work.progress import unheard
from selfeval_gui.work.review.moments import present
from selfeval_gui.work.review.returning import return_forms


def run(options: argparse.Namespace, outcome: Outcome) -> None:
    """Write the packages and print which there are."""
    by, units = Person(name=user_name()), None if options.unit is None else [options.unit]
    asked = (options.workspace, units, options.out, options.findings)
    try:
        returned = return_forms(*asked, by, present(), unheard)
    except StorageError as error:
        outcome.complain(str(options.workspace), storage_sentence(error))
        return
    if options.unit is not None and not returned:
        text = _("单位“{unit}”没有要退回的自评表，什么也没有写。请核对单位名称。")
        outcome.complain(str(options.workspace), text.format(unit=options.unit))
        return
    if options.json:
        packages = [{"unit": each.unit, "file": str(each.package), "remarks": each.remarks} for each in returned]
        put_out_json({"packages": packages})
        return
    for each in returned:
        put_out(f"{each.package}\t{each.remarks}")
