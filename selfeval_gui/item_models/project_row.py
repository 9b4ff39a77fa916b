"""One line of the project list: a file as last read, or an open form as it is now. What its cells say and sort by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval_gui.domain.numbers import divide, format_typed, round_half_up, significant_places
from selfeval_gui.domain.scoring import RATE_PLACES
from selfeval_gui.domain.words import NumberOrder, by_numbers, searchable
from selfeval_gui.i18n import _
from selfeval_gui.item_models.columns import ProjectColumn
from selfeval_gui.messages import SEVERITY_LABELS, STAGES, standing_words, storage_sentence
from selfeval_gui.rules.finding import Severity
from selfeval_gui.rules.shape import Stage
from selfeval_gui.storage.summary import Summary, summary_of
from selfeval_gui.work.counts import Counts, count_findings

if TYPE_CHECKING:
    from selfeval_gui.app.session import Session

_NOTHING = -1.0  # sorts before every number


@dataclass
class ProjectRow:
    """A file of the workspace; with a session it shows the open form instead of the file."""

    summary: Summary
    counts: Counts | None = None
    session: Session | None = None
    is_gone: bool = False
    key: str = field(init=False)
    path_order: NumberOrder = field(init=False, repr=False)
    _haystack: str = field(init=False, default="", repr=False)

    def __post_init__(self) -> None:
        self.key = row_key(self.path)
        self.path_order = by_numbers(self.key)
        self.refresh()

    def refresh(self) -> None:
        """Take over what the open form is now."""
        if self.session is not None:
            self.summary = summary_of(self.session.form, self.session.path)
            self.counts = count_findings(self.session.shown)
        self._haystack = ""

    @property
    def haystack(self) -> str:
        """The words that can be searched, made when somebody searches."""
        if not self._haystack:
            shown = self.summary
            stage = "" if shown.stage is Stage.RESULT else STAGES[shown.stage]
            heads = (shown.project_name, shown.year or "", stage, shown.department, shown.implementing_unit)
            words = (*heads, shown.path.name)
            self._haystack = "\n".join("".join(searchable(str(word)).split()) for word in words)
        return self._haystack

    def take(self, summary: Summary) -> None:
        """Take over what the file is now; an open form stays what it is."""
        self.is_gone = False
        if self.session is None:
            self.summary, self.counts = summary, None
            self.refresh()

    def holds(self, words: list[str]) -> bool:
        """Tell whether every word stands somewhere in the row."""
        return not words or all(word in self.haystack for word in words)

    @property
    def path(self) -> Path:
        """The form's file."""
        return self.summary.path

    @property
    def is_saved(self) -> bool:
        """Whether the file holds what is shown."""
        return not self.is_gone and (self.session is None or self.session.is_clean)

    @property
    def reason(self) -> str:
        """Why the file cannot be read; "" if it can."""
        error = self.summary.unreadable
        return "" if error is None else storage_sentence(error)

    @property
    def severity(self) -> Severity | None:
        """The heaviest kind of finding; None for none, or before they are counted."""
        counts = self.counts or Counts()
        kinds = zip((Severity.ERROR, Severity.WARNING, Severity.HINT), counts, strict=True)
        return next((kind for kind, count in kinds if count), None)

    @property
    def score_places(self) -> int:
        """The decimals its total needs."""
        score = self.summary.score_total
        return 0 if score is None or "." not in str(score) else significant_places(score)

    # ---- what the cells say ---------------------------------------------------------------------------------------

    def text(self, column: int, score_places: int) -> str:
        """Return what a cell shows; totals with so many decimals."""
        shown = self.summary
        if column == ProjectColumn.NAME:
            return shown.project_name.strip() or self.path.name
        if shown.unreadable is not None:
            return ""
        if column == ProjectColumn.UNIT:
            return shown.implementing_unit.strip()
        if column == ProjectColumn.YEAR:
            year = "" if shown.year is None else str(shown.year)
            return year if shown.stage is Stage.RESULT else f"{year} {STAGES[shown.stage]}".strip()
        if column == ProjectColumn.TOTAL:
            return "" if shown.score_total is None else format_typed(round_half_up(shown.score_total, score_places))
        if column == ProjectColumn.GRADE:
            return standing_words(shown.standing)
        if column == ProjectColumn.RATE:
            rate = shown.execution_rate
            return "" if rate is None else f"{round_half_up(rate, RATE_PLACES)}%"
        if column == ProjectColumn.FINDINGS:
            return "" if self.counts is None else str(sum(self.counts)) if any(self.counts) else _("无")
        return self.state

    @property
    def state(self) -> str:
        """Whether the form is saved, in words."""
        if self.is_gone:
            return _("文件不在")
        if self.session is not None and self.session.is_changed_final:
            return _("定稿有改动")
        if not self.is_saved:
            return _("未保存")
        return _("定稿") if self.summary.status == "final" else _("已保存")

    @property
    def remark(self) -> str:
        """What the row says of its state beside the figures; "" for a saved draft, which is what forms mostly are."""
        if not self.is_saved:
            return self.state
        return _("定稿") if self.summary.status == "final" else ""

    @property
    def findings(self) -> str:
        """What the checks found, in words."""
        if self.counts is None:
            return _("正在检查…")
        kinds = zip((Severity.ERROR, Severity.WARNING, Severity.HINT), self.counts, strict=True)
        found = [
            _("{count} 个{kind}").format(count=count, kind=SEVERITY_LABELS[kind]) for kind, count in kinds if count
        ]
        return "，".join(found) or _("没有检查结果")

    def tooltip(self, column: int) -> str:
        """Return what a cell says beyond its text."""
        if self.reason:
            return f"{self.path.name}\n{self.reason}"
        if column == ProjectColumn.FINDINGS:
            return self.findings
        if column == ProjectColumn.STATE:
            return self._state_at_length()
        shown = self.summary
        lines = [shown.project_name, shown.department, shown.implementing_unit, self.path.name]
        if column == ProjectColumn.NAME:
            lines += [self.findings, self._state_at_length()]
        return "\n".join(dict.fromkeys(filter(None, lines)))

    def spoken(self, column: int, score_places: int) -> str:
        """Return what a screen reader says of a cell."""
        if column == ProjectColumn.NAME and self.reason:
            return _("{name}，无法读取：{reason}").format(name=self.path.name, reason=self.reason)
        if column == ProjectColumn.NAME:
            return "，".join(filter(None, self._whole_row(score_places)))
        return self.findings if column == ProjectColumn.FINDINGS else self.text(column, score_places)

    def _whole_row(self, score_places: int) -> Iterator[str]:
        """Yield what the two lines of the row say, in words."""
        labelled = {ProjectColumn.YEAR: _("{text} 年度"), ProjectColumn.TOTAL: _("总分 {text}")}
        labelled[ProjectColumn.RATE] = _("执行率 {text}")
        yield self.text(ProjectColumn.NAME, score_places)
        for column in (ProjectColumn.UNIT, *labelled, ProjectColumn.GRADE):
            text = self.text(column, score_places)
            yield labelled.get(column, "{text}").format(text=text) if text else ""
        yield self.findings
        yield self._state_at_length()

    def sort_key(self, column: int) -> str | float:
        """Return what the column sorts by."""
        shown = self.summary
        if column in {ProjectColumn.NAME, ProjectColumn.UNIT}:
            return self.text(column, 0)
        if shown.unreadable is not None:
            return _NOTHING
        if column == ProjectColumn.YEAR:
            return float(shown.year or 0)
        if column == ProjectColumn.TOTAL:
            return _NOTHING if shown.score_total is None else float(shown.score_total)
        if column == ProjectColumn.GRADE:
            if shown.standing.grade is None or shown.score_total is None or not shown.weight_total:
                return _NOTHING
            return float(divide(shown.score_total, shown.weight_total))
        if column == ProjectColumn.RATE:
            return _NOTHING if shown.execution_rate is None else float(shown.execution_rate)
        if column == ProjectColumn.FINDINGS:
            errors, warnings, hints = self.counts or Counts()
            return errors * 1e8 + warnings * 1e4 + hints
        return float(self.is_saved)

    def _state_at_length(self) -> str:
        if self.is_gone:
            return _("文件被移走或删除了；保存会重新写出它。")
        status = _("定稿") if self.summary.status == "final" else _("草稿")
        sentence = _("{status}，已保存") if self.is_saved else _("{status}，改动还没有保存")
        return sentence.format(status=status)


def row_key(path: Path) -> str:
    """Return what orders the rows: by whole paths, so that a folder's files stand together."""
    return str(path)
