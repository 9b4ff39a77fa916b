"""The shape of the code, read from its source: who may import whom, and what may not be written at all.

Every checker is also tried on a line that breaks its rule, so that none of them can fall asleep.
"""

from __future__ import annotations

import ast
import functools
import graphlib
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "selfeval_gui"

# Lowest first; a part may import what stands in earlier rows, never its own row.
LAYERS = (
    ("data",),
    ("i18n",),
    ("domain",),
    ("rules",),
    ("finding_kinds", "finding_help"),
    ("messages",),
    ("explanations", "import_messages", "review_messages", "storage"),
    ("repair_messages", "exchange"),
    ("work", "paper"),
    ("app",),
    ("item_models",),
    ("commands",),
    ("views",),
)
# The rooms of a part that has many, lowest first, by the same law: a wing may import what stands in earlier rows.
WINGS = {
    "exchange": (
        ("cell_text",),
        ("templates",),
        ("layout", "clipboard"),
        ("documents", "readers"),
        ("recognize", "reports"),
        ("own_paper", "pasting"),
        ("reading_process",),
    ),
    "views": (
        ("basics",),
        ("cells",),
        ("tree",),
        ("sheet",),
        ("form",),
        ("desk",),
        ("projects", "scoring", "search", "presets", "evidence"),
        ("keeping", "department", "importing", "output"),
        ("review",),
        ("window",),
        ("main_window",),
        ("start",),
    ),
}
# The files that stand beside the wings; everything else has a room.
LOOSE = {"exchange": {"cell_text"}, "views": {"main_window", "start"}}


def below(rows: tuple[tuple[str, ...], ...]) -> dict[str, set[str]]:
    """For each name of a table of rows, the names of all earlier rows."""
    return {name: {lower for row in rows[:height] for lower in row} for height, row in enumerate(rows) for name in row}


MAY_USE = below(LAYERS)
WING_MAY_USE = {part: below(rows) for part, rows in WINGS.items()}
MAY_USE["domain"] = {"i18n"}  # its fields have labels; files are none of its business
MAY_USE["cli"] = MAY_USE["app"]
MAY_USE["self_test_files"] = MAY_USE["app"]
MAY_USE["self_test"] = MAY_USE["views"] | {"views", "cli", "self_test_files"}
MAY_USE["__main__"] = MAY_USE["self_test"] | {"self_test"}

# What a part may take from Qt; a part that is not named takes nothing.
CORE = ("PySide6.QtCore", "shiboken6")
GUI = (*CORE, "PySide6.QtGui")
WIDGETS = (*GUI, "PySide6.QtWidgets", "PySide6.QtPrintSupport", "PySide6.QtSvg")
MAY_USE_QT = {
    "app": (*CORE, "PySide6.QtGui.QUndoStack", "PySide6.QtGui.QUndoCommand"),
    "paper": GUI,
    "item_models": GUI,
    "commands": GUI,
    "views": WIDGETS,
    "self_test": WIDGETS,
    "self_test_files": GUI,
    "__main__": WIDGETS,
}

NETWORK = {"socket", "socketserver", "ssl", "urllib", "http", "ftplib", "smtplib"}
READERS = {"openpyxl", "xlsxwriter", "docx", "python_calamine", "pdfplumber", "lxml", "charset_normalizer"}
READERS |= {"pypdfium2", "pdfminer"}  # stand below pdfplumber
LIBRARIES = {"PySide6", "shiboken6", "pydantic", "pydantic_core", "typing_extensions", *READERS}
ONLY_IN = dict.fromkeys(READERS, "exchange")

BROAD_EXCEPT_BUDGET = 2  # the crash hook and the worker's edge
LONGEST_MODULE = 300
# path: the reason why it may be longer
LONG_MODULES: dict[str, str] = {
    "selfeval_gui/finding_help.py": "one table, with a text for each kind of finding",
    "selfeval_gui/views/cells/cell_editing.py": "Qt asks one class for all of it, and three views share it",
    "selfeval_gui/views/tree/indicator_tree.py": "Qt asks one class for all of it; what its parts know has modules",
}

