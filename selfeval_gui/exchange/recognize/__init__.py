"""Grids of cells as forms: which cells are a form, which cell is which field, and what stays unplaced."""
