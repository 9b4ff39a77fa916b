"""评审 of the form at hand: opinions with 评审得分, and rows judged anew by a rule, to a per cent, with a note."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from selfeval_gui.domain.numbers import (
    NotANumber,
    divide,
    format_plain,
    format_typed,
    multiply,
    parse_score,
    round_half_up,
)
from selfeval_gui.domain.review.judgements import deducted_otherwise
from selfeval_gui.domain.tree import level_three
from selfeval_gui.i18n import _
from selfeval_gui.rules.rule_set import deductions_for
from selfeval_gui.views.basics.pasted_text import LinePaste
from selfeval_gui.views.basics.push_button import push_button
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.quiet_widgets import PlainLabel, StillBox
from selfeval_gui.views.basics.rows import lay_rows

if TYPE_CHECKING:
    from selfeval_gui.domain.form import Form, Indicator
    from selfeval_gui.domain.review.entries import Opinion, Rescored, Review
    from selfeval_gui.rules.limits import Deduction
    from selfeval_gui.rules.rule_set import RuleSet

OPINIONS = {"completeness": _("内容完整性"), "adequacy": _("论证充分性"), "objectivity": _("结果客观性")}
_SCORE = "score"
_HEADINGS = (_("三级指标"), _("分值"), _("自评得分"), _("复核完成值"), _("规则"), _("百分比"), _("复核得分"), _("说明"))
_NAME, _WEIGHT, _OWN, _ACTUAL, _RULE, _PERCENT, _ANEW, _NOTE = range(len(_HEADINGS))
_SCORE_PLACES = 2
_HUNDRED = Decimal(100)


class JudgedRow(NamedTuple):
    """A row judged anew, as typed: the row's id, then what `Rescored` holds."""

    node: str
    actual: str
    rule: str
    percent: Decimal | None
    score: Decimal | None
    note: str