TOP_LEVEL = {
    *(".ci", ".git", ".gitattributes", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md"),
    *("bench", "dev.py", "docs", "forms", "packaging", "pyproject.toml", "resources", "selfeval_gui", "tests"),
}


# ----------------------------------------------------------------------------------------------------------------------
# Reading


class Import(NamedTuple):
    """One imported name: ``from a import b`` is "a.b"."""

    name: str
    line: int
    in_function: bool


class Module(NamedTuple):
    """One source file."""

    name: str
    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return parse(self.text)

    @property
    def part(self) -> str:
        return part_of(self.name)


@functools.cache
def parse(text: str) -> ast.Module:
    return ast.parse(text)


@functools.cache
def modules(folder: str = PACKAGE) -> list[Module]:
    """Read the modules of a folder of the checkout; none if it is not there yet."""
    return [
        Module(module_name(path.relative_to(ROOT)), path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / folder).rglob("*.py"))
    ]


def module_name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def part_of(name: str) -> str:
    """Give the second word of a dotted name, empty for the package itself."""
    return name.partition(".")[2].partition(".")[0]


def wing_of(name: str) -> str:
    """Give the third word of a dotted name: a wing, or a file that stands beside the wings; empty for the part."""
    return name.partition(".")[2].partition(".")[2].partition(".")[0]


@functools.cache
def imports(module: Module) -> tuple[Import, ...]:
    """Find every import, those inside functions and under TYPE_CHECKING too."""
    return tuple(_imports(module, module.tree, in_function=False))


