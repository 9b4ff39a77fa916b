"""Cells of the tree and the fund table: drawn, edited and moved between as in a spreadsheet."""