class JudgingPane(QWidget):
    """Asks; a flow does.

    Signals
    -------
    opinion_wanted(values)
        the texts and the score, by the names of `Opinion`, are to be written down.
    rescoring_wanted(judged)
        rows judged anew, those alone that are other than before.
    """

    opinion_wanted = Signal(object)
    rescoring_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("judgingPane")
        self._rows: list[Indicator] = []
        self._before: dict[str, JudgedRow] = {}
        self.fields = {name: QLineEdit(self) for name in (*OPINIONS, _SCORE)}
        self.write_opinion = push_button(self, "opinionWrite", _("写下评审意见"), self._want_opinion, "K")
        self.deductions = StillBox(self)
        self._offered: list[Deduction] = []
        self.deduct = push_button(self, "deductionUse", _("用于所选行"), self._deduct, "G")
        self.table = QTableWidget(0, len(_HEADINGS), self)
        self.write_rescoring = push_button(self, "rescoringWrite", _("写下复核"), self._want_rescoring, "P")
        self.told = PlainLabel("", self)
        self.told.setObjectName("judgingTold")
        self.told.setWordWrap(True)
        self._lay_out()
        self.show_form(None, None)

    def show_form(self, form: Form | None, review: Review | None, rule_set: RuleSet | None = None) -> None:
        """Show what was last said of a form, and offer deductions; what is typed and not written yet goes."""
        self._offered = [] if rule_set is None else list(deductions_for(rule_set))
        self.deductions.clear()
        for each in self._offered:
            self.deductions.addItem(
                _("{rule}（扣 {percent}%）").format(rule=each.rule, percent=format_plain(each.percent))
            )
        for widget in (self.deductions, self.deduct):
            widget.setEnabled(bool(self._offered))
        opinion = review.opinions[-1] if review is not None and review.opinions else None
        for name, field in self.fields.items():
            field.setText(_opinion_text(opinion, name))
        self._rows = [] if form is None else list(level_three(form.indicators))
        latest = {each.node: each for each in ([] if review is None else review.rescored)}
        self._before = {row.id: _as_judged(row.id, latest.get(row.id)) for row in self._rows}
        self.table.setRowCount(len(self._rows))
        for at, row in enumerate(self._rows):
            self._fill(at, row)
        self.told.setText("")
        self.setEnabled(form is not None)

    def _fill(self, at: int, row: Indicator) -> None:
        before = self._before[row.id]
        texts = (
            *(row.name.strip(), format_typed(row.weight), format_typed(row.score)),
            *(before.actual, before.rule, format_typed(before.percent), format_typed(before.score), before.note),
        )
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            if column in {_NAME, _WEIGHT, _OWN}:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.table.setItem(at, column, item)

    # ---- asking --------------------------------------------------------------------------------------------------

    def _want_opinion(self, _checked: bool = False) -> None:
        texts = {name: field.text().strip() for name, field in self.fields.items()}
        try:
            score = parse_score(texts[_SCORE])
        except NotANumber:
            self._complain(_("评审得分“{text}”不是一个数，请改正。").format(text=texts[_SCORE]))
            self.fields[_SCORE].setFocus()
            return
        if score is not None and not 0 <= score <= _HUNDRED:
            self._complain(_("评审得分要在 0 到 100 之间，请改正。"))
            self.fields[_SCORE].setFocus()
            return
        self.told.setText("")
        self.opinion_wanted.emit({**texts, _SCORE: score})

    def _want_rescoring(self, _checked: bool = False) -> None:
        self.table.setCurrentCell(self.table.currentRow(), _NAME)  # an open editor is committed
        found = []
        for at, row in enumerate(self._rows):
            try:
                judged = self._judged(at, row)
            except ValueError as fault:
                self._complain(str(fault))
                self.table.selectRow(at)
                return
            if judged != self._before[row.id]:
                found.append(judged)
        self.told.setText("" if found else _("没有改动，没有写。"))
        if found:
            self.rescoring_wanted.emit(found)

    def _deduct(self, _checked: bool = False) -> None:
        """Fill the chosen row in by the chosen deduction; a note that somebody has typed stays."""
        at, chosen = self.table.currentRow(), self.deductions.currentIndex()
        if not 0 <= at < len(self._rows):
            self._complain(_("先在下面选一行，再用扣分规则。"))
            return
        deduction, weight = self._offered[chosen], self._rows[at].weight
        percent, note = _HUNDRED - deduction.percent, self._text(at, _NOTE)
        score = None if weight is None else _share_of(weight, percent)
        texts = {_RULE: deduction.rule, _PERCENT: format_typed(percent), _ANEW: format_typed(score)}
        if not note or note in {each.words for each in self._offered}:
            texts[_NOTE] = deduction.words
        for column, text in texts.items():
            self.table.setItem(at, column, QTableWidgetItem(text))
        self.told.setText("")

    def _judged(self, at: int, row: Indicator) -> JudgedRow:
        """Return what is typed for a row; ValueError with the sentence where it cannot be."""
        name = row.name.strip()
        percent = self._number(at, _PERCENT, _("“{name}”的百分比“{text}”不是一个数。"), name)
        score = self._number(at, _ANEW, _("“{name}”的复核得分“{text}”不是一个数。"), name)
        if percent is not None and not 0 <= percent <= _HUNDRED:
            raise ValueError(_("“{name}”的百分比要在 0 到 100 之间。").format(name=name))
        if percent is not None and row.weight is not None:
            due = _share_of(row.weight, percent)
            if score is None:
                score = due
            elif score != due:
                text = _("“{name}”的复核得分 {score} 与 {percent}% 不符，应为 {due}。")
                words = {"name": name, "score": format_plain(score), "percent": format_plain(percent)}
                raise ValueError(text.format(**words, due=format_plain(due)))
        if score is not None and row.weight is not None and score > row.weight:
            raise ValueError(_("“{name}”的复核得分超过了分值。").format(name=name))
        note = self._text(at, _NOTE)
        if score is not None and row.score is not None and score != row.score and not note:
            raise ValueError(_("“{name}”的复核得分和自评不同，请写明说明。").format(name=name))
        deducted = deducted_otherwise(note, percent)
        if deducted is not None and percent is not None:
            text = _("“{name}”的说明写着扣 {deducted}%，百分比却是 {percent}%，请改成一致的。")
            raise ValueError(text.format(name=name, deducted=format_plain(deducted), percent=format_plain(percent)))
        return JudgedRow(row.id, self._text(at, _ACTUAL), self._text(at, _RULE), percent, score, note)

    def _text(self, at: int, column: int) -> str:
        item = self.table.item(at, column)
        return "" if item is None else item.text().strip()

    def _number(self, at: int, column: int, complaint: str, name: str) -> Decimal | None:
        text = self._text(at, column)
        try:
            return parse_score(text)
        except NotANumber:
            raise ValueError(complaint.format(name=name, text=text)) from None

    def _complain(self, sentence: str) -> None:
        self.told.tell_news(sentence, is_urgent=True)

    # ---- putting together ----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for name, field in self.fields.items():
            words = OPINIONS.get(name, _("评审得分"))
            field.setObjectName(f"opinion{name.title()}")
            field.setAccessibleName(words)
            LinePaste(field)
            form.addRow(words, field)
        self.table.setObjectName("rescoringTable")
        self.table.setAccessibleName(_("逐行复核"))
        self.table.setHorizontalHeaderLabels(list(_HEADINGS))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        lay_rows(self.table)
        self.table.verticalHeader().hide()
        em = self.fontMetrics().horizontalAdvance("字")
        for column, width in enumerate((10, 4, 5, 6, 6, 4, 5, 10)):
            self.table.setColumnWidth(column, em * width)
        words = _("填百分比，复核得分就按分值算出；和自评得分不同的要写说明。")
        page = QVBoxLayout(self)
        page.setContentsMargins(4, 4, 4, 4)
        page.addLayout(form)
        page.addWidget(self.write_opinion, 0, Qt.AlignmentFlag.AlignLeft)
        hint = QuietLabel(words, self, wraps=True)
        for label in (hint, self.told):  # else they share the room with the table
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        page.addWidget(hint)
        self.deductions.setObjectName("deductionBox")
        self.deductions.setAccessibleName(_("扣分规则"))
        self.deductions.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        offer = QHBoxLayout()
        label = PlainLabel(_("扣分规则"), self)
        label.setBuddy(self.deductions)
        offer.addWidget(label)
        offer.addWidget(self.deductions, 1)
        offer.addWidget(self.deduct)
        page.addLayout(offer)
        page.addWidget(self.table, 1)
        page.addWidget(self.told)
        page.addWidget(self.write_rescoring, 0, Qt.AlignmentFlag.AlignLeft)


def _share_of(weight: Decimal, percent: Decimal) -> Decimal:
    return round_half_up(divide(multiply(weight, percent), _HUNDRED), _SCORE_PLACES)


def _opinion_text(opinion: Opinion | None, name: str) -> str:
    if opinion is None:
        return ""
    return format_typed(opinion.score) if name == _SCORE else str(getattr(opinion, name))


def _as_judged(node: str, rescored: Rescored | None) -> JudgedRow:
    if rescored is None:
        return JudgedRow(node, "", "", None, None, "")
    return JudgedRow(node, rescored.actual, rescored.rule, rescored.percent, rescored.score, rescored.note)
