"""A pasted table understood as the import understands a file: which column is which field, which row is what."""
