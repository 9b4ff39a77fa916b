"""What came from units, before it is taken in or after: each form with its verdict, below it what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QSplitter, QVBoxLayout, QWidget

from selfeval_gui.domain.differences import takes_away
from selfeval_gui.i18n import _
from selfeval_gui.review_messages import VERDICT_WORDS
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.difference_text import difference_lines
from selfeval_gui.views.basics.on_screen import resize_on_screen
from selfeval_gui.views.basics.pick_table import PickTable, PickWords
from selfeval_gui.views.basics.quiet_widgets import PlainLabel
from selfeval_gui.views.basics.theme import Tone
from selfeval_gui.work.review.outcomes import Received, TakenIn, Verdict

_SIZE_EMS = (66, 36)
_TAKEN = (Verdict.NEW, Verdict.CHANGED)
_SIGNS = {
    **{Verdict.NEW: ("add", Tone.GOOD), Verdict.CHANGED: ("rename", Tone.ACCENT), Verdict.SAME: ("ok", Tone.QUIET)},
    **{Verdict.DUPLICATE: ("warning", Tone.WARNING), Verdict.OLDER: ("warning", Tone.WARNING)},
    **{Verdict.UNREADABLE: ("error", Tone.ERROR)},
}
_ORDER = (*(Verdict.UNREADABLE, Verdict.DUPLICATE, Verdict.OLDER), *(Verdict.CHANGED, Verdict.NEW, Verdict.SAME))
_GONE, _WITH_ANSWERS, _WITH_REMARKS = _("删 {count} 处"), _("答复 {count} 条"), _("意见 {count} 条")


class ReceiveDialog(QDialog):
    """Offers to take in what would change something; where `is_done`, only tells.

    Signals
    -------
    agreed()
        it is to be taken in.
    """

    agreed = Signal()

    def __init__(self, came: TakenIn, parent: QWidget | None = None, *, is_done: bool) -> None:
        super().__init__(parent)
        self.setObjectName("receiveDialog")
        self.setWindowTitle(_("装入的结果") if is_done else _("装入"))
        self._came = came
        self._forms = sorted(came.forms, key=_weight)
        self.table = PickTable((_("项目"), _("单位"), _("结果"), _("第几轮"), _("改动"), _("来自文件")), self)
        self.words = PickWords(self)
        buttons = QDialogButtonBox(self)
        count = sum(map(_would_change, came.forms))
        self._accept = None
        if not is_done:
            text = _("装入 {count} 份").format(count=count) if count else _("记下这一轮")
            self._accept = buttons.addButton(text, QDialogButtonBox.ButtonRole.AcceptRole)
            self._accept.setObjectName("receiveAccept")
            # What says the same as before is a round all the same: the unit has answered by it.
            self._accept.setEnabled(bool(count) or any(form.verdict is Verdict.SAME for form in came.forms))
            self._accept.setDefault(True)
        cancel = buttons.addButton(_("关闭") if is_done else _("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setObjectName("receiveCancel")
        summary = PlainLabel(_summary(came), self)
        summary.setObjectName("receiveSummary")
        summary.setWordWrap(True)
        for name, words, widget in (
            *(("receiveForms", _("收到的自评表"), self.table), ("receiveWords", _("改动和说明"), self.words)),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(words)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self.words)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        page = QVBoxLayout(self)
        page.addWidget(summary)
        page.addWidget(parts, 1)
        page.addWidget(buttons)
        self._fill()
        self.table.selectionModel().currentRowChanged.connect(self._show)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        if self._forms:
            self.table.setCurrentCell(0, 0)
        else:
            self.words.setPlainText(_about_all(came))
        em = self.fontMetrics().horizontalAdvance("字")
        resize_on_screen(self, _SIZE_EMS[0] * em, _SIZE_EMS[1] * em)

    def accept(self) -> None:
        """Say that it is wanted and close."""
        super().accept()
        self.agreed.emit()

    def _fill(self) -> None:
        for form in self._forms:
            verdict, number = VERDICT_WORDS[form.verdict.value], "" if form.round is None else str(form.round)
            name = form.project_name or form.label
            self.table.add_row((name, form.unit or "", verdict, number, _changed_words(form), form.label), form.label)
            row = self.table.rowCount() - 1
            sign, tone = _SIGNS[form.verdict]
            item = self.table.item(row, 2)
            if item is not None:
                item.setIcon(theme.icon(sign, tone))
        em = self.fontMetrics().horizontalAdvance("字")
        for column, width in enumerate((9, 7, 4, 8, 12), 1):
            self.table.setColumnWidth(column, em * width)

    def _show(self, current: QModelIndex, _previous: QModelIndex) -> None:
        form = self._forms[current.row()]
        self.words.setPlainText("\n".join([*_about(form), "", _about_all(self._came, form.label)]).strip())


def _would_change(form: Received) -> bool:
    return form.verdict in _TAKEN or bool(form.answers or form.remarks)


def _removed(form: Received) -> int:
    old = form.old
    return 0 if old is None else sum(takes_away(each, old) for each in form.differences)


def _weight(form: Received) -> tuple[int, int, str]:
    """Put what is not taken first, then what deletes most."""
    return _ORDER.index(form.verdict), -_removed(form), form.label


def _changed_words(form: Received) -> str:
    count, removed = len(form.differences), _removed(form)
    told = [_("{count} 处").format(count=count)] if count else []
    told += [_GONE.format(count=removed)] if removed else []
    told += [_WITH_ANSWERS.format(count=len(form.answers))] if form.answers else []
    told += [_WITH_REMARKS.format(count=len(form.remarks))] if form.remarks else []
    return "，".join(told)


def _about(form: Received) -> list[str]:
    lines = [form.why] if form.why else []
    if form.old is not None and form.new is not None:
        lines += difference_lines(form.differences, form.old, form.new)
    lines += [_("意见（{kind}）：{text}").format(kind=each.kind, text=each.text) for each in form.remarks]
    lines += [_("意见后来怎样："), *form.became] if form.became else []
    if form.unasked and form.old is not None and form.new is not None:
        lines.append(_("没有意见要求、却改了的 {count} 处：").format(count=len(form.unasked)))
        lines += difference_lines(form.unasked, form.old, form.new)
    said = _("答复：{how}。{text}")
    lines += [said.format(how=each.how or _("已说明"), text=each.text) for each in form.answers if not form.became]
    return lines or [VERDICT_WORDS[form.verdict.value]]


def _about_all(came: TakenIn, first: str = "") -> str:
    """Return what is to be known of files, of the first of them before the others, then who is still missing."""
    own = [note for label, note in came.notes if label == first]
    lines = [*own, *(f"{label}：{note}" for label, note in came.notes if label != first)]
    if came.missing:
        lines.append(_("装入之后还缺 {count} 份：").format(count=len(came.missing)))
        lines += [_("{unit}：{name}").format(unit=unit, name=name) for unit, name in came.missing]
    return "\n".join(lines)


def _summary(came: TakenIn) -> str:
    counts = Counter(form.verdict for form in came.forms)
    told: Sequence[str] = [f"{VERDICT_WORDS[each.value]} {counts[each]}" for each in reversed(_ORDER) if counts[each]]
    removed = sum(map(_removed, came.forms))
    told = [*told, *([_GONE.format(count=removed)] if removed else [])]
    answers = sum(len(form.answers) for form in came.forms)
    told = [*told, *([_WITH_ANSWERS.format(count=answers)] if answers else [])]
    remarks = sum(len(form.remarks) for form in came.forms)
    told = [*told, *([_WITH_REMARKS.format(count=remarks)] if remarks else [])]
    if came.missing:
        told = [*told, _("还缺 {count} 份").format(count=len(came.missing))]
    return " · ".join(told) or _("没有读到自评表，什么也没有装入。")
