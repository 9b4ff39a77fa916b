"""Forms as pages, by QtGui without widgets: what the printer, the PDF and the preview draw."""