def _imports(module: Module, node: ast.AST, *, in_function: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        yield from (Import(alias.name, node.lineno, in_function) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        origin = absolute_origin(module, node)
        yield from (Import(f"{origin}.{alias.name}", node.lineno, in_function) for alias in node.names)
    in_function |= isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    for child in ast.iter_child_nodes(node):
        yield from _imports(module, child, in_function=in_function)


def absolute_origin(module: Module, node: ast.ImportFrom) -> str:
    if node.level == 0:
        return node.module or ""
    is_package = module.path.endswith("__init__.py")
    parents = module.name.split(".")
    parents = parents[: len(parents) - node.level + is_package]
    return ".".join([*parents, *([node.module] if node.module else [])])


def is_below(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


# ----------------------------------------------------------------------------------------------------------------------
# Who may import whom: each checker says what is wrong with one import, or nothing


def wrong_arrow(module: Module, found: Import) -> str | None:
    if not is_below(found.name, PACKAGE):
        return None
    target = part_of(found.name)
    if target not in MAY_USE or target == module.part or target in MAY_USE.get(module.part, ()):
        return None
    return f"{module.part} may not use {target}"


def wrong_wing(module: Module, found: Import) -> str | None:
    if not is_below(found.name, f"{PACKAGE}.{module.part}") or module.part not in WINGS:
        return None
    here, target = wing_of(module.name), wing_of(found.name)
    if here in {"", target} or target in WING_MAY_USE[module.part].get(here, ()):
        return None
    return f"{module.part}/{here} may not use {module.part}/{target}"


def wrong_qt(module: Module, found: Import) -> str | None:
    if not (is_below(found.name, "PySide6") or is_below(found.name, "shiboken6")):
        return None
    if any(is_below(found.name, name) for name in MAY_USE_QT.get(module.part, ())):
        return None
    return f"{module.part} may not use {found.name}"


def paper_loaded_by_cli(module: Module, found: Import) -> str | None:
    if module.part == "cli" and is_below(found.name, f"{PACKAGE}.paper") and not found.in_function:
        return "cli may import paper, which brings Qt, inside a function only"
    return None


def network(_module: Module, found: Import) -> str | None:
    if found.name.split(".")[0] in NETWORK or is_below(found.name, "PySide6.QtNetwork"):
        return f"the program is offline: {found.name}"
    return None


def undeclared_library(module: Module, found: Import) -> str | None:
    top = found.name.split(".")[0]
    if top not in sys.stdlib_module_names | LIBRARIES | {PACKAGE}:
        return f"{top} is no dependency of the package"
    if module.part != ONLY_IN.get(top, module.part):
        return f"{top} belongs to {ONLY_IN[top]}"
    return None


ImportChecker = Callable[[Module, Import], str | None]
IMPORT_CHECKERS: dict[ImportChecker, tuple[tuple[str, str], ...]] = {
    wrong_arrow: (
        ("domain/form.py", "from selfeval_gui.rules import check"),
        ("domain/form.py", "from selfeval_gui import data"),
        ("domain/form.py", "from ..storage.codec import decode"),
        ("rules/__init__.py", "from ..messages import sentence"),
        ("storage/codec.py", "def f():\n    import selfeval_gui.exchange.layout.form_sheet"),
        ("app/session.py", "if TYPE_CHECKING:\n    from selfeval_gui.item_models import columns"),
        ("paper/painter.py", "from selfeval_gui.app import settings"),
        ("views/tree.py", "from selfeval_gui import cli"),
        ("views/tree.py", "from selfeval_gui import self_test"),
        ("cli/__init__.py", "from selfeval_gui.app import session"),
        ("cli/__init__.py", "from selfeval_gui.commands import edit"),
        ("work/exporting.py", "from selfeval_gui.app.session import Session"),
        ("work/exporting.py", "from selfeval_gui.paper.pdf_format import PDF"),
        ("exchange/documents/docx_writer.py", "from selfeval_gui.work import exporting"),
        ("storage/codec.py", "from selfeval_gui.exchange.templates import template"),
        ("data.py", "from selfeval_gui.domain import form"),
    ),
    wrong_wing: (
        ("exchange/layout/sheet.py", "from selfeval_gui.exchange.documents import formats"),
        ("exchange/readers/grid.py", "from selfeval_gui.exchange.documents.formats import XLSX"),
        ("exchange/cell_text.py", "from ..exchange.templates import labels"),
        ("views/cells/cell_editing.py", "def f():\n    from selfeval_gui.views.tree.completion import Completion"),
        ("views/form/pages.py", "from selfeval_gui.views import window"),
        ("views/projects/project_list.py", "from selfeval_gui.views.search.find_flow import FindFlow"),
        ("views/window/review.py", "from selfeval_gui.views.main_window import MainWindow"),
        ("views/rooms/new.py", "from selfeval_gui.views.basics import theme"),
    ),
    wrong_qt: (
        ("rules/check.py", "from PySide6.QtCore import QObject"),
        ("exchange/layout.py", "def f():\n    import PySide6"),
        ("cli.py", "def f():\n    from PySide6 import QtCore"),
        ("app/session.py", "from PySide6.QtGui import QFont"),
        ("commands/edit.py", "from PySide6.QtWidgets import QMessageBox"),
        ("item_models/columns.py", "from PySide6 import QtWidgets"),
    ),
    paper_loaded_by_cli: (("cli.py", "from selfeval_gui.paper import pdf_writer"),),
    network: (
        ("views/tree.py", "from PySide6.QtNetwork import QLocalServer"),
        ("storage/lock.py", "import socket"),
        ("exchange/layout.py", "from urllib.request import urlopen"),
    ),
    undeclared_library: (
        ("storage/codec.py", "import orjson"),
        ("views/tree.py", "from tests.helpers import guards"),
        ("storage/codec.py", "from openpyxl import Workbook"),
    ),
}
GOOD_IMPORTS = (
    ("views/tree.py", "from selfeval_gui.domain import tree\nfrom PySide6.QtWidgets import QTreeView"),
    (
        "views/tree/tree_look.py",
        "from selfeval_gui import __version__\nfrom . import cursor\nfrom ...commands import edit",
    ),
    ("app/session.py", "from PySide6.QtGui import QUndoStack\nfrom selfeval_gui import data"),
    ("cli.py", "def f():\n    from selfeval_gui.paper import pdf_writer"),
    ("exchange/documents/xlsx_writer.py", "from openpyxl import Workbook\nfrom pydantic import BaseModel"),
    ("exchange/recognize/forms.py", "from selfeval_gui.exchange.readers import grid\nfrom . import result"),
    (
        "views/window/review.py",
        "from selfeval_gui.views.form import pages\nfrom selfeval_gui.views.basics import theme",
    ),
)


def bad_imports(checker: ImportChecker, found: list[Module]) -> list[str]:
    return [
        f"{module.path}:{line.line}: {complaint}"
        for module in found
        for line in imports(module)
        if (complaint := checker(module, line))
    ]


def example(path: str, text: str) -> Module:
    place = f"{PACKAGE}/{path}"
    return Module(module_name(Path(place)), place, text)


@pytest.mark.parametrize("checker", IMPORT_CHECKERS)
def test_imports(checker: ImportChecker) -> None:
    assert bad_imports(checker, modules()) == []


@pytest.mark.parametrize(
    ("checker", "path", "text"),
    [(checker, *bad) for checker, examples in IMPORT_CHECKERS.items() for bad in examples],
)
def test_import_checkers_see_a_bad_import(checker: ImportChecker, path: str, text: str) -> None:
    assert bad_imports(checker, [example(path, text)])


@pytest.mark.parametrize("checker", IMPORT_CHECKERS)
@pytest.mark.parametrize(("path", "text"), GOOD_IMPORTS)
def test_import_checkers_pass_a_good_import(checker: ImportChecker, path: str, text: str) -> None:
    assert bad_imports(checker, [example(path, text)]) == []


def test_every_part_of_the_package_has_its_place() -> None:
    assert {module.part for module in modules()} - {""} <= set(MAY_USE)


@pytest.mark.parametrize("part", WINGS)
def test_a_part_with_wings_holds_nothing_but_wings_and_the_named_files(part: str) -> None:
    folder = ROOT / PACKAGE / part
    rooms = {path.name for path in folder.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == LOOSE[part]
    assert rooms | LOOSE[part] == set(WING_MAY_USE[part])


@pytest.mark.parametrize("part", WINGS)
def test_each_wing_says_in_one_sentence_what_it_holds(part: str) -> None:
    for room in set(WING_MAY_USE[part]) - LOOSE[part]:
        says = parse((ROOT / PACKAGE / part / room / "__init__.py").read_text(encoding="utf-8"))
        sentence = ast.get_docstring(says) or ""
        assert len(says.body) == 1 and sentence.endswith(".") and "\n" not in sentence and len(sentence) > 30, room


def test_tests_mirror_the_wings() -> None:
    for tests, part in (("tests/unit/exchange", "exchange"), ("tests/gui", "views")):
        known = set(WING_MAY_USE[part]) | {"item_models", "commands"}
        found = [path.parent.name for path in (ROOT / tests).rglob("test_*.py") if path.stem != "test_cell_text"]
        assert found and set(found) <= known


# ----------------------------------------------------------------------------------------------------------------------
# Circles


def circle(found: list[Module]) -> list[str]:
    """Return one circle of modules that import each other, or nothing."""
    names = {module.name for module in found}
    graph = {module.name: {nearest(line.name, names) for line in imports(module)} & names for module in found}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def nearest(name: str, names: set[str]) -> str:
    """Shorten an imported name to the module that defines it."""
    while name and name not in names:
        name = name.rpartition(".")[0]
    return name


def packaging_modules() -> list[Module]:
    """Read packaging/ under the names by which build.py imports its modules."""
    return [module._replace(name=module.name.removeprefix("packaging.")) for module in modules("packaging")]


@pytest.mark.parametrize("found", [modules(), packaging_modules()], ids=[PACKAGE, "packaging"])
def test_no_circle(found: list[Module]) -> None:
    assert circle(found) == []


def test_circle_is_seen() -> None:
    first = example("rules/a.py", "from selfeval_gui.rules import b")
    second = example("rules/b.py", "def f():\n    from .a import name")
    assert circle([first, second])
    assert not circle([first, example("rules/b.py", "import json")])
    windows = Module("trials.windows", "packaging/trials/windows.py", "from trials import share")
    share = Module("trials.share", "packaging/trials/share.py", "from trials.windows import WindowsTrial")
    assert circle([windows, share])


# ----------------------------------------------------------------------------------------------------------------------
# What may not be written: each finder gives the nodes that break its rule


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str, str]]:
    """Find calls with the name that is called and the name it is called on, "" if there is none."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            owner = node.func.value if isinstance(node.func, ast.Attribute) else None
            yield node, last_name(node.func), last_name(owner)


def last_name(node: ast.AST | None) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def lambdas_in_connect(tree: ast.AST) -> Iterator[ast.AST]:
    for call, name, _owner in calls(tree):
        if name == "connect":
            yield from (node for argument in call.args for node in ast.walk(argument) if isinstance(node, ast.Lambda))


def event_pumping(tree: ast.AST) -> Iterator[ast.AST]:
    pumps = {"processEvents", "QEventLoop"}
    return (node for node in ast.walk(tree) if last_name(node) in pumps)


def style_sheets(tree: ast.AST) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree) if last_name(node) == "setStyleSheet")


def broad_excepts(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(kind is None or last_name(kind) in {"Exception", "BaseException"} for kind in caught):
                yield node


def timed_waits(tree: ast.AST) -> Iterator[ast.AST]:
    for call, name, owner in calls(tree):
        if name in {"sleep", "msleep", "usleep", "qSleep", "qWait"} or (name == "wait" and owner == "qtbot"):
            yield call


def bare_questions(tree: ast.AST) -> Iterator[ast.AST]:
    """Find questions about a place that raise where it cannot be looked at."""
    for call, name, owner in calls(tree):
        if name in {"is_dir", "exists", "is_file"} and not call.args and owner != "entry":
            yield call


# What a view is handed: few parts, and none that it does not use.
MOST_PARTS = 5
OWNERS = {"self", "parent", "window", "owner"}
FEWEST_OF_THE_DESK = 3  # one that uses fewer is handed those


def constructors(tree: ast.AST) -> Iterator[tuple[ast.ClassDef, ast.FunctionDef]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield from (
                (node, each) for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"
            )


def parameters(function: ast.FunctionDef) -> list[str]:
    return [each.arg for each in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]


def too_many_parts(tree: ast.AST) -> Iterator[ast.AST]:
    for _owner, made in constructors(tree):
        if len(set(parameters(made)) - OWNERS) > MOST_PARTS:
            yield made


def unused_parts(tree: ast.AST) -> Iterator[ast.AST]:
    for _owner, made in constructors(tree):
        used = {node.id for node in ast.walk(made) if isinstance(node, ast.Name)}
        if set(parameters(made)) - {"self"} - used:
            yield made


def desks_hardly_used(tree: ast.AST) -> Iterator[ast.AST]:
    """Find classes that are handed the desk, hand it to nobody, and use one or two of its parts."""
    for owner, made in constructors(tree):
        names = [node for node in ast.walk(owner) if isinstance(node, ast.Name) and node.id == "desk"]
        taken = [
            node for node in ast.walk(owner) if isinstance(node, ast.Attribute) and last_name(node.value) == "desk"
        ]
        is_handed_on = len(names) > len(taken)
        if "desk" in parameters(made) and not is_handed_on and len({node.attr for node in taken}) < FEWEST_OF_THE_DESK:
            yield made


Finder = Callable[[ast.AST], Iterator[ast.AST]]
BAD_SOURCE: dict[Finder, tuple[str, ...]] = {
    lambdas_in_connect: ("button.clicked.connect(lambda: self.save())", "a.b.connect(partial(lambda x: x, 1))"),
    event_pumping: ("QApplication.processEvents()", "from PySide6.QtCore import QEventLoop\nQEventLoop().exec()"),
    style_sheets: ("self.label.setStyleSheet('color: red')",),
    broad_excepts: (
        *("try:\n    f()\nexcept Exception:\n    pass", "try:\n    f()\nexcept:\n    pass"),
        "try:\n    f()\nexcept (OSError, BaseException) as error:\n    pass",
    ),
    too_many_parts: (
        "class A:\n    def __init__(self, a, b, c, d, e, *, f, parent=None): g(a, b, c, d, e, f, parent)",
    ),
    unused_parts: ("class A:\n    def __init__(self, desk, parent): super().__init__(parent)",),
    desks_hardly_used: (
        "class A:\n    def __init__(self, desk): self.a, self.b, self.c = desk.forms, desk.forms, desk.current",
    ),
    bare_questions: ("path.exists()", "(folder / name).is_dir()", "Path(text).is_file()"),
    timed_waits: ("time.sleep(1)", "sleep(0.1)", "qtbot.wait(100)", "self.qtbot.wait(1)", "QTest.qWait(5)"),
}
GOOD_SOURCE = "a.b.connect(self.save)\nqtbot.waitUntil(lambda: x)\ntry:\n    process.wait()\nexcept OSError:\n    pass"
GOOD_SOURCE += (
    "\nclass A:\n    def __init__(self, desk, b, c, d, e, parent): f(self, desk.x, desk.y, desk.z, b, c, d, e, parent)"
)
GOOD_SOURCE += "\nclass B:\n    def __init__(self, desk): self.x = C(desk, desk.x)"


def places(finder: Finder, found: list[Module]) -> list[str]:
    return [f"{module.path}:{getattr(node, 'lineno', 0)}" for module in found for node in finder(module.tree)]


@pytest.mark.parametrize(("finder", "text"), [(finder, text) for finder, bad in BAD_SOURCE.items() for text in bad])
def test_finders_see_a_bad_line(finder: Finder, text: str) -> None:
    assert places(finder, [example("x.py", text)])


@pytest.mark.parametrize("finder", BAD_SOURCE)
def test_finders_pass_a_good_line(finder: Finder) -> None:
    assert places(finder, [example("x.py", GOOD_SOURCE)]) == []


@pytest.mark.parametrize("finder", [lambdas_in_connect, event_pumping])
def test_nothing_of_it_in_the_package(finder: Finder) -> None:
    assert places(finder, modules()) == []


def test_one_module_asks_what_stands_at_a_place() -> None:
    found = [module for module in modules() if module.part != "data"]  # which looks for the program's own files
    assert places(bare_questions, found) == []


@pytest.mark.parametrize("finder", [too_many_parts, unused_parts, desks_hardly_used])
def test_nothing_of_it_in_the_views(finder: Finder) -> None:
    assert places(finder, [module for module in modules() if module.part == "views"]) == []


def test_style_sheets_only_in_the_theme() -> None:
    assert (
        places(style_sheets, [module for module in modules() if module.path != f"{PACKAGE}/views/basics/theme.py"])
        == []
    )


def test_broad_excepts_within_their_budget() -> None:
    found = places(broad_excepts, modules())
    assert len(found) <= BROAD_EXCEPT_BUDGET, found


def test_tests_wait_for_something_not_for_some_time() -> None:
    assert places(timed_waits, modules("tests")) == []


# ----------------------------------------------------------------------------------------------------------------------
# Text and files

UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b")


def length_complaints(found: list[Module], reasons: dict[str, str]) -> list[str]:
    """Name modules that are too long without a reason, and reasons that are not needed any more."""
    long = {module.path for module in found if len(module.text.splitlines()) > LONGEST_MODULE}
    return sorted(long ^ set(reasons))


def unexpected_entries(names: set[str], ignore_file: str) -> set[str]:
    """Name top-level entries that have no place in the layout and are not ignored by git."""
    ignored = {line.rstrip("/") for line in ignore_file.splitlines()}
    return names - TOP_LEVEL - ignored


def names_twice(read: Iterable[Module]) -> set[str]:
    """Name the classes of that name in two modules; those that a module keeps to itself are left out."""
    names = Counter(node.name for module in read for node in module.tree.body if isinstance(node, ast.ClassDef))
    return {name for name, count in names.items() if count > 1 and not name.startswith("_")}


@pytest.mark.parametrize("folder", [PACKAGE, "packaging"])
def test_a_class_name_means_one_thing(folder: str) -> None:
    assert names_twice(modules(folder)) == set()


def test_a_name_with_two_meanings_is_seen() -> None:
    two = [
        example("one.py", "class Order: ...\nclass _Own: ..."),
        example("two.py", "class Order: ...\nclass _Own: ..."),
    ]
    assert names_twice(two) == {"Order"}


def test_modules_are_short() -> None:
    assert length_complaints([*modules(), *modules("forms"), *modules("bench")], LONG_MODULES) == []


def test_length_is_seen() -> None:
    long = example("long.py", "pass\n" * (LONGEST_MODULE + 1))
    assert length_complaints([long], {}) == [long.path]
    assert length_complaints([long], {long.path: "a table"}) == []
    assert length_complaints([], {long.path: "a table"}) == [long.path]


@pytest.mark.parametrize("folder", [PACKAGE, "forms", "tests", "bench", "packaging"])
def test_nothing_is_left_unfinished(folder: str) -> None:
    assert [module.path for module in modules(folder) if UNFINISHED.search(module.text)] == []


def test_unfinished_is_seen() -> None:
    assert UNFINISHED.search("# TO" + "DO later")
    assert not UNFINISHED.search("# todos are fine as a word")


def test_top_level_holds_only_what_the_layout_names() -> None:
    ignore_file = (ROOT / ".gitignore").read_text(encoding="utf-8")
    assert unexpected_entries({path.name for path in ROOT.iterdir()}, ignore_file) == set()


def test_unexpected_entry_is_seen() -> None:
    assert unexpected_entries({"dev.py", ".venv", "notes.txt"}, ".venv/\n") == {"notes.txt"}
