"""Which actions are on follows from what they need: each state by hand, need by need, then the whole table."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from selfeval_gui.commands.edit import type_into_field
from selfeval_gui.views.basics.action_table import SPECS, Need
from selfeval_gui.views.output.export_forms_dialog import ExportFormsDialog
from tests.helpers.desk import Desk

EMPTY_HANDED: set[Need] = set()
A_FORM = {Need.WORKSPACE, Need.FORMS, Need.FILE, Need.FORM, Need.UNSAVED}

# What is there in each state, written by hand; everything else is not.
STATES: dict[str, set[Need]] = {
    "no workspace": EMPTY_HANDED,
    "empty workspace": {Need.WORKSPACE},
    "forms, none open": {Need.WORKSPACE, Need.FORMS},
    "open form": A_FORM | {Need.CHANGEABLE},
    "changed form": A_FORM | {Need.CHANGEABLE, Need.STEP_BACK},
    "step undone": A_FORM | {Need.CHANGEABLE, Need.STEP_ON},
    "read-only form": A_FORM,
    "read-only form that was changed": A_FORM | {Need.STEP_BACK},
    "file that cannot be read": {Need.WORKSPACE, Need.FORMS, Need.FILE, Need.UNREAD_FILE},
    "list of names": A_FORM | {Need.CHANGEABLE, Need.NAME_LIST},  # the page puts two forms side by side
    "form given up": {Need.WORKSPACE},
}

# Some rows of the table once more, so that a need that is struck out there is missed.
NEEDS_BY_HAND = {
    Need.NOTHING: "New OpenWorkspace OpenSamples Import ImportFolder ImportPaste Quit RuleSets Templates Preview Overview"
    " ResetLayout NextPart PreviousPart Wider Narrower Higher Lower WiderColumn NarrowerColumn Manual Diagnostics About"
    " SkipParts OpenArchive",
    Need.WORKSPACE: "SearchProjects Explain Department ProjectList Register Receive ReceiveFolder ReturnForms ReviewDesk"
    " SumUpAccepted SumUpAll ReviewMaterials Reminder DrawForms ArchiveYear",
    Need.FORMS: "PackForms CompareRuleSets CarryForward Find FinalMany RuleSetMany UnitMany ExportAll Summary Report ExportAllFindings"
    " AllScoreNotes Upload RegionSum",
    Need.FILE: "ShowInFolder",
    Need.UNREAD_FILE: "TryAgain",
    Need.FORM: "SaveAs History Duplicate WhatIf Print ExportExcel ExportWord ExportPdf Check ExportFindings ScoreNotes"
    " EvidenceList EvidenceListWord PackEvidence Remarks Remark EvidenceMissing EvidenceMismatch EvidenceOutdated NextRemark SettleRemark NextForm",
    Need.UNSAVED: "SaveAll",
    Need.CHANGEABLE: "Save Final Rename Delete Evidence FindEvidence ReadEvidence TakeSuggestion DepartmentVersion",
    Need.CHANGEABLE | Need.STEP_BACK: "Undo",
    Need.CHANGEABLE | Need.STEP_ON: "Redo",
    Need.NAME_LIST: "ForgetProjectList",
}


def bring_to(state: str, qtbot: QtBot, samples: Path, tmp_path: Path) -> Desk:
    """Bring a window into a state."""
    if state == "no workspace":
        return Desk(qtbot)
    if state == "empty workspace":
        folder = tmp_path / "空"
        folder.mkdir()
        return Desk(qtbot, folder)
    if state == "file that cannot be read":
        (samples / "坏.json").write_bytes(b"")
    if state == "form given up":
        for path in sorted(samples.glob("*.json"))[1:]:
            path.unlink()
    desk = Desk(qtbot, samples)
    if state == "file that cannot be read":
        desk.choose("坏")
    elif state == "list of names":
        names = tmp_path / "名单.txt"
        names.write_text("两新项目\n", encoding="utf-8")
        desk.notifier.sources = [names]
        desk.trigger("actionDepartment")
        qtbot.waitUntil(lambda: desk.window.current.session is not None, timeout=20_000)
        desk.trigger("actionProjectList")
        qtbot.waitUntil(desk.action("actionForgetProjectList").isEnabled, timeout=20_000)
    elif state == "form given up":
        desk.choose("办公用房")
        (only,) = samples.glob("*.json")
        desk.window.forms.close(desk.session)
        only.unlink()
        desk.window.folder.look()
        qtbot.waitUntil(lambda: desk.names() == [])
    elif state != "forms, none open":
        desk.choose("办公用房")
        if state in {"changed form", "step undone", "read-only form that was changed"}:
            type_into_field(desk.session, "department", "x")
        if state == "step undone":
            desk.trigger("actionUndo")
        if state.startswith("read-only"):
            desk.session.set_read_only(True)
    return desk


def enabled(desk: Desk) -> dict[str, bool]:
    return {spec.name: desk.action(spec.name).isEnabled() for spec in SPECS}


@pytest.mark.parametrize("state", STATES)
def test_an_action_is_on_where_all_is_there_that_it_needs(
    qtbot: QtBot, samples: Path, tmp_path: Path, state: str
) -> None:
    desk = bring_to(state, qtbot, samples, tmp_path)
    there = STATES[state]
    expected = {spec.name: all(need in there for need in spec.needs) for spec in SPECS}
    assert enabled(desk) == expected
    if state in {"changed form", "read-only form that was changed"}:
        desk.session.set_read_only(False)


def test_every_action_needs_what_it_needs() -> None:
    by_hand = {f"action{name}": need for need, names in NEEDS_BY_HAND.items() for name in names.split()}
    assert {spec.name: spec.needs for spec in SPECS} == by_hand


@pytest.mark.parametrize(
    ("begin", "off"),
    [
        ("actionExportAll", {"actionExportAll"}),
        (
            "actionSummary",
            {
                f"action{name}"
                for name in ("Summary", "Report", "SumUpAccepted", "SumUpAll", "ReviewMaterials", "Reminder")
            },
        ),
        (
            "actionScoreNotes",
            {
                f"action{name}"
                for name in (
                    *("ExportFindings", "ExportAllFindings", "ScoreNotes", "AllScoreNotes"),
                    *("EvidenceList", "EvidenceListWord"),
                )
            },
        ),
        ("actionExportExcel", set()),
    ],
)
def test_while_an_output_runs_its_own_actions_are_off(
    qtbot: QtBot, samples: Path, tmp_path: Path, begin: str, off: set[str]
) -> None:
    desk = Desk(qtbot, samples)
    desk.choose("办公用房")
    before = enabled(desk)
    desk.notifier.targets, desk.notifier.folders = [tmp_path / "a.xlsx"], [tmp_path / "out"]
    desk.trigger(begin)
    if begin == "actionExportAll":
        desk.find("exportDialog", ExportFormsDialog).accept()
    assert enabled(desk) == {name: is_on and name not in off for name, is_on in before.items()}
    qtbot.waitUntil(lambda: bool(desk.notifier.said), timeout=20_000)
    assert enabled(desk) == before
