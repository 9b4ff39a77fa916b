"""Stands in for Pillow, of which only names of classes are needed: nothing here reads or draws pictures."""
