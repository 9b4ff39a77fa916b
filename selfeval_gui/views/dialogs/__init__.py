"""Dialogs of the window. They are opened, never executed: no event loop inside another."""
