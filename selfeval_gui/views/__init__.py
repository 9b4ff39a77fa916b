"""Widgets: the main window and its panels. They ask for changes by commands and show what the models say."""
