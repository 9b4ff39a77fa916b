"""The package for arm64 has Qt 6.7, the others 6.8: what only the newer one knows is used nowhere without a question.

The names are those that PySide 6.8.3 has in QtCore, QtGui, QtWidgets and QtPrintSupport and 6.7.3 has nowhere, without
words that Python's own objects or ours carry, too.
"""

import ast
from collections.abc import Iterator

import pytest

from tests.helpers.samples import ROOT

NEWER = frozenset(
    """
    AA_DontUseNativeMenuWindows Announcement AnnouncementPoliteness Assertive Polite politeness setPoliteness
    AttributesInterface attributeKeys attributeValue attributesInterface QAccessibleAnnouncementEvent
    QAccessibleAttributesInterface ContextFontMerging PreferTypoLineMetrics ContextMenuTrigger contextMenuTrigger
    contextMenuTriggerChanged setContextMenuTrigger ExcludeDirs ExcludeFiles ExcludeSpecial FollowDirSymlinks
    IncludeDotAndDotDot IncludeHidden QDirListing QDirListingIterator iteratorFlags iteratorPath FileInfoRole
    QModelRoleDataSpan multiData handleSourceDataChanges handleSourceLayoutChanges setHandleSourceDataChanges
    setHandleSourceLayoutChanges OutOfBoundsPolicy PdfVersion_X4 QPdfOutputIntent outputIntent setOutputIntent
    outputCondition outputConditionIdentifier outputProfile setOutputCondition setOutputConditionIdentifier
    setOutputProfile printerSelectionOption setPrinterSelectionOption documentId setDocumentId registryName
    setRegistryName resizeForOverwrite encodeMetricF isCurrentThread isMainThread setColorModel setColorScheme
    unsetColorScheme whitePoint setWhitePoint transformModel TransformModel isValidTarget setDefaultOptions
    """.split()
)
# Asks first whether Qt knows announcements.
ASKS = "selfeval_gui/views/basics/announcing.py"


def used(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6"):
            yield from (name.name for name in node.names)


def test_no_module_needs_the_newer_qt() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): names
        for path in (ROOT / "selfeval_gui").rglob("*.py")
        if (names := NEWER.intersection(used(ast.parse(path.read_text(encoding="utf-8")))))
    }
    announced = {"AnnouncementPoliteness", "Assertive", "Polite", "setPoliteness"}
    assert found.pop(ASKS) == {"QAccessibleAnnouncementEvent", *announced}
    assert found == {}


@pytest.mark.parametrize(
    "line",
    ["from PySide6.QtGui import QAccessibleAnnouncementEvent", "hints.setColorScheme(dark)"],
)
def test_such_a_use_would_be_found(line: str) -> None:
    assert NEWER.intersection(used(ast.parse(line)))
