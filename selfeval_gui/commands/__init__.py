"""Undoable changes of a form. A command holds ids and values, never an index or a widget."""
