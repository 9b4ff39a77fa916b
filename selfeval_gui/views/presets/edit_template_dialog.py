"""Edit a template of one's own: its words, head fields, cover, signatures, notes and fonts, drawn while typing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDoubleSpinBox, QLabel, QLineEdit, QPlainTextEdit, QSplitter, QWidget

from selfeval_gui.i18n import _
from selfeval_gui.rules.finding import Severity
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.pasted_text import CleanBlock, LinePaste
from selfeval_gui.views.basics.quiet_widgets import SignedLabel
from selfeval_gui.views.basics.sheet_view import SheetView
from selfeval_gui.views.presets.kind_editor import KindEditor

if TYPE_CHECKING:
    from selfeval_gui.exchange.layout.sheet import Sheet
    from selfeval_gui.exchange.templates.template import Template

_SIZE_EMS = (84, 44)
_PAUSE_MS = 250  # after the last key, before the form is drawn anew
_LIST_LINES = 4
_SEPARATORS = re.compile(r"[；;\t]+|　+| {2,}")
_NOT_A_LINE = _(
    "“{line}”不是一个栏目：指标栏目写“名称；文字”（或数字），单选、多选后面再写可选的词，如“进度；单选；快、慢”，"
    "后面可以写“每项一栏”和位置，如“在分值后”（分值是已有的一栏）；文字栏写“名称；位置”，位置是资金上方、目标上方、"
    "指标上方、总分上方或表下，表下以外可以写几个栏目，如“资金管理；目标上方；分配、拨付”；名称不能相同，栏目不能多于表的栏数。"
)
_LISTS_HINT = _(
    "栏目默认排在最右边，写“在…后”就排在那一栏后面，如“进度；单选；快、慢；每项一栏；在分值后”。"
    "文字栏可以有几个栏目：“资金管理；目标上方；分配、拨付＋使用”（＋的排在同一行），"
    "每个栏目要填几段时后面再写小标题：“；情况说明、改进措施”。"
)
_NAMES = {
    "labels.title": _("标题"),
    "labels.year": _("年度一行"),
    "labels.funds": _("项目资金"),
    "labels.goals": _("年度总体目标"),
    "labels.expected_goal": _("预期目标"),
    "labels.actual_outcome": _("实际完成情况"),
    "labels.indicators": _("绩效指标"),
    "labels.total": _("总分"),
    "methods.execution": _("计算方法：执行率"),
    "methods.number": _("计算方法：定量"),
    "methods.words": _("计算方法：定性"),
}


class EditTemplateDialog(KindEditor):
    """Words at the left, the form drawn at the right."""

    def __init__(
        self, template: Template, draw: Callable[[Template], tuple[Sheet, str]], parent: QWidget | None = None
    ) -> None:
        from selfeval_gui.exchange.templates.template_edit import (
            cover_words,
            extra_head_fields,
            signature_rows,
            words_of,
        )
        from selfeval_gui.exchange.templates.template_rows_edit import listed_words

        super().__init__("template", _("编辑表样"), parent)
        self._template, self._draw = template, draw
        self.name = self._line("name", _("表样名称"), template.name)
        self.extra = self._block("extra", _("另加的表头栏目\n（每行一个）"), "\n".join(extra_head_fields(template)))
        rows = "\n".join("；".join(row) for row in signature_rows(template))
        self.signatures = self._block("signatures", _("签字行\n（每行一排，\n用分号隔开）"), rows)
        self.footnotes = self._block("footnotes", _("表下说明\n（每行一条）"), "\n".join(template.footnotes))
        title, lines = cover_words(template)
        self.cover_title = self._line("cover.title", _("封面标题"), title)
        self.cover_title.setPlaceholderText(_("空着就没有封面"))
        self.cover_lines = self._block("cover.lines", _("封面各行\n（每行一个）"), "\n".join(lines))
        self._list_rows(template)
        fonts = template.fonts
        self.title_font, self.title_size = self._font("title", _("标题字体"), fonts.title.name, fonts.title.size)
        self.body_font, self.body_size = self._font("body", _("正文字体"), fonts.body.name, fonts.body.size)
        listed = listed_words(template)
        words = {place: text for place, text in words_of(template).items() if place not in listed}
        self.words = {place: self._line(place, _NAMES.get(place, text), text) for place, text in words.items()}
        self.paper = SheetView(self)
        self.paper.setObjectName("editTemplatePaper")
        self.paper.setAccessibleName(_("表样画成的表"))
        across = QSplitter(Qt.Orientation.Horizontal, self)
        across.addWidget(self.area)
        across.addWidget(self.paper)
        self.hint = SignedLabel(theme.severity_icon(Severity.WARNING), self)
        self.hint.text.setObjectName("templateHint")
        self.hint.hide()
        self.lay_out(across, _SIZE_EMS, self.hint)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self._redraw)
        across.setSizes([self.width() * 4 // 10, self.width() * 6 // 10])
        self._redraw()

    def made(self) -> Template | None:
        from pydantic import ValidationError

        from selfeval_gui.exchange.templates import template_edit as edit
        from selfeval_gui.exchange.templates.edit_lines import NotALine

        problem = ""
        made = None
        if not self.name.text().strip():
            problem = _("请填写表样名称。")
        elif not (self.title_font.text().strip() and self.body_font.text().strip()):
            problem = _("请填写字体的名称。")
        else:
            words = {place: field.text() for place, field in self.words.items()}
            title = (self.title_font.text(), self.title_size.value())
            body = (self.body_font.text(), self.body_size.value())
            try:
                made = edit.with_words(self._template, words)
                made = edit.with_extra_head_fields(made, _lines(self.extra))
                rows = [_SEPARATORS.split(line) for line in _lines(self.signatures)]
                made = edit.with_cover(made, self.cover_title.text(), _lines(self.cover_lines))
                made = edit.with_footnotes(edit.with_signature_rows(made, rows), _lines(self.footnotes))
                made = self._with_rows(made)
                made = edit.with_fonts(made, title, body).model_copy(update={"name": self.name.text().strip()[:100]})
            except NotALine as error:
                problem, made = _NOT_A_LINE.format(line=error), None
            except ValidationError:
                problem, made = _("这些内容放不进表样：字体名称太长，栏目不成立，或资金第一行不是合计。"), None
        self.say(problem)
        return made

    def _redraw(self) -> None:
        template = self.made()
        if template is None:
            return
        self.paper.show_sheet(self._draw(template)[0])
        fonts = {template.fonts.title.name, template.fonts.body.name}
        missing = sorted(fonts - set(QFontDatabase.families()))
        text = _("这台电脑没有字体“{fonts}”，这里用别的字体画；有这种字体的电脑上会照样用它。")
        self.hint.tell(text.format(fonts="”“".join(missing)) if missing else "")

    # ---- rows and columns ----------------------------------------------------------------------------------------

    def _list_rows(self, template: Template) -> None:
        from selfeval_gui.exchange.templates import blocks_edit as blocks
        from selfeval_gui.exchange.templates import own_columns_edit as own
        from selfeval_gui.exchange.templates import template_rows_edit as rows

        lists: list[tuple[str, str, list[str]]] = []
        if template.fund_columns:
            lists.append(("fundRows", _("资金各行\n（每行一个，\n第一行是合计）"), rows.fund_rows(template)))
            lists.append(("fundColumns", _("另加的资金栏目\n（每行一个）"), rows.fund_columns(template)))
        lists.append(
            ("ownColumns", _("另加的指标栏目\n（每行一个，如\n进度；单选；快、慢）"), own.own_columns(template))
        )
        lists.append(("textRows", _("另加的文字栏\n（每行一个，如\n存在问题；指标上方）"), blocks.text_rows(template)))
        hint = QLabel(_LISTS_HINT, self, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        hint.setObjectName("template.listsHint")
        self.rows.addRow(hint)
        self._lists = {place: self._block(place, label, "\n".join(lines)) for place, label, lines in lists}

    def _with_rows(self, template: Template) -> Template:
        """Return the template with the rows and columns of the lists."""
        from selfeval_gui.exchange.templates import blocks_edit as blocks
        from selfeval_gui.exchange.templates import own_columns_edit as own
        from selfeval_gui.exchange.templates import template_rows_edit as rows

        steps = {
            "fundRows": rows.with_fund_rows,
            "fundColumns": rows.with_fund_columns,
            "ownColumns": own.with_own_columns,
            "textRows": blocks.with_text_rows,
        }
        for place, field in self._lists.items():
            template = steps[place](template, _lines(field))
        return template

    # ---- fields --------------------------------------------------------------------------------------------------

    def _line(self, place: str, label: str, text: str) -> QLineEdit:
        field = QLineEdit(text, self)
        LinePaste(field)
        field.textChanged.connect(self._changed)
        self._add(place, label, field)
        return field

    def _block(self, place: str, label: str, text: str) -> QPlainTextEdit:
        field = CleanBlock(text, self)
        field.setTabChangesFocus(True)
        field.setFixedHeight(self.fontMetrics().lineSpacing() * _LIST_LINES + 12)
        field.textChanged.connect(self._changed)
        self._add(place, label, field)
        return field

    def _font(self, place: str, label: str, name: str, size: float) -> tuple[QLineEdit, QDoubleSpinBox]:
        field = QDoubleSpinBox(self, minimum=5.0, maximum=72.0, singleStep=0.5, decimals=1, value=size)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.valueChanged.connect(self._changed)
        font = self._line(f"font.{place}", label, name)
        self._add(f"size.{place}", _("{font}大小（磅）").format(font=label), field)
        return font, field

    def _add(self, place: str, label: str, field: QWidget) -> None:
        field.setObjectName(f"template.{place}")
        field.setAccessibleName(label.replace("\n", ""))
        self.rows.addRow(QLabel(label, self, textFormat=Qt.TextFormat.PlainText), field)

    def _changed(self, *_what: object) -> None:
        self._soon.start()


def _lines(field: QPlainTextEdit) -> list[str]:
    return [line.strip() for line in field.toPlainText().splitlines() if line.strip()]
