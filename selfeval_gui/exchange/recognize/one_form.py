"""One form from its rows: title, head, 项目资金, 年度总体目标, 绩效指标, 总分 and what stands below them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from selfeval_gui.domain.fields import FieldRef, field_of
from selfeval_gui.domain.form import FundTotal
from selfeval_gui.domain.words import MONEY_UNITS, money_unit_of, money_within, number_text, other_money_of
from selfeval_gui.exchange.readers.grid import SourceCell
from selfeval_gui.exchange.recognize.blocks import BlockRows
from selfeval_gui.exchange.recognize.closing import close
from selfeval_gui.exchange.recognize.column_fit import Column
from selfeval_gui.exchange.recognize.fund_headings import fund_columns_of
from selfeval_gui.exchange.recognize.funds import FundRows
from selfeval_gui.exchange.recognize.goals import GoalRows, begins_tasks, other_term
from selfeval_gui.exchange.recognize.goals_within import take_goals_within
from selfeval_gui.exchange.recognize.headings import header_columns
from selfeval_gui.exchange.recognize.indicators import IndicatorRows
from selfeval_gui.exchange.recognize.ledger import Ledger
from selfeval_gui.exchange.recognize.pieces import (
    PAIR,
    YEAR,
    YEAR_LINE,
    is_below_indicators,
    is_blank_year,
    is_mark,
    is_stamp,
    known_label,
    names_itself,
    without_year,
)
from selfeval_gui.exchange.recognize.result import RowKind, RowTaken
from selfeval_gui.exchange.recognize.sections import SectionRows
from selfeval_gui.exchange.recognize.totals import is_sum, is_total_of_scores, take_total
from selfeval_gui.exchange.recognize.within_cell import take_within
from selfeval_gui.exchange.templates.labels import is_amount, is_like_caption, is_no_value, meanings, plain
from selfeval_gui.exchange.templates.own_headings import is_footnote, option_of
from selfeval_gui.exchange.templates.titles import is_target_title, is_title, is_title_again

Line = list[SourceCell]

_SENTENCE_ENDS = ("。", "；", "！", "？")
_LONGEST_UNKNOWN_LABEL = 12  # characters; the longest label of a head that we know has 9, a sentence more


class FormReader:
    """Takes the rows of one form; `labelled` head fields have labels of their own, `has_year_apart` the year's goal."""

    def __init__(
        self, *, is_wrapped: bool, labelled: set[str], has_year_apart: bool = False, keeps_blanks: bool = False
    ) -> None:
        self._has_year_apart = has_year_apart
        self._labelled = labelled
        self.ledger = Ledger(is_wrapped=is_wrapped, keeps_blanks=keeps_blanks)
        self.ledger.found.labelled = frozenset(labelled)
        self._indicators = IndicatorRows(self.ledger)
        self._section = "head"
        self._funds = FundRows(self.ledger)
        self._goals = GoalRows(self.ledger)
        self._blocks = BlockRows(self.ledger)
        self._sections = SectionRows(self.ledger)
        self._other_term = ""  # of the rows below the last headings of indicators
        self._title_year: tuple[SourceCell, int] | None = None

    def line(self, line: Line) -> None:
        """Take one row."""
        columns = header_columns(line)
        if self._blocks.takes(line):
            self._section = "block"
            self._took(RowKind.PAIRS, line)
        elif self._sections.takes(line):
            self._section = "tail" if self._section in {"indicators", "tail"} else "head"
        elif len(line) <= 2 and any(is_title_again(cell.text) for cell in line):
            self.ledger.label(*line)
        elif columns is not None:
            self._section = "indicators"
            self._took(RowKind.HEADINGS, line, columns)
            self._indicators.header(line, columns)
            self._other_term = other_term(line, has_year_apart=self._has_year_apart)
        elif self._section in {"indicators", "tail"} and self._is_total(line):
            self._section = "tail"
            self._took(RowKind.TOTAL, line)
            take_total(line, self._indicators.columns, self.ledger)
        elif self._section == "indicators" and self._other_term and not self._ends_indicators(line):
            self._rows_of_other_term(line)
        elif self._section == "indicators" and not self._ends_indicators(line):
            before = self._indicators.columns
            self._indicators.row(line)
            is_heading = self._indicators.columns is not before
            self._took(RowKind.HEADINGS if is_heading else RowKind.INDICATOR, line, self._indicators.columns)
        else:
            self._line_outside_indicators(line)

    def _rows_of_other_term(self, line: Line) -> None:
        """List a row of 长期绩效指标, which has no place beside those of the year; what stands blank is no value."""
        for cell in line:
            if plain(cell.text) == self._other_term or is_no_value(cell.text):
                self.ledger.label(cell)
            else:
                self.ledger.unmapped(cell, ref=FieldRef(None, self._other_term))

    def _line_outside_indicators(self, line: Line) -> None:
        fund_columns = fund_columns_of(line)
        if fund_columns is not None:
            self._section = "funds"
            self._took(RowKind.FUND_HEADINGS, line, fund_columns)
            self._funds.header(line, fund_columns)
        elif self._is_fund_row(line):
            self._section = "funds" if self._section == "goals" else self._section
            self._took(RowKind.FUND_ROW, line)
            self._funds.row(line)
        elif self._section in {"head", "funds"} and self._funds.takes_below_names(line):
            self._took(RowKind.FUND_ROW, line)
        elif self._section == "funds" and self._funds.is_bare_total(line):
            self._took(RowKind.FUND_TOTAL, line)
            self._funds.bare_total(line)
        elif self._section == "funds" and self._funds.is_named_row(line):
            self._funds.row(line)
        elif self._section != "tail" and self._goals.begins(line):
            self._section = "goals"
            self._took(RowKind.GOAL_LABELS, line)
            self._goals.header(line)
        elif self._section == "goals" and not self._goals.ends(line):
            self._took(RowKind.GOAL_TEXTS, line)
            self._goals.texts(line)
        else:
            if self._section == "goals" and begins_tasks(line):
                self._section = "head"
            self._took(RowKind.PAIRS, line)
            self._pairs(line)

    def _is_fund_row(self, line: Line) -> bool:
        """Tell whether a row is one of money: by its label; below the goals the first has its amount beside that."""
        places = [place for place, cell in enumerate(line) if "fund_rows" in meanings(cell.text)]
        if self._section != "goals":
            return self._section in {"head", "funds"} and bool(places)
        return self.ledger.form.funds.total == FundTotal() and any(
            is_amount(cell.text) for each in places for cell in line[each + 1 :][:1]
        )

    def _took(self, kind: RowKind, line: Line, columns: Sequence[Column] = ()) -> None:
        self.ledger.found.rows.append(RowTaken(kind, line, tuple(columns)))

    def end(self, cells: Iterable[SourceCell]) -> None:
        """Take what only stands in the title or a caption, convert amounts, and list what of the cells nobody took."""
        self._funds.end()
        self._indicators.end()
        self.ledger.settle_amounts()
        if self.ledger.form.year is None and self._title_year is not None:
            self.ledger.set_year(*self._title_year)
        close(self.ledger, cells)

    # ---- head and tail -------------------------------------------------------------------------------------------

    def _pairs(self, line: Line) -> None:
        """Read labels, each with the value to its right."""
        pending: tuple[SourceCell, str, str] | None = None
        for place, cell in enumerate(line):
            known = known_label(cell.text, self._labelled)
            section = next((each for each in ("head", "extra", "notes", "captions") if each in known), None)
            if is_title(cell.text) and len(line) <= 2:
                self._title(cell)
            elif is_footnote(self.ledger.text_of(cell)):
                self.ledger.again(cell)
            elif section == "captions":
                self.ledger.label(cell)
            elif section is not None:
                pending = (cell, section, known[section])
                self.ledger.label(cell)
            elif pending is not None and pending[1] == "unknown" and take_goals_within(cell, self.ledger):
                self.ledger.again(pending[0])
                pending = None
            elif pending is not None:
                if not (pending[0].text.rstrip().endswith((":", "：")) and self._pairs_within(cell)):
                    self._value(pending, cell)
                pending = None
            elif self._single(cell):
                pass
            elif self._is_label_of_pair(line, place):
                pending = (cell, "unknown", cell.text)
            else:
                self.ledger.unmapped(cell)
        if pending is not None and pending[1] == "unknown":
            self.ledger.unmapped(pending[0])

    def _title(self, cell: SourceCell) -> None:
        self.ledger.label(cell)
        self.ledger.found.sets_targets_only |= is_target_title(cell.text)
        year = YEAR.search(cell.text)
        if year is not None:
            self._title_year = (cell, int(year[1]))
        unit = money_within(cell.text)
        if unit is not None:
            self._unit(cell, unit)

    def _unit(self, cell: SourceCell, unit: str) -> None:
        if unit in MONEY_UNITS:
            self.ledger.set_text("funds.unit", cell, unit)
        else:
            self.ledger.take_other_money(cell, unit)

    def _value(self, label: tuple[SourceCell, str, str], cell: SourceCell) -> None:
        _, section, name = label
        if section == "head" and name == "year":
            year = YEAR.search(number_text(cell.text))
            if year is None:
                self.ledger.unmapped(cell, "year.invalid", FieldRef(None, "year"))
            else:
                self.ledger.set_year(cell, int(year[1]))
        elif section == "head" and name.startswith("printed."):
            self.ledger.set_number(self.ledger.form, name, cell)
        elif section == "head":
            self.ledger.set_text(name, cell, is_short=not field_of(name).is_long)
        elif section in {"extra", "unknown"} and is_stamp(cell.text):
            self.ledger.unmapped(cell)  # a place for a stamp is no telephone number
        elif section == "notes":
            self.ledger.append(self.ledger.form, "notes", cell, "\n")
        else:
            word = option_of(name, cell.text)
            if word == "":
                self.ledger.again(cell)
                ref = None
            else:
                ref = self.ledger.set_extra(name, cell, word)
            if section == "unknown":
                self.ledger.label(label[0])
                self.ledger.doubt("label.unknown", label[0], ref, f"{label[0].text.strip()}：{cell.text}")

    def _single(self, cell: SourceCell) -> bool:
        """Read a cell that says all by itself: the year, the unit of money, 填表人：张三  电话：…."""
        half = number_text(cell.text).strip()
        bare = "".join(half.split())
        year = YEAR.search(half)
        if year is not None and YEAR_LINE.fullmatch(bare):
            self.ledger.set_year(cell, int(year[1]))
            return True
        if is_blank_year(bare) or is_no_value(bare) or is_mark(bare):
            self.ledger.label(cell)
            return True
        unit = money_unit_of(bare) or other_money_of(bare)
        if unit is not None:
            self._unit(cell, unit)
            return True
        return take_goals_within(cell, self.ledger) or take_within(cell, self.ledger) or self._pairs_within(cell)

    def _pairs_within(self, cell: SourceCell) -> bool:
        found = list(PAIR.finditer(cell.text))
        known = [known_label(pair[1], self._labelled) for pair in found]
        units = [money_unit_of(f"{pair[1]}:{pair[2]}") for pair in found]
        is_ours = [
            unit is not None or any(section in each for section in ("head", "extra", "notes")) or names_itself(pair[1])
            for pair, each, unit in zip(found, known, units, strict=True)
        ]
        if not found or not all(is_ours) or cell.text[: found[0].start()].strip():
            return False
        for pair, each, unit in zip(found, known, units, strict=True):
            text, behind = without_year(pair[2].strip(), self.ledger.form.year)
            if behind is not None:
                self.ledger.set_year(cell, behind)
            name = each.get("head", "")
            if unit is not None:
                self.ledger.set_text("funds.unit", cell, unit)
            elif not text:
                self.ledger.label(cell)
            elif name == "year" and YEAR.search(text):
                self.ledger.set_year(cell, int(YEAR.findall(text)[0]))
            elif name and name != "year":
                self.ledger.set_text_above(name, pair[1], cell, text)
            elif "notes" in each:
                before = self.ledger.form.notes
                self.ledger.form.notes = f"{before}\n{text}" if before else text
                self.ledger.mapped(cell, FieldRef(None, "notes"))
            else:
                self.ledger.set_extra(each.get("extra", pair[1]), cell, text)
        return True

    def _is_label_of_pair(self, line: Line, place: int) -> bool:
        """Tell whether a cell is a label we do not know: short, a value beside it, not one that ends a row alone."""
        cell = line[place]
        if place + 1 >= len(line) or len(plain(cell.text)) not in range(2, _LONGEST_UNKNOWN_LABEL + 1):
            return False
        after = line[place + 1]
        has_value = any(pair[2].strip() for pair in PAIR.finditer(cell.text))
        if has_value or (is_like_caption(cell.text) and self._is_label_of_pair(line, place + 1)):
            return False  # 部门总体目标 before 部门职责 and what that is
        is_word = not any(character.isdigit() for character in cell.text) and not cell.text.endswith(_SENTENCE_ENDS)
        return is_word and not meanings(after.text) and after.column <= cell.last_column + 1

    # ---- the end of the indicators -------------------------------------------------------------------------------

    def _is_total(self, line: Line) -> bool:
        if "totals" not in meanings(line[0].text) and not (self._section == "indicators" and is_total_of_scores(line)):
            return False
        return all(is_sum(cell.text) or is_no_value(cell.text) or len(cell.text) > 3 for cell in line[1:])

    def _ends_indicators(self, line: Line) -> bool:
        is_below = is_below_indicators(line, self._indicators.columns[0].first)
        self._section = "tail" if is_below else self._section
        return is_below
