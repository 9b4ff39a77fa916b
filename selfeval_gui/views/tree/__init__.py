"""The tree of 绩效指标: cursor, dragging, clipboard, completion, its actions and dialogs."""
