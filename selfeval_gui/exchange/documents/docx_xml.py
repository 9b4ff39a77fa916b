"""Small pieces of Word's XML."""

from xml.sax.saxutils import escape

# Of no height to speak of: between two tables, which Word would join, and at the end, where Word demands a paragraph.
GAP = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>{}</w:pPr></w:p>'


def text_run(text: str, size: float | None = None) -> str:
    """Return the run of a text; its lines and tabs become Word's. `size` is one of its own, in points."""
    pieces = []
    for number, line in enumerate(text.split("\n")):
        pieces += ["<w:br/>"] if number else []
        for place, part in enumerate(line.split("\t")):
            pieces += ["<w:tab/>"] if place else []
            pieces += [f'<w:t xml:space="preserve">{escape(part)}</w:t>'] if part else []
    own = "" if size is None else f'<w:rPr><w:sz w:val="{round(size * 2)}"/></w:rPr>'
    return f"<w:r>{own}{''.join(pieces)}</w:r>" if pieces else ""


def paragraph(properties: str, content: str) -> str:
    """Return a paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def twips(points: float) -> int:
    """Return a length in the unit of Word, a twentieth of a point."""
    return round(points * 20)
