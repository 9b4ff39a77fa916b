"""What a remark suggests, put into its cell as one step that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval_gui.app.notifier import Notifier
from selfeval_gui.commands.edit import type_into_cell, type_into_field
from selfeval_gui.domain.ids import NodeId
from selfeval_gui.domain.numbers import NotANumber
from selfeval_gui.domain.typed_fields import NotAYear
from selfeval_gui.i18n import _

if TYPE_CHECKING:
    from selfeval_gui.domain.review.entries import Remark
    from selfeval_gui.views.form.form_page import FormPage


def take_suggestion(page: FormPage, remark: Remark, notifier: Notifier) -> bool:
    """Tell whether the cell says now what the remark suggests; where it cannot, that is said and nothing changes."""
    document, node = page.document, None if remark.node is None else NodeId(remark.node)
    if document is None or not remark.suggested or not page.commit_editors():
        return False
    session = document.session
    if session.is_read_only or (node is not None and node not in session.tree):
        notifier.warn(_("这一格现在不能改（只读，或者这一行已经删了），没有采用。"))
        return False
    try:
        if node is None:
            type_into_field(session, remark.field, remark.suggested)
        else:
            type_into_cell(document.indicators, node, remark.field, remark.suggested)
    except (NotANumber, NotAYear, KeyError):  # total.weight and the like have no cell to type into
        notifier.warn(_("“{text}”填不进这一格，没有采用；请自己改。").format(text=remark.suggested))
        return False
    return True
