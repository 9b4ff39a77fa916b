"""What the program does: open forms, their undo stacks, saving, settings. QtCore and QUndoStack only, no widgets."""
