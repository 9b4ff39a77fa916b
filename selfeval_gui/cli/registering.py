"""The command `register`: a bureau's list becomes the register of a workspace."""

import argparse
from functools import partial
from typing import Any

from selfeval_gui.cli.reading import Outcome, digits, put_out, put_out_json, work_in
from selfeval_gui.domain.review.register import Register, RegisterNames
from selfeval_gui.i18n import _
from selfeval_gui.work.review.registering import ListRefused, register_from


def run(options: argparse.Namespace, outcome: Outcome) -> None:
    """Register the list and print whom it names."""
    try:
        register = partial(register_from, options.workspace, options.list_file)
        registered = work_in(options.workspace, outcome, register)
    except ListRefused as refused:
        outcome.complain(str(options.list_file), str(refused))
        return
    if registered is None:
        return
    for note in registered.notes:
        outcome.tell(str(options.list_file), note)
    for project in registered.removed:
        text = _("“{name}”（{unit}）不在新名单上，不再要求上报。")
        outcome.tell(str(options.list_file), text.format(name=project.name, unit=project.unit or _("未写单位")))
    document = _document(registered.register)
    if options.json:
        put_out_json(document)
        return
    for unit in document["units"]:
        put_out(f"{unit['unit']}\t{len(unit['projects'])}")


def _document(register: Register) -> dict[str, Any]:
    names = RegisterNames(register)
    projects: dict[str, list[dict[str, Any]]] = {unit.name: [] for unit in register.units}
    for project in register.projects:
        projects.setdefault(names.of(project.unit), []).append(
            {
                "code": project.code,
                "project_name": project.name,
                "budget": digits(project.budget),
                "budget_unit": project.budget_unit,
                "exempt": project.exempt is not None,
            }
        )
    known = {unit.name: unit for unit in register.units}
    units = []
    for name, rows in projects.items():
        unit = known.get(name)
        about = {} if unit is None else unit.model_dump(include={"code", "others", "contact", "phone"})
        units.append(
            {"unit": name, **dict.fromkeys(("code", "contact", "phone"), ""), "others": [], **about, "projects": rows}
        )
    return {"task": register.task.model_dump(mode="json"), "units": units}
