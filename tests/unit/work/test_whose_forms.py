"""Forms that came renamed, split in two, with a new id, or not at all any more: each is named, nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval_gui.domain.tree import new_id
from selfeval_gui.storage import store
from tests.helpers.review import asked, form_of, put, rewrite, run

Ask = pytest.CaptureFixture[str]
pytestmark = pytest.mark.usefixtures("qapp")  # packages hold PDFs, which need the application of the tests


class Exchange:
    """A unit with two forms, which a department has taken in."""

    def __init__(self, folder: Path, sample: Path, capsys: Ask) -> None:
        self.folder, self.unit, self.department, self._capsys = folder, folder / "unit", folder / "department", capsys
        self.department.mkdir()
        for project in ("展厅更新", "科普巡展"):
            put(self.unit, form_of(sample, "科技馆", project))
        assert self.send() == ""

    def send(self) -> str:
        """Send a package; return what the department is told of it."""
        package = asked(self._capsys, "pack", self.unit, "--unit", "科技馆", "--out", self.folder / "out")["package"]
        self._capsys.readouterr()
        run("receive", package, "--into", self.department)
        return self._capsys.readouterr().err

    def projects(self) -> list[str]:
        return sorted(store.load(path).form.project_name for path in (self.department / "科技馆").glob("*.json"))


@pytest.fixture
def exchange(tmp_path: Path, sample_originals: Path, capsys: Ask) -> Exchange:
    return Exchange(tmp_path, min(sample_originals.glob("*.json")), capsys)


def test_a_renamed_project(exchange: Exchange) -> None:
    rewrite(exchange.unit / "展厅更新.json", project_name="展厅改造")
    told = exchange.send()
    assert "“展厅改造”和现有的“展厅更新”编号相同，可能是改了项目名称" in told
    assert "上一次的包里有“展厅更新”，这一次没有" in told
    assert exchange.projects() == ["展厅改造", "展厅更新", "科普巡展"]


def test_a_form_split_in_two(exchange: Exchange) -> None:
    part = store.load(exchange.unit / "展厅更新.json").form.model_copy(update={"project_name": "展厅更新二期"})
    put(exchange.unit, part)
    assert "“展厅更新二期”和“展厅更新”编号相同，可能是一份拆成了两份" in exchange.send()
    assert exchange.projects() == ["展厅更新", "展厅更新二期", "科普巡展"]
    forms = [store.load(path).form for path in (exchange.department / "科技馆").glob("*.json")]
    assert len({form.id for form in forms}) == 3


def test_a_new_id(exchange: Exchange) -> None:
    (kept,) = (exchange.department / "科技馆").glob("展厅更新.json")
    before = store.load(kept).form.id
    rewrite(exchange.unit / "展厅更新.json", id=new_id(), notes="重建")
    assert "“展厅更新”的内部编号和以前的不同" in exchange.send()
    form = store.load(kept).form
    assert (form.id, form.notes) == (before, "重建")


def test_a_form_that_is_no_longer_sent(exchange: Exchange) -> None:
    (exchange.unit / "展厅更新.json").unlink()
    assert "“科技馆”上一次的包里有“展厅更新”，这一次没有" in exchange.send()
    assert exchange.projects() == ["展厅更新", "科普巡展"]
