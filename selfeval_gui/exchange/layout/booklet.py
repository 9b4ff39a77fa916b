"""合订本: the forms that go into one document, and its page of contents as plain data."""

from collections.abc import Sequence
from typing import NamedTuple

from selfeval_gui.domain.form import Form
from selfeval_gui.exchange.layout.cover_sheet import lay_out_cover
from selfeval_gui.exchange.layout.evidence_sheet import lay_out_evidence, lying
from selfeval_gui.exchange.layout.form_sheet import lay_out
from selfeval_gui.exchange.layout.row_heights import Measure
from selfeval_gui.exchange.layout.sheet import Sheet, Style
from selfeval_gui.exchange.layout.sheet_builder import SheetBuilder
from selfeval_gui.exchange.layout.text_width import count_lines
from selfeval_gui.exchange.templates.parts import Page
from selfeval_gui.exchange.templates.template import Template
from selfeval_gui.i18n import _
from selfeval_gui.rules.rule_set import RuleSet

_FIRST_ROW = 3  # below the title and the headings
_WIDTHS = (36.0, 260.0, 115.0, 115.0)  # points on an upright A4 page
_WIDTHS_WITH_PAGES = (36.0, 240.0, 105.0, 105.0, 40.0)


class BookletEntry(NamedTuple):
    """A form with the template it is shown in, the rule set its totals follow, and whether 草稿 stands behind it.

    `is_evidence`: not the form itself, but the list of what proves it.
    """

    form: Form
    template: Template
    rule_set: RuleSet
    is_draft: bool = False
    is_evidence: bool = False

    @property
    def title(self) -> str:
        """What the contents call it."""
        name = self.form.project_name
        return _("{name}（佐证材料清单）").format(name=name.strip()) if self.is_evidence else name

    @property
    def page(self) -> Page:
        """The paper that it is printed on."""
        return lying(self.template.page) if self.is_evidence else self.template.page

    @property
    def sheet(self) -> Sheet:
        """It laid out."""
        return self.laid_out(count_lines)

    def cover(self, measure: Measure = count_lines) -> Sheet | None:
        """Return the page before the form, where its template has one and is no file; a booklet leaves it out."""
        return (
            None
            if self.is_evidence or self.template.paper is not None
            else lay_out_cover(self.form, self.template, measure)
        )

    def laid_out(self, measure: Measure) -> Sheet:
        """Return it laid out, its texts measured that way."""
        if self.is_evidence:
            return lay_out_evidence(self.form, self.template, measure)
        return lay_out(self.form, self.template, self.rule_set, measure)


class ContentsLine(NamedTuple):
    """What the contents say about a form."""

    project_name: str
    department: str
    implementing_unit: str


def listed(entry: BookletEntry) -> ContentsLine:
    """Return the line of the contents for a form."""
    return ContentsLine(entry.title, entry.form.department, entry.form.implementing_unit)


def contents_sheet(
    forms: Sequence[ContentsLine], template: Template, measure: Measure = count_lines, pages: Sequence[int] = ()
) -> Sheet:
    """Return the page of contents in the fonts of a template; the name of form n stands in row `contents_row(n)`.

    `pages` are the page numbers of the forms, where the document has its own.
    """
    widths = _WIDTHS_WITH_PAGES if pages else _WIDTHS
    words = (_("序号"), _("项目名称"), _("主管部门"), _("实施单位"), _("页码"))
    table = SheetBuilder()
    table.put(table.next_row(is_heading=True), 1, _("目录"), Style.TITLE, last_column=len(widths))
    headings = table.next_row(is_heading=True)
    for column, (heading, _width) in enumerate(zip(words, widths, strict=False), 1):
        table.put(headings, column, heading)
    for number, form in enumerate(forms, 1):
        row = table.next_row()
        table.put(row, 1, str(number), Style.CENTRED)
        table.put(row, 2, form.project_name or _("（没有名称）"), Style.LINK)
        table.put(row, 3, form.department or None, Style.TEXT)
        table.put(row, 4, form.implementing_unit or None, Style.TEXT)
        if pages:
            table.put(row, 5, str(pages[number - 1]), Style.CENTRED)
    page = template.page.model_copy(update={"orientation": "portrait"})
    return table.as_list(template, widths, page, headings, measure)


def contents_row(number: int) -> int:
    """Return the row of the contents for form `number`, counted from 0."""
    return _FIRST_ROW + number
